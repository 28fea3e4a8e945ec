"""The whole way on one real article with a gold standard made by hand, where one lies beside the checkout."""

import json
from pathlib import Path

import pytest

import annotate
from bench import seed

ROOT = Path(__file__).parents[2]
GOLD = next(ROOT.parent.glob("*/seed/gold.json"), None)

if GOLD is None:
    pytest.skip("no seed article with its gold.json lies beside the checkout", allow_module_level=True)


@pytest.fixture(scope="module")
def gold():
    return json.loads(GOLD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def proposals(gold):
    return annotate.propose((GOLD.parent / gold["article"]).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(gold, proposals):
    return seed.matched(gold["claims"], proposals)


def test_every_claim_is_found(gold, found):
    assert [claim["id"] for claim in gold["claims"] if claim["id"] not in found] == []


def test_spans_and_attributes_are_those_of_the_gold(gold, found):
    wrong = {claim["id"]: seed.differences(claim, found[claim["id"]]) for claim in gold["claims"]}
    assert {id_: differences for id_, differences in wrong.items() if differences} == {}


def test_few_proposals_stand_beside_the_gold(found, proposals):
    beside = [one for one in proposals if one not in found.values()]
    assert len(beside) <= 4, [(one.rule, one.quote) for one in beside]


def test_boilerplate_holds_none(gold, proposals):
    for stretch in gold["boilerplate"]:
        assert [one for one in proposals if one.start < stretch["end"] and stretch["start"] < one.end] == []
