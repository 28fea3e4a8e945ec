"""The reviewers' own way to their next article."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions.errors import Invalid
from claims.actions.pool import take_next
from claims.views.page import Request
from claims.views.project import project_for


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """Give the person the next article of the project's pool and open it."""
    project = project_for(request, pk, "article.take")
    try:
        assignment = take_next(request.user, project)
    except Invalid as invalid:
        messages.error(request, str(invalid))
        return redirect("home")
    if assignment is None:
        messages.info(request, _("Nothing is left for you in %(project)s.") % {"project": project.name})
        return redirect("home")
    return redirect("review", pk=assignment.article_id)
