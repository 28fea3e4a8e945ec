"""Give a project's gold out."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from django.core.files import File
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.actions.log import log
from claims.exporters import BY_SLUG, Exporter
from claims.models import Job, Project
from claims.models.article import ArticleState
from claims.queries.gold import GoldArticle, gold, left_out

PIECE = 1 << 20


class Unfaithful(Exception):
    """The file, read back, did not hold what the record holds. Nothing was handed over."""


def export(
    person: Any, project: Project, slug: str, out: BinaryIO, progress: Callable[[int], object] = lambda done: None
) -> dict[str, Any]:
    """Write the project's gold as the format `slug` into `out`, an empty file open for writing and reading.

    The file is read back and compared with the record before this returns its report: counts, sha256, what is left out
    and why. Raises PermissionDenied, Invalid for an unknown format, and Unfaithful.
    """
    require(person, "gold.export", project)
    exporter = BY_SLUG.get(slug)
    if exporter is None:
        raise Invalid({"format": [_("Choose one of: %(codes)s.") % {"codes": ", ".join(BY_SLUG)}]})
    counts, sha256 = write_checked(gold(project), exporter, out, progress)
    report = {"format": slug, "counts": counts, "sha256": sha256, "left_out": left_out(project)}
    log(person, "export", project, after=report, project=project)
    return report


def write_checked(
    articles: Iterable[GoldArticle], exporter: Exporter, out: BinaryIO, progress: Callable[[int], object]
) -> tuple[dict[str, int], str]:
    """Write `articles` into `out`, read the file back, and return the exporter's counts and the file's sha256.

    Raises Unfaithful where the file does not hold what was written.
    """
    written: list[str] = []
    counts = exporter.write(_watched(articles, written, progress), out)
    if exporter.check:
        _compare(exporter, out, written)
    return counts, _sha256(out)


def export_job(job: Job, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Export as the job's `format` asks, and keep the file as the job's result."""
    states = (ArticleState.SETTLED, ArticleState.ADJUDICATION)
    total = job.project.articles.filter(state__in=states).count()
    with tempfile.TemporaryFile() as file:
        report = export(job.asked_by, job.project, job.arguments["format"], file, lambda done: progress(done, total))
        file.seek(0)
        job.result.save(file_name(job.project, BY_SLUG[job.arguments["format"]]), File(file), save=False)
        job.save(update_fields=["result"])
    return report


def file_name(project: Project, exporter: Exporter) -> str:
    """The name of an export's file: project, day and format."""
    return f"{slugify(project.name) or 'project'}-gold-{timezone.localdate():%Y-%m-%d}.{exporter.extension}"


def _watched(
    articles: Iterable[GoldArticle], written: list[str], progress: Callable[[int], object]
) -> Iterator[GoldArticle]:
    for article in articles:
        claims = [claim for claim in article.claims if claim.is_claim]
        written.append(_digest(article.text, [(c.id, c.answer.kind, c.answer.start, c.answer.end) for c in claims]))
        yield article
        progress(len(written))


def _compare(exporter: Exporter, out: BinaryIO, written: list[str]) -> None:
    assert exporter.check is not None
    out.seek(0)
    found = [_digest(text, claims) for text, claims in exporter.check(out)]
    if found != written:
        said = _("The %(format)s file does not read back as what was written; it was not handed over.")
        raise Unfaithful(said % {"format": exporter.label})


def _digest(text: str, claims: list[tuple[int, str, int, int]]) -> str:
    return hashlib.sha256(repr((text, claims)).encode()).hexdigest()


def _sha256(out: BinaryIO) -> str:
    digest = hashlib.sha256()
    out.seek(0)
    while piece := out.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
