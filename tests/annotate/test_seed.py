"""The whole way on one real article with a gold standard made by hand, where one lies beside the checkout."""

import json
from pathlib import Path

import pytest

import annotate

ROOT = Path(__file__).parents[2]
GOLD = next(ROOT.parent.glob("*/seed/gold.json"), None)

if GOLD is None:
    pytest.skip("no seed article with its gold.json lies beside the checkout", allow_module_level=True)

CASUALTY = ("count_text", "low", "high", "outcomes", "victims", "perpetrator", "hedges", "source")


@pytest.fixture(scope="module")
def gold():
    return json.loads(GOLD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def proposals(gold):
    return annotate.propose((GOLD.parent / gold["article"]).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def matched(gold, proposals):
    """Gold id -> proposal: one each, the best overlap first."""
    pairs = []
    for claim in gold["claims"]:
        for index, one in enumerate(proposals):
            shared = min(claim["end"], one.end) - max(claim["start"], one.start)
            if one.kind == claim["kind"] and shared > 0:
                union = max(claim["end"], one.end) - min(claim["start"], one.start)
                pairs.append((-shared / union, claim["id"], index))
    found = {}
    for _, claim_id, index in sorted(pairs):
        if claim_id not in found and index not in found.values():
            found[claim_id] = index
    return {claim_id: proposals[index] for claim_id, index in found.items()}


def test_every_claim_that_must_be_found_is(gold, matched):
    assert [claim["id"] for claim in gold["claims"] if claim["must_find"] and claim["id"] not in matched] == []


def test_spans_and_attributes_are_those_of_the_gold(gold, matched):
    wrong = []
    for claim in gold["claims"]:
        one = matched.get(claim["id"])
        if one is None:
            continue
        if (one.start, one.end) != (claim["start"], claim["end"]):
            wrong.append((claim["id"], "span", one.quote))
        for name, value in claim["attributes"].items():
            name = {"via": "agency"}.get(name, name)
            if one.attributes[name] != value:
                wrong.append((claim["id"], name, one.attributes[name]))
    assert wrong == []


def test_casualty_claims_are_exactly_right(gold, matched):
    expected = {c["id"]: {n: c["attributes"][n] for n in CASUALTY} for c in gold["claims"] if c["kind"] == "casualty"}
    assert {id_: {n: matched[id_].attributes[n] for n in CASUALTY} for id_ in expected} == expected


def test_few_proposals_stand_beside_the_gold(matched, proposals):
    beside = [one for one in proposals if one not in matched.values()]
    assert len(beside) <= 4, [(one.rule, one.quote) for one in beside]


def test_boilerplate_holds_none(gold, proposals):
    for stretch in gold["boilerplate"]:
        assert [one for one in proposals if one.start < stretch["end"] and stretch["start"] < one.end] == []
