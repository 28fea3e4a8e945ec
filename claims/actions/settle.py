"""Make gold of what reviewers agree on; leave the rest, visibly, to an adjudicator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from claims.actions.log import log
from claims.agreement.consensus import Opinion, consensus, dispute
from claims.models import Article, Assignment, Claim, Judgement, Settlement, Verdict
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision, Resolution


def settle(article: Article) -> None:
    """Settle each claim on which all reviewers of `article` agree, and set the article's state.

    Does nothing but set the state to "in review" before all assigned reviewers, and as many as the project asks for,
    have submitted. Adjudicated settlements stay as they are. Call it inside a transaction that holds the article.
    """
    assignments = Assignment.objects.filter(article=article).exclude(state=AssignmentState.RELEASED)
    states = list(assignments.values_list("person_id", "state"))
    done = [person for person, state in states if state == AssignmentState.SUBMITTED]
    if not states:
        return set_state(article, ArticleState.NEW)
    if len(done) < max(len(states), article.reviewers_needed):
        return set_state(article, ArticleState.REVIEW)
    for claim in judged_claims(article, done):
        if getattr(claim, "settlement", None) is None:
            _settle_claim(claim, done)
    close(article)


def close(article: Article) -> None:
    """Set the article's state by whether every claim that somebody judged is settled."""
    waiting = judged_claims(article).filter(settlement=None).exists()
    set_state(article, ArticleState.ADJUDICATION if waiting else ArticleState.SETTLED)


def unsettle(article: Article, actor: Any) -> None:
    """Take back what was settled without an adjudicator, since reviewing goes on."""
    for settlement in Settlement.objects.filter(claim__article=article).exclude(resolution=Resolution.ADJUDICATED):
        log(actor, "unsettle", settlement, before=settlement.snapshot(), article=article)
        settlement.delete()
    set_state(article, ArticleState.REVIEW)


def set_state(article: Article, state: str) -> None:
    """Set the article's state where it is another."""
    if article.state != state:
        article.state = state
        article.save(update_fields=["state"])


def judged_claims(article: Article, reviewers: Iterable[int] | None = None) -> QuerySet[Claim]:
    """The article's claims to settle: the pipeline's, and those that somebody added and stands by.

    With `reviewers`, their judgements and verdicts come along as `judged` and `given`.
    """
    claims = Claim.objects.filter(article=article, withdrawn_at=None, kind__in=article.project.kinds)
    claims = claims.exclude(origin=Origin.WITHHELD)
    claims = claims.exclude(origin=Origin.PERSON, settlement=None, pk__in=_forsaken(article))
    if reviewers is None:
        return claims
    judged = Judgement.objects.filter(reviewer__in=reviewers).exclude(decision=Decision.OPEN).order_by("reviewer_id")
    given = Verdict.objects.filter(reviewer__in=reviewers).exclude(label="").order_by("reviewer_id")
    return claims.select_related("settlement").prefetch_related(
        Prefetch("judgements", judged, to_attr="judged"), Prefetch("verdicts", given, to_attr="given")
    )


def _forsaken(article: Article) -> QuerySet[Claim]:
    """Claims added by hand that nobody who reviews the article has judged: all open again, or their maker released."""
    reviewing = Assignment.objects.filter(article=article).exclude(state=AssignmentState.RELEASED).values("person")
    stands = Judgement.objects.filter(reviewer__in=reviewing).exclude(decision=Decision.OPEN).values("claim")
    return Claim.objects.filter(article=article, origin=Origin.PERSON).exclude(pk__in=stands)


def opinions(claim: Claim, reviewers: list[int]) -> list[Opinion]:
    """What each of `reviewers` says of the claim, from its prefetched `judged` and `given`."""
    judgements = {judgement.reviewer_id: judgement for judgement in claim.judged}  # type: ignore[attr-defined]
    verdicts = {verdict.reviewer_id: verdict.label for verdict in claim.given}  # type: ignore[attr-defined]
    found = []
    for reviewer in reviewers:
        judgement = judgements.get(reviewer)
        if judgement is None:
            found.append(Opinion(False if claim.origin == Origin.PERSON else None))
        elif judgement.decision == Decision.SKIPPED:
            found.append(Opinion(None))
        else:
            verdict = verdicts.get(reviewer, "") if judgement.is_claim else ""
            found.append(Opinion(judgement.is_claim, judgement.answer(), verdict))
    return found


def _settle_claim(claim: Claim, reviewers: list[int]) -> None:
    said = opinions(claim, reviewers)
    agreed = consensus(said)
    differ = "" if agreed else dispute(said)
    Claim.objects.filter(pk=claim.pk).exclude(dispute=differ).update(dispute=differ)
    if agreed is None:
        return
    shared = next(judgement for judgement in claim.judged if judgement.is_claim == agreed.is_claim)  # type: ignore[attr-defined]
    given = claim.given if agreed.is_claim else []  # type: ignore[attr-defined]
    dates = [verdict.as_of for verdict in given if verdict.as_of]
    settlement = Settlement.objects.create(
        claim=claim,
        is_claim=bool(agreed.is_claim),
        resolution=Resolution.UNANIMOUS if len(reviewers) > 1 else Resolution.SINGLE,
        verdict=given[0].label if given else "",
        justification="\n\n".join(dict.fromkeys(verdict.justification for verdict in given)),
        as_of=max(dates) if dates else None,
        settled_at=timezone.now(),
        **shared.answer(),
    )
    log(None, "settle", settlement, after=settlement.snapshot(), article=claim.article)
