"""Measuring agreement, also in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.agreement import NAME, agreement_job, measure
from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Claim, Job, Person, Project
from claims.queries.agreement import Wanted, fingerprint
from claims.tasks import start


@pytest.fixture
def read(two: Project, article: Article, claim: Claim, alice: Person, bob: Person, make_assignment: Any) -> Project:
    """An article that both have judged and handed in, alike but for the end of its claim."""
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["confirm"].perform(alice, claim, {})
    BY_NAME["correct"].perform(bob, claim, {"end": claim.end - 4})
    submit(alice, article)
    submit(bob, article)
    return two


def test_it_reports_and_changes_nothing(read: Project, maya: Person, written: Callable[[], list[Any]]) -> None:
    written()
    steps: list[tuple[int, int]] = []
    found = measure(maya, read, Wanted(), lambda done, total: steps.append((done, total)))
    rows = {(row["level"], row["of"]): row for row in found["rows"]}
    assert rows["spotting", ""]["measures"]["percent"]["value"] == 1
    assert rows["spans", ""]["measures"]["f1_exact"]["value"] == 0
    assert rows["spans", ""]["measures"]["f1_overlap"]["value"] == 1
    assert (found["articles"], found["left_out"], found["fingerprint"]) == (1, {}, fingerprint(read))
    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)
    assert written() == []


def test_of_one_kind_only_its_rows_are_there(read: Project, vera: Person) -> None:
    found = measure(vera, read, Wanted(kind="casualty"))
    assert {row["of"].partition(".")[0] for row in found["rows"]} == {"", "casualty"}


def test_who_may_not_see_it_measures_nothing(read: Project, alice: Person, zoe: Person, refuses: Any) -> None:
    for person in (alice, zoe):
        with refuses(PermissionDenied):
            measure(person, read, Wanted())


def test_a_kind_that_is_not_in_use_is_refused(read: Project, maya: Person, refuses: Any) -> None:
    with refuses(Invalid) as refusal:
        measure(maya, read, Wanted(kind="rumour"))
    assert list(refusal.value.errors) == ["kind"]


def test_as_a_job_it_keeps_the_report_and_lets_older_ones_go(
    read: Project, maya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    jobs = []
    for filters in ("", "kind=casualty", ""):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.append(start(NAME, read, maya, {"filters": filters}))
    assert list(Job.objects.filter(name=NAME).order_by("id")) == jobs[1:]
    for job in jobs[1:]:
        job.refresh_from_db()
        assert (job.state, job.report["articles"], job.done) == ("done", 1, job.total)


def test_a_job_of_one_who_may_not_is_refused(read: Project, alice: Person) -> None:
    job = Job.objects.create(name=NAME, project=read, asked_by=alice, arguments={"filters": ""})
    with pytest.raises(PermissionDenied):
        agreement_job(job, lambda done, total: None)
