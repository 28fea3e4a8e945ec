from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from claims.actions.assign import assign
from claims.actions.count import count_up
from claims.models import Article, AuditEntry, DayCount, Person, Project, Total
from claims.queries import counts

TODAY = date(2026, 11, 25)  # a Wednesday


def put(project: Project, name: str, number: int, back: int = 0, person: Person | None = None) -> None:
    day = TODAY - timedelta(days=back)
    DayCount.objects.create(project=project, name=name, number=number, day=day, person=person)
    total, _new = Total.objects.get_or_create(project=project, name=f"ever {name}", person=person)
    Total.objects.filter(pk=total.pk).update(number=total.number + number)


def test_weeks_begin_on_mondays_and_hold_every_person(project: Project, alice: Person, bob: Person) -> None:
    put(project, "submitted", 2, person=alice)
    put(project, "submitted", 3, person=bob)
    put(project, "submitted", 4, back=2, person=bob)
    put(project, "submitted", 5, back=3, person=bob)
    put(project, "submitted", 9, back=7 * counts.WEEKS, person=bob)
    mondays, sums = counts.by_week(project, ("submitted", "articles"), TODAY)
    assert (mondays[-1], len(mondays)) == (date(2026, 11, 23), counts.WEEKS)
    assert all(monday.weekday() == 0 for monday in mondays)
    assert sums["submitted"][-2:] == [5, 9]
    assert sum(sums["submitted"]) == 14
    assert sum(sums["articles"]) == 0


@pytest.mark.parametrize(
    ("paces", "seconds"),
    [({}, None), ({"pace 0": 1}, 1.25), ({"pace 2": 2}, 7.5), ({"pace 0": 1, "pace 7": 1}, 2.5), ({"pace 7": 2}, 380)],
)
def test_the_median_is_interpolated_within_its_class(paces: dict[str, int], seconds: float | None) -> None:
    assert counts.median_seconds(paces) == seconds


@pytest.mark.parametrize(("seconds", "name"), [(0, "pace 0"), (2.5, "pace 0"), (2.6, "pace 1"), (600, "pace 7")])
def test_classes_of_decision_times(seconds: float, name: str) -> None:
    assert counts.pace_name(seconds) == name


def test_a_persons_work(project: Project, alice: Person, bob: Person) -> None:
    put(project, "decided", 10, back=20, person=alice)
    put(project, "decided", 3, person=alice)
    put(project, "pace 2", 2, person=alice)
    put(project, "submitted", 1, back=13, person=bob)
    hers, his = counts.workers(project, TODAY)
    assert (hers.person, hers.decided, hers.decided_lately, hers.seconds) == (alice, 13, 3, 7.5)
    assert (his.person, his.submitted, his.submitted_lately, his.seconds) == (bob, 1, 1, None)


def test_the_forecast_goes_on_at_the_pace_of_late(
    project: Project, alice: Person, maya: Person, make_article: Any
) -> None:
    articles = [make_article(project, wanted=2, slots=2) for _ in range(3)]
    assign(maya, project, articles[:1], [alice])
    count_up(project)
    assert counts.forecast(project, TODAY) == counts.Forecast(6, 0.0, None)
    put(project, "submitted", 7, back=3, person=alice)
    assert counts.forecast(project, TODAY) == counts.Forecast(6, 0.5, TODAY + timedelta(days=12))


def test_the_backlog_by_age(project: Project, make_article: Any) -> None:
    for back in (100, 40, 20, 10, 3, 0):
        make_article(project, state="settled" if back == 10 else "new")
        put(project, "articles", 1, back=back)
    assert counts.backlog(project, TODAY) == [(7, 2), (14, 0), (30, 1), (90, 1), (None, 1)]


def test_the_backlog_of_nothing(project: Project) -> None:
    assert [number for _days, number in counts.backlog(project, TODAY)] == [0, 0, 0, 0, 0]


def test_states_are_all_named(project: Project, article: Article) -> None:
    assert counts.articles_by_state(project) == {"new": 1, "review": 0, "adjudication": 0, "settled": 0}


def test_nothing_is_counted_of_another_project(project: Project, maya: Person, article: Article) -> None:
    other = Project.objects.create(name="Another", created_by=maya)
    AuditEntry.objects.create(actor=maya, verb="submit", project=other, object_type="assignment", object_id=1)
    count_up(project)
    assert counts.totals(project) == {}
