from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.recount import recount
from claims.models import Article, Membership, Person, Project
from claims.permissions import REVIEWER


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("zoe", 404)]
)
def test_who_sees_it(name: str, status: int, project: Project, client_for: Any, request: pytest.FixtureRequest) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("project-work", args=[project.pk])).status_code == status


def test_it_names_everybody_and_who_left(
    project: Project, article: Article, make_assignment: Any, alice: Person, maya: Person, client_for: Any
) -> None:
    make_assignment(article, alice)
    recount(project)
    Membership.objects.filter(person=alice).delete()
    page = client_for(maya).get(reverse("project-work", args=[project.pk])).content.decode()
    assert "Alice" in page
    assert "no longer a member" in page
    assert "Vera" in page


@pytest.mark.parametrize("many", [1, 50])
def test_the_number_of_queries_does_not_grow(
    many: int,
    project: Project,
    make_article: Any,
    make_assignment: Any,
    maya: Person,
    client_for: Any,
    django_assert_num_queries: Any,
) -> None:
    for number in range(many):
        person = Person.objects.create_user(f"person{number}")
        Membership.objects.create(project=project, person=person, role=REVIEWER)
        make_assignment(make_article(project), person)
    recount(project)
    client = client_for(maya)
    # Session, person, roles, project, how far it is counted and what is new, people.
    with django_assert_num_queries(7):
        page = client.get(reverse("project-work", args=[project.pk]))
    assert sum(person.waiting for person in page.context["people"]) == many
