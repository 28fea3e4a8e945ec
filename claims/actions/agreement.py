"""Measure how far a project's reviewers agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.agreement.report import questions, report
from claims.models import Job, Project
from claims.models.job import JobState
from claims.queries.agreement import Wanted, fingerprint, gathered, number_to_read

NAME = "agreement"


def measure(
    person: Any, project: Project, wanted: Wanted, progress: Callable[[int, int], object] = lambda done, total: None
) -> dict[str, Any]:
    """The report on the part of the project's agreement that is `wanted`: see `claims.agreement.report.report`.

    With `left_out` (articles by reason), `fingerprint` of what it was measured on, and `measured_at`. Raises
    PermissionDenied, and Invalid for a kind that the project does not use.
    """
    require(person, "agreement.view", project)
    if wanted.kind and wanted.kind not in project.kinds:
        said = _("Choose a kind that the project uses: %(codes)s.")
        raise Invalid({"kind": [said % {"codes": ", ".join(project.kinds)}]})
    kinds = [wanted.kind] if wanted.kind else project.kinds
    known, articles = fingerprint(project), number_to_read(project)
    total = articles + questions(kinds)
    found = gathered(project, wanted, lambda done: progress(done, total))
    done = iter(range(articles + 1, total + 1))
    measured = report(found.documents, kinds, lambda: progress(next(done, total), total))
    now = timezone.now().isoformat(timespec="seconds")
    return {**measured, "left_out": found.left_out, "fingerprint": known, "measured_at": now}


def agreement_job(job: Job, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Measure what the job's `filters` (the query of an address) ask for; older reports on the same are let go."""
    measured = measure(job.asked_by, job.project, Wanted.read(dict(parse_qsl(job.arguments["filters"]))), progress)
    done = job.project.jobs.filter(name=NAME, arguments__filters=job.arguments["filters"], state=JobState.DONE)
    done.exclude(pk=job.pk).delete()
    return measured
