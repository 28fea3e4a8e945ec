"""Comments: who may, what is kept, who is mentioned, and who sees it when."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.comment import comment, resolve
from claims.actions.errors import Invalid
from claims.actions.preannotate import untouched
from claims.models import Article, Assignment, Claim, Comment, Person
from claims.queries.context import open_mentions, visible_comments


def test_a_comment_is_kept_with_its_mentions_and_logged(
    alice: Person, bob: Person, zoe: Person, claim: Claim, hers: Assignment, written: Any
) -> None:
    made = comment(alice, claim, " Twice the same dead, @bob? Ask @zoe, not mail@maya. \r\n")
    assert made.text == "Twice the same dead, @bob? Ask @zoe, not mail@maya."
    assert list(made.mentions.all()) == [bob]
    assert written() == [
        {
            "actor": "alice",
            "verb": "comment",
            "on": ("comment", made.pk),
            "before": None,
            "after": {"text": made.text, "mentions": ["bob"]},
            "article": claim.article_id,
            "project": claim.article.project_id,
            "undoes": None,
        }
    ]
    assert not untouched(Claim.objects.all()).filter(pk=claim.pk).exists()


@pytest.mark.parametrize("text", ["", "  \n", None, "x" * 5_001])
def test_nothing_and_too_much_are_refused(
    text: Any, alice: Person, claim: Claim, hers: Assignment, refuses: Any
) -> None:
    with refuses(Invalid):
        comment(alice, claim, text)


def test_who_does_not_work_on_it_may_not(
    bob: Person, maya: Person, vera: Person, zoe: Person, claim: Claim, hers: Assignment, refuses: Any
) -> None:
    for person in (bob, maya, vera, zoe):
        with refuses(PermissionDenied):
            comment(person, claim, "Hm.")


def test_nobody_sees_anothers_before_all_have_submitted(
    alice: Person, bob: Person, maya: Person, claim: Claim, hers: Assignment, make_assignment: Any
) -> None:
    make_assignment(claim.article, bob)
    made = comment(alice, claim, "I wonder, @bob.")
    assert list(visible_comments(alice)) == [made]
    for person in (bob, maya):
        assert list(visible_comments(person)) == []
        assert list(open_mentions(person)) == []
    Article.objects.update(state="adjudication")
    for person in (bob, maya):
        assert list(visible_comments(person)) == [made]
    assert list(open_mentions(bob)) == [made]
    assert list(open_mentions(maya)) == []


def test_it_is_resolved_and_taken_up_again(
    alice: Person, bob: Person, claim: Claim, hers: Assignment, make_assignment: Any, written: Any
) -> None:
    make_assignment(claim.article, bob)
    made = comment(alice, claim, "I wonder, @bob.")
    Article.objects.update(state="adjudication")
    claim.article.refresh_from_db()
    written()
    resolve(bob, made)
    resolve(bob, made)
    stored = Comment.objects.get()
    assert (stored.resolved_by, stored.resolved_at is None) == (bob, False)
    assert list(open_mentions(bob)) == []
    resolve(alice, made, False)
    assert Comment.objects.get().resolved_at is None
    assert [(one["actor"], one["verb"], one["after"]) for one in written()] == [
        ("bob", "resolve", {"resolved": True}),
        ("alice", "unresolve", {"resolved": False}),
    ]
