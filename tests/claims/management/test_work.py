"""The worker: its pulse, and what becomes of the work of one that is killed. The processes here are real ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from claims import tasks
from claims.management.commands import work
from claims.models import Job, Person, Project, WorkerPulse
from claims.models.job import JobState

ROOT = Path(__file__).resolve().parents[3]
# Generous, since a loaded machine may be slow; nothing waits this long when all is well.
PATIENCE = 60


def database_url() -> str:
    """The address of the test's own database, for processes that do not know that they are part of a test."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    who = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    where = f"{quote(known['HOST'], safe='')}{':' + str(known['PORT']) if known['PORT'] else ''}"
    return f"postgres://{who}@{where}/{known['NAME']}"


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """`worker()`: a worker process on the test's database, with short limits."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url(),
            "CLAIMWRIGHT_DATA": str(tmp_path),
            "WORKER_SILENCE": "2",
            "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
        }
        program = [sys.executable, str(Path(__file__).with_name("slow_jobs.py")), "--interval", "0.1", *arguments]
        started.append(subprocess.Popen(program, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def put(project: Project, person: Person, name: str, **arguments: Any) -> tuple[Job, DBTaskResult]:
    """A job in the queue that real workers read."""
    job = Job.objects.create(name=name, project=project, asked_by=person, arguments=arguments)
    backend = DatabaseBackend("default", {"QUEUES": ["default"]})
    return job, backend.enqueue(tasks.run_job, [job.pk], {}).db_result


def wait_until(what: Callable[[], Any], process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it took too long"
        assert process is None or process.poll() is None, f"the worker ended ({process and process.returncode})"
        time.sleep(0.05)


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


@pytest.mark.django_db(transaction=True)
def test_a_job_survives_the_kill_of_its_worker(
    project: Project, maya: Person, worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    file = tmp_path / "steps"
    job, piece = put(project, maya, "write_steps", file=str(file), steps=12, pause=0.25)
    first = worker()
    wait_until(lambda: len(lines(file)) >= 2, first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert state(job) == JobState.RUNNING
    second = worker()
    wait_until(lambda: state(job) == JobState.DONE, second)
    assert lines(file) == [str(step) for step in range(12)]
    job.refresh_from_db()
    assert (job.attempt, job.report, job.done) == (2, {"steps": 12}, 12)
    second.terminate()
    assert second.wait(PATIENCE) == 0
    piece.refresh_from_db()
    assert (piece.status, len(set(piece.worker_ids))) == ("SUCCESSFUL", 2)
    assert not WorkerPulse.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_stop_hands_its_job_back_at_once(
    project: Project, maya: Person, worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    file = tmp_path / "steps"
    job, piece = put(project, maya, "write_steps", file=str(file), steps=400, pause=0.05)
    process = worker()
    wait_until(lambda: len(lines(file)) >= 2, process)
    process.terminate()
    assert process.wait(PATIENCE) == 0
    piece.refresh_from_db()
    assert (state(job), piece.status, piece.worker_ids) == (JobState.QUEUED, "READY", [])
    assert len(lines(file)) < 400
    Job.objects.filter(pk=job.pk).update(arguments={"file": str(file), "steps": 400, "pause": 0})
    assert worker("--batch").wait(PATIENCE) == 0
    assert (state(job), len(lines(file))) == (JobState.DONE, 400)


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_each_job_once(
    project: Project, maya: Person, worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    jobs = [put(project, maya, "write_steps", file=str(tmp_path / str(n)), steps=1)[0] for n in range(20)]
    broken, _ = put(project, maya, "fail")
    both = [worker("--batch"), worker("--batch")]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]
    assert {state(job) for job in jobs} == {JobState.DONE}
    assert set(Job.objects.values_list("attempt", flat=True)) == {1}
    assert state(broken) == JobState.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_job_that_kills_its_workers_is_given_up(
    project: Project, maya: Person, worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job, piece = put(project, maya, "kill_worker")
    for _ in range(3):
        assert worker().wait(PATIENCE) == -signal.SIGKILL
    last = worker()
    wait_until(lambda: state(job) == JobState.FAILED, last)
    piece.refresh_from_db()
    job.refresh_from_db()
    assert (piece.status, job.attempt) == ("FAILED", 3)
    assert job.error.startswith("It stopped its worker 3 times")


def test_only_the_silent_lose_their_work(project: Project, maya: Person, settings: Any) -> None:
    settings.WORKER_SILENCE = 60
    for name, seconds in (("alive", 50), ("silent", 70)):
        WorkerPulse.objects.create(worker=name, beat_at=timezone.now() - timedelta(seconds=seconds))
    pieces = {}
    for name in ("alive", "silent", "forgotten"):
        _, pieces[name] = put(project, maya, "export")
        pieces[name].claim(name)
    assert work.take_over() == 2
    assert {name: DBTaskResult.objects.get(pk=piece.pk).status for name, piece in pieces.items()} == {
        "alive": "RUNNING",
        "silent": "READY",
        "forgotten": "READY",
    }
    assert list(WorkerPulse.objects.values_list("worker", flat=True)) == ["alive"]
    assert work.beat("alive")
    assert not work.beat("silent")


def test_it_says_so_when_another_engine_does_the_work(db: None) -> None:
    with pytest.raises(CommandError, match="immediate"):
        call_command("work")
