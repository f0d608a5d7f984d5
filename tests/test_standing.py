"""Codes, quotas, counts and the windows of a repeating PO."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

from shopkit import write_shop

from generator.shop import standing as facts
from generator.shop.model.campaign import Campaign
from generator.shop.schedule import State
from generator.source.load import load_site

WIB = ZoneInfo("Asia/Jakarta")


def campaign(tmp_path: Path, text: str) -> Campaign:
    loaded = load_site(write_shop(tmp_path, po=dedent(text)))
    assert not loaded.problems
    assert loaded.site is not None
    return loaded.site.campaigns[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def test_codes_are_made_by_order_where_none_is_said(tmp_path: Path) -> None:
    made = campaign(
        tmp_path,
        """
        title: Kaus
        closes: 2027-01-05
        items:
          - name: Polos
            price: 90.000
          - name: Sablon
            price: 120.000
            variants: [S, M]
          - name: Topi
            code: t9
            price: 75rb
        """,
    )
    assert [line.code for line in facts.sellables(made)] == ["1", "2-1", "2-2", "T9"]


def test_package_draws_on_the_quota_of_its_parts(tmp_path: Path) -> None:
    made = campaign(
        tmp_path,
        """
        title: Parfum
        closes: 2027-01-05
        items:
          - name: 30 ml
            code: A1
            price: 150.000
            quota: 10
          - name: Paket
            code: P1
            price: 280.000
            contains:
              A1: 2
        """,
    )
    a1, p1 = facts.sellables(made)
    assert facts.drawn(made, {"A1": 5, "P1": 2}) == {"A1": 9, "P1": 2}
    assert not facts.is_full(made, a1, {"A1": 5, "P1": 2})
    assert facts.is_full(made, p1, {"A1": 5, "P1": 2}), "one bottle is left and a package needs two"


def test_quota_of_an_item_counts_all_its_variants(tmp_path: Path) -> None:
    made = campaign(
        tmp_path,
        """
        title: Kaus
        closes: 2027-01-05
        items:
          - name: Kaus
            code: K
            price: 90.000
            quota: 5
            variants:
              - name: S
                code: KS
              - name: M
                code: KM
        """,
    )
    assert all(facts.is_full(made, line, {"KS": 2, "KM": 3}) for line in facts.sellables(made))
    assert not any(facts.is_full(made, line, {"KS": 2, "KM": 2}) for line in facts.sellables(made))


WEEKLY = """
    title: Roti
    price: 45rb
    repeats:
      every: weekly
      opens: Senin 09:00
      closes: Kamis 21:00
      ships: Sabtu
      from: 2026-11-30
    batches:
      - number: 1
        counted: 2026-12-01 12:00
        taken:
          1: 7
      - number: 3
        skip: yes
"""


def test_repeating_po_has_one_phase_per_window(tmp_path: Path) -> None:
    made = campaign(tmp_path, WEEKLY)
    first = facts.standing(made, at("2026-12-01T10:00"), WIB)
    between = facts.standing(made, at("2026-12-04T10:00"), WIB)
    assert (first.state, first.number) == (State.OPEN, 1)
    assert (between.state, between.number) == (State.UPCOMING, 2)
    assert between.previous is not None
    assert (between.previous.state, between.previous.number) == (State.CLOSED, 1)


def test_facts_of_one_window_never_leak_into_the_next(tmp_path: Path) -> None:
    made = campaign(tmp_path, WEEKLY)
    assert facts.standing(made, at("2026-12-01T13:00"), WIB).taken == {"1": 7}
    assert facts.standing(made, at("2026-12-08T13:00"), WIB).taken is None


def test_window_that_is_skipped_never_opens(tmp_path: Path) -> None:
    made = campaign(tmp_path, WEEKLY)
    skipped = facts.standing(made, at("2026-12-15T10:00"), WIB)
    assert (skipped.state, skipped.number) == (State.UPCOMING, 4)


def test_po_without_a_closing_stays_open_until_its_quota_is_taken(tmp_path: Path) -> None:
    text = """
        title: Lilin
        price: 85.000
        quota: 20
        closes: when full
        counted: 2026-12-10 10:00
        taken:
          1: {taken}
    """
    open_ = campaign(tmp_path / "a", text.format(taken=19))
    full = campaign(tmp_path / "b", text.format(taken=20))
    assert facts.standing(open_, at("2027-06-01T10:00"), WIB).state is State.OPEN
    assert facts.standing(full, at("2026-12-11T10:00"), WIB).state is State.FULL
