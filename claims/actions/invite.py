"""Invite people into a project, and follow an invitation."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.errors import Invalid, require
from claims.actions.log import log
from claims.models import Invitation, Membership, Person, Project
from claims.permissions import MANAGER, ROLES

LONGEST_DAYS = 90
GONE = gettext_lazy(
    "This invitation is not good any more: it was used, it was revoked, or its time is over. Ask for another."
)


def invite(person: Any, project: Project, role: str, email: str = "", days: int = 7) -> tuple[Invitation, str]:
    """Make an invitation and return it with its address, which is shown this once; to an `email` it is sent.

    Raises PermissionDenied, and Invalid for a role that does not exist, and for managers without an e-mail address.
    """
    require(person, "project.manage", project)
    email = email.strip()
    _check(role, email, days)
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        made = Invitation.objects.create(
            project=project,
            role=role,
            email=email,
            digest=_digest(secret),
            created_by=person,
            expires_at=timezone.now() + timedelta(days=days),
        )
        log(person, "invite", made, after={"role": role, "email": email, "days": days}, project=project)
    address = f"{settings.PUBLIC_URL}{reverse('invitation', args=[secret])}"
    if email:
        context = {"project": project.name, "name": person.name, "address": address, "days": days}
        body = render_to_string("claims/invitation.txt", context)
        send_mail(_("Invitation to %(project)s") % {"project": project.name}, body, None, [email])
    return made, address


def revoke(person: Any, invitation: Invitation) -> None:
    """End an invitation. Who has followed it stays a member."""
    require(person, "project.manage", invitation.project)
    with transaction.atomic():
        changed = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())
        if changed:
            log(person, "revoke_invitation", invitation, project=invitation.project)


def find(secret: str) -> Invitation:
    """The invitation with that secret, while it is good; else Invalid."""
    found = Invitation.objects.select_related("project", "created_by").filter(digest=_digest(secret)).first()
    if found is None or not _is_good(found):
        raise Invalid(GONE)
    return found


def join(person: Any, secret: str) -> Membership:
    """Make `person` a member as the invitation says; who is one already stays what she is. Raises Invalid."""
    with transaction.atomic():
        invitation = find(secret)
        Project.objects.select_for_update().only("pk").get(pk=invitation.project_id)
        invitation.refresh_from_db()
        if not _is_good(invitation):
            raise Invalid(GONE)
        member, new = Membership.objects.get_or_create(
            project=invitation.project, person=person, defaults={"role": invitation.role}
        )
        if new:
            invitation.used += 1
            invitation.save(update_fields=["used"])
            after = {"person": person.username, "role": member.role, "invited_by": invitation.created_by.username}
            log(person, "join", member, after=after, project=invitation.project)
    person.__dict__.pop("_roles", None)
    return member


def sign_up(secret: str, data: Mapping[str, str]) -> Person:
    """Make an account of `data` (username, first_name, last_name, email, password) and let it follow the invitation.

    Raises Invalid naming each field that is wrong; then there is neither account nor membership.
    """
    invitation = find(secret)
    person = Person(
        username=data.get("username", "").strip(),
        first_name=data.get("first_name", "").strip(),
        last_name=data.get("last_name", "").strip(),
        email=invitation.email or data.get("email", "").strip(),
    )
    password = data.get("password", "")
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Invalid(error.message_dict) from error
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid({"password": list(error.messages)}) from error
    with transaction.atomic():
        person.set_password(password)
        person.save()
        log(person, "sign_up", person, after={"username": person.username}, project=invitation.project)
        join(person, secret)
    return person


def _check(role: str, email: str, days: int) -> None:
    if role not in dict(ROLES):
        raise Invalid({"role": [_("Choose one of: %(codes)s.") % {"codes": ", ".join(dict(ROLES))}]})
    if role == MANAGER and not email:
        raise Invalid({"role": [_("A manager is invited by e-mail: an open link may reach anybody.")]})
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid({"days": [_("Give a number of days from 1 to %(most)s.") % {"most": LONGEST_DAYS}]})
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Invalid({"email": list(error.messages)}) from error


def _is_good(invitation: Invitation) -> bool:
    over = invitation.revoked_at or invitation.expires_at < timezone.now() or invitation.project.archived_at
    return not over and not (invitation.email and invitation.used)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
