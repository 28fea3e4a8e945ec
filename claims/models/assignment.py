"""Who reads what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AssignmentState(models.TextChoices):
    """How far a person is with an article."""

    ASSIGNED = "assigned", _("assigned")
    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("released")


# States in which the article is the person's to review.
WORKABLE = (AssignmentState.ASSIGNED, AssignmentState.IN_PROGRESS, AssignmentState.RETURNED)


class Assignment(models.Model):
    """One article given to one person, once in a phase: the database holds nobody can have it twice."""

    article = models.ForeignKey("claims.Article", models.PROTECT, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    phase = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, help_text="When its reviewer was last reminded of it.")
    reminded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Who asked for it last, until it leaves her hands; empty where the reminder went out by itself.",
    )
    pressing = models.FloatField(
        default=0,
        help_text="The highest priority of the claims open for its reviewer; kept by `claims.actions.pressing`.",
    )
    lease_until = models.DateTimeField(null=True, blank=True, help_text="When an unfinished one goes back to the pool.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["article", "person", "phase"], name="assigned_once_per_phase")]
        indexes = [
            models.Index(fields=["person", "state", "id"], name="assignment_queue"),
            # What is the person's now, in order of age: the next article is found without sorting the queue.
            models.Index(fields=["person", "id"], condition=models.Q(state__in=WORKABLE), name="assignment_open"),
            # The few that somebody was reminded of by a person: her start page names them.
            models.Index(fields=["person"], condition=models.Q(reminded_by__isnull=False), name="assignment_reminded"),
            models.Index(fields=["person", "-pressing", "-article"], name="assignment_pressing"),
            models.Index(fields=["lease_until"], condition=models.Q(state__in=WORKABLE), name="assignment_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.article} for {self.person}: {self.state}"

    @property
    def is_workable(self) -> bool:
        """Whether the article is its person's to review now."""
        return self.state in WORKABLE
