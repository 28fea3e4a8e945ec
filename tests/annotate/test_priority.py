"""How much a claim deserves checking: the ladder of kinds, each part, and contradictions within an article."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import BY_SLUG, KINDS
from annotate.priority import PARTS, part, priorities, priority


def casualty(**more):
    return {"outcomes": ["injured"], "low": 1, "high": 1, "source": "the hospital", **more}


def statement(content="the bridge is open", **more):
    return {"content": content, "source": "the mayor", "cue": "said", **more}


def names(kind, attributes, **more):
    return [one.name for one in priority(kind, attributes, **more).parts]


def points(*wanted):
    return sum(PARTS[name][0] for name in wanted) / 100


def test_the_ladder():
    hedges = {"hedges": ["allegedly"]}
    steps = [
        ("casualty", casualty()),
        ("statement", statement("the militia looted the store", **hedges)),
        ("statement", statement("the militia looted the store")),
        ("statement", statement()),
        ("framing", {"term": "regime", "voice": "own"}),
    ]
    scores = [priority(*step).score for step in steps]
    assert all(first > second for first, second in pairwise(scores)), scores


def test_no_claim_reaches_the_step_above_whatever_its_parts():
    least_casualty = points("casualty")
    hedged_accusation = points("statement", "accusation", "hedged-statement")
    accusation = points("statement", "accusation")
    assert points("statement", "accusation", "hedged-statement", "unnamed-source", "figure", "denial") < least_casualty
    assert points("statement", "accusation", "figure", "denial") < hedged_accusation
    assert points("framing", "own-voice", "target") < points("statement") < accusation


def test_the_parts_of_a_full_casualty_sum_to_one():
    full = casualty(
        outcomes=["killed"], low=1200, high=None, source="", perpetrator="the militia", hedges=["reportedly"]
    )
    found = priority("casualty", full, other_figure=True, other_perpetrator=True)
    assert found.score == 1.0
    assert round(sum(one.points for one in found.parts), 2) == 1.0


@pytest.mark.parametrize(
    ("low", "high", "part_"),
    [
        (None, None, None),
        (0, 0, None),
        (1, 1, None),
        (2, 2, "several"),
        (9, 9, "several"),
        (10, None, "tens"),
        (None, 40, "tens"),
        (100, 120, "hundreds"),
        (999, 999, "hundreds"),
        (1000, None, "thousands"),
    ],
)
def test_the_size_of_the_number(low, high, part_):
    found = names("casualty", casualty(low=low, high=high))
    assert [name for name in found if name in ("several", "tens", "hundreds", "thousands")] == [part_] * bool(part_)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [(["killed"], "worst-outcome"), (["abducted", "injured"], "worst-outcome"), (["displaced"], "outcome"), ([], None)],
)
def test_the_outcome(outcomes, expected):
    found = names("casualty", casualty(outcomes=outcomes))
    assert [name for name in found if name.endswith("outcome")] == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("more", "part_"),
    [
        ({"perpetrator": "the militia"}, "perpetrator"),
        ({"source": ""}, "no-source"),
        ({"hedges": ["reportedly"]}, "hedged"),
        ({"responsibility": "disputed"}, "disputed"),
        ({"responsibility": "denied"}, "disputed"),
    ],
)
def test_the_other_parts_of_a_casualty(more, part_):
    plain = priority("casualty", casualty())
    assert part_ not in [one.name for one in plain.parts]
    found = priority("casualty", casualty(**more))
    assert part_ in [one.name for one in found.parts]
    assert found.score == pytest.approx(plain.score + PARTS[part_][0] / 100)


@pytest.mark.parametrize(
    "content",
    [
        "the army was responsible for the blast",
        "the siege amounts to a war crime",
        "soldiers deliberately shelled the ward",
        "gunmen were behind the attack",
        "the force had looted two depots",
        "cluster munitions fell on Karvel",
    ],
)
def test_accusing_words_in_what_is_said(content):
    assert "accusation" in names("statement", statement(content))


@pytest.mark.parametrize(
    "content", ["the road is open", "the talks are executive business", "a rapeseed harvest failed"]
)
def test_words_that_only_look_accusing(content):
    assert "accusation" not in names("statement", statement(content))


@pytest.mark.parametrize("cue", ["accused", "has blamed", "alleges", "charged"])
def test_accusing_cues(cue):
    assert "accusation" in names("statement", statement(cue=cue))


@pytest.mark.parametrize(
    ("given_", "part_"),
    [
        (statement(source=""), "unnamed-source"),
        (statement(hedges=["apparently"]), "hedged-statement"),
        (statement("the port took in 4,500 tonnes"), "figure"),
        (statement("dozens of lorries waited"), "figure"),
        (statement(cue="denied"), "denial"),
        (statement(cue="waved away", cue_kind="deny"), "denial"),
        (statement(certainty="denied"), "denial"),
        (statement(certainty="hedged"), "hedged-statement"),
        (statement(certainty="doubted"), "hedged-statement"),
        (statement(cue="pointed a finger at", cue_kind="blame"), "accusation"),
    ],
)
def test_the_other_parts_of_a_statement(given_, part_):
    assert names("statement", given_) == ["statement", part_]


@pytest.mark.parametrize(
    ("voice", "target", "expected"),
    [
        ("own", "", ["framing", "own-voice"]),
        ("mixed", "the council", ["framing", "own-voice", "target"]),
        ("quoted", "", ["framing"]),
        ("attributed", "the council", ["framing", "target"]),
    ],
)
def test_framings(voice, target, expected):
    assert names("framing", {"term": "regime", "voice": voice, "target": target}) == expected


@pytest.mark.parametrize("kind", ["believe", "intend", "ask", "feel"])
def test_what_is_only_held_stands_below_what_is_said(kind):
    assert names("statement", statement(cue_kind=kind)) == ["held"]
    assert priority("statement", statement(cue_kind=kind)).score < priority("statement", statement()).score


def test_a_kind_without_weights_stands_between_plain_statements_and_accusations():
    other = priority("relocation", {}).score
    assert priority("statement", statement()).score < other < priority("statement", statement(cue="accused")).score


def flags(*claims):
    return [
        {one.name for one in found.parts} & {"other-figure", "other-perpetrator"}
        for found in priorities([("casualty", claim) for claim in claims])
    ]


def killed(low, high, victims="villagers", **more):
    return {"outcomes": ["killed"], "low": low, "high": high, "victims": victims, **more}


def test_two_figures_that_no_number_fits_contradict_each_other():
    assert flags(killed(12, 12), killed(15, 15)) == [{"other-figure"}, {"other-figure"}]
    assert flags(killed(12, None), killed(15, 15)) == [set(), set()]
    assert flags(killed(None, 10), killed(11, None), killed(5, 12)) == [{"other-figure"}, {"other-figure"}, set()]


def test_of_other_people_or_another_outcome_they_do_not():
    assert flags(killed(12, 12), killed(15, 15, "soldiers")) == [set(), set()]
    assert flags(killed(12, 12), {**killed(15, 15), "outcomes": ["injured"]}) == [set(), set()]
    assert flags(killed(12, 12), killed(3, 3, count_kind="additional")) == [set(), set()]
    assert flags(killed(12, 12), killed(None, None)) == [set(), set()]


def test_the_same_group_in_other_words():
    assert flags(killed(12, 12, "people"), killed(15, 15, "")) == [{"other-figure"}] * 2
    assert flags(killed(12, 12, "the Villagers"), killed(15, 15, "villagers")) == [{"other-figure"}] * 2


def test_another_perpetrator_for_the_same():
    assert flags(killed(5, 5, perpetrator="the army"), killed(5, 5, perpetrator="rebels"), killed(5, 5)) == [
        {"other-perpetrator"},
        {"other-perpetrator"},
        set(),
    ]
    assert flags(killed(5, 5, perpetrator="the army"), killed(5, 5, perpetrator="army")) == [set(), set()]


def test_what_is_said_to_be_disputed_is_not_weighed_twice():
    claims = [killed(5, 5, perpetrator=name, responsibility="disputed") for name in ("the army", "rebels")]
    assert flags(*claims) == [set(), set()]
    assert [one.name for one in priority("casualty", claims[0], other_perpetrator=True).parts].count("disputed") == 1


def test_a_statement_in_between_changes_nothing():
    claims = [("casualty", killed(1, 1)), ("statement", statement()), ("casualty", killed(2, 2))]
    assert [bool({"other-figure"} & {one.name for one in p.parts}) for p in priorities(claims)] == [True, False, True]


def test_many_claims_take_time_in_proportion():
    claims = [("casualty", killed(number, number)) for number in range(20_000)]
    begun = time.perf_counter()
    assert len(priorities(claims)) == 20_000
    assert time.perf_counter() - begun < 5


def test_every_part_has_a_reason_and_some_points():
    assert all(points > 0 and reason for points, reason in PARTS.values())
    assert part("tens", 0.08).reason == PARTS["tens"][1]
    assert part("of-another-version", 0.5).reason == ""


WORDS = st.text("ab 1“é\n", max_size=8)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), WORDS, st.lists(st.one_of(WORDS, st.integers()), max_size=4)
)
FIELDS = sorted({attribute.name for kind in KINDS for attribute in kind.attributes} | {"nonsense"})


@given(st.sampled_from([*BY_SLUG, "other"]), st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_whatever_the_attributes_the_score_is_the_sum_of_its_parts(kind, attributes):
    found = priorities([(kind, attributes), (kind, attributes)])[0]
    assert 0 < found.score <= 1
    assert found.score == pytest.approx(sum(one.points for one in found.parts))
    assert found.parts
