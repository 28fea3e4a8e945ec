"""What waits for an adjudicator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.agreement.consensus import DISPUTES, foremost
from claims.models import Assignment, Claim, EvidenceLink, Judgement, Looking, Project, Verdict
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision


@dataclass(frozen=True)
class Version:
    """What one reviewer says of a claim."""

    claim: Claim
    person: Any
    judgement: Judgement | None
    verdict: Verdict | None
    links: list[EvidenceLink]

    @property
    def is_claim(self) -> bool | None:
        """Whether she holds that there is a claim; None where she does not say.

        A claim that another added and that she did not mark is none to her: she read the article.
        """
        if self.judgement is None:
            return False if self.claim.origin == Origin.PERSON else None
        return self.judgement.holds

    @property
    def not_marked(self) -> bool:
        """Whether another added the claim and she did not."""
        return self.judgement is None and self.claim.origin == Origin.PERSON


# So long after she opened a claim an adjudicator is held to be at it.
LOOKING = timedelta(minutes=15)
# Who put what was proposed, among people's user names.
PROPOSED = ""

# The gravest dispute first; one that was not looked into last.
GRAVITY = Case(
    *(When(dispute=name, then=Value(place)) for place, name in enumerate(DISPUTES)), default=Value(len(DISPUTES))
)


def by_gravity(waiting: QuerySet[Claim], dispute: str = "", after: int = 0) -> QuerySet[Claim]:
    """Waiting claims with the gravest dispute first; of one `dispute` where given; from behind the claim `after` on."""
    rows = waiting.filter(waits=DISPUTES.index(dispute)) if dispute in DISPUTES else waiting
    # A claim that waits no more stands where it stood.
    behind = Claim.objects.annotate(place=Coalesce("waits", GRAVITY)).filter(pk=after).values_list("place", flat=True)
    last = behind.first() if after else None
    if last is not None:
        rows = rows.filter(waits__gte=last).filter(Q(waits__gt=last) | Q(pk__gt=after))
    return rows.order_by("waits", "id")


def page_of(waiting: QuerySet[Claim], most: int, dispute: str = "", after: int = 0) -> list[Claim]:
    """The first `most` of waiting claims in the order of `by_gravity`.

    Which these are is asked apart: an index knows that of thousands, without their words and their articles.
    """
    ids = list(by_gravity(waiting, dispute, after).values_list("pk", flat=True)[:most])
    found = waiting.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def waiting_claims(project: Project, person: Any, kind: str = "") -> QuerySet[Claim]:
    """The project's claims on which reviewers differ, oldest first; of one `kind` where it is given. One of each dispute.

    Each knows as `reviewed` whether `person` reviewed its article and therefore cannot settle it.
    """
    holding = Assignment.objects.exclude(state=AssignmentState.RELEASED)
    reviewing = holding.filter(article=OuterRef("claim__article"), person=OuterRef("reviewer"))
    answers = Judgement.objects.filter(Exists(reviewing), claim=OuterRef("pk")).exclude(decision=Decision.OPEN)
    # "+ 0" keeps a database from gathering all claims of the project, where an index knows what waits.
    waiting = Claim.objects.alias(of_project=F("article__project_id") + 0).filter(
        waits__isnull=False,
        of_project=project.pk,
        withdrawn_at=None,
        kind__in=[slug for slug in project.kinds if kind in ("", slug)],
    )
    # What only released reviewers had added is nobody's to settle.
    waiting = waiting.filter(Q(origin=Origin.MACHINE) | (Q(origin=Origin.PERSON) & Exists(answers)))
    reviewed = Exists(holding.filter(article=OuterRef("article"), person=person))
    return waiting.annotate(reviewed=reviewed).select_related("article").defer("article__text").order_by("id")


def waiting_for(project: Project, person: Any, kind: str = "", dispute: str = "") -> QuerySet[Claim]:
    """Of the claims that wait, those that `person` can settle; of one kind or `dispute` where given."""
    reviewed = Assignment.objects.filter(person=person).exclude(state=AssignmentState.RELEASED).values("article")
    rows = waiting_claims(project, person, kind).exclude(article__in=reviewed)
    return rows.filter(waits=DISPUTES.index(dispute)) if dispute in DISPUTES else rows


def next_waiting(claim: Claim, person: Any, kind: str = "", dispute: str = "") -> int | None:
    """The id of the claim that `person` can settle after `claim`; the first one where none is behind it; else None.

    What another adjudicator has before her comes last. `kind` and `dispute` as in `waiting_for`.
    """
    others = waiting_for(claim.article.project, person, kind, dispute).exclude(pk=claim.pk)
    free = others.exclude(pk__in=looked_at(person).values("claim"))
    for rows in (free, others):
        same = rows.filter(article=claim.article_id).values_list("pk", flat=True).first()
        behind = by_gravity(rows, after=claim.pk).values_list("pk", flat=True)
        found = same or behind.first() or by_gravity(rows).values_list("pk", flat=True).first()
        if found:
            return found
    return None


def looked_at(person: Any) -> QuerySet[Looking]:
    """What others than `person` opened within LOOKING, to settle it."""
    since = timezone.now() - LOOKING
    return Looking.objects.filter(at__gt=since).exclude(person=person).select_related("person")


def with_answers(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with what reviewers said of them: `judged`, `given` verdicts and `linked` evidence.

    Each with the `others` that are versions of it, which have the same. Eight queries, however many claims there are.
    """
    judged = Judgement.objects.exclude(decision=Decision.OPEN).select_related("reviewer", "guideline_version")
    given = Verdict.objects.exclude(label="").select_related("reviewer")
    linked = EvidenceLink.objects.select_related("evidence").order_by("evidence_set", "id")
    said = (
        Prefetch("judgements", judged, to_attr="judged"),
        Prefetch("verdicts", given, to_attr="given"),
        Prefetch("evidence_links", linked, to_attr="linked"),
    )
    others = Claim.objects.filter(withdrawn_at=None).prefetch_related(*said).order_by("id")
    return claims.prefetch_related(*said, Prefetch("joined", others, to_attr="others"))


def versions(claim: Claim) -> list[Version]:
    """What each reviewer of the article says of the claim and its other versions, by name. From `with_answers`."""
    reviewing = Assignment.objects.filter(article=claim.article_id).exclude(state=AssignmentState.RELEASED)
    dispute = [claim, *claim.others]  # type: ignore[attr-defined]
    found = []
    for row in reviewing.select_related("person").order_by("person__username"):
        said = [_version(one, row.person) for one in dispute]
        # Of several that are no claim to her, the one of which she said so.
        said.sort(key=lambda version: version.judgement is None)
        found.append(foremost(said, lambda version: version.is_claim))
    return found


def answers(claim: Claim, said: Iterable[Version]) -> dict[str, Claim | Judgement]:
    """The answers that hold that there is a claim, by user name; last, under PROPOSED, what the pipeline put."""
    found: dict[str, Claim | Judgement] = {}
    for version in said:
        if version.is_claim and version.judgement:
            found[version.person.username] = version.judgement
    return found | ({PROPOSED: claim} if claim.origin == Origin.MACHINE else {})


def _version(claim: Claim, person: Any) -> Version:
    judgement = next((row for row in claim.judged if row.reviewer_id == person.pk), None)  # type: ignore[attr-defined]
    verdict = next((row for row in claim.given if row.reviewer_id == person.pk), None)  # type: ignore[attr-defined]
    links = [link for link in claim.linked if link.linked_by_id == person.pk]  # type: ignore[attr-defined]
    return Version(claim, person, judgement, verdict, links)
