"""Agreement on sets."""

from __future__ import annotations

import pytest

from claims.agreement.sets import F1, JACCARD, f1, jaccard


def test_jaccard_and_f1_of_two_sets() -> None:
    assert jaccard({1, 2, 3}, {2, 3, 4}) == 0.5
    assert jaccard({1}, {2}) == 0
    assert jaccard({1}, set()) == 0
    assert jaccard(set(), set()) is None
    assert f1(2, 3, 3) == pytest.approx(2 / 3)
    assert f1(0, 2, 0) == 0
    assert f1(0, 0, 0) is None


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    precision, recall = 2 / 5, 2 / 3
    assert f1(2, 5, 3) == pytest.approx(2 * precision * recall / (precision + recall))


def test_f1_counts_over_all_items_and_jaccard_is_the_mean_of_each() -> None:
    items = [{1: {"a", "b"}, 2: {"b"}}, {1: {"c"}, 2: {"c"}}, {1: set(), 2: set()}, {1: {"d"}}]
    assert F1(items) == pytest.approx(2 * 2 / (3 + 2))
    assert JACCARD(items) == pytest.approx((0.5 + 1) / 2)


def test_of_three_each_two_are_compared() -> None:
    items = [{1: {"a"}, 2: {"a"}, 3: {"b"}}]
    assert JACCARD(items) == pytest.approx(1 / 3)
    assert F1(items) == pytest.approx(2 / 6)


def test_of_nothing_there_is_no_figure() -> None:
    for measure in (F1, JACCARD):
        assert measure([]) is None
        assert measure([{1: set(), 2: set()}]) is None
        assert measure.value({}) is None
