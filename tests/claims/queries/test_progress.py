from __future__ import annotations

from typing import Any

from claims.actions.recount import recount
from claims.actions.review import BY_NAME
from claims.models import Membership, Person, Project
from claims.queries.progress import people_at_work


def test_each_person_with_her_numbers(
    project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person, bob: Person
) -> None:
    for state in ("assigned", "assigned", "in_progress", "submitted", "returned", "released"):
        make_assignment(make_article(project), alice, state=state)
    article = make_article(project)
    make_assignment(article, bob)
    claims = [make_claim(article, quote, low=1) for quote in ("12 people", "40 residents")]
    BY_NAME["confirm"].perform(bob, claims[0], {})
    BY_NAME["confirm"].perform(bob, claims[1], {})
    BY_NAME["undo"].perform(bob, article, {})
    recount(project)
    found = {person.username: person for person in people_at_work(project)}
    assert list(found) == ["adam", "alice", "bob", "maya", "vera"]
    hers, his = found["alice"], found["bob"]
    assert (hers.waiting, hers.begun, hers.returned, hers.submitted, hers.decided) == (2, 1, 1, 1, 0)
    assert (his.waiting, his.begun, his.decided, his.role) == (0, 1, 1, "reviewer")
    assert hers.last_step is None
    assert his.last_step is not None


def test_work_in_other_projects_does_not_count(
    project: Project, make_article: Any, make_assignment: Any, alice: Person, maya: Person, zoe: Person
) -> None:
    other = Project.objects.create(name="Elsewhere", created_by=maya)
    Membership.objects.create(project=other, person=zoe, role="reviewer")
    make_assignment(make_article(other), alice)
    recount(project)
    found = {person.username: person for person in people_at_work(project)}
    assert "zoe" not in found
    assert found["alice"].waiting == 0
