"""Where the most that deserves checking waits: the highest priority among an article's open claims."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from claims.models import Claim, Judgement
from claims.models.article import ArticleState
from claims.models.claim import Origin
from claims.models.judgement import Decision

TEXT, PRIORITY = "text", "priority"
ORDERS = (TEXT, PRIORITY)
_OVER = (ArticleState.ADJUDICATION, ArticleState.SETTLED)


def in_use(rows: QuerySet[Any], claim: str = "") -> QuerySet[Any]:
    """Those of `rows` whose claim (at the path `claim`) is of a kind that its project uses."""
    # Of the JSON list, its text: SQLite cannot ask a list whether it contains something.
    kinds = Cast(f"{claim}article__project__kinds", TextField())
    return rows.alias(kinds=kinds).filter(kinds__contains=Concat(Value('"'), F(f"{claim}kind"), Value('"')))


def highest_open(article: str, person: Any = None) -> Coalesce:
    """The highest priority of the open claims of the article at the path `article`; 0 where none is open. For `annotate`.

    With `person` those open for her: proposed, and not decided by her. Without, those that are not settled; of what was
    added by hand nothing counts before all reviewers have submitted, so that the order tells nobody's answers.
    """
    claims = Claim.objects.filter(article=OuterRef(article), withdrawn_at=None)
    if person is None:
        seen = Q(origin=Origin.MACHINE) | Q(article__state__in=_OVER)
        claims = claims.filter(seen, settlement=None).exclude(article__state=ArticleState.SETTLED)
    else:
        decided = Judgement.objects.filter(claim=OuterRef("pk"), reviewer=person).exclude(decision=Decision.OPEN)
        claims = claims.filter(~Exists(decided), origin=Origin.MACHINE)
    first = in_use(claims).order_by("-priority").values("priority")[:1]
    return Coalesce(Subquery(first, output_field=FloatField()), 0.0)
