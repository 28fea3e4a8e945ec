"""Background jobs: asked for, done, failed, interrupted, taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language, override
from django_tasks_db.models import DBTaskResult

from claims import tasks
from claims.actions.errors import Invalid
from claims.models import Job, Person, Project
from claims.models.job import JobState

HERE = "tests.claims.management.slow_jobs"


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("write_steps", "fail"):
        monkeypatch.setitem(tasks.JOBS, name, f"{HERE}.{name}")
    yield
    tasks.STOP.clear()


@pytest.fixture
def job(project: Project, maya: Person, tmp_path: Path) -> Job:
    arguments = {"file": str(tmp_path / "steps"), "steps": 3}
    return Job.objects.create(name="write_steps", project=project, asked_by=maya, arguments=arguments)


def run(job: Job) -> Job:
    tasks.run_job.func(job.pk)
    job.refresh_from_db()
    return job


def test_start_does_the_job_once_the_transaction_is_through(
    project: Project, maya: Person, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = tasks.start("write_steps", project, maya, {"file": str(tmp_path / "steps"), "steps": 2}, total=2)
        assert (job.state, job.total, job.asked_by) == (JobState.QUEUED, 2, maya)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.report) == (JobState.DONE, 2, 2, {"steps": 2})
    assert job.finished_at is not None
    assert (tmp_path / "steps").read_text() == "0\n1\n"


def test_a_job_speaks_the_language_of_who_asked(
    project: Project, maya: Person, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, override("fr"):
        job = tasks.start("export", project, maya, {"format": "papyrus"})
    for callback in callbacks:
        callback()
    job.refresh_from_db()
    assert job.error.startswith("Choisissez une de ces valeurs\N{NO-BREAK SPACE}: ")
    assert get_language() == "en"


def test_job_and_queue_entry_are_one_transaction_where_the_queue_is_a_table(
    project: Project, maya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django_tasks_db import DatabaseBackend

    backend = DatabaseBackend("default", {"QUEUES": ["default"]})
    monkeypatch.setattr(type(tasks.run_job), "get_backend", lambda self: backend)
    job = tasks.start("export", project, maya)
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [[job.pk, "en"]]

    def change_of_mind() -> None:
        with transaction.atomic():
            tasks.start("export", project, maya)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        change_of_mind()
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_start_refuses_a_name_it_does_not_know(project: Project, maya: Person) -> None:
    with pytest.raises(KeyError):
        tasks.start("dance", project, maya)
    assert not Job.objects.exists()


def test_a_fault_is_told_in_words_and_logged(job: Job, caplog: pytest.LogCaptureFixture) -> None:
    job.name = "fail"
    job.save()
    run(job)
    assert (job.state, job.done, job.total) == (JobState.FAILED, 1, 3)
    assert job.error.startswith("This is a fault in Claimwright")
    assert job.finished_at is not None
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("error", [Invalid("This file is empty."), PermissionDenied("This file is empty.")])
def test_a_refusal_is_told_in_its_own_words(error: Exception) -> None:
    assert tasks.in_words(error) == "This file is empty."


def test_an_ended_job_is_not_done_again(job: Job, tmp_path: Path) -> None:
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, report={"kept": 1})
    assert run(job).report == {"kept": 1}
    assert not (tmp_path / "steps").exists()


def test_a_job_deleted_with_its_project_is_let_be(job: Job) -> None:
    pk = job.pk
    job.delete()
    tasks.run_job.func(pk)


def test_interrupted_it_waits_again_and_goes_on_where_it_was(job: Job, tmp_path: Path) -> None:
    tasks.STOP.set()
    with pytest.raises(tasks.Interrupted):
        tasks.run_job.func(job.pk)
    job.refresh_from_db()
    assert (job.state, (tmp_path / "steps").read_text()) == (JobState.QUEUED, "0\n")
    tasks.STOP.clear()
    assert run(job).state == JobState.DONE
    assert (tmp_path / "steps").read_text() == "0\n1\n2\n"
    assert job.attempt == 2


def test_whoever_was_taken_for_dead_writes_no_more(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(mine: Job, progress: tasks.Progress) -> dict[str, str]:
        Job.objects.filter(pk=mine.pk).update(attempt=mine.attempt + 1)
        progress(2, 3)
        return {"by": "the first"}

    monkeypatch.setattr(f"{HERE}.write_steps", overtaken)
    run(job)
    assert (job.state, job.done, job.report) == (JobState.RUNNING, 0, {})


def test_progress_is_written_twice_a_second_at_most(job: Job, django_assert_num_queries: Callable[..., Any]) -> None:
    progress = tasks.Progress(job)
    with django_assert_num_queries(1):
        for done in range(1000):
            progress(done, 1000)
    assert (job.done, Job.objects.get(pk=job.pk).total) == (999, 1000)


def test_give_up_leaves_ended_jobs_alone(job: Job) -> None:
    tasks.give_up(job.pk, "No.")
    tasks.give_up(job.pk, "Again no.")
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "No.")
