"""Articles with and without proposals shown, as plain data."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from claims.agreement.anchoring import Sheet
from claims.agreement.reading import Mark
from claims.models import Article, Assignment, Claim, Judgement, Project, Settlement
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.queries.visible import BLIND_IS_OVER

# The newest so many of each group are compared: enough for narrow intervals, and a page that answers at once.
MOST = 500


def sheets(project: Project) -> list[Sheet]:
    """The newest articles whose blind phase is over, up to MOST with and MOST without proposals shown. Nine queries."""
    chosen = {pk: unaided for unaided in (True, False) for pk in _newest(project, unaided)}
    ids = list(chosen)
    claims = Claim.objects.filter(article__in=ids, kind__in=project.kinds, withdrawn_at=None)
    proposals = _by(claims.exclude(origin=Origin.PERSON), "article", "id")
    gold = _by(Settlement.objects.filter(claim__in=claims, is_claim=True), "claim__article", "claim")
    held = Assignment.objects.filter(article__in=ids, state=AssignmentState.SUBMITTED)
    stands = (Decision.CONFIRMED, Decision.CORRECTED)
    judged = Judgement.objects.filter(claim__in=claims, decision__in=stands)
    marks = _by(judged, ("claim__article", "reviewer"), "claim")
    readers: dict[int, list[int]] = defaultdict(list)
    for article, person in held.order_by("article", "person").values_list("article", "person"):
        readers[article].append(person)
    return [
        Sheet(
            article,
            chosen[article],
            tuple(proposals[article]),
            tuple(tuple(marks[article, person]) for person in readers[article]),
            tuple(gold[article]),
        )
        for article in ids
    ]


def _newest(project: Project, unaided: bool) -> list[int]:
    """The ids of the newest MOST: state by state, each in the order of an index."""
    found: list[int] = []
    for state in BLIND_IS_OVER:
        rows = Article.objects.filter(project=project, state=state, unaided=unaided).exclude(fingerprint="")
        found += rows.order_by("-id").values_list("pk", flat=True)[:MOST]
    return sorted(found, reverse=True)[:MOST]


def _by(rows: Any, key: str | tuple[str, str], claim: str) -> dict[Any, list[Mark]]:
    keys = (key,) if isinstance(key, str) else key
    found: dict[Any, list[Mark]] = defaultdict(list)
    for *place, pk, kind, start, end in rows.values_list(*keys, claim, "kind", "start", "end"):
        found[place[0] if len(place) == 1 else tuple(place)].append(Mark(pk, kind, start, end))
    return found
