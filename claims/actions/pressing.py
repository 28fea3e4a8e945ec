"""Keep in a column what is most pressing: the highest priority of an article's open claims, for all and for each reviewer.

So that who orders by it looks at no claims. Each function sets anew what changed; call it in the transaction that changed
what the figure is made of, where the article is held.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from claims.models import Article, Assignment
from claims.queries.prepared import Prepared
from claims.queries.priority import highest_given, highest_open


def keep_pressing(articles: QuerySet[Article]) -> None:
    """Set anew what is most pressing in those `articles` whose claims or states changed. One query."""
    _set(articles, highest_open())


def keep_pressing_for_reviewers(assignments: QuerySet[Assignment]) -> None:
    """The same for the reviewers of `assignments` after proposals or their answers changed. One query."""
    _set(assignments, highest_given())


def keep_pressing_for(person: Any, article: Article) -> None:
    """The same for one reviewer of one article. One query, and one more where the figure is another."""
    for pk, kept, now in _HERS(person=person.pk, article=article.pk):
        if kept != now:
            Assignment.objects.filter(pk=pk).update(pressing=now)


def _set(rows: QuerySet[Any], now: Any) -> None:
    # What stays as it is, is not written.
    rows.order_by().alias(now=now).exclude(pressing=F("now")).update(pressing=now)


def _hers(*, person: int, article: int) -> QuerySet[Any]:
    rows = Assignment.objects.filter(person=person, article=article).order_by().annotate(now=highest_given())
    return rows.values_list("pk", "pressing", "now")


_HERS = Prepared(_hers)
