"""What the proposals do to those who see them."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotate import BY_SLUG
from claims.agreement.anchoring import Anchoring
from claims.agreement.anchoring import anchoring as measure
from claims.models import Project
from claims.queries.agreement import fingerprint
from claims.queries.anchoring import MOST, sheets
from claims.views.articles import seen_project
from claims.views.page import Request

KEPT_SECONDS = 24 * 3600


@require_GET
def anchoring(request: Request, pk: int) -> HttpResponse:
    """The pipeline's recall where nobody saw its proposals, and how much more often a shown one is agreed with."""
    project = seen_project(request, pk, "agreement.view")
    figures, unaided, aided = _measured(project)
    rows = [(BY_SLUG[row.kind].plural if row.kind else "", row) for row in figures]
    context = {"section": "projects", "project": project, "rows": rows, "most": MOST}
    context |= {"unaided": unaided, "aided": aided}
    return render(request, "claims/anchoring.html", context)


def _measured(project: Project) -> tuple[list[Anchoring], int, int]:
    """The figures, and of how many articles without and with proposals; kept until what they are measured on changes."""
    key = f"anchoring-{project.pk}-{project.created_at.timestamp()}-{fingerprint(project)}"
    kept: tuple[list[Anchoring], int, int] | None = cache.get(key)
    if kept is None:
        found = sheets(project)
        unaided = sum(sheet.unaided for sheet in found)
        kept = measure(found, project.kinds), unaided, len(found) - unaided
        cache.set(key, kept, KEPT_SECONDS)
    return kept
