"""The audit log's one pen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model

from claims.models import Article, AuditEntry, Project


def log(
    actor: Any,
    verb: str,
    changed: Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    article: Article | None = None,
    project: Project | None = None,
    undoes: AuditEntry | None = None,
) -> AuditEntry:
    """Write one entry: `actor` (None for the machine) did `verb` to `changed`. Call it inside the change's transaction."""
    made = entry(actor, verb, changed, before=before, after=after, article=article, project=project, undoes=undoes)
    made.save()
    return made


def entry(
    actor: Any,
    verb: str,
    changed: Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    article: Article | None = None,
    project: Project | None = None,
    undoes: AuditEntry | None = None,
    step: UUID | None = None,
) -> AuditEntry:
    """An entry that is not written yet, for those who write several at once; those of one `step` are one act."""
    return AuditEntry(
        actor=actor,
        verb=verb,
        object_type=changed._meta.model_name or "",
        object_id=changed.pk,
        before=before,
        after=after,
        article=article,
        project_id=article.project_id if article else project.pk if project else None,
        undoes=undoes,
        step=step,
    )
