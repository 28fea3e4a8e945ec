"""A project's articles: the list, and giving them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims.models import Project
from claims.models.article import ArticleState
from claims.permissions import may
from claims.queries.articles import listed, reviewers
from claims.views.page import Request

PAGE = 50
FILTERS = ("q", "state", "source", "assignee", "guideline")


@require_GET
def articles(request: Request, pk: int) -> HttpResponse:
    """The project's articles, as the address filters them; a reviewer sees those that are hers."""
    return show_articles(request, seen_project(request, pk))


def show_articles(request: Request, project: Project, status: int = 200, **failed: Any) -> HttpResponse:
    """The list, or the part of it that htmx asked for. `failed`: what was refused, and what had been chosen."""
    everything = may(request.user, "article.list", project)
    manages = may(request.user, "article.assign", project)
    rows = list(listed(project, request.GET.dict(), only=None if everything else request.user)[: PAGE + 1])
    people = list(reviewers(project)) if everything else []
    context = {
        "section": "projects",
        "project": project,
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "filtered": any(request.GET.get(name) for name in FILTERS),
        "everything": everything,
        "manages": manages,
        "people": people,
        "states": ArticleState.choices,
        "versions": list(project.guideline_versions.values_list("number", flat=True)) if everything else [],
        "address": request.GET.urlencode(),
        **failed,
    }
    part = "#articles" if request.htmx else ""
    return render(request, f"claims/project.html{part}", context, status=status)


def seen_project(request: Request, pk: int, permission: str = "project.view") -> Project:
    """The project: 404 where the person is not to know of it, 403 where she sees it but lacks `permission`."""
    project = get_object_or_404(Project, pk=pk)
    if not may(request.user, "project.view", project):
        raise Http404
    if not may(request.user, permission, project):
        raise PermissionDenied(f"{permission} is not yours to do here.")
    return project


def sentences(errors: Mapping[str, list[str]]) -> list[str]:
    """All that was refused, as plain sentences."""
    return [sentence for found in errors.values() for sentence in found]
