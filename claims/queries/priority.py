"""Where the most that deserves checking waits: the highest priority among an article's open claims."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, FloatField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from claims.models import Claim, Judgement, Project
from claims.models.article import ArticleState
from claims.models.claim import Origin
from claims.models.judgement import Decision

TEXT, PRIORITY = "text", "priority"
ORDERS = (TEXT, PRIORITY)


def in_use(rows: QuerySet[Any], claim: str = "") -> QuerySet[Any]:
    """Those of `rows` whose claim (at the path `claim`) is of a kind that its project uses."""
    # Of the JSON list, its text: SQLite cannot ask a list whether it contains something.
    kinds = Cast(f"{claim}article__project__kinds", TextField())
    return rows.alias(kinds=kinds).filter(kinds__contains=Concat(Value('"'), F(f"{claim}kind"), Value('"')))


def highest_open(project: Project, person: Any = None) -> Case | Coalesce:
    """The highest priority of the open claims of an article of `project`, to annotate articles with; 0 where none is open.

    With `person` those open for her: proposed, and not decided by her. Without, those that are not settled; of what was
    added by hand nothing counts before all reviewers have submitted, so that the order tells nobody's answers.
    """
    claims = Claim.objects.filter(article=OuterRef("pk"), kind__in=project.kinds)
    if person is not None:
        return _highest(_for(person, claims))
    # Nothing of an article under review is settled, all of a settled one is.
    return Case(
        When(state=ArticleState.SETTLED, then=Value(0.0)),
        When(
            state=ArticleState.ADJUDICATION,
            then=_highest(claims.filter(settlement=None, same_as=None).exclude(origin=Origin.WITHHELD)),
        ),
        default=_highest(claims.filter(origin=Origin.MACHINE)),
        output_field=FloatField(),
    )


def highest_proposed(project: Project) -> Coalesce:
    """The highest priority of what the pipeline found in an article of `project`, shown to its reviewers or withheld."""
    claims = Claim.objects.filter(article=OuterRef("pk"), kind__in=project.kinds)
    return _highest(claims.exclude(origin=Origin.PERSON))


def highest_given(person: Any) -> Coalesce:
    """The same of the article of an assignment, whatever its project, of the claims open for `person`."""
    return _highest(_for(person, in_use(Claim.objects.filter(article=OuterRef("article")))))


def _for(person: Any, claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those of `claims` that are proposed and that she has not decided."""
    decided = Judgement.objects.filter(claim=OuterRef("pk"), reviewer=person).exclude(decision=Decision.OPEN)
    return claims.filter(~Exists(decided), origin=Origin.MACHINE)


def _highest(claims: QuerySet[Claim]) -> Coalesce:
    """The first by priority, which the index hands out in that order: nothing is sorted, seldom is more than one read."""
    first = claims.filter(withdrawn_at=None).order_by("-priority").values("priority")[:1]
    return Coalesce(Subquery(first, output_field=FloatField()), 0.0)
