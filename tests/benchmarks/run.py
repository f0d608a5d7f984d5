"""`python tests/benchmarks/run.py KIT`: how long the installed `etalase` takes beside Hugo and the plainest Python.

KIT is the folder of the benchmark kit (its `make_data.py` and `peers.py`), whose tools are installed. Every round runs
each program once, in turn, and ratios are taken within a round: seconds of two runs on a shared machine say nothing of
each other. With `--write NAME` the table goes into docs/performance.md, between the marks of this name. `--everything`
builds a shop with an address, so with all that the others lack: codes, share pictures, a sitemap, a feed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from dataset import write_shop

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
MANY = 1_000
"""Campaigns from which a run takes long enough that fewer rounds will do."""
LIMITS = {
    (1, "cold"): ("floor", 2.2), (1, "unchanged"): ("hugo", 0.8), (1_000, "unchanged"): ("hugo", 0.1),
    (1_000, "one changed"): ("hugo", 0.35), (1_000, "cold"): ("hugo", 2.0), (10_000, "cold"): ("hugo", 2.0),
}  # fmt: skip
"""Each with the program that it is measured against, and how many times as long ours may take."""
_CACHE = {"darwin": "home/Library/Caches", "win32": "home"}.get(sys.platform, "home")
_REMEMBERED = (f"{_CACHE}/etalase/unchanged", f"{_CACHE}/etalase/lasting")
"""What our builds leave outside of the shop; compiled templates stay, as Python's own compiled files do."""
WORK = ("cold", "unchanged", "one changed")


@dataclass(frozen=True, slots=True)
class Program:
    """One program with its site: what builds it, what a cold build does not find, and which file is edited."""

    command: list[str]
    site: Path
    leftovers: tuple[str, ...]
    edited: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def forget(self) -> None:
        for each in self.leftovers:
            target = self.site / each
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)

    def edit(self, number: int) -> None:
        """The next revision of one story, written as editors write."""
        text = self.edited.read_text(encoding="utf-8")
        start = text.rindex("Revision ")
        end = text.index(" of this", start)
        beside = self.edited.with_name("~edited")
        beside.write_text(f"{text[:start]}Revision {number}{text[end:]}", encoding="utf-8")
        beside.replace(self.edited)


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: seconds from its start to its end, and the memory of its largest process in MiB."""

    wall_s: float
    peak_mib: float


def run(program: Program) -> Ran:
    """Raises RuntimeError where it fails: what was not built is not timed."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        started = subprocess.Popen(
            program.command, cwd=program.site, env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
        _, status, used = os.wait4(started.pid, 0)
        wall = time.perf_counter() - began
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            said.seek(0)
            raise RuntimeError(f"{program.command}: {said.read().decode(errors='replace')[-2000:]}")
    return Ran(wall, used.ru_maxrss / 1024)


