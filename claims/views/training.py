"""Training new reviewers: the manager's choice of articles, and a trainee's way through them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from annotate import BY_SLUG
from claims.actions.errors import Invalid
from claims.actions.train import begin_training, choose_for_training, finish_training
from claims.models import Article, Project
from claims.models.article import ArticleState
from claims.permissions import may
from claims.queries.ids import id_from
from claims.queries.queue import to_review
from claims.queries.training import latest_training, measured, trainees, training_articles
from claims.views.page import Request
from claims.views.project import project_for

CHOICE = 100


@require_GET
def training(request: Request, pk: int) -> HttpResponse:
    """For who manages: the training's articles and how each reviewer fares; for a reviewer her own training."""
    project = project_for(request, pk)
    manages = may(request.user, "project.manage", project)
    chosen = training_articles(project) if may(request.user, "article.list", project) else Article.objects.none()
    others = Article.objects.filter(project=project, state=ArticleState.SETTLED, training=False).defer("text")
    last = latest_training(request.user, project)
    context = {
        "section": "projects",
        "project": project,
        "manages": manages,
        "chosen": chosen,
        "others": others.order_by("-id")[:CHOICE] if manages else [],
        "people": [(member, last, measured(last) if last else None) for member, last in trainees(project)]
        if manages
        else [],
        "trains": may(request.user, "project.train", project)
        and (last is not None or training_articles(project).exists()),
        "mine": last,
        "waiting": to_review(request.user).filter(article__project=last) if last else [],
        "report": measured(last) if last else None,
        "kinds": BY_SLUG,
    }
    return render(request, "claims/training.html", context)


@require_POST
def choose(request: Request, pk: int) -> HttpResponse:
    """Put an article into the training, or take it out (`off`)."""
    project = project_for(request, pk, "project.manage")
    article = get_object_or_404(
        Article.objects.select_related("project"), project=project, pk=id_from(request.POST.get("article"))
    )
    try:
        choose_for_training(request.user, article, chosen="off" not in request.POST)
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return redirect("project-training", pk)


@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    """Give the person the training's articles and open the first."""
    project = project_for(request, pk, "project.train")
    try:
        made = begin_training(request.user, project)
    except Invalid as invalid:
        messages.error(request, str(invalid))
        return redirect("project-training", pk)
    return redirect("review", pk=Article.objects.filter(project=made).order_by("id").values_list("pk", flat=True)[0])


@require_POST
def finish(request: Request, pk: int) -> HttpResponse:
    """Have one's training measured."""
    training_ = get_object_or_404(Project.objects.select_related("training_of"), pk=pk, trainee=request.user)
    if training_.training_of is None:
        raise Http404
    try:
        found = finish_training(request.user, training_)
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        said = (
            _("Passed: from now on you can take articles.")
            if found["passed"]
            else _("Not yet. Look at the differences, then try again.")
        )
        messages.success(request, said)
    return redirect("project-training", training_.training_of_id)
