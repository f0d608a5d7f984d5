"""The shop's voice: sentences, prices and dates in the page's language.

Owns how values of the model become text. It must not decide what a page shows.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal

from generator.page import datepatterns as patterns
from generator.page import i18n
from generator.page.catalogue import Catalogue
from generator.page.fields import fill
from generator.page.i18n import NBSP
from generator.page.present.marks import MarkedNumber, Marks
from generator.page.views import FigureView, LeafView, WhenView
from generator.shop.costs import Amount, Cost
from generator.shop.durations import After, Due, Duration, Event, Unit
from generator.shop.hours import Hours
from generator.shop.moments import Moment
from generator.shop.money import Fixed, Rest, Share
from generator.shop.periods import Days, Precision, Span
from generator.shop.text import Text
from generator.structs import Frozen, replace

_EVENTS = {
    Event.ORDER: "the order",
    Event.CONFIRMATION: "the confirmation",
    Event.RECAP: "the recap",
    Event.PAYMENT: "payment",
    Event.DEPOSIT: "the deposit",
    Event.BALANCE: "the balance",
    Event.READY: "the goods are ready",
    Event.OPENING: "the opening",
    Event.CLOSING: "the closing",
    Event.SHIPPING: "shipping",
    Event.ARRIVAL: "the parcel arrived",
}
"""Each stands in "{duration} after {event}" and in "on {event}"."""


class Words(Frozen):
    """Everything said in one language by one shop. `alone` is a shop of one person, which says "saya". With `marks`
    the dates of later windows are marked, so that a script can put other ones in their place. `own` is the shop's
    language: what the seller said in no other is said in it."""

    catalogue: Catalogue
    currency: str
    zone: tzinfo
    alone: bool = False
    marks: Marks | None = None
    own: str = ""

    @property
    def language(self) -> str:
        return self.catalogue.language

    def __call__(self, message: str, /, **fields: object) -> str:
        """The sentence in this language. A shop of one has sentences of its own, under the context `alone`."""
        if self.alone:
            own = self.catalogue.unfilled(message, context="alone")
            if own != message:
                return fill(own, fields)
            if self.language == "en":
                return fill(_in_singular(message), fields)
        return fill(self.catalogue.unfilled(message), fields)

    def plural(self, one: str, many: str, count: int, /, **fields: object) -> str:
        return self.catalogue.plural(one, many, count, **{"count": self.number(count), **fields})

    def text(self, text: Text | None) -> str:
        """What the seller wrote, in this language where there is a version of it."""
        return text.in_(self.language, self.own) if text else ""

    # Numbers and money

    def number(self, value: int | Decimal) -> str:
        return i18n.format_number(value, self.language)

    def money(self, amount: int) -> str:
        return i18n.format_money(amount, self.currency, self.language)

    def money_range(self, low: int, high: int) -> str:
        return i18n.format_money_range(low, high, self.currency, self.language)

    def figures(self, low: int, high: int, *, before: str = "") -> tuple[FigureView, ...]:
        """The sums of `money_range`, each in its parts, with `before` in front of its sign."""
        texts = dict.fromkeys(f"{before}{self.money(amount)}" for amount in (low, high))
        return tuple(FigureView(sign=sign, lead=lead, rest=rest) for sign, lead, rest in map(i18n.split_money, texts))

    def percent(self, hundredths: int) -> str:
        value = Decimal(hundredths) / 100
        return i18n.format_percent(value.normalize() if value % 1 else int(value), self.language)

    def amount(self, amount: Amount) -> str:
        """What one payment asks for."""
        if isinstance(amount, Share):
            return self.percent(amount.percent)
        if isinstance(amount, Fixed):
            return self.money(amount.amount)
        return self("the rest") if isinstance(amount, Rest) else self("follows")

    def cost(self, cost: Cost | None) -> str:
        if cost is None:
            return ""
        if cost.low is None or cost.high is None:
            return self("follows from the admin")
        return self("free of charge") if cost.high == 0 else self.money_range(cost.low, cost.high)

    def weight(self, grams: int) -> str:
        if grams < 1000:
            return f"{self.number(grams)} g"
        return (
            f"{self.number((Decimal(grams) / 1000).normalize())} kg"
            if grams % 1000
            else f"{self.number(grams // 1000)} kg"
        )

    # Time

    def moment(self, moment: Moment, style: i18n.DateStyle = "medium") -> str:
        """`Min, 20 Des 2026, 23.59 WIB`; only the day where no time was written and none is meant."""
        minute = patterns.minute_number(as_read(moment))
        if not (moment.ends_day or moment.has_time):
            day = i18n.format_date(moment.day, self.language, style=style)
            return self._marked(day, patterns.day_pattern(style), patterns.day_number(moment.day))
        if not moment.ends_day:
            text = i18n.format_moment(moment.at, self.language, style=style)
            return self._marked(text, patterns.moment_pattern(self.language, style), minute)
        day = i18n.format_date(moment.day, self.language, style=style)
        text = f"{day}, {i18n.format_clock(moment.clock, self.language)} {i18n.zone_name(moment.at)}"
        return self._marked(text, patterns.moment_pattern(self.language, style, gap=" "), minute)

    def day(self, moment: Moment) -> str:
        return self._day(moment.day)

    def day_and_clock(self, moment: Moment) -> tuple[str, str]:
        """The two parts of `moment`: `20 Des 2026` and `, 23.59 WIB`, the second empty where only the day is meant."""
        plain = replace(self, marks=None)
        clock = plain.moment(moment).removeprefix(plain.day(moment))
        pattern = patterns.clock_pattern(self.language, gap=" " if moment.ends_day else NBSP)
        return self.day(moment), clock and self._marked(clock, pattern, patterns.minute_number(as_read(moment)))

    def when(self, moment: Moment) -> WhenView:
        """The moment for people and machines."""
        if moment.has_time:
            iso = moment.at.isoformat(timespec="minutes")
        elif moment.ends_day:
            iso = f"{moment.day.isoformat()}T23:59{moment.at.isoformat(timespec='minutes')[16:]}"
        else:
            iso = self._marked(moment.day.isoformat(), patterns.ISO_DAY, patterns.day_number(moment.day))
            return WhenView(text=self.moment(moment), iso=iso)
        iso = self._marked(iso, patterns.ISO_MOMENT, patterns.minute_number(as_read(moment)))
        return WhenView(text=self.moment(moment), iso=iso)

    def leaf(self, on: Moment | Days | date) -> LeafView | None:
        """The parts of a date; None for days known to the month only."""
        if isinstance(on, Days):
            return self._leaf_of_days(on)
        moment = on if isinstance(on, Moment) and (on.ends_day or on.has_time) else None
        day = on.day if isinstance(on, Moment) else on
        value = patterns.minute_number(as_read(moment)) if moment else patterns.day_number(day)

        def part(name: i18n.DatePart) -> str:
            text = i18n.format_part(day, name, self.language)
            return self._marked(text, patterns.part_pattern(name, timed=bool(moment)), value)

        time = ""
        if moment:
            clock = f"{i18n.format_clock(moment.clock, self.language)}{i18n.NBSP}{i18n.zone_name(moment.at)}"
            time = self._marked(clock, patterns.time_pattern(self.language), value)
        return LeafView(day=part("day"), month=part("month"), year=part("year"), weekday=part("weekday"), time=time)

    def _leaf_of_days(self, days: Days) -> LeafView | None:
        if days.precision is Precision.MONTH:
            return None
        ends = patterns.day_number(days.first), patterns.day_number(days.last)

        def part(name: i18n.DatePart) -> str:
            text = i18n.format_range_part(days.first, days.last, name, self.language)
            return self._marked(text, patterns.part_range_pattern(name), *ends)

        return LeafView(day=part("day"), month=part("month"), year=part("year"))

    def now(self, now: datetime) -> str:
        text = i18n.format_moment(now.astimezone(self.zone), self.language, style="medium")
        return self._marked(text, patterns.moment_pattern(self.language, "medium"), patterns.minute_number(now))

    def days(self, days: Days) -> str:
        if days.precision is Precision.MONTH:
            return i18n.format_month_range(days.first, days.last, self.language)
        text = i18n.format_date_range(days.first, days.last, self.language)
        ends = patterns.day_number(days.first), patterns.day_number(days.last)
        return self._marked(text, patterns.range_pattern(), *ends)

    def last_day(self, days: Days) -> str:
        return self._day(days.last)

    def batch(self, number: int) -> str:
        """The number of a window, which the next one has another of."""
        return self._marked(str(number), patterns.NUMBER, number)

    def calendar_time(self, at: datetime) -> str:
        """As calendars read it in an address: `20261220T165900Z`."""
        text = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return self._marked(text, patterns.CALENDAR, patterns.minute_number(at))

    def clock_number(self, number: int, pattern: patterns.Pattern, at: datetime) -> int:
        """A number that says something of an instant, for scripts."""
        marked = self._marked(str(number), pattern, patterns.minute_number(at))
        return MarkedNumber(number, marked) if marked != str(number) else number

    def _day(self, day: date) -> str:
        text = i18n.format_date(day, self.language, style="medium")
        return self._marked(text, patterns.day_pattern(), patterns.day_number(day))

    def _marked(self, text: str, pattern: patterns.Pattern, *values: int) -> str:
        return self.marks.mark(text, pattern, *values) if self.marks else text

    def span(self, span: Span | None, known: Days | None = None) -> str:
        """The absolute days where they are known, else the words: `3–4 minggu setelah tutup`."""
        if span is None and known is None:
            return ""
        if known is not None:
            return self.days(known)
        return self.days(span) if isinstance(span, Days) else self.after(span) if span else ""

    def duration(self, duration: Duration) -> str:
        if duration.unit is Unit.WORKDAYS:
            few, most = self.number(duration.least), self.number(duration.most)
            numbers = few if duration.least == duration.most else f"{few}–{most}"
            return self.plural("{count} working day", "{count} working days", duration.most, count=numbers)
        unit = _UNITS[duration.unit]
        return i18n.format_duration_range(duration.least, duration.most, unit, self.language)

    def after(self, after: After) -> str:
        event = self.event(after.event)
        if after.duration is None:
            return self("at {event}", event=event)
        return self("{duration} after {event}", duration=self.duration(after.duration), event=event)

    def event(self, event: Event) -> str:
        """The event as a noun: `konfirmasi`, `barang siap`."""
        return self(_EVENTS[event])

    def due(self, due: Due | None) -> str:
        if due is None:
            return ""
        return self.moment(due) if isinstance(due, Moment) else self.after(due)

    def hours(self, hours: Hours) -> str:
        parts = []
        for shift in hours.shifts:
            days = self.weekdays(shift.weekdays)
            opens, closes = (
                i18n.format_clock(shift.opens, self.language),
                i18n.format_clock(shift.closes, self.language),
            )
            parts.append(f"{days} {opens}–{closes}")
        return f"{', '.join(parts)} {i18n.zone_name(datetime(2026, 1, 1, tzinfo=hours.zone))}"

    def weekdays(self, days: tuple[int, ...]) -> str:
        names = [i18n.format_weekday(day, self.language, wide=False) for day in days]
        if len(days) == 7:
            return self("Every day")
        if len(days) > 2 and list(days) == list(range(days[0], days[0] + len(days))):
            return f"{names[0]}–{names[-1]}"
        return ", ".join(names)


def as_read(moment: Moment) -> datetime:
    """The instant that people read: a day that ends is over at the next midnight, and reads 23.59."""
    at = moment.at.astimezone(UTC)
    return at - timedelta(minutes=1) if moment.ends_day else at


_UNITS: dict[Unit, i18n.Unit] = {
    Unit.MINUTES: "minute",
    Unit.HOURS: "hour",
    Unit.DAYS: "day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
}

_SINGULAR = {"we": "I", "us": "me", "our": "my", "ours": "mine", "are we": "am I", "we are": "I am"}


def _in_singular(message: str) -> str:
    """English messages for a shop of one; messages are written so that these words are all that changes."""

    def single(found: re.Match[str]) -> str:
        word = _SINGULAR[found[0].lower()]
        return word[0].upper() + word[1:] if found[0][0].isupper() else word

    return re.sub(r"\b(?:we are|are we|we|us|ours|our)\b", single, message, flags=re.IGNORECASE)
