from __future__ import annotations

import pytest

from claims.models import Membership, Person, Project
from claims.queries.members import found_members


@pytest.fixture(autouse=True)
def named(project: Project) -> None:
    Person.objects.filter(username="alice").update(first_name="Alice", last_name="Brandt", email="reader@desk.example")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["adam", "maya", "alice", "bob", "vera"]),
        ({"words": "brandt"}, ["alice"]),
        ({"words": "brandt ali"}, ["alice"]),
        ({"words": "brandt bob"}, []),
        ({"words": "reader@desk"}, []),
        ({"words": "reader@desk", "by_mail": True}, ["alice"]),
        ({"words": "brandt reader@desk", "by_mail": True}, ["alice"]),
        ({"words": "100%"}, []),
        ({"role": "reviewer"}, ["alice", "bob"]),
        ({"role": "reviewer", "words": "b"}, ["alice", "bob"]),
        ({"role": "viewer", "words": "brandt"}, []),
        ({"role": "king"}, ["adam", "maya", "alice", "bob", "vera"]),
    ],
)
def test_who_is_found(asked: dict[str, str], found: list[str], project: Project) -> None:
    assert [member.person.username for member in found_members(project, **asked)] == found


def test_nobody_of_another_project_is(project: Project, maya: Person, zoe: Person) -> None:
    other = Project.objects.create(name="Another", created_by=maya)
    Membership.objects.create(project=other, person=zoe, role="reviewer")
    assert [member.person.username for member in found_members(other, "z")] == ["zoe"]
    assert not found_members(project, "zoe").exists()
