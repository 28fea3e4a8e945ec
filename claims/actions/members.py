"""Who belongs to a project, and as what."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.actions.errors import Invalid, require
from claims.actions.log import log
from claims.models import Assignment, Membership, Person, Project
from claims.models.assignment import WORKABLE
from claims.permissions import MANAGER, ROLES, VIEWER


def add_member(person: Any, project: Project, who: str, role: str) -> Membership:
    """Give the account with the user name or e-mail address `who` a role in the project, and return the membership.

    Raises PermissionDenied, and Invalid where there is no such account or it is in the project already.
    """
    require(person, "project.manage", project)
    _check_role(role)
    found = Person.objects.filter(Q(username=who.strip()) | Q(email__iexact=who.strip(), email__gt=""), is_active=True)[
        :2
    ]
    if len(found) != 1:
        none = _("No active account has this user name or address. The site's administrator makes accounts.")
        raise Invalid({"who": [_("More than one account has this user name or address.") if found else none]})
    with transaction.atomic():
        Project.objects.select_for_update().only("pk").get(pk=project.pk)
        if Membership.objects.filter(project=project, person=found[0]).exists():
            said = _("%(name)s is in this project already: change the role in the list.")
            raise Invalid({"who": [said % {"name": found[0].name}]})
        membership = Membership.objects.create(project=project, person=found[0], role=role)
        log(person, "add_member", membership, after=membership.snapshot(), project=project)
    return membership


def change_role(person: Any, membership: Membership, role: str) -> Membership:
    """Give a member another role; raises Invalid where the project would be left without a manager."""
    require(person, "project.manage", membership.project)
    _check_role(role)
    with transaction.atomic():
        _keep_a_manager(membership, leaves=role != MANAGER)
        if role == VIEWER:
            _check_idle(membership)
        before = membership.snapshot()
        membership.role = role
        membership.save(update_fields=["role"])
        if before != membership.snapshot():
            log(
                person,
                "change_role",
                membership,
                before=before,
                after=membership.snapshot(),
                project=membership.project,
            )
    return membership


def remove_member(person: Any, membership: Membership) -> None:
    """Take a person out of the project. Her work stays on record; open assignments have to be taken back first."""
    require(person, "project.manage", membership.project)
    with transaction.atomic():
        _keep_a_manager(membership, leaves=True)
        _check_idle(membership)
        log(person, "remove_member", membership, before=membership.snapshot(), project=membership.project)
        membership.delete()


def _check_role(role: str) -> None:
    if role not in dict(ROLES):
        raise Invalid({"role": [_("Choose one of: %(codes)s.") % {"codes": ", ".join(dict(ROLES))}]})


def _keep_a_manager(membership: Membership, *, leaves: bool) -> None:
    Project.objects.select_for_update().only("pk").get(pk=membership.project_id)
    others = Membership.objects.filter(project=membership.project_id, role=MANAGER).exclude(pk=membership.pk)
    if leaves and membership.role == MANAGER and not others.exists():
        raise Invalid(_("A project needs a manager: make somebody else one first."))


def _check_idle(membership: Membership) -> None:
    held = Assignment.objects.filter(
        article__project=membership.project_id, person=membership.person_id, state__in=WORKABLE
    ).count()
    if held:
        said = ngettext(
            "%(name)s still has %(n)s article: take it back first.",
            "%(name)s still has %(n)s articles: take those back first.",
            held,
        )
        raise Invalid(said % {"name": membership.person.name, "n": held})
