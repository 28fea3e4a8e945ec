"""Confirm: the claim as it was proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, Claim, Judgement, Person

CONFIRM, CORRECT, REJECT, SKIP = (BY_NAME[name] for name in ("confirm", "correct", "reject", "skip"))
NOTED = {"reason": "other", "note": "once thought"}


def test_it_takes_the_proposal_to_the_letter(alice: Person, claim: Claim, hers: Assignment) -> None:
    judgement = CONFIRM.perform(alice, claim, {})
    assert judgement.answer() == {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}
    assert (judgement.decision, judgement.reason, judgement.note, judgement.is_claim) == ("confirmed", "", "", True)


def test_it_takes_back_reason_and_note_of_a_rejection(
    alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    rejected = REJECT.perform(alice, claim, NOTED).snapshot()
    written()
    judgement = CONFIRM.perform(alice, claim, {}, 1)
    assert (judgement.decision, judgement.reason, judgement.note) == ("confirmed", "", "")
    (entry,) = written()
    assert (entry["verb"], entry["before"], entry["after"]) == ("confirm", rejected, judgement.snapshot())


def test_after_a_correction_and_a_rejection_the_proposal_is_back(alice: Person, claim: Claim, hers: Assignment) -> None:
    CORRECT.perform(alice, claim, {"attributes": {"low": 99}})
    REJECT.perform(alice, claim, NOTED, 1)
    assert CONFIRM.perform(alice, claim, {}, 2).attributes == claim.attributes


@pytest.mark.parametrize("before", ["confirm", "correct"])
def test_a_standing_answer_is_not_confirmed_over(
    before: str, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    BY_NAME[before].perform(alice, claim, {"attributes": {"low": 3}})
    with refuses(Invalid) as refusal:
        CONFIRM.perform(alice, claim, {}, 1)
    assert "undo that first" in str(refusal.value)


def test_what_she_posts_beside_it_changes_nothing(alice: Person, claim: Claim, hers: Assignment) -> None:
    judgement = CONFIRM.perform(alice, claim, {"start": 1, "end": 5, "kind": "framing", "attributes": {"low": 1}})
    assert (judgement.start, judgement.end, judgement.kind) == (claim.start, claim.end, claim.kind)
    assert judgement.attributes == claim.attributes


def test_two_who_added_the_same_each_confirm_their_own_words(
    alice: Person, bob: Person, article: Article, hers: Assignment, make_assignment: Callable[..., Assignment]
) -> None:
    make_assignment(article, bob)
    place = {"kind": "casualty", "start": 0, "end": 47}
    BY_NAME["add"].perform(alice, article, {**place, "attributes": {"low": 12, "victims": "Alice's word"}})
    claim = BY_NAME["add"].perform(bob, article, {**place, "attributes": {"low": 7}}).claim
    SKIP.perform(bob, claim, {}, 1)
    judgement = CONFIRM.perform(bob, claim, {}, 2)
    assert (judgement.attributes["low"], judgement.attributes["victims"]) == (7, "")


@pytest.mark.parametrize(
    ("note", "kept"),
    [(None, ""), ("  so it is \r\n so ", "so it is \n so"), ("nul\0", "nul"), ("lone \ud800", "lone"), (12, "12")],
)
def test_any_note_is_text_that_every_database_takes(
    note: Any, kept: str, alice: Person, claim: Claim, hers: Assignment
) -> None:
    CONFIRM.perform(alice, claim, {"note": note})
    assert Judgement.objects.get().note == kept
