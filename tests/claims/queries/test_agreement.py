"""What agreement is measured on, and that nothing blind is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from claims.actions.adjudicate import adjudicate
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, reopen, submit
from claims.agreement.reading import Mark
from claims.models import Article, Assignment, Claim, Evidence, EvidenceLink, Judgement, Person, Project, Verdict
from claims.queries.agreement import Wanted, fingerprint, gathered, readers

SHELLS = "Shells killed at least 12 people in Ostrava Bay"


@pytest.fixture
def judge(make_assignment: Callable[..., Assignment]) -> Callable[..., None]:
    """`judge(article, person, claim=verb, ...)`: given the article, she answers and hands it in."""

    def done(article: Article, person: Person, answers: dict[Claim, Any], added: str = "") -> None:
        make_assignment(article, person)
        for claim, (verb, data) in answers.items():
            BY_NAME[verb].perform(person, claim, data)
        if added:
            start = article.text.index(added)
            place = {"kind": "casualty", "start": start, "end": start + len(added)}
            BY_NAME["add"].perform(person, article, place)

    return done


@pytest.fixture
def read(
    two: Project, article: Article, make_claim: Any, alice: Person, bob: Person, judge: Any
) -> tuple[Claim, Claim, Claim]:
    """An article that Alice and Bob have both judged: three proposals, and one that Alice added."""
    claims = (
        make_claim(article, SHELLS, low=12, outcomes=["killed"]),
        make_claim(article, "Another 40 residents were injured", low=40),
        make_claim(article, "“We will not leave,”", kind="statement", source="Mira Kolar"),
    )
    first, second, third = claims
    judge(
        article,
        alice,
        {first: ("confirm", {}), second: ("correct", {"attributes": {"low": 41}}), third: ("skip", {})},
        added="the governor said",
    )
    judge(article, bob, {first: ("confirm", {}), second: ("reject", {"reason": "not_a_claim"}), third: ("confirm", {})})
    return claims


def hand_in(article: Article, *people: Person) -> None:
    for person in people:
        article.__dict__.pop("_own_assignments", None)
        submit(person, article)


def test_what_each_said_of_each_claim(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person
) -> None:
    first, second, third = read
    evidence = Evidence.objects.create(title="E", url="https://e.example", added_by=bob)
    EvidenceLink.objects.create(claim=first, evidence=evidence, linked_by=bob, stance="supports")
    Verdict.objects.create(claim=first, reviewer=bob, label="supported", justification="j", given_at=datetime.now(UTC))
    hand_in(article, alice, bob)
    (document,) = gathered(two, Wanted()).documents
    hers, his = document.readings
    assert (hers.reviewer, his.reviewer) == (alice.pk, bob.pk)
    added = Claim.objects.get(origin="person")
    assert {mark.claim for mark in hers.marks} == {first.pk, second.pk, added.pk}
    assert next(mark for mark in hers.marks if mark.claim == second.pk).attributes["low"] == 41
    assert hers.unseen == (Mark(third.pk, "statement", third.start, third.end),)
    assert {mark.claim for mark in his.marks} == {first.pk, third.pk}
    # What Alice added is not unseen by Bob: he read the article and marked no claim there.
    assert his.unseen == ()
    mark = next(mark for mark in his.marks if mark.claim == first.pk)
    assert (mark.verdict, mark.evidence) == ("supported", frozenset({evidence.pk}))
    assert (document.length, document.version, document.title) == (len(article.text), 1, article.title)
    assert len(document.sentences) == 3
    year, week, _ = datetime.now(UTC).isocalendar()
    assert document.week == f"{year}-W{week:02}"


def test_nothing_is_in_before_all_have_submitted(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person
) -> None:
    hand_in(article, alice)
    found = gathered(two, Wanted())
    assert (found.documents, found.left_out) == ([], {"in_review": 1})
    assert list(readers(two)) == []
    hand_in(article, bob)
    assert len(gathered(two, Wanted()).documents) == 1
    assert list(readers(two)) == [alice, bob]


def test_a_returned_article_is_out_again(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person, maya: Person
) -> None:
    hand_in(article, alice, bob)
    give_back(maya, Assignment.objects.get(person=bob))
    assert gathered(two, Wanted()).left_out == {"in_review": 1}


def test_who_was_released_does_not_count(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person
) -> None:
    hand_in(article, alice, bob)
    Assignment.objects.filter(person=bob).update(state="released")
    found = gathered(two, Wanted())
    assert (found.documents, found.left_out) == ([], {"one_reader": 1})


def test_withdrawn_claims_and_kinds_not_in_use_are_out(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person
) -> None:
    hand_in(article, alice, bob)
    Claim.objects.filter(origin="person").update(withdrawn_at=datetime.now(UTC))
    two.kinds = ["casualty"]
    two.save()
    (document,) = gathered(two, Wanted()).documents
    assert {m.claim for one in document.readings for m in one.marks + one.unseen} == {read[0].pk, read[1].pk}


def test_proposals_that_were_not_shown_are_not_unseen(
    two: Project, article: Article, make_claim: Any, alice: Person, bob: Person
) -> None:
    Article.objects.update(unaided=True)
    article.refresh_from_db()
    make_claim(article, SHELLS)
    for person in (alice, bob):
        Assignment.objects.create(article=article, person=person, state="submitted")
    Article.objects.update(state="settled")
    (document,) = gathered(two, Wanted()).documents
    assert [(one.marks, one.unseen) for one in document.readings] == [((), ()), ((), ())]


def test_boilerplate_is_no_sentence_of_the_article(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person
) -> None:
    start = article.text.index("Another")
    Article.objects.update(boilerplate=[[start, len(article.text)]])
    article.refresh_from_db()
    hand_in(article, alice, bob)
    (document,) = gathered(two, Wanted()).documents
    assert (len(document.sentences), document.boilerplate) == (2, 1)


def test_parts_can_be_asked_for(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person, adam: Person
) -> None:
    hand_in(article, alice, bob)
    (document,) = gathered(two, Wanted()).documents
    (only,) = gathered(two, Wanted(kind="statement")).documents
    assert {m.kind for one in only.readings for m in one.marks + one.unseen} == {"statement"}
    assert len(gathered(two, Wanted(pair=(alice.pk, bob.pk), week=document.week, version=1)).documents) == 1
    assert gathered(two, Wanted(pair=(alice.pk, adam.pk))).left_out == {"other_reader": 1}
    assert gathered(two, Wanted(week="2001-W01")).left_out == {"other_week": 1}
    assert gathered(two, Wanted(version=2)).left_out == {"other_version": 1}
    assert gathered(two, Wanted(article=article.pk + 1)) == gathered(Project(pk=0), Wanted())


def test_an_article_judged_under_two_guidelines_is_of_neither(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person, maya: Person
) -> None:
    later = two.guideline_versions.create(number=2, text="New.", created_by=maya)
    Judgement.objects.filter(reviewer=bob).update(guideline_version=later)
    hand_in(article, alice, bob)
    assert gathered(two, Wanted()).documents[0].version is None
    Judgement.objects.update(guideline_version=later)
    assert gathered(two, Wanted(version=2)).documents[0].version == 2


def test_an_article_without_claims_was_read_under_the_version_of_its_submission(
    two: Project, article: Article, alice: Person, bob: Person, judge: Any
) -> None:
    judge(article, alice, {})
    judge(article, bob, {})
    hand_in(article, alice, bob)
    (document,) = gathered(two, Wanted()).documents
    assert document.version == 1
    assert [one.marks for one in document.readings] == [(), ()]


def test_an_address_says_what_is_wanted_and_back() -> None:
    wanted = Wanted(pair=(3, 14), kind="casualty", article=5, week="2026-W48", version=2)
    assert wanted.address() == "pair=3-14&kind=casualty&article=5&week=2026-W48&version=2"
    assert (
        Wanted.read({"pair": "14-3", "kind": "casualty", "article": "5", "week": "2026-W48", "version": "2"}) == wanted
    )
    assert Wanted().address() == ""
    for nonsense in ({"pair": "3"}, {"pair": "3-3"}, {"pair": "a-b"}, {"article": "x" * 99}, {"version": "9" * 30}):
        assert Wanted.read(nonsense) == Wanted()


def test_the_fingerprint_is_another_when_the_measured_record_is(
    read: tuple[Claim, ...], two: Project, article: Article, alice: Person, bob: Person, maya: Person, adam: Person
) -> None:
    seen = [fingerprint(two)]
    hand_in(article, alice)
    reopen(alice, article)
    hand_in(article, alice)
    # Alice's coming and going changes nothing that is measured.
    assert fingerprint(two) == seen[0]
    hand_in(article, bob)
    seen.append(fingerprint(two))
    assert fingerprint(two) == seen[1]
    article.refresh_from_db()
    adjudicate(adam, read[1], {"is_claim": False, "reason": "edge_case"})
    seen.append(fingerprint(two))
    give_back(maya, Assignment.objects.get(person=bob))
    seen.append(fingerprint(two))
    two.kinds = ["casualty"]
    seen.append(fingerprint(two))
    assert all(one != other for one, other in pairwise(seen))
    # Nothing is measured once it is returned, as at first.
    assert seen[3] == seen[0]


def test_queries_do_not_grow_with_articles(
    two: Project,
    make_article: Any,
    make_claim: Any,
    alice: Person,
    bob: Person,
    judge: Any,
    django_assert_num_queries: Any,
) -> None:
    def one_more() -> None:
        article = make_article(two)
        claim = make_claim(article, SHELLS)
        for person in (alice, bob):
            judge(article, person, {claim: ("confirm", {})})
        hand_in(article, alice, bob)

    one_more()
    with django_assert_num_queries(9):
        assert len(gathered(two, Wanted()).documents) == 1
    one_more()
    one_more()
    with django_assert_num_queries(9):
        assert len(gathered(two, Wanted()).documents) == 3
