"""What people answered: one judgement per claim and reviewer, and one settled answer per claim."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import kind_choices


class Decision(models.TextChoices):
    """A reviewer's answer to a claim."""

    OPEN = "", _("open")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")
    REJECTED = "rejected", _("rejected")
    SKIPPED = "skipped", _("skipped")


class RejectReason(models.TextChoices):
    """Why a claim was rejected, in the order of the digit keys."""

    NOT_A_CLAIM = "not_a_claim", _("Not a claim")
    WRONG_KIND = "wrong_kind", _("Wrong kind of claim")
    WRONG_SPAN = "wrong_span", _("Wrong words marked")
    DUPLICATE = "duplicate", _("Same as another claim")
    BOILERPLATE = "boilerplate", _("Not part of the article")
    OTHER = "other", _("Other")


class Answer(models.Model):
    """A claim as somebody holds it should read: kind, span and attributes."""

    kind = models.CharField(max_length=40, choices=kind_choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    attributes = models.JSONField(default=dict)
    spans = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1, help_text="Rises with every change; a stale write is refused.")

    class Meta:
        abstract = True

    ANSWER_FIELDS = ("kind", "start", "end", "quote", "attributes", "spans")

    def answer(self) -> dict[str, Any]:
        """The answer's fields as plain data."""
        return {name: getattr(self, name) for name in self.ANSWER_FIELDS}


class Judgement(Answer):
    """One reviewer's answer to one claim. OPEN again after an undo; the row stays, so that its version goes on rising."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="judgements")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="judgements")
    decision = models.CharField(max_length=20, choices=Decision, default=Decision.OPEN, blank=True)
    reason = models.CharField(max_length=20, choices=RejectReason, blank=True)
    note = models.TextField(blank=True)
    guideline_version = models.ForeignKey("claims.GuidelineVersion", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "reviewer"], name="one_judgement_per_reviewer"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="judgement_start_before_end"),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} {self.decision or 'open'} {self.claim_id}"

    @property
    def is_claim(self) -> bool:
        """Whether the reviewer holds that there is a claim here."""
        return self.decision in (Decision.CONFIRMED, Decision.CORRECTED)

    @property
    def holds(self) -> bool | None:
        """The same, and None where she skipped it."""
        return None if self.decision == Decision.SKIPPED else self.is_claim

    def snapshot(self) -> dict[str, Any]:
        """Everything that an undo must bring back, as plain data."""
        own = ("claim_id", "decision", "reason", "note")
        return {**self.answer(), **{name: getattr(self, name) for name in own}}


class Resolution(models.TextChoices):
    """How a claim was settled."""

    SINGLE = "single", _("single reviewer")
    UNANIMOUS = "unanimous", _("unanimous")
    ADJUDICATED = "adjudicated", _("adjudicated")


class AdjudicationReason(models.TextChoices):
    """Why reviewers differed."""

    AMBIGUOUS_TEXT = "ambiguous_text", _("The text is ambiguous")
    GUIDELINE_GAP = "guideline_gap", _("The guideline does not say")
    ANNOTATOR_ERROR = "annotator_error", _("A reviewer's slip")
    EDGE_CASE = "edge_case", _("Edge case")
    SUBJECTIVE_DISAGREEMENT = "subjective_disagreement", _("A matter of judgement")
    OTHER = "other", _("Other")


class Settlement(Answer):
    """The gold answer of a claim. `is_claim` False says "no claim here", which is an answer too."""

    claim = models.OneToOneField("claims.Claim", models.PROTECT, related_name="settlement")
    is_claim = models.BooleanField()
    resolution = models.CharField(max_length=20, choices=Resolution)
    reason = models.CharField(max_length=30, choices=AdjudicationReason, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 (unsure) to 5 (sure).")
    guideline_change = models.BooleanField(default=False, help_text="The guideline should say more about this.")
    note = models.TextField(blank=True)
    verdict = models.CharField(max_length=30, blank=True, help_text="The settled verdict's label, where one was given.")
    justification = models.TextField(blank=True)
    as_of = models.DateField(null=True, blank=True)
    sources = models.JSONField(
        default=dict,
        blank=True,
        help_text="{part: a reviewer's id, or null for as proposed}: from whom each part of a merged answer comes.",
    )
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="settlement_start_before_end")]
        # Few are adjudicated, and fewer flagged: they are found without reading the others.
        indexes = [
            models.Index(fields=["-id"], condition=Q(resolution="adjudicated"), name="settlement_adjudicated"),
            models.Index(fields=["-id"], condition=Q(guideline_change=True), name="settlement_flagged"),
        ]

    def __str__(self) -> str:
        return f"{self.resolution}: {self.quote[:60] if self.is_claim else 'no claim here'}"

    def snapshot(self) -> dict[str, Any]:
        """The settled answer as plain data, for the audit log."""
        names = (
            "claim_id",
            "is_claim",
            "resolution",
            "reason",
            "confidence",
            "guideline_change",
            "note",
            "verdict",
            "justification",
        )
        return {
            **self.answer(),
            **{name: getattr(self, name) for name in names},
            "as_of": self.as_of and str(self.as_of),
        }
