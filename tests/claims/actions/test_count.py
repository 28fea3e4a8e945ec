from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from claims.actions.adjudicate import adjudicate, reopen_claim
from claims.actions.count import count_all, count_up
from claims.actions.ingest import ingest
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.importers import ArticleDraft
from claims.models import Article, AuditEntry, Claim, DayCount, Person, Project
from claims.queries import counts
from claims.queries.rules import records


@pytest.fixture
def settled(
    project: Project, article: Article, alice: Person, bob: Person, adam: Person, make_claim: Any, make_assignment: Any
) -> Claim:
    """A claim that Alice confirmed and Bob rejected, and that Adam settled."""
    claim = make_claim(article, "at least 12 people")
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["confirm"].perform(alice, claim, {})
    BY_NAME["reject"].perform(bob, claim, {"reason": "other"})
    for person in (alice, bob):
        submit(person, article)
    adjudicate(adam, claim, {"is_claim": False, "reason": "edge_case"})
    return claim


def test_each_entry_is_counted_once(settled: Claim, project: Project, alice: Person, bob: Person) -> None:
    assert count_up(project)
    found = {(row.person, row.name): row.number for row in DayCount.objects.select_related("person")}
    assert found == {
        **{(alice, "decided"): 1, (alice, "submitted"): 1, (bob, "decided"): 1, (bob, "submitted"): 1},
        (None, "settled adjudicated"): 1,
    }
    assert count_up(project)
    assert {row.number for row in DayCount.objects.all()} == {1}


def test_what_an_adjudicator_takes_back_is_taken_off(settled: Claim, project: Project, adam: Person) -> None:
    count_up(project)
    assert counts.totals(project)["settled adjudicated"] == 1
    reopen_claim(adam, settled, 1)
    count_up(project)
    assert counts.totals(project)["settled adjudicated"] == 0


def test_where_nothing_is_new_nothing_is_written(
    settled: Claim, project: Project, django_assert_num_queries: Any
) -> None:
    count_up(project)
    with django_assert_num_queries(2):
        assert count_up(project)
    with django_assert_num_queries(1):
        assert count_all() == 0


def test_the_training_of_somebody_is_not_counted(settled: Claim, project: Project, maya: Person) -> None:
    Article.objects.update(copy_of=settled.article)
    count_up(project)
    assert records(maya, project) == []


@pytest.mark.postgres
def test_an_entry_that_comes_to_be_seen_late_is_counted(
    transactional_db: None, project: Project, alice: Person
) -> None:
    given = {"verb": "submit", "actor": alice, "project": project, "object_type": "assignment", "object_id": 1}
    written, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            AuditEntry.objects.create(**given)
            written.set()
            go_on.wait(10)
        connection.close()

    slow = threading.Thread(target=write)
    slow.start()
    written.wait(10)
    AuditEntry.objects.create(**given)
    assert not count_up(project)
    go_on.set()
    slow.join()
    assert count_up(project)
    assert counts.totals(project) == {"submitted": 2}


def test_what_is_taken_back_is_taken_off(
    project: Project, article: Article, alice: Person, maya: Person, make_claim: Any, make_assignment: Any
) -> None:
    claim = make_claim(article, "at least 12 people")
    given = make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, article)
    count_up(project)
    assert counts.totals(project)["settled single"] == 1
    given.refresh_from_db()
    give_back(maya, given)
    count_up(project)
    assert counts.totals(project)["settled single"] == 0


def test_what_comes_in(project: Project, maya: Person) -> None:
    ingest(maya, project, [ArticleDraft(text=f"Report {place}.", where="x") for place in range(3)])
    count_up(project)
    assert counts.totals(project) == {"articles": 3}
    assert count_all() == 0


@pytest.mark.parametrize("often", [True, False])
def test_how_long_decisions_take(
    often: bool, project: Project, article: Article, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = datetime(2026, 3, 4, 9, tzinfo=UTC)
    for place, seconds in enumerate((0, 4, 10, 17, 24, 2000, 2008)):
        monkeypatch.setattr("django.utils.timezone.now", lambda at=start + timedelta(seconds=seconds): at)
        AuditEntry.objects.create(
            actor=alice, verb="confirm", project=project, article=article, object_type="judgement", object_id=place
        )
        # Counted after each, or all at once: it is the same.
        if often:
            count_up(project)
    monkeypatch.undo()
    count_up(project)
    paces = {name: number for name, number in counts.totals(project).items() if name.startswith("pace")}
    assert paces == {"pace 1": 1, "pace 2": 4}
    assert counts.median_seconds(paces) == pytest.approx(5 + 5 * (2.5 - 1) / 4)
