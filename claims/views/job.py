"""A piece of background work, watched."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims.models import Job
from claims.permissions import may
from claims.views.page import Request


@require_GET
def job(request: Request, pk: int) -> HttpResponse:
    """How far the job is. The part of it that htmx asks for asks again each second until the job has ended."""
    found = get_object_or_404(Job.objects.select_related("project"), pk=pk)
    if not may(request.user, "job.view", found):
        raise Http404
    part = "#job" if request.htmx else ""
    return render(request, f"claims/job.html{part}", {"section": "projects", "project": found.project, "job": found})
