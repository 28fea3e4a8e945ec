from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from claims.actions.errors import Invalid
from claims.actions.invite import find, invite, join, revoke, sign_up
from claims.actions.project import archive_project
from claims.models import AuditEntry, Invitation, Membership, Person, Project

NEW = {
    "username": "nils",
    "first_name": "Nils",
    "last_name": "Ode",
    "email": "nils@example.org",
    "password": "salt-road-9-ferry",
}


def secret_of(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


def test_an_open_link_makes_members_of_as_many_as_follow_it(
    project: Project, maya: Person, zoe: Person, alice: Person
) -> None:
    made, address = invite(maya, project, "viewer")
    secret = secret_of(address)
    assert secret not in (made.digest, str(AuditEntry.objects.get().after))
    assert join(zoe, secret).role == "viewer"
    assert join(zoe, secret).role == "viewer"
    assert join(alice, secret).role == "reviewer"
    made.refresh_from_db()
    assert made.used == 1
    entry = AuditEntry.objects.get(verb="join")
    assert (entry.actor, entry.after) == (zoe, {"person": "zoe", "role": "viewer", "invited_by": "maya"})


def test_one_by_mail_is_good_once(project: Project, maya: Person, zoe: Person, mailoutbox: list) -> None:
    _made, address = invite(maya, project, "manager", "zoe@example.org")
    (letter,) = mailoutbox
    assert letter.to == ["zoe@example.org"]
    assert address in letter.body
    assert join(zoe, secret_of(address)).role == "manager"
    with pytest.raises(Invalid, match="not good any more"):
        sign_up(secret_of(address), NEW)


def test_who_has_no_account_makes_one(project: Project, maya: Person) -> None:
    _made, address = invite(maya, project, "reviewer", "nils@post.example")
    person = sign_up(secret_of(address), NEW)
    assert (person.username, person.email, person.is_staff, person.is_superuser) == (
        "nils",
        "nils@post.example",
        False,
        False,
    )
    assert person.check_password(NEW["password"])
    assert Membership.objects.get(person=person).role == "reviewer"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "alice"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "a b"}, "username"),
        ({"password": "1234"}, "password"),
        ({"password": ""}, "password"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_an_account_that_cannot_be(change: dict, field: str, project: Project, maya: Person, alice: Person) -> None:
    secret = secret_of(invite(maya, project, "reviewer")[1])
    with pytest.raises(Invalid) as refused:
        sign_up(secret, {**NEW, **change})
    assert field in refused.value.errors
    assert not Person.objects.filter(username="nils").exists()
    assert Invitation.objects.get().used == 0


def test_what_ends_it(project: Project, maya: Person, zoe: Person) -> None:
    revoked, address = invite(maya, project, "viewer")
    revoke(maya, revoked)
    over, late = invite(maya, project, "viewer")
    Invitation.objects.filter(pk=over.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    _made, archived = invite(maya, project, "viewer")
    archive_project(maya, project)
    for each in (address, late, archived, "/invitations/guessed/"):
        with pytest.raises(Invalid, match="not good any more"):
            find(secret_of(each))
        with pytest.raises(Invalid):
            join(zoe, secret_of(each))


@pytest.mark.parametrize(
    ("role", "email", "days"),
    [("king", "", 7), ("manager", "", 7), ("viewer", "nobody", 7), ("viewer", "", 0), ("viewer", "", 91)],
)
def test_invitations_that_cannot_be(
    role: str, email: str, days: int, project: Project, maya: Person, mailoutbox: list
) -> None:
    with pytest.raises(Invalid):
        invite(maya, project, role, email, days)
    assert not Invitation.objects.exists()
    assert mailoutbox == []


def test_only_who_manages_invites(project: Project, alice: Person, zoe: Person, maya: Person) -> None:
    for person in (alice, zoe):
        with pytest.raises(PermissionDenied):
            invite(person, project, "viewer")
    made, _address = invite(maya, project, "viewer")
    with pytest.raises(PermissionDenied):
        revoke(alice, made)
