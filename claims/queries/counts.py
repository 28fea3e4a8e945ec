"""How a project gets on, read from kept counts: a handful of queries, however many claims there are.

Names of counts: `articles` that came in, `proposed` claims (less those replaced), `settled single`, `settled unanimous`
and `settled adjudicated`; of a person `decided` claims, `submitted` articles, and `pace 0` to `pace 7`, how many of her
decisions took so long since the one before in the same article. What she has in hand is a `Total`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from claims.models import Article, DayCount, Person, Project, Total
from claims.models.article import ArticleState
from claims.models.assignment import WORKABLE

# The name of the count of claims that a person has judged and not opened again.
JUDGED = "judged"
# Before the name of a count: its sum over all days.
EVER = "ever "
DECIDED = frozenset({"confirm", "correct", "reject", "skip", "add"})
# Upper ends, in seconds, of the classes of decision times; the last is that of `actions.count.LONGEST_SECONDS`.
PACES = (2.5, 5, 10, 20, 40, 80, 160, 600)
OPEN = (ArticleState.NEW, ArticleState.REVIEW)
WEEKS = 12
# The forecast goes on at the pace of so many days.
RECENT = 14
AGES = (7, 14, 30, 90)


def pace_name(seconds: float) -> str:
    """The name of the class that a decision time of so many seconds falls into."""
    return f"pace {next(place for place, end in enumerate(PACES) if seconds <= end)}"


def median_seconds(paces: Mapping[str, int]) -> float | None:
    """The median decision time, interpolated within its class; None of none."""
    numbers = [paces.get(f"pace {place}", 0) for place in range(len(PACES))]
    half, before, start = sum(numbers) / 2, 0, 0.0
    for number, end in zip(numbers, PACES, strict=True):
        if number and before + number >= half:
            return start + (end - start) * (half - before) / number
        before, start = before + number, end
    return None


@dataclass(frozen=True)
class Worker:
    """One person's work: all of it, that of the last RECENT days, and how long a decision takes her (median seconds)."""

    person: Person
    decided: int
    submitted: int
    decided_lately: int
    submitted_lately: int
    seconds: float | None


@dataclass(frozen=True)
class Forecast:
    """Reviews that are still to be handed in, how many a day are, and the day on which none is left (None: not seen)."""

    left: int
    a_day: float
    ends_on: date | None


def totals(project: Project) -> dict[str, int]:
    """The sum of each count of the project over all days, whoever's."""
    rows = Total.objects.filter(project=project, name__startswith=EVER).values("name").annotate(total=Sum("number"))
    return {row["name"].removeprefix(EVER): row["total"] for row in rows.order_by("name")}


def by_week(
    project: Project, names: tuple[str, ...], today: date | None = None
) -> tuple[list[date], dict[str, list[int]]]:
    """The Mondays of the last WEEKS weeks, and each count's sums week by week."""
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    rows = DayCount.objects.filter(project=project, name__in=names, day__gte=mondays[0], day__lte=today)
    sums: dict[str, list[int]] = {name: [0] * WEEKS for name in names}
    for name, day, number in rows.values_list("name", "day").annotate(Sum("number")):
        sums[name][(day - mondays[0]).days // 7] += number
    return mondays, sums


def workers(project: Project, today: date | None = None) -> list[Worker]:
    """Everybody who has decided or submitted anything, the busiest of late first. Three queries."""
    since = (today or timezone.localdate()) - timedelta(days=RECENT)
    every: dict[int, dict[str, int]] = defaultdict(dict)
    late: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Total.objects.filter(project=project, name__startswith=EVER).exclude(person=None)
    for person, name, number in rows.values_list("person", "name", "number"):
        every[person][name.removeprefix(EVER)] = number
    days = DayCount.objects.filter(project=project, name__in=("decided", "submitted"), day__gt=since)
    for person, name, number in days.values_list("person", "name").annotate(Sum("number")):
        late[person][name] = number
    people = Person.objects.in_bulk(list(every))
    found = [
        Worker(
            people[pk],
            counts.get("decided", 0),
            counts.get("submitted", 0),
            late[pk].get("decided", 0),
            late[pk].get("submitted", 0),
            median_seconds(counts),
        )
        for pk, counts in every.items()
    ]
    return sorted(found, key=lambda row: (-row.decided_lately, -row.decided, row.person.username))


def articles_by_state(project: Project) -> dict[str, int]:
    """How many articles stand where, every state named. One query, which an index answers."""
    rows = Article.objects.filter(project=project).order_by().values_list("state").annotate(Count("pk"))
    return {state.value: 0 for state in ArticleState} | dict(rows)


def forecast(project: Project, today: date | None = None) -> Forecast:
    """When all reviews will be in, if as many are handed in a day as in the last RECENT days. Three queries."""
    today = today or timezone.localdate()
    # What is past review has no slot left. Asked without the state, an index of project and slots answers by itself.
    room = Article.objects.filter(project=project, slots__gt=0).aggregate(n=Sum("slots"))["n"] or 0
    held = Total.objects.filter(project=project, name__in=WORKABLE)
    counts = DayCount.objects.filter(project=project, name="submitted", day__gt=today - timedelta(days=RECENT))
    a_day = (counts.aggregate(n=Sum("number"))["n"] or 0) / RECENT
    left = room + (held.aggregate(n=Sum("number"))["n"] or 0)
    days = left / a_day if a_day else None
    ends_on = today + timedelta(days=int(days + 0.999)) if days is not None and days < 3650 else None
    return Forecast(left, a_day, ends_on)


def backlog(project: Project, today: date | None = None) -> list[tuple[int | None, int]]:
    """How many articles that are not handed in by all came in within so many days; None for those that are older.

    An article's id rises with the day it came in: the counts of days say where each age begins.
    """
    today = today or timezone.localdate()
    waiting = Article.objects.filter(project=project, state__in=OPEN)
    came = _came_since(project, today - timedelta(days=max(AGES)))
    newest: Any = Article.objects.filter(project=project).order_by("-id").values_list("pk", flat=True)
    total, younger, found = waiting.count(), 0, []
    for days in AGES:
        number = sum(each for day, each in came if day > today - timedelta(days=days))
        first = (newest[number - 1 : number].first() or 0) if number else None
        number = waiting.filter(pk__gte=first).count() if first is not None else 0
        found.append((days, number - younger))
        younger = number
    return [*found, (None, total - younger)]


def _came_since(project: Project, day: date) -> list[tuple[date, int]]:
    """How many articles came in on each day after that one."""
    rows = DayCount.objects.filter(project=project, name="articles", day__gt=day)
    return list(rows.values_list("day", "number"))
