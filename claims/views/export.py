"""Gold out."""

from __future__ import annotations

from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from claims.exporters import BY_SLUG, EXPORTERS
from claims.models import Job, Project
from claims.permissions import may
from claims.queries.articles import number
from claims.queries.gold import left_out
from claims.tasks import start
from claims.views.articles import seen_project
from claims.views.page import Request
from claims.views.releases import release_jobs

PAGE = 20


@require_http_methods(["GET", "POST"])
def exports(request: Request, pk: int) -> HttpResponse:
    """Choose a format and have the project's gold written; past exports with their reports."""
    project = seen_project(request, pk, "gold.export")
    if request.method == "GET":
        return _show(request, project)
    chosen = request.POST.get("format", "")
    if chosen not in BY_SLUG:
        return _show(request, project, 422, refused=_("Choose a format."))
    start("export", project, request.user, {"format": chosen})
    return _show(request, project) if request.htmx else redirect("project-exports", pk=pk)


@require_GET
def download(request: Request, pk: int) -> HttpResponse | FileResponse:
    """The file that an export made, as an attachment."""
    job = get_object_or_404(Job.objects.select_related("project"), pk=pk, name="export")
    if not may(request.user, "project.view", job.project):
        raise Http404
    if not may(request.user, "gold.export", job.project):
        raise PermissionDenied("gold.export is not yours to do here.")
    name = job.result.name or ""
    if not name or not job.result.storage.exists(name):
        raise Http404
    exporter = BY_SLUG.get(job.arguments.get("format", ""))
    media_type = exporter.media_type if exporter else "application/octet-stream"
    file = job.result.open("rb")
    return FileResponse(file, as_attachment=True, filename=PurePath(name).name, content_type=media_type)


def _show(request: Request, project: Project, status: int = 200, refused: str = "") -> HttpResponse:
    jobs = project.jobs.filter(name="export").select_related("asked_by").order_by("-id")
    before = number(request.GET.get("before"))
    rows = list((jobs.filter(pk__lt=before) if before else jobs)[: PAGE + 1])
    for job in rows:
        job.project = project
        job.watched = may(request.user, "job.view", job)  # type: ignore[attr-defined]
    context = {
        "section": "projects",
        "project": project,
        "exporters": EXPORTERS,
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "left_out": left_out(project),
        "releases": list(project.releases.select_related("created_by")[:PAGE]),
        "release_jobs": release_jobs(request, project),
        "refused": refused,
    }
    return render(request, f"claims/exports.html{'#exports' if request.htmx else ''}", context, status=status)
