"""A rule and a kind of claim, to be read about: what is looked for, how it did, and how to annotate it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

import annotate
from claims.actions.count import count_all, count_up
from claims.models import Project
from claims.models.judgement import Decision
from claims.permissions import may
from claims.queries.articles import number
from claims.queries.rules import DECISIONS, JUDGED, NAME, ORDERS, ordered, records, summed
from claims.queries.visible import whole_projects
from claims.views.articles import seen_project
from claims.views.markdown import html
from claims.views.page import Request


@require_GET
def rule(request: Request, name: str) -> HttpResponse:
    """What a rule looks for, its examples, and its record as far as the person may know of it.

    A rule that is no longer part of the pipeline has a page as long as she may see its record.
    """
    if not may(request.user, "rule.view"):
        raise PermissionDenied("rule.view is not yours to do here.")
    known = annotate.rule(name)
    count_all(whole_projects(request.user))
    found = records(request.user, rule=name)
    if known is None and not found:
        raise Http404
    kind = annotate.BY_SLUG.get(known.kind if known else found[0].kind)
    context = {
        "section": "projects",
        "name": name,
        "rule": known,
        "kind": kind,
        "total": next(iter(summed(found)), None),
        "by_pipeline": summed(found, "fingerprint"),
    }
    return render(request, "claims/rule.html", context)


@require_GET
def kind(request: Request, slug: str) -> HttpResponse:
    """A kind's guideline, its attributes and its rules; with `?project=` that project's own guideline as well."""
    if not may(request.user, "rule.view"):
        raise PermissionDenied("rule.view is not yours to do here.")
    found = annotate.BY_SLUG.get(slug)
    if found is None:
        raise Http404
    project = _project(request)
    own = project.guideline_versions.first() if project else None
    context = {
        "section": "projects",
        "kind": found,
        "kinds": annotate.KINDS,
        "guideline": html(found.guideline),
        "project": project,
        "own": own,
        "own_guideline": html(own.text) if own else "",
        "rules": [one for one in annotate.rules() if one.kind == slug],
    }
    return render(request, "claims/kind.html", context)


@require_GET
def project_rules(request: Request, pk: int) -> HttpResponse:
    """How the rules did in a project: what people confirmed, corrected and rejected, by rule and by pipeline.

    `sort` is one of ORDERS, with a minus before it the other way round; else those with most answers stand first.
    """
    project = seen_project(request, pk, "gold.export")
    counted = count_up(project)
    found = records(request.user, project)
    wanted = request.GET.get("pipeline", "")
    shown = summed((record for record in found if wanted in ("", record.fingerprint)), "kind", "rule")
    asked = request.GET.get("sort", "")
    sort = asked if asked.removeprefix("-") in ORDERS else JUDGED
    context = {
        "section": "projects",
        "project": project,
        "counted": counted,
        "rows": ordered(shown, sort),
        "by_kind": summed(shown, "kind"),
        "sort": sort,
        "columns": _columns(sort),
        "pipelines": summed(found, "fingerprint"),
        "wanted": wanted,
    }
    return render(request, "claims/project_rules.html", context)


def _columns(sort: str) -> dict[str, dict[str, Any]]:
    """Each column that rows can be sorted by: its `label`, how it is sorted now (`aria`), what a click asks for (`next`)."""
    labels = {NAME: gettext("Rule"), JUDGED: gettext("Judged")} | {name: Decision(name).label for name in DECISIONS}
    columns = {}
    for name, label in labels.items():
        falls = (sort == name) != (name == NAME)
        aria = "" if sort.removeprefix("-") != name else "descending" if falls else "ascending"
        columns[name] = {"label": capfirst(label), "aria": aria, "next": f"-{name}" if sort == name else name}
    return columns


def _project(request: Request) -> Project | None:
    """The project whose guideline is asked for; 404 for one that the person is not to know of."""
    pk = number(request.GET.get("project"))
    project = get_object_or_404(Project, pk=pk) if pk else None
    if project is not None and not may(request.user, "project.view", project):
        raise Http404
    return project
