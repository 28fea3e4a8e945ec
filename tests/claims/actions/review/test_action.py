"""What all review actions share: who may, what is stale, what is written, and what becomes of the assignment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.assign import release
from claims.actions.errors import Invalid, Stale
from claims.actions.review import BY_NAME, REVIEW_ACTIONS
from claims.actions.submit import give_back, submit
from claims.models import Article, Assignment, AuditEntry, Claim, GuidelineVersion, Judgement, Person
from claims.permissions import may

CONFIRM, REJECT, ADD = BY_NAME["confirm"], BY_NAME["reject"], BY_NAME["add"]
# What each action on a claim needs to succeed on an open one.
GOOD: dict[str, dict[str, Any]] = {
    "confirm": {},
    "correct": {"attributes": {"low": 3}},
    "reject": {"reason": "not_a_claim"},
    "skip": {},
}
HALL = {"kind": "casualty", "start": 36, "end": 47}


def test_the_registry_names_each_action_once() -> None:
    assert [action.name for action in REVIEW_ACTIONS] == [
        *("confirm", "correct", "reject", "skip", "confirm_rest", "add", "undo", "redo")
    ]
    assert len({action.key for action in REVIEW_ACTIONS}) == len(REVIEW_ACTIONS)
    assert {action.name for action in REVIEW_ACTIONS if action.on is Claim} == set(GOOD)
    assert all(action.permission == "article.review" for action in REVIEW_ACTIONS)


@pytest.mark.parametrize("name", GOOD)
def test_each_action_writes_one_judgement_and_one_entry(
    name: str,
    alice: Person,
    claim: Claim,
    hers: Assignment,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    judgement = BY_NAME[name].perform(alice, claim, {**GOOD[name], "note": "why"})
    stored = Judgement.objects.get()
    assert (stored.pk, stored.claim_id, stored.reviewer_id, stored.version) == (judgement.pk, claim.pk, alice.pk, 1)
    assert stored.snapshot() == judgement.snapshot()
    assert stored.note == "why"
    assert stored.decided_at is not None
    assert written() == [
        {
            "actor": "alice",
            "verb": name,
            "on": ("judgement", stored.pk),
            "before": None,
            "after": stored.snapshot(),
            "article": claim.article_id,
            "project": claim.article.project_id,
            "undoes": None,
        }
    ]


def test_the_second_change_logs_what_stood_before(
    alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    first = CONFIRM.perform(alice, claim, {}).snapshot()
    second = REJECT.perform(alice, claim, {"reason": "other"}, 1)
    assert (second.version, second.decision) == (2, "rejected")
    assert [(entry["before"], entry["after"]) for entry in written()] == [(None, first), (first, second.snapshot())]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("who", ["bob", "maya", "adam", "vera", "zoe", "root"])
def test_who_has_no_assignment_is_denied(
    name: str, who: str, request: pytest.FixtureRequest, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        BY_NAME[name].perform(person, claim, GOOD[name])


@pytest.mark.parametrize("name", ["add", "undo"])
@pytest.mark.parametrize("who", ["bob", "vera", "zoe"])
def test_who_has_no_assignment_neither_adds_nor_undoes(
    name: str, who: str, request: pytest.FixtureRequest, article: Article, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        BY_NAME[name].perform(person, article, HALL)


@pytest.mark.parametrize("state", ["submitted", "released"])
def test_an_article_that_is_not_open_is_denied(
    state: str, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    Assignment.objects.update(state=state)
    with refuses(PermissionDenied):
        CONFIRM.perform(alice, claim, {})


@pytest.mark.parametrize("version", [0, 1, 3])
def test_another_version_is_stale_and_shows_both(
    version: int, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    CONFIRM.perform(alice, claim, {"note": "first"})
    REJECT.perform(alice, claim, {"reason": "other", "note": "second"}, 1)
    mine = {"reason": "duplicate"}
    with refuses(Stale) as refusal:
        REJECT.perform(alice, claim, mine, version)
    assert (refusal.value.current.version, refusal.value.current.note) == (2, "second")
    assert refusal.value.mine == mine


def test_a_version_of_what_was_never_written_is_stale(
    alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Stale) as refusal:
        CONFIRM.perform(alice, claim, {}, 1)
    assert refusal.value.current.pk is None


def test_a_withdrawn_or_deleted_claim_is_refused(
    alice: Person, claim: Claim, second: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    Claim.objects.filter(pk=claim.pk).update(withdrawn_at="2026-01-01T00:00:00Z")
    Claim.objects.filter(pk=second.pk).delete()
    for gone in (claim, second):
        with refuses(Invalid) as refusal:
            CONFIRM.perform(alice, gone, {})
        assert "gone" in str(refusal.value)


@pytest.mark.parametrize("name", GOOD)
def test_what_another_added_is_not_there_for_her(
    name: str,
    alice: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    make_assignment: Callable[..., Assignment],
    refuses: Callable[..., Any],
) -> None:
    make_assignment(article, bob)
    added = ADD.perform(alice, article, HALL).claim
    with refuses(Invalid):
        BY_NAME[name].perform(bob, added, GOOD[name])


def test_the_guideline_in_force_is_kept_with_the_judgement(alice: Person, claim: Claim, hers: Assignment) -> None:
    project = claim.article.project
    assert CONFIRM.perform(alice, claim, {}).guideline_version.number == 1
    GuidelineVersion.objects.create(project=project, number=2, text="Newer.", created_by=alice)
    assert REJECT.perform(alice, claim, {"reason": "other"}, 1).guideline_version.number == 2


@pytest.mark.parametrize("state", ["assigned", "returned", "in_progress"])
def test_the_first_action_begins_the_assignment(state: str, alice: Person, claim: Claim, hers: Assignment) -> None:
    Assignment.objects.update(state=state)
    CONFIRM.perform(alice, claim, {})
    hers.refresh_from_db()
    assert hers.state == "in_progress"
    assert (hers.started_at is None) == (state == "in_progress")


def test_it_begins_nobody_elses_assignment(
    alice: Person, bob: Person, claim: Claim, hers: Assignment, make_assignment: Callable[..., Assignment]
) -> None:
    his = make_assignment(claim.article, bob)
    CONFIRM.perform(alice, claim, {})
    his.refresh_from_db()
    assert (his.state, his.started_at) == ("assigned", None)


def test_two_reviewers_judge_side_by_side(
    alice: Person, bob: Person, claim: Claim, hers: Assignment, make_assignment: Callable[..., Assignment]
) -> None:
    make_assignment(claim.article, bob)
    CONFIRM.perform(alice, claim, {})
    REJECT.perform(bob, claim, {"reason": "other"})
    decisions = Judgement.objects.order_by("reviewer__username").values_list(
        "reviewer__username", "decision", "version"
    )
    assert list(decisions) == [("alice", "confirmed", 1), ("bob", "rejected", 1)]


def test_nothing_is_judged_behind_a_submission_in_another_window(
    alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any], fresh: Callable[[Any], Any]
) -> None:
    CONFIRM.perform(alice, claim, {})
    window = fresh(claim)
    assert may(alice, "article.review", window.article)
    submit(alice, fresh(claim.article))
    with refuses(PermissionDenied):
        REJECT.perform(alice, window, {"reason": "other"}, 1)


def test_nothing_is_judged_behind_a_release(
    alice: Person,
    maya: Person,
    claim: Claim,
    hers: Assignment,
    refuses: Callable[..., Any],
    fresh: Callable[[Any], Any],
) -> None:
    window = fresh(claim)
    assert may(alice, "article.review", window.article)
    release(maya, fresh(hers))
    with refuses(PermissionDenied):
        CONFIRM.perform(alice, window, {})


def test_a_window_from_before_a_return_works_on(
    alice: Person, maya: Person, claim: Claim, hers: Assignment, fresh: Callable[[Any], Any]
) -> None:
    CONFIRM.perform(alice, claim, {})
    submit(alice, fresh(claim.article))
    window = fresh(claim)
    assert not may(alice, "article.review", window.article)
    give_back(maya, fresh(hers))
    assert REJECT.perform(alice, window, {"reason": "other"}, 1).version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_writers_with_one_version_one_is_stale(
    alice: Person, claim: Claim, hers: Assignment, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    for version in range(6):
        results = race(
            partial(REJECT.perform, alice, fresh(claim), {"reason": "other", "note": "one"}, version),
            partial(REJECT.perform, alice, fresh(claim), {"reason": "other", "note": "two"}, version),
        )
        assert {type(result) for result in results} == {Judgement, Stale}, results
        (winner,) = (result for result in results if isinstance(result, Judgement))
        stored = Judgement.objects.get()
        assert (stored.version, stored.note) == (version + 1, winner.note)
        assert AuditEntry.objects.filter(object_type="judgement").count() == version + 1


@pytest.mark.django_db(transaction=True)
def test_a_submission_and_a_judgement_at_once_leave_no_judgement_behind_the_gold(
    alice: Person, claim: Claim, hers: Assignment, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    CONFIRM.perform(alice, claim, {})
    for _ in range(4):
        version = Judgement.objects.get().version
        submitted, judged = race(
            partial(submit, alice, fresh(claim).article),
            partial(REJECT.perform, alice, fresh(claim), {"reason": "other"}, version),
        )
        assert isinstance(submitted, Assignment), submitted
        assert isinstance(judged, Judgement | PermissionDenied), judged
        assert fresh(claim).settlement.is_claim == Judgement.objects.get().is_claim
        Assignment.objects.update(state="in_progress")
        fresh(claim).settlement.delete()
        Article.objects.update(state="review")
        Judgement.objects.update(decision="confirmed", reason="")
