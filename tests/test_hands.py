"""Work in processes: the same site and the same problems, whoever dies on the way."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest
from pace import at_once

from generator.hands import Hands

ROOT = Path(__file__).parents[1]
SHOPS = {name: ROOT / "tests/shops" / name for name in ("kecil", "figur", "kopi")} | {"rusak": ROOT / "tests/rusak"}
COPIES = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no process is copied there")


def alone(code: str, *arguments: object) -> str:
    """What a program says that has no other threads, as the workers of the tests have; warnings are errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", dedent(code), *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


MADE = """
    import hashlib, json, os, sys
    from datetime import datetime
    from pathlib import Path
    import generator.build, generator.pages, generator.source.load
    from generator.hands import Hands
    from generator.memory import Memory
    from generator.problems import ProblemsFound

    generator.build._WORTH = generator.pages._WORTH = generator.source.load._WORTH = 1  # however small the shop
    elsewhere = []
    each = Hands.each
    def counted(self, *args, **more):
        for found in each(self, *args, **more):
            elsewhere.append(1)
            yield found
    Hands.each = counted
    memory, now = Memory(Hands(int(sys.argv[3]))), datetime.fromisoformat("2026-12-12T12:00:00+07:00")
    try:
        made = generator.build.build(Path(sys.argv[1]), now, cache=Path(sys.argv[2]), memory=memory, pictures=False)
        said = {each.path: hashlib.sha256(each.content or b"").hexdigest() for each in made.outputs}
        problems = made.problems
    except ProblemsFound as found:
        said, problems = {}, found.problems
    print(json.dumps([said, list(said), repr(problems), len(elsewhere)]))
"""


@COPIES
@pytest.mark.parametrize("name", at_once(["kecil", "kopi", "rusak"], SHOPS))
def test_one_process_and_eight_make_the_same_site_and_find_the_same_mistakes(name: str, tmp_path: Path) -> None:
    one = json.loads(alone(MADE, SHOPS[name], tmp_path, 1))
    many = json.loads(alone(MADE, SHOPS[name], tmp_path, 8))

    assert many[:3] == one[:3]
    assert one[3] == 0
    assert many[3] > 1, "nothing was done by others"


@COPIES
@pytest.mark.parametrize("template", ["campaign", "partials/footer"])
def test_a_mistake_in_a_template_is_told_as_by_one_process(template: str, tmp_path: Path) -> None:
    theme = tmp_path / f"content/overrides/templates/{template}.html"
    theme.parent.mkdir(parents=True)
    theme.write_text("{{ page.nothing.at.all }}\n", "utf-8")
    (tmp_path / "content/campaigns").mkdir()
    (tmp_path / "content/shop.yaml").write_text("name: Toko\ncontact:\n  whatsapp: 0812-345-678\n", "utf-8")
    for number in range(4):
        said = f"title: PO {number}\nprice: 10.000\nopens: 2026-12-09 09:00\ncloses: 2026-12-20 23:59\n"
        (tmp_path / f"content/campaigns/po-{number}.yaml").write_text(said, "utf-8")
    one = json.loads(alone(MADE, tmp_path, tmp_path / "cache", 1))
    many = json.loads(alone(MADE, tmp_path, tmp_path / "cache", 8))

    assert "template-name" in one[2]
    assert many[2] == one[2]


@COPIES
def test_what_others_did_not_give_is_left_to_the_caller() -> None:
    said = alone("""
        import os, signal
        from generator.hands import Hands
        master = os.getpid()
        def work(n):
            assert os.getpid() != master
            if n == 7:
                raise ValueError("seven")
            if n == 20:
                os.kill(os.getpid(), signal.SIGKILL)
            return n * n
        found = dict(Hands(3).each(work, range(40), worth=1))
        assert all(found[n] == n * n for n in found)
        print(7 in found, 20 in found, len(found) > 30)
    """)

    assert said.split() == ["False", "False", "True"]


@COPIES
def test_a_process_with_threads_is_not_copied() -> None:
    said = alone("""
        import threading
        from generator.hands import Hands
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()
        print(list(Hands(2).each(str, range(100), worth=1)))
        stop.set()
        thread.join()
        print(len(list(Hands(2).each(str, range(100), worth=1))))
    """)

    assert said.split() == ["[]", "100"]


def test_little_work_is_not_handed_out() -> None:
    assert list(Hands(8).each(str, range(19), worth=10)) == []
    assert list(Hands(1).each(str, range(1000), worth=10)) == []


@COPIES
@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_master(blow: signal.Signals) -> None:
    code = """
        import os, time
        from generator.hands import Hands
        def work(n):
            os.write(1, b"%d\\n" % os.getpid())  # whole, or lines of several workers mix
            time.sleep(0.2)
        try:
            list(Hands(3).each(work, range(1000), worth=1))
        except KeyboardInterrupt:
            raise SystemExit(130)
    """
    with subprocess.Popen(
        [sys.executable, "-c", dedent(code)], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as master:  # fmt: skip
        assert master.stdout
        assert master.stderr
        workers = {int(master.stdout.readline()) for _ in range(3)}
        if blow == signal.SIGINT:
            os.killpg(master.pid, blow)  # as a terminal does: to all of them
        else:
            master.kill()
        assert master.wait(60) in (130, -blow)
        workers |= {int(line) for line in master.stdout.read().split()}  # ends when the last of them has
        assert master.stderr.read() == ""
    deadline = time.monotonic() + 60
    while any(_runs(each) for each in workers):
        assert time.monotonic() < deadline, "orphans"
        time.sleep(0.05)


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("way", ["spawn", "forkserver", "fork"])
def test_a_worker_that_dies_is_replaced_however_processes_start(way: str, tmp_path: Path) -> None:
    import multiprocessing  # noqa: PLC0415

    if way not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {way} here")
    program = tmp_path / "program.py"
    program.write_text(
        dedent("""
            import multiprocessing, os, sys
            sys.path.insert(0, sys.argv[2])
            from generator.hands import Done, spread
            def work(n):
                if n == 3:
                    os._exit(9)
                if n == 5:
                    raise ValueError("five")
                return n
            if __name__ == "__main__":
                found = dict(spread(work, range(9), 2, multiprocessing.get_context(sys.argv[1])))
                print(sorted(n for n, each in found.items() if isinstance(each, Done) and each.result == n))
                print(found[3].code, "ValueError: five" in found[5].traceback)
        """),
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program), way, str(ROOT)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.stdout.split("\n")[:2] == ["[0, 1, 2, 4, 6, 7, 8]", "9 True"], done.stderr


def test_there_is_one_door_to_processes() -> None:
    importers = {
        file.relative_to(ROOT / "generator").as_posix()
        for file in (ROOT / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (isinstance(node, ast.Import) and any("multiprocessing" in each.name for each in node.names))
        or (isinstance(node, ast.ImportFrom) and "multiprocessing" in (node.module or ""))
        or (isinstance(node, ast.Name) and node.id == "ProcessPoolExecutor")
    }

    assert importers == {"hands.py"}
