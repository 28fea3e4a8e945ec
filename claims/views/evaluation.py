"""The pipeline measured against a project's gold."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.actions.evaluate import NAME
from claims.models import Job, Project
from claims.models.job import JobState
from claims.permissions import may
from claims.queries.articles import number
from claims.tasks import start
from claims.views.articles import seen_project
from claims.views.page import Request
from claims.wording import value_name

PAGE = 20


@require_http_methods(["GET", "POST"])
def evaluation(request: Request, pk: int) -> HttpResponse:
    """Choose gold to measure against; the report that `?job=` names, else the last one."""
    project = seen_project(request, pk, "gold.export")
    if request.method == "GET":
        return _show(request, project)
    chosen = number(request.POST.get("release"))
    if chosen and not project.releases.filter(number=chosen).exists():
        return _show(request, project, 422, refused=_("Choose a release of this project, or its gold as it stands."))
    unaided = request.POST.get("articles") == "unaided"
    start(NAME, project, request.user, {"release": chosen or None, "unaided": unaided})
    return redirect("project-evaluation", pk=pk)


def _show(request: Request, project: Project, status: int = 200, refused: str = "") -> HttpResponse:
    jobs = list(project.jobs.filter(name=NAME).select_related("asked_by").defer("report").order_by("-id")[:PAGE])
    for job in jobs:
        job.project = project
        job.watched = may(request.user, "job.view", job)  # type: ignore[attr-defined]
    shown = _chosen(request, project)
    context = {
        "section": "projects",
        "project": project,
        "releases": list(project.releases.only("project", "number", "created_at")),
        "jobs": jobs,
        "shown": shown,
        "refused": refused,
        **(tables(shown.report) if shown else {}),
    }
    return render(request, "claims/evaluation.html", context, status=status)


def _chosen(request: Request, project: Project) -> Job | None:
    """The finished evaluation that the address names, else the last one; None where there is none."""
    done = project.jobs.filter(name=NAME, state=JobState.DONE).select_related("asked_by").order_by("-id")
    wanted = number(request.GET.get("job"))
    return (done.filter(pk=wanted).first() if wanted else None) or done.first()


def tables(report: dict[str, Any]) -> dict[str, Any]:
    """What the template shows of a report: its parts, with values of attributes as words."""
    wrong = report["wrong_attributes"]
    rows = [{**row, "wrong": [_in_words(row["kind"], *one) for one in row["wrong"]]} for row in wrong["worst"]]
    return {"report": report, "wrong": {**wrong, "worst": rows}}


def _in_words(kind: str, name: str, true: Any, guess: Any) -> tuple[str, str, str]:
    return name, value_name(true, name, kind) or "–", value_name(guess, name, kind) or "–"
