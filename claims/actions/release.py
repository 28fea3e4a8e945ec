"""Freeze a project's gold: a numbered file that never changes again, with a manifest of what is in it and what is not."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.actions.export import write_checked
from claims.actions.log import log
from claims.actions.review.answer import clean_words
from claims.exporters import NATIVE
from claims.models import Job, Project, Release
from claims.queries.gold import GOLD_STATES, GoldArticle, gold, left_out

NAME = "release"


@dataclass
class Contents:
    """What went into a release, counted as it passes."""

    articles: int = 0
    no_claim: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    resolutions: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    pipelines: Counter[str] = field(default_factory=Counter)
    guideline_versions: Counter[str] = field(default_factory=Counter)

    def of(self, articles: Iterable[GoldArticle]) -> Iterator[GoldArticle]:
        """Yield `articles` as they come, and count them."""
        for article in articles:
            self.articles += 1
            self.languages[article.language] += 1
            for claim in article.claims:
                self.no_claim += not claim.is_claim
                self.kinds[claim.answer.kind] += claim.is_claim
                self.resolutions[claim.resolution] += 1
                self.verdicts.update([claim.verdict] if claim.verdict else [])
                self.origins[claim.origin] += 1
                self.pipelines.update([claim.fingerprint] if claim.fingerprint else [])
                self.guideline_versions.update(str(row.guideline_version or "") for row in claim.judgements)
            yield article


def release(
    person: Any,
    project: Project,
    note: str = "",
    progress: Callable[[int], object] = lambda done: None,
    job: int | None = None,
) -> Release:
    """Freeze the gold as it stands under the next number, and return it. `progress` gets the number of articles written.

    `job` marks the release as that job's, so that a job which runs twice makes one. Raises PermissionDenied; Invalid where
    there is no gold, or nothing differs from the last release; and Unfaithful (see `actions.export`).
    """
    require(person, "gold.release", project)
    contents = Contents()
    with tempfile.TemporaryFile() as file:
        counts, sha256 = write_checked(contents.of(gold(project)), NATIVE, file, progress)
        if not contents.articles:
            raise Invalid(_("There is no gold to release yet: no article has been handed in by all its reviewers."))
        manifest = _manifest(project, contents, counts, job)
        file.seek(0)
        return _store(person, project, clean_words(note), manifest, sha256, File(file))


def release_job(job: Job, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Release the gold with the job's `note`; a job that did so already, and died before it could say so, says so now."""
    made = Release.objects.filter(project=job.project, manifest__job=job.pk).first()
    if made is None:
        total = job.project.articles.filter(state__in=GOLD_STATES).count()
        note = job.arguments.get("note", "")
        made = release(job.asked_by, job.project, note, lambda done: progress(done, total), job.pk)
    return {"release": made.pk, "number": made.number, "sha256": made.sha256}


def _manifest(project: Project, contents: Contents, counts: dict[str, int], job: int | None) -> dict[str, Any]:
    latest = project.guideline_versions.first()
    return {
        "project": project.name,
        "format": NATIVE.slug,
        "kinds_in_use": project.kinds,
        "articles": contents.articles,
        "claims": counts["claims"],
        "no_claim": contents.no_claim,
        "by_kind": dict(contents.kinds),
        "by_language": dict(contents.languages),
        "by_resolution": dict(contents.resolutions),
        "by_verdict": dict(contents.verdicts),
        "by_origin": dict(contents.origins),
        "pipelines": dict(contents.pipelines),
        "guideline_version": latest.number if latest else None,
        "judgements_by_guideline_version": dict(contents.guideline_versions),
        "left_out": left_out(project),
        "job": job,
    }


def _store(person: Any, project: Project, note: str, manifest: dict[str, Any], sha256: str, file: Any) -> Release:
    stored = Release(project=project, note=note, manifest=manifest, sha256=sha256, created_by=person)
    try:
        with transaction.atomic():
            # One at a time, so that each gets a number of its own.
            Project.objects.select_for_update(no_key=True).get(pk=project.pk)
            last = Release.objects.filter(project=project).order_by("-number").first()
            if last and last.sha256 == sha256:
                said = _("Nothing has changed since release %(number)s: it is the same file.")
                raise Invalid(said % {"number": last.number})
            stored.number = last.number + 1 if last else 1
            stored.content.save(f"{slugify(project.name) or 'project'}-{stored.number}.jsonl", file, save=False)
            stored.save()
            after = {"number": stored.number, "sha256": sha256, "note": note}
            log(person, "release_gold", stored, after=after, project=project)
    except BaseException:
        if stored.content:
            stored.content.storage.delete(stored.content.name or "")
        raise
    return stored
