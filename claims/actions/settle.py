"""Make gold of what reviewers agree on; leave the rest, visibly, to an adjudicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from claims.actions.disputes import (
    close_joined,
    held_verdicts,
    judged_claims,
    keep_waiting,
    line_up,
    note_dispute,
    open_joined,
    opinions,
)
from claims.actions.log import log
from claims.actions.pressing import keep_pressing
from claims.agreement.consensus import consensus, dispute
from claims.models import Article, Assignment, Claim, Settlement
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.models.judgement import Resolution
from claims.queries.visible import BLIND_IS_OVER


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
    for claims in line_up(article, done):
        _settle_dispute(claims, done)
    close(article)


def close(article: Article) -> None:
    """Set the article's state by whether every claim that somebody judged is settled."""
    waiting = judged_claims(article).filter(settlement=None, same_as=None).exists()
    set_state(article, ArticleState.ADJUDICATION if waiting else ArticleState.SETTLED)


def take_stock(article: Article) -> None:
    """Line up anew what waits, say in what each dispute differs, and set the article's state. Nothing is settled by it."""
    given = Assignment.objects.filter(article=article).exclude(state=AssignmentState.RELEASED)
    reviewers = list(given.order_by("person").values_list("person", flat=True))
    for claims in line_up(article, reviewers):
        note_dispute(claims[0], dispute(opinions(claims, reviewers)))
    close(article)


def unsettle(article: Article, actor: Any) -> None:
    """Take back what was settled without an adjudicator, since reviewing goes on; what waits is lined up no longer."""
    settlements = Settlement.objects.filter(claim__article=article).exclude(resolution=Resolution.ADJUDICATED)
    for settlement in settlements.select_related("claim"):
        log(actor, "unsettle", settlement, before=settlement.snapshot(), article=article)
        settlement.claim.article = article
        open_joined(actor, settlement.claim)
        settlement.delete()
    stays = Settlement.objects.filter(claim__article=article).values("claim")
    Claim.objects.filter(article=article).exclude(same_as=None).exclude(same_as__in=stays).update(same_as=None)
    set_state(article, ArticleState.REVIEW)


def set_state(article: Article, state: str) -> None:
    """Set the article's state where it is another, and what waits and is pressing in it where that hangs on it."""
    before, article.state = article.state, state
    if before != state:
        article.save(update_fields=["state"])
    if before in BLIND_IS_OVER or state in BLIND_IS_OVER:
        keep_pressing(Article.objects.filter(pk=article.pk))
        keep_waiting(article)


def _settle_dispute(claims: Sequence[Claim], reviewers: list[int]) -> None:
    head, said = claims[0], opinions(claims, reviewers)
    agreed = consensus(said)
    note_dispute(head, "" if agreed else dispute(said))
    if agreed is None:
        return
    judged = [row for claim in claims for row in claim.judged]  # type: ignore[attr-defined]
    shared = next(judgement for judgement in judged if judgement.is_claim == agreed.is_claim)
    given = held_verdicts(claims) if agreed.is_claim else []
    dates = [verdict.as_of for verdict in given if verdict.as_of]
    settlement = Settlement.objects.create(
        claim=head,
        is_claim=bool(agreed.is_claim),
        resolution=Resolution.UNANIMOUS if len(reviewers) > 1 else Resolution.SINGLE,
        verdict=given[0].label if given else "",
        justification="\n\n".join(dict.fromkeys(verdict.justification for verdict in given)),
        as_of=max(dates) if dates else None,
        settled_at=timezone.now(),
        **shared.answer(),
    )
    log(None, "settle", settlement, after=settlement.snapshot(), article=head.article)
    close_joined(None, head)