def programs(
    kit: ModuleType, data: Path, work: Path, etalase: str, *, everything: bool = False
) -> Iterator[tuple[str, Program]]:
    """Hugo, the floor and ours, each with the same campaigns."""
    middle = sorted(path.stem for path in (data / "campaigns").iterdir())
    slug = middle[len(middle) // 2]
    known = kit.defs()
    for name in ("hugo", "floor"):
        peer, site = known[name], work / name
        peer.make(data, site)
        yield name, Program(peer.cmd, site, tuple(peer.clean), site / peer.src / (slug + peer.ext), peer.env)
    site = work / "etalase"
    write_shop(data, site, everything=everything)
    home = {"XDG_CACHE_HOME": str(site / "home"), "LOCALAPPDATA": str(site / "home"), "HOME": str(site / "home")}
    ours = Program(
        [etalase, "build", "--quiet"], site, ("output", ".etalase", *_REMEMBERED),
        site / "content" / "campaigns" / f"{slug}.yaml", home,
    )  # fmt: skip
    yield "etalase", ours


PREPARE: Mapping[str, Callable[[Program, int], None]] = {
    "cold": lambda program, _: program.forget(),
    "unchanged": lambda *_: None,
    "one changed": lambda program, number: program.edit(1_000 + number),
}


def measured(contenders: Mapping[str, Program], rounds: int, works: Sequence[str]) -> dict[str, dict[str, list[Ran]]]:
    """Every sort of work, by program, a run for each round."""
    found: dict[str, dict[str, list[Ran]]] = {}
    for work in works:
        runs: dict[str, list[Ran]] = {name: [] for name in contenders}
        for program in contenders.values() if work != "cold" else ():  # something has to be there
            run(program)
            time.sleep(0.1)
            run(program)
        for number in range(rounds):
            for name, program in contenders.items():
                PREPARE[work](program, number)
                runs[name].append(run(program))
        found[work] = runs
    return found


def rows(
    campaigns: int, found: Mapping[str, Mapping[str, list[Ran]]], limits: Mapping[tuple[int, str], tuple[str, float]]
) -> Iterator[str]:
    for work, runs in found.items():
        ours = [ran.wall_s for ran in runs["etalase"]]
        for name, all_runs in runs.items():
            walls = [ran.wall_s for ran in all_runs]
            ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, walls, strict=True))
            against, limit = limits.get((campaigns, work), ("", 0.0))
            judged = f"{ratio:.2f}"
            if name == against:
                judged += f" (at most {limit:g}: {'kept' if ratio <= limit else '**missed**'})"
            yield (
                f"| {campaigns:,} | {work} | {name} | {statistics.median(walls):.3f} | {min(walls):.3f} | "
                f"{max(walls):.3f} | {max(ran.peak_mib for ran in all_runs):.0f} | "
                f"{'' if name == 'etalase' else judged} |"
            )


def installed(environment: Path) -> str:
    """The program as a user has it: an environment of its own with this project built and installed, the packages that
    it needs at the versions that it names, and none of those that only its developers want."""
    subprocess.run(
        [os.environ.get("UV", "uv"), "sync", "--quiet", "--no-dev", "--no-editable", "--compile-bytecode"],
        cwd=ROOT, env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(environment)}, check=True,
    )  # fmt: skip
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    return str(environment / scripts / "etalase")


HEAD = (
    "| campaigns | work | program | median s | min | max | peak MiB | ours / theirs |",
    "| ---: | --- | --- | ---: | ---: | ---: | ---: | --- |",
)


def machine() -> str:
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    return (
        f"{datetime.now(UTC).date().isoformat()}, {os.cpu_count()} cores ({model}), Python {platform.python_version()}"
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def into_page(table: str, name: str) -> None:
    """Puts the table between the marks of docs/performance.md that are called so."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = text.partition(start)
    PAGE.write_text(before + start + table + "\n" + end + rest.partition(end)[2], encoding="utf-8")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("kit", type=Path)
    asked.add_argument("--etalase", help="the program; without it this project is installed as a user has it")
    asked.add_argument("--campaigns", default="1,1000")
    asked.add_argument("--rounds", type=int, help=f"without it seven, three from {MANY:,} campaigns on")
    asked.add_argument("--work", default=",".join(WORK), help="which sorts of work")
    asked.add_argument("--everything", action="store_true", help="with all that the others lack")
    asked.add_argument("--write", metavar="NAME", help="put the table into docs/performance.md")
    options = asked.parse_args()
    sys.path.insert(0, str(options.kit))
    sys.dont_write_bytecode = True
    make_data: Any = importlib.import_module("make_data")
    kit = importlib.import_module("peers")
    table = [*HEAD]
    with tempfile.TemporaryDirectory() as folder:
        etalase = options.etalase or installed(Path(folder) / "environment")
        for campaigns in map(int, options.campaigns.split(",")):
            data, work = Path(folder) / f"data-{campaigns}", Path(folder) / f"sites-{campaigns}"
            make_data.write(campaigns, data)
            contenders = dict(programs(kit, data, work, etalase, everything=options.everything))
            rounds = options.rounds or (7 if campaigns < MANY else 3)
            found = measured(contenders, rounds, options.work.split(","))
            for row in rows(campaigns, found, {} if options.everything else LIMITS):
                sys.stdout.write(row + "\n")
                sys.stdout.flush()
                table.append(row)
            shutil.rmtree(work)
    made = f"Measured on {machine()}.\n\n" + "\n".join(table)
    if options.write:
        into_page(made, options.write)


if __name__ == "__main__":
    main()
