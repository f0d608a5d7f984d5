"""A branch of a git repository as a host: GitHub Pages and the like.

Owns the commit: made in a repository of our own beside the cache, from the branch as it is now, so that no folder of
the seller's and no index of theirs is touched. Pushed by the seller's git, with its own keys and helpers; we see none.
"""

from __future__ import annotations

import errno
import re
import shutil
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from generator.deploy.failures import (
    DENIED,
    FOREIGN,
    GIT_MISSING,
    GIT_NO_REPOSITORY,
    MEANWHILE,
    REFUSED_BY_HOST,
    UNREACHABLE,
)
from generator.deploy.target import Headers, Stored, Unreachable
from generator.problems import ProblemsFound, problem
from generator.publish.failures import reporting
from generator.publish.manifest import parents
from generator.shop.model.deploy import Git

PATIENCE_S = 120
"""For one call of git: long enough for a slow push, or for typing the passphrase of a key."""
NO_JEKYLL = ".nojekyll"
DOMAIN = "CNAME"
_AUTHOR = {"NAME": "Etalase", "EMAIL": "etalase@users.noreply.github.com"}
_SHARED_HOSTS = (".github.io", ".gitlab.io", ".codeberg.page", ".pages.dev")
"""Addresses that these hosts give; a branch with a `CNAME` is for an address of one's own."""


