"""How far the reviewers of a project agree."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods

from annotate import BY_SLUG
from claims.actions.agreement import NAME, reports, stands, to_ask
from claims.models import Job, Project
from claims.queries.agreement import Wanted, fingerprint, readers
from claims.tasks import start
from claims.views.agreement_tables import as_csv, as_json, as_svg, tables
from claims.views.articles import seen_project
from claims.views.page import Request
from claims.wording import kind_name

FORMS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
    "svg": (as_svg, "image/svg+xml"),
}


@require_http_methods(["GET", "POST"])
def agreement(request: Request, pk: int) -> HttpResponse:
    """The last report on what the address asks for; POST has it measured anew where the record has changed since."""
    project = seen_project(request, pk, "agreement.view")
    if request.method == "POST":
        wanted = _wanted(project, request.POST.dict())
        if not stands(project, wanted):
            start(NAME, project, request.user, to_ask(project, wanted))
        return redirect(_address(project, wanted))
    wanted = _wanted(project, request.GET.dict())
    done, running = reports(project, wanted)
    context = {
        "section": "projects",
        "project": project,
        "wanted": wanted,
        "filtered": bool(wanted.address()),
        "query": wanted.address(),
        "running": running,
        **_choices(project, done),
        **_shown(project, done),
    }
    return render(request, "claims/agreement.html", context)


@require_GET
def download(request: Request, pk: int, form: str) -> HttpResponse:
    """The last report on what the address asks for, as `csv` or `json`, with people under the pseudonyms of exports.

    As `svg`, its chart of the weeks.
    """
    project = seen_project(request, pk, "agreement.view")
    done, _ = reports(project, _wanted(project, request.GET.dict()))
    if done is None or form not in FORMS:
        raise Http404
    text, media_type = FORMS[form]
    response = HttpResponse(text(project, done.report), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="agreement-{project.pk}.{form}"'
    return response


def _wanted(project: Project, asked: dict[str, str]) -> Wanted:
    """What is asked for; a kind that the project does not use asks for all kinds."""
    if asked.get("kind") and asked["kind"] not in project.kinds:
        asked = {**asked, "kind": ""}
    return Wanted.read({**asked, "pair": asked.get("pair") or f"{asked.get('one', '')}-{asked.get('other', '')}"})


def _address(project: Project, wanted: Wanted) -> str:
    return f"{reverse('project-agreement', args=[project.pk])}?{wanted.address()}".rstrip("?")


def _choices(project: Project, done: Job | None) -> dict[str, Any]:
    """What the filters offer; the weeks are those of the last report on everything."""
    whole = reports(project, Wanted())[0] or done
    return {
        "people": readers(project),
        "kinds": [(slug, kind_name(slug)) for slug in project.kinds if slug in BY_SLUG],
        "weeks": [row["week"] for row in whole.report["by"]["week"] if row["week"]] if whole else [],
        "versions": project.guideline_versions.order_by("number").values_list("number", flat=True),
    }


def _shown(project: Project, done: Job | None) -> dict[str, Any]:
    if done is None:
        return {"report": None}
    return {
        "report": done.report,
        "measured_at": parse_datetime(done.report["measured_at"]),
        "stale": done.report["fingerprint"] != fingerprint(project),
        **tables(done.report),
    }
