"""Confirm all remaining: one act, one undo, as many queries for two claims as for twenty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Person

CONFIRM_REST, REJECT, UNDO, REDO = (BY_NAME[name] for name in ("confirm_rest", "reject", "undo", "redo"))


def test_it_confirms_what_is_open_and_one_undo_takes_all_of_it_back(
    alice: Person, article: Article, claim: Claim, second: Claim, hers: Assignment, make_claim: Callable[..., Claim]
) -> None:
    third = make_claim(article, "40 residents", low=40)
    REJECT.perform(alice, claim, {"reason": "other"})
    assert CONFIRM_REST.perform(alice, article, {"open": "2"}).claim == second
    decisions = lambda: dict(Judgement.objects.values_list("claim", "decision"))  # noqa: E731
    assert decisions() == {claim.pk: "rejected", second.pk: "confirmed", third.pk: "confirmed"}
    entries = AuditEntry.objects.filter(verb="confirm")
    assert (entries.count(), len({entry.step for entry in entries})) == (2, 1)
    hers.refresh_from_db()
    assert hers.state == "in_progress"
    assert UNDO.perform(alice, article, {}).claim == second
    assert decisions() == {claim.pk: "rejected", second.pk: "", third.pk: ""}
    REDO.perform(alice, article, {})
    assert decisions() == {claim.pk: "rejected", second.pk: "confirmed", third.pk: "confirmed"}
    assert set(Judgement.objects.exclude(claim=claim).values_list("version", flat=True)) == {3}


@pytest.mark.parametrize("seen", ["1", "3", "x"])
def test_it_is_refused_where_she_saw_another_number(
    seen: str, alice: Person, article: Article, claim: Claim, second: Claim, hers: Assignment, refuses: Any
) -> None:
    with refuses(Invalid) as refusal:
        CONFIRM_REST.perform(alice, article, {"open": seen})
    assert "2 claims are open now" in str(refusal.value)


def test_it_is_refused_where_nothing_is_open(alice: Person, article: Article, hers: Assignment, refuses: Any) -> None:
    with refuses(Invalid):
        CONFIRM_REST.perform(alice, article, {})


def test_it_is_the_reviewers_alone(
    bob: Person, maya: Person, article: Article, claim: Claim, hers: Assignment, refuses: Any
) -> None:
    for person in (bob, maya):
        with refuses(PermissionDenied):
            CONFIRM_REST.perform(person, article, {})


def test_the_queries_do_not_grow_with_the_claims(
    alice: Person, article: Article, hers: Assignment, make_claim: Callable[..., Claim]
) -> None:
    counts = []
    CONFIRM_REST.perform(alice, article, {}) if make_claim(article, "at least 12 people", low=12) else None
    for number in (2, 20):
        for _ in range(number):
            make_claim(article, "40 residents", low=40)
        with CaptureQueriesContext(connection) as queries:
            CONFIRM_REST.perform(alice, article, {})
        counts.append(len(queries))
    assert counts[0] == counts[1]
