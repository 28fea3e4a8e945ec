"""Giving articles to people, and taking them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import assign as verbs
from claims.actions.errors import Invalid
from claims.actions.submit import give_back
from claims.forms.team import DueForm
from claims.models import Article, Assignment, Person, Project
from claims.permissions import may
from claims.queries.articles import number, reviewers
from claims.views.articles import seen_project, sentences, show_articles
from claims.views.page import Request


@require_POST
def assign(request: Request, pk: int) -> HttpResponse:
    """Give each of the chosen `articles` to each of the chosen `people`, to be handed in by `due_on` where that is given."""
    project = seen_project(request, pk, "article.assign")
    chosen, people = numbers(request, "articles"), numbers(request, "people")
    articles = Article.objects.filter(project=project, pk__in=chosen).select_related("project").defer("text")
    form = DueForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid({name: [str(one) for one in found] for name, found in form.errors.items()})
        reviewing = Person.objects.filter(pk__in=people)
        made = verbs.assign(request.user, project, articles, reviewing, form.cleaned_data["due_on"])
    except Invalid as invalid:
        asked = {"chosen": chosen, "chosen_people": people, "due_on": request.POST.get("due_on", "")}
        return show_articles(request, project, 422, refused=sentences(invalid.errors), **asked)
    said = ngettext("%(n)d assignment made.", "%(n)d assignments made.", len(made)) % {"n": len(made)}
    return back(request, project, said)


@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Take each of the chosen `articles` back from each of the chosen `people`, from everybody where nobody is chosen."""
    project = seen_project(request, pk, "article.assign")
    chosen, people = numbers(request, "articles"), numbers(request, "people")
    try:
        articles = Article.objects.filter(project=project, pk__in=chosen).only("pk")
        taken = verbs.take_back(request.user, project, articles, Person.objects.filter(pk__in=people))
    except Invalid as invalid:
        refused = sentences(invalid.errors)
        return show_articles(request, project, 422, refused=refused, chosen=chosen, chosen_people=people)
    said = ngettext("%(n)d assignment was taken back.", "%(n)d assignments were taken back.", taken) % {"n": taken}
    return back(request, project, said)


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    """Take an article back from its reviewer."""
    return _change(request, pk, verbs.release, _("“%(title)s” was taken back from %(name)s."))


@require_POST
def give_again(request: Request, pk: int) -> HttpResponse:
    """Return a submitted article to its reviewer."""
    return _change(request, pk, give_back, _("“%(title)s” was returned to %(name)s."))


@require_http_methods(["GET", "POST"])
def assignment(request: Request, pk: int) -> HttpResponse:
    """One assignment: its due date (`due_on`), and to whom it goes instead (`person`)."""
    row = given_assignment(request, pk)
    form = DueForm(request.POST if "due_on" in request.POST else None, initial={"due_on": row.due_on})
    refused: list[str] = []
    try:
        if "person" in request.POST:
            other = get_object_or_404(others(row), pk=number(request.POST["person"]))
            made = verbs.reassign(request.user, row, other)
            messages.success(request, _("The article is %(name)s's now.") % {"name": made.person.name})
            return redirect("project", row.article.project_id)
        if form.is_bound and form.is_valid():
            verbs.set_due(request.user, row, form.cleaned_data["due_on"])
            messages.success(request, _("Saved."))
            return redirect("assignment", pk)
    except Invalid as invalid:
        refused = sentences(invalid.errors)
    return show_assignment(request, row, form, refused, 422 if request.method == "POST" else 200)


def show_assignment(
    request: Request, row: Assignment, form: DueForm | None = None, refused: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    """The assignment's page, with what was `refused`."""
    context = {
        "section": "projects",
        "project": row.article.project,
        "assignment": row,
        "form": form or DueForm(initial={"due_on": row.due_on}),
        "people": others(row),
        "today": timezone.localdate(),
        "refused": refused,
    }
    return render(request, "claims/assignment.html", context, status=status)


def others(row: Assignment) -> QuerySet[Person]:
    """Who could review the article of this assignment and neither has nor had it."""
    return reviewers(row.article.project).exclude(assignments__article=row.article)


def given_assignment(request: Request, pk: int, permission: str = "article.assign") -> Assignment:
    """The assignment; 404 where its article may not be seen, 403 where it may but `permission` lacks."""
    rows = Assignment.objects.select_related("article__project", "person", "reminded_by")
    row = get_object_or_404(rows, pk=pk)
    if not may(request.user, "article.view", row.article):
        raise Http404
    if not may(request.user, permission, row.article):
        raise PermissionDenied(f"{permission} is not yours to do here.")
    return row


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
    row = given_assignment(request, pk)
    article = row.article
    try:
        verb(request.user, row)
    except Invalid as invalid:
        return show_articles(request, article.project, 422, refused=sentences(invalid.errors))
    return back(request, article.project, said % {"title": article.title, "name": row.person.name})
