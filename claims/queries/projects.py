"""Questions asked of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from claims.models import Article, GuidelineVersion, Judgement, Project


def articles_by_state(projects: Iterable[Project]) -> dict[int, dict[str, int]]:
    """The number of articles of each project, by state. One query, over an index, for all of them."""
    rows = Article.objects.filter(project__in=list(projects)).order_by().values("project", "state")
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows.annotate(number=Count("pk")):
        counts[row["project"]][row["state"]] = row["number"]
    return counts


def judged_under(versions: Iterable[GuidelineVersion]) -> dict[int, int]:
    """How many judgements were made under each of the guideline's versions, by the version's id. One query."""
    ids = [version.pk for version in versions]
    rows = Judgement.objects.filter(guideline_version__in=ids).order_by().values_list("guideline_version")
    return dict(rows.annotate(Count("pk")))
