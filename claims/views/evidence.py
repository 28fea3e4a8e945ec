"""The evidence store, which all projects share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from claims.actions.errors import Invalid, Stale, require
from claims.actions.evidence import FIELDS, add_evidence, change_evidence
from claims.forms import EvidenceForm, show_errors
from claims.models import Evidence
from claims.permissions import may
from claims.queries.articles import number
from claims.queries.evidence import links_seen_by, search, with_uses
from claims.views.page import Request

PAGE = 30


@require_GET
def store(request: Request) -> HttpResponse:
    """What there is, the newest first; `?q=` searches it."""
    require(request.user, "evidence.view")
    words, before = request.GET.get("q", "").strip(), number(request.GET.get("before"))
    found = with_uses(search(words))
    rows = list((found.filter(pk__lt=before) if before else found)[: PAGE + 1])
    context = {
        "section": "evidence",
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "words": words,
    }
    return render(request, f"claims/evidence.html{'#found' if request.htmx else ''}", context)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One piece of evidence, and what it is linked to as far as the person may see that."""
    evidence = seen_evidence(request, pk)
    links = list(links_seen_by(request.user, evidence))
    context = {
        "section": "evidence",
        "evidence": evidence,
        "links": links,
        "hidden": evidence.links.count() - len(links),
        "changes": may(request.user, "evidence.change", evidence),
    }
    return render(request, "claims/evidence_detail.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A form for a new piece of evidence."""
    require(request.user, "evidence.add")
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _form(request, form)
    last = Evidence.objects.order_by("-id").values_list("pk", flat=True).first() or 0
    try:
        evidence = add_evidence(request.user, form.cleaned_data)
    except Invalid as invalid:
        show_errors(form, invalid.errors)
        return _form(request, form)
    there = evidence.pk <= last
    messages.success(request, _("This is in the store already.") if there else _("It is in the store."))
    return redirect("evidence-detail", pk=evidence.pk)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Change what the person added herself, for every claim that it is linked to."""
    evidence = seen_evidence(request, pk)
    if not may(request.user, "evidence.change", evidence):
        raise PermissionDenied(_("Only who added a piece of evidence changes it."))
    if request.method == "GET":
        return _form(request, EvidenceForm(initial={name: getattr(evidence, name) for name in FIELDS}), evidence)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _form(request, form, evidence)
    try:
        change_evidence(request.user, evidence, form.cleaned_data, number(request.POST.get("version")))
    except Stale as stale:
        return _form(request, form, stale.current, saved=_readable(stale.current))
    except Invalid as invalid:
        show_errors(form, invalid.errors)
        return _form(request, form, evidence)
    messages.success(request, _("Saved."))
    return redirect("evidence-detail", pk=pk)


def seen_evidence(request: Request, pk: int) -> Evidence:
    """The piece of evidence, if the person may see the store; else 404."""
    evidence = get_object_or_404(Evidence.objects.select_related("added_by"), pk=pk)
    if not may(request.user, "evidence.view", evidence):
        raise Http404
    return evidence


def _form(request: Request, form: EvidenceForm, evidence: Evidence | None = None, saved: Any = None) -> HttpResponse:
    """The form; `saved` is what somebody else saved in the meantime."""
    posted = request.POST.get("version") if saved is None else None
    context = {
        "section": "evidence",
        "form": form,
        "evidence": evidence,
        "version": posted or (evidence.version if evidence else 0),
        "saved": saved,
    }
    part = "#form" if request.htmx else ""
    status = 409 if saved is not None else 422 if form.is_bound else 200
    return render(request, f"claims/evidence_form.html{part}", context, status=status)


def _readable(evidence: Evidence) -> list[tuple[str, str]]:
    fields = EvidenceForm.base_fields
    return [(str(fields[name].label), str(value)) for name in FIELDS if (value := getattr(evidence, name))]
