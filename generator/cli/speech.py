"""The command line's own words in the seller's language: help, usage, and what was typed wrong.

Owns how click's help pages and mistakes are worded; every text is an English message id until it is shown. It must
not know any command.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from importlib import import_module
from typing import Any, cast

import click

from generator.page.catalogue import Catalogue
from generator.page.fields import fill
from generator.problems import Refused
from generator.report.display import in_sentence

_LIMIT = 200


class Misused(click.UsageError):
    """Something typed wrong, as a message id and its fields."""

    def __init__(self, message: str, then: str = "", **fields: object) -> None:
        super().__init__(message)
        self.then = then
        self.fields = {name: in_sentence(str(value), _LIMIT) for name, value in fields.items()}

    @classmethod
    def because(cls, refused: Refused) -> Misused:
        """A value that a parser refused, in the parser's own words."""
        return cls(refused.kind.found, refused.kind.fix, **refused.parameters)


def words_of(context: click.Context) -> Catalogue:
    """The catalogue of the run."""
    return cast("Catalogue", context.find_root().obj.catalogue)


class Spoken(click.Command):
    """A command whose help speaks the run's language. Arguments left over are a mistake with a hint."""

    allow_extra_args = True
    collects = True
    """Whether it looks for garbage. One that ends soon makes things that stay until then, and looking for others among
    them would take a tenth of it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that it can say whose help to read
            raise

    def invoke(self, ctx: click.Context) -> Any:
        if self.collects:
            gc.enable()
        try:
            if ctx.args:
                raise Misused(
                    "“{found}” is too much here.",
                    "Put quotes around a name with spaces; a shop's folder is named with --root.",
                    found=ctx.args[0],
                )
            return super().invoke(ctx)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = words_of(ctx)
        pieces = " ".join(words.unfilled(piece) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{words.unfilled('Usage:')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(words_of(ctx).unfilled(" ".join((self.help or "").split())))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = words_of(ctx)
        rows = []
        for each in self.get_params(ctx):
            if isinstance(each, click.Option) and (record := each.get_help_record(ctx)):
                spelled, _, metavar = record[0].rpartition(" ") if each.metavar else (record[0], "", "")
                left = f"{spelled} {words.unfilled(metavar)}" if metavar else spelled
                rows.append((left, words.unfilled(each.help or "")))  # the record would add "[required]"
        with formatter.section(words.unfilled("Options")):
            formatter.write_dl(rows)
        if isinstance(self, SpokenGroup):
            self.format_commands(ctx, formatter)


class EndsSoon(Spoken):
    """A command that need not look for garbage."""

    collects = False


class SpokenGroup(Spoken, click.Group):
    """The program itself, which lists its commands."""

    def invoke(self, ctx: click.Context) -> Any:
        return click.Group.invoke(self, ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = words_of(ctx)
        rows = [
            (name, words.unfilled(" ".join((command.help or "").split()))) for name, command in self.commands.items()
        ]
        with formatter.section(words.unfilled("Commands")):
            formatter.write_dl(rows)


class Commands(MutableMapping[str, click.Command]):
    """The commands of a group: those of these `names` are modules of a package, imported when somebody asks for them,
    each with the command that is called like it."""

    def __init__(self, package: str, names: Iterable[str]) -> None:
        self._package = package
        self._known: dict[str, click.Command | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> click.Command:
        if (known := self._known[name]) is None:
            known = self._known[name] = getattr(import_module(f"{self._package}.{name}"), name)
        return known

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def mistake(error: click.ClickException, words: Catalogue, program: str) -> str:
    """What was typed wrong, in words, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else program
    lines = [_what(error, words)]
    if isinstance(error, Misused) and error.then:
        lines.append(fill(words.unfilled(error.then), error.fields))
    lines.append(words.text("Help: {command}", command=f"{path} --help"))
    return "\n".join(lines)


def _what(error: click.ClickException, words: Catalogue) -> str:
    if isinstance(error, Misused):
        return fill(words.unfilled(error.message), error.fields)
    if isinstance(error, click.NoSuchOption):
        return _unknown(words.text("There is no option {name}.", name=_shown(error.option_name)), error, words)
    if isinstance(error, click.NoSuchCommand):
        return _unknown(words.text("There is no command “{name}”.", name=_shown(error.command_name)), error, words)
    if isinstance(error, click.MissingParameter) and error.param:
        return words.text("{name} is missing.", name=words.unfilled(_name(error.param)))
    if isinstance(error, click.BadOptionUsage):
        option = next((p for p in _params(error) if error.option_name in p.opts), None)
        if isinstance(option, click.Option) and option.is_flag:
            return words.text("{name} takes no value.", name=error.option_name)
        return words.text("{name} needs a value.", name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        choices = ", ".join(map(str, error.param.type.choices))
        return words.text("{name} must be one of: {choices}.", name=words.unfilled(_name(error.param)), choices=choices)
    return in_sentence(error.format_message(), _LIMIT)


def _unknown(said: str, error: click.NoSuchOption | click.NoSuchCommand, words: Catalogue) -> str:
    if not error.possibilities:
        return said
    return said + " " + words.text("Did you mean “{near}”?", near=error.possibilities[0])


def _params(error: click.UsageError) -> Sequence[click.Parameter]:
    return error.ctx.command.get_params(error.ctx) if error.ctx else ()


def _name(param: click.Parameter) -> str:
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _shown(text: str) -> str:
    return in_sentence(text, _LIMIT)