class Branch:
    """A `Target` that is one commit, pushed in the end."""

    jobs = 1
    whole = True

    def __init__(self, place: Git, root: Path, *, host: str, environment: Mapping[str, str], interactive: bool) -> None:
        """`host` is that of the shop's address, "" without one. Raises `ProblemsFound`, and `Unreachable`."""
        if shutil.which("git", path=environment.get("PATH")) is None:
            raise ProblemsFound([problem(GIT_MISSING)])
        self._environment = {**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        if not interactive:
            self._environment["GIT_TERMINAL_PROMPT"] = "0"
        self.shown = "git"
        self._branch = place.branch
        self._root = root
        self._remote = self._where(place, root)
        self.shown = f"{_without_secret(self._remote)}#{place.branch}"
        with reporting(gettempdir()):
            self._scratch = TemporaryDirectory(prefix="etalase-git-")
        self._folder = Path(self._scratch.name)
        self._environment |= {"GIT_DIR": str(self._folder / "repo"), "GIT_INDEX_FILE": str(self._folder / "index")}
        self._git("init", "--quiet", "--bare", str(self._folder / "repo"))
        self._tip = ""
        self._blobs: dict[str, tuple[str, str]] = {}
        self._found: dict[str, Stored] = {}
        self._host = host
        self._fetched = False

    def read(self, path: str) -> bytes | None:
        self._fetch()
        found = self._blobs.get(path)
        return self._git("cat-file", "blob", found[1]) if found else None

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        del folders
        self._fetch()
        return self._found

    def put(self, path: str, content: bytes, headers: Headers) -> None:
        del headers
        # git would let one name push out the other: what stood there, whoever put it, would be gone.
        above = parents(path)
        for other in self._blobs:
            if other in above or other.startswith(f"{path}/"):
                raise ProblemsFound([problem(FOREIGN, file=other, host=self.shown)])
        self._keep(path, content)

    def delete(self, path: str) -> None:
        self._blobs.pop(path, None)

    def finish(self, note: str) -> None:
        if NO_JEKYLL not in self._blobs:
            self._keep(NO_JEKYLL, b"")
        if DOMAIN not in self._blobs and self._host and not self._host.endswith(_SHARED_HOSTS):
            self._keep(DOMAIN, f"{self._host}\n".encode())
        rows = "".join(f"{mode} {blob}\t{path}\0" for path, (mode, blob) in sorted(self._blobs.items()))
        self._git("read-tree", "--empty")
        self._git("update-index", "-z", "--index-info", given=rows.encode("utf-8", "surrogateescape"))
        tree = self._git("write-tree").decode().strip()
        parent = ("-p", self._tip) if self._tip else ()
        commit = self._git("commit-tree", tree, *parent, "-m", note, around=self._who()).decode().strip()
        # What somebody pushed meanwhile is never overwritten: without force, the branch must still be where it was.
        self._git("push", "--quiet", "--", self._remote, f"{commit}:refs/heads/{self._branch}", remote=True)
        self._tip = commit

    def close(self) -> None:
        self._scratch.cleanup()

    def _keep(self, path: str, content: bytes) -> None:
        self._blobs[path] = ("100644", self._git("hash-object", "-w", "--stdin", given=content).decode().strip())

    def _where(self, place: Git, root: Path) -> str:
        if place.repository:
            local = root / place.repository
            return str(local.resolve()) if local.is_dir() else place.repository
        found = self._call(["git", "-C", str(root), "remote", "get-url", "origin"], alone=True)
        if found.returncode:
            raise ProblemsFound([problem(GIT_NO_REPOSITORY)])
        return found.stdout.decode("utf-8", "replace").strip()

    def _fetch(self) -> None:
        """What is on the branch now; nothing, where there is no such branch yet."""
        if self._fetched:
            return
        branch = f"refs/heads/{self._branch}"
        if self._git("ls-remote", "--heads", "--", self._remote, branch, remote=True).strip():
            self._git("fetch", "--quiet", "--depth=1", "--no-tags", "--", self._remote, branch, remote=True)
            self._tip = self._git("rev-parse", "FETCH_HEAD").decode().strip()
            rows = self._git("ls-tree", "-r", "-z", "--long", "--full-tree", self._tip)
            for row in filter(None, rows.decode("utf-8", "surrogateescape").split("\0")):
                head, _, path = row.partition("\t")
                mode, _, blob, size = head.split()
                self._blobs[path] = (mode, blob)
                if size.isdigit():  # a submodule has none
                    self._found[path] = Stored(int(size))
        self._fetched = True

    def _who(self) -> dict[str, str]:
        """The seller's own name where git knows it, else ours: a commit needs one."""
        known = self._call(["git", "-C", str(self._root), "var", "GIT_AUTHOR_IDENT"], alone=True).returncode == 0
        if known:
            return {}
        return {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in _AUTHOR.items()}

    def _git(
        self, *arguments: str, given: bytes = b"", remote: bool = False, around: Mapping[str, str] | None = None
    ) -> bytes:
        done = self._call(["git", *arguments], given=given, around=around)
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.decode("utf-8", "replace")
        if not remote and "No space left on device" in said:
            with reporting(str(self._folder)):
                raise OSError(errno.ENOSPC, "No space left on device")
        if "rejected" in said or "fetch first" in said or "cannot lock ref" in said:
            raise ProblemsFound([problem(MEANWHILE, host=self.shown)])
        if remote and re.search(
            r"[Pp]ermission denied|[Aa]uthentication|could not read Username|403|[Rr]epository not", said
        ):
            raise ProblemsFound([problem(DENIED, host=self.shown, reason=_last_line(said))])
        if remote and re.search(r"Could not resolve|timed out|[Cc]onnection|early EOF|unable to access", said):
            raise Unreachable(_last_line(said))
        raise ProblemsFound([problem(REFUSED_BY_HOST, host=self.shown, file=arguments[0], reason=_last_line(said))])

    def _call(
        self,
        command: list[str],
        *,
        given: bytes = b"",
        around: Mapping[str, str] | None = None,
        alone: bool = False,
    ) -> subprocess.CompletedProcess[bytes]:
        here = {**self._environment, **(around or {})}
        if alone:
            here = {name: value for name, value in here.items() if name not in ("GIT_DIR", "GIT_INDEX_FILE")}
        try:
            return subprocess.run(  # noqa: S603  the program is git, and no shell reads the arguments
                command, input=given, capture_output=True, env=here, check=False, timeout=PATIENCE_S
            )
        except subprocess.TimeoutExpired as error:
            # Not `Unreachable`: it was waited for long enough, and four times as long looks like a crash.
            raise ProblemsFound([problem(UNREACHABLE, host=self.shown, reason="no answer")]) from error


def _without_secret(address: str) -> str:
    """The address without a password that somebody keeps in it."""
    return re.sub(r"(?<=://)[^/\s]*@", "", address)


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "ERROR:"))]
    return _without_secret((told or lines or ["no answer"])[0])[:200]
