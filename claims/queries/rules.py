"""What became of the pipeline's proposals: confirmed, corrected or rejected, by rule and by pipeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from claims.models import Judgement, Project
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.queries.visible import BLIND_IS_OVER, visible_articles


@dataclass(frozen=True)
class Record:
    """How often people confirmed, corrected, rejected or skipped what a rule proposed, as read by one pipeline.

    An empty `rule` or `fingerprint` stands for all of them together.
    """

    kind: str
    rule: str
    fingerprint: str
    confirmed: int
    corrected: int
    rejected: int
    skipped: int

    @property
    def decided(self) -> int:
        """How many answers there are, skips aside."""
        return self.confirmed + self.corrected + self.rejected

    @property
    def shares(self) -> list[tuple[str, int, int | None]]:
        """Decision, number and per cent of `decided` (None of none), for those three that are answers."""
        numbers = (("confirmed", self.confirmed), ("corrected", self.corrected), ("rejected", self.rejected))
        return [(name, count, round(100 * count / self.decided) if self.decided else None) for name, count in numbers]


def records(person: Any, project: Project | None = None, rule: str | None = None) -> list[Record]:
    """The record of each rule under each pipeline, by kind, rule and pipeline. One query, which the database sums up.

    Counted are answers to proposals of articles that all their reviewers have submitted: of `project`, for whoever may see
    all of it, else of all articles that `person` may read. `rule` leaves the others out.
    """
    judgements = Judgement.objects.filter(claim__origin=Origin.MACHINE, claim__article__state__in=BLIND_IS_OVER)
    # Who trains says nothing of the rules.
    judgements = judgements.filter(claim__article__copy_of=None)
    if project is not None:
        judgements = judgements.filter(claim__article__project=project)
    elif not person.is_superuser:
        judgements = judgements.filter(claim__article__in=visible_articles(person))
    if rule is not None:
        judgements = judgements.filter(claim__rule=rule)
    keys = ("claim__kind", "claim__rule", "claim__fingerprint")
    counts = {name: Count("pk", filter=Q(decision=name)) for name in DECISIONS}
    rows = judgements.exclude(decision=Decision.OPEN).order_by(*keys).values_list(*keys).annotate(**counts)
    return [Record(*row) for row in rows]


# In the order of the fields of Record.
DECISIONS = (Decision.CONFIRMED, Decision.CORRECTED, Decision.REJECTED, Decision.SKIPPED)


def summed(found: Iterable[Record], *by: str) -> list[Record]:
    """Add up records that agree in `by` (of kind, rule, fingerprint), what is not in it left empty; most answers first."""
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in found:
        groups[tuple(getattr(record, name) for name in by)].append(record)
    rows = []
    for key, group in groups.items():
        of = dict(zip(by, key, strict=True))
        numbers = (sum(getattr(record, name) for record in group) for name in DECISIONS)
        rows.append(Record(of.get("kind", ""), of.get("rule", ""), of.get("fingerprint", ""), *numbers))
    return sorted(rows, key=lambda record: (-record.decided, record.kind, record.rule, record.fingerprint))
