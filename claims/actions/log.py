"""The audit log's one pen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    return AuditEntry.objects.create(
        actor=actor,
        verb=verb,
        object_type=changed._meta.model_name or "",
        object_id=changed.pk,
        before=before,
        after=after,
        article=article,
        project_id=article.project_id if article else project.pk if project else None,
        undoes=undoes,
    )
