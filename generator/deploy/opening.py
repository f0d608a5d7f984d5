"""The host that a shop names in `deploy:`.

Owns which module is which host; what only some hosts need is imported here and nowhere earlier. It must not ask the
environment: what is needed of it comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from generator.deploy.failures import EXTRA_MISSING, NO_HOME, NO_TARGET, SEVERAL
from generator.deploy.target import Target
from generator.paths import host_of
from generator.problems import Mark, ProblemsFound, problem
from generator.shop.model.deploy import Deploy
from generator.shop.model.shop import Shop
from generator.structs import Frozen

EXTRAS = {"s3": "obstore", "sftp": "asyncssh"}
"""Part of the distribution → what it installs."""


class Around(Frozen):
    """What a host may know of this run. `install` is how a seller adds parts, with `{extra}` in it."""

    root: Path
    environment: Mapping[str, str]
    interactive: bool
    install: str


def open_target(shop: Shop, place: Deploy, around: Around) -> Target:
    """The one host that `place` names. Raises `ProblemsFound`."""
    if place.zip:
        from generator.deploy.archive import Archive  # noqa: PLC0415

        return Archive(_local(place.zip, around), place.zip)
    if place.folder:
        from generator.deploy.folder import Folder  # noqa: PLC0415

        return Folder(_local(place.folder, around), place.folder)
    if place.git:
        from generator.deploy.git import Branch  # noqa: PLC0415

        # A site in a folder of a domain leaves that domain to whoever has its first page.
        host = host_of(shop.url) if shop.url and shop.url.count("/") == 3 else ""
        return Branch(place.git, around.root, host=host, environment=around.environment, interactive=around.interactive)
    if place.s3:
        _need("s3", f"s3://{place.s3.bucket}", around)
        from generator.deploy.s3 import Bucket  # noqa: PLC0415

        return Bucket(place.s3, around.environment)
    assert place.sftp is not None
    _need("sftp", f"sftp://{place.sftp.host}", around)
    from generator.deploy.sftp import Server  # noqa: PLC0415

    return Server(place.sftp)


def chosen(shop: Shop, which: str) -> Deploy:
    """What the shop says of the host that `which` names ("" where it has one only), and of no other. Raises
    `ProblemsFound`."""
    named = shop.deploy.named if shop.deploy else ()
    here = Mark("content/shop.yaml")
    if shop.deploy is None or (which and which not in named):
        raise ProblemsFound([problem(NO_TARGET, mark=here)])
    if not which and len(named) > 1:
        raise ProblemsFound([problem(SEVERAL, mark=here, names=", ".join(named), one=named[0])])
    one = which or named[0]
    return Deploy.model_construct(**{one: getattr(shop.deploy, one)})


def in_folder(folder: Path) -> Deploy:
    """A folder of this computer as the one host."""
    return Deploy.model_construct(folder=str(folder))


def _local(name: str, around: Around) -> Path:
    try:
        return around.root / Path(name).expanduser()
    except RuntimeError as error:  # `~rani` where nobody is called so
        raise ProblemsFound([problem(NO_HOME, mark=Mark("content/shop.yaml"), folder=name)]) from error


def _need(extra: str, host: str, around: Around) -> None:
    if find_spec(EXTRAS[extra]) is None:
        command = around.install.replace("{extra}", extra)
        raise ProblemsFound([problem(EXTRA_MISSING, host=host, extra=extra, command=command)])
