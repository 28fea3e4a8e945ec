"""`manage.py work`: does the background jobs; on as many machines as wanted, all with the same DATABASE_URL.

django-tasks-db gives each job to one worker, but leaves it "running" for ever if that worker dies. Here each worker has
a pulse, and the jobs of those whose pulse stopped go back into the queue. No job is lost, but one may run twice.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, close_old_connections, connection, connections
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django_tasks.base import TaskResultStatus
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from claims import tasks
from claims.models import Job, WorkerPulse
from claims.models.job import JobState

logger = logging.getLogger(__name__)
GIVEN_UP = gettext_lazy(
    "It stopped its worker %(attempts)s times, most likely for want of memory. The rest of the queue goes on without it."
)

SECONDS_BETWEEN_HOUSEKEEPING = 300


class Worker(db_worker.Worker):
    """The stock worker, with a pulse, and stopping between two steps of a job instead of at its end."""

    house_kept_until = 0.0

    def run(self) -> None:
        """Work until told to stop; outlast a database that is away for a while."""
        self.ended = threading.Event()
        beat(self.worker_id, first=True)
        take_over()
        threading.Thread(target=self._pulse, name="pulse", daemon=True).start()
        try:
            while self.running:
                try:
                    super().run()
                except OperationalError as error:
                    logger.warning("the database does not answer (%s); trying again", str(error).strip())
                    connection.close()
                    time.sleep(self.interval)
                else:
                    break
        finally:
            self.ended.set()
            hand_back(self.worker_id)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Do one piece of work. Interrupted, it goes back into the queue; taken over by another, it is the other's."""
        set_failed, set_successful = db_task_result.set_failed, db_task_result.set_successful

        def failed(error: BaseException) -> None:
            if not self._holds(db_task_result):
                return
            if isinstance(error, tasks.Interrupted):
                _put_back(db_task_result, counting=False)
            else:
                set_failed(error)

        def successful(value: Any) -> None:
            if self._holds(db_task_result):
                set_successful(value)

        db_task_result.set_failed, db_task_result.set_successful = failed, successful
        super().run_task(db_task_result)

    def _holds(self, piece: DBTaskResult) -> bool:
        now = DBTaskResult.objects.filter(pk=piece.pk).first()
        return now is not None and now.worker_ids[-1:] == [self.worker_id]

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """First signal: stop after the step at hand. Second: at once; the silence of the pulse tells the others."""
        if not self.running:
            os._exit(1)
        tasks.STOP.set()
        super().shutdown(signum, frame)

    def _pulse(self) -> None:
        while not self.ended.wait(settings.WORKER_SILENCE / 4):
            try:
                close_old_connections()
                if not beat(self.worker_id) and not self.ended.is_set():
                    # The machine slept or stood still: others have this worker's job now, and two must not write.
                    logger.error("worker %s was taken for dead, so it ends; start another", self.worker_id)
                    os._exit(1)
                take_over()
                self._keep_house()
            except DatabaseError as error:
                logger.warning("no sign of life could be given: %s", str(error).strip())
                connection.close()
        connections.close_all()

    def _keep_house(self) -> None:
        """Now and then, what nobody asks for: leases that ended, reminders. Its faults must not stop the pulse."""
        if time.monotonic() < self.house_kept_until:
            return
        self.house_kept_until = time.monotonic() + SECONDS_BETWEEN_HOUSEKEEPING
        try:
            tasks.keep_house()
        except DatabaseError:
            raise
        except Exception:
            logger.exception("leases or reminders were not seen to; trying again later")


def beat(worker: str, *, first: bool = False) -> bool:
    """Give a sign of life, and say whether the worker still counts as alive."""
    if first:
        WorkerPulse.objects.update_or_create(worker=worker, defaults={"beat_at": Now()})
        return True
    return bool(WorkerPulse.objects.filter(worker=worker).update(beat_at=Now()))


def take_over() -> int:
    """Put the work of workers without a pulse back into the queue, and return how many pieces that were."""
    silent_since = Now() - timedelta(seconds=settings.WORKER_SILENCE)
    running = DBTaskResult.objects.running()
    if not running.exists() and not WorkerPulse.objects.filter(beat_at__lt=silent_since).exists():
        return 0
    taken = 0
    # One at a time: the pulses, and the rows that hang on them, are read and changed under one lock.
    with exclusive_transaction():
        WorkerPulse.objects.filter(beat_at__lt=silent_since).delete()
        alive = set(WorkerPulse.objects.values_list("worker", flat=True))
        for piece in running.select_for_update(skip_locked=True):
            if piece.worker_ids and piece.worker_ids[-1] in alive:
                continue
            _put_back(piece, counting=True)
            taken += 1
    return taken


def hand_back(worker: str) -> None:
    """Leave in order: what the worker still holds goes to the others at once."""
    connection.close()  # A signal may have come in the middle of a query.
    with exclusive_transaction():
        for piece in DBTaskResult.objects.running().select_for_update():
            if piece.worker_ids and piece.worker_ids[-1] == worker:
                _put_back(piece, counting=False)
        WorkerPulse.objects.filter(worker=worker).delete()


def _put_back(piece: DBTaskResult, *, counting: bool) -> None:
    """Let another worker do the piece; give it up if it has already been the last of several. `counting`: it was a death."""
    attempts = len(piece.worker_ids)
    job = _job_of(piece)
    if counting and attempts >= settings.WORKER_ATTEMPTS:
        logger.error("%s %s took %d workers down with it: given up", piece.task_path, piece.pk, attempts)
        with override(_language_of(piece)):
            words = str(GIVEN_UP % {"attempts": attempts})
        piece.status, piece.finished_at, piece.traceback = TaskResultStatus.FAILED, timezone.now(), words
        piece.exception_class_path = "builtins.RuntimeError"
        if job is not None:
            tasks.give_up(job, words)
    else:
        logger.warning("%s %s goes back into the queue", piece.task_path, piece.pk)
        piece.status, piece.started_at = TaskResultStatus.READY, None
        if not counting:
            piece.worker_ids = piece.worker_ids[:-1]
        if job is not None:
            Job.objects.filter(pk=job, state=JobState.RUNNING).update(state=JobState.QUEUED)
    piece.save(update_fields=["status", "started_at", "finished_at", "worker_ids", "exception_class_path", "traceback"])


def _job_of(piece: DBTaskResult) -> int | None:
    return piece.args_kwargs["args"][0] if piece.task_path == tasks.run_job.module_path else None


def _language_of(piece: DBTaskResult) -> str:
    """The language of who asked for it; that of now where it does not say."""
    return "".join(piece.args_kwargs["args"][1:2]) or get_language() or ""


class Command(BaseCommand):
    """Do background work."""

    help = "Does the background jobs until it is stopped. Any number may run, on any number of machines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="Do what waits in the queue, then end.")
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between looks at an empty queue (1).")

    def handle(self, *, batch: bool, interval: float, **options: Any) -> None:
        if not isinstance(tasks.run_job.get_backend(), DatabaseBackend):
            raise CommandError(
                f"Background work is set to be done by {settings.TASKS_BACKEND}: start its workers instead."
            )
        # What the library says of each look at the queue is of no use to who runs it.
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}",
        )
        worker.configure_signals()
        logger.info("worker %s is ready", worker.worker_id)
        worker.run()
