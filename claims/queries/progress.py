"""How far the people of a project are."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import Assignment, AuditEntry, Judgement, Person, Project
from claims.models.assignment import AssignmentState
from claims.models.judgement import Decision


def people_at_work(project: Project) -> QuerySet[Person]:
    """The project's people, and whoever had articles of it, by name: one query.

    Each has `role`, the numbers of articles `waiting`, `begun`, `returned` and `submitted`, of claims `decided`, and the
    time of the `last_step`.
    """
    held = Assignment.objects.filter(article__project=project)
    judged = Judgement.objects.filter(claim__article__project=project).exclude(decision=Decision.OPEN)
    steps = AuditEntry.objects.filter(actor=OuterRef("pk"), project=project).order_by("-id")
    members = project.memberships.filter(person=OuterRef("pk"))
    states = {
        "waiting": AssignmentState.ASSIGNED,
        "begun": AssignmentState.IN_PROGRESS,
        "returned": AssignmentState.RETURNED,
        "submitted": AssignmentState.SUBMITTED,
    }
    numbers = {
        name: _number(held.filter(person=OuterRef("pk"), state=state), "person") for name, state in states.items()
    }
    here = Q(pk__in=project.memberships.values("person")) | Q(pk__in=held.values("person"))
    return (
        Person.objects.filter(here)
        .annotate(
            role=Subquery(members.values("role")[:1]),
            decided=_number(judged.filter(reviewer=OuterRef("pk")), "reviewer"),
            last_step=Subquery(steps.values("at")[:1]),
            **numbers,
        )
        .order_by("first_name", "last_name", "username")
    )


def _number(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
