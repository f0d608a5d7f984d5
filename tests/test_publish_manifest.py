"""The list of what is ours: what it holds, and what may stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.paths import Refused, safe_output_path
from generator.plan import Output
from generator.publish.manifest import Manifest, from_bytes, is_safe, is_temporary, parents, to_bytes

PATHS = st.frozensets(st.sampled_from(["index.html", "a/b.html", "foto-é.jpg", "🌸/x y.txt", ".nojekyll"]))


@given(st.builds(Manifest, assets=PATHS, files=PATHS, kept=PATHS, folders=PATHS, finished=st.booleans()))
def test_what_is_saved_is_what_is_read(manifest: Manifest) -> None:
    assert from_bytes(to_bytes(manifest)) == manifest


def test_the_same_manifest_has_the_same_bytes_one_path_a_line() -> None:
    content = to_bytes(Manifest(files=frozenset({"b.html", "a.html", "é.html"}), finished=True))
    assert content.decode() == (
        '{\n "made_by": "etalase",\n "format": 1,\n "finished": true,\n "assets": [],\n'
        ' "files": [\n  "a.html",\n  "b.html",\n  "é.html"\n ],\n "kept": [],\n "folders": []\n}\n'
    )


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=12))
def test_every_path_that_a_plan_may_hold_is_safe_here_too(path: str) -> None:
    try:
        path = safe_output_path(path)
    except Refused:
        return
    # Git's folder and our own list are files that any disk can hold, but no output.
    assert is_safe(path) or path.startswith(".")


@pytest.mark.parametrize("path", ["index.html", ".well-known/a.json", "a/b c/é.jpg", "..a", "a..b", ".gitignore"])
def test_usual_and_unusual_names_are_safe(path: str) -> None:
    assert is_safe(path)


@pytest.mark.parametrize(
    "path",
    ["", "/", "/a", "a/", "a//b", "..", "a/..", "./a", "C:/a", "a\\b", "a.", "a /b", "a\nb", ".Git/x", "git~1/x"],
)
def test_paths_that_lead_elsewhere_on_any_system_are_not(path: str) -> None:
    assert not is_safe(path)


def test_the_folders_above_a_path_come_outermost_first() -> None:
    assert parents("a/b/c.html") == ("a", "a/b")
    assert parents("index.html") == ()


@pytest.mark.parametrize(
    ("name", "ours"),
    [(".etalase-0123abcd.tmp", True), (".etalase-0123abc.tmp", False), ("x.etalase-0123abcd.tmp", False)],
)
def test_only_our_own_temporary_names_are_ours(name: str, *, ours: bool) -> None:
    assert is_temporary(name) is ours


def test_assets_stay_one_build_longer_unless_they_make_way() -> None:
    old = Manifest(frozenset({"assets/a.css", "assets/b"}), frozenset({"index.html"}), finished=True)
    page, look = Output("index.html", b""), Output("assets/b/c.css", b"", hashed=True)

    after = old.followed_by([page, look], changed=True, displaced={"assets/b"}, is_new=lambda path: path == "assets/b")

    assert after == Manifest(
        frozenset({"assets/b/c.css"}),
        frozenset({"index.html"}),
        frozenset({"assets/a.css"}),
        frozenset({"assets/b"}),
        finished=True,
    )
    assert after.followed_by([page, look], changed=False, displaced=(), is_new=lambda _: True) is after
