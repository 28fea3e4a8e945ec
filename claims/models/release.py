"""Frozen gold."""

from django.conf import settings
from django.db import models


class Release(models.Model):
    """A project's gold as it stood: the native JSONL, its hash, and a manifest of what is in and what is not."""

    project = models.ForeignKey("claims.Project", models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    manifest = models.JSONField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="releases/")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["project", "-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"{self.project}, release {self.number}"
