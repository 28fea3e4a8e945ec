"""Gold where all agree, an adjudicator's desk where they do not, and nothing before all have submitted."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from claims.actions.adjudicate import adjudicate
from claims.actions.assign import assign, release
from claims.actions.disputes import judged_claims
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, reopen, submit
from claims.actions.verdict import give_verdict, take_back_verdict
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Person, Project, Settlement

PLACE = {"kind": "framing", "start": 36, "end": 47}
SUPPORTED = {"verdict": "supported", "justification": "The hospital says so."}


def judge(person: Person, claim: Claim, name: str, **data: Any) -> Judgement:
    """The person's judgement at whatever version it is."""
    own = Judgement.objects.filter(claim=claim, reviewer=person).first()
    return BY_NAME[name].perform(person, claim, data, own.version if own else 0)


def now(article: Article) -> str:
    """The article's state in the database."""
    return Article.objects.get(pk=article.pk).state


def gold() -> dict[int, tuple[bool, str]]:
    return {row.claim_id: (row.is_claim, row.resolution) for row in Settlement.objects.all()}


@pytest.fixture
def his(article: Article, bob: Person, make_assignment: Callable[..., Assignment]) -> Assignment:
    return make_assignment(article, bob)


def test_one_reviewer_settles_alone(
    alice: Person,
    article: Article,
    claim: Claim,
    second: Claim,
    hers: Assignment,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    corrected = judge(alice, claim, "correct", end=32, attributes={"low": 12})
    judge(alice, second, "reject", reason="other")
    written()
    submit(alice, article)
    assert gold() == {claim.pk: (True, "single"), second.pk: (False, "single")}
    assert claim.settlement.answer() == corrected.answer()
    assert (claim.settlement.version, claim.settlement.settled_by, claim.settlement.verdict) == (1, None, "")
    assert second.settlement.quote == second.quote
    assert now(article) == "settled"
    entries = written()
    assert [(entry["actor"], entry["verb"]) for entry in entries] == [
        ("alice", "submit"),
        (None, "settle"),
        (None, "settle"),
    ]
    for entry, one in zip(entries[1:], (claim, second), strict=True):
        assert entry["on"] == ("settlement", one.settlement.pk)
        assert (entry["before"], entry["after"]) == (None, one.settlement.snapshot())
        assert (entry["article"], entry["project"]) == (article.pk, article.project_id)


def test_nothing_is_settled_before_all_have_submitted(
    alice: Person, bob: Person, article: Article, claim: Claim, hers: Assignment, his: Assignment
) -> None:
    judge(alice, claim, "confirm")
    submit(alice, article)
    assert (now(article), gold()) == ("review", {})
    judge(bob, claim, "confirm")
    assert (now(article), gold()) == ("review", {})
    submit(bob, article)
    assert (now(article), gold()) == ("settled", {claim.pk: (True, "unanimous")})


@pytest.mark.parametrize(
    ("hers_is", "his_is", "settled"),
    [
        (("confirm", {}), ("confirm", {}), True),
        (("confirm", {}), ("confirm", {"note": "other words"}), True),
        (("correct", {"end": 32}), ("correct", {"end": 32}), True),
        (("confirm", {}), ("correct", {"spans": {}}), True),
        (("reject", {"reason": "other"}), ("reject", {"reason": "not_a_claim"}), False),
        (("confirm", {}), ("correct", {"attributes": {"low": 12}}), None),
        (("confirm", {}), ("correct", {"end": 32}), None),
        (("confirm", {}), ("correct", {"kind": "statement"}), None),
        (("confirm", {}), ("reject", {"reason": "other"}), None),
        (("confirm", {}), ("skip", {}), None),
        (("reject", {"reason": "other"}), ("skip", {}), None),
        (("skip", {}), ("skip", {}), None),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_two_settle_what_they_agree_on(
    hers_is: tuple[str, dict[str, Any]],
    his_is: tuple[str, dict[str, Any]],
    settled: bool | None,
    turned: bool,
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    his: Assignment,
) -> None:
    if turned:
        hers_is, his_is = his_is, hers_is
    for person, (name, data) in ((alice, hers_is), (bob, his_is)):
        judge(person, claim, name, **data)
        submit(person, article)
    assert gold() == ({} if settled is None else {claim.pk: (settled, "unanimous")})
    assert now(article) == ("adjudication" if settled is None else "settled")


def test_what_is_agreed_on_is_settled_beside_what_is_not(
    alice: Person, bob: Person, article: Article, claim: Claim, second: Claim, hers: Assignment, his: Assignment
) -> None:
    for person, name in ((alice, "confirm"), (bob, "skip")):
        judge(person, claim, "confirm")
        judge(person, second, name)
        submit(person, article)
    assert gold() == {claim.pk: (True, "unanimous")}
    assert now(article) == "adjudication"


def test_one_who_skips_alone_leaves_it_to_the_adjudicator(
    alice: Person, article: Article, claim: Claim, hers: Assignment
) -> None:
    judge(alice, claim, "skip")
    submit(alice, article)
    assert (gold(), now(article)) == ({}, "adjudication")


def test_added_by_one_only_waits_for_the_adjudicator(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    BY_NAME["add"].perform(alice, article, PLACE)
    submit(alice, article)
    submit(bob, article)
    assert (gold(), now(article)) == ({}, "adjudication")


def test_added_by_both_is_unanimous(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    for person in (alice, bob):
        added = BY_NAME["add"].perform(person, article, {**PLACE, "attributes": {"voice": "own"}})
        submit(person, article)
    assert (gold(), now(article)) == ({added.claim_id: (True, "unanimous")}, "settled")


def test_added_by_both_with_other_attributes_is_not(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    for person, voice in ((alice, "own"), (bob, "quoted")):
        BY_NAME["add"].perform(person, article, {**PLACE, "attributes": {"voice": voice}})
        submit(person, article)
    assert (gold(), now(article)) == ({}, "adjudication")


@pytest.mark.parametrize(("then", "state"), [("undo", "settled"), ("reject", "settled"), ("skip", "adjudication")])
def test_added_and_thought_better_of(
    then: str, state: str, alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    added = BY_NAME["add"].perform(alice, article, PLACE)
    if then == "undo":
        BY_NAME["undo"].perform(alice, article, {})
    else:
        judge(alice, added.claim, then, reason="other")
    submit(alice, article)
    submit(bob, article)
    assert now(article) == state
    # Rejected by the one who added it and not seen by the other: both say that there is no claim here.
    assert gold() == ({added.claim_id: (False, "unanimous")} if then == "reject" else {})


@pytest.mark.parametrize(
    ("labels", "settled"),
    [
        (("supported", "supported"), "supported"),
        (("supported", None), "supported"),
        ((None, "refuted"), "refuted"),
        (("supported", "refuted"), None),
        ((None, None), ""),
    ],
)
def test_verdicts_are_settled_or_differ(
    labels: tuple[str | None, str | None],
    settled: str | None,
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    his: Assignment,
) -> None:
    for person, label in zip((alice, bob), labels, strict=True):
        judge(person, claim, "confirm")
        if label:
            day = "2026-02-01" if person == alice else "2026-03-01"
            give_verdict(person, claim, {"verdict": label, "justification": f"{label}, says {person}", "as_of": day})
        submit(person, article)
    if settled is None:
        assert (gold(), now(article)) == ({}, "adjudication")
        return
    settlement = Settlement.objects.get()
    given = [str(person) for person, label in zip((alice, bob), labels, strict=True) if label]
    assert (settlement.verdict, now(article)) == (settled, "settled")
    assert settlement.justification == "\n\n".join(f"{settled}, says {name}" for name in given)
    latest = datetime.date(2026, 3, 1) if "bob" in given else datetime.date(2026, 2, 1) if given else None
    assert settlement.as_of == latest


def test_one_justification_in_the_same_words_is_kept_once(
    alice: Person, bob: Person, article: Article, claim: Claim, hers: Assignment, his: Assignment
) -> None:
    for person in (alice, bob):
        judge(person, claim, "confirm")
        give_verdict(person, claim, SUPPORTED)
        submit(person, article)
    assert claim.settlement.justification == SUPPORTED["justification"]


def test_a_verdict_that_was_taken_back_counts_for_nothing(
    alice: Person, bob: Person, article: Article, claim: Claim, hers: Assignment, his: Assignment
) -> None:
    for person, label in ((alice, "supported"), (bob, "refuted")):
        judge(person, claim, "confirm")
        give_verdict(person, claim, {"verdict": label, "justification": "j"})
    take_back_verdict(bob, claim, 1)
    submit(alice, article)
    submit(bob, article)
    assert (claim.settlement.verdict, now(article)) == ("supported", "settled")


def test_what_is_no_claim_has_no_verdict(
    alice: Person, bob: Person, article: Article, claim: Claim, hers: Assignment, his: Assignment
) -> None:
    for person, label in ((alice, "supported"), (bob, "refuted")):
        give_verdict(person, claim, {"verdict": label, "justification": "j", "as_of": "2026-01-01"})
        judge(person, claim, "reject", reason="other")
        submit(person, article)
    settlement = Settlement.objects.get()
    assert (settlement.is_claim, settlement.verdict, settlement.justification) == (False, "", "")
    assert (settlement.as_of, now(article)) == (None, "settled")


def test_the_project_asks_for_two_and_one_is_not_enough(
    two: Project, alice: Person, bob: Person, maya: Person, article: Article, claim: Claim, hers: Assignment
) -> None:
    judge(alice, claim, "confirm")
    submit(alice, article)
    assert (gold(), now(article)) == ({}, "review")
    assign(maya, two, [article], [bob])
    judge(bob, claim, "confirm")
    submit(bob, article)
    assert (gold(), now(article)) == ({claim.pk: (True, "unanimous")}, "settled")


def test_a_released_reviewers_word_does_not_count(
    alice: Person, bob: Person, maya: Person, article: Article, claim: Claim, hers: Assignment, his: Assignment
) -> None:
    judge(alice, claim, "reject", reason="other")
    release(maya, hers)
    judge(bob, claim, "confirm")
    submit(bob, article)
    assert (gold(), now(article)) == ({claim.pk: (True, "single")}, "settled")


def test_the_release_of_the_last_one_waited_for_settles(
    alice: Person, bob: Person, maya: Person, article: Article, claim: Claim, hers: Assignment, his: Assignment
) -> None:
    judge(alice, claim, "confirm")
    submit(alice, article)
    release(maya, his)
    assert (gold(), now(article)) == ({claim.pk: (True, "single")}, "settled")


def test_the_release_of_everybody_makes_the_article_new(
    alice: Person, maya: Person, article: Article, claim: Claim, hers: Assignment
) -> None:
    judge(alice, claim, "confirm")
    release(maya, hers)
    assert (gold(), now(article)) == ({}, "new")


@pytest.mark.parametrize("submitted", [False, True])
def test_what_a_released_reviewer_added_is_nobodys_to_settle(
    submitted: bool, alice: Person, bob: Person, maya: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    BY_NAME["add"].perform(alice, article, PLACE)
    if submitted:
        submit(alice, article)
    release(maya, Assignment.objects.get(pk=hers.pk))
    submit(bob, article)
    assert (gold(), now(article)) == ({}, "settled")
    assert not judged_claims(article).exists()


def test_assigned_anew_her_additions_count_again(
    project: Project, alice: Person, bob: Person, maya: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    added = BY_NAME["add"].perform(alice, article, PLACE)
    release(maya, hers)
    assign(maya, project, [article], [alice])
    submit(alice, article)
    submit(bob, article)
    assert list(judged_claims(article)) == [added.claim]
    assert (gold(), now(article)) == ({}, "adjudication")


def test_returned_and_handed_in_again_it_is_settled_as_it_then_stands(
    alice: Person,
    maya: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    judge(alice, claim, "confirm")
    submit(alice, article)
    old = claim.settlement.snapshot()
    written()
    give_back(maya, Assignment.objects.get())
    assert (gold(), now(article)) == ({}, "review")
    assert [(entry["actor"], entry["verb"], entry["before"], entry["after"]) for entry in written()] == [
        ("maya", "return", {"state": "submitted"}, {"state": "returned"}),
        ("maya", "unsettle", old, None),
    ]
    article.refresh_from_db()
    judge(alice, Claim.objects.get(), "reject", reason="other")
    submit(alice, article)
    assert (gold(), now(article)) == ({claim.pk: (False, "single")}, "settled")


@pytest.mark.parametrize("how", ["return", "reopen"])
def test_what_was_adjudicated_stays_after_a_return(
    how: str, alice: Person, adam: Person, maya: Person, article: Article, claim: Claim, second: Claim, hers: Assignment
) -> None:
    judge(alice, claim, "skip")
    judge(alice, second, "confirm")
    submit(alice, article)
    word = adjudicate(adam, claim, {"is_claim": False, "reason": "edge_case"})
    assert now(article) == "settled"
    article.refresh_from_db()
    if how == "return":
        give_back(maya, Assignment.objects.get())
    else:
        reopen(alice, article)
    assert gold() == {claim.pk: (False, "adjudicated")}
    article = Article.objects.get()
    judge(alice, Claim.objects.get(pk=claim.pk), "confirm")
    submit(alice, article)
    assert gold() == {claim.pk: (False, "adjudicated"), second.pk: (True, "single")}
    assert (Settlement.objects.get(claim=claim).snapshot(), now(article)) == (word.snapshot(), "settled")


def test_an_article_without_claims_settles_at_once(alice: Person, article: Article, hers: Assignment) -> None:
    submit(alice, article)
    assert (gold(), now(article)) == ({}, "settled")


def test_claims_of_a_kind_not_in_use_or_withdrawn_hold_nothing_up(
    alice: Person, article: Article, claim: Claim, second: Claim, hers: Assignment
) -> None:
    article.project.kinds = ["statement"]
    article.project.save()
    Claim.objects.filter(pk=second.pk).update(withdrawn_at="2026-01-01T00:00:00Z")
    submit(alice, article)
    assert (gold(), now(article)) == ({}, "settled")


@pytest.mark.django_db(transaction=True)
def test_the_last_two_submitting_at_once_settle_once(
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    his: Assignment,
    race: Callable[..., list[Any]],
    fresh: Callable[[Any], Any],
) -> None:
    for person in (alice, bob):
        judge(person, claim, "confirm")
    results = race(*(partial(submit, person, fresh(article)) for person in (alice, bob)))
    assert [type(result) for result in results] == [Assignment, Assignment], results
    assert (gold(), now(article)) == ({claim.pk: (True, "unanimous")}, "settled")
    assert AuditEntry.objects.filter(verb="settle").count() == 1
