"""What stands behind a claim, each a part of its card that is fetched when asked for: guideline, history, likes of it."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotate import BY_SLUG, InvalidAttributes, read_count
from claims.actions.comment import comment, resolve
from claims.actions.errors import Invalid
from claims.actions.review.answer import clean_span
from claims.forms import read_attributes
from claims.models import Claim, GuidelineVersion
from claims.permissions import may
from claims.queries.context import claim_history, commentable, similar_settled, visible_comments
from claims.views.article import readable
from claims.views.desk import read_answer
from claims.views.home import STEPS
from claims.views.linking import own_claim
from claims.views.markdown import html
from claims.views.page import Request
from claims.views.steps import changes

MOST = 60
# Fields of a number, and what words typed into any of them say of the others.
COUNTED = ("low", "high", "modifier", "count_kind")


@require_GET
def guideline(request: Request, pk: int) -> HttpResponse:
    """The guideline of the claim's kind, and the project's with its version."""
    claim = own_claim(request, pk)
    kind = BY_SLUG.get(request.GET.get("kind", "")) or claim.kind_object
    version = GuidelineVersion.objects.filter(project=claim.article.project_id).order_by("-number").first()
    context = {"kind": kind, "text": html(kind.guideline), "version": version}
    return _part(request, claim, "guideline", context | {"own": html(version.text) if version else ""})


@require_GET
def history(request: Request, pk: int) -> HttpResponse:
    """Who did what to the claim, when, with before and after; one's own steps alone while review is blind."""
    claim = own_claim(request, pk)
    everything = may(request.user, "judgement.view_all", claim)
    steps = [
        (step, STEPS.get(step.verb, step.verb), changes(step))
        for step in claim_history(request.user, claim, everything)[:MOST]
    ]
    return _part(request, claim, "history", {"steps": steps, "everything": everything})


@require_GET
def similar(request: Request, pk: int) -> HttpResponse:
    """How claims like this one were settled."""
    claim = own_claim(request, pk)
    rows = [(row, readable(BY_SLUG[row.kind], row.attributes)) for row in similar_settled(request.user, claim)]
    return _part(request, claim, "similar", {"rows": rows})


@require_http_methods(["GET", "POST"])
def comments(request: Request, pk: int) -> HttpResponse:
    """What is said about the claim, and a form to say more."""
    claim = get_object_or_404(commentable(request.user), pk=pk)
    if not may(request.user, "claim.comment", claim):
        raise Http404
    refused = None
    if request.method == "POST":
        try:
            comment(request.user, claim, request.POST.get("text"))
        except Invalid as invalid:
            refused = invalid
        else:
            if not request.htmx:
                return redirect("claim-comments", pk=pk)
    return _comments(request, claim, refused)


@require_POST
def resolve_comment(request: Request, pk: int) -> HttpResponse:
    """Mark a comment as answered, or with `again` as open again."""
    found = get_object_or_404(visible_comments(request.user).select_related("claim__article__project"), pk=pk)
    resolve(request.user, found, "again" not in request.POST)
    return _comments(request, found.claim) if request.htmx else redirect("claim-comments", pk=found.claim_id)


def _comments(request: Request, claim: Claim, refused: Invalid | None = None) -> HttpResponse:
    context = {
        "rows": visible_comments(request.user).filter(claim=claim),
        "everything": may(request.user, "judgement.view_all", claim),
        "refused": refused,
        "typed": request.POST.get("text", "") if refused else "",
    }
    return _part(request, claim, "comments", context, 422 if refused else 200)


@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    """What is wrong with a card's form as it stands, without saving it: 422 with the sentences, else 200 without any.

    A number typed in words goes back as `low`, `high`, `modifier` and `count_kind`, for the page to fill in.
    """
    claim = own_claim(request, pk)
    kind = BY_SLUG.get(request.POST.get("kind", "")) or claim.kind_object
    form = read_attributes(kind, request.POST)
    form.is_valid()
    answer = read_answer(request.POST)
    errors: dict[str, list[str]] = {name: [str(one) for one in found] for name, found in form.errors.items()}
    try:
        start, end = clean_span(claim.article.text, answer.get("start"), answer.get("end"))
        kind.clean(form.cleaned_data, claim.article.text[start:end])
    except Invalid as invalid:
        errors |= invalid.errors
    except InvalidAttributes as invalid:
        errors = {**invalid.errors, **errors}
    counted = _counted(request, kind)
    for name in counted:
        errors.pop(name, None)
    context = {"fields": [(bound, errors.get(bound.name, [])) for bound in form], "rest": errors.get("span", [])}
    response = render(request, "claims/review_checked.html", context, status=422 if errors else 200)
    if counted:
        response["HX-Trigger"] = json.dumps({"counted": {f"a-{name}": value for name, value in counted.items()}})
    return response


def _counted(request: Request, kind: Any) -> dict[str, Any]:
    """What the field that was just changed says of the kind's number fields, where it says a number in words."""
    names = [attribute.name for attribute in kind.attributes]
    changed = (request.headers.get("X-Changed") or "").removeprefix("a-")
    source = next((attribute.name for attribute in kind.attributes if attribute.role == "count"), None)
    if changed not in (source, "low", "high") or not set(COUNTED) <= set(names):
        return {}
    words = request.POST.get(f"a-{changed}", "")
    read = read_count(words) if words and (changed == source or not words.strip().isdigit()) else None
    if read is None:
        return {}
    return {name: "" if value is None else value for name, value in read.items() if value or name in ("low", "high")}


def _part(request: Request, claim: Claim, part: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The part alone for htmx; else a page of its own, with the way back."""
    template = f"claims/context.html#{part}" if request.htmx else "claims/context.html"
    reviews = may(request.user, "article.view_own", claim.article)
    shown = {"section": "home", "claim": claim, "part": part, "reviews": reviews, **context}
    return render(request, template, shown, status=status)
