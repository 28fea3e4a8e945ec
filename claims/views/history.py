"""What happened: a page for each thing, the log of a project, and bringing back what was taken back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from claims.actions.errors import Invalid
from claims.actions.restore import restore
from claims.models import AuditEntry, Claim
from claims.permissions import may
from claims.queries.articles import number
from claims.queries.history import Asked, actors, entries_of, lines, log_of, seen, versions_of, withdrawn
from claims.views.articles import seen_project
from claims.views.page import Request
from claims.views.steps import VERBS, told

PAGE = 50
TITLES = {
    "claim": gettext_lazy("Claim"),
    "article": gettext_lazy("Article"),
    "assignment": gettext_lazy("Assignment"),
    "person": gettext_lazy("Person"),
    "evidence": gettext_lazy("Evidence"),
}


@require_GET
def history(request: Request, kind: str, pk: int) -> HttpResponse:
    """Everything that happened to one thing, the latest first, as far as the person may know of it."""
    thing = seen(request.user, kind, pk)
    if thing is None:
        raise Http404
    article = thing if kind == "article" else getattr(thing, "article", None)
    gone = list(withdrawn(request.user, thing)) if kind == "article" else []
    if kind == "claim" and thing.withdrawn_at:
        gone = [thing]
    context = {
        "section": "projects" if article else "",
        "kind": kind,
        "title": TITLES[kind],
        "thing": thing,
        "article": article,
        "blind": bool(article) and not may(request.user, "judgement.view_all", article),
        "versions": versions_of(thing) if kind == "claim" and may(request.user, "judgement.view_all", article) else [],
        "withdrawn": [(claim, may(request.user, "claim.restore", claim)) for claim in gone],
        **_paged(request, entries_of(request.user, thing)),
    }
    return render(request, "claims/history.html", context)


@require_GET
def log(request: Request, pk: int) -> HttpResponse:
    """The project's log, as the address filters it."""
    project = seen_project(request, pk, "project.audit")
    asked = Asked.read(request.GET.dict())
    context = {
        "section": "projects",
        "project": project,
        "asked": asked,
        "filtered": asked != Asked(),
        "query": _query(asked),
        "verbs": sorted(VERBS.items(), key=lambda verb: str(verb[1])),
        "actors": actors(project),
        **_paged(request, asked.among(log_of(request.user, project))),
    }
    return render(request, "claims/log.html", context)


@require_GET
def download(request: Request, pk: int) -> StreamingHttpResponse:
    """The same entries as JSON, one a line, the oldest first."""
    project = seen_project(request, pk, "project.audit")
    entries = Asked.read(request.GET.dict()).among(log_of(request.user, project))
    response = StreamingHttpResponse(lines(entries), content_type="application/jsonl")
    response["Content-Disposition"] = f'attachment; filename="log-{project.pk}.jsonl"'
    return response


@require_POST
def bring_back(request: Request, pk: int) -> HttpResponse:
    """Bring back a withdrawn claim."""
    claim = get_object_or_404(Claim.objects.select_related("article__project"), pk=pk)
    if seen(request.user, "claim", pk) is None:
        raise Http404
    if not may(request.user, "claim.restore", claim):
        raise PermissionDenied("claim.restore is not yours to do here.")
    try:
        pk = restore(request.user, claim).pk
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("The claim is back."))
    return redirect("history", "claim", pk)


def _query(asked: Asked) -> str:
    values = {"since": asked.since, "until": asked.until, "verb": asked.verb, "actor": asked.actor}
    return urlencode({name: str(value) for name, value in values.items() if value})


def _paged(request: Request, entries: Any) -> dict[str, Any]:
    before = number(request.GET.get("before"))
    rows: list[AuditEntry] = list((entries.filter(pk__lt=before) if before else entries)[: PAGE + 1])
    older = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return {"steps": told(rows[:PAGE]), "older": older, "paged": bool(before)}
