"""A build from memory is a cold build: the same bytes and the same problems, whatever was edited in between."""

from __future__ import annotations

import os
import pickle
import random
import shutil
from collections.abc import Callable, Hashable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pace import at_once
from shopkit import write_shop

from generator.build import build, draft
from generator.draft import Draft, Look
from generator.hands import Hands
from generator.lasting import Lasting
from generator.memory import LASTS, SHELF, Carried, Memory
from generator.page.richtext import alone_after, keep_alone, render, render_markdown
from generator.pages import Pages
from generator.plan import InPlace, Output
from generator.preview.watcher import fingerprint
from generator.problems import Problem, ProblemsFound
from generator.source.textfile import MAX_BYTES
from generator.watch import Watch

ROOT = Path(__file__).parents[1]
SHOPS = {"melati": ROOT, **{name: ROOT / "tests/shops" / name for name in ("kecil", "figur", "keramik", "kopi")}}
THEMES = ("etalase", "pasar", "arsip")
NOW = datetime.fromisoformat("2026-12-12T12:00:00+07:00")


def outcome(made: Callable[[], Draft]) -> tuple[dict[str, bytes | None], tuple[Problem, ...]]:
    """Every file of the site with its bytes (a picture: by its name), or what is wrong with it."""
    try:
        site = made()
        return {output.path: _bytes(output) for output in site.outputs()}, site.problems
    except ProblemsFound as found:
        return {}, found.problems


def _bytes(output: Output) -> bytes | None:
    return output.source.read_bytes() if output.source and not output.hashed else output.content


