"""Add a claim that nobody proposed; two who add the same, blind, judge one claim."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Person

ADD, UNDO = BY_NAME["add"], BY_NAME["undo"]
PLACE = {"kind": "casualty", "start": 0, "end": 47}


@pytest.fixture
def his(article: Article, bob: Person, make_assignment: Callable[..., Assignment]) -> Assignment:
    return make_assignment(article, bob)


def test_it_writes_a_claim_a_judgement_and_one_entry(
    alice: Person, article: Article, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    judgement = ADD.perform(alice, article, {**PLACE, "end": 48, "attributes": {"low": 12}, "note": "missed"})
    claim, stored = Claim.objects.get(), Judgement.objects.get()
    quote = "Shells killed at least 12 people in Ostrava Bay"
    assert (claim.kind, claim.start, claim.end, claim.quote) == ("casualty", 0, 47, quote)
    assert (claim.origin, claim.author, claim.rule, claim.fingerprint) == ("person", alice, "", "")
    assert claim.attributes == claim.kind_object.clean({"low": 12}, quote)
    assert (stored.pk, stored.claim, stored.reviewer, stored.version) == (judgement.pk, claim, alice, 1)
    assert (stored.decision, stored.note) == ("confirmed", "missed")
    assert stored.answer() == {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}
    (entry,) = written()
    assert (entry["verb"], entry["on"], entry["before"]) == ("add", ("judgement", stored.pk), None)
    assert entry["after"] == stored.snapshot()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"kind": "casualty"},
        {"start": 0, "end": 47},
        {**PLACE, "kind": "rumour"},
        {**PLACE, "kind": ["casualty"]},
        {**PLACE, "start": 47},
        {**PLACE, "end": None},
        {**PLACE, "start": True},
        {**PLACE, "quote": "other words"},
        {**PLACE, "quote": None},
        {**PLACE, "attributes": {"low": "many"}},
    ],
)
def test_what_is_incomplete_or_wrong_is_refused(
    wrong: dict[str, Any], alice: Person, article: Article, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid):
        ADD.perform(alice, article, wrong)


def test_a_kind_that_the_project_does_not_use_is_refused(
    alice: Person, article: Article, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    article.project.kinds = ["statement"]
    article.project.save()
    with refuses(Invalid) as refusal:
        ADD.perform(alice, article, PLACE)
    assert list(refusal.value.errors) == ["kind"]


def test_what_the_pipeline_or_she_herself_marked_is_refused(
    alice: Person, article: Article, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid):
        ADD.perform(alice, article, PLACE)
    ADD.perform(alice, article, {**PLACE, "kind": "statement"})
    with refuses(Invalid):
        ADD.perform(alice, article, {**PLACE, "kind": "statement"})


def test_the_same_words_as_another_kind_or_other_words_are_another_claim(
    alice: Person, article: Article, claim: Claim, hers: Assignment
) -> None:
    ADD.perform(alice, article, {**PLACE, "kind": "framing"})
    ADD.perform(alice, article, {**PLACE, "end": 32})
    assert Claim.objects.count() == 3


def test_two_who_add_the_same_judge_one_claim_each_with_their_own_answer(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    first = ADD.perform(alice, article, {**PLACE, "attributes": {"low": 12}})
    second = ADD.perform(bob, article, {**PLACE, "attributes": {"low": 7}})
    assert first.claim == second.claim == Claim.objects.get()
    assert (second.version, second.attributes["low"], second.decision) == (1, 7, "confirmed")
    assert Claim.objects.get().attributes["low"] == 12
    first.refresh_from_db()
    assert (first.version, first.attributes["low"]) == (1, 12)


def test_added_anew_after_an_undo_it_is_a_new_claim(alice: Person, article: Article, hers: Assignment) -> None:
    ADD.perform(alice, article, {**PLACE, "attributes": {"low": 1}})
    UNDO.perform(alice, article, {})
    again = ADD.perform(alice, article, {**PLACE, "attributes": {"low": 2}})
    first, second = Claim.objects.order_by("id")
    assert (first.withdrawn_at is None, second.withdrawn_at, second) == (False, None, again.claim)
    assert (again.version, again.attributes["low"]) == (1, 2)


def test_added_anew_where_another_holds_it_her_version_goes_on(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    ADD.perform(alice, article, {**PLACE, "attributes": {"low": 1}})
    ADD.perform(bob, article, PLACE)
    UNDO.perform(alice, article, {})
    again = ADD.perform(alice, article, {**PLACE, "attributes": {"low": 2}})
    assert (again.version, again.attributes["low"], Claim.objects.count()) == (3, 2, 1)
    # What she put last is what her confirmation means, not what she put first.
    BY_NAME["skip"].perform(alice, again.claim, {}, 3)
    assert BY_NAME["confirm"].perform(alice, again.claim, {}, 4).attributes["low"] == 2


def test_behind_a_submission_nothing_is_added(
    alice: Person, article: Article, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    Assignment.objects.update(state="submitted")
    with refuses(PermissionDenied):
        ADD.perform(alice, article, PLACE)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_at_once_end_with_one_claim(
    alice: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    his: Assignment,
    race: Callable[..., list[Any]],
    fresh: Callable[[Any], Any],
) -> None:
    for end in range(27, 33):
        data = {"kind": "casualty", "start": 0, "end": end}
        results = race(*(partial(ADD.perform, person, fresh(article), data) for person in (alice, bob)))
        assert [type(result) for result in results] == [Judgement, Judgement], results
        claim = Claim.objects.get(end=end)
        assert {judgement.reviewer.username for judgement in claim.judgements.all()} == {"alice", "bob"}
        assert AuditEntry.objects.filter(verb="add").count() == Judgement.objects.count() == 2 * Claim.objects.count()


@pytest.mark.django_db(transaction=True)
def test_one_window_twice_adds_once(
    alice: Person, article: Article, hers: Assignment, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    results = race(*(partial(ADD.perform, alice, fresh(article), PLACE) for _ in range(3)))
    assert sorted(type(result).__name__ for result in results) == ["Invalid", "Invalid", "Judgement"], results
    assert (Claim.objects.count(), Judgement.objects.count()) == (1, 1)
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == ["add", "begin"]


@pytest.mark.django_db(transaction=True)
def test_an_undo_and_an_addition_at_once_never_lose_a_claim(
    alice: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    his: Assignment,
    race: Callable[..., list[Any]],
    fresh: Callable[[Any], Any],
) -> None:
    for end in range(20, 30):
        data = {"kind": "casualty", "start": 0, "end": end}
        ADD.perform(alice, article, data)
        results = race(
            partial(UNDO.perform, alice, fresh(article), {}),
            partial(ADD.perform, bob, fresh(article), data),
        )
        assert [type(result) for result in results] == [Judgement, Judgement], results
        added = results[1]
        # Added before the undo he shares hers, after it he has one of his own: either way it stands.
        assert fresh(added.claim).withdrawn_at is None
        assert fresh(added).decision == "confirmed"
        UNDO.perform(bob, article, {})


@pytest.mark.django_db(transaction=True)
def test_correcting_what_another_adds_at_once_does_not_deadlock(
    alice: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    his: Assignment,
    race: Callable[..., list[Any]],
    fresh: Callable[[Any], Any],
) -> None:
    claim = ADD.perform(alice, article, PLACE).claim
    for round_ in range(8):
        results = race(
            partial(BY_NAME["correct"].perform, alice, fresh(claim), {"attributes": {"low": round_}}, round_ + 1),
            partial(ADD.perform, bob, fresh(article), PLACE),
        )
        assert [type(result) for result in results] == [Judgement, Judgement], results
        UNDO.perform(bob, article, {})


def test_its_priority_is_its_own_whatever_stands_beside_it(
    alice: Person, article: Article, hers: Assignment, make_claim: Callable[..., Claim]
) -> None:
    make_claim(article, "40 residents", low=40, high=40, outcomes=["killed"])
    ADD.perform(alice, article, {**PLACE, "attributes": {"low": 12, "high": 12, "outcomes": ["killed"]}})
    added = Claim.objects.get(origin="person")
    assert dict(added.priority_parts) == {"casualty": 0.45, "worst-outcome": 0.1, "tens": 0.08, "no-source": 0.05}
    assert added.priority == pytest.approx(0.68)
