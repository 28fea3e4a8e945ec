"""A reviewer's verdict on a claim, in the light of the evidence."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class VerdictLabel(models.TextChoices):
    """AVeriTeC's four labels (Schlichtkrull, Guo and Vlachos 2023)."""

    SUPPORTED = "supported", _("Supported")
    REFUTED = "refuted", _("Refuted")
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence", _("Not enough evidence")
    CONFLICTING_EVIDENCE = "conflicting_evidence", _("Conflicting evidence or cherry-picking")


class Verdict(models.Model):
    """One reviewer's verdict on one claim; `as_of` is the date up to which evidence was looked at."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="verdicts")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts")
    label = models.CharField(max_length=30, choices=VerdictLabel, blank=True, help_text="Empty once taken back.")
    justification = models.TextField()
    condition = models.TextField(blank=True, help_text="What would have to be known.")
    as_of = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "reviewer"], name="one_verdict_per_reviewer")]

    def __str__(self) -> str:
        return f"{self.label}: {self.justification[:60]}"

    def snapshot(self) -> dict[str, Any]:
        """The verdict as plain data, for the audit log."""
        return {
            "label": self.label,
            "justification": self.justification,
            "condition": self.condition,
            "as_of": self.as_of and str(self.as_of),
        }
