"""Which claim of one is which of another's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.agreement.align import matched, overlapping, share, units
from claims.agreement.reading import Document, Mark, Reading


def document(*marks: list[Mark]) -> Document:
    readings = tuple(Reading(who, tuple(found)) for who, found in enumerate(marks, 1))
    return Document(1, "A", 100, ((0, 100),), readings)


def found(article: Document) -> list[dict[int, int]]:
    return [{who: mark.claim for who, mark in unit.items()} for unit in units(article)]


def mark(claim: int, start: int, end: int, kind: str = "casualty") -> Mark:
    return Mark(claim, kind, start, end)


def test_marks_of_one_claim_are_one_unit_whatever_was_made_of_them() -> None:
    article = document([mark(1, 0, 10)], [mark(1, 40, 50, "framing")])
    assert found(article) == [{1: 1, 2: 1}]


def test_other_marks_are_joined_where_kind_and_place_say_so() -> None:
    assert found(document([mark(1, 0, 10)], [mark(2, 9, 20)])) == [{1: 1, 2: 2}]
    assert found(document([mark(1, 0, 10)], [mark(2, 10, 20)])) == [{1: 1}, {2: 2}]
    assert found(document([mark(1, 0, 10)], [mark(2, 0, 10, "framing")])) == [{1: 1}, {2: 2}]


def test_the_closest_are_joined_first_and_each_once() -> None:
    article = document([mark(1, 0, 10), mark(2, 8, 20)], [mark(3, 7, 20)])
    assert found(article) == [{1: 1}, {1: 2, 2: 3}]
    # One claim of the record stays one, even if another mark is closer.
    article = document([mark(1, 0, 10), mark(2, 30, 40)], [mark(2, 0, 10)])
    assert found(article) == [{1: 1}, {1: 2, 2: 2}]


def test_three_readers_share_a_unit() -> None:
    article = document([mark(1, 0, 10)], [mark(2, 1, 10)], [mark(1, 0, 10), mark(3, 50, 60)])
    assert found(article) == [{1: 1, 2: 2, 3: 1}, {3: 3}]


def test_share_is_that_of_jaccard() -> None:
    assert share(mark(1, 0, 10), mark(2, 5, 15)) == 5 / 15
    assert share(mark(1, 0, 10), mark(2, 0, 10)) == 1


MARKS = st.lists(
    st.builds(
        lambda start, length, kind: (start, start + length, kind),
        st.integers(0, 40),
        st.integers(1, 20),
        st.sampled_from(["a", "b"]),
    ),
    max_size=6,
)


@given(st.lists(MARKS, min_size=3, max_size=3))
def test_every_mark_is_in_one_unit_and_none_holds_two_of_a_person(spans: list[list[tuple[int, int, str]]]) -> None:
    number = 0
    readings = []
    for who, rows in enumerate(spans):
        marks = []
        for start, end, kind in rows:
            number += 1
            marks.append(Mark(number, kind, start, end))
        readings.append(Reading(who, tuple(marks)))
    article = Document(1, "A", 100, (), tuple(readings))
    joined = units(article)
    assert sorted(m.claim for unit in joined for m in unit.values()) == list(range(1, number + 1))
    assert all(len({m.kind for m in unit.values()}) == 1 for unit in joined)


@given(MARKS, MARKS)
def test_overlaps_are_found_as_by_looking_at_every_pair(one: list[tuple[int, int, str]], other: list) -> None:
    first, second = (Reading(1, tuple(Mark(n, k, s, e) for n, (s, e, k) in enumerate(rows))) for rows in (one, other))
    expected = {
        (a.claim, b.claim)
        for a in first.marks
        for b in second.marks
        if a.kind == b.kind and min(a.end, b.end) > max(a.start, b.start)
    }
    assert {(a.claim, b.claim) for a, b in overlapping(first, second)} == expected
    assert matched(first, second) <= min(len(first.marks), len(second.marks))
    assert (matched(first, second) > 0) == bool(expected)
    assert matched(first, first) == len(first.marks)
