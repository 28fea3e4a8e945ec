"""What a reviewer sees of an article: the claims that are hers to judge, and her own answers to them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotate import BY_SLUG, Kind
from claims.models import Article, Claim, Comment, EvidenceLink, Judgement, Verdict
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.queries.prepared import Prepared
from claims.queries.priority import PRIORITY, TEXT
from claims.queries.queue import following, next_to_review
from claims.queries.visible import BLIND_IS_OVER


class Placed(ABC):
    """A claim that reads as its `answer` does: of what kind it is, and where."""

    claim: Claim

    @property
    @abstractmethod
    def answer(self) -> Any:
        """What holds kind, span and attributes now: the claim itself, or what was answered to it."""

    @property
    def id(self) -> int:
        """The claim's id."""
        return self.claim.pk

    @property
    def kind(self) -> Kind:
        """The kind it has now."""
        return BY_SLUG[self.answer.kind]

    @property
    def start(self) -> int:
        """Where it starts, in code points."""
        return self.answer.start

    @property
    def end(self) -> int:
        """Where it ends, in code points, exclusive."""
        return self.answer.end


@dataclass(frozen=True)
class ReviewItem(Placed):
    """A claim as one reviewer holds it: her answer where she has decided, else what was proposed."""

    claim: Claim
    judgement: Judgement | None

    @property
    def remarks(self) -> int:
        """How many unresolved comments she may see."""
        return self.claim.remarks  # type: ignore[attr-defined]

    @property
    def linked(self) -> bool:
        """Whether she has linked evidence to it."""
        return self.claim.linked  # type: ignore[attr-defined]

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that she gave; one that she took back has an empty label."""
        return getattr(self.claim, "given", None)

    @property
    def decision(self) -> str:
        """Her decision; "" while it is open."""
        return self.judgement.decision if self.judgement else Decision.OPEN

    @property
    def status(self) -> str:
        """Her decision as a code that style sheets and the API can name: `open` for none."""
        return self.decision or "open"

    @property
    def status_label(self) -> str:
        """Her decision in words."""
        return str(Decision(self.decision).label)

    @property
    def version(self) -> int:
        """The version of her judgement, 0 where there is none."""
        return self.judgement.version if self.judgement else 0

    @property
    def answer(self) -> Judgement | Claim:
        """What holds kind, span and attributes now."""
        return self.judgement if self.judgement and self.judgement.decision else self.claim

    @property
    def quote(self) -> str:
        """Its words."""
        return self.answer.quote


def visible_claims(person: Any, article_id: int | None = None) -> QuerySet[Claim]:
    """Claims (of the article) that `person` may judge: the pipeline's, and those she added. Never another's.

    Whether she may judge anything of an article is for the permission table to say.
    """
    hers = Judgement.objects.filter(reviewer=person).exclude(decision=Decision.OPEN).values("claim")
    claims = Claim.objects.filter(Q(origin=Origin.MACHINE) | Q(pk__in=hers), withdrawn_at=None)
    return claims if article_id is None else claims.filter(article=article_id)


def with_own(claims: QuerySet[Claim], person: Any) -> QuerySet[Claim]:
    """The claims, each with the person's judgement as `own`; where there is none, the attribute is missing."""
    own = FilteredRelation("judgements", condition=Q(judgements__reviewer=person))
    return claims.annotate(own=own).select_related("own")  # type: ignore[misc]


def _claims(kinds: tuple[str, ...], blind: bool, *, person: int, article: int) -> QuerySet[Claim]:
    claims = with_own(visible_claims(person, article).filter(kind__in=kinds), person)
    given = FilteredRelation("verdicts", condition=Q(verdicts__reviewer=person))
    comments = Comment.objects.filter(claim=OuterRef("pk"), resolved_at=None)
    if blind:
        comments = comments.filter(author=person)
    return claims.annotate(  # type: ignore[misc]
        given=given,
        remarks=Coalesce(Subquery(comments.order_by().values("claim").annotate(n=Count("pk")).values("n")), 0),
        linked=Exists(EvidenceLink.objects.filter(claim=OuterRef("pk"), linked_by=person)),
    ).select_related("own", "given")


def _claims_and_next(
    kinds: tuple[str, ...], blind: bool, *, person: int, article: int, project: int
) -> QuerySet[Claim]:
    return _claims(kinds, blind, person=person, article=article).annotate(next=following(person, article, project))


_CLAIMS, _CLAIMS_AND_NEXT = Prepared(_claims), Prepared(_claims_and_next)


def review_items(person: Any, article: Article, order: str = TEXT) -> list[ReviewItem]:
    """The article's claims as `person` holds them, in the order of the text or, by PRIORITY, of importance. One query.

    Each claim comes with `remarks`, the number of unresolved comments she may see, with her verdict, and with whether she
    has `linked` evidence: what there is not need not be asked for.
    """
    shape = tuple(article.project.kinds), article.state not in BLIND_IS_OVER
    return _items(article, _CLAIMS(*shape, person=person.pk, article=article.pk), order)


def items_and_next(person: Any, article: Article, order: str = TEXT) -> tuple[list[ReviewItem], int | None]:
    """The `review_items`, and what is `next_to_review` after the article: one query, two for an article without claims."""
    shape = tuple(article.project.kinds), article.state not in BLIND_IS_OVER
    claims = _CLAIMS_AND_NEXT(*shape, person=person.pk, article=article.pk, project=article.project_id)
    # The database finds the next article once; it stands beside each claim.
    after = claims[0].next if claims else next_to_review(person, article.pk, article.project_id)
    return _items(article, claims, order), after


def _items(article: Article, claims: Iterable[Claim], order: str) -> list[ReviewItem]:
    items = []
    for claim in claims:
        claim.article = article
        items.append(ReviewItem(claim, getattr(claim, "own", None)))
    items.sort(key=lambda item: (item.start, -item.end, item.id))
    return sorted(items, key=lambda item: -item.claim.priority) if order == PRIORITY else items


def next_open(items: Iterable[ReviewItem], after: int | None = None) -> ReviewItem | None:
    """The first open item behind the one with the id `after` in the list, else the first open one, else None."""
    items = list(items)
    place = next((index for index, item in enumerate(items) if item.id == after), -1)
    return next((item for item in [*items[place + 1 :], *items[: place + 1]] if not item.decision), None)


def own_links(person: Any, claim: Claim) -> QuerySet[EvidenceLink]:
    """The evidence that `person` linked to the claim."""
    return EvidenceLink.objects.filter(claim=claim, linked_by=person).select_related("evidence")


def own_verdict(person: Any, claim: Claim) -> Verdict | None:
    """The verdict that `person` gave, with its version, or None. One that was taken back has an empty label."""
    return Verdict.objects.filter(claim=claim, reviewer=person).first()
