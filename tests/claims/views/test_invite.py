from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Invitation, Membership, Person, Project

NEW = {"username": "nils", "email": "nils@example.org", "password": "salt-road-9-ferry"}


def made(client: Client, project: Project, **posted: str) -> str:
    page = client.post(reverse("project-invite", args=[project.pk]), {"role": "reviewer", "days": "7", **posted})
    return page.context["address"]


def test_a_link_is_shown_once_and_followed_with_an_account(
    project: Project, maya: Person, zoe: Person, client_for: Any
) -> None:
    manager = client_for(maya)
    address = made(manager, project)
    assert address.startswith("http://testserver/invitations/")
    assert address not in manager.get(reverse("project-people", args=[project.pk])).content.decode()
    guest = client_for(zoe)
    assert "Join as Zoe" in guest.get(address).content.decode()
    assert not Membership.objects.filter(person=zoe).exists()
    assert guest.post(address)["Location"] == reverse("project", args=[project.pk])
    assert Membership.objects.get(person=zoe).role == "reviewer"


def test_a_link_is_followed_without_an_account(project: Project, maya: Person, client_for: Any, client: Client) -> None:
    address = made(client_for(maya), project)
    page = client.get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    refused = client.post(address, {**NEW, "password": "1234"})
    assert refused.status_code == 422
    assert "too short" in refused.content.decode()
    assert client.post(address, NEW)["Location"] == reverse("home")
    assert client.get(reverse("account")).context["user"].username == "nils"


def test_a_link_that_is_over_says_so(project: Project, maya: Person, client_for: Any, client: Client) -> None:
    manager = client_for(maya)
    address = made(manager, project)
    page = manager.get(reverse("project-people", args=[project.pk])).content.decode()
    revoke = re.search(r'action="(/invitations/\d+/revoke/)"', page)
    assert revoke
    manager.post(revoke[1])
    for method in (client.get, client.post):
        answer = method(address)
        assert answer.status_code == 410
        assert "Ask for another" in answer.content.decode()
    assert client.get("/invitations/guessed/").status_code == 410


@pytest.mark.parametrize(
    "posted", [{"role": "king"}, {"role": "manager"}, {"days": "0"}, {"days": "x"}, {"email": "nobody"}]
)
def test_an_invitation_that_cannot_be(posted: dict[str, str], project: Project, maya: Person, client_for: Any) -> None:
    place = reverse("project-invite", args=[project.pk])
    answer = client_for(maya).post(place, {"role": "reviewer", "days": "7", **posted})
    assert answer.status_code == 422
    assert answer.context["invitation_form"].errors
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("alice", 403), ("adam", 403), ("vera", 403), ("zoe", 404)])
def test_who_may_not_invite(
    name: str, status: int, project: Project, maya: Person, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert (
        client.post(reverse("project-invite", args=[project.pk]), {"role": "viewer", "days": "7"}).status_code == status
    )
    made(client_for(maya), project)
    invitation = Invitation.objects.get()
    assert client.post(reverse("invitation-revoke", args=[invitation.pk])).status_code == status
    if status == 403:
        assert "anybody with the link" not in client.get(reverse("project-people", args=[project.pk])).content.decode()
