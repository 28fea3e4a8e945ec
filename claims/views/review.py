"""The review screen: an article, its claims, and the keys of a reviewer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.actions.errors import Invalid, Stale
from claims.actions.review import BY_NAME
from claims.actions.review.steps import elsewhere
from claims.actions.submit import reopen, submit
from claims.models import Article, Claim
from claims.permissions import may
from claims.queries.ids import id_from
from claims.queries.priority import ORDERS, TEXT
from claims.queries.queue import next_to_review
from claims.queries.review import visible_claims
from claims.views.desk import Desk, read_answer, read_words
from claims.views.page import Request


@require_GET
def review(request: Request, pk: int) -> HttpResponse:
    """The article with its claims and the chosen one's card; `?claim=` chooses, else the first open one.

    `?kind=` shows the chosen one with the form of another kind, filled as far as the fields are the same. `?order=` (text or
    priority) sets how claims are listed and which comes next, for as long as she is signed in.
    """
    asked, kind = request.GET, request.GET.get("kind", "")
    if asked.get("order") in ORDERS:
        request.session["review_order"] = asked["order"]
    desk = Desk(request.user, own_article(request, pk), chosen=id_from(asked.get("claim")), kind=kind)
    desk.tried = asked if kind else None
    return show(request, desk)


@require_POST
def act_on_claim(request: Request, pk: int, name: str) -> HttpResponse:
    """Do one of REVIEW_ACTIONS to a claim; answer with the next open one, or with what was refused."""
    action = BY_NAME.get(name)
    if action is None or action.on is not Claim:
        raise Http404
    claim = get_object_or_404(visible_claims(request.user).select_related("article__project"), pk=pk)
    article = claim.article
    data, version = read_answer(request.POST), id_from(request.POST.get("version"))
    try:
        action.perform(request.user, claim, data, version)
    except PermissionDenied:
        # 404 for who may not see the article; who may, but not do this, is told so.
        own_article(request, article.pk, article)
        raise
    except Stale as stale:
        return show(
            request, Desk(request.user, article, chosen=pk, conflict=stale, posted=request.POST, action=action), 409
        )
    except Invalid as invalid:
        return show(request, Desk(request.user, article, chosen=pk, refused=invalid, posted=request.POST), 422)
    if request.htmx:
        return show(request, Desk(request.user, article, after=pk))
    following = Desk(request.user, article, after=pk, order=_order(request)).item
    return _stay(request, article, following.id if following else pk)


@require_POST
def act_on_article(request: Request, pk: int, name: str) -> HttpResponse:
    """Add a claim, confirm the rest, undo, redo: REVIEW_ACTIONS on an article; answer with the claim concerned."""
    article = own_article(request, pk)
    action = BY_NAME.get(name)
    if action is None or action.on is not Article:
        raise Http404
    adds = name == "add"
    try:
        data = read_words(article.text, request.POST) if adds else request.POST.dict()
        judgement = action.perform(request.user, article, data)
    except Invalid as invalid:
        if adds:
            return show(request, Desk(request.user, article, refused_add=invalid, posted=request.POST), 422)
        back = elsewhere(request.user, article) if name == "undo" else None
        chosen = id_from(request.POST.get("claim"))
        return show(request, Desk(request.user, article, chosen=chosen, told=str(invalid), back=back), 422)
    return _stay(request, article, judgement.claim_id)


@require_POST
def hand_in(request: Request, pk: int) -> HttpResponse:
    """Submit the article and open the next one, or the start page where nothing is left."""
    article = own_article(request, pk)
    try:
        submit(request.user, article)
    except Invalid as invalid:
        if request.htmx:
            return show(request, Desk(request.user, article, told=str(invalid)), 422)
        messages.error(request, str(invalid))
        return redirect("review", pk=pk)
    done = _("“%(title)s” is handed in.") % {"title": article.title}
    following = next_to_review(request.user, article.pk, article.project_id)
    if following and request.htmx:
        desk = Desk(request.user, own_article(request, following), told=done, handed_in=article)
        response, where = show(request, desk), _at(following)
        # The browser may have shown it already, at its address.
        if request.headers.get("X-Shown") != where:
            response["HX-Push-Url"] = where
        return response
    messages.success(request, done)
    where = _at(following) if following else reverse("home")
    return HttpResponse(headers={"HX-Redirect": where}) if request.htmx else redirect(where)


@require_POST
def take_up(request: Request, pk: int) -> HttpResponse:
    """Take a submission back."""
    reopen(request.user, own_article(request, pk))
    return redirect("review", pk=pk)


def own_article(request: Request, pk: int, article: Article | None = None) -> Article:
    """The article, if it is or was this person's to review; else 404."""
    article = article or get_object_or_404(Article.objects.select_related("project"), pk=pk)
    if not may(request.user, "article.view_own", article):
        raise Http404
    return article


def show(request: Request, desk: Desk, status: int = 200) -> HttpResponse:
    """The review page, or the part of it that htmx asked for."""
    desk.order = _order(request)
    part = {"card": "#card", "desk": "#desk"}.get(request.htmx.target or "", "") if request.htmx else ""
    return render(request, f"claims/review.html{part}", desk.context(), status=status)


def _stay(request: Request, article: Article, claim: int) -> HttpResponse:
    if request.htmx:
        return show(request, Desk(request.user, article, chosen=claim))
    return redirect(f"{_at(article.pk)}?claim={claim}#card")


def _at(article: int) -> str:
    return reverse("review", args=[article])


def _order(request: Request) -> str:
    """The order of claims that the person chose last."""
    return request.session.get("review_order", TEXT)
