"""Krippendorff's alpha, against the examples he published and against its definition."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement.alpha import ALPHA, ALPHA_INTERVAL
from claims.agreement.measure import Measure, add

# Krippendorff (2011), section C: four observers, twelve units, "." for no answer.
FOUR = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
# Section A: two observers, binary; section B: two observers, nominal.
BINARY = ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]
NOMINAL = ["a a b b d c c c e d d a", "b a b b b c c c e d d d"]
NUMBERS = st.lists(st.dictionaries(st.integers(1, 4), st.integers(0, 5), max_size=4), max_size=8)


def items(rows: list[str], kind: Callable[[str], Any] = int) -> list[dict[int, Any]]:
    columns = zip(*(row.split() for row in rows), strict=True)
    return [{who: kind(value) for who, value in enumerate(column) if value != "."} for column in columns]


def test_krippendorffs_own_examples() -> None:
    assert ALPHA(items(FOUR)) == pytest.approx(0.743, abs=0.0005)
    assert ALPHA_INTERVAL(items(FOUR)) == pytest.approx(0.849, abs=0.0005)
    assert ALPHA(items(BINARY)) == pytest.approx(0.095, abs=0.0005)
    assert ALPHA(items(NOMINAL, str)) == pytest.approx(0.692, abs=0.0005)
    # Of two values every difference is the same difference.
    assert ALPHA_INTERVAL(items(BINARY)) == pytest.approx(ALPHA(items(BINARY)))


def by_definition(data: list[dict[int, int]], apart: Callable[[int, int], float]) -> float | None:
    paired = [list(item.values()) for item in data if len(item) > 1]
    values = [value for found in paired for value in found]
    n = len(values)
    observed = sum(apart(a, b) / (len(found) - 1) for found in paired for a, b in permutations(found, 2)) / (n or 1)
    expected = sum(apart(a, b) for a, b in permutations(values, 2)) / (n * (n - 1) or 1)
    return 1 - observed / expected if expected else None


@given(NUMBERS, NUMBERS)
def test_it_is_what_its_definition_says_and_adds_up(one: list[dict[int, int]], other: list[dict[int, int]]) -> None:
    whole = one + other
    cases: list[tuple[Measure, Callable[[int, int], float]]] = [
        (ALPHA, lambda a, b: float(a != b)),
        (ALPHA_INTERVAL, lambda a, b: float(a - b) ** 2),
    ]
    for measure, apart in cases:
        expected = by_definition(whole, apart)
        assert measure(whole) == (None if expected is None else pytest.approx(expected, abs=1e-9))
        summed = measure.value(add([measure.tally(one), measure.tally(other)]))
        assert summed == (None if expected is None else pytest.approx(expected, abs=1e-9))


def test_without_pairs_or_without_any_difference_there_is_no_figure() -> None:
    for measure in (ALPHA, ALPHA_INTERVAL):
        assert measure([]) is None
        assert measure([{}, {1: 3}, {2: 4}]) is None
        assert measure([{1: 3, 2: 3}, {1: 3, 2: 3}]) is None
        assert measure([{1: 3, 2: 3}, {1: 4, 2: 4}]) == 1
    # Numbers of which rounding leaves a difference that is none.
    assert ALPHA_INTERVAL([{1: 0.1 + 0.2, 2: 0.3}] * 40) is None
