from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, AuditEntry, Membership, Person, Project


def test_adding_changing_and_removing(project: Project, maya: Person, zoe: Person, client_for: Any) -> None:
    client = client_for(maya)
    client.post(reverse("project-people-add", args=[project.pk]), {"who": "ZOE@example.org", "role": "viewer"})
    member = Membership.objects.get(person=zoe)
    assert member.role == "viewer"
    place = reverse("project-people-change", args=[project.pk, member.pk])
    client.post(place, {"role": "reviewer"})
    member.refresh_from_db()
    assert member.role == "reviewer"
    client.post(place, {"remove": ""})
    assert not Membership.objects.filter(person=zoe).exists()
    verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["add_member", "change_role", "remove_member"]


@pytest.mark.parametrize(
    "posted",
    [{"who": "nobody", "role": "viewer"}, {"who": "bob", "role": "viewer"}, {"who": "zoe", "role": "king"}, {}],
)
def test_who_cannot_be_added(posted: Any, project: Project, maya: Person, zoe: Person, client_for: Any) -> None:
    answer = client_for(maya).post(reverse("project-people-add", args=[project.pk]), posted)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not Membership.objects.filter(person=zoe).exists()


def test_a_project_keeps_a_manager(project: Project, maya: Person, client_for: Any) -> None:
    member = Membership.objects.get(person=maya)
    for posted in ({"role": "viewer"}, {"remove": ""}):
        client_for(maya).post(reverse("project-people-change", args=[project.pk, member.pk]), posted)
        member.refresh_from_db()
        assert member.role == "manager"


def test_who_has_work_is_not_taken_out_unseen(
    project: Project, article: Article, alice: Person, maya: Person, make_assignment: Any, client_for: Any
) -> None:
    make_assignment(article, alice)
    member = Membership.objects.get(person=alice)
    client_for(maya).post(reverse("project-people-change", args=[project.pk, member.pk]), {"remove": ""})
    assert Membership.objects.filter(person=alice).exists()


def test_members_of_another_project_are_out_of_reach(
    project: Project, maya: Person, alice: Person, client_for: Any
) -> None:
    other = Project.objects.create(name="Another", created_by=maya)
    foreign = Membership.objects.create(project=other, person=alice, role="reviewer")
    place = reverse("project-people-change", args=[project.pk, foreign.pk])
    assert client_for(maya).post(place, {"remove": ""}).status_code == 404
    assert Membership.objects.filter(pk=foreign.pk).exists()


@pytest.fixture
def many(project: Project) -> list[Person]:
    """Sixty more viewers, so that the list has a second page."""
    made = Person.objects.bulk_create(
        Person(
            username=f"guest{number:02}",
            email=f"g{number:02}@guests.example",
            first_name="Guest",
            last_name=f"No{number}",
        )
        for number in range(60)
    )
    Membership.objects.bulk_create(Membership(project=project, person=person, role="viewer") for person in made)
    return made


def names(page: Any) -> list[str]:
    return [member.person.username for member in page.context["members"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?q=ALI", ["alice"]),
        ("?q=guest07", ["guest07"]),
        ("?q=No41+gue", ["guest41"]),
        ("?q=g33%40guests.example", ["guest33"]),
        ("?role=reviewer", ["alice", "bob"]),
        ("?role=reviewer&q=bo", ["bob"]),
        ("?role=manager&q=bob", []),
        ("?q=nobody+of+that+name", []),
    ],
)
def test_people_are_searched_by_name_user_name_mail_and_role(
    asked: str, found: list[str], many: list[Person], project: Project, maya: Person, client_for: Any
) -> None:
    page = client_for(maya).get(reverse("project-people", args=[project.pk]) + asked)
    assert names(page) == found
    text = page.content.decode()
    assert ("Nobody in this project fits. Look for another name, or add or invite them below." in text) == (not found)
    assert ("Show all" in text) == (not found)


def test_the_list_is_leafed_through_by_address(
    many: list[Person], project: Project, maya: Person, client_for: Any
) -> None:
    client, place = client_for(maya), reverse("project-people", args=[project.pk])
    first, second = client.get(place), client.get(place + "?page=2")
    assert len(names(first)) == 50
    assert len({*names(first), *names(second)}) == 65
    assert f'href="{place}?page=2"' in first.content.decode()
    assert f'href="{place}?page=1"' in second.content.decode()
    assert f"{place}?q=guest&amp;page=2" in client.get(place + "?q=guest").content.decode()
    assert names(client.get(place + "?page=nonsense&role=king")) == names(first)
    assert "The list ends before this page." in client.get(place + "?page=9").content.decode()


def test_only_a_manager_sees_addresses_and_finds_people_by_them(
    many: list[Person], project: Project, maya: Person, alice: Person, client_for: Any
) -> None:
    place = reverse("project-people", args=[project.pk])
    assert "g00@guests.example" in client_for(maya).get(place + "?q=guest00").content.decode()
    client = client_for(alice)
    assert "@guests.example" not in client.get(place + "?q=guest00").content.decode()
    page = client.get(place + "?q=guests.example")
    assert names(page) == []
    assert "or ask a manager to add them" in page.content.decode()


def test_a_change_leaves_the_list_as_it_was_filtered(
    many: list[Person], project: Project, maya: Person, client_for: Any
) -> None:
    client, place = client_for(maya), reverse("project-people", args=[project.pk])
    member = Membership.objects.get(person=many[3])
    change = reverse("project-people-change", args=[project.pk, member.pk])
    assert (
        f'action="{change}?q=guest03&amp;role=viewer"' in client.get(place + "?q=guest03&role=viewer").content.decode()
    )
    answer = client.post(change + "?q=guest03&role=viewer", {"role": "reviewer"})
    assert answer.headers["Location"] == place + "?q=guest03&role=viewer"
    member.refresh_from_db()
    assert member.role == "reviewer"


@pytest.mark.parametrize("number", [1, 3000])
def test_the_number_of_queries_does_not_grow(
    number: int, project: Project, maya: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    made = Person.objects.bulk_create(Person(username=f"guest{each}", first_name="Guest") for each in range(number))
    Membership.objects.bulk_create(Membership(project=project, person=person, role="reviewer") for person in made)
    client, place = client_for(maya), reverse("project-people", args=[project.pk])
    for asked in ("", "?q=guest&role=reviewer", "?page=2"):
        # Session, person, project, roles, members, invitations.
        with django_assert_num_queries(6):
            client.get(place + asked)
