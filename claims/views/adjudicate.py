"""Where reviewers differ: the list of claims, and one claim with all that was said of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, push_url

from annotate import BY_SLUG, KINDS
from claims.actions import adjudicate as verbs
from claims.actions.errors import Invalid, Stale, require
from claims.actions.look import look_at
from claims.models import Claim, Project
from claims.models.claim import dispute_choices
from claims.permissions import ADJUDICATOR, MANAGER, may, roles
from claims.queries.adjudication import (
    looked_at,
    next_waiting,
    page_of,
    waiting_claims,
    waiting_for,
    with_answers,
)
from claims.queries.articles import number
from claims.views.articles import seen_project
from claims.views.bench import Bench, Queue
from claims.views.page import Request

PAGE, COUNTED = 50, 1_000


@require_GET
def waiting(request: Request, pk: int) -> HttpResponse:
    """The claims of a project that wait for an adjudicator, the gravest dispute first."""
    project = seen_project(request, pk, "article.list")
    kind, dispute = request.GET.get("kind", ""), request.GET.get("dispute", "")
    held = Prefetch("lookings", looked_at(request.user), to_attr="looked")
    claims = waiting_claims(project, request.user, kind).prefetch_related(held)
    rows = page_of(claims, PAGE + 1, dispute, number(request.GET.get("after")))
    context = {
        "section": "projects",
        "project": project,
        "rows": [SimpleNamespace(claim=claim, kind=BY_SLUG[claim.kind]) for claim in rows[:PAGE]],
        "after": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "kind": kind,
        "dispute": dispute,
        "queue": Queue(kind, dispute),
        "disputes": dispute_choices(),
        "kinds": [one for one in KINDS if one.slug in project.kinds],
        "settles": (settles := _settles(request, project.pk)),
        **(_left(request, project, kind, dispute) if settles else {}),
    }
    part = "#waiting" if request.htmx else ""
    return render(request, f"claims/adjudication.html{part}", context)


@require_http_methods(["GET", "POST"])
def adjudicate(request: Request, pk: int) -> HttpResponse:
    """One claim with every reviewer's version; posted, the adjudicator's answer, and then the next claim."""
    claim = seen_claim(request, pk)
    if claim.same_as_id:
        return _together(request, claim.same_as_id)
    if request.method == "GET":
        _look(request, claim)
        return show(request, Bench(request.user, claim, Queue.read(request.GET), wanted=request.GET.get("kind", "")))
    require(request.user, "article.adjudicate", claim.article)
    bench = Bench(request.user, claim, Queue.read(request.POST), posted=request.POST)
    if not bench.decision.is_valid():
        return show(request, bench, 422)
    try:
        verbs.adjudicate(request.user, claim, bench.data(), number(request.POST.get("version")))
    except Stale as stale:
        bench.stale = stale
        return show(request, bench, 409)
    except Invalid as invalid:
        bench.refused = invalid
        return show(request, bench, 422)
    return _onward(request, claim, bench.queue)


@require_GET
def later(request: Request, pk: int) -> HttpResponse:
    """On to the next claim that waits; this one is left as it is."""
    claim, queue = seen_claim(request, pk), Queue.read(request.GET)
    require(request.user, "article.adjudicate", claim.article)
    following = next_waiting(claim, request.user, queue.kind, queue.dispute)
    if following is None:
        messages.info(request, _("No other claim waits for you."))
        return redirect(queue.of_project(claim.article.project_id))
    return redirect(queue.of_claim(following))


@require_POST
def apart(request: Request, pk: int) -> HttpResponse:
    """Hold a claim for one of its own, or (`apart` empty) for a version of another again, and show it."""
    try:
        verbs.set_apart(request.user, seen_claim(request, pk), bool(request.POST.get("apart")))
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return redirect("adjudicate", pk=pk)


@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    """Take back what an adjudicator settled, and show the claim as it waits again."""
    claim = seen_claim(request, pk)
    try:
        verbs.reopen_claim(request.user, claim, number(request.POST.get("version")))
        messages.success(request, _("The claim waits again."))
    except Stale:
        messages.error(request, _("Somebody settled it anew in the meantime: look at that answer first."))
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return redirect("adjudicate", pk=pk)


def seen_claim(request: Request, pk: int) -> Claim:
    """The claim with what was said of it, once that is open to the person; else 404."""
    claims = Claim.objects.filter(withdrawn_at=None)
    claims = claims.select_related("article__project", "settlement__settled_by", "author")
    claim = get_object_or_404(with_answers(claims), pk=pk)
    if claim.kind not in BY_SLUG or not may(request.user, "judgement.view_all", claim.article):
        raise Http404
    return claim


def show(request: Request, bench: Bench, status: int = 200) -> HttpResponse:
    """The page, or the part of it that htmx asked for."""
    part = {"own": "#own", "bench": "#bench"}.get(request.htmx.target or "", "") if request.htmx else ""
    return render(request, f"claims/adjudicate.html{part}", bench.context(), status=status)


def _together(request: Request, pk: int) -> HttpResponse:
    """To the claim that the one asked for is a version of; what was posted of it alone is not settled."""
    target = reverse("adjudicate", args=[pk])
    if request.method == "POST":
        messages.error(request, _("Not saved: this is held for another version of a claim. Look at all of them first."))
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target)


def _onward(request: Request, claim: Claim, queue: Queue) -> HttpResponse:
    following = next_waiting(claim, request.user, queue.kind, queue.dispute)
    if following is None:
        messages.success(request, _("Settled. No claim waits for you any more."))
        target = queue.of_project(claim.article.project_id)
        return HttpResponseClientRedirect(target) if request.htmx else redirect(target)
    if not request.htmx:
        messages.success(request, _("Settled. This is the next one."))
        return redirect(queue.of_claim(following))
    opened = seen_claim(request, following)
    _look(request, opened)
    bench = Bench(request.user, opened, queue, said=_("Settled. This is the next one."))
    return push_url(show(request, bench), queue.of_claim(following))


def _look(request: Request, claim: Claim) -> None:
    """Let others know that the claim is before this person, if she can settle it and it waits."""
    if not hasattr(claim, "settlement") and may(request.user, "article.adjudicate", claim.article):
        look_at(request.user, claim)


def _left(request: Request, project: Project, kind: str, dispute: str) -> dict[str, Any]:
    """How many claims wait for this person, counted as far as COUNTED."""
    rows = waiting_for(project, request.user, kind, dispute)
    return {"left": rows.order_by().values("pk")[: COUNTED + 1].count(), "counted": COUNTED}


def _settles(request: Request, project_id: int) -> bool:
    return roles(request.user).get(project_id) in (MANAGER, ADJUDICATOR)
