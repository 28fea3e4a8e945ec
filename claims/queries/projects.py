"""Questions asked of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from claims.models import Article, Project


def articles_by_state(projects: Iterable[Project]) -> dict[int, dict[str, int]]:
    """The number of articles of each project, by state. One query, over an index, for all of them."""
    rows = Article.objects.filter(project__in=list(projects)).order_by().values("project", "state")
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows.annotate(number=Count("pk")):
        counts[row["project"]][row["state"]] = row["number"]
    return counts
