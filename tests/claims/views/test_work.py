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


@pytest.mark.parametrize("many", [1, 40])
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


def test_a_large_team_is_searched_and_leafed_through_by_address(
    project: Project, maya: Person, client_for: Any
) -> None:
    made = Person.objects.bulk_create(
        Person(username=f"reader{number:02}", first_name="Reader", last_name=f"No{number}") for number in range(60)
    )
    client, place = client_for(maya), reverse("project-work", args=[project.pk])
    assert "Search" not in client.get(place).content.decode()
    Membership.objects.bulk_create(Membership(project=project, person=person, role=REVIEWER) for person in made)

    def shown(address: str) -> list[str]:
        return [person.username for person in client.get(place + address).context["people"]]

    first, second = shown(""), shown("?page=2")
    assert len(first) == 50
    assert len({*first, *second}) == 65
    assert shown("?q=no41+read") == shown("?q=READER41") == ["reader41"]
    assert f'href="{place}?page=2"' in client.get(place).content.decode()
    for nothing, words in (("?q=nobody", "Nobody who works here fits."), ("?page=9", "ends before this page")):
        page = client.get(place + nothing).content.decode()
        assert words in page
        assert "Show all" in page
