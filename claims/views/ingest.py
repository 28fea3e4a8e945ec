"""Articles in: pasted, or as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from claims.actions.errors import Invalid
from claims.actions.ingest import ingest
from claims.forms import PasteForm, UploadForm, show_errors
from claims.importers import ArticleDraft, Problem, read
from claims.models import Job, Project
from claims.tasks import start
from claims.views.articles import seen_project
from claims.views.page import Request

KEPT = "ingested"
MOST_NAMED = 100


@require_http_methods(["GET", "POST"])
def take_in(request: Request, pk: int) -> HttpResponse:
    """The two forms, and what became of what was given last."""
    project = seen_project(request, pk, "article.ingest")
    if request.method == "GET":
        return _show(request, project, result=request.session.pop(KEPT, None))
    given = UploadForm if request.POST.get("way") == "upload" else PasteForm
    form = given(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, project, 422, form=form)
    try:
        result = _store(request, project, _drafts(form))
    except Invalid as invalid:
        show_errors(form, invalid.errors)
        return _show(request, project, 422, form=form)
    if not result["created"]:
        return _show(request, project, 422, form=form, result=result)
    if request.htmx:
        return _show(request, project, result=result)
    request.session[KEPT] = result
    return redirect("project-ingest", pk=pk)


def _show(
    request: Request, project: Project, status: int = 200, *, form: Any = None, result: Any = None
) -> HttpResponse:
    context = {
        "section": "projects",
        "project": project,
        "paste": form if isinstance(form, PasteForm) else PasteForm(),
        "upload": form if isinstance(form, UploadForm) else UploadForm(),
        "result": result,
        "job": Job.objects.filter(pk=result["job"], project=project).first() if result else None,
    }
    return render(request, f"claims/ingest.html{'#ingest' if request.htmx else ''}", context, status=status)


def _drafts(form: PasteForm | UploadForm) -> Iterator[ArticleDraft | Problem]:
    if isinstance(form, PasteForm):
        yield ArticleDraft(**form.cleaned_data, where=gettext("The pasted text"))
        return
    facts = {name: value for name in UploadForm.FACTS if (value := form.cleaned_data[name])}
    for file in form.cleaned_data["files"]:
        plain = file.name.lower().endswith(".txt")
        for draft in read(file.name, file.read()):
            # A plain text file cannot say where it is from, a line of JSON can.
            yield replace(draft, **facts) if plain and isinstance(draft, ArticleDraft) else draft


def _store(request: Request, project: Project, drafts: Iterable[ArticleDraft | Problem]) -> dict[str, Any]:
    """What became of the drafts, as plain data that a session can keep; what went in is given to pre-annotation."""
    report = ingest(request.user, project, drafts)
    job = None
    if report.created:
        job = start("preannotate", project, request.user, {"articles": report.created}, total=len(report.created))
    duplicates = [{"where": d.where, "id": d.article_id, "title": d.title} for d in report.duplicates[:MOST_NAMED]]
    problems = [{"where": p.where, "line": p.line, "sentence": p.sentence} for p in report.problems[:MOST_NAMED]]
    return {
        "created": len(report.created),
        "duplicates": duplicates,
        "problems": problems,
        "more_duplicates": len(report.duplicates) - len(duplicates),
        "more_problems": len(report.problems) - len(problems),
        "job": job.pk if job else None,
    }