class Edits:
    """Random changes of one shop, as sellers make them: words, lines, whole files, the clock; in a shop of several
    languages those too."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.originals = {path: path.read_bytes() for path in sorted((root / "content").rglob("*")) if path.is_file()}
        self.now = NOW

    def _file(self) -> Path:
        texts = [path for path in self.originals if path.suffix in (".yaml", ".md", ".csv") and path.exists()]
        return self.random.choice(texts or [self.root / "content/shop.yaml"])

    def change(self) -> str:
        steps = [
            self._word,
            self._word,
            self._line,
            self._line,
            self._copy,
            self._delete,
            self.mend,
            self.mend,
            self._clock,
            self._rename,
            self._theme,
            self._option,
        ]
        if any(path.name.endswith(".en.yaml") for path in self.originals):
            steps += [self._languages, self._sibling, self._catalogue]
        return self.random.choice(steps)()

    def _word(self) -> str:
        file = self._file()
        lines = file.read_text("utf-8").split("\n") if file.exists() else [""]
        spots = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
        at = self.random.choice(spots or [0])
        words = lines[at].split(" ")
        words[-1] += self.random.choice(("", "x", "1", "0", "?"))
        lines[at] = " ".join(words)
        file.write_text("\n".join(lines), "utf-8")
        return f"a word of {file.name}:{at + 1}"

    def _line(self) -> str:
        file = self._file()
        lines = file.read_text("utf-8").split("\n") if file.exists() else [""]
        at = self.random.randrange(len(lines))
        gone = lines.pop(at)
        if self.random.random() < 0.3:
            lines.insert(self.random.randrange(len(lines) + 1), gone)
        file.write_text("\n".join(lines), "utf-8")
        return f"a line of {file.name}:{at + 1}"

    def _copy(self) -> str:
        campaigns = [path for path in self.originals if path.parent.name == "campaigns" and path.exists()]
        if not campaigns:
            return self.mend()
        file = self.random.choice(campaigns)
        new = file.with_name(f"salinan-{self.random.randrange(3)}.yaml")
        new.write_bytes(file.read_bytes())
        self.originals.setdefault(new, b"")
        return f"{new.name} from {file.name}"

    def _rename(self) -> str:
        campaigns = [path for path in self.originals if path.parent.name == "campaigns" and path.exists()]
        if not campaigns:
            return self.mend()
        file = self.random.choice(campaigns)
        new = file.with_name(f"nama-{self.random.randrange(3)}{file.suffix}")
        file.replace(new)
        self.originals.setdefault(new, b"")
        return f"{file.name} is {new.name}"

    def _theme(self) -> str:
        return self._in_shop("theme", self.random.choice(THEMES))

    def _option(self) -> str:
        colour = self.random.choice(("#3f6b4c", "#7a2e2e", "#eeeeee"))
        return self._in_shop("theme", f'{{name: etalase, options: {{accent: "{colour}"}}}}')

    def _in_shop(self, key: str, value: str) -> str:
        """The key of shop.yaml with this value, whatever stood there."""
        file = self.root / "content/shop.yaml"
        lines, kept, inside = file.read_text("utf-8").split("\n") if file.exists() else [""], [], False
        for line in lines:
            inside = line.startswith(f"{key}:") or (inside and line.startswith((" ", "#")))
            if not inside:
                kept.append(line)
        file.write_text("\n".join([*kept, f"{key}: {value}", ""]), "utf-8")
        return f"{key} {value}"

    def _languages(self) -> str:
        file = self.root / "content/shop.yaml"
        wanted = self.random.choice(("[id, en]", "[en, id]", "[id, en, jv]", "id"))
        lines = file.read_text("utf-8").split("\n")
        kept = [line for line in lines if not line.startswith(("languages:", "  - id", "  - en"))]
        file.write_text("\n".join([*kept, f"languages: {wanted}", ""]), "utf-8")
        return f"languages {wanted}"

    def _sibling(self) -> str:
        """The words of a file in one more language, as far as they are those of its other siblings."""
        files = [path for path in self.originals if ".en." in path.name and path.exists()]
        if not files:
            return self.mend()
        file = self.random.choice(files)
        new = file.with_name(file.name.replace(".en.", ".jv."))
        new.write_bytes(file.read_bytes())
        self.originals.setdefault(new, b"")
        return f"{new.name} from {file.name}"

    def _catalogue(self) -> str:
        file = self.root / "content/overrides/locales" / self.random.choice(("jv.po", "en.po"))
        file.parent.mkdir(parents=True, exist_ok=True)
        said = self.random.choice(("Tuku", "Tumbas", "{nothing}"))
        file.write_text(f'msgid "Order"\nmsgstr "{said}"\n', "utf-8")
        self.originals.setdefault(file, b"")
        return f"{file.name} says {said}"

    def _delete(self) -> str:
        file = self.random.choice([path for path in self.originals if path.exists()])
        if file.name == "shop.yaml":
            return self._word()
        file.unlink()
        return f"{file.name} deleted"

    def mend(self) -> str:
        for path, content in self.originals.items():
            if content:
                path.write_bytes(content)
            else:
                path.unlink(missing_ok=True)
        return "all as it was"

    def _clock(self) -> str:
        self.now += timedelta(seconds=self.random.choice((1, 59, 3_600, 40_000, 86_400, 700_000)))
        return f"the clock at {self.now}"


def check_edits(root: Path, tmp_path: Path, *, seed: int, count: int) -> None:
    """After each of `count` edits what the memory helps to make is what is made without it: the memory of this process,
    and what the builds of earlier processes left."""
    edits, memory, told = Edits(root, seed), Memory(), []
    site, found, made, broken = tmp_path / "site", 0, 0, False
    for _ in range(count):
        told.append(edits.mend() if broken and edits.random.random() < 0.6 else edits.change())
        results = Counted(tmp_path / "results", "this program", site)
        cold = outcome(lambda: draft(root, edits.now, cache=tmp_path / "cache"))
        for helped in (memory, Memory(lasting=results)):
            warm = outcome(partial(draft, root, edits.now, cache=tmp_path / "cache", memory=helped))
            assert warm[1] == cold[1], told
            different = [path for path in {*warm[0], *cold[0]} if warm[0].get(path) != cold[0].get(path)]
            assert different == [], told
        broken = not cold[0]
        if not broken:
            made += 1
            for path, content in cold[0].items():
                if content is not None:
                    (site / path).parent.mkdir(parents=True, exist_ok=True)
                    (site / path).write_bytes(content)
            results.save()
        found += results.found
    assert found or made < 2, "nothing was ever found again"


class Counted(Lasting):
    """Counts what it gave."""

    found = 0

    def find(self, slot: tuple[Hashable, ...], made_from: object) -> tuple[Any] | None:
        given = super().find(slot, made_from)
        self.found += given is not None
        return given


def copied(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHOPS[name] / "content", tmp_path / name / "content")).parent


@pytest.mark.parametrize("name", at_once(["kopi", "melati"], SHOPS))
def test_a_build_from_memory_equals_a_cold_one_after_every_edit(name: str, tmp_path: Path) -> None:
    check_edits(copied(name, tmp_path), tmp_path, seed=7, count=4 if name == "figur" else 8)


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOPS)
def test_a_build_from_memory_equals_a_cold_one_after_many_edits(name: str, tmp_path: Path) -> None:
    check_edits(copied(name, tmp_path), tmp_path, seed=0, count={"figur": 4, "keramik": 10}.get(name, 40))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_small_shop_survives_two_thousand_edits(seed: int, tmp_path: Path) -> None:
    small(tmp_path / "shop", title="Melati", about="Cerita [kami](/po/cendana/)", closes="2026-12-20 23:59")
    check_edits(tmp_path / "shop", tmp_path, seed=seed, count=100)


SHOP = """
    name: Toko Coba
    contact:
      whatsapp: 0812-345-678
