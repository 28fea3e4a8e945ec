"""Charts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from claims.templatetags.charts import HEIGHT, WIDTH, bar_chart, line_chart

VALUES = st.lists(st.none() | st.floats(-1, 1), min_size=1, max_size=30)


def drawn(labels: list[str], series: list[tuple[str, list[Any]]]) -> str:
    return render_to_string("claims/_line_chart.html", line_chart("Over weeks", labels, series))


def test_each_series_has_its_line_its_mark_and_its_name() -> None:
    svg = drawn(["w1", "w2"], [("One & all", [0.5, 1.0]), ("Other", [0.2, None])])
    assert 'role="img" aria-label="Over weeks"' in svg
    assert svg.count("<title>") == 3
    assert "One &amp; all, w1: 0.500" in svg
    assert "chart-line-0" in svg
    assert "chart-line-1" in svg
    assert 'style="' not in svg


def test_a_value_that_is_missing_leaves_a_hole() -> None:
    line = line_chart("t", list("abcde"), [("s", [0.1, 0.2, None, 0.4, 0.5])])["lines"][0]
    assert len(line.pieces) == 2
    assert len(line.points) == 4


def test_higher_is_up_and_the_floor_goes_below_zero_only_where_values_do() -> None:
    chart = line_chart("t", ["a", "b"], [("s", [0.0, 1.0])])
    (_, low, *_), (_, high, *_) = chart["lines"][0].points
    assert high < low
    assert [label for _, label in chart["ticks"]] == ["0.00", "0.25", "0.50", "0.75", "1.00"]
    assert line_chart("t", ["a"], [("s", [-0.3])])["ticks"][0][1] == "-0.50"


@given(VALUES)
def test_every_point_is_on_the_picture(values: list[float | None]) -> None:
    chart = line_chart("t", [str(n) for n in range(len(values))], [("s", values)])
    for x, y, _, _ in chart["lines"][0].points:
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


@pytest.mark.parametrize("number", [1, 8, 9, 52])
def test_labels_are_few_enough_to_read(number: int) -> None:
    svg = drawn([f"2026-W{n:02}" for n in range(number)], [("s", [0.5] * number)])
    assert len(re.findall(r'text-anchor="middle"', svg)) <= 8


def test_bars_are_stacked_and_say_their_values():
    drawn = bar_chart("Weeks", ["1 Jun", "8 Jun"], [("one", [3, 0]), ("two", [1, 2])])
    (low, high, single) = drawn["bars"]
    assert (low.words, high.words, single.words) == ("one, 1 Jun: 3", "two, 1 Jun: 1", "two, 8 Jun: 2")
    assert high.y + high.height == pytest.approx(low.y, abs=0.2)
    assert low.height == pytest.approx(3 * high.height, abs=0.4)
    assert [label for _y, label in drawn["ticks"]] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("most", "top"), [(0, 4), (4, 4), (5, 8), (9, 10), (11, 20), (130, 200), (999, 1000), (4001, 8000)]
)
def test_the_axis_ends_at_a_round_number(most, top):
    drawn = bar_chart("Weeks", ["now"], [("one", [most])])
    assert float(drawn["ticks"][-1][1]) == top


def test_bars_of_nothing():
    assert bar_chart("Weeks", [], [])["bars"] == []
