"""What a template may do, and what happens when it does something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.page.catalogue import Catalogue
from generator.page.views import (
    Html,
)
from generator.problems import Problem, ProblemsFound
from generator.structs import Frozen, field
from generator.theme.assets import gather_assets
from generator.theme.options import choose
from generator.theme.package import Theme, load_theme
from generator.theme.render import Renderer
from generator.theme.sandbox import CompiledTemplates
from generator.theme.tidy import tidy_source
from generator.theme.words import load_words

MANIFEST = "name: kecil\napi: 1\n"
PO = """
msgid "Closes {date}"
msgstr "Tutup {date}"

msgid "{count} item"
msgid_plural "{count} items"
msgstr[0] "{count} barang"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0"/></svg>'


class View(Frozen):
    """A page small enough to see all of."""

    title: str = "Toko <Melati>"
    items: tuple[str, ...] = ("a", "b")
    about: Html = field(default_factory=lambda: Html("<p>Hai</p>"))
    none: None = None


def theme_of(root: Path, files: dict[str, str]) -> Theme:
    for name, text in {"kecil/theme.yaml": MANIFEST, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_theme("kecil", [root])


def renderer(theme: Theme, words: Catalogue | None = None) -> Renderer:
    values, _ = choose(theme.options, {}, theme=theme.name, path=())
    return Renderer(theme, words or Catalogue.from_po("id", PO), gather_assets(theme, values))


def show(root: Path, template: str, **files: str) -> str:
    named = {f"kecil/templates/{name}.html": text for name, text in files.items()}
    theme = theme_of(root, {"kecil/templates/page.html": template, **named})
    return renderer(theme).render("page.html", View(), page="index.html")


def problem_of(root: Path, template: str, **files: str) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        show(root, template, **files)
    (problem,) = found.value.problems
    return problem


# What a template gets


def test_text_is_escaped_and_checked_markup_is_not(tmp_path: Path) -> None:
    assert show(tmp_path, "<h1 title='{{ page.title }}'>{{ page.about }}</h1>") == (
        "<h1 title='Toko &lt;Melati&gt;'><p>Hai</p></h1>\n"
    )


def test_words_come_in_the_page_s_language(tmp_path: Path) -> None:
    assert show(tmp_path, '{{ t("Closes {date}", date="20 Des") }}') == "Tutup 20 Des\n"
    assert show(tmp_path, '{{ t("{count} item", "{count} items", count=3) }}') == "3 barang\n"


def test_words_around_markup_are_escaped(tmp_path: Path) -> None:
    assert show(tmp_path, '{{ t("<{a}> {b}", a=page.about, b=page.title) }}') == (
        "&lt;<p>Hai</p>&gt; Toko &lt;Melati&gt;\n"
    )


def test_braces_in_words_are_undone_once(tmp_path: Path) -> None:
    assert show(tmp_path, '{{ t("{{date}} {date}", date="{x}") }}') == "{date} {x}\n"


def test_the_theme_gives_options_icons_style_and_files(tmp_path: Path) -> None:
    theme = theme_of(
        tmp_path,
        {
            "kecil/theme.yaml": MANIFEST + "options:\n  motto:\n    type: text\n    default: a<b\n",
            "kecil/templates/page.html": "{{ theme.options.motto }}|{{ theme.style }}|"
            "{{ theme.icon('ui/link', class='x') }}|{{ theme.asset('a.txt') }}|{{ theme.policy }}",
            "kecil/styles/a.css": "a > b { c: 'd' }",
            "kecil/assets/a.txt": "x",
            "kecil/icons/ui/link.svg": SVG,
        },
    )
    motto, style, icon, asset, policy = (
        renderer(theme).render("page.html", View(), page="a/index.html", root="../").strip().split("|")
    )
    assert motto == "a&lt;b"
    assert style == "a > b{c:'d'}"
    assert icon.startswith('<svg class="x" width="22"')
    assert asset.startswith("../assets/a.")
    assert policy.startswith("default-src &#39;none&#39;")


def test_a_parent_s_copy_stays_reachable(tmp_path: Path) -> None:
    theme = theme_of(
        tmp_path,
        {
            "base/theme.yaml": MANIFEST,
            "base/templates/page.html": "<{% block a %}parent{% endblock %}>{% include 'partials/b.html' %}",
            "base/templates/partials/b.html": "parent b",
            "kecil/theme.yaml": MANIFEST + "extends: base\n",
            "kecil/templates/page.html": "{% extends 'base:page.html' %}"
            "{% block a %}child, {{ super() }}{% endblock %}",
            "kecil/templates/partials/b.html": "child b, {% include 'base:partials/b.html' %}",
        },
    )
    shown = renderer(theme).render("page.html", View(), page="index.html")
    assert shown == "<child, parent>child b, parent b\n"


# What a template cannot do


def test_a_misspelt_field_names_the_right_one_at_its_line(tmp_path: Path) -> None:
    found = problem_of(tmp_path, "<h1>\n  {{ page.titel }}\n</h1>")
    assert found.code == "template-name"
    assert dict(found.parameters) == {"owner": "View", "found": "titel", "near": "title", "page": "index.html"}
    assert found.mark is not None
    assert (found.mark.file, found.mark.line, found.mark.column) == ("themes/kecil/templates/page.html", 2, 3)
    assert found.mark.text == "  {{ page.titel }}"


def test_the_place_is_that_of_the_included_file(tmp_path: Path) -> None:
    found = problem_of(tmp_path, "\n\n{% include 'part.html' %}", part="\n{% if page.itmes %}{% endif %}")
    assert found.mark is not None
    assert (found.mark.file, found.mark.line) == ("themes/kecil/templates/part.html", 2)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{ shop.name }}", "template-name"),
        ("{% if page.nothing %}{% endif %}", "template-name"),
        ("{{ page.title.nothing }}", "template-name"),
        ("{{ page.items[9] }}", "template-name"),
        ("{{ page.__class__ }}", "template-unsafe"),
        ("{{ page.title.__class__.__mro__ }}", "template-unsafe"),
        ("{{ theme.icon.__globals__ }}", "template-unsafe"),
        ("{{ '{0.__class__}'.format(page) }}", "template-unsafe"),
        ("{{ theme._shelf }}", "template-unsafe"),
        ("{{ 1 + 1 }}", "template-unsafe"),
        ("{{ 'a' * 1000000000 }}", "template-unsafe"),
        ("{{ -1 if page else 0 - 1 }}", "template-unsafe"),
        ("{% autoescape false %}{{ page.title }}{% endautoescape %}", "template-syntax"),
        ("{{ page.title|safe }}", "template-syntax"),
        ("{{ '%s'|format(page) }}", "template-syntax"),
        ("{% if page.title %}", "template-syntax"),
        ("{{ range(9) }}", "template-name"),
        ("{{ lipsum() }}", "template-name"),
        ("{% include 'partials/hed.html' %}", "template-missing"),
        ("{% include '../../../etc/passwd' %}", "template-missing"),
        ("{% extends 'other:page.html' %}", "template-missing"),
        ("{{ theme.icon('nothing') }}", "icon-missing"),
        ("{{ theme.icon() }}", "template-failed"),
        ("{{ theme.asset('nothing.png') }}", "asset-missing"),
        ('{{ t("Closes {date}") }}', "template-field"),
        ('{{ t("{count} item", "{count} items") }}', "template-count"),
        ("{{ page.title() }}", "template-failed"),
    ],
)
def test_a_template_that_reaches_for_more_is_a_problem_at_its_line(tmp_path: Path, template: str, code: str) -> None:
    found = problem_of(tmp_path, template)
    assert found.code == code
    assert found.mark is not None
    assert (found.mark.file, found.mark.line) == ("themes/kecil/templates/page.html", 1)


