"""Gold against the pipeline: every figure of a small table counted by hand, and the edges."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import BY_SLUG
from claims.agreement.scoring import Claim, aligned, compare, report, same

FIRST, SECOND = {"article": 1, "title": "First"}, {"article": 2, "title": "Second"}


def casualty(start, end, rule="", score=0.0, id=0, **attributes):
    quote = "x" * (end - start)
    return Claim("casualty", start, end, quote, BY_SLUG["casualty"].clean(attributes, quote), id, rule, score)


def framing(start, end, rule="", score=0.0, id=0):
    quote = "y" * (end - start)
    return Claim("framing", start, end, quote, BY_SLUG["framing"].clean({}, quote), id, rule, score)


@pytest.fixture
def table():
    """Two articles.

    First: gold casualties 0-10 (12 killed), 20-30, 50-60 and framing 40-44; found casualties 0-10 (12 injured, kill),
    22-30 (kill), 80-90 (die) and framing 40-44 (regime). Second: gold casualty 0-5; found nothing of it but framing 0-5.
    """
    gold = [
        casualty(0, 10, id=1, low=12, outcomes=["killed"]),
        casualty(20, 30, id=2),
        casualty(50, 60, id=3, low=500, outcomes=["killed"]),
        framing(40, 44, id=4),
    ]
    found = [
        casualty(0, 10, "kill", 0.9, low=12, outcomes=["injured"]),
        casualty(22, 30, "kill", 0.8),
        casualty(80, 90, "die", 0.7),
        framing(40, 44, "regime", 0.6),
    ]
    return [
        compare(FIRST, gold, found),
        compare(SECOND, [casualty(0, 5, id=5)], [framing(0, 5, "regime", 0.95)]),
    ]


def test_by_kind_counted_by_hand(table):
    rows = {row["kind"]: row for row in report(table)["kinds"]}
    assert list(rows) == ["", "casualty", "framing"]
    assert {kind: (row["gold"], row["found"]) for kind, row in rows.items()} == {
        "": (5, 5),
        "casualty": (4, 3),
        "framing": (1, 2),
    }
    assert rows["casualty"]["overlap"] == {
        "matched": 2,
        "precision": 0.666667,
        "recall": 0.5,
        "f1": 0.571429,
        "low": None,
        "high": None,
    }
    exact = rows["casualty"]["exact"]
    assert (exact["matched"], exact["precision"], exact["recall"], exact["f1"]) == (1, 0.333333, 0.25, 0.285714)
    together = rows[""]["overlap"]
    assert (together["matched"], together["precision"], together["recall"], together["f1"]) == (3, 0.6, 0.6, 0.6)


def test_by_attribute_on_aligned_claims(table):
    rows = {(row["kind"], row["attribute"]): row for row in report(table)["attributes"]}
    assert (rows["casualty", "low"]["compared"], rows["casualty", "low"]["right"]) == (2, 2)
    outcomes = rows["casualty", "outcomes"]
    assert (outcomes["compared"], outcomes["right"], outcomes["accuracy"]) == (2, 1, 0.5)
    assert ("framing", "term") not in rows, "what is always the claim's own words says nothing new"
    names = [one.name for one in BY_SLUG["casualty"].attributes if not one.derived]
    assert [name for kind, name in rows if kind == "casualty"] == names


def test_by_rule(table):
    assert report(table)["rules"] == [
        {"rule": "kill", "kind": "casualty", "found": 2, "overlap": 2, "exact": 1, "whole": 1, "precision": 1.0},
        {"rule": "die", "kind": "casualty", "found": 1, "overlap": 0, "exact": 0, "whole": 0, "precision": 0.0},
        {"rule": "regime", "kind": "framing", "found": 2, "overlap": 1, "exact": 1, "whole": 1, "precision": 0.5},
    ]


def test_the_worst_misses_first(table):
    found = report(table)
    assert found["missed"]["number"] == 2
    assert [(row["article"], row["claim"]) for row in found["missed"]["worst"]] == [(1, 3), (2, 5)]
    assert [(row["title"], row["rule"], row["score"]) for row in found["false_alarms"]["worst"]] == [
        ("Second", "regime", 0.95),
        ("First", "die", 0.7),
    ]
    (wrong,) = found["wrong_attributes"]["worst"]
    assert (wrong["claim"], wrong["rule"], wrong["quote"], wrong["found"]) == (1, "kill", "x" * 10, "x" * 10)
    assert wrong["wrong"] == [["outcomes", ["killed"], ["injured"]]]


def test_no_more_of_them_than_asked_for_but_all_are_counted(table):
    found = report(table, worst=1)
    assert (found["missed"]["number"], len(found["missed"]["worst"])) == (2, 1)
    assert found["missed"]["worst"][0]["claim"] == 3


def test_of_nothing_there_is_no_figure():
    found = report([compare(FIRST, [], [])])
    assert found["articles"] == 1
    (row,) = found["kinds"]
    assert (row["gold"], row["found"], row["overlap"]["f1"], row["overlap"]["precision"]) == (0, 0, None, None)
    assert report([])["kinds"][0]["overlap"]["recall"] is None


def test_a_kind_without_gold_has_precision_but_no_recall():
    row = report([compare(FIRST, [], [framing(0, 3, "regime")])])["kinds"][1]
    assert (row["overlap"]["precision"], row["overlap"]["recall"], row["overlap"]["f1"]) == (0.0, None, 0.0)


def test_pairs_are_one_to_one_and_the_closest_first():
    gold = [casualty(0, 20), casualty(10, 20)]
    assert aligned(gold, [casualty(9, 20), casualty(0, 20)]) == [(0, 1), (1, 0)]
    assert aligned(gold, [casualty(0, 20)]) == [(0, 0)]
    assert aligned(gold, [casualty(20, 30), framing(0, 20)]) == []


def test_of_equal_spans_the_one_with_more_attributes_alike_is_the_same_claim():
    gold = [casualty(0, 9, low=3), casualty(0, 9, low=5)]
    assert aligned(gold, [casualty(0, 9, low=5), casualty(0, 9, low=3)]) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The Mayor", "the  mayor", True),
        ("the mayor", "a mayor", False),
        (["b", "a"], ["A", "b"], True),
        (["a"], [], False),
        (12, 12, True),
        (None, 0, False),
        ("", None, False),
    ],
)
def test_when_two_values_are_the_same(one, other, expected):
    assert same(one, other) is expected


def test_an_attribute_that_gold_does_not_have_is_not_held_against_the_pipeline():
    old = Claim("casualty", 0, 3, "xxx", {"low": 1})
    compared = compare(FIRST, [old], [casualty(0, 3, "kill", low=1, high=1)])
    assert dict(compared.attributes) == {("casualty", "low"): (1, 1)}
    assert compared.misses["wrong_attributes"] == []


def test_an_interval_is_taken_over_articles():
    good = compare(FIRST, [casualty(0, 3)], [casualty(0, 3, "kill")])
    bad = compare(SECOND, [casualty(0, 3)], [])
    overlap = report([good] * 30 + [bad] * 10)["kinds"][0]["overlap"]
    assert overlap["f1"] == 0.857143
    assert 0.7 < overlap["low"] < 0.857143 < overlap["high"] < 1
    sure = report([good] * 10)["kinds"][0]["overlap"]
    assert (sure["low"], sure["high"]) == (1.0, 1.0)


def test_json_holds_it(table):
    found = report(table)
    assert json.loads(json.dumps(found)) == found


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from([casualty, framing]))
SIDE = st.lists(SPANS.map(lambda one: one[2](one[0], one[0] + one[1], "r", 0.5)), max_size=8)


@given(SIDE, SIDE)
def test_whatever_stands_where_the_counts_add_up(gold, found):
    made = report([compare(FIRST, gold, found)], worst=100)
    row = made["kinds"][0]
    matched = row["overlap"]["matched"]
    assert row["exact"]["matched"] <= matched <= min(len(gold), len(found))
    assert made["missed"]["number"] == len(gold) - matched
    assert made["false_alarms"]["number"] == len(found) - matched
    assert sum(rule["overlap"] for rule in made["rules"]) == matched
    perfect = report([compare(FIRST, gold, gold)])["kinds"][0]["exact"]
    assert perfect["f1"] == (1.0 if gold else None)
