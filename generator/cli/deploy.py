"""`etalase deploy`: the site built now, shown as a change for buyers, put on its host after a yes, and looked at.

Owns the order of these, and what is asked. How a host is reached belongs to `deploy`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.buildserver import hand_on, screen_on, summarise_lines
from generator.cli.findings import below, tell
from generator.cli.questions import Questions
from generator.cli.session import LANGUAGES, PRIVATE, Session, cache_of, said, shop_folder, zone_of
from generator.cli.speech import Misused, Spoken
from generator.problems import Problem, ProblemsFound, Severity, problem

if TYPE_CHECKING:
    from generator.build import Built
    from generator.deploy.changes import Changes
    from generator.deploy.target import Target
    from generator.page.catalogue import Catalogue
    from generator.plan import Output
    from generator.report.terminal import Screen
    from generator.shop.model.deploy import Deploy

HOSTS = ("zip", "folder", "git", "s3", "sftp")
"""Said here too, so that help needs no model."""


@click.command(cls=Spoken)
@click.argument("host", required=False, type=click.Choice(HOSTS), metavar="HOST")
@click.option("--dry-run", "only_show", is_flag=True, help="Show what would change, and send nothing.")
@click.option("-y", "--yes", is_flag=True, help="Publish without asking, for scripts.")
@click.option("--demo", is_flag=True, help="Publish a shop that holds nothing but demo data.")
@click.option("--into", metavar="FOLDER", help="Put the site into this folder instead, for a build server to carry on.")
@click.option("--at", metavar="MOMENT", help="Not for this command: it publishes what holds now.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en.")
@click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one.")
@click.pass_context
def deploy(
    context: click.Context,
    /,
    *,
    host: str | None,
    only_show: bool,
    yes: bool,
    demo: bool,
    into: str | None,
    **_: object,
) -> int:
    """Build the site and put it where `deploy` in shop.yaml says; a HOST where it says several."""
    session: Session = context.obj
    if said(context, "at"):
        raise Misused("A site built with --at shows another moment, so it is not published.", "Leave out --at.")
    if into and host:
        raise Misused("With --into no host is named.", "Leave out {host}.", host=host)
    root, errors = shop_folder(context), screen_on(sys.stderr, session)
    carried = Path(into).resolve() if into else None
    run = _Run(context, session, root, screen_on(sys.stdout, session), errors, into=carried)
    try:
        return run.publish(host or "", only_show=only_show, yes=yes, demo=demo)
    except ProblemsFound as failure:
        same = "" if run.began else session.catalogue.text("Nothing was published; the live site stays as it was.")
        tell(failure.problems, session, errors, below=below(context), headline=same)
        if same:
            errors.say(same)
        return 1


class _Run:
    """One deployment. `began` says that something may have been sent; `into` is a folder instead of the shop's host."""

    def __init__(
        self, context: click.Context, session: Session, root: Path, screen: Screen, errors: Screen, *, into: Path | None
    ) -> None:
        self.context, self.session, self.root, self.into = context, session, root, into
        self.screen, self.errors, self.words = screen, errors, session.catalogue
        self.began = False

    def publish(self, host: str, *, only_show: bool, yes: bool, demo: bool) -> int:
        from generator.deploy.changes import compare  # noqa: PLC0415
        from generator.deploy.opening import Around, chosen, in_folder, open_target  # noqa: PLC0415
        from generator.deploy.patience import reporting_silence  # noqa: PLC0415
        from generator.publish.lock import exclusive  # noqa: PLC0415

        built = self._built()
        assert built.site is not None
        shop, world = built.site.shop, self.session.world
        self._refuse(built, demo=demo)
        install = "uv sync --extra {extra}" if world.program.startswith("uv ") else 'pip install "etalase[{extra}]"'
        with exclusive(self.root / PRIVATE / "deploy.lock", wait_s=0):
            place = in_folder(self.into) if self.into else chosen(shop, host)
            target = open_target(shop, place, Around(self.root, world.environment, world.interactive, install))
            try:
                with reporting_silence(target.shown):
                    changes = compare(target, built.outputs, built.facts())
                warnings = self._warn(built, changes)
                self._show(changes, target)
                if only_show:
                    return 0
                if changes.nothing or self._agreed(warnings, yes=yes):
                    return self._send(changes, target, built, place)
                self.screen.say(self.words.text("Nothing was published."))
                return 1
            finally:
                target.close()

    def _built(self) -> Built:
        """The site as it is now, by the clock alone: no variable may make it another moment's."""
        from generator.build import build  # noqa: PLC0415
        from generator.report.progress import progress  # noqa: PLC0415

        now = self.session.world.now().astimezone(zone_of(self.root))
        with progress(self.errors, self.words, self.session.world.seconds) as step:
            return build(self.root, now, cache=cache_of(self.root), progress=step)

    def _refuse(self, built: Built, *, demo: bool) -> None:
        """Raise `ProblemsFound` for what must not be published."""
        from generator.deploy.failures import ONLY_A_DEMO  # noqa: PLC0415
        from generator.deploy.stopping import stopping  # noqa: PLC0415
        from generator.shop.rules.demo import is_demo  # noqa: PLC0415

        assert built.site is not None
        if is_demo(built.site) and not demo:
            raise ProblemsFound([problem(ONLY_A_DEMO)])
        if found := stopping(built.problems):
            stop = self.words.plural(
                "{count} thing here costs money or trust: settle it, or leave it out by name with `ignore:`.",
                "{count} things here cost money or trust: settle them, or leave them out by name with `ignore:`.",
                len(found),
            )
            self.errors.say(stop)
            raise ProblemsFound(found)

    def _warn(self, built: Built, changes: Changes) -> int:
        """Show the warnings; how many they are."""
        from generator.deploy.changes import vanishing  # noqa: PLC0415

        found: tuple[Problem, ...] = (*built.problems, *vanishing(changes, built.outputs))
        warnings = tuple(each for each in found if each.severity is Severity.WARNING)
        if warnings:
            tell(warnings, self.session, self.errors, below=below(self.context))
        return len(warnings)

    def _show(self, changes: Changes, target: Target) -> None:
        from generator.report.deployment import change_lines, kept_line, sent_line  # noqa: PLC0415
        from generator.report.display import visible  # noqa: PLC0415
        from generator.report.summary import listed  # noqa: PLC0415

        words, say = self.words, self.screen.say
        say(words.text("Where: {host}", host=visible(target.shown)))
        if not changes.old.manifest.names:
            say(words.text("Nothing of this shop is there yet."))
        elif changes.old.facts:
            told = change_lines(changes.old.facts, changes.after.facts, words)
            say(words.text("What changes for buyers:") if told else words.text("No price, date or account changes."))
            for line in told:
                say(f"  {line}")
            summarise_lines(words.text("What changes for buyers:"), told, self.session)
        say(sent_line(changes, words))
        for line in (*listed(changes.put, "+", words), *listed(changes.removed, "-", words), kept_line(changes, words)):
            if line:
                say(line)

    def _agreed(self, warnings: int, *, yes: bool) -> bool:
        question = "Publish it all the same? (y/n)" if warnings else "Publish it? (y/n)"
        if not yes and not self.session.world.interactive:
            raise Misused(
                "Nobody is here to ask, so nothing was published.", "To publish without being asked, add --yes."
            )
        return Questions(self.session).agreed(question, yes=yes)

    def _send(self, changes: Changes, target: Target, built: Built, place: Deploy) -> int:
        from generator.deploy.transfer import transfer  # noqa: PLC0415
        from generator.report.progress import progress  # noqa: PLC0415

        assert built.site is not None
        url = built.site.shop.url
        if built.next_change:
            hand_on("next", int(built.next_change.timestamp()), self.session)
        if not changes.nothing:
            self.began = True
            note = f"Etalase: {built.site.shop.name.everything()[:60]}".splitlines()[0]
            with progress(self.errors, self.words, self.session.world.seconds, doing="Sending") as step:
                transfer(changes, target, note, step=step)
        else:
            self.screen.say(self.words.text("The live site is up to date."))
        if self.into:
            self._say_carried(built)
            return 0
        if place.zip:
            self.screen.say(self.words.text("Now drag {file} onto the page of your host.", file=place.zip))
        elif url:
            self._look(url, _pages(built.outputs, changes.put))
        if url:
            _say_address(url, self.screen, self.words)
        else:
            self.screen.say(
                self.words.text("Published. Write its address as `url:` into shop.yaml, then deploy again.")
            )
        return 0

    def _say_carried(self, built: Built) -> None:
        """The site is in a folder that something else carries to its host: there is nothing to look at yet."""
        from generator.page.i18n import breakable, format_moment  # noqa: PLC0415

        lines = [self.words.plural("{count} page.", "{count} pages.", built.pages)]
        if built.next_change:
            when = built.next_change.astimezone(zone_of(self.root))
            moment = breakable(format_moment(when, self.words.language))
            lines.append(self.words.text("The next change: {when}", when=moment))
        for line in lines:
            self.screen.say(line)
        summarise_lines(self.words.text("The site is ready"), lines, self.session)

    def _look(self, url: str, pages: Sequence[Output]) -> None:
        from generator.deploy import live  # noqa: PLC0415
        from generator.deploy.failures import LIVE_OTHER, LIVE_SILENT  # noqa: PLC0415
        from generator.report.deployment import seen_line  # noqa: PLC0415

        seen = live.look(url, pages, live.fetch_page)
        if seen.same:
            self.screen.say(seen_line(len(seen.same), self.words))
        found = [problem(LIVE_OTHER, address=address) for address in seen.other[:3]]
        found += [problem(LIVE_SILENT, address=address, reason=reason) for address, reason in seen.silent[:3]]
        if found:
            self.errors.problems(found, self.words)


def _pages(outputs: Sequence[Output], sent: Sequence[str]) -> tuple[Output, ...]:
    """The pages to look at: the landing page, then those that were sent."""
    from generator.page.addresses import LANDING, folder_of  # noqa: PLC0415

    wanted = {LANDING, *sent}
    pages = [each for each in outputs if each.path in wanted and folder_of(each.path) != each.path]
    return tuple(sorted(pages, key=lambda each: (each.path != LANDING, each.path)))


def _say_address(url: str, screen: Screen, words: Catalogue) -> None:
    from generator.media.qr import qr_lines  # noqa: PLC0415

    if screen.is_terminal:
        for line in qr_lines(url):
            screen.say(line)
    screen.say(words.text("Its address: {address}", address=url))
