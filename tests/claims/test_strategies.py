from __future__ import annotations

from collections import Counter

import pytest

from claims.strategies import BY_NAME, STRATEGIES, Desk, Facts, plan

ALICE, BOB, CARL = 1, 2, 3


def spread(strategy, articles, people=(ALICE, BOB, CARL), had=(), seed=0, **more):
    desks = [
        Desk(person, **{name: value.get(person, default) for name, (value, default) in more.items()})
        for person in people
    ]
    return plan(articles, desks, BY_NAME[strategy], set(had), seed)


def facts(number, slots=1, **more):
    return [Facts(place, slots, **more) for place in range(1, number + 1)]


@pytest.mark.parametrize("strategy", [each.name for each in STRATEGIES])
def test_what_holds_for_every_strategy(strategy):
    had = [(1, ALICE), (2, ALICE), (3, BOB)]
    found = spread(strategy, facts(10, slots=2), had=had)
    assert len(found.pairs) == len(set(found.pairs)) == 20
    assert not set(found.pairs) & set(had)
    assert set(Counter(article for article, _ in found.pairs).values()) == {2}
    assert not found.empty
    assert spread(strategy, facts(10, slots=2), had=had) == found


@pytest.mark.parametrize("strategy", [each.name for each in STRATEGIES])
def test_places_stay_empty_where_nobody_is_left(strategy):
    found = spread(strategy, facts(2, slots=3), people=(ALICE, BOB), had=[(2, BOB)])
    assert set(found.pairs) == {(1, ALICE), (1, BOB), (2, ALICE)}
    assert found.empty == {1: 1, 2: 2}
    assert spread(strategy, facts(2), people=()).empty == {1: 1, 2: 1}


@pytest.mark.parametrize("strategy", [each.name for each in STRATEGIES])
def test_nobody_is_given_more_than_she_may_hold(strategy):
    found = spread(strategy, facts(9), most=({ALICE: 2, BOB: 2}, None), load=({ALICE: 1}, 0))
    counts = found.per_person()
    assert counts[ALICE] <= 1
    assert counts[BOB] <= 2
    assert len(found.pairs) == 9


def test_evenly_fills_up_who_holds_least():
    assert spread("even", facts(7), load=({ALICE: 5}, 0)).per_person() == {BOB: 4, CARL: 3}
    assert spread("even", facts(9)).per_person() == {ALICE: 3, BOB: 3, CARL: 3}


def test_by_weight_gives_each_her_share():
    counts = spread("weighted", facts(100), weight=({ALICE: 2.0, BOB: 1.0, CARL: 1.0}, 1.0)).per_person()
    assert counts == {ALICE: 50, BOB: 25, CARL: 25}
    assert spread("weighted", facts(4), weight=({ALICE: 0.0}, 1.0)).per_person() == {BOB: 2, CARL: 2}


def test_by_lot_depends_on_the_seed_alone():
    drawn = {seed: spread("random", facts(30), seed=seed) for seed in (1, 2)}
    assert drawn[1] == spread("random", facts(30), seed=1)
    assert drawn[1].pairs != drawn[2].pairs
    assert set(drawn[1].per_person().values()) == {10}


@pytest.mark.parametrize("name", ["source", "language"])
def test_one_outlet_or_language_stays_with_the_same_people(name):
    articles = [Facts(place, 1, **{name: "abc"[place % 3]}) for place in range(30)]
    found = spread(name, articles)
    words = {article.id: getattr(article, name) for article in articles}
    assert len({(words[article], person) for article, person in found.pairs}) == 3
    assert set(found.per_person().values()) == {10}


def test_the_signature_tells_plans_apart():
    first, second = spread("even", facts(3)), spread("even", facts(4))
    assert first.signature == spread("even", facts(3)).signature
    assert first.signature != second.signature
