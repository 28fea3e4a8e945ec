"""Bringing back what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.errors import Invalid
from claims.actions.restore import restore
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, Claim, Judgement, Person, Project

PLACE = {"kind": "framing", "start": 0, "end": 6}


@pytest.fixture
def his(article: Article, bob: Person, make_assignment: Callable[..., Assignment]) -> Assignment:
    return make_assignment(article, bob)


@pytest.fixture
def gone(two: Project, article: Article, alice: Person, hers: Assignment) -> Claim:
    """A claim that Alice added, corrected, and took back step by step."""
    BY_NAME["add"].perform(alice, article, {**PLACE, "attributes": {"voice": "own"}})
    claim = Claim.objects.get(origin="person")
    BY_NAME["correct"].perform(alice, claim, {"end": 12, "attributes": {"voice": "quoted"}, "note": "closer"}, 1)
    BY_NAME["undo"].perform(alice, article, {})
    BY_NAME["undo"].perform(alice, article, {})
    claim.refresh_from_db()
    assert claim.withdrawn_at
    return claim


def test_its_author_has_it_back_with_her_last_word_on_it(
    gone: Claim, article: Article, alice: Person, written: Callable[[], list[dict[str, Any]]]
) -> None:
    was, stood = gone.withdrawn_at, Judgement.objects.get(claim=gone).snapshot()
    written()
    assert restore(alice, gone).withdrawn_at is None
    judgement = Judgement.objects.get(claim=gone)
    # The last thing that said anything: what the first undo brought back.
    assert (judgement.decision, judgement.end, judgement.attributes["voice"]) == ("confirmed", 6, "own")
    assert judgement.version == 5
    shared = {"actor": "alice", "verb": "restore", "article": article.pk, "project": article.project_id, "undoes": None}
    assert written() == [
        {**shared, "on": ("claim", gone.pk), "before": {"withdrawn_at": str(was)}, "after": {"withdrawn_at": None}},
        {**shared, "on": ("judgement", judgement.pk), "before": stood, "after": judgement.snapshot()},
    ]
    # It can be undone as any other step.
    BY_NAME["undo"].perform(alice, article, {})
    gone.refresh_from_db()
    assert gone.withdrawn_at


def test_nobody_else_brings_it_back_while_review_is_blind(
    gone: Claim, his: Assignment, bob: Person, maya: Person, adam: Person, root: Person, refuses: Any
) -> None:
    for person in (bob, maya, adam, root):
        with refuses(PermissionDenied):
            restore(person, gone)


def test_nor_does_she_once_she_has_submitted(
    gone: Claim, article: Article, alice: Person, his: Assignment, refuses: Any
) -> None:
    submit(alice, article)
    with refuses(PermissionDenied):
        restore(alice, gone)


def test_a_manager_does_when_all_have_submitted_and_it_waits_for_an_adjudicator(
    gone: Claim, article: Article, alice: Person, bob: Person, maya: Person, his: Assignment
) -> None:
    submit(alice, article)
    submit(bob, article)
    article.refresh_from_db()
    assert article.state == "settled"
    restore(maya, gone)
    article.refresh_from_db()
    assert article.state == "adjudication"
    judgement = Judgement.objects.get(claim=gone)
    assert (judgement.reviewer, judgement.decision) == (alice, "confirmed")


def test_what_stands_is_not_brought_back(gone: Claim, alice: Person, refuses: Any) -> None:
    restore(alice, gone)
    with refuses(Invalid) as refusal:
        restore(alice, gone)
    assert "not withdrawn" in str(refusal.value)


def test_she_joins_who_added_the_same_words_meanwhile_without_knowing(
    gone: Claim, article: Article, alice: Person, bob: Person, his: Assignment
) -> None:
    theirs = BY_NAME["add"].perform(bob, article, PLACE).claim
    assert restore(alice, gone) == theirs
    gone.refresh_from_db()
    assert gone.withdrawn_at
    hers = Judgement.objects.get(claim=theirs, reviewer=alice)
    assert (hers.decision, hers.attributes["voice"]) == ("confirmed", "own")


def test_what_she_or_for_a_manager_anybody_added_again_stands(
    gone: Claim, article: Article, alice: Person, bob: Person, maya: Person, his: Assignment, refuses: Any
) -> None:
    BY_NAME["add"].perform(alice, article, PLACE)
    with refuses(Invalid) as refusal:
        restore(alice, gone)
    assert str(refusal.value) == "The same words were added again since: that claim stands."
    submit(alice, article)
    submit(bob, article)
    gone.article.refresh_from_db()
    with refuses(Invalid):
        restore(maya, gone)


def test_nor_what_nobody_would_stand_by(
    gone: Claim, article: Article, bob: Person, maya: Person, his: Assignment, refuses: Any
) -> None:
    Assignment.objects.filter(article=article).exclude(person=bob).update(state="released")
    Article.objects.update(state="settled")
    gone.article.refresh_from_db()
    with refuses(Invalid) as refusal:
        restore(maya, gone)
    assert "no longer reviews" in str(refusal.value)
