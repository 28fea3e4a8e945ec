"""Hand in, take back, return: each moves one assignment and logs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, reopen, submit
from claims.models import Article, Assignment, AuditEntry, Claim, Person, Project, Settlement
from claims.permissions import may

CONFIRM = BY_NAME["confirm"]


@pytest.fixture
def his(article: Article, bob: Person, make_assignment: Callable[..., Assignment]) -> Assignment:
    return make_assignment(article, bob)


def entry(actor: str, verb: str, assignment: Assignment, before: str, after: str) -> dict[str, Any]:
    return {
        "actor": actor,
        "verb": verb,
        "on": ("assignment", assignment.pk),
        "before": {"state": before},
        "after": {"state": after},
        "article": assignment.article_id,
        "project": assignment.article.project_id,
        "undoes": None,
    }


def test_submitting_moves_the_assignment(
    alice: Person, article: Article, claim: Claim, hers: Assignment, his: Assignment, written: Callable[[], list[Any]]
) -> None:
    CONFIRM.perform(alice, claim, {})
    written()
    assert submit(alice, article) == hers
    hers.refresh_from_db()
    assert hers.state == "submitted"
    assert hers.submitted_at is not None
    assert written() == [entry("alice", "submit", hers, "in_progress", "submitted")]
    # The very object that was handed in knows it, too.
    assert not may(alice, "article.review", article)
    assert may(alice, "article.reopen", article)


@pytest.mark.parametrize("undecided", [1, 2])
def test_open_claims_are_counted_and_hold_it_back(
    undecided: int,
    alice: Person,
    article: Article,
    claim: Claim,
    second: Claim,
    hers: Assignment,
    refuses: Callable[..., Any],
) -> None:
    if undecided == 1:
        CONFIRM.perform(alice, claim, {})
    with refuses(Invalid) as refusal:
        submit(alice, article)
    assert str(refusal.value).startswith({1: "1 claim is still open", 2: "2 claims are still open"}[undecided])


def test_an_undone_judgement_is_open(
    alice: Person, article: Article, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    CONFIRM.perform(alice, claim, {})
    BY_NAME["undo"].perform(alice, article, {})
    with refuses(Invalid):
        submit(alice, article)


def test_another_reviewers_additions_hold_nobody_back(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    BY_NAME["add"].perform(bob, article, {"kind": "framing", "start": 36, "end": 47})
    assert submit(alice, article).state == "submitted"


@pytest.mark.parametrize("who", ["bob", "maya", "adam", "vera", "zoe", "root"])
def test_only_whose_article_it_is_hands_it_in(
    who: str, request: pytest.FixtureRequest, article: Article, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        submit(person, article)
    Assignment.objects.update(state="submitted")
    with refuses(PermissionDenied):
        reopen(person, article)


def test_handed_in_in_another_window_it_is_denied_not_broken(
    alice: Person, article: Article, hers: Assignment, refuses: Callable[..., Any], fresh: Callable[[Any], Any]
) -> None:
    window = fresh(article)
    assert may(alice, "article.review", window)
    submit(alice, article)
    with refuses(PermissionDenied):
        submit(alice, window)


def test_reopening_takes_back_what_was_settled(
    alice: Person, article: Article, claim: Claim, hers: Assignment, written: Callable[[], list[Any]]
) -> None:
    CONFIRM.perform(alice, claim, {})
    submit(alice, article)
    settlement = Settlement.objects.get()
    written()
    assert reopen(alice, article).state == "in_progress"
    hers.refresh_from_db()
    article.refresh_from_db()
    assert (hers.state, hers.submitted_at, article.state) == ("in_progress", None, "review")
    assert not Settlement.objects.exists()
    moved, unsettled = written()
    assert moved == entry("alice", "reopen", hers, "submitted", "in_progress")
    assert (unsettled["actor"], unsettled["verb"], unsettled["on"], unsettled["before"], unsettled["after"]) == (
        "alice",
        "unsettle",
        ("settlement", settlement.pk),
        settlement.snapshot(),
        None,
    )
    assert may(alice, "article.review", article)


def test_reopening_ends_where_anothers_judgements_came_to_be_seen(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment, refuses: Callable[..., Any]
) -> None:
    submit(alice, article)
    reopen(alice, article)
    submit(alice, article)
    submit(bob, article)
    with refuses(PermissionDenied):
        reopen(alice, article)


def test_a_window_from_before_the_others_submission_does_not_reopen(
    two: Project,
    alice: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    his: Assignment,
    refuses: Callable[..., Any],
    fresh: Callable[[Any], Any],
) -> None:
    submit(alice, article)
    window = fresh(article)
    assert may(alice, "article.reopen", window)
    submit(bob, article)
    with refuses(PermissionDenied):
        reopen(alice, window)


@pytest.mark.parametrize("state", ["assigned", "in_progress", "returned", "released"])
def test_only_a_submitted_article_is_returned(
    state: str, maya: Person, hers: Assignment, refuses: Callable[..., Any], fresh: Callable[[Any], Any]
) -> None:
    Assignment.objects.update(state=state)
    assignment = fresh(hers)
    with refuses(Invalid):
        give_back(maya, assignment)


@pytest.mark.parametrize("who", ["alice", "bob", "adam", "vera", "zoe"])
def test_only_a_manager_returns(
    who: str, request: pytest.FixtureRequest, article: Article, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    Assignment.objects.update(state="submitted")
    hers.refresh_from_db()
    with refuses(PermissionDenied):
        give_back(person, hers)


def test_a_return_is_logged_and_the_article_open_again(
    alice: Person, maya: Person, article: Article, hers: Assignment, written: Callable[[], list[Any]]
) -> None:
    submit(alice, article)
    written()
    window = Assignment.objects.get()
    returned = give_back(maya, window)
    assert (returned.state, returned.submitted_at, Article.objects.get().state) == ("returned", None, "review")
    assert written() == [entry("maya", "return", hers, "submitted", "returned")]
    assert may(alice, "article.review", Article.objects.get())


def test_a_return_from_an_old_page_is_refused(
    alice: Person,
    maya: Person,
    article: Article,
    hers: Assignment,
    refuses: Callable[..., Any],
    fresh: Callable[[Any], Any],
) -> None:
    submit(alice, article)
    page = fresh(hers)
    reopen(alice, article)
    with refuses(Invalid):
        give_back(maya, page)


@pytest.mark.django_db(transaction=True)
def test_a_double_press_hands_in_once(
    alice: Person, article: Article, hers: Assignment, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    results = race(*(partial(submit, alice, fresh(article)) for _ in range(3)))
    assert sorted(type(result).__name__ for result in results) == [
        "Assignment",
        "PermissionDenied",
        "PermissionDenied",
    ], results
    assert AuditEntry.objects.filter(verb="submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_return_and_the_last_submission_at_once_leave_no_gold_of_an_open_article(
    alice: Person,
    bob: Person,
    maya: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    his: Assignment,
    race: Callable[..., list[Any]],
    fresh: Callable[[Any], Any],
) -> None:
    for person in (alice, bob):
        CONFIRM.perform(person, claim, {})
    for _ in range(4):
        submit(alice, fresh(article))
        results = race(partial(submit, bob, fresh(article)), partial(give_back, maya, fresh(hers)))
        assert [type(result) for result in results] == [Assignment, Assignment], results
        assert (fresh(hers).state, fresh(his).state) == ("returned", "submitted")
        assert (fresh(article).state, Settlement.objects.count()) == ("review", 0)
        Assignment.objects.filter(pk=his.pk).update(state="in_progress")
