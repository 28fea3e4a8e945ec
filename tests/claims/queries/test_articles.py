from __future__ import annotations

from typing import Any

from claims.actions.log import log
from claims.actions.review import BY_NAME
from claims.models import Article, AuditEntry, GuidelineVersion, Person, Project
from claims.models.assignment import AssignmentState
from claims.queries.articles import BLIND, claims_in_full, history, listed, number, reviewers


def test_claims_added_by_hand_are_counted_once_all_have_submitted(
    project: Project, article: Article, make_claim: Any
) -> None:
    make_claim(article, "12 people", low=12)
    make_claim(article, "40 residents", low=40, _origin="person")
    assert listed(project, {}).get().found == 1
    Article.objects.update(state="settled")
    assert listed(project, {}).get().found == 2


def test_claims_of_kinds_out_of_use_are_not_counted(project: Project, article: Article, make_claim: Any) -> None:
    make_claim(article, "12 people", low=12)
    project.kinds = ["framing"]
    assert listed(project, {}).get().found == 0


def test_released_people_do_not_hold_an_article(
    project: Project, article: Article, make_assignment: Any, alice: Person
) -> None:
    make_assignment(article, alice, state=AssignmentState.RELEASED)
    assert listed(project, {"assignee": "none"}).get().given == []
    assert not listed(project, {"assignee": str(alice.pk)}).exists()
    assert not listed(project, {}, only=alice).exists()


def test_only_who_can_review_is_offered(
    project: Project, alice: Person, bob: Person, adam: Person, maya: Person
) -> None:
    bob.is_active = False
    bob.save()
    assert list(reviewers(project)) == [adam, alice, maya]


def test_withdrawn_claims_are_left_out(article: Article, make_claim: Any) -> None:
    make_claim(article, "12 people", low=12, _withdrawn_at="2026-01-01T00:00Z")
    kept = make_claim(article, "40 residents", low=40, _origin="person")
    assert list(claims_in_full(article, everything=True)) == [kept]
    assert list(claims_in_full(article, everything=False)) == []


def test_history_keeps_answers_back_but_for_ones_own(article: Article, alice: Person, bob: Person) -> None:
    for person in (alice, bob):
        log(person, "submit", article, article=article)
    for kind in BLIND:
        AuditEntry.objects.create(actor=alice, verb="did", object_type=kind, object_id=1, article=article)
    assert [row.object_type for row in history(bob, article, everything=False)] == ["article", "article"]
    assert len(history(alice, article, everything=False)) == 2 + len(BLIND)
    assert len(history(bob, article, everything=True)) == 2 + len(BLIND)


def test_an_address_holds_a_number_or_none() -> None:
    assert [number(value) for value in (None, "", "x", "-1", "²", "9" * 30, "12")] == [0, 0, 0, 0, 0, 0, 12]


def test_articles_are_found_by_the_guideline_their_answers_were_given_under(
    project: Project, alice: Person, bob: Person, maya: Person, make_article: Any, make_claim: Any, make_assignment: Any
) -> None:
    old, new, both, _nobody = articles = [make_article(project) for _ in range(4)]
    claims = [make_claim(one, "12 people") for one in articles]
    for one in articles:
        for person in (alice, bob):
            make_assignment(one, person)
    BY_NAME["confirm"].perform(alice, claims[0], {})
    BY_NAME["confirm"].perform(bob, claims[2], {})
    GuidelineVersion.objects.create(project=project, number=2, text="Mark less.", created_by=maya)
    BY_NAME["confirm"].perform(alice, claims[1], {})
    BY_NAME["confirm"].perform(alice, claims[2], {})
    assert list(listed(project, {"guideline": "1"})) == [both, old]
    assert list(listed(project, {"guideline": "2"})) == [both, new]
    assert list(listed(project, {"guideline": "3"})) == []
    assert len(listed(project, {"guideline": "x"})) == 4
    # To Alice it tells nothing of Bob's.
    assert list(listed(project, {"guideline": "1"}, only=alice)) == [old]
