"""An article with everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from annotate import BY_SLUG, Kind
from claims.models import Article, Assignment, Claim, Job
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.models.verdict import VerdictLabel
from claims.permissions import may
from claims.queries.articles import claims_in_full, history, number
from claims.queries.queue import with_progress
from claims.queries.review import Placed
from claims.tasks import start
from claims.views.page import Request
from claims.views.steps import told
from claims.wording import value_name

STEPS = 40
READABLE = (ArticleState.NEW, ArticleState.REVIEW)


@dataclass(frozen=True)
class Shown(Placed):
    """A claim as the article's page shows it: as it was settled, else as it was proposed.

    `same_as` is the claim that it is another version of, if it is one.
    """

    claim: Claim
    settled: Any
    without: frozenset[int]
    same_as: Claim | None = None

    @property
    def answer(self) -> Any:
        """What holds kind, span and attributes."""
        return self.settled if self.settled and self.settled.is_claim else self.claim

    @property
    def status(self) -> str:
        """What highlighting makes of it: struck through where no claim is here, or where another version was settled."""
        settled = self.settled or (self.same_as and getattr(self.same_as, "settlement", None))
        return "rejected" if settled and (self.same_as or not settled.is_claim) else "proposed"

    @property
    def fragment(self) -> str:
        """The end of an address that makes browsers scroll to the claim's words."""
        words = self.answer.quote.split("\n")[0]
        return f":~:text={quote(words, safe='').replace('-', '%2D')}"

    @property
    def verdict_label(self) -> str:
        """The settled verdict in words."""
        return str(dict(VerdictLabel.choices).get(self.settled.verdict, "") if self.settled else "")

    def attributes(self) -> list[tuple[str, str]]:
        """Its attributes as label and value, empty ones left out."""
        return readable(self.kind, self.answer.attributes)

    def judgements(self) -> list[tuple[Any, list[tuple[str, str]], bool]]:
        """Each judgement with its attributes where they differ from what was proposed, and whether it counts."""
        rows = []
        for judged in getattr(self.claim, "judged", []):
            changed = judged.attributes != self.claim.attributes or judged.kind != self.claim.kind
            own = readable(BY_SLUG[judged.kind], judged.attributes) if judged.is_claim and changed else []
            rows.append((judged, own, judged.reviewer_id not in self.without))
        return rows


@require_GET
def article(request: Request, pk: int) -> HttpResponse:
    """The text with its claims, facts, reviewers and history; answers once all reviewers have submitted."""
    shown = seen_article(request, pk)
    everything = may(request.user, "judgement.view_all", shown)
    assignments = list(with_progress(Assignment.objects.filter(article=shown).select_related("person")))
    context = {
        "section": "projects",
        "project": shown.project,
        "article": shown,
        "everything": everything,
        "items": _items(shown, everything, assignments),
        "assignments": assignments,
        "current": number(request.GET.get("claim")),
        "may_ingest": may(request.user, "article.ingest", shown),
        "may_adjudicate": may(request.user, "article.adjudicate", shown),
        "sees_progress": may(request.user, "article.list", shown),
        "reviews": may(request.user, "article.view_own", shown),
        "newest": shown.project.guideline_versions.values_list("number", flat=True).first(),
        "readable": shown.state in READABLE,
        "job": _job(request, shown),
        **_history(request, shown, everything),
    }
    return render(request, "claims/article.html", context)


@require_POST
def preannotate(request: Request, pk: int) -> HttpResponse:
    """Have the pipeline read the article again; what somebody has judged stays as it is."""
    shown = seen_article(request, pk)
    if not may(request.user, "article.ingest", shown):
        raise PermissionDenied("article.ingest is not yours to do here.")
    if shown.state not in READABLE:
        messages.error(request, _("This article is past review: its claims stay as they were reviewed."))
        return redirect("article", pk=pk)
    job = start("preannotate", shown.project, request.user, {"articles": [pk], "again": True}, total=1)
    if request.htmx:
        return render(request, "claims/job.html#job", {"job": job})
    return redirect(f"{reverse('article', args=[pk])}?job={job.pk}")


def seen_article(request: Request, pk: int) -> Article:
    """The article, if it is this person's to see; else 404."""
    found = get_object_or_404(Article.objects.select_related("project", "ingested_by"), pk=pk)
    if not may(request.user, "article.view", found):
        raise Http404
    return found


def readable(kind: Kind, attributes: Any) -> list[tuple[str, str]]:
    """Attributes as label and value for a person to read, empty ones left out."""
    rows = []
    for attribute in kind.attributes:
        value = attributes.get(attribute.name)
        if value in ("", None, []) or attribute.derived:
            continue
        rows.append((_(attribute.label), value_name(value, attribute.name, kind.slug)))
    return rows


def _items(shown: Article, everything: bool, assignments: Iterable[Assignment]) -> list[Shown]:
    without = frozenset(row.person_id for row in assignments if row.state == AssignmentState.RELEASED)
    items = []
    for claim in claims_in_full(shown, everything):
        settled = getattr(claim, "settlement", None) if everything else None
        items.append(Shown(claim, settled, without, claim.same_as if everything else None))
    return sorted(items, key=lambda item: (item.start, -item.end, item.id))


def _history(request: Request, shown: Article, everything: bool) -> dict[str, Any]:
    steps = history(request.user, shown, everything)
    before = number(request.GET.get("steps"))
    rows = list((steps.filter(pk__lt=before) if before else steps)[: STEPS + 1])
    older = rows[STEPS - 1].pk if len(rows) > STEPS else None
    return {"steps": told(rows[:STEPS]), "older": older, "paged": bool(before)}


def _job(request: Request, shown: Article) -> Job | None:
    found = Job.objects.filter(pk=number(request.GET.get("job")), project=shown.project_id).first()
    return found if found and may(request.user, "job.view", found) else None
