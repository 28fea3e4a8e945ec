"""Correct: another span, kind or attributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, Claim, Judgement, Person

CORRECT = BY_NAME["correct"]


def test_the_answer_is_hers_and_the_proposal_stays(
    alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    was = Claim.objects.values().get()
    judgement = CORRECT.perform(alice, claim, {"start": 7, "end": 47, "attributes": {"low": 13}, "note": "thirteen"})
    stored = Judgement.objects.get()
    assert stored.snapshot() == {
        "kind": "casualty",
        "start": 7,
        "end": 47,
        "quote": "killed at least 12 people in Ostrava Bay",
        "attributes": claim.kind_object.clean({"low": 13}, ""),
        "spans": {},
        "claim_id": claim.pk,
        "decision": "corrected",
        "reason": "",
        "note": "thirteen",
    }
    assert Claim.objects.values().get() == was
    (entry,) = written()
    assert (entry["verb"], entry["on"], entry["after"]) == ("correct", ("judgement", judgement.pk), stored.snapshot())


@pytest.mark.parametrize(
    "same",
    [
        {},
        {"kind": "casualty"},
        {"start": 0, "end": 47},
        {"start": 0, "end": 48},
        {"attributes": {"count_text": "at least 12", "low": 12, "outcomes": ["killed"]}},
        {"attributes": {"count_text": " at  least 12 ", "low": 12, "outcomes": ("killed",), "high": None}},
    ],
)
def test_what_is_as_proposed_is_a_confirmation(
    same: dict[str, Any], alice: Person, claim: Claim, hers: Assignment
) -> None:
    judgement = CORRECT.perform(alice, claim, same)
    assert judgement.decision == "confirmed"
    assert judgement.answer() == {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}


def test_a_correction_corrected_back_is_a_confirmation(alice: Person, claim: Claim, hers: Assignment) -> None:
    assert CORRECT.perform(alice, claim, {"end": 32}).decision == "corrected"
    # What the second leaves out is taken from the first, not from the proposal.
    again = CORRECT.perform(alice, claim, {"attributes": {**claim.attributes, "low": 2}}, 1)
    assert (again.end, again.attributes["low"]) == (32, 2)
    assert CORRECT.perform(alice, claim, {"end": 47, "attributes": claim.attributes}, 2).decision == "confirmed"


def test_another_kind_takes_that_kinds_attributes_only(alice: Person, claim: Claim, hers: Assignment) -> None:
    judgement = CORRECT.perform(alice, claim, {"kind": "statement"})
    assert (judgement.kind, judgement.decision, judgement.spans) == ("statement", "corrected", {})
    assert set(judgement.attributes) == {
        *("source", "speaker", "cue", "cue_kind", "content", "agency", "hedges", "certainty", "quotation"),
    }
    assert judgement.attributes["content"] == claim.quote


def test_a_rejection_is_corrected_and_loses_its_reason(alice: Person, claim: Claim, hers: Assignment) -> None:
    BY_NAME["reject"].perform(alice, claim, {"reason": "wrong_span", "note": "cut"})
    judgement = CORRECT.perform(alice, claim, {"end": 32}, 1)
    assert (judgement.decision, judgement.reason, judgement.note) == ("corrected", "", "")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"start": 40, "end": 40}, "span"),
        ({"start": -1, "end": 5}, "span"),
        ({"end": 10**6}, "span"),
        ({"start": "0"}, "span"),
        ({"quote": "Shells killed"}, "quote"),
        ({"attributes": {"low": -1}}, "low"),
        ({"attributes": {"low": 9, "high": 3}}, "high"),
        ({"attributes": {"colour": "red"}}, "colour"),
        ({"spans": {"elbow": [[0, 3]]}}, "spans"),
    ],
)
def test_what_is_wrong_is_refused_and_named(
    wrong: dict[str, Any], field: str, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid) as refusal:
        CORRECT.perform(alice, claim, wrong)
    assert list(refusal.value.errors) == [field]


def test_no_answer_tells_what_another_added(
    alice: Person, bob: Person, article: Article, hers: Assignment, make_assignment: Callable[..., Assignment]
) -> None:
    make_assignment(article, bob)
    place = {"kind": "casualty", "start": 0, "end": 47}
    BY_NAME["add"].perform(alice, article, {**place, "attributes": {"low": 12}})
    claim = BY_NAME["add"].perform(bob, article, {**place, "attributes": {"low": 7}}).claim
    # Hers by chance: were it called confirmed, he would know what she wrote.
    assert CORRECT.perform(bob, claim, {"attributes": {"low": 12}}, 1).decision == "corrected"
    assert CORRECT.perform(bob, claim, {"attributes": {"low": 7}}, 2).decision == "confirmed"
