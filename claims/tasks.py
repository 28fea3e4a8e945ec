"""The verbs that take long, done in the background. Whoever asks for one gets a `Job` row to watch.

A job may run twice (its worker died, or seemed to), so each does only what is left to do, in steps that each are whole.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db import DatabaseBackend

from claims.actions.errors import Invalid
from claims.models import Job, Project
from claims.models.job import JobState

logger = logging.getLogger(__name__)

# Name -> the function that does it: `(job, progress) -> report`. By path, so that asking for a job loads none of them.
JOBS = {
    "preannotate": "claims.actions.preannotate.preannotate_job",
    "export": "claims.actions.export.export_job",
    "agreement": "claims.actions.agreement.agreement_job",
    "release": "claims.actions.release.release_job",
    "settle_by_rule": "claims.actions.settle_by_rule.settle_by_rule_job",
    "evaluate": "claims.actions.evaluate.evaluate_job",
}

# Set by a worker that was told to stop: its job stops at the next step and goes back into the queue.
STOP = threading.Event()
SECONDS_BETWEEN_WRITES = 0.5


class Interrupted(BaseException):
    """The worker stops. Not an Exception, so that no job takes it for an error of one of its articles."""


class Superseded(BaseException):
    """Another worker has taken the job up because this one seemed dead: nothing more may be written."""


class Progress:
    """What a job calls after each step: `progress(done)` or `progress(done, total)`. It may not return."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written = 0.0

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show how far the job is; raise Interrupted or Superseded where it has to end here."""
        now = time.monotonic()
        changed = total is not None and total != self.job.total
        self.job.done, self.job.total = done, self.job.total if total is None else total
        if changed or now - self._written >= SECONDS_BETWEEN_WRITES:
            self._written = now
            _write(self.job, done=self.job.done, total=self.job.total)
        if STOP.is_set():
            raise Interrupted


def start(name: str, project: Project, person: Any, arguments: Mapping[str, Any] | None = None, total: int = 0) -> Job:
    """Have the job `name` of JOBS done for `person`, and return its row. `total` is how many steps it will have."""
    if name not in JOBS:
        raise KeyError(f"{name} is not in the table of jobs")
    with transaction.atomic():
        job = Job.objects.create(
            name=name, project=project, asked_by=person, arguments=dict(arguments or {}), total=total
        )
        if isinstance(run_job.get_backend(), DatabaseBackend):
            # The queue is a table of this database: job and queue entry come to be in one transaction, or neither does.
            run_job.enqueue(job.pk, get_language() or "")
        else:
            language = get_language() or ""
            transaction.on_commit(lambda: run_job.enqueue(job.pk, language))
    return job


@task()
def run_job(job_id: int, language: str = "") -> None:
    """Do one job. What it has to say is kept on its row, in the language of the person who asked."""
    with override(language or get_language()):
        _run(job_id)


def _run(job_id: int) -> None:
    taken = Job.objects.filter(pk=job_id, state__in=[JobState.QUEUED, JobState.RUNNING])
    if not taken.update(state=JobState.RUNNING, attempt=F("attempt") + 1):
        return  # done already, or deleted with its project
    job = Job.objects.select_related("project", "asked_by").get(pk=job_id)
    progress = Progress(job)
    try:
        report = import_string(JOBS[job.name])(job, progress)
        _write(
            job,
            state=JobState.DONE,
            report=report or {},
            done=max(job.done, job.total),
            total=max(job.done, job.total),
            finished_at=timezone.now(),
        )
    except Interrupted:
        _write(job, state=JobState.QUEUED)
        raise
    except Superseded:
        logger.warning("job %s (%s) was taken over by another worker", job.pk, job.name)
    except Exception as error:
        logger.exception("job %s (%s) failed", job.pk, job.name)
        _write(job, state=JobState.FAILED, error=in_words(error), done=job.done, finished_at=timezone.now())


def give_up(job_id: int, words: str) -> None:
    """Mark a job as failed whose worker can no longer do so."""
    unended = Job.objects.filter(pk=job_id, state__in=[JobState.QUEUED, JobState.RUNNING])
    unended.update(state=JobState.FAILED, error=words, finished_at=timezone.now())


def in_words(error: Exception) -> str:
    """Say what went wrong to a person who cannot read a traceback."""
    if isinstance(error, Invalid | PermissionDenied) and str(error):
        return str(error)
    said = _("This is a fault in Claimwright, not in what you did (%(fault)s). The log says more.")
    return said % {"fault": f"{type(error).__name__}: {error}"}


def _write(job: Job, **values: Any) -> None:
    """Update the job's row as long as it is this attempt's to write."""
    if not Job.objects.filter(pk=job.pk, attempt=job.attempt).update(**values):
        raise Superseded


def keep_house() -> dict[str, int]:
    """Do what time alone asks for: end leases, remind of what is due, keep counts. Several may do it at once."""
    return {
        "lapsed": import_string("claims.actions.pool.expire_leases")(),
        "reminded": import_string("claims.actions.remind.remind")(),
        "behind": import_string("claims.actions.count.count_all")(),
    }
