"""Frozen gold: making a release, and handing its file out."""

from __future__ import annotations

from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from claims.actions.release import NAME
from claims.exporters import NATIVE
from claims.models import Job, Project, Release
from claims.models.job import JobState
from claims.permissions import may
from claims.tasks import start
from claims.views.articles import seen_project
from claims.views.page import Request

MOST_JOBS = 3


@require_POST
def make(request: Request, pk: int) -> HttpResponse:
    """Have the project's gold frozen as its next release."""
    project = seen_project(request, pk, "gold.release")
    start(NAME, project, request.user, {"note": request.POST.get("note", "")})
    return redirect(f"{reverse('project-exports', args=[pk])}#releases")


@require_GET
def download(request: Request, pk: int) -> HttpResponse | FileResponse:
    """A release's file, as an attachment."""
    release = get_object_or_404(Release.objects.select_related("project"), pk=pk)
    if not may(request.user, "project.view", release.project):
        raise Http404
    if not may(request.user, "gold.export", release.project):
        raise PermissionDenied("gold.export is not yours to do here.")
    name = release.content.name or ""
    if not name or not release.content.storage.exists(name):
        raise Http404
    file = release.content.open("rb")
    return FileResponse(file, as_attachment=True, filename=PurePath(name).name, content_type=NATIVE.media_type)


def release_jobs(request: Request, project: Project) -> list[Job]:
    """The releases under way or failed since the last that went well, the newest first, as far as they are hers to watch."""
    jobs = []
    for job in project.jobs.filter(name=NAME).order_by("-id")[:MOST_JOBS]:
        if job.state == JobState.DONE:
            break
        job.project = project
        if may(request.user, "job.view", job):
            jobs.append(job)
    return jobs
