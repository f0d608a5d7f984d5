"""Views → pages. With `sandbox` the only door to Jinja.

Owns turning a mistake in a template into a Problem with its file and line; a mistake in our own code keeps its
traceback. It must not know what a page is about.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace, TracebackType

from jinja2 import BytecodeCache, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import escape

from generator.page.catalogue import Catalogue
from generator.problems import Kind, Mark, Problem, ProblemsFound, Refused, problem
from generator.theme.assets import Assets
from generator.theme.package import Theme, read_theme_text
from generator.theme.sandbox import MissingName, TemplateShelf, make_environment
from generator.theme.themeview import IconShelf, ThemeInCommon, theme_view
from generator.theme.trace import Place, Trace, tracing
from generator.theme.words import translator

TEMPLATE_SYNTAX = Kind(
    "template-syntax", "This template cannot be read: {reason}.", "Correct the line; see docs/themes.md."
)
TEMPLATE_MISSING = Kind("template-missing", "The theme {theme} has no template `{found}`.", "There is: {near}.")
NAME_NEAR = Kind("template-name", "`{owner}` has no `{found}` (while making {page}).", "Write `{near}`.")
NAME_UNKNOWN = Kind(
    "template-name", "`{owner}` has no `{found}` (while making {page}).", "docs/themes.md lists what there is."
)
NOTHING_THERE = Kind(
    "template-name",
    "What stands before `.{found}` is empty here (while making {page}).",
    "Put `{{% if … %}}` around it, for pages that have none.",
)
TOP_NAME_UNKNOWN = Kind(
    "template-name", "There is no `{found}` here (while making {page}).", "Templates get `page`, `theme` and `t`."
)
TEMPLATE_UNSAFE = Kind(
    "template-unsafe",
    "A template may not do this: {reason} (while making {page}).",
    "Show what the view gives; ask for a new field if it gives too little.",
)
TEMPLATE_FAILED = Kind(
    "template-failed",
    "The template stops here: {reason} (while making {page}).",
    "Correct the line; see docs/themes.md.",
)
HONESTY_MISSING = Kind(
    "theme-honesty",
    "The theme leaves out the sentence that says who made the page (on {page}).",
    "Print `page.footer.honesty` on every page.",
)


class Renderer:
    """Turns views into pages with one theme in one language. `compiled` (`CompiledTemplates`) saves
    compiling the templates again; `trace` makes every element say which line of which template wrote it."""

    def __init__(
        self,
        theme: Theme,
        words: Catalogue,
        assets: Assets,
        *,
        compiled: BytecodeCache | None = None,
        trace: Trace | None = None,
    ) -> None:
        self._theme = theme
        self._assets = assets
        self._icons = IconShelf(theme)
        self._templates = TemplateShelf(theme)
        adds = [tracing(trace)] if trace else []
        common = ThemeInCommon(SimpleNamespace(**assets.options), self._icons)
        names = {"t": translator(words), "theme": common}
        self._environment = make_environment(self._templates, names, compiled=compiled, adds=adds)

    def render(self, template: str, view: object, *, page: str, root: str = "") -> str:
        """The page as text, ending in one line break.

        `template` is a path (`landing.html`), `page` the output path, for messages; `root` leads from the page
        to the site's first folder (`../../`, or an absolute address with a trailing slash). Raises
        ProblemsFound for a mistake in the theme.
        """
        shown = theme_view(self._assets, self._icons, root, rolls=getattr(view, "rolls", False))
        try:
            text = self._environment.get_template(template).render(page=view, theme=shown)
        except (TemplateError, Refused) as error:
            raise ProblemsFound([self._problem(error, template, page)]) from error
        except (TypeError, ValueError, LookupError) as error:
            if not self._left_a_template(error):
                raise
            raise ProblemsFound([self._problem(error, template, page)]) from error
        honesty = getattr(getattr(view, "footer", None), "honesty", "")
        if honesty and str(escape(honesty)) not in text:
            file = self._theme.find("templates/partials/footer.html") or self._theme.find(f"templates/{template}")
            raise ProblemsFound([problem(HONESTY_MISSING, mark=Mark(file.label) if file else None, page=page)])
        return text.strip("\n") + "\n"

    def read(self, template: str) -> None:
        """Reads one template without rendering it. Raises ProblemsFound when it cannot be read."""
        try:
            self._environment.get_template(template)
        except TemplateError as error:
            raise ProblemsFound([self._problem(error, template, template)]) from error

    def _problem(self, error: Exception, template: str, page: str) -> Problem:
        reason = (str(error) or type(error).__name__).rstrip(".")
        if isinstance(error, TemplateSyntaxError):
            return problem(TEMPLATE_SYNTAX, mark=self._mark(error.filename or "", error.lineno), reason=reason)
        mark = self._place(error.__traceback__)
        if isinstance(error, Refused):
            return Problem(error.kind, mark, parameters=tuple(error.parameters.items()))
        if isinstance(error, TemplateNotFound):
            found = str(error.name or template)
            near = self._templates.near(found)
            return problem(TEMPLATE_MISSING, mark=mark, theme=self._theme.name, found=found, near=near)
        if isinstance(error, SecurityError):
            return problem(TEMPLATE_UNSAFE, mark=mark, reason=reason, page=page)
        name = error.args[0] if error.args else ""
        if isinstance(error, UndefinedError) and isinstance(name, MissingName):
            kind = NAME_NEAR if name.near else NAME_UNKNOWN
            if not name.owner:
                return problem(TOP_NAME_UNKNOWN, mark=mark, found=name.found, page=page)
            if name.owner == "NoneType":
                return problem(NOTHING_THERE, mark=mark, found=name.found, page=page)
            return problem(kind, mark=mark, owner=name.owner, found=name.found, near=name.near, page=page)
        return problem(TEMPLATE_FAILED, mark=mark, reason=reason, page=page)

    def _place(self, traceback: TracebackType | None) -> Mark | None:
        """The innermost line of a template in this traceback; Jinja puts the template's own lines there."""
        mark = None
        for name, line in _frames(traceback):
            mark = self._mark(name, line) or mark
        return mark

    def _left_a_template(self, error: BaseException) -> bool:
        """Whether the error rose in a template, or in Jinja called by one, and not in code of ours."""
        name = [name for name, _ in _frames(error.__traceback__)][-1]
        return name in self._templates.loaded or "jinja2" in Path(name).parts

    def mark(self, place: Place) -> Mark | None:
        """The line of a template that a trace names."""
        return self._mark(place.template, place.line)

    def _mark(self, filename: str, line: int) -> Mark | None:
        file = self._templates.loaded.get(filename)
        if file is None:
            return None
        lines = read_theme_text(file).split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return Mark(file.label, line, len(text) - len(text.lstrip()) + 1, max(1, len(text.strip())), text)


def _frames(traceback: TracebackType | None) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    while traceback is not None:
        found.append((traceback.tb_frame.f_code.co_filename, traceback.tb_lineno))
        traceback = traceback.tb_next
    return found
