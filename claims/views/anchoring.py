"""What the proposals do to those who see them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotate import BY_SLUG
from claims.agreement.anchoring import anchoring as measure
from claims.queries.anchoring import MOST, sheets
from claims.views.articles import seen_project
from claims.views.page import Request


@require_GET
def anchoring(request: Request, pk: int) -> HttpResponse:
    """The pipeline's recall where nobody saw its proposals, and how much more often a shown one is agreed with."""
    project = seen_project(request, pk, "agreement.view")
    found = sheets(project)
    rows = [(_(BY_SLUG[row.kind].plural) if row.kind else "", row) for row in measure(found, project.kinds)]
    unaided = sum(sheet.unaided for sheet in found)
    context = {"section": "projects", "project": project, "rows": rows, "most": MOST}
    context |= {"unaided": unaided, "aided": len(found) - unaided}
    return render(request, "claims/anchoring.html", context)
