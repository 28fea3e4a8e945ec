"""Giving articles to people, and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.actions import assign as verbs
from claims.actions.errors import Invalid
from claims.actions.submit import give_back
from claims.models import Article, Assignment, Person, Project
from claims.permissions import may
from claims.queries.articles import number
from claims.views.articles import seen_project, sentences, show_articles
from claims.views.page import Request


@require_POST
def assign(request: Request, pk: int) -> HttpResponse:
    """Give each of the chosen `articles` to each of the chosen `people`."""
    project = seen_project(request, pk, "article.assign")
    chosen, people = numbers(request, "articles"), numbers(request, "people")
    articles = Article.objects.filter(project=project, pk__in=chosen).select_related("project").defer("text")
    try:
        made = verbs.assign(request.user, project, articles, Person.objects.filter(pk__in=people))
    except Invalid as invalid:
        refused = sentences(invalid.errors)
        return show_articles(request, project, 422, refused=refused, chosen=chosen, chosen_people=people)
    said = ngettext("%(n)d assignment made.", "%(n)d assignments made.", len(made)) % {"n": len(made)}
    return back(request, project, said)


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    """Take an article back from its reviewer."""
    return _change(request, pk, verbs.release, _("“%(title)s” was taken back from %(name)s."))


@require_POST
def give_again(request: Request, pk: int) -> HttpResponse:
    """Return a submitted article to its reviewer."""
    return _change(request, pk, give_back, _("“%(title)s” was returned to %(name)s."))


def numbers(request: Request, name: str) -> list[int]:
    """The whole numbers posted as `name`; what is none is passed over."""
    return [found for value in request.POST.getlist(name) if (found := number(value))]


def back(request: Request, project: Project, said: str) -> HttpResponse:
    """The list as it was filtered, with what was done."""
    if request.htmx:
        return show_articles(request, project, done=said)
    messages.success(request, said)
    query = request.GET.urlencode()
    return redirect(reverse("project", args=[project.pk]) + (f"?{query}" if query else ""))


def _change(request: Request, pk: int, verb: Callable[[Any, Assignment], object], said: str) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.select_related("article__project", "person"), pk=pk)
    article = assignment.article
    if not may(request.user, "article.view", article):
        raise Http404
    if not may(request.user, "article.assign", article):
        raise PermissionDenied("article.assign is not yours to do here.")
    try:
        verb(request.user, assignment)
    except Invalid as invalid:
        return show_articles(request, article.project, 422, refused=sentences(invalid.errors))
    return back(request, article.project, said % {"title": article.title, "name": assignment.person.name})
