"""Skip: somebody else shall say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.models import Assignment, Claim, Judgement, Person

SKIP = BY_NAME["skip"]


@pytest.mark.parametrize("before", ["", "confirm", "reject"])
def test_it_is_decided_but_says_nothing(
    before: str, alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    if before:
        BY_NAME[before].perform(alice, claim, {"reason": "other", "note": "gone"})
    written()
    judgement = SKIP.perform(alice, claim, {}, int(bool(before)))
    assert (judgement.decision, judgement.reason, judgement.note, judgement.is_claim) == ("skipped", "", "", False)
    (entry,) = written()
    assert (entry["verb"], entry["after"]) == ("skip", Judgement.objects.get().snapshot())


@pytest.mark.parametrize("before", ["skip", "correct"])
def test_neither_a_skip_nor_a_correction_is_skipped(
    before: str, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    BY_NAME[before].perform(alice, claim, {"attributes": {"low": 3}})
    with refuses(Invalid):
        SKIP.perform(alice, claim, {}, 1)
