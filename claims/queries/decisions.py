"""What adjudicators decided: why reviewers differed, how sure the answer is, and where the guideline has to say more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet

from claims.models import Project, Settlement
from claims.models.judgement import Resolution
from claims.queries.articles import number
from claims.queries.visible import BLIND_IS_OVER

# The newest so many are summed up; a confidence up to UNSURE is a low one.
SUMMED, UNSURE = 1_000, 2
MANY = 100


@dataclass(frozen=True)
class Wanted:
    """Which decisions are asked for; what is empty asks for all. `open_only`: flagged under the guideline of now."""

    kind: str = ""
    reason: str = ""
    flagged: bool = False
    open_only: bool = False
    unsure: bool = False
    before: int = 0

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Wanted:
        """What an address asks for."""
        flag = asked.get("flag", "")
        return cls(
            kind=str(asked.get("kind", "")),
            reason=str(asked.get("reason", "")),
            flagged=flag in ("any", "open"),
            open_only=flag == "open",
            unsure=bool(asked.get("unsure")),
            before=number(asked.get("before")),
        )


@dataclass(frozen=True)
class Summary:
    """Of the newest decisions (SUMMED at most): how many for each reason, how many unsure, how many flagged."""

    number: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    unsure: int = 0
    flagged: int = 0


def decisions(project: Project, wanted: Wanted | None = None) -> QuerySet[Settlement]:
    """The project's adjudicated answers, the latest first, with claim, article and adjudicator.

    Those of an article that is under review again are left out: nobody there is to know of them.
    """
    wanted = wanted or Wanted()
    # "+ 0" keeps a database from going through all articles of the project: few settlements are adjudicated.
    rows = Settlement.objects.alias(of_project=F("claim__article__project_id") + 0).filter(
        of_project=project.pk, claim__article__state__in=BLIND_IS_OVER, resolution=Resolution.ADJUDICATED
    )
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.reason:
        rows = rows.filter(reason=wanted.reason)
    if wanted.flagged:
        rows = rows.filter(guideline_change=True)
    if wanted.open_only and (since := guideline_since(project)):
        rows = rows.filter(settled_at__gt=since)
    if wanted.unsure:
        rows = rows.filter(confidence__lte=UNSURE)
    if wanted.before:
        rows = rows.filter(pk__lt=wanted.before)
    return rows.select_related("claim__article", "settled_by").defer("claim__article__text").order_by("-id")


def summary(project: Project) -> Summary:
    """The newest decisions in numbers. One query."""
    rows = decisions(project).values_list("reason", "confidence", "guideline_change")[:SUMMED]
    found = list(rows)
    return Summary(
        number=len(found),
        reasons=Counter(reason for reason, _sure, _flag in found),
        unsure=sum(sure is not None and sure <= UNSURE for _reason, sure, _flag in found),
        flagged=sum(flag for _reason, _sure, flag in found),
    )


def guideline_since(project: Project) -> Any:
    """When the guideline of now came; None without one."""
    return project.guideline_versions.values_list("created_at", flat=True).first()


def open_flags(project: Project) -> int:
    """How many decisions say that the guideline of now should say more, counted as far as MANY. Two queries."""
    return decisions(project, Wanted(flagged=True, open_only=True)).order_by()[:MANY].count()
