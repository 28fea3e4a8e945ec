from __future__ import annotations

from typing import Any

import pytest

from claims.actions.adjudicate import adjudicate
from claims.actions.disputes import judged_claims
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Claim, Person, Project
from claims.models.assignment import AssignmentState
from claims.queries.adjudication import next_waiting, versions, waiting_claims, with_answers


@pytest.fixture
def disputed(
    project: Project, article: Article, make_claim: Any, make_assignment: Any, alice: Person, bob: Person
) -> Article:
    """Alice confirms, Bob rejects; Alice adds one, which Bob has not marked; Bob skips the last."""
    make_assignment(article, alice)
    make_assignment(article, bob)
    claims = [make_claim(article, quote, low=1) for quote in ("12 people", "40 residents")]
    BY_NAME["confirm"].perform(alice, claims[0], {})
    BY_NAME["reject"].perform(bob, claims[0], {"reason": "other"})
    BY_NAME["confirm"].perform(alice, claims[1], {})
    BY_NAME["skip"].perform(bob, claims[1], {})
    start = article.text.index("governor")
    BY_NAME["add"].perform(alice, article, {"kind": "framing", "start": start, "end": start + 8})
    for person in (alice, bob):
        submit(person, article)
    return article


def test_it_lists_what_settling_left(project: Project, disputed: Article, adam: Person) -> None:
    disputed.refresh_from_db()
    left = set(judged_claims(disputed).filter(settlement=None))
    assert set(waiting_claims(project, adam)) == left
    assert len(left) == 3
    assert [claim.kind for claim in waiting_claims(project, adam, "framing")] == ["framing"]
    assert not waiting_claims(project, adam, "nonsense").exists()


def test_who_reviewed_is_told_so(project: Project, disputed: Article, adam: Person, alice: Person) -> None:
    assert {claim.reviewed for claim in waiting_claims(project, adam)} == {False}
    assert {claim.reviewed for claim in waiting_claims(project, alice)} == {True}
    assert next_waiting(Claim.objects.first(), alice) is None


def test_what_only_a_released_reviewer_added_does_not_wait(
    project: Project, disputed: Article, adam: Person, alice: Person
) -> None:
    disputed.assignments.filter(person=alice).update(state=AssignmentState.RELEASED)
    assert "framing" not in {claim.kind for claim in waiting_claims(project, adam)}


def test_the_next_one_is_of_the_same_article_first(project: Project, disputed: Article, adam: Person) -> None:
    waiting = list(waiting_claims(project, adam))
    assert next_waiting(waiting[2], adam) == waiting[0].pk
    for claim in waiting:
        adjudicate(adam, claim, {"is_claim": False, "reason": "other"})
    assert next_waiting(waiting[0], adam) is None


def test_each_reviewers_version(project: Project, disputed: Article, adam: Person, alice: Person, bob: Person) -> None:
    said = {}
    for claim in with_answers(Claim.objects.all()):
        said[claim.quote] = [(v.person, v.is_claim, v.not_marked) for v in versions(claim)]
    assert said == {
        "12 people": [(alice, True, False), (bob, False, False)],
        "40 residents": [(alice, True, False), (bob, None, False)],
        "governor": [(alice, True, False), (bob, False, True)],
    }
