"""The start page: what is mine to do, and what I did last."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models import Article, Project
from claims.models.article import ArticleState
from claims.permissions import ADJUDICATOR, MANAGER, roles
from claims.queries import queue
from claims.queries.context import open_mentions
from claims.queries.priority import PRIORITY
from claims.queries.training import to_train_in
from claims.queries.visible import helping_themselves
from claims.views.page import MOST, Request, page_of, words_of
from claims.views.steps import VERBS

# What an entry of the audit log says of its actor where that is not what its history says.
STEPS = {
    "confirm": pgettext_lazy("what somebody did", "confirmed"),
    "correct": pgettext_lazy("what somebody did", "corrected"),
    "reject": pgettext_lazy("what somebody did", "rejected"),
    "skip": pgettext_lazy("what somebody did", "skipped"),
    "add": pgettext_lazy("what somebody did", "added"),
    "undo": pgettext_lazy("what somebody did", "undid"),
    "restore": pgettext_lazy("what somebody did", "brought back"),
    "redo": pgettext_lazy("what somebody did", "redid"),
    "comment": pgettext_lazy("what somebody did", "commented on"),
    "resolve": _("resolved a comment in"),
    "unresolve": _("took up a comment again in"),
    "settle": pgettext_lazy("what somebody did", "settled"),
    "unsettle": pgettext_lazy("what somebody did", "unsettled"),
    "submit": pgettext_lazy("what somebody did", "handed in"),
    "reopen": pgettext_lazy("what somebody did", "took up again"),
    "return": pgettext_lazy("what somebody did", "returned"),
    "assign": pgettext_lazy("what somebody did", "assigned"),
    "remind": pgettext_lazy("what somebody did", "reminded somebody of"),
    "release": pgettext_lazy("what somebody did", "took back"),
    "link": _("linked evidence in"),
    "unlink": _("unlinked evidence in"),
    "verdict": _("gave a verdict in"),
    "take_back_verdict": _("took back a verdict in"),
    "adjudicate": pgettext_lazy("what somebody did", "adjudicated"),
    "ingest": pgettext_lazy("what somebody did", "added"),
    "preannotate": pgettext_lazy("what somebody did", "had pre-annotated"),
}


def _did(verb: str) -> object:
    return STEPS.get(verb) or VERBS.get(verb, verb)


def home(request: Request) -> HttpResponse:
    """The person's queue with progress, her last steps, and what waits for her to adjudicate."""
    settling = [project for project, role in roles(request.user).items() if role in (MANAGER, ADJUDICATOR)]
    waiting = Article.objects.filter(project__in=settling, state=ArticleState.ADJUDICATION).select_related("project")
    by_priority, words, page = request.GET.get("order") == PRIORITY, words_of(request), page_of(request)
    rows = queue.first_to_review(request.user, MOST + 1, by_priority, words, MOST * (page - 1))
    context = {
        "section": "home",
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "page": page,
        "words": words,
        "by_priority": by_priority,
        "handed_in": list(queue.handed_in(request.user)[:10]),
        "steps": [(_did(step.verb), step) for step in queue.last_steps(request.user)[:6]],
        "waiting": list(waiting.exclude(assignments__person=request.user).order_by("id")[:10]) if settling else [],
        "trainings": list(to_train_in(request.user)),
        "pools": list(helping_themselves(request.user)),
        "reminded": list(queue.reminded_of(request.user)[:10]),
        "mentions": list(open_mentions(request.user)[:10]),
        "managed": Project.objects.filter(pk__in=settling, archived_at=None) if settling else [],
    }
    return render(request, "claims/home.html", context)
