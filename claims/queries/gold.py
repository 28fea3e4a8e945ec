"""A project's gold as plain data: what exporters write and releases freeze."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from claims.agreement.consensus import foremost
from claims.models import Article, Claim, EvidenceLink, Judgement, Project, Settlement
from claims.models.article import ArticleState
from claims.models.claim import Origin
from claims.models.judgement import Decision

CHUNK = 100
GOLD_STATES = (ArticleState.SETTLED, ArticleState.ADJUDICATION)


@dataclass(frozen=True)
class GoldAnswer:
    """A claim's kind, place, attributes and role spans. Offsets are code points, half-open, into the article's text."""

    kind: str
    start: int
    end: int
    quote: str
    attributes: dict[str, Any]
    spans: dict[str, list[list[int]]]


@dataclass(frozen=True)
class GoldEvidence:
    """Evidence linked to a claim, and how it bears on it. `set` numbers the smallest sets that are enough together."""

    id: int
    stance: str
    set: int
    url: str
    archive_url: str
    title: str
    publisher: str
    published_at: str
    medium: str
    passage: str
    note: str
    sha256: str


@dataclass(frozen=True)
class GoldJudgement:
    """One reviewer's answer. `reviewer` is a pseudonym that is the same throughout the project."""

    reviewer: str
    decision: str
    reason: str
    note: str
    guideline_version: int | None
    decided_at: str
    answer: GoldAnswer


@dataclass(frozen=True)
class GoldClaim:
    """A settled claim. `is_claim` False: people agreed that there is none here.

    `joined` are the ids of claims that other reviewers put for the same; a judgement is a reviewer's of all of them.
    """

    id: int
    is_claim: bool
    answer: GoldAnswer
    resolution: str
    reason: str
    confidence: int | None
    guideline_change: bool
    note: str
    verdict: str
    justification: str
    as_of: str
    origin: str
    rule: str
    fingerprint: str
    score: float
    proposed: GoldAnswer
    judgements: list[GoldJudgement] = field(default_factory=list)
    evidence: list[GoldEvidence] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class GoldArticle:
    """An article with its settled claims, in the order of the text. `waiting` counts claims still to be adjudicated."""

    id: int
    project: str
    title: str
    text: str
    sha256: str
    source: str
    url: str
    published_at: str
    language: str
    boilerplate: list[list[int]]
    waiting: int
    claims: list[GoldClaim]


def gold(project: Project) -> Iterator[GoldArticle]:
    """Yield the project's reviewed articles, oldest first, in chunks of a fixed number of queries.

    An article is in once all its reviewers have submitted; one without any claim is in too: that is an answer.
    """
    names = pseudonyms(project)
    articles = Article.objects.filter(project=project, state__in=GOLD_STATES).order_by("pk")
    last = 0
    while chunk := list(articles.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        claims = _claims([article.pk for article in chunk])
        for article in chunk:
            rows = claims[article.pk]
            others = defaultdict(list)
            for row in rows:
                others[row.same_as_id].append(row)
            settled = [_gold_claim(one, others[one.pk], names) for one in rows if getattr(one, "settlement", None)]
            settled.sort(key=lambda claim: (claim.answer.start, -claim.answer.end, claim.id))
            yield _gold_article(article, project, settled, _waiting(rows))


def left_out(project: Project) -> dict[str, int]:
    """How many articles and claims are not gold yet, by what they wait for. Two queries."""
    not_read = project.articles.exclude(state__in=GOLD_STATES).count()
    waiting = Claim.objects.filter(article__project=project, article__state=ArticleState.ADJUDICATION, settlement=None)
    answers = Judgement.objects.filter(claim=OuterRef("pk")).exclude(decision=Decision.OPEN)
    judged = Q(origin=Origin.MACHINE) | (Q(origin=Origin.PERSON) & Exists(answers))
    open_claims = waiting.filter(judged, withdrawn_at=None, same_as=None)
    return {"articles_in_review": not_read, "claims_awaiting_adjudication": open_claims.count()}


def _waiting(claims: list[Claim]) -> int:
    unsettled = [claim for claim in claims if not claim.same_as_id and not getattr(claim, "settlement", None)]
    return sum(claim.origin == "machine" or any(j.decision for j in claim.judgements.all()) for claim in unsettled)


def pseudonyms(project: Project) -> dict[int, str]:
    """Reviewers as r1, r2 ... in the order in which they joined the record."""
    judges = Judgement.objects.filter(claim__article__project=project).order_by("reviewer_id")
    people = judges.values_list("reviewer_id", flat=True).distinct()
    return {person: f"r{number}" for number, person in enumerate(people, 1)}


def _claims(articles: list[int]) -> dict[int, list[Claim]]:
    judged = Judgement.objects.select_related("guideline_version").order_by("reviewer_id")
    linked = EvidenceLink.objects.select_related("evidence").order_by("evidence_set", "id")
    claims = Claim.objects.filter(article__in=articles, withdrawn_at=None).select_related("settlement")
    claims = claims.prefetch_related(Prefetch("judgements", judged), Prefetch("evidence_links", linked))
    by_article: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article_id].append(claim)
    return by_article


