"""Who did what, and when: written with every change, never rewritten."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class AppendOnly(models.QuerySet["AuditEntry"]):
    """A queryset that neither updates nor deletes."""

    def update(self, **_: Any) -> NoReturn:
        """Raise TypeError: the log is append-only."""
        raise TypeError("The audit log is append-only.")

    def delete(self) -> NoReturn:
        """Raise TypeError: the log is append-only."""
        raise TypeError("The audit log is append-only.")


class AuditEntry(models.Model):
    """One change. `before` and `after` are the object's plain data; `undoes` names the entry that this one takes back."""

    at = models.DateTimeField(auto_now_add=True)
    # Each of these three begins an index below: one of its own would only slow the writing down.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="audit_entries", db_index=False
    )
    verb = models.CharField(max_length=40)
    project = models.ForeignKey(
        "claims.Project", models.PROTECT, null=True, related_name="audit_entries", db_index=False
    )
    article = models.ForeignKey(
        "claims.Article", models.PROTECT, null=True, related_name="audit_entries", db_index=False
    )
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    step = models.UUIDField(null=True, help_text="The same for all entries of one act on many things, else empty.")

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["article", "actor", "-id"], name="audit_by_article"),
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_by_object"),
            models.Index(fields=["project", "-id"], name="audit_by_project"),
            # Not by project first: then a database might take one of these for the log as a whole, and sort all of it.
            models.Index(fields=["verb", "project", "-id"], name="audit_by_verb"),
            models.Index(fields=["actor", "project", "-id"], name="audit_by_person"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor or 'system'} {self.verb} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the entry once; raise TypeError for one that is written already."""
        if self.pk is not None:
            raise TypeError("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Raise TypeError: the log is append-only."""
        raise TypeError("The audit log is append-only.")
