from __future__ import annotations

import pytest

from claims.agreement.anchoring import Sheet, anchoring
from claims.agreement.reading import Mark


def marks(*places: tuple[str, int, int]) -> tuple[Mark, ...]:
    return tuple(Mark(number, *place) for number, place in enumerate(places))


A, B, C = ("casualty", 0, 10), ("statement", 20, 30), ("casualty", 40, 50)
NEAR_A = ("casualty", 2, 14)


def test_recall_is_taken_where_nobody_saw_the_proposals() -> None:
    sheets = [
        Sheet(1, True, marks(A, B), (marks(NEAR_A, C),), marks(NEAR_A, C)),
        Sheet(2, False, marks(A, B), (marks(A, B),), marks(A, B)),
    ]
    every, casualty, statement = anchoring(sheets, ("casualty", "statement"))
    assert (every.recall.part, every.recall.whole, every.recall.value) == (1, 2, 0.5)
    assert every.recall_exact.part == 0
    assert every.recall_aided.value == 1
    assert (casualty.recall.part, casualty.recall.whole) == (1, 2)
    assert statement.recall.value is None


def test_pull_is_how_much_more_often_a_shown_proposal_stands() -> None:
    sheets = [
        Sheet(1, True, marks(A, B), (marks(A), marks(NEAR_A)), ()),
        Sheet(2, False, marks(A, B), (marks(A, B), marks(A)), ()),
    ]
    (every,) = anchoring(sheets, ())
    assert (every.pull_exact.shown.value, every.pull_exact.hidden.value) == (0.75, 0.25)
    assert every.pull_exact.difference == 0.5
    assert (every.pull.shown.value, every.pull.hidden.value, every.pull.difference) == (0.75, 0.5, 0.25)
    assert every.pull.interval is None


def test_overlap_of_another_kind_is_none() -> None:
    (every,) = anchoring([Sheet(1, True, marks(("framing", 0, 10)), (marks(A),), marks(A))], ())
    assert every.recall.part == every.pull.hidden.part == 0


def test_without_one_of_the_groups_there_is_no_pull() -> None:
    (every,) = anchoring([Sheet(1, False, marks(A), (marks(A),), marks(A))], ())
    assert every.pull.difference is None
    assert every.recall.value is None
    assert anchoring([], ("casualty",))[0].recall.whole == 0


def test_intervals_come_with_enough_articles_and_hold_the_figure() -> None:
    sheets = [
        Sheet(place, place % 2 == 0, marks(A), (marks(A) if place % 2 or place % 4 else (),), marks(A))
        for place in range(60)
    ]
    (every,) = anchoring(sheets, ())
    assert every.pull.difference == pytest.approx(0.5)
    low, high = every.pull.interval or (1, 0)
    assert 0.2 < low < 0.5 < high < 0.8
