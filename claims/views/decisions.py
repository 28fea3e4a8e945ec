"""What adjudicators decided, and what they say that the guideline lacks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.models.judgement import AdjudicationReason
from claims.queries.decisions import SUMMED, UNSURE, Wanted, decisions, guideline_since, summary
from claims.views.articles import seen_project
from claims.views.page import Request
from claims.wording import kind_name

PAGE = 50


@require_GET
def decided(request: Request, pk: int) -> HttpResponse:
    """The answers of a project's adjudicators, the latest first, and how often each reason was given."""
    project = seen_project(request, pk, "article.list")
    wanted = Wanted.read(request.GET)
    rows = list(decisions(project, wanted)[: PAGE + 1])
    found = summary(project)
    context = {
        "section": "projects",
        "project": project,
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "wanted": wanted,
        "summary": found,
        "by_reason": [
            (label, found.reasons[code]) for code, label in AdjudicationReason.choices if found.reasons[code]
        ],
        "all_summed": found.number < SUMMED,
        "unsure": UNSURE,
        "since": guideline_since(project),
        "reasons": AdjudicationReason.choices,
        "kinds": [(slug, kind_name(slug)) for slug in project.kinds],
    }
    return render(request, f"claims/decisions.html{'#decided' if request.htmx else ''}", context)
