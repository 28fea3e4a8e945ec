"""Measure how far a project's reviewers agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.agreement.report import questions, report
from claims.models import Job, Project
from claims.models.job import JobState
from claims.queries.agreement import Wanted, fingerprint, gathered, number_to_read
from claims.queries.gold import pseudonyms

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


def reports(project: Project, wanted: Wanted) -> tuple[Job | None, Job | None]:
    """The job with the last report on what is wanted, and the one that measures it just now, or failed to since."""
    jobs = project.jobs.filter(name=NAME, arguments__filters=wanted.address()).order_by("-id")
    latest = jobs.exclude(state=JobState.DONE).first()
    done = jobs.filter(state=JobState.DONE).first()
    return done, latest if latest and (done is None or latest.pk > done.pk) else None


def stands(project: Project, wanted: Wanted) -> bool:
    """Whether the last report on what is wanted still holds, or is being made: there is nothing to measure."""
    done, running = reports(project, wanted)
    if running and not running.ended:
        return running.arguments.get("fingerprint") == fingerprint(project)
    return bool(done and done.report.get("fingerprint") == fingerprint(project))


def to_ask(project: Project, wanted: Wanted) -> dict[str, Any]:
    """The arguments of a job that measures what is wanted."""
    return {"filters": wanted.address(), "fingerprint": fingerprint(project)}


def to_share(project: Project, measured: Mapping[str, Any]) -> dict[str, Any]:
    """A report without titles, and with people under the pseudonyms that exports give them."""
    who = pseudonyms(project)
    by = {
        **measured["by"],
        "pair": [{**row, "pair": [who.get(pk, "") for pk in row["pair"]]} for row in measured["by"]["pair"]],
        "article": [{name: row[name] for name in row if name != "title"} for row in measured["by"]["article"]],
    }
    people = [who.get(pk, "") for pk in measured["reviewers"]]
    return {**measured, "reviewers": people, "by": by, "project": project.name}


def agreement_job(job: Job, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Measure what the job's `filters` (the query of an address) ask for; older reports on the same are let go."""
    measured = measure(job.asked_by, job.project, Wanted.read(dict(parse_qsl(job.arguments["filters"]))), progress)
    done = job.project.jobs.filter(name=NAME, arguments__filters=job.arguments["filters"], state=JobState.DONE)
    done.exclude(pk=job.pk).delete()
    return measured