def _gold_article(article: Article, project: Project, claims: list[GoldClaim], waiting: int) -> GoldArticle:
    return GoldArticle(
        id=article.pk,
        project=project.name,
        title=article.title,
        text=article.text,
        sha256=article.sha256,
        source=article.source,
        url=article.url,
        published_at=_day(article.published_at),
        language=article.language,
        boilerplate=article.boilerplate,
        waiting=waiting,
        claims=claims,
    )


def _gold_claim(claim: Claim, others: list[Claim], names: dict[int, str]) -> GoldClaim:
    settled: Settlement = claim.settlement
    return GoldClaim(
        id=claim.pk,
        is_claim=settled.is_claim,
        answer=_answer(settled),
        resolution=settled.resolution,
        reason=settled.reason,
        confidence=settled.confidence,
        guideline_change=settled.guideline_change,
        note=settled.note,
        verdict=settled.verdict,
        justification=settled.justification,
        as_of=_day(settled.as_of),
        origin=claim.origin,
        rule=claim.rule,
        fingerprint=claim.fingerprint,
        score=claim.score,
        proposed=_answer(claim),
        judgements=[_gold_judgement(row, names) for row in _judgements([claim, *others])],
        evidence=_evidence([claim, *others], settled.sources.get("evidence")),
        joined=sorted(other.pk for other in others),
    )


def _judgements(claims: list[Claim]) -> list[Judgement]:
    """What each reviewer says of a claim and its other versions, by reviewer."""
    said: dict[int, list[Judgement]] = defaultdict(list)
    for row in (row for claim in claims for row in claim.judgements.all() if row.decision):
        said[row.reviewer_id].append(row)
    return [foremost(rows, lambda row: row.holds) for _, rows in sorted(said.items())]


def _gold_judgement(row: Judgement, names: dict[int, str]) -> GoldJudgement:
    return GoldJudgement(
        reviewer=names[row.reviewer_id],
        decision=row.decision,
        reason=row.reason,
        note=row.note,
        guideline_version=row.guideline_version.number if row.guideline_version else None,
        decided_at=row.decided_at.isoformat(),
        answer=_answer(row),
    )


def _evidence(claims: list[Claim], linked_by: int | None = None) -> list[GoldEvidence]:
    """Each piece of evidence once for each stance and set that somebody (or this one reviewer) gave it."""
    found: dict[tuple[int, str, int], GoldEvidence] = {}
    links = [link for claim in claims for link in claim.evidence_links.all() if linked_by in (None, link.linked_by_id)]
    for link in sorted(links, key=lambda link: (link.evidence_set, link.pk)):
        row = link.evidence
        found.setdefault(
            (row.pk, link.stance, link.evidence_set),
            GoldEvidence(
                id=row.pk,
                stance=link.stance,
                set=link.evidence_set,
                url=row.url,
                archive_url=row.archive_url,
                title=row.title,
                publisher=row.publisher,
                published_at=_day(row.published_at),
                medium=row.medium,
                passage=row.passage,
                note=row.note,
                sha256=row.sha256,
            ),
        )
    return list(found.values())


def _answer(row: Any) -> GoldAnswer:
    return GoldAnswer(row.kind, row.start, row.end, row.quote, row.attributes, row.spans)


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
