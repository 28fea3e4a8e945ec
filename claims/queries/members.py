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
    members = members.filter(named(words, "person__", by_mail=by_mail))
    return members.filter(role=role) if role in dict(ROLES) else members


def named(words: str, of: str = "", *, by_mail: bool = False) -> Q:
    """Those people with each of `words` somewhere in their names, with `by_mail` or in their address; without words all.

    `of` is the way from the rows to the person, such as `person__`.
    """
    fields = (*NAMES, MAIL) if by_mail else NAMES
    found = Q()
    for word in words.split()[:10]:
        found &= Q.create([(f"{of}{name}__icontains", word) for name in fields], connector=Q.OR)
    return found
