"""A project's own contested terms: its list, what the lexicon has, and reading the articles again with them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotate.kinds.framing import FAMILIES
from claims.actions.errors import Invalid, Stale
from claims.actions.terms import add_term, add_terms, change_term, remove_term
from claims.forms import show_errors
from claims.models import Job, Project, ProjectTerm
from claims.permissions import may
from claims.queries.articles import number
from claims.queries.terms import in_lexicon, listed, read_with_another_list
from claims.tasks import start
from claims.views.page import Request
from claims.views.project import project_for
from claims.views.term_form import TermForm, TermLinesForm

PAGE = 50
MOST_ENTRIES = 20
FIELDS = ("words", "action", "bends", "alternatives", "target", "family", "note")


@require_GET
def terms(request: Request, pk: int) -> HttpResponse:
    """The project's list, and with `?look=` what the lexicon has of those words."""
    project = project_for(request, pk)
    asked = {name: request.GET[name] for name in ("words", "action") if request.GET.get(name)}
    return _page(request, project, TermForm(initial=asked))


@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    """Put a term on the list."""
    project = project_for(request, pk, "term.change")
    form = TermForm(request.POST)
    if form.is_valid():
        try:
            term = add_term(request.user, project, form.cleaned_data)
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            messages.success(request, _("“%(term)s” is on the list.") % {"term": term.words})
            return redirect("project-terms", pk)
    return _page(request, project, form, status=422)


@require_POST
def add_many(request: Request, pk: int) -> HttpResponse:
    """Put many terms on the list, one a line; where one is wrong, none."""
    project = project_for(request, pk, "term.change")
    form = TermLinesForm(request.POST)
    if form.is_valid():
        try:
            made = add_terms(request.user, project, form.terms())
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            said = ngettext("%(n)d term is on the list.", "%(n)d terms are on the list.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("project-terms", pk)
    return _page(request, project, TermForm(), lines=form, status=422)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a line of the list."""
    term = seen_term(request, pk)
    if request.method == "GET":
        return _form(request, term, TermForm(initial={name: getattr(term, name) for name in FIELDS}))
    form = TermForm(request.POST)
    if not form.is_valid():
        return _form(request, term, form)
    try:
        change_term(request.user, term, form.cleaned_data, number(request.POST.get("version")))
    except Stale as stale:
        return _form(request, stale.current, form, saved=True)
    except Invalid as invalid:
        show_errors(form, invalid.errors)
        return _form(request, term, form)
    messages.success(request, _("Saved."))
    return redirect("project-terms", term.project_id)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a line off the list."""
    term = seen_term(request, pk)
    try:
        remove_term(request.user, term, number(request.POST.get("version")))
    except Stale as stale:
        return _form(request, stale.current, TermForm(initial=stale.current.snapshot()), saved=True)
    messages.success(request, _("“%(term)s” is off the list.") % {"term": term.words})
    return redirect("project-terms", term.project_id)


@require_POST
def read_again(request: Request, pk: int) -> HttpResponse:
    """Have the articles in review read with the list as it is now; what somebody has judged stays as it is."""
    project = project_for(request, pk, "article.ingest")
    job = start("preannotate", project, request.user)
    if request.htmx:
        return render(request, "claims/job.html#job", {"job": job})
    return redirect(f"{reverse('project-terms', args=[pk])}?job={job.pk}")


def seen_term(request: Request, pk: int) -> ProjectTerm:
    """The line, if the person may change it; 404 where she may not see the project."""
    term = get_object_or_404(ProjectTerm.objects.select_related("project", "added_by"), pk=pk)
    if not may(request.user, "project.view", term.project):
        raise Http404
    if not may(request.user, "term.change", term):
        raise PermissionDenied
    return term


def _page(
    request: Request, project: Project, form: TermForm, *, lines: TermLinesForm | None = None, status: int = 200
) -> HttpResponse:
    words, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    found = listed(project, words)
    rows = list((found.filter(words__gt=after) if after else found)[: PAGE + 1])
    changes = may(request.user, "term.change", project)
    context = {
        "section": "projects",
        "project": project,
        "rows": rows[:PAGE],
        "after": rows[PAGE - 1].words if len(rows) > PAGE else "",
        "words": words,
        "form": form,
        "lines": lines or TermLinesForm(),
        "changes": changes,
        "stale": changes and read_with_another_list(project),
        "job": _job(request, project),
        **_looked_up(request),
    }
    return render(request, "claims/project_terms.html", context, status=status)


def _looked_up(request: Request) -> dict[str, Any]:
    look, family = request.GET.get("look", "").strip(), request.GET.get("family", "")
    found = in_lexicon(look, family) if look or family else []
    return {
        "look": look,
        "family": family,
        "families": FAMILIES,
        "entries": found[:MOST_ENTRIES],
        "more": max(len(found) - MOST_ENTRIES, 0),
    }


def _job(request: Request, project: Project) -> Job | None:
    pk = number(request.GET.get("job"))
    found = Job.objects.filter(pk=pk, project=project).first() if pk else None
    return found if found and may(request.user, "job.view", found) else None


def _form(request: Request, term: ProjectTerm, form: TermForm, *, saved: bool = False) -> HttpResponse:
    """The form of one line; `saved` says that somebody else saved it in the meantime."""
    context = {
        "section": "projects",
        "project": term.project,
        "term": term,
        "form": form,
        "saved": saved,
        "version": term.version if saved else request.POST.get("version") or term.version,
    }
    status = 409 if saved else 422 if form.is_bound else 200
    return render(request, "claims/term_form.html", context, status=status)