"""
PO = """
    title: {title}
    about: {about}
    price: 150.000
    opens: 2026-12-09 09:00
    closes: {closes}
"""


def small(root: Path, **changed: str) -> Path:
    said = {"title": "Melati", "about": "Wangi.", "closes": "2026-12-20 23:59"} | changed
    return write_shop(root, shop=SHOP, melati=PO.format(**said), cendana=PO.format(**said | {"title": "Cendana"}))


def made_again(root: Path, memory: Memory, tmp_path: Path, now: datetime = NOW) -> set[str]:
    """The pages that this draft makes anew."""
    site = draft(root, now, cache=tmp_path / "cache", memory=memory)
    made: set[str] = set()
    original = Pages._made

    def watch(self: Pages, place: object, seen: dict[str, None]) -> object:
        made.add(place.path)  # type: ignore[attr-defined]
        return original(self, place, seen)  # type: ignore[arg-type]

    Pages._made = watch  # type: ignore[assignment,method-assign]
    try:
        list(site.outputs())
    finally:
        Pages._made = original  # type: ignore[method-assign]
    return made


def test_a_text_that_changes_makes_only_the_pages_that_show_it(tmp_path: Path) -> None:
    memory, root = Memory(), small(tmp_path)
    assert made_again(root, memory, tmp_path) == {
        "index.html", "404.html", "po/index.html", "po/melati/index.html", "po/cendana/index.html",
    }  # fmt: skip
    assert made_again(root, memory, tmp_path) == set()
    small(tmp_path, about="Wangi sekali.")  # both change; the landing page shows the first whole
    assert made_again(root, memory, tmp_path) == {"po/melati/index.html", "po/cendana/index.html", "index.html"}


def test_time_alone_makes_nothing_until_something_changes(tmp_path: Path) -> None:
    memory, root = Memory(), small(tmp_path)
    made_again(root, memory, tmp_path)
    assert made_again(root, memory, tmp_path, NOW + timedelta(hours=5)) == set()
    assert "po/melati/index.html" in made_again(root, memory, tmp_path, NOW + timedelta(days=8))


def test_a_moment_written_into_the_past_since_the_last_build_holds_at_once(tmp_path: Path) -> None:
    memory, root = Memory(), small(tmp_path, closes="2026-12-20 23:59")
    draft(root, NOW, cache=tmp_path / "cache", memory=memory)
    small(tmp_path, closes="2026-12-12 12:30")
    later = draft(root, NOW + timedelta(hours=1), cache=tmp_path / "cache", memory=memory)
    assert later.now == NOW + timedelta(hours=1)


def test_a_file_that_cannot_be_read_for_a_while_comes_back(tmp_path: Path) -> None:
    memory, root = Memory(), small(tmp_path)
    file = root / "content/campaigns/melati.yaml"
    right = file.read_bytes()
    for content in (b"# " + b"a" * MAX_BYTES, right, b"\xff\xfe", right):
        file.write_bytes(content)
        kept, cold = (
            outcome(partial(draft, root, NOW, cache=tmp_path / "cache", memory=each)) for each in (memory, Memory())
        )
        assert kept == cold
        assert bool(kept[0]) == (content == right)


def test_a_file_that_was_just_looked_at_is_not_asked_for_its_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory, root = Memory(), small(tmp_path)
    make = partial(draft, root, NOW, cache=tmp_path / "cache", memory=memory)
    make()
    asked: list[str] = []
    original = os.stat

    def heard(path: Any, **options: Any) -> os.stat_result:
        asked.append("" if isinstance(path, int) else os.fspath(path))
        return original(path, **options)

    looked_at = fingerprint((root / "content",))
    monkeypatch.setattr(os, "stat", heard)
    make(looked_at=looked_at)
    assert [path for path in asked if "campaigns" in path] == []
    make()
    assert len([path for path in asked if "campaigns" in path]) == 2


def test_a_file_that_was_just_taken_away_has_no_lines_any_more(tmp_path: Path) -> None:
    root, path = small(tmp_path), ("campaigns", "melati", "title")
    for _ in range(2):  # the second finds what the first said without its lines
        results = Lasting(tmp_path / "results", "this program", tmp_path / "site")
        memory = Memory(lasting=results)
        site = draft(root, NOW, cache=tmp_path / "cache", memory=memory)
        results.save()
    site = draft(root, NOW, cache=tmp_path / "cache", memory=memory)
    mark = site.loaded.mark(path)
    assert mark is not None
    assert (mark.line, mark.text) == (2, "title: Melati")
    site = draft(root, NOW, cache=tmp_path / "cache", memory=memory)
    (root / "content/campaigns/melati.yaml").unlink()
    mark = site.loaded.mark(path)
    assert mark is not None
    assert (mark.file, mark.text) == ("content/campaigns/melati.yaml", "")


def test_another_look_leaves_the_shop_as_it_is(tmp_path: Path) -> None:
    root = small(tmp_path)
    site = draft(root, NOW, cache=tmp_path / "cache")
    before = site.output("index.html").content
    english = site.seen(Look(locale="en"))
    assert b'<html lang="en">' in (english.output("index.html").content or b"")
    closed = site.seen(Look(at=NOW + timedelta(days=20)))
    assert b"state-closed" in (closed.output("po/melati/index.html").content or b"")
    assert site.output("index.html").content == before


def test_a_theme_option_that_does_not_exist_is_a_problem_of_the_look(tmp_path: Path) -> None:
    site = draft(small(tmp_path), NOW, cache=tmp_path / "cache")
    with pytest.raises(ProblemsFound):
        site.seen(Look(theme="tidak-ada"))


def test_a_result_is_given_back_only_while_it_was_made_from_the_same() -> None:
    memory = Memory()
    assert memory.recall(("a",), 1, lambda: "one") == "one"
    assert memory.recall(("a",), 1, lambda: "two") == "one"
    assert memory.recall(("a",), 2, lambda: "two") == "two"


def test_a_steady_result_that_equals_the_old_one_is_the_old_one() -> None:
    memory, first = Memory(), [1]
    memory.recall(("a",), 1, lambda: first)
    assert memory.recall(("a",), 2, lambda: [1], steady=True) is first
    assert memory.recall(("a",), 3, lambda: [1]) is not first


def test_what_no_build_asks_for_any_more_is_forgotten() -> None:
    memory = Memory()
    memory.recall(("a",), 1, lambda: "one")
    for _ in range(LASTS):
        memory.begin()
    assert memory.known(("a",), 1) == "one"
    for _ in range(2 * LASTS):
        memory.begin()
    assert memory.known(("a",), 1) is None


def in_rows(memory: Memory, said: dict[str, int], made: list[str], around: object = 0) -> list[int]:
    """Ten times each number, made in rows; `made` hears what was made anew."""
    names = list(said)

    def make(at: int) -> tuple[int, ...]:
        made.append(names[at])
        return (said[names[at]] * 10,)

    memory.begin()
    slots: list[tuple[Hashable, ...]] = [(name,) for name in names]
    return list(memory.recall_each("tens", slots, list(said.values()), around, make))


def test_a_row_of_results_makes_anew_what_changed_and_nothing_else() -> None:
    memory, said = Memory(), {f"a{number:03}": number for number in range(3 * SHELF)}
    assert in_rows(memory, said, []) == [10 * number for number in said.values()]
    for change in ({"a040": 7}, {"a000b": 8}, {"a095": 9, "a001": 9}):
        said = dict(sorted((said | change).items()))
        made: list[str] = []
        assert in_rows(memory, said, made) == [10 * number for number in said.values()]
        assert made == sorted(change)
    made = []
    in_rows(memory, {name: number for name, number in said.items() if name != "a040"}, made)
    assert made == []
    in_rows(memory, said, made, around=1)
    assert made == list(said)


def test_a_row_that_stands_forgets_none_of_its_results() -> None:
    memory, said = Memory(), {f"a{number:03}": number for number in range(SHELF)}
    for _ in range(5 * LASTS):
        in_rows(memory, said, [])
    made: list[str] = []
    in_rows(memory, said | {"a003": 99}, made)
    assert made == ["a003"]


def test_rows_that_no_build_asks_for_any_more_are_forgotten() -> None:
    memory = Memory()
    in_rows(memory, {f"a{number:03}": number for number in range(SHELF + 5)}, [])
    for _ in range(3 * LASTS):
        in_rows(memory, {"a000": 0}, [])
    assert (len(memory._slots), len(memory._shelves)) == (1, 1)


def test_what_a_step_learns_in_another_process_is_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(Hands):
        """Each thing in a process that knows nothing yet."""

        def each(self, work: Any, things: Any, *, worth: int) -> Iterator[Any]:  # noqa: ARG002
            for thing in things:
                with pytest.MonkeyPatch.context() as there:
                    there.setattr(render, "_alone", {})
                    made = pickle.dumps(work(thing))
                yield thing, pickle.loads(made)

    known: dict[tuple[object, ...], object] = {}
    monkeypatch.setattr(render, "_alone", known)
    texts = [f"Bahan **katun** nomor {number}" for number in range(4)]
    wanted = [((text,), 1, partial(render_markdown, text)) for text in texts]
    memory = Memory(Elsewhere(2))
    memory.ahead(wanted, worth=1, carried=Carried(alone_after, keep_alone))

    assert {key[0] for key in known} == set(texts)
    assert [memory.known((text,), 1) for text in texts] == [render_markdown(text) for text in texts]


@pytest.mark.parametrize("name", at_once(["keramik", "kecil"], SHOPS))
def test_every_result_says_what_it_was_made_from(name: str, tmp_path: Path) -> None:
    """Or the next process would make it again for ever."""
    unsaid = []

    class Asked(Lasting):
        def _key(self, made_from: object) -> bytes | None:
            if (key := super()._key(made_from)) is None:
                unsaid.append(made_from)
            return key

    results = Asked(tmp_path / "results", "this program", tmp_path / "site")
    list(draft(SHOPS[name], NOW, cache=tmp_path / "cache", memory=Memory(lasting=results)).outputs())
    assert unsaid == []


def test_the_next_process_reads_draws_and_makes_nothing_again(tmp_path: Path) -> None:
    site, steps = tmp_path / "site", ("campaign", "brief", "change", "code", "rules", "texts", "reminders", "page")
    made = {}
    for turn in ("first", "second"):
        results = Lasting(tmp_path / "results", "this program", site)
        memory = Memory(lasting=results)
        drafted = draft(SHOPS["figur"], NOW, cache=tmp_path / "cache", memory=memory)
        for output in drafted.outputs():
            if output.content is not None:
                (site / output.path).parent.mkdir(parents=True, exist_ok=True)
                (site / output.path).write_bytes(output.content)
        assert drafted.next_change
        results.save()
        made[turn] = {step: memory.made[step] for step in steps}

    assert all(made["first"].values())
    assert not any(made["second"].values())


def test_a_front_page_that_is_taken_away_in_the_middle_ends_no_build(tmp_path: Path) -> None:
    site = tmp_path / "site"

    class Thief(Watch):
        def page(self, path: str) -> None:
            if path == "index.html" and (site / path).exists():
                (site / path).unlink()

    for _ in range(2):
        results = Lasting(tmp_path / "results", "this program", site)
        made = build(
            SHOPS["kecil"], NOW, cache=tmp_path / "cache", memory=Memory(lasting=results), pictures=False, watch=Thief()
        )
        for output in made.outputs:
            if output.content is not None:
                (site / output.path).parent.mkdir(parents=True, exist_ok=True)
                (site / output.path).write_bytes(output.content)
        results.save()

    assert isinstance(made.outputs[0], InPlace)
    assert not (site / "index.html").exists()


def test_what_all_pages_share_is_compared_once(tmp_path: Path) -> None:
    memory = Memory()
    one, two = (draft(SHOPS["figur"], NOW, cache=tmp_path, memory=memory) for _ in range(2))

    assert one._around is two._around
