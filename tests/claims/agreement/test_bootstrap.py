"""Intervals."""

from __future__ import annotations

import random

import pytest

from claims.agreement.bootstrap import FEWEST_ARTICLES, interval
from claims.agreement.measure import Tally
from claims.agreement.nominal import PERCENT


def mean(tally: Tally) -> float | None:
    return tally["sum"] / tally["n"] if tally.get("n") else None


def drawn(number: int, seed: int = 5) -> list[Tally]:
    dice = random.Random(seed)
    return [{"n": 1, "sum": dice.random()} for _ in range(number)]


@pytest.mark.parametrize("number", [40, 100, 1500])
def test_the_interval_of_a_mean_is_about_that_of_theory(number: int) -> None:
    """Of numbers spread evenly over 0 to 1: 1.96 standard errors to each side, in groups as well."""
    tallies = drawn(number)
    found = interval(tallies, mean)
    assert found is not None
    low, high = found
    centre = sum(tally["sum"] for tally in tallies) / number
    assert low < centre < high
    assert high - low == pytest.approx(2 * 1.96 * (1 / 12 / number) ** 0.5, rel=0.25)


def test_it_holds_the_true_mean_about_nineteen_times_in_twenty() -> None:
    held = 0
    for seed in range(200):
        found = interval(drawn(40, seed), mean)
        assert found is not None
        held += found[0] <= 0.5 <= found[1]
    assert 178 <= held <= 199


def test_the_same_articles_give_the_same_interval() -> None:
    assert interval(drawn(30), mean) == interval(drawn(30), mean)
    assert interval(drawn(300), mean) == interval(drawn(300), mean)


def test_of_few_articles_there_is_none() -> None:
    assert interval(drawn(FEWEST_ARTICLES - 1), mean) is None
    assert interval([*drawn(FEWEST_ARTICLES - 1), {}, {}], mean) is None
    assert interval(drawn(FEWEST_ARTICLES), mean) is not None
    assert interval([], mean) is None


def test_of_what_is_mostly_not_defined_there_is_none() -> None:
    assert interval(drawn(20), lambda tally: None) is None


def test_articles_that_all_agree_leave_no_doubt() -> None:
    tallies = [PERCENT.tally([{1: "a", 2: "a"}]) for _ in range(9)]
    assert interval(tallies, PERCENT.value) == (1, 1)
