"""Percent, Cohen's and Fleiss' kappa, against the examples their authors published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement.measure import add
from claims.agreement.nominal import COHEN, FLEISS, PERCENT, cohen_kappa, confusion, fleiss_kappa

# Cohen (1960), table 2: two psychiatrists, 200 patients.
COHEN_1960 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
# Fleiss' kappa as worked through in its Wikipedia article: 14 raters, 10 subjects, 5 categories.
FOURTEEN = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
ITEMS = st.lists(st.dictionaries(st.integers(1, 4), st.sampled_from("abc"), max_size=4), max_size=12)


def table(rows: list[list[int]]) -> dict[tuple[object, object], float]:
    return {(row, column): number for row, found in enumerate(rows) for column, number in enumerate(found)}


def as_items(rows: list[list[int]]) -> list[dict[int, int]]:
    cells = [(r, c, number) for r, found in enumerate(rows) for c, number in enumerate(found)]
    return [{1: r, 2: c} for r, c, number in cells for _ in range(number)]


def test_cohens_own_example() -> None:
    assert cohen_kappa(table(COHEN_1960)) == pytest.approx(0.492, abs=0.0005)
    assert COHEN(as_items(COHEN_1960)) == pytest.approx(0.492, abs=0.0005)
    assert PERCENT(as_items(COHEN_1960)) == pytest.approx(0.70)


@pytest.mark.parametrize(
    ("rows", "kappa"),
    [
        ([[20, 5], [10, 15]], 0.4),
        # The same agreement in percent, and another kappa, where the values are rarer.
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        ([[0, 5], [5, 0]], -1),
        ([[5, 0], [0, 5]], 1),
    ],
)
def test_kappa_of_small_tables(rows: list[list[int]], kappa: float) -> None:
    assert cohen_kappa(table(rows)) == pytest.approx(kappa, abs=0.0001)


def test_fleiss_worked_example() -> None:
    assert fleiss_kappa(FOURTEEN) == pytest.approx(0.210, abs=0.0005)
    items = [dict(enumerate(v for v, n in enumerate(row) for _ in range(n))) for row in FOURTEEN]
    assert FLEISS(items) == pytest.approx(0.210, abs=0.0005)


def test_fleiss_asks_for_as_many_of_each() -> None:
    for rows in ([[2, 0], [1, 2]], [[1, 0], [0, 1]]):
        with pytest.raises(ValueError, match="same number of reviewers"):
            fleiss_kappa(rows)


def test_where_items_have_different_numbers_of_reviewers_the_commonest_counts() -> None:
    two = [{1: "a", 2: "a"}, {1: "b", 2: "b"}, {1: "a", 2: "b"}]
    assert FLEISS([*two, {1: "a", 2: "b", 3: "c"}]) == FLEISS(two)


def test_what_nobody_or_one_alone_spoke_of_has_no_figure() -> None:
    for measure in (PERCENT, COHEN, FLEISS):
        assert measure([]) is None
        assert measure([{}, {1: "a"}]) is None
    assert cohen_kappa({}) is None
    assert fleiss_kappa([]) is None


def test_of_one_value_throughout_chance_explains_all() -> None:
    same = [{1: "a", 2: "a"}] * 5
    assert PERCENT(same) == 1
    assert COHEN(same) is None
    assert FLEISS(same) is None


def test_cohen_of_more_than_two_is_the_mean_over_pairs_by_their_items() -> None:
    first = [{1: "a", 2: "a"}, {1: "b", 2: "b"}]
    second = [{2: "a", 3: "b"}, {2: "b", 3: "a"}, {2: "a", 3: "b"}, {2: "b", 3: "a"}]
    assert COHEN(first) == 1
    assert COHEN(second) == -1
    assert COHEN(first + second) == pytest.approx((2 * 1 + 4 * -1) / 6)


def test_confusion_has_the_reviewer_with_the_lower_id_first() -> None:
    assert confusion([{2: "no", 1: "yes"}, {1: "yes", 2: "no"}, {1: "no", 2: "yes"}, {1: "yes"}]) == {
        ("yes", "no"): 2,
        ("no", "yes"): 1,
    }


@given(ITEMS, ITEMS)
def test_figures_ask_for_no_order_and_add_up(one: list[dict[int, str]], other: list[dict[int, str]]) -> None:
    for measure in (PERCENT, COHEN, FLEISS):
        found = measure(one + other)
        assert found is None or -1 <= found <= 1
        assert measure(other + one) == (None if found is None else pytest.approx(found))
        summed = measure.value(add([measure.tally(one), measure.tally(other)]))
        assert summed == (None if found is None else pytest.approx(found))
