"""The adjudicator's word: who may give it, what it says, and that it is not given over an unseen one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.adjudicate import adjudicate
from claims.actions.errors import Invalid, Stale
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.models import Article, Assignment, AuditEntry, Claim, Person, Settlement
from claims.models.judgement import AdjudicationReason

WHY = {"reason": "edge_case"}


@pytest.fixture
def differed(
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    second: Claim,
    hers: Assignment,
    make_assignment: Callable[..., Assignment],
) -> Claim:
    """A claim that Alice confirmed and Bob rejected; of the second both say the same."""
    make_assignment(article, bob)
    for person, name in ((alice, "confirm"), (bob, "reject")):
        BY_NAME[name].perform(person, claim, {"reason": "other"})
        BY_NAME["confirm"].perform(person, second, {})
        submit(person, article)
    assert article.state == "adjudication"
    return claim


def test_it_settles_with_all_that_was_given(
    adam: Person, differed: Claim, article: Article, written: Callable[[], list[dict[str, Any]]]
) -> None:
    written()
    data = {
        "is_claim": True,
        "end": 32,
        "attributes": {"low": 12},
        "reason": "guideline_gap",
        "confidence": 4,
        "guideline_change": True,
        "note": " Say more of counts. ",
        "verdict": "refuted",
        "justification": "The hospital counted nine.",
        "as_of": "2026-03-01",
    }
    settlement = adjudicate(adam, differed, data)
    stored = Settlement.objects.get(claim=differed)
    assert stored.snapshot() == {
        "claim_id": differed.pk,
        "kind": "casualty",
        "start": 0,
        "end": 32,
        "quote": "Shells killed at least 12 people",
        "attributes": differed.kind_object.clean({"low": 12}, ""),
        "spans": {},
        "is_claim": True,
        "resolution": "adjudicated",
        "reason": "guideline_gap",
        "confidence": 4,
        "guideline_change": True,
        "note": "Say more of counts.",
        "verdict": "refuted",
        "justification": "The hospital counted nine.",
        "as_of": "2026-03-01",
    }
    assert (stored.version, stored.settled_by, stored.as_of) == (1, adam, datetime.date(2026, 3, 1))
    assert written() == [
        {
            "actor": "adam",
            "verb": "adjudicate",
            "on": ("settlement", settlement.pk),
            "before": None,
            "after": stored.snapshot(),
            "article": article.pk,
            "project": article.project_id,
            "undoes": None,
        }
    ]
    assert Article.objects.get().state == "settled"


def test_no_claim_here_is_an_answer_without_verdict(adam: Person, differed: Claim) -> None:
    data = {**WHY, "is_claim": False, "end": 5, "verdict": "supported", "justification": "j", "as_of": "2026-03-01"}
    settlement = adjudicate(adam, differed, data)
    assert (settlement.is_claim, settlement.end, settlement.quote) == (False, differed.end, differed.quote)
    assert (settlement.verdict, settlement.justification, settlement.as_of) == ("", "", None)


def test_what_is_left_out_is_as_proposed(adam: Person, differed: Claim) -> None:
    settlement = adjudicate(adam, differed, WHY)
    assert settlement.answer() == {name: getattr(differed, name) for name in Settlement.ANSWER_FIELDS}
    assert (settlement.confidence, settlement.guideline_change, settlement.note) == (None, False, "")


def test_the_article_waits_for_its_last_claim(
    adam: Person,
    alice: Person,
    article: Article,
    claim: Claim,
    second: Claim,
    hers: Assignment,
) -> None:
    for one in (claim, second):
        BY_NAME["skip"].perform(alice, one, {})
    submit(alice, article)
    adjudicate(adam, claim, WHY)
    assert Article.objects.get().state == "adjudication"
    adjudicate(adam, second, WHY)
    assert Article.objects.get().state == "settled"


def test_gold_of_any_kind_can_be_decided_anew_by_who_has_seen_it(
    adam: Person, maya: Person, differed: Claim, second: Claim, written: Callable[[], list[dict[str, Any]]]
) -> None:
    unanimous = second.settlement.snapshot()
    written()
    adjudicate(adam, second, {**WHY, "is_claim": False}, 1)
    again = adjudicate(maya, second, {**WHY, "note": "after all"}, 2)
    assert (again.version, again.settled_by, again.is_claim, again.resolution) == (3, maya, True, "adjudicated")
    first, last = written()
    assert (first["before"], last["before"], last["after"]) == (unanimous, first["after"], again.snapshot())
    assert Settlement.objects.filter(claim=second).count() == 1


@pytest.mark.parametrize("version", [1, 2])
def test_a_word_over_an_unseen_one_is_stale(
    version: int, adam: Person, differed: Claim, second: Claim, refuses: Callable[..., Any]
) -> None:
    with refuses(Stale) as refusal:
        adjudicate(adam, differed, WHY, version)
    assert (refusal.value.current.version, refusal.value.mine) == (0, WHY)
    with refuses(Stale) as refusal:
        adjudicate(adam, second, WHY, 2 * version - 2)
    assert refusal.value.current == second.settlement


@pytest.mark.parametrize("who", ["alice", "bob", "vera", "zoe", "root"])
def test_others_are_denied(
    who: str, request: pytest.FixtureRequest, differed: Claim, refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        adjudicate(person, differed, WHY)


def test_nobody_settles_what_they_reviewed(
    adam: Person,
    article: Article,
    claim: Claim,
    make_assignment: Callable[..., Assignment],
    refuses: Callable[..., Any],
) -> None:
    make_assignment(article, adam)
    BY_NAME["skip"].perform(adam, claim, {})
    submit(adam, article)
    with refuses(PermissionDenied):
        adjudicate(adam, claim, WHY)


@pytest.mark.parametrize("state", ["new", "review"])
def test_before_all_have_submitted_nobody_settles(
    state: str, adam: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    Article.objects.update(state=state)
    with refuses(PermissionDenied):
        adjudicate(adam, Claim.objects.get(), WHY)


def test_a_page_from_before_a_return_settles_nothing(
    adam: Person, maya: Person, differed: Claim, refuses: Callable[..., Any]
) -> None:
    page = Claim.objects.select_related("article").get(pk=differed.pk)
    assert page.article.state == "adjudication"
    give_back(maya, Assignment.objects.get(person__username="alice"))
    with refuses(PermissionDenied):
        adjudicate(adam, page, WHY)


def test_a_claim_that_is_gone_is_refused(adam: Person, differed: Claim, refuses: Callable[..., Any]) -> None:
    Claim.objects.filter(pk=differed.pk).update(withdrawn_at="2026-01-01T00:00:00Z")
    with refuses(Invalid) as refusal:
        adjudicate(adam, differed, WHY)
    assert "gone" in str(refusal.value)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": None}, "reason"),
        ({"reason": "whim"}, "reason"),
        ({**WHY, "confidence": 0}, "confidence"),
        ({**WHY, "confidence": 6}, "confidence"),
        ({**WHY, "confidence": "3"}, "confidence"),
        ({**WHY, "end": 10**6}, "span"),
        ({**WHY, "kind": "rumour"}, "kind"),
        ({**WHY, "attributes": {"low": -1}}, "low"),
        ({**WHY, "verdict": "true", "justification": "j"}, "verdict"),
        ({**WHY, "verdict": "supported"}, "justification"),
        ({**WHY, "verdict": "supported", "justification": "j", "as_of": "yesterday"}, "as_of"),
    ],
)
def test_what_is_wrong_is_refused_and_named(
    wrong: dict[str, Any], field: str, adam: Person, differed: Claim, second: Claim, refuses: Callable[..., Any]
) -> None:
    for one, version in ((differed, 0), (second, 1)):
        with refuses(Invalid) as refusal:
            adjudicate(adam, one, wrong, version)
        assert list(refusal.value.errors) == [field]


@pytest.mark.parametrize("reason", AdjudicationReason.values)
def test_each_reason_is_kept(reason: str, adam: Person, differed: Claim) -> None:
    assert adjudicate(adam, differed, {"reason": reason}).reason == reason


@pytest.mark.django_db(transaction=True)
def test_of_two_adjudicators_at_once_one_is_stale(
    adam: Person, maya: Person, differed: Claim, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    for version in range(4):
        results = race(
            partial(adjudicate, adam, fresh(differed), WHY, version),
            partial(adjudicate, maya, fresh(differed), WHY, version),
        )
        assert {type(result) for result in results} == {Settlement, Stale}, results
        (winner,) = (result for result in results if isinstance(result, Settlement))
        assert (fresh(winner).version, fresh(winner).settled_by) == (version + 1, winner.settled_by)
        assert AuditEntry.objects.filter(verb="adjudicate").count() == version + 1
