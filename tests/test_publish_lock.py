"""One build writes at a time, and a lock never outlives its build."""

from __future__ import annotations

import errno
import subprocess
import sys
import textwrap
from pathlib import Path
from unittest import mock

import pytest
from faults import files, system_error

from generator.plan import Output
from generator.problems import ProblemsFound
from generator.publish.folder import publish
from generator.publish.lock import exclusive
from generator.publish.manifest import FILE_NAME

LANDING = Output("index.html", b"<h1>Toko</h1>")


def run_python(code: str, *arguments: Path | str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    )


def test_a_second_build_is_refused_while_the_first_holds_the_lock(tmp_path: Path) -> None:
    with exclusive(tmp_path / "lock", wait_s=0):
        with pytest.raises(ProblemsFound) as found:
            publish([LANDING], tmp_path / "output", lock_file=tmp_path / "lock", wait_s=0)
        assert [problem.code for problem in found.value.problems] == ["output-busy"]
        assert not (tmp_path / "output").exists()
    publish([LANDING], tmp_path / "output", lock_file=tmp_path / "lock", wait_s=0)
    assert (tmp_path / "output" / "index.html").exists()


def test_a_second_build_waits_briefly_and_goes_on_as_soon_as_the_first_is_done(tmp_path: Path) -> None:
    first = exclusive(tmp_path / "lock", wait_s=0)
    first.__enter__()
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            first.__exit__(None, None, None)

    with exclusive(tmp_path / "lock", wait_s=10, pause=pause, clock=lambda: sum(pauses)):
        assert len(pauses) == 3


def test_it_gives_up_when_the_time_is_over(tmp_path: Path) -> None:
    now = [0.0]

    def pause(seconds: float) -> None:
        now[0] += seconds

    second = exclusive(tmp_path / "lock", wait_s=2, pause=pause, clock=lambda: now[0])
    with exclusive(tmp_path / "lock", wait_s=0), pytest.raises(ProblemsFound), second:
        pytest.fail("two builds at once")
    assert 2 <= now[0] < 2.1


def test_the_lock_is_free_again_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), exclusive(tmp_path / "lock", wait_s=0):
        raise KeyboardInterrupt
    with exclusive(tmp_path / "lock", wait_s=0):
        pass


def test_the_lock_of_a_killed_build_blocks_nobody(tmp_path: Path) -> None:
    # Given a build in another process that holds the lock
    other = run_python(
        """
        import sys
        from pathlib import Path
        from generator.publish.lock import exclusive
        with exclusive(Path(sys.argv[1]), wait_s=0):
            print("held", flush=True)
            sys.stdin.read()
        """,
        tmp_path / "lock",
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(ProblemsFound), exclusive(tmp_path / "lock", wait_s=0):
            pytest.fail("two builds at once")
        # When it is killed
        other.kill()
        other.wait()
        # Then the next one goes ahead, though the file is still there
        with exclusive(tmp_path / "lock", wait_s=0):
            assert (tmp_path / "lock").exists()


def test_a_disk_without_locks_does_not_keep_a_seller_from_building(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with mock.patch("fcntl.flock", side_effect=lambda *_: system_error(errno.ENOLCK)()):
        publish([LANDING], tmp_path / "output", lock_file=tmp_path / "lock", wait_s=0)
    assert (tmp_path / "output" / "index.html").exists()


def test_a_lock_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".etalase").write_bytes(b"a file where the folder should be")
    with pytest.raises(ProblemsFound) as found:
        publish([LANDING], tmp_path / "output", lock_file=tmp_path / ".etalase" / "lock")
    first, second = found.value.problems
    assert (first.code, dict(first.parameters)["file"]) == ("output-not-written", ".etalase/lock")
    assert second.code == "output-stays-old"


def test_two_processes_that_build_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from generator.plan import Output
        from generator.publish.folder import publish
        name, root = sys.argv[1], Path(sys.argv[2])
        for n in range(15):
            asset = Output(f"assets/{name}-{n}.css", name.encode(), hashed=True)
            pages = [Output(f"{p}index.html", f"{name} {asset.path}".encode()) for p in ("", "a/", f"{name}/")]
            publish([asset, *pages], root / "output", lock_file=root / "lock", wait_s=60)
    """
    builds = [run_python(code, name, tmp_path) for name in ("one", "two")]
    for build in builds:
        build.communicate()
        assert build.returncode == 0
    found = files(tmp_path / "output")
    name, asset = found["index.html"].decode().split()
    assert found["a/index.html"] == found[f"{name}/index.html"] == found["index.html"]
    assert found[asset] == name.encode()
    assert {path for path in found if path.endswith(".html")} == {"index.html", "a/index.html", f"{name}/index.html"}
    # The assets of this build and of the one before, no more.
    assert len([path for path in found if path.startswith("assets/")]) == 2
    assert set(found) - {FILE_NAME} == {path for path in found if path.endswith((".html", ".css"))}
