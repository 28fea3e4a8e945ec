"""Reject: no such claim here, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.models import Assignment, Claim, Judgement, Person
from claims.models.judgement import RejectReason

REJECT = BY_NAME["reject"]


@pytest.mark.parametrize("reason", RejectReason.values)
def test_each_reason_is_kept(
    reason: str, alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    judgement = REJECT.perform(alice, claim, {"reason": reason, "note": "n"})
    assert (judgement.decision, judgement.reason, judgement.note, judgement.is_claim) == (
        "rejected",
        reason,
        "n",
        False,
    )
    (entry,) = written()
    assert entry["after"] == Judgement.objects.get().snapshot()
    assert (entry["after"]["decision"], entry["after"]["reason"]) == ("rejected", reason)


def test_its_buttons_are_the_reasons() -> None:
    assert [code for code, _ in REJECT.choices] == RejectReason.values
    assert REJECT.choice_name == "reason"


@pytest.mark.parametrize("reason", [None, "", "because", ["other"], 0, "OTHER"])
def test_without_a_reason_of_the_list_it_is_refused(
    reason: Any, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid) as refusal:
        REJECT.perform(alice, claim, {"reason": reason})
    assert list(refusal.value.errors) == ["reason"]


@pytest.mark.parametrize("before", ["confirm", "correct", "skip", "reject"])
def test_whatever_stood_can_be_rejected_and_its_answer_stays(
    before: str, alice: Person, claim: Claim, hers: Assignment
) -> None:
    stood = BY_NAME[before].perform(alice, claim, {"reason": "other", "attributes": {"low": 3}}).answer()
    judgement = REJECT.perform(alice, claim, {"reason": "duplicate"}, 1)
    assert (judgement.decision, judgement.reason, judgement.version) == ("rejected", "duplicate", 2)
    assert judgement.answer() == stood