def test_a_mistake_of_our_own_keeps_its_traceback(tmp_path: Path) -> None:
    class Broken:
        @property
        def title(self) -> str:
            raise ValueError("our bug")

    theme = theme_of(tmp_path, {"kecil/templates/page.html": "{{ page.title }}"})
    with pytest.raises(ValueError, match="our bug"):
        renderer(theme).render("page.html", Broken(), page="index.html")


def test_no_theme_can_leave_out_who_made_the_page(tmp_path: Path) -> None:
    class Footer(Frozen):
        honesty: str = 'Dibuat "sendiri" oleh penjual.'

    class Page(Frozen):
        footer: Footer = field(default_factory=Footer)

    theme = theme_of(
        tmp_path, {"kecil/templates/page.html": "x", "kecil/templates/good.html": "{{ page.footer.honesty }}"}
    )
    with pytest.raises(ProblemsFound) as found:
        renderer(theme).render("page.html", Page(), page="index.html")
    assert [problem.code for problem in found.value.problems] == ["theme-honesty"]
    assert "sendiri" in renderer(theme).render("good.html", Page(), page="index.html")


@pytest.mark.parametrize("where", ["memory", "folder"])
def test_compiled_templates_give_the_same_page_until_a_template_changes(tmp_path: Path, where: str) -> None:
    (tmp_path / "compiled").mkdir()
    compiled = CompiledTemplates()

    def shown(template: str) -> str:
        nonlocal compiled
        if where == "folder":  # as in another process
            compiled = CompiledTemplates()
            compiled.keep_in(tmp_path / "compiled", "program")
        theme = theme_of(tmp_path, {"kecil/templates/page.html": template})
        cached = Renderer(theme, Catalogue.english(), gather_assets(theme, {}), compiled=compiled)
        return cached.render("page.html", View(), page="index.html")

    assert [shown("{{ page.items[0] }}"), shown("{{ page.items[0] }}"), shown("{{ page.items[1] }}")] == [
        "a\n",
        "a\n",
        "b\n",
    ]


