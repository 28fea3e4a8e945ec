"""What helps to decide: the claim's history, and settled claims like it; blind as everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Claim, Person, Project
from claims.queries.context import claim_history, similar_settled

CONFIRM, REJECT = BY_NAME["confirm"], BY_NAME["reject"]


@pytest.fixture
def claim(article: Article, make_claim: Callable[..., Claim]) -> Claim:
    return make_claim(article, "at least 12 people", low=12)


def verbs(person: Person, claim: Claim, everything: bool) -> list[tuple[str, str]]:
    return [(step.actor.username if step.actor else "", step.verb) for step in claim_history(person, claim, everything)]


def test_while_review_is_blind_it_is_her_own(
    alice: Person, bob: Person, article: Article, claim: Claim, make_assignment: Any
) -> None:
    for person in (alice, bob):
        make_assignment(article, person)
    CONFIRM.perform(alice, claim, {})
    REJECT.perform(bob, claim, {"reason": "other"})
    assert verbs(alice, claim, False) == [("alice", "confirm")]
    assert verbs(bob, claim, False) == [("bob", "reject")]
    assert verbs(alice, claim, True) == [("bob", "reject"), ("alice", "confirm")]


def test_a_claim_alone_has_its_own_history(
    alice: Person, article: Article, claim: Claim, make_claim: Any, make_assignment: Any
) -> None:
    make_assignment(article, alice)
    CONFIRM.perform(alice, make_claim(article, "40 residents"), {})
    assert verbs(alice, claim, False) == []


@pytest.fixture
def settled(
    project: Project, alice: Person, make_article: Any, make_claim: Any, make_assignment: Any
) -> Callable[[str, str], Claim]:
    def make(words: str, kind: str = "casualty") -> Claim:
        one = make_article(project, f"Shells {words} on Monday.", fingerprint="test")
        make_assignment(one, alice)
        found = make_claim(one, words, kind)
        CONFIRM.perform(alice, found, {})
        submit(alice, one)
        return found

    return make


def test_settled_claims_of_like_words_the_likest_first(
    alice: Person, zoe: Person, claim: Claim, settled: Any, make_assignment: Any
) -> None:
    far, another = settled("hit a bridge"), settled("people at least 12", "framing")
    near = settled("killed at least 12 people")
    nearer = settled("at least 12 people")
    found = [row.claim for row in similar_settled(alice, claim)]
    assert found == [nearer, near]
    assert not {far, another} & set(found)
    assert similar_settled(zoe, claim) == []


def test_what_is_still_in_review_is_not_shown(
    alice: Person, bob: Person, claim: Claim, project: Project, make_article: Any, make_claim: Any, make_assignment: Any
) -> None:
    one = make_article(project, "Shells killed at least 12 people on Monday.")
    make_assignment(one, alice)
    make_assignment(one, bob)
    CONFIRM.perform(alice, make_claim(one, "at least 12 people"), {})
    submit(alice, one)
    assert similar_settled(alice, claim) == []


def test_the_number_of_queries_does_not_depend_on_what_is_found(
    alice: Person, claim: Claim, settled: Any, django_assert_num_queries: Any
) -> None:
    alice.memberships.count()
    settled("at least 12 people")
    similar_settled(alice, claim)
    with django_assert_num_queries(2):
        similar_settled(alice, claim)
    settled("at least 12 people and a child")
    with django_assert_num_queries(2):
        assert len(similar_settled(alice, claim)) == 2
