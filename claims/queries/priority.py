"""Where the most that deserves checking waits: the highest priority among an article's open claims.

`claims.actions.pressing` keeps it in `pressing` of articles and assignments; what orders by it reads it there.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, FloatField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from claims.models import Claim, Judgement
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


def highest_open() -> Case:
    """The highest priority of the open claims of an article, to annotate articles with; 0 where none is open.

    Before all reviewers have submitted that is of all that the pipeline found, shown or withheld, whatever they answered;
    of what was added by hand nothing counts by then, so that the order tells nobody's answers. Afterwards of what is not
    settled.
    """
    claims = in_use(Claim.objects.filter(article=OuterRef("pk")))
    # Nothing of an article under review is settled, all of a settled one is.
    return Case(
        When(state=ArticleState.SETTLED, then=Value(0.0)),
        When(
            state=ArticleState.ADJUDICATION,
            then=_highest(claims.filter(settlement=None, same_as=None).exclude(origin=Origin.WITHHELD)),
        ),
        default=_highest(claims.exclude(origin=Origin.PERSON)),
        output_field=FloatField(),
    )


def highest_given() -> Coalesce:
    """The same for an assignment: of what is proposed in its article, and its reviewer has not decided."""
    return _highest(_undecided(OuterRef(OuterRef("person"))))


def highest_besides(person: Any) -> Coalesce:
    """The same for a claim of which `person` decides: of the others that are proposed beside it, and she has not decided."""
    return _highest(_undecided(person).exclude(pk=OuterRef("pk")))


def _undecided(person: Any) -> QuerySet[Claim]:
    """The proposals of the article of the row that asks, which `person` has not decided."""
    hers = Judgement.objects.filter(claim=OuterRef("pk"), reviewer=person).exclude(decision=Decision.OPEN)
    return in_use(Claim.objects.filter(~Exists(hers), article=OuterRef("article"), origin=Origin.MACHINE))


def _highest(claims: QuerySet[Claim]) -> Coalesce:
    """The first by priority, which the index hands out in that order: nothing is sorted, seldom is more than one read."""
    first = claims.filter(withdrawn_at=None).order_by("-priority").values("priority")[:1]
    return Coalesce(Subquery(first, output_field=FloatField()), 0.0)
