"""Work that runs in the background and that somebody watches."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """How far a job is."""

    QUEUED = "queued", _("waiting for a worker")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(models.Model):
    """One piece of background work. It may run twice, so each `name` in `claims.tasks` does only what is left to do."""

    name = models.CharField(max_length=40)
    project = models.ForeignKey("claims.Project", models.CASCADE, related_name="jobs")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    attempt = models.PositiveIntegerField(
        default=0, help_text="How often it was taken up; only the last may write here."
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    result = models.FileField(upload_to="jobs/", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["project", "-id"], name="job_by_project")]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}: {self.state}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def percent(self) -> int:
        """How much of it is done, 0 to 100."""
        return 100 if self.state == JobState.DONE else min(99, 100 * self.done // self.total) if self.total else 0


class WorkerPulse(models.Model):
    """A sign of life of one worker process. Where it stops, others take the worker's work over."""

    worker = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(auto_now_add=True)
    # By the database's clock, the one clock that workers on several machines share.
    beat_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["worker"]

    def __str__(self) -> str:
        return self.worker
