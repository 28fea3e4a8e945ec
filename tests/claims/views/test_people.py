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
