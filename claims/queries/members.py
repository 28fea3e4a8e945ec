"""A project's people as its list shows them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from claims.models import Membership, Project
from claims.permissions import ROLES

NAMES, MAIL = ("first_name", "last_name", "username"), "email"


def found_members(project: Project, words: str = "", role: str = "", *, by_mail: bool = False) -> QuerySet[Membership]:
    """The project's members with their accounts, by role and user name: those with each of `words` somewhere, in `role`.

    Looked at are names and user names, with `by_mail` the address too: that it finds somebody tells what it is. A `role`
    that there is not asks for nothing. One query.
    """
    members = project.memberships.select_related("person").order_by("role", "person__username")
    for word in words.split()[:10]:
        fields = (*NAMES, MAIL) if by_mail else NAMES
        members = members.filter(Q.create([(f"person__{name}__icontains", word) for name in fields], connector=Q.OR))
    return members.filter(role=role) if role in dict(ROLES) else members
