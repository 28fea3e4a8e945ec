"""What helps to decide a claim: what was done to it, and how claims like it were settled."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet

from claims.models import AuditEntry, Claim, Comment, EvidenceLink, Judgement, Settlement, Verdict
from claims.models.claim import Origin
from claims.queries.visible import BLIND_IS_OVER, visible_articles, visible_settlements

# How many of the latest settled claims are compared with one, and how many of them are shown.
LOOKED_AT = 1_000
SHOWN = 6
# Below this share of common words two claims are not alike.
ALIKE = 0.2


def claim_history(person: Any, claim: Claim, everything: bool) -> QuerySet[AuditEntry]:
    """What was done to the claim, the latest first; without `everything`, what `person` did alone."""
    judged, given = Judgement.objects.filter(claim=claim), Verdict.objects.filter(claim=claim)
    linked = EvidenceLink.objects.filter(claim=claim)
    if not everything:
        judged, given, linked = judged.filter(reviewer=person), given.filter(reviewer=person), linked.none()
    settled = Settlement.objects.filter(claim__in=[claim.pk, claim.same_as_id])
    entries = AuditEntry.objects.filter(
        Q(object_type="judgement", object_id__in=judged.values("pk"))
        | Q(object_type="verdict", object_id__in=given.values("pk"))
        | Q(object_type="evidencelink", object_id__in=linked.values("pk"))
        | Q(object_type="settlement", object_id__in=settled.values("pk")),
        article=claim.article_id,
    )
    if not everything:
        entries = entries.filter(actor=person)
    return entries.select_related("actor").order_by("-id")


def commentable(person: Any) -> QuerySet[Claim]:
    """Claims that the person may know of: those shown to her or once added by her, and all once blind review is over.

    Whether she has to do with the article is for the permission table to say (`claim.comment`).
    """
    hers = Judgement.objects.filter(reviewer=person).values("claim")
    shown = Q(origin=Origin.MACHINE, withdrawn_at=None) | Q(pk__in=hers)
    return Claim.objects.filter(shown | Q(article__state__in=BLIND_IS_OVER)).select_related("article__project")


def visible_comments(person: Any) -> QuerySet[Comment]:
    """Her own comments, and others' on claims of articles on which blind review is over; the oldest first."""
    over = Q(claim__article__state__in=BLIND_IS_OVER, claim__article__in=visible_articles(person))
    return Comment.objects.filter(Q(author=person) | over).select_related("author", "resolved_by").order_by("id")


def open_mentions(person: Any) -> QuerySet[Comment]:
    """Unresolved comments of others in which the person is named and which she may see, the latest first."""
    named = visible_comments(person).filter(mentions=person, resolved_at=None).exclude(author=person)
    return named.select_related("claim__article", "author").order_by("-id")


def similar_settled(person: Any, claim: Claim) -> list[Settlement]:
    """Settled claims of the kind whose words are like the claim's, the likest first, at most SHOWN.

    Compared by the share of common words (Jaccard) with the latest LOOKED_AT that the person may see: one query, bounded.
    """
    words = _words(claim.quote)
    rows = visible_settlements(person).filter(kind=claim.kind).exclude(claim=claim).order_by("-id")
    found = [
        (share, -pk, pk)
        for pk, quote in rows.values_list("pk", "quote")[:LOOKED_AT]
        if (share := _share(words, _words(quote))) >= ALIKE
    ]
    best = [pk for _, _, pk in sorted(found, reverse=True)[:SHOWN]]
    shown = Settlement.objects.filter(pk__in=best).select_related("claim__article").in_bulk()
    return [shown[pk] for pk in best]


def _words(quote: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", quote.casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
