"""What became of the pipeline's proposals: confirmed, corrected or rejected, by rule and by pipeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from claims.models import Assignment, Judgement, Project, RuleCount
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.permissions import roles
from claims.queries.visible import BLIND_IS_OVER, SEES_ALL, whole_projects


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
    """The record of each rule under each pipeline, by kind, rule and pipeline. Two queries at most.

    Counted are answers to proposals of articles that all their reviewers have submitted: of `project`, for whoever may see
    all of it, else of all articles that `person` may read. `rule` leaves the others out. What is of whole projects comes
    from kept counts (`actions.count`).
    """
    found = _kept(RuleCount.objects.filter(project=project), rule) if project else _readable(person, rule)
    return sorted(found, key=lambda record: (record.kind, record.rule, record.fingerprint))


def open_answers() -> QuerySet[Judgement]:
    """The judgements that count: of proposals, decided, and open to see. Who trains says nothing of the rules."""
    over = Q(claim__article__state__in=BLIND_IS_OVER, claim__article__copy_of=None)
    return Judgement.objects.filter(over, claim__origin=Origin.MACHINE).exclude(decision=Decision.OPEN)


def counted(judgements: QuerySet[Judgement]) -> list[Record]:
    """The records of these judgements. One query, which the database sums up, reading each of them."""
    keys = ("claim__kind", "claim__rule", "claim__fingerprint")
    numbers = {name: Count("pk", filter=Q(decision=name)) for name in DECISIONS}
    return [Record(*row) for row in judgements.order_by(*keys).values_list(*keys).annotate(**numbers)]


def _readable(person: Any, rule: str | None) -> list[Record]:
    found = _kept(RuleCount.objects.filter(project__in=whole_projects(person)), rule)
    part = [project for project, role in roles(person).items() if role not in SEES_ALL]
    if part and not person.is_superuser:
        read = Assignment.objects.filter(person=person, article__project__in=part, state=AssignmentState.SUBMITTED)
        answers = open_answers().filter(claim__article__in=read.values("article"))
        found += counted(answers if rule is None else answers.filter(claim__rule=rule))
    return summed(found, *KEYS)


def _kept(counts: QuerySet[RuleCount], rule: str | None) -> list[Record]:
    rows = counts if rule is None else counts.filter(rule=rule)
    found = (Record(*row) for row in rows.values_list(*KEYS, *DECISIONS))
    return [record for record in found if record.decided or record.skipped]


# In the order of the fields of Record.
KEYS = ("kind", "rule", "fingerprint")
DECISIONS = (Decision.CONFIRMED.value, Decision.CORRECTED.value, Decision.REJECTED.value, Decision.SKIPPED.value)
# What records are sorted by; numbers begin with the highest, names with A.
NAME, JUDGED = "rule", "decided"
ORDERS = (NAME, JUDGED, *DECISIONS)


def ordered(found: Iterable[Record], sort: str) -> list[Record]:
    """The records by one of ORDERS, with a minus before it the other way round; what is even stays as it was."""
    by, reverse = sort.removeprefix("-"), sort.startswith("-")
    if by == NAME:
        return sorted(found, key=lambda record: (record.rule, record.kind), reverse=reverse)
    return sorted(found, key=lambda record: getattr(record, by) * (1 if reverse else -1))


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
