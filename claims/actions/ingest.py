"""Take articles in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.importers import ArticleDraft, Problem, normalise, problem_with
from claims.models import Article, AuditEntry, Project
from claims.queries.shares import shares

CHUNK = 200


@dataclass(frozen=True)
class Duplicate:
    """A draft whose text the project has already: where it stood, and the article that has it."""

    where: str
    article_id: int
    title: str

    def __str__(self) -> str:
        said = _("%(where)s: skipped, the project has this text already as “%(title)s” (article %(number)s).")
        return said % {"where": self.where, "title": self.title, "number": self.article_id}


@dataclass
class IngestReport:
    """What became of a batch: ids of new articles, what was there already, and what could not be read."""

    created: list[int] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def ingest(person: Any, project: Project, drafts: Iterable[ArticleDraft | Problem]) -> IngestReport:
    """Store `drafts` as articles of `project` and report on each.

    Text is stored as LF and NFC with its sha256 (of the UTF-8). A text that the project has, or that came earlier in the
    batch, is skipped and named. Each chunk of articles is one transaction, with an audit entry for each article.
    """
    require(person, "article.ingest", project)
    if project.archived_at:
        raise Invalid(_("%(project)s is archived: take it out of the archive first.") % {"project": project})
    report = IngestReport()
    rest = iter(drafts)
    while chunk := list(islice(rest, CHUNK)):
        _store(person, project, list(_readable(chunk, report)), report)
    return report


def _readable(chunk: list[ArticleDraft | Problem], report: IngestReport) -> Iterator[Article]:
    for draft in chunk:
        if isinstance(draft, Problem):
            report.problems.append(draft)
            continue
        text = normalise(draft.text)
        if trouble := problem_with(text, settings.LONGEST_ARTICLE):
            report.problems.append(Problem(draft.where, 0, trouble))
            continue
        article = Article(
            title=normalise(draft.title)[:500] or _first_words(text),
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            source=draft.source,
            url=draft.url,
            published_at=draft.published_at,
            language=draft.language or "en",
        )
        article.where = draft.where  # type: ignore[attr-defined]
        yield article


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:80].rsplit(" ", 1)[0] + " …"


def _store(person: Any, project: Project, articles: list[Article], report: IngestReport) -> None:
    with transaction.atomic():
        # Two imports into one project take turns, so that a text that both bring is named and not a database error.
        project.refresh_from_db(from_queryset=Project.objects.select_for_update())
        hashes = [article.sha256 for article in articles]
        rows = Article.objects.filter(project=project, sha256__in=hashes).values_list("sha256", "pk", "title")
        known = {sha256: (pk, title) for sha256, pk, title in rows}
        for article in articles:
            where = article.where  # type: ignore[attr-defined]
            if article.sha256 in known:
                report.duplicates.append(Duplicate(where or article.title, *known[article.sha256]))
                continue
            article.project, article.ingested_by = project, person
            for name, value in shares(project, article.sha256).items():
                setattr(article, name, value)
            article.slots = article.reviewers_needed
            article.save()
            known[article.sha256] = (article.pk, article.title)
            report.created.append(article.pk)
        new = [article for article in articles if article.pk]
        AuditEntry.objects.bulk_create(_entry(person, article) for article in new)


def _entry(person: Any, article: Article) -> AuditEntry:
    after = {"title": article.title, "sha256": article.sha256, "source": article.source, "url": article.url}
    return AuditEntry(
        actor=person,
        verb="ingest",
        object_type="article",
        object_id=article.pk,
        after=after,
        article=article,
        project_id=article.project_id,
    )
