"""Redo: forth again as often as back, until something new is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.actions.review.steps import elsewhere
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Person
from claims.queries.review import review_items, visible_claims

ADD, CONFIRM, CONFIRM_REST, CORRECT, REJECT, UNDO, REDO = (
    BY_NAME[name] for name in ("add", "confirm", "confirm_rest", "correct", "reject", "undo", "redo")
)
PLACE = {"kind": "framing", "start": 36, "end": 47}


@pytest.fixture
def his(article: Article, bob: Person, make_assignment: Callable[..., Assignment]) -> Assignment:
    return make_assignment(article, bob)


def seen(person: Person, article: Article) -> list[tuple[Any, ...]]:
    items = review_items(person, article)
    return [(item.start, item.end, item.decision, item.answer.attributes) for item in items]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(["confirm", "end", "reject", "add", "rest", "undo", "undo", "redo"]), max_size=12)
)
def test_any_walk_back_and_forth_is_that_of_two_stacks(
    steps: list[str], alice: Person, article: Article, claim: Claim, second: Claim, hers: Assignment
) -> None:
    from django.db import transaction

    with transaction.atomic():
        behind: list[Any] = []
        ahead: list[Any] = []
        for step in steps:
            stood = seen(alice, article)
            try:
                _do(alice, article, step)
            except Invalid:
                assert step not in ("undo", "redo") or not (behind if step == "undo" else ahead)
                assert seen(alice, article) == stood
                continue
            if step == "undo":
                ahead.append(stood)
                assert seen(alice, article) == behind.pop()
            elif step == "redo":
                behind.append(stood)
                assert seen(alice, article) == ahead.pop()
            else:
                behind.append(stood)
                ahead = []
        transaction.set_rollback(True)


def _do(person: Person, article: Article, step: str) -> None:
    if step == "undo":
        UNDO.perform(person, article, {})
    elif step == "redo":
        REDO.perform(person, article, {})
    elif step == "add":
        ADD.perform(person, article, PLACE)
    elif step == "rest":
        CONFIRM_REST.perform(person, article, {})
    else:
        item = review_items(person, article)[0]
        action, data = {
            "confirm": (CONFIRM, {}),
            "end": (CORRECT, {"end": item.end - 1}),
            "reject": (REJECT, {"reason": "other"}),
        }[step]
        action.perform(person, item.claim, data, item.version)


def test_a_redo_is_logged_with_the_undo_that_it_takes_back(
    alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    CONFIRM.perform(alice, claim, {"note": "sure"})
    UNDO.perform(alice, claim.article, {})
    undo = AuditEntry.objects.latest("id")
    written()
    judgement = REDO.perform(alice, claim.article, {})
    assert (judgement.decision, judgement.note, judgement.version) == ("confirmed", "sure", 3)
    assert written() == [
        {
            "actor": "alice",
            "verb": "redo",
            "on": ("judgement", judgement.pk),
            "before": undo.after,
            "after": undo.before,
            "article": claim.article_id,
            "project": claim.article.project_id,
            "undoes": undo.pk,
        }
    ]


def test_with_nothing_undone_or_a_step_since_it_is_refused(
    alice: Person, claim: Claim, second: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid):
        REDO.perform(alice, claim.article, {})
    CONFIRM.perform(alice, claim, {})
    UNDO.perform(alice, claim.article, {})
    CONFIRM.perform(alice, second, {})
    with refuses(Invalid) as refusal:
        REDO.perform(alice, claim.article, {})
    assert "nothing to redo" in str(refusal.value)


def test_a_redone_addition_is_back(alice: Person, article: Article, hers: Assignment) -> None:
    ADD.perform(alice, article, PLACE)
    UNDO.perform(alice, article, {})
    claim = REDO.perform(alice, article, {}).claim
    assert claim.withdrawn_at is None
    assert list(visible_claims(alice, article.pk)) == [claim]


def test_a_redone_addition_shares_the_claim_that_another_made_meanwhile(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    ADD.perform(alice, article, {**PLACE, "attributes": {"source": "Alice's word"}})
    UNDO.perform(alice, article, {})
    his_claim = ADD.perform(bob, article, {**PLACE, "attributes": {"source": "Bob's word"}}).claim
    judgement = REDO.perform(alice, article, {})
    assert judgement.claim == his_claim
    assert judgement.attributes["source"] == "Alice's word"
    UNDO.perform(bob, article, {})
    assert not visible_claims(bob, article.pk).exists()
    assert list(visible_claims(alice, article.pk)) == [his_claim]
    UNDO.perform(alice, article, {})
    assert not Claim.objects.filter(withdrawn_at=None).exists()


def test_the_last_step_elsewhere_is_of_an_article_that_is_still_hers(
    alice: Person,
    claim: Claim,
    hers: Assignment,
    make_article: Callable[..., Article],
    make_assignment: Callable[..., Assignment],
) -> None:
    other = make_article(claim.article.project)
    make_assignment(other, alice)
    assert elsewhere(alice, other) is None
    CONFIRM.perform(alice, claim, {})
    found = elsewhere(alice, other)
    assert found is not None
    assert found.article == claim.article
    Assignment.objects.filter(article=claim.article).update(state="submitted")
    assert elsewhere(alice, other) is None
    assert Judgement.objects.count() == 1
