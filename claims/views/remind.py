"""Reminding reviewers of what they have in hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.actions.assign import in_hand
from claims.actions.errors import Invalid
from claims.actions.remind import Reminded, remind_of
from claims.models import Article, Assignment, Person
from claims.views.articles import seen_project, sentences, show_articles
from claims.views.assign import back, given_assignment, numbers, show_assignment
from claims.views.page import Request


@require_POST
def remind(request: Request, pk: int) -> HttpResponse:
    """Remind the chosen `people` of the chosen `articles`; where nobody is chosen, everybody who has these in hand."""
    project = seen_project(request, pk, "assignment.remind")
    chosen, people = numbers(request, "articles"), numbers(request, "people")
    articles = Article.objects.filter(project=project, pk__in=chosen).only("pk")
    try:
        rows = in_hand(project, articles, Person.objects.filter(pk__in=people))
        done = remind_of(request.user, project, rows, request.build_absolute_uri("/"))
    except Invalid as invalid:
        refused = sentences(invalid.errors)
        return show_articles(request, project, 422, refused=refused, chosen=chosen, chosen_people=people)
    return back(request, project, told(done))


@require_POST
def remind_one(request: Request, pk: int) -> HttpResponse:
    """Remind the reviewer of one assignment."""
    row = given_assignment(request, pk, "assignment.remind")
    rows = Assignment.objects.filter(pk=pk)
    try:
        done = remind_of(request.user, row.article.project, rows, request.build_absolute_uri("/"))
    except Invalid as invalid:
        return show_assignment(request, row, refused=sentences(invalid.errors), status=422)
    messages.success(request, told(done))
    return redirect("assignment", pk)


def told(done: Reminded) -> str:
    """What was done, in sentences: who was reminded and how, what was left out, and that it cannot be undone."""
    if len(done.assignments) == 1:
        (row,) = done.assignments
        said = [_("%(name)s is reminded of “%(title)s”.") % {"name": row.person.name, "title": row.article.title}]
    else:
        people = ngettext("%(n)d person is reminded", "%(n)d people are reminded", done.people) % {"n": done.people}
        said = [_("%(people)s, of %(n)d assignments.") % {"people": people, "n": len(done.assignments)}]
    said.append(_("It stands on the start page until it is handed in."))
    for number, sentence in (
        (done.letters, ngettext("%(n)d letter was sent.", "%(n)d letters were sent.", done.letters)),
        (done.unsent, ngettext("%(n)d letter could not be sent.", "%(n)d letters could not be sent.", done.unsent)),
        (
            done.again,
            ngettext(
                "%(n)d assignment was left out: there was a reminder of it today.",
                "%(n)d assignments were left out: there was a reminder of them today.",
                done.again,
            ),
        ),
    ):
        if number:
            said.append(sentence % {"n": number})
    return " ".join([*said, _("A reminder cannot be taken back; it changes nothing else.")])
