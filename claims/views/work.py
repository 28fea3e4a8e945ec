"""How far the people of a project are, searched and leafed through by address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.actions.count import count_up
from claims.permissions import ROLES
from claims.queries.members import named
from claims.queries.progress import people_at_work
from claims.views.articles import seen_project
from claims.views.page import Request, leaf, page_of, words_of


@require_GET
def work(request: Request, pk: int) -> HttpResponse:
    """Per person: articles by state, claims decided, last step: from kept counts. Of some name (`q`), MOST a page."""
    project = seen_project(request, pk, "article.list")
    counted = count_up(project)
    labels = dict(ROLES)
    words, page = words_of(request), page_of(request)
    people, more = leaf(people_at_work(project).filter(named(words)), page)
    for person in people:
        person.role_label = labels.get(person.role, "")  # type: ignore[attr-defined]
    context = {
        "section": "projects",
        "project": project,
        "people": people,
        "more": more,
        "page": page,
        "words": words,
        "counted": counted,
    }
    return render(request, "claims/project_work.html", context)
