"""Settling many claims by a rule: what it would settle, and the button that does it."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotate import BY_SLUG
from claims.actions.settle_by_rule import NAME, would_settle
from claims.agreement.consensus import Rule
from claims.forms.team import RuleForm
from claims.models import Project
from claims.tasks import start
from claims.views.articles import seen_project
from claims.views.page import Request

# So many claims are looked through to show what a rule does; carried out, it looks at all.
LOOKED_AT, SHOWN = 500, 30


@require_http_methods(["GET", "POST"])
def settle_by_rule(request: Request, pk: int) -> HttpResponse:
    """The rule, and with one chosen what it would settle; posted, a job that does."""
    project = seen_project(request, pk, "project.adjudicate")
    form = RuleForm(request.POST or request.GET or None)
    context: dict[str, Any] = {"section": "projects", "project": project, "form": form}
    if form.is_valid():
        rule, data = _rule(form.cleaned_data), form.cleaned_data
        if request.method == "POST":
            asked = {"rule": vars(rule), **{name: data[name] for name in ("reason", "note", "kind")}}
            job = start(NAME, project, request.user, asked)
            messages.success(request, _("The rule is being applied."))
            return redirect("job", job.pk)
        context |= _found(request, project, rule, data["kind"])
    context["job"] = project.jobs.filter(name=NAME).order_by("-id").first()
    return render(request, "claims/settle_by_rule.html", context, status=422 if request.method == "POST" else 200)


def _rule(data: dict[str, str]) -> Rule:
    return Rule(data["share"] == "majority", data["span"] == "overlap", data["values"] == "same")


def _found(request: Request, project: Project, rule: Rule, kind: str) -> dict[str, Any]:
    looked_at = list(islice(would_settle(request.user, project, rule, kind), LOOKED_AT))
    settled = [(claim, answer) for claim, answer in looked_at if answer is not None]
    rows = [
        {"claim": claim, "kind": BY_SLUG[claim.kind], "is_claim": answer.is_claim, "answer": answer.answer}
        for claim, answer in settled[:SHOWN]
    ]
    return {
        "rows": rows,
        "number": len(settled),
        "looked_at": len(looked_at),
        "more": len(looked_at) == LOOKED_AT,
        "chosen": True,
    }
