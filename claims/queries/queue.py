"""What a person has to do, and what she did."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from claims.models import Assignment, AuditEntry, Claim, Judgement, Person
from claims.models.assignment import WORKABLE, AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.queries.prepared import Prepared
from claims.queries.priority import in_use

BY_URGENCY = (AssignmentState.RETURNED, AssignmentState.IN_PROGRESS, AssignmentState.ASSIGNED)
URGENCY = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(BY_URGENCY)))


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """The number of `rows`, which are filtered by OuterRef; 0 where there are none."""
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_progress(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """The assignments with `decided` and `total`: how many claims the person has decided, of how many that are hers.

    These are the claims of `review_items`, so that an article all of whose claims are decided can be handed in.
    """
    proposed = Claim.objects.filter(article=OuterRef("article"), origin=Origin.MACHINE, withdrawn_at=None)
    judged = Judgement.objects.filter(
        claim__article=OuterRef("article"), reviewer=OuterRef("person"), claim__withdrawn_at=None
    ).exclude(decision=Decision.OPEN)
    proposed, judged = in_use(proposed), in_use(judged, "claim__")
    return assignments.annotate(
        proposed=_count(proposed, "article"),
        added=_count(judged.filter(claim__origin=Origin.PERSON), "claim__article"),
        decided=_count(judged, "claim__article"),
        total=F("proposed") + F("added"),
    )


def to_review(person: Any, by_priority: bool = False) -> QuerySet[Assignment]:
    """What is the person's to review now: returned ones first, then those begun, then the rest by age.

    With `by_priority` first what holds the claim that most deserves checking, of those still open for her.
    """
    waiting = Assignment.objects.filter(person=person, state__in=WORKABLE).select_related("article__project")
    if by_priority:
        return waiting.order_by("-pressing", URGENCY, "id")
    return waiting.order_by(URGENCY, "id")


def first_to_review(
    person: Any, number: int, by_priority: bool = False, words: str = "", skip: int = 0
) -> list[Assignment]:
    """The first `number` of `to_review`, with their progress, at the same cost however long the queue is.

    State by state, each in the order of an index: to sort the whole queue would cost more the longer it is. By priority
    an index has the order but for what is equally pressing, so that only of the first ones the progress is counted; so too
    of those whose titles hold the `words`, and of those behind the first `skip`, which have to be looked for.
    """
    if by_priority or words or skip:
        looked_for = to_review(person, by_priority)
        if words:
            looked_for = looked_for.filter(article__title__icontains=words)
        first = list(looked_for.values_list("pk", flat=True)[skip : skip + number])
        return list(with_progress(to_review(person, by_priority).filter(pk__in=first).defer("article__text")))
    found: list[Assignment] = []
    for state in BY_URGENCY:
        found += _WAITING(state, number, person=person.pk) if len(found) < number else []
    return found[:number]


def _waiting(state: str, number: int, *, person: int) -> QuerySet[Assignment]:
    waiting = Assignment.objects.filter(person=person, state=state).select_related("article__project")
    return with_progress(waiting.defer("article__text").order_by("id"))[:number]


_WAITING = Prepared(_waiting)


def reminded_of(person: Any) -> QuerySet[Assignment]:
    """What the person is to review and somebody has reminded her of, the first due first, with who it was.

    `reminded_by` is empty again once an article leaves her hands, so that an index knows these few.
    """
    rows = Assignment.objects.filter(person=person, reminded_by__isnull=False)
    return (
        rows.select_related("article", "reminded_by")
        .defer("article__text")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )


def handed_in(person: Any) -> QuerySet[Assignment]:
    """What the person has submitted, the latest first."""
    done = Assignment.objects.filter(person=person, state=AssignmentState.SUBMITTED)
    return done.select_related("article__project").order_by("-submitted_at")


def following(person: int, article: int, project: int) -> Coalesce:
    """The id of the article to open after this one, as a part of another question; see `next_to_review`."""
    waiting = Assignment.objects.filter(person=person, state__in=WORKABLE).exclude(article=article).order_by("id")
    same = waiting.filter(article__project=project)
    this = Assignment.objects.filter(person=person, article=article).order_by()
    # Three questions in one, each answered by an index at once; none sorts the queue, and mostly the first suffices.
    first = (
        Subquery(rows.values("article_id")[:1], output_field=IntegerField())
        for rows in (same.filter(pk__gt=Subquery(this.values("pk")[:1])), same, waiting)
    )
    return Coalesce(*first)


def _next(*, person: int, article: int, project: int) -> QuerySet[Person, Any]:
    return Person.objects.filter(pk=person).values_list(following(person, article, project), flat=True)


_NEXT = Prepared(_next)


def next_to_review(person: Any, article_id: int, project_id: int) -> int | None:
    """The id of the article to open after this one: of the same project if it can be; None where nothing is left."""
    found: list[int | None] = _NEXT(person=person.pk, article=article_id, project=project_id)
    return found[0] if found else None


def last_steps(person: Any) -> QuerySet[AuditEntry]:
    """What the person did to articles, the latest first; without what followed from it by itself."""
    steps = AuditEntry.objects.filter(actor=person).exclude(article=None)
    return steps.exclude(verb="begin").exclude(object_type="claim").select_related("article").order_by("-id")
