"""From a claim's card to its evidence and its verdict."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from claims.actions.errors import Invalid, Stale
from claims.actions.evidence import FIELDS, add_evidence, link_evidence, unlink_evidence
from claims.actions.verdict import give_verdict, take_back_verdict
from claims.models import Claim, Evidence, EvidenceLink
from claims.models.evidence import Stance
from claims.queries.evidence import search
from claims.queries.ids import id_from
from claims.queries.review import visible_claims
from claims.views.desk import Desk
from claims.views.page import Request
from claims.views.review import own_article, show


@require_GET
def pick(request: Request, pk: int) -> HttpResponse:
    """Evidence of the shared store that fits `?q=`, each with a form that links it to the claim."""
    claim = own_claim(request, pk)
    words = request.GET.get("q", "").strip()
    found = search(words)[:8] if words else Evidence.objects.none()
    context = {"claim": claim, "found": found, "words": words, "stances": Stance.choices, "desk_claim": claim.pk}
    part = "#found" if request.htmx else ""
    return render(request, f"claims/pick_evidence.html{part}", context)


@require_POST
def link(request: Request, pk: int) -> HttpResponse:
    """Link the claim to a piece of evidence: the one named by `evidence`, or a new one from the form's fields."""
    claim = own_claim(request, pk)
    posted = request.POST
    try:
        if posted.get("evidence"):
            evidence = get_object_or_404(Evidence, pk=id_from(posted["evidence"]))
        else:
            evidence = add_evidence(request.user, {name: posted[name] for name in FIELDS if name in posted})
        link_evidence(request.user, claim, evidence, posted.get("stance", ""), note=posted.get("link_note", ""))
    except Invalid as invalid:
        return _again(request, claim, 422, refused_link=invalid)
    return _again(request, claim)


@require_POST
def unlink(request: Request, pk: int) -> HttpResponse:
    """Take back one of the person's own links."""
    row = get_object_or_404(EvidenceLink.objects.filter(linked_by=request.user).select_related("claim"), pk=pk)
    claim = own_claim(request, row.claim_id)
    row.claim = claim
    unlink_evidence(request.user, row)
    return _again(request, claim)


@require_POST
def verdict(request: Request, pk: int) -> HttpResponse:
    """Give the claim a verdict, or take it back (`take_back`)."""
    claim = own_claim(request, pk)
    version = id_from(request.POST.get("version"))
    try:
        if "take_back" in request.POST:
            take_back_verdict(request.user, claim, version)
        else:
            give_verdict(request.user, claim, request.POST, version)
    except Stale as stale:
        return _again(request, claim, 409, stale_verdict=stale.current)
    except Invalid as invalid:
        return _again(request, claim, 422, refused_verdict=invalid)
    return _again(request, claim)


def own_claim(request: Request, pk: int) -> Claim:
    """The claim, if it is this person's to judge; else 404."""
    claim = get_object_or_404(Claim.objects.select_related("article__project"), pk=pk)
    own_article(request, claim.article_id, claim.article)
    if not visible_claims(request.user, claim.article_id).filter(pk=pk).exists():
        raise Http404
    return claim


def _again(request: Request, claim: Claim, status: int = 200, **failed: object) -> HttpResponse:
    """The claim's card once more; without script, the page at its evidence."""
    if status == 200 and not request.htmx:
        return redirect(f"{reverse('review', args=[claim.article_id])}?claim={claim.pk}#evidence")
    desk = Desk(
        request.user, claim.article, chosen=claim.pk, failed={**failed, "posted": request.POST} if failed else {}
    )
    return show(request, desk, status)
