"""Projects: the list, a new one, and what one asks of its people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from claims.actions.errors import Invalid
from claims.actions.project import archive_project, change_guideline, change_project, create_project
from claims.forms import show_errors
from claims.forms.team import GuidelineForm, ProjectForm
from claims.models import Project
from claims.models.article import ArticleState
from claims.permissions import ROLES, may, roles
from claims.queries.decisions import MANY, open_flags
from claims.queries.ids import id_from
from claims.queries.projects import articles_by_state, judged_under
from claims.queries.visible import managed_projects, visible_projects
from claims.views.markdown import html
from claims.views.page import Request, leaf, page_of, words_of


def project_for(request: Request, pk: int, permission: str = "project.view") -> Project:
    """The project; 404 where the person may not see it, 403 where she may see it but not do this."""
    project = get_object_or_404(Project, pk=pk)
    if not may(request.user, "project.view", project):
        raise Http404
    if not may(request.user, permission, project):
        raise PermissionDenied
    return project


@require_GET
def projects(request: Request) -> HttpResponse:
    """The projects that the person belongs to, with how far they are: of some name (`q`), MOST a page."""
    words, page = words_of(request), page_of(request)
    found = visible_projects(request.user)
    shown, more = leaf(found.filter(name__icontains=words) if words else found, page)
    context = {
        "section": "projects",
        "rows": _rows(request, shown),
        "more": more,
        "page": page,
        "words": words,
        "states": ArticleState,
        "may_create": may(request.user, "project.create"),
    }
    return render(request, "claims/projects.html", context)


def _rows(request: Request, shown: list[Project]) -> list[dict[str, Any]]:
    counts, mine = articles_by_state(shown), roles(request.user)
    return [
        {
            "project": project,
            "role": dict(ROLES).get(mine.get(project.pk, ""), ""),
            "states": [(state, counts[project.pk].get(state.value, 0)) for state in ArticleState],
            "total": sum(counts[project.pk].values()),
        }
        for project in shown
    ]


@require_http_methods(["GET", "POST"])
def create(request: Request) -> HttpResponse:
    """Make a project."""
    if not may(request.user, "project.create"):
        raise PermissionDenied
    like = model_for(request)
    initial = {name: getattr(like, name) for name in ProjectForm.base_fields if name != "name"} if like else None
    form = ProjectForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            project = create_project(request.user, {**form.cleaned_data, "like": like})
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            messages.success(request, _("The project is made. Add people and articles next."))
            return redirect("project-people", project.pk)
    context = {"section": "projects", "form": form, "like": like, "models": managed_projects(request.user)}
    return _form(request, "claims/project_form.html", context)


def model_for(request: Request) -> Project | None:
    """The project to start from, `?like=`: one that the person manages, else 404; None where none is asked for."""
    asked = request.GET.get("like")
    return get_object_or_404(managed_projects(request.user), pk=id_from(asked)) if asked else None


@require_http_methods(["GET", "POST"])
def settings(request: Request, pk: int) -> HttpResponse:
    """Change the project's settings."""
    project = project_for(request, pk, "project.manage")
    form = ProjectForm(request.POST or None, initial={name: getattr(project, name) for name in ProjectForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            change_project(request.user, project, form.cleaned_data)
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            messages.success(request, _("The settings are saved."))
            return redirect("project-settings", pk)
    return _settings(request, project, form)


@require_http_methods(["POST"])
def archive(request: Request, pk: int) -> HttpResponse:
    """Put the project away, or bring it back (`back`)."""
    project = project_for(request, pk, "project.manage")
    archived = archive_project(request.user, project, archived="back" not in request.POST).archived_at
    messages.success(request, _("The project is archived.") if archived else _("The project is open again."))
    return redirect("project-settings", pk)


@require_http_methods(["POST"])
def guideline(request: Request, pk: int) -> HttpResponse:
    """Save a new version of the guideline."""
    project = project_for(request, pk, "project.manage")
    form = GuidelineForm(request.POST)
    if form.is_valid():
        try:
            version = change_guideline(request.user, project, form.cleaned_data["text"], form.cleaned_data["seen"])
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            messages.success(request, _("The guideline is at version %(number)s.") % {"number": version.number})
            return redirect("project-settings", pk)
    initial = {name: getattr(project, name) for name in ProjectForm.base_fields}
    return _settings(request, project, ProjectForm(initial=initial), form)


def _settings(
    request: Request, project: Project, form: ProjectForm, guideline_form: GuidelineForm | None = None
) -> HttpResponse:
    versions = list(project.guideline_versions.select_related("created_by"))
    judged = judged_under(versions)
    latest = versions[0] if versions else None
    text, seen = (latest.text, latest.number) if latest else ("", 0)
    asked = id_from(request.GET.get("version"))
    read = next((version for version in versions if version.number == asked), latest)
    context = {
        "section": "projects",
        "project": project,
        "form": form,
        "guideline_form": guideline_form or GuidelineForm(initial={"text": text, "seen": seen}),
        "versions": [(version, judged.get(version.pk, 0)) for version in versions],
        "read": read,
        "guideline": html(read.text) if read else "",
        "flags": open_flags(project),
        "many": MANY,
    }
    return _form(request, "claims/project_settings.html", context)


def _form(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page: 422 after a POST, since only a refused one comes back here."""
    return render(request, template, context, status=422 if request.method == "POST" else 200)
