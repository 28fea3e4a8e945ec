"""What waits for an adjudicator."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from claims.models import Assignment, Claim, EvidenceLink, Judgement, Project, Verdict
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision


def waiting_claims(project: Project, person: Any, kind: str = "") -> QuerySet[Claim]:
    """The project's claims on which reviewers differ, oldest first; of one `kind` where it is given.

    Each knows as `reviewed` whether `person` reviewed its article and therefore cannot settle it, and as `answers` how
    many reviewers hold that there is a claim.
    """
    holding = Assignment.objects.exclude(state=AssignmentState.RELEASED)
    reviewing = holding.filter(article=OuterRef("claim__article"), person=OuterRef("reviewer"))
    answers = Judgement.objects.filter(Exists(reviewing), claim=OuterRef("pk")).exclude(decision=Decision.OPEN)
    waiting = Claim.objects.filter(
        article__project=project,
        article__state=ArticleState.ADJUDICATION,
        settlement=None,
        withdrawn_at=None,
        kind__in=[slug for slug in project.kinds if kind in ("", slug)],
    )
    # What only released reviewers had added is nobody's to settle.
    waiting = waiting.exclude(~Exists(answers), origin=Origin.PERSON)
    reviewed = Exists(holding.filter(article=OuterRef("article"), person=person))
    return waiting.annotate(reviewed=reviewed).select_related("article").defer("article__text").order_by("id")


def next_waiting(claim: Claim, person: Any) -> int | None:
    """The id of the claim that `person` can settle after `claim`; the first one where none is behind it; else None."""
    mine = waiting_claims(claim.article.project, person).filter(reviewed=False).exclude(pk=claim.pk)
    ids = mine.values_list("pk", flat=True)
    same = ids.filter(article=claim.article_id).first()
    return same or ids.filter(pk__gt=claim.pk).first() or ids.first()


def with_answers(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with what reviewers said of them: `judged`, `given` verdicts and `linked` evidence."""
    judged = Judgement.objects.exclude(decision=Decision.OPEN).select_related("reviewer")
    given = Verdict.objects.exclude(label="").select_related("reviewer")
    linked = EvidenceLink.objects.select_related("evidence").order_by("evidence_set", "id")
    return claims.prefetch_related(
        Prefetch("judgements", judged, to_attr="judged"),
        Prefetch("verdicts", given, to_attr="given"),
        Prefetch("evidence_links", linked, to_attr="linked"),
    )
