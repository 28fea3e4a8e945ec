"""What there is to settle of an article: its claims, those that are versions of one lined up as one dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from claims.actions.log import log
from claims.agreement.align import aligned
from claims.agreement.consensus import Opinion, foremost
from claims.agreement.reading import Mark, Reading
from claims.models import Article, Assignment, Claim, Judgement, Verdict
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.queries.adjudication import GRAVITY


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
    return claims.select_related("settlement", "same_as__settlement").prefetch_related(
        Prefetch("judgements", judged, to_attr="judged"), Prefetch("verdicts", given, to_attr="given")
    )


def _forsaken(article: Article) -> QuerySet[Claim]:
    """Claims added by hand that nobody who reviews the article has judged: all open again, or their maker released."""
    reviewing = Assignment.objects.filter(article=article).exclude(state=AssignmentState.RELEASED).values("person")
    stands = Judgement.objects.filter(reviewer__in=reviewing).exclude(decision=Decision.OPEN).values("claim")
    return Claim.objects.filter(article=article, origin=Origin.PERSON).exclude(pk__in=stands)


def line_up(article: Article, reviewers: list[int]) -> list[list[Claim]]:
    """Return what is not settled of the article, dispute by dispute, and keep in `Claim.same_as` which is which.

    A dispute is a claim with those that other reviewers put for it: marks of one kind that overlap, by the rule that
    agreement is measured by (`agreement.align.aligned`), so that a figure and a dispute speak of the same thing. First
    stands the claim that the others are versions of: the pipeline's, whose rule it keeps, else the oldest. Whatever an
    adjudicator set apart stays by itself. Call it where the article is held and all of `reviewers` have submitted.
    """
    claims = {claim.pk: claim for claim in judged_claims(article, reviewers) if not _is_closed(claim)}
    first: dict[int, int] = {}
    for unit in aligned(_readings(claims.values())):
        same = {mark.claim for mark in unit.values()}
        head = min(same, key=lambda pk: (claims[pk].origin != Origin.MACHINE, pk))
        first |= {pk: head for pk in same if pk != head}
    found = {pk: [claim] for pk, claim in claims.items() if pk not in first}
    for pk, claim in claims.items():
        claim.article = article
        if claim.same_as_id != first.get(pk):
            claim.same_as_id = first.get(pk)
            claim.save(update_fields=["same_as"])
        if pk in first:
            found[first[pk]].append(claim)
    return list(found.values())


def note_dispute(claim: Claim, differ: str) -> None:
    """Keep in what the reviewers of the claim differ (one of DISPUTES, or "")."""
    Claim.objects.filter(pk=claim.pk).exclude(dispute=differ).update(dispute=differ)


def keep_waiting(article: Article) -> None:
    """Set `Claim.waits` anew: the place of the dispute of what waits for an adjudicator, None of all else. Three queries."""
    waiting = judged_claims(article).filter(settlement=None, same_as=None).order_by()
    waiting = waiting if article.state == ArticleState.ADJUDICATION else waiting.none()
    open_ = list(waiting.select_related(None).values_list("pk", flat=True))
    Claim.objects.filter(article=article, waits__isnull=False).exclude(pk__in=open_).update(waits=None)
    if open_:
        stale = Claim.objects.filter(pk__in=open_).alias(place=GRAVITY)
        stale.filter(Q(waits=None) | ~Q(waits=F("place"))).update(waits=GRAVITY)


def close_joined(actor: Any, head: Claim) -> None:
    """Log for each other version of a claim, which is settled now, that it is closed as the same claim."""
    for claim in head.joined.filter(withdrawn_at=None):
        log(actor, "close_same", claim, after={"same_as": head.pk}, article=head.article)


def open_joined(actor: Any, head: Claim) -> None:
    """Log for each other version of a claim whose settlement is taken back that it is open again."""
    for claim in head.joined.filter(withdrawn_at=None):
        log(actor, "open_same", claim, before={"same_as": head.pk}, article=head.article)


def opinions(claims: Sequence[Claim], reviewers: Iterable[int]) -> list[Opinion]:
    """What each of `reviewers` says of a dispute, from the claims' prefetched `judged` and `given`."""
    said = ([_opinion(claim, reviewer) for claim in claims] for reviewer in reviewers)
    return [foremost(one, lambda opinion: opinion.is_claim) for one in said]


def held_verdicts(claims: Sequence[Claim]) -> list[Verdict]:
    """The verdicts of those who hold that there is a claim, each on the claim she holds, by reviewer."""
    held = {(claim.pk, row.reviewer_id) for claim in claims for row in claim.judged if row.is_claim}  # type: ignore[attr-defined]
    given = [verdict for claim in claims for verdict in claim.given]  # type: ignore[attr-defined]
    return sorted(
        (verdict for verdict in given if (verdict.claim_id, verdict.reviewer_id) in held),
        key=lambda verdict: verdict.reviewer_id,
    )


def _is_closed(claim: Claim) -> bool:
    return bool(getattr(claim, "settlement", None) or (claim.same_as and getattr(claim.same_as, "settlement", None)))


def _readings(claims: Iterable[Claim]) -> list[Reading]:
    marks: dict[int, list[Mark]] = defaultdict(list)
    for claim in claims:
        for row in [] if claim.apart else claim.judged:  # type: ignore[attr-defined]
            if row.is_claim:
                marks[row.reviewer_id].append(Mark(claim.pk, row.kind, row.start, row.end))
    return [Reading(reviewer, tuple(found)) for reviewer, found in sorted(marks.items())]


def _opinion(claim: Claim, reviewer: int) -> Opinion:
    judgement = next((row for row in claim.judged if row.reviewer_id == reviewer), None)  # type: ignore[attr-defined]
    if judgement is None:
        return Opinion(False if claim.origin == Origin.PERSON else None)
    if judgement.holds is None:
        return Opinion(None)
    given = (row.label for row in claim.given if row.reviewer_id == reviewer)  # type: ignore[attr-defined]
    return Opinion(judgement.is_claim, judgement.answer(), next(given, "") if judgement.is_claim else "")
