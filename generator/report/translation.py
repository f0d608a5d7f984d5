"""How complete the languages of a shop are, as lines.

Owns this table. What counts as missing is known from reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.page.catalogue import Catalogue
from generator.page.i18n import language_name
from generator.source.wordings import Wording


def completeness_lines(
    wordings: Sequence[Wording], languages: Sequence[str], published: Sequence[str], catalogue: Catalogue
) -> Iterator[str]:
    """One line for each of the `languages`, and below it the files that lack something; the first of `published` is
    the shop's own."""
    for language in languages:
        address = "/" if language == published[0] else f"/{language}/"
        done = sum(language in text.languages for text in wordings)
        counts = catalogue.text("{done} of {count} texts", done=done, count=len(wordings))
        yield f"{language_name(language)} ({address}): {counts}"
        for home in dict.fromkeys(text.home for text in wordings):
            texts = [text for text in wordings if text.home == home]
            missing = [text for text in texts if language not in text.languages]
            if missing:
                count = catalogue.plural("{count} is missing", "{count} are missing", len(missing))
                yield f"  {home}: {count}"