def test_compiled_templates_of_a_folder_are_read_only_whole_and_of_the_same_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compiled").mkdir()
    theme = theme_of(tmp_path, {"kecil/templates/page.html": "{{ page.items[0] }}"})

    def shown(program: str = "program") -> int:
        """How many templates were compiled for it."""
        compiled = CompiledTemplates()
        compiled.keep_in(tmp_path / "compiled", program)
        made: list[str] = []
        with monkeypatch.context() as patch:
            kept = compiled.dump_bytecode
            patch.setattr(compiled, "dump_bytecode", lambda bucket: (made.append(bucket.key), kept(bucket)))
            cached = Renderer(theme, Catalogue.english(), gather_assets(theme, {}), compiled=compiled)
            assert cached.render("page.html", View(), page="index.html") == "a\n"
        return len(made)

    assert [shown(), shown(), shown("another"), shown("another")] == [1, 0, 1, 0]
    (file,) = (tmp_path / "compiled").iterdir()
    whole = file.read_bytes()
    for at in (0, 3, 16, 20, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        assert shown("another") == 1
        file.write_bytes(whole[:at])
        assert shown("another") == 1


# Tidy pages


def test_the_author_s_indentation_and_blank_lines_are_not_published(tmp_path: Path) -> None:
    template = """
    {# a comment

       of three lines #}

    <ul>

      {% for a in page.items %}

        <li>
          {{ a }}</li>
      {% endfor %}
    </ul>


    <p>x</p>
    """
    assert show(tmp_path, template) == "<ul>\n<li>\na</li>\n<li>\nb</li>\n</ul>\n<p>x</p>\n"


def test_tidying_keeps_every_line_number() -> None:
    source = "a\n\n\n  b {# c\n\n d #}\n\n   e\n"
    assert tidy_source(source).count("\n") == source.count("\n")


def test_text_that_the_browser_shows_as_written_stays_as_written() -> None:
    source = "<pre>\n  a\n\n  b</pre>"
    assert tidy_source(source) == source


def test_words_of_the_seller_are_never_tidied(tmp_path: Path) -> None:
    class Page(Frozen):
        message: str = "Halo\n\n   Saya pesan"

    theme = theme_of(tmp_path, {"kecil/templates/page.html": '<a title="{{ page.message }}">x</a>'})
    assert renderer(theme).render("page.html", Page(), page="x") == '<a title="Halo\n\n   Saya pesan">x</a>\n'


# Words of a theme


def test_a_theme_s_words_win_over_its_parent_s(tmp_path: Path) -> None:
    theme = theme_of(
        tmp_path,
        {
            "base/theme.yaml": MANIFEST,
            "base/locales/id.po": 'msgid "A"\nmsgstr "parent a"\n\nmsgid "B"\nmsgstr "parent b"\n',
            "kecil/theme.yaml": MANIFEST + "extends: base\n",
            "kecil/locales/id.po": 'msgid "A"\nmsgstr "child a"\n',
        },
    )
    words = load_words(theme, "id")
    assert (words.text("A"), words.text("B")) == ("child a", "parent b")


def test_a_broken_catalogue_of_a_theme_is_named(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, {"kecil/locales/id.po": 'msgid "A {x}"\nmsgstr "{y}"\n'})
    with pytest.raises(ProblemsFound) as found:
        load_words(theme, "id")
    (problem,) = found.value.problems
    assert problem.code == "catalogue-field"
    assert problem.mark is not None
    assert problem.mark.file == "themes/kecil/locales/id.po"
