"""How far the people of a project are."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import AuditEntry, Person, Project, Total
from claims.models.assignment import AssignmentState
from claims.queries.counts import JUDGED

NUMBERS = {
    "waiting": AssignmentState.ASSIGNED,
    "begun": AssignmentState.IN_PROGRESS,
    "returned": AssignmentState.RETURNED,
    "submitted": AssignmentState.SUBMITTED,
    "decided": JUDGED,
}


def people_at_work(project: Project) -> QuerySet[Person]:
    """The project's people, and whoever had articles of it, by name: one query, from kept counts (`actions.count`).

    Each has `role`, the numbers of articles `waiting`, `begun`, `returned` and `submitted`, of claims `decided`, and the
    time of the `last_step`.
    """
    steps = AuditEntry.objects.filter(actor=OuterRef("pk"), project=project).order_by("-id")
    members = project.memberships.filter(person=OuterRef("pk"))
    counts = Total.objects.filter(project=project, person=OuterRef("pk"))
    numbers = {name: Coalesce(Subquery(counts.filter(name=of).values("number")), 0) for name, of in NUMBERS.items()}
    return (
        Person.objects.filter(belongs(project))
        .annotate(role=Subquery(members.values("role")[:1]), last_step=Subquery(steps.values("at")[:1]), **numbers)
        .order_by("first_name", "last_name", "username")
    )


def belongs(project: Project) -> Q:
    """Those people who are members of the project, or had articles of it when it was last counted."""
    counted = Total.objects.filter(project=project)
    return Q(pk__in=project.memberships.values("person")) | Q(pk__in=counted.values("person"))
