"""Spreading articles over people: a plan to look at, kept in the address, and the button that carries it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from claims.actions.allocate import Plan, Wish, preview
from claims.actions.allocate import allocate as carry_out
from claims.actions.errors import Invalid
from claims.forms.team import AllocationForm
from claims.models import Article, Person, Project
from claims.queries.articles import reviewers
from claims.queries.ids import id_from
from claims.views.articles import seen_project, sentences
from claims.views.page import Request

FILTERS = ("q", "source", "language")
SHOWN = 50


@require_http_methods(["GET", "POST"])
def allocate(request: Request, pk: int) -> HttpResponse:
    """The form; with people chosen, the plan; posted with the plan's signature, the plan carried out."""
    project = seen_project(request, pk, "article.assign")
    form = AllocationForm(request.GET or None)
    people = list(reviewers(project))
    if not form.is_valid() or "person" not in request.GET:
        return _page(request, project, form, people)
    wish = _wish(form, request.GET)
    try:
        if request.method == "POST":
            made = carry_out(request.user, project, wish, request.POST.get("plan", ""))
            messages.success(request, ngettext("%(n)d given.", "%(n)d given.", len(made)) % {"n": len(made)})
            return redirect("project", pk)
        return _page(request, project, form, people, plan=preview(request.user, project, wish))
    except Invalid as invalid:
        refused = sentences(invalid.errors)
    found = preview(request.user, project, wish) if request.method == "POST" else None
    return _page(request, project, form, people, plan=found, refused=refused, status=422)


def _wish(form: AllocationForm, asked: QueryDict) -> Wish:
    data = form.cleaned_data
    people = {
        found: _weight(asked.get(f"weight-{value}")) for value in asked.getlist("person") if (found := id_from(value))
    }
    return Wish(
        people=people,
        strategy=data["strategy"],
        filters={name: data[name] for name in FILTERS if data[name]},
        seed=data["seed"] or 0,
        most=data["most"],
        number=data["number"] or Wish.number,
        due_on=data["due_on"],
    )


def _weight(written: str | None) -> float:
    """A share as typed; 1 where it is no number of more than zero."""
    try:
        weight = float(written or 1)
    except ValueError:
        return 1.0
    return weight if 0 < weight < 1000 else 1.0


def _page(
    request: Request,
    project: Project,
    form: AllocationForm,
    people: list[Person],
    *,
    plan: Plan | None = None,
    refused: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    chosen = {id_from(value) for value in request.GET.getlist("person")}
    given = plan.per_person() if plan else {}
    rows = [
        {
            "person": each,
            "chosen": each.pk in chosen,
            "weight": request.GET.get(f"weight-{each.pk}", "1"),
            "n": given.get(each.pk),
        }
        for each in people
    ]
    context = {"section": "projects", "project": project, "form": form, "rows": rows, "plan": plan, "refused": refused}
    return render(request, "claims/project_allocate.html", context | _shown(plan, people), status=status)


def _shown(plan: Plan | None, people: list[Person]) -> dict[str, Any]:
    """The plan's first pairs with titles and names, and its sums."""
    if plan is None:
        return {}
    names = {each.pk: each.name for each in people}
    pairs = plan.pairs[:SHOWN]
    titles = dict(Article.objects.filter(pk__in={article for article, _who in pairs}).values_list("pk", "title"))
    return {
        "pairs": [(article, titles.get(article, ""), names.get(who, "")) for article, who in pairs],
        "total": len(plan.pairs),
        "articles": len({article for article, _who in plan.pairs}),
        "empty": sum(plan.empty.values()),
        "more": max(0, len(plan.pairs) - SHOWN),
    }
