"""`etalase ci github`: the workflow it writes, what its steps do in a shell, and what a seller with a phone is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from problemkit import LANGUAGES
from shopkit import write_shop

from generator.ci.github import PINS, README, WORDS, WORKFLOW
from generator.ci.hours import MINUTES, crons
from generator.ci.packages import installed, is_requirement
from generator.cli import run
from generator.cli.session import World
from generator.report.terminal import Screen

NOW = datetime(2026, 12, 12, 5, tzinfo=UTC)
SHOP = "name: Rumah Melati\nurl: https://melati.github.io/toko/\ncontact:\n  whatsapp: 0813-8812-3470\n"
# Far ahead, since the steps of a workflow run by the clock of this machine.
PO = """
title: Parfum Melati
opens: 2090-12-09 09:00
closes: 2090-12-20 23:59
ships: 2090-12-21 to 2090-12-28
items:
  - name: 30 ml
    price: 150.000
"""
GENERATOR = Path(__file__).resolve().parent.parent


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "toko"
    (root / ".git").mkdir(parents=True)
    return write_shop(root, shop=SHOP, melati=PO)


def etalase(root: Path, *arguments: str, at: datetime = NOW, **environment: str) -> int:
    world = World(environment, "etalase", interactive=False, now=lambda: at, seconds=lambda: 0.0)
    return run(("ci", "github", "--root", str(root), *arguments), world)


def workflow(repository: Path) -> dict[str, Any]:
    return yaml.load((repository / WORKFLOW).read_text("utf-8"), yaml.BaseLoader)


def steps(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in document["jobs"].items():
        yield from ((name, step) for step in job["steps"])


# What is written


def test_a_workflow_is_written_where_the_repository_begins(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = write_shop(repository / "jualan", shop=SHOP)

    assert etalase(shop, "--lang", "id") == 0

    told = dict(steps(workflow(repository)))
    assert told["build"]["uses"] == "actions/upload-pages-artifact@v5"
    build = next(step for name, step in steps(workflow(repository)) if step.get("id") == "build")
    assert build["env"] == {"SHOP": "jualan"}
    assert not (shop / ".github").exists()
    said = capsys.readouterr().out
    assert f"Ditulis: {WORKFLOW}" in said
    assert "60 hari" in said


def test_the_workflow_builds_on_a_push_every_night_and_looks_every_hour(repository: Path) -> None:
    assert etalase(repository) == 0

    document = workflow(repository)
    assert document["on"].keys() == {"push", "workflow_dispatch", "schedule"}
    lines = [each["cron"] for each in document["on"]["schedule"]]
    nightly, hourly = (line.split() for line in lines)
    assert re.fullmatch(r"\d{1,2} \d{1,2} \* \* \*", lines[0])
    assert re.fullmatch(r"\d{1,2} \* \* \* \*", lines[1])
    assert nightly[0] != hourly[0]
    named = [step["env"]["NIGHTLY"] for _, step in steps(document) if "NIGHTLY" in step.get("env", {})]
    assert named == [lines[0]]
    assert lines[0] in document["jobs"]["tell"]["if"]


@pytest.mark.parametrize("hours", [-9.5, -3.5, 0, 5.5, 5.75, 7, 8, 9, 12.75, 14])
def test_no_shop_wakes_up_at_a_crowded_minute_or_by_day(hours: float) -> None:
    offset = timedelta(hours=hours)
    found = [crons(f"Toko {number}", offset) for number in range(400)]

    minutes = {int(line.split()[0]) for each in found for line in (each.nightly, each.hourly)}
    assert minutes.isdisjoint({0, 15, 30, 45})
    assert {int(each.hourly.split()[0]) for each in found} == set(MINUTES)
    for each in found:
        minute, hour = (int(part) for part in each.nightly.split()[:2])
        assert 0 <= minute < 60
        local = datetime(2026, 6, 1, hour, minute, tzinfo=UTC) + offset
        assert 1 <= local.hour <= 4


def test_the_same_shop_gets_the_same_workflow_on_every_day(repository: Path) -> None:
    assert etalase(repository) == 0
    first = (repository / WORKFLOW).read_bytes()

    assert etalase(repository, at=NOW + timedelta(days=400)) == 0

    assert (repository / WORKFLOW).read_bytes() == first


def test_rights_are_given_job_by_job_and_writing_runs_nothing_of_the_shop(repository: Path) -> None:
    assert etalase(repository) == 0

    document = workflow(repository)
    assert document["permissions"] == "{}" or document["permissions"] == {}
    rights = {name: job.get("permissions", {}) for name, job in document["jobs"].items()}
    assert rights == {
        "look": {},
        "build": {"contents": "read"},
        "publish": {"pages": "write", "id-token": "write"},
        "tell": {"contents": "write"},
    }
    writing = [step for name, step in steps(document) if name == "tell"]
    assert [step["uses"] for step in writing if "uses" in step] == ["actions/cache/save@v6"]
    assert not any("etalase deploy" in step.get("run", "") or "pip" in step.get("run", "") for step in writing)
    checkout = next(step for _, step in steps(document) if step.get("uses", "").startswith("actions/checkout"))
    assert checkout["with"]["persist-credentials"] == "false"
    assert "pull_request" not in (repository / WORKFLOW).read_text("utf-8")


def test_scripts_hold_no_expression_and_every_job_has_an_end(repository: Path) -> None:
    assert etalase(repository) == 0

    document = workflow(repository)
    assert [step["run"] for _, step in steps(document) if "${{" in step.get("run", "")] == []
    assert all(int(job["timeout-minutes"]) <= 20 for job in document["jobs"].values())
    assert all(step["shell"] == "bash" for _, step in steps(document) if "run" in step)
    assert {step["uses"].partition("/")[0] for _, step in steps(document) if "uses" in step} == {"actions"}
    # A look each hour must never push aside a change that waits for its build.
    assert "concurrency" not in document
    assert "concurrency" not in document["jobs"]["look"]
    for name, job in document["jobs"].items():
        needed = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        given = set(re.findall(r"needs\.(\w+)\.", str(job)))
        assert given <= set(needed), name
        own = {step["id"] for step in job["steps"] if "id" in step}
        assert set(re.findall(r"steps\.(\w+)\.", str(job))) <= own, name


@pytest.mark.parametrize("language", ["id", "en"])
def test_names_and_messages_speak_the_sellers_language(repository: Path, language: str) -> None:
    assert etalase(repository, "--lang", language) == 0

    document, words = workflow(repository), LANGUAGES[language]
    assert document["env"] == {"ETALASE_LANG": language}
    assert document["name"] == words.unfilled(WORDS["name"])
    assert document["jobs"]["tell"]["env"]["SLEEP"] == words.unfilled(WORDS["sleep"])
    guide = (repository / README).read_text("utf-8")
    assert f"*{words.unfilled(WORDS['name'])}*" in guide  # what is tapped is what is shown


def test_this_version_and_its_packages_are_pinned(repository: Path) -> None:
    assert etalase(repository) == 0

    here = installed()
    install = next(step["run"] for _, step in steps(workflow(repository)) if step.get("id") == "install")
    assert f'"{here.requirement}"' in install
    assert here.requirement.startswith("etalase[heic]")
    pins = [line for line in (repository / PINS).read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*", line) for line in pins)
    names = {line.partition("==")[0] for line in pins}
    assert {"pyyaml", "pydantic", "pydantic-core", "markupsafe"} <= names
    assert names.isdisjoint({"pytest", "ruff", "asyncssh", "etalase"})


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("etalase==1.2.3", True),
        ("etalase[heic]==1.2.3", True),
        ("etalase @ git+https://github.com/nama/etalase@0123abc", True),
        ("etalase", False),
        ("numpy==1", False),
        ('etalase==1"; rm -rf /', False),
        ("etalase==1 --index-url https://x.example", False),
        ("etalase==${{ secrets.X }}", False),
        ("etalase==$(id)", False),
        ("etalase==1\n", False),
    ],
)
def test_only_one_etalase_can_be_installed(text: str, *, fits: bool) -> None:
    assert is_requirement(text) is fits


def test_another_package_is_refused_in_words(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase(repository, "--package", "numpy==1") == 2

    assert not (repository / WORKFLOW).exists()
    assert "numpy==1" in capsys.readouterr().err


def test_a_repository_that_holds_etalase_builds_with_it(repository: Path) -> None:
    (repository / "pyproject.toml").write_text('[project]\nname = "etalase"\n', encoding="utf-8")
    (repository / "generator").mkdir()

    assert etalase(repository) == 0

    install = next(step["run"] for _, step in steps(workflow(repository)) if step.get("id") == "install")
    assert install.endswith('".[heic]"')
    assert not (repository / README).exists()


def test_a_folder_that_a_workflow_cannot_name_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = write_shop(repository / "${{ secrets.X }} $(id)", shop=SHOP)

    assert etalase(shop) == 1

    assert "[ci-folder-name]" in capsys.readouterr().err
    assert not (repository / ".github").exists()


def test_without_a_shop_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase(tmp_path) == 1

    assert "[no-shop]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_must_be_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / ".github").write_text("notes", encoding="utf-8")

    assert etalase(repository) == 1

    assert "[file-not-written]" in capsys.readouterr().err
    assert (repository / ".github").read_text("utf-8") == "notes"


# What a seller changed


def test_a_workflow_that_the_seller_changed_is_left_and_said(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert etalase(repository) == 0
    file = repository / WORKFLOW
    file.write_text(file.read_text("utf-8").replace("timeout-minutes: 20", "timeout-minutes: 40"), encoding="utf-8")
    mine = file.read_bytes()
    pins = (repository / PINS).read_bytes()
    capsys.readouterr()

    assert etalase(repository, "--lang", "en") == 1
    assert file.read_bytes() == mine
    assert (repository / PINS).read_bytes() == pins
    said = capsys.readouterr().err
    assert f"{WORKFLOW}:1:1: " in said
    assert "--force" in said

    assert etalase(repository, "--force") == 0
    assert "timeout-minutes: 40" not in file.read_text("utf-8")


def test_what_is_ours_and_unchanged_is_brought_up_to_date(repository: Path) -> None:
    assert etalase(repository, "--lang", "en") == 0
    file = repository / WORKFLOW
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))  # as git gives it out on Windows

    assert etalase(repository, "--lang", "id") == 0

    assert workflow(repository)["env"] == {"ETALASE_LANG": "id"}


def test_a_readme_of_the_sellers_is_theirs(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / README).write_text("# Punyaku\n", encoding="utf-8")

    assert etalase(repository, "--force") == 0

    assert (repository / README).read_text("utf-8") == "# Punyaku\n"
    assert "punyamu: README.md" in capsys.readouterr().out


# A repository without code, for a phone


def test_a_shop_is_laid_out_without_code(repository: Path, tmp_path: Path) -> None:
    (repository / "content/images").mkdir(exist_ok=True)
    (repository / "content/.schema").mkdir()
    phone = tmp_path / "hp"

    assert etalase(repository, "--phone", str(phone)) == 0

    found = {path.relative_to(phone).as_posix() for path in phone.rglob("*") if path.is_file()}
    assert found == {
        ".gitignore", PINS, WORKFLOW, README, "content/shop.yaml", "content/campaigns/melati.yaml",
        "content/images/.gitkeep",
    }  # fmt: skip
    assert not (repository / ".github").exists()
    again = etalase(repository, "--phone", str(phone))
    assert again == 1


def test_what_a_link_leads_to_is_not_laid_out_for_everyone_to_read(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "surat").mkdir()
    (tmp_path / "surat/rahasia.txt").write_text("rahasia")
    (repository / "content/images").symlink_to(tmp_path / "surat")
    (repository / "content/putus.yaml").symlink_to(tmp_path / "tidak-ada")
    phone = tmp_path / "hp"

    assert etalase(repository, "--phone", str(phone)) == 0

    assert (phone / "content/images").is_symlink()
    assert (phone / "content/putus.yaml").is_symlink()


def test_a_folder_inside_the_shop_is_not_laid_out_into_itself(repository: Path) -> None:
    phone = repository / "content/hp"
    phone.mkdir()

    assert etalase(repository, "--phone", str(phone)) == 0

    assert (phone / "content/shop.yaml").is_file()
    assert not (phone / "content/hp").exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_address_is_not_written_behind_a_note(language: str) -> None:
    """In a new shop, `url:` stands behind a `#`; who only writes behind it changes nothing."""
    starter = (GENERATOR / "generator/starter_files" / language / "content/shop.yaml").read_text("utf-8")
    assert re.search(r"^# url: ", starter, re.MULTILINE)
    doc = "phone.md" if language == "en" else f"phone.{language}.md"
    guides = (GENERATOR / "generator/ci_files" / language / README, GENERATOR / "docs" / doc)
    told = [re.findall(r"^\d+\. .*`url:`.*$", guide.read_text("utf-8"), re.MULTILINE) for guide in guides]

    assert [bool(lines) and "`# `" in lines[0] for lines in told] == [True, True]


@pytest.mark.parametrize("language", ["id", "en"])
def test_steps_on_a_phone_are_short_and_one_action_each(language: str) -> None:
    guide = (GENERATOR / "generator/ci_files" / language / README).read_text("utf-8")

    actions = re.findall(r"^\d+\. (.+)$", guide, re.MULTILINE)
    assert len(actions) > 30
    assert [line for line in actions if len(line) > 60 or line.count(".") - line.count(".yaml") > 1] == []


# The steps, run in a shell as a runner does


class Runner:
    """The steps of one run: their files, and the programs that they find."""

    def __init__(self, repository: Path, pictures: Path, scratch: Path) -> None:
        self.repository = repository
        self.outputs: dict[str, str] = {}
        self.summary = ""
        self.log = ""
        self._scratch = scratch
        programs = scratch / "bin"
        programs.mkdir(parents=True)
        self._program(programs / "etalase", f'exec "{sys.executable}" -m generator "$@"\n')
        self._program(programs / "python", f'exec "{sys.executable}" "$@"\n')
        self._program(
            programs / "gh", 'printf "%s\\n" "$@" > "$GH_SAID"; cat told.md >> "$GH_SAID"; exit "${GH_CODE:-0}"\n'
        )
        (repository / ".etalase").mkdir(exist_ok=True)
        (repository / ".etalase/cache").symlink_to(pictures)
        self.around = {
            "PATH": f"{programs}:/usr/bin:/bin",
            "HOME": str(scratch),
            "PYTHONPATH": str(GENERATOR),
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "melati/toko",
            "GITHUB_REF_NAME": "main",
            "GITHUB_SHA": "0123abc",
            "GITHUB_RUN_ID": "7",
            "GH_SAID": str(scratch / "gh"),
        }

    @staticmethod
    def _program(file: Path, text: str) -> None:
        file.write_text(f"#!/bin/bash\n{text}", encoding="utf-8")
        file.chmod(0o755)

    def step(self, job: str, name: str, **environment: str) -> int:
        """Run a step as a runner does; its exit code."""
        document = workflow(self.repository)
        found = next(step for step in document["jobs"][job]["steps"] if step.get("id") == name)
        said = {**document.get("env", {}), **document["jobs"][job].get("env", {}), **found.get("env", {})}
        plain = {key: value for key, value in said.items() if "${{" not in value}
        files = {key: self._scratch / key.lower() for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_bytes(b"")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
            cwd=self.repository, capture_output=True, check=False,
            env={**self.around, **plain, **{key: str(file) for key, file in files.items()}, **environment},
        )  # fmt: skip
        self.outputs = self._read(files["GITHUB_OUTPUT"].read_text("utf-8"))
        self.summary = files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        self.log = (done.stdout + done.stderr).decode()
        return done.returncode

    @staticmethod
    def _read(text: str) -> dict[str, str]:
        """The outputs of a step, as a runner reads them."""
        found, lines = {}, iter(text.splitlines())
        for line in lines:
            name, sign, rest = re.fullmatch(r"([\w-]+)(=|<<)(.*)", line).groups()  # type: ignore[union-attr]
            value = []
            if sign == "<<":
                for inner in lines:
                    if inner == rest:
                        break
                    value.append(inner)
            found[name] = rest if sign == "=" else "\n".join(value)
        return found

    @property
    def commands(self) -> list[str]:
        """The lines that a runner takes as commands."""
        return [line for line in self.log.splitlines() if line.lstrip().startswith("::") or "##[" in line]


@pytest.fixture
def runner(repository: Path, pictures: Path, tmp_path: Path) -> Runner:
    assert etalase(repository, "--lang", "id") == 0
    return Runner(repository, pictures, tmp_path / "runner")


def edit(repository: Path, file: str, old: str, new: str) -> None:
    path = repository / "content" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_good_edit_is_built_and_a_bad_one_keeps_the_old_site(repository: Path, runner: Runner) -> None:
    assert runner.step("build", "build") == 0, runner.log
    site = repository / "_site"
    page = (site / "po/melati/index.html").read_bytes()
    opens = datetime.fromisoformat("2090-12-09T09:00+07:00")
    assert int(runner.outputs["next"]) <= opens.timestamp()
    assert "**Situs siap**" in runner.summary
    assert (site / "index.html").stat().st_mode & 0o044 == 0o044  # Pages refuses what others cannot read

    edit(repository, "campaigns/melati.yaml", "2090-12-20 23:59", "2090-12-01 23:59")
    assert runner.step("build", "build") == 1

    assert (site / "po/melati/index.html").read_bytes() == page
    assert runner.outputs["told"].strip() == runner.summary.strip()
    assert "next" not in runner.outputs
    assert runner.summary.startswith("### Tidak ada yang dipasang; situs yang tayang tetap seperti semula")
    link = "https://github.com/melati/toko/edit/main/content/campaigns/melati.yaml#L"
    assert link in runner.summary
    assert any(line.startswith("::error file=content/campaigns/melati.yaml,line=") for line in runner.commands)

    edit(repository, "campaigns/melati.yaml", "2090-12-01 23:59", "2090-12-20 23:59")
    edit(repository, "campaigns/melati.yaml", "150.000", "165.000")
    assert runner.step("build", "build", ETALASE_LANG="en") == 0, runner.log
    assert "**What changes for buyers:**" in runner.summary
    assert "→ Rp165.000" in runner.summary
    assert "165.000" in (site / "po/melati/index.html").read_text("utf-8")


def test_what_a_shop_says_is_obeyed_by_no_runner(repository: Path, runner: Runner) -> None:
    title = "::add-mask::x ##[add-mask]y @github <img src=x> ![a](https://x.example/b) $(touch hacked) `c`"
    edit(repository, "campaigns/melati.yaml", "title: Parfum Melati", f'title: "{title}"')
    edit(repository, "campaigns/melati.yaml", "150.000", "150.000\n    colour: |\n      ::stop-commands::x\n      EOF")

    assert runner.step("build", "build") == 1
    assert all(re.match(r"::(error|warning|notice) ", line) for line in runner.commands)

    edit(repository, "campaigns/melati.yaml", "\n    colour: |\n      ::stop-commands::x\n      EOF", "")
    assert runner.step("build", "build") == 0, runner.log
    edit(repository, "campaigns/melati.yaml", "150.000", "165.000")
    assert runner.step("build", "build") == 0, runner.log
    assert "add-mask" in runner.log  # it was said, harmlessly
    assert all(re.match(r"::(error|warning|notice) ", line) for line in runner.commands)
    assert "<img" not in runner.summary
    assert "@github" not in runner.summary
    assert not re.search(r"(?<!\\)!\[", runner.summary)
    assert not (repository / "hacked").exists()


@pytest.mark.parametrize(
    ("event", "cron", "next_s", "build"),
    [
        ("push", "", 3600, "yes"),
        ("workflow_dispatch", "", 3600, "yes"),
        ("schedule", "nightly", 3600, "yes"),
        ("schedule", "hourly", 3600, "no"),
        ("schedule", "hourly", -60, "yes"),
        ("schedule", "hourly", None, "yes"),
    ],
)
def test_an_hourly_look_builds_only_after_a_change(
    repository: Path, runner: Runner, *, event: str, cron: str, next_s: int | None, build: str
) -> None:
    lines = dict(zip(("nightly", "hourly"), workflow(repository)["on"]["schedule"], strict=True))
    if next_s is not None:
        seconds = int(datetime.now(UTC).timestamp()) + next_s
        (repository / "etalase-next.txt").write_text(f"{seconds}\n")

    assert runner.step("look", "look", EVENT=event, CRON=lines[cron]["cron"] if cron else "") == 0

    assert runner.outputs == {"build": build}


@pytest.mark.parametrize("damaged", ["", "$(id)", "abc", "-5"])
def test_a_damaged_note_of_the_next_change_builds(repository: Path, runner: Runner, damaged: str) -> None:
    (repository / "etalase-next.txt").write_text(damaged)

    assert runner.step("look", "look", EVENT="schedule", CRON="x") == 0

    assert runner.outputs == {"build": "yes"}


@pytest.mark.parametrize(("given", "least", "most"), [("600", 0, 600), ("", 80_000, 95_000), ("9999999999", 0, 95_000)])
def test_the_next_look_is_at_the_next_change_and_at_most_a_day_away(
    repository: Path, runner: Runner, given: str, least: int, most: int
) -> None:
    now = int(datetime.now(UTC).timestamp())
    coming = str(now + 600) if given == "600" else given

    assert runner.step("publish", "remember", NEXT=coming) == 0

    noted = int((repository / "etalase-next.txt").read_text())
    assert least <= noted - now <= most + 60


TOLD = {
    "problems": ({"BUILT": "failure", "TOLD": '### Salah\n\n`$(id)` "x"'}, '### Salah\n\n`$(id)` "x"'),
    "stumbled": ({"BUILT": "failure", "TOLD": ""}, LANGUAGES["id"].unfilled(WORDS["ours"])),
    "pages off": ({"BUILT": "success", "PUBLISHED": "failure"}, LANGUAGES["id"].unfilled(WORDS["pages"])),
    "asleep": ({"BUILT": "success", "PUBLISHED": "success"}, LANGUAGES["id"].unfilled(WORDS["sleep"])),
}


@pytest.mark.parametrize(("environment", "text"), TOLD.values(), ids=TOLD)
def test_the_commit_is_told(runner: Runner, environment: dict[str, str], text: str) -> None:
    assert runner.step("tell", "comment", **{"TOLD": "", "PUBLISHED": "skipped", **environment}) == 0

    said = Path(runner.around["GH_SAID"]).read_text("utf-8")
    assert "repos/melati/toko/commits/0123abc/comments" in said
    assert text in said
    assert said.rstrip().endswith("https://github.com/melati/toko/actions/runs/7")
    assert runner.commands == []
    assert (text in runner.summary) is not environment.get("TOLD", "").startswith("#")


def test_a_comment_that_cannot_be_written_fails_nothing(runner: Runner) -> None:
    assert runner.step("tell", "comment", BUILT="failure", PUBLISHED="skipped", TOLD="x", GH_CODE="1") == 0

    unheard = LANGUAGES["id"].unfilled(WORDS["unheard"])
    assert runner.summary.strip() == unheard
    assert runner.commands == [f"::warning title=Etalase::{unheard}"]


def test_days_since_the_last_change_are_counted(repository: Path, runner: Runner) -> None:
    (repository / ".git").rmdir()
    then = (datetime.now(UTC) - timedelta(days=45, hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    who = {f"GIT_{role}_{part}": "x@y.z" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    around = {**os.environ, **who, "GIT_COMMITTER_DATE": then, "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "x")):
        subprocess.run(["git", *command], cwd=repository, env=around, check=True)

    assert runner.step("build", "rest") == 0

    assert runner.outputs == {"days": "45"}
    assert '"45"' in workflow(repository)["jobs"]["tell"]["if"]


def test_a_guarded_screen_is_obeyed_only_where_that_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    Screen(sys.stdout, guarded=True).say("  ::set-output name=x::y ##[warning]z")
    Screen(sys.stdout, guarded=True).command("::error::x")
    Screen(sys.stdout).say("::plain::")

    one, two, three, _ = capsys.readouterr().out.split("\n")
    assert "::" not in one
    assert "##[" not in one
    assert one.replace("\u2060", "") == "  ::set-output name=x::y ##[warning]z"
    assert (two, three) == ("::error::x", "::plain::")


def test_the_languages_of_the_guide_have_the_same_steps() -> None:
    def shape(language: str) -> list[str]:
        text = (GENERATOR / "generator/ci_files" / language / README).read_text("utf-8")
        return re.findall(r"^(##|\d+\.|-) ", text, re.MULTILINE)

    assert shape("id") == shape("en")
    numbers = [int(each[:-1]) for each in shape("id") if each[0].isdigit()]
    assert all(after in (1, before + 1) for before, after in pairwise(numbers))
