"""A claim as it was first put: by the pipeline or by a person. What was proposed is never overwritten."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotate import BY_SLUG, KINDS, Kind, Priority
from annotate.priority import Part, part
from claims.agreement.consensus import DISPUTES


def kind_choices() -> list[tuple[str, str]]:
    """Pairs of slug and label; a callable, so that a new kind of claim needs no migration."""
    return [(kind.slug, kind.label) for kind in KINDS]


def dispute_choices() -> list[tuple[str, Any]]:
    """Pairs of code and label, the gravest first."""
    labels = (
        _("whether there is a claim"),
        _("kind"),
        _("words"),
        _("attributes"),
        _("verdict"),
        _("somebody skipped it"),
    )
    return list(zip(DISPUTES, labels, strict=True))


class Origin(models.TextChoices):
    """Who put the claim first."""

    MACHINE = "machine", _("proposed")
    # Of an article that is reviewed without proposals: nobody judges it; it is compared with what people find by themselves.
    WITHHELD = "withheld", _("proposed, not shown")
    PERSON = "person", _("added by hand")


class Claim(models.Model):
    """A span of an article that says something checkable, with the attributes it was proposed with."""

    article = models.ForeignKey("claims.Article", models.CASCADE, related_name="claims", db_index=False)
    kind = models.CharField(max_length=40, choices=kind_choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    attributes = models.JSONField(default=dict)
    spans = models.JSONField(default=dict, help_text="{role: [[start, end], ...]}: where each attribute's words stand.")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MACHINE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="claims_added"
    )
    rule = models.CharField(max_length=100, blank=True)
    fingerprint = models.CharField(max_length=100, blank=True)
    score = models.FloatField(default=0)
    priority = models.FloatField(default=0, help_text="0 to 1: how much it deserves checking, as it was first put.")
    priority_parts = models.JSONField(default=list, help_text="[[name, points], ...]: what the priority is the sum of.")
    dispute = models.CharField(
        max_length=12,
        choices=dispute_choices,
        blank=True,
        help_text="In what its reviewers differed, the gravest of all.",
    )
    waits = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="While it waits for an adjudicator: the place of its dispute, 0 the gravest. Kept by `settle.set_state`.",
    )
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="joined",
        # Few claims are one: an index of all would be taken for those that are none, and every claim be read.
        db_index=False,
        help_text="The claim whose other version this is: one dispute, and one gold claim. Never before all have submitted.",
    )
    apart = models.BooleanField(default=False, help_text="An adjudicator said that it is a claim of its own.")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="When its author took it back.")

    class Meta:
        ordering = ["start", "-end", "id"]
        indexes = [
            models.Index(fields=["article", "start"], name="claim_by_place"),
            models.Index(fields=["article", "-priority"], name="claim_by_priority"),
            # All that lists and counts ask of an article's claims, so that they need not read them.
            models.Index(
                fields=["article", "origin", "kind", "dispute", "withdrawn_at", "same_as"], name="claim_at_a_glance"
            ),
            models.Index(fields=["same_as"], condition=Q(same_as__isnull=False), name="claim_joined"),
            models.Index(fields=["waits", "id"], condition=Q(waits__isnull=False), name="claim_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="claim_start_before_end"),
            models.UniqueConstraint(
                fields=["article", "kind", "start", "end"],
                condition=Q(origin=Origin.PERSON, withdrawn_at=None),
                name="claim_added_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.quote[:60]}"

    def set_priority(self, found: Priority) -> None:
        """Put `found` into the fields that keep it."""
        self.priority = found.score
        self.priority_parts = [[part.name, part.points] for part in found.parts]

    def reasons(self) -> list[Part]:
        """The parts of the priority, with their reasons, the weightiest first."""
        return sorted((part(name, points) for name, points in self.priority_parts), key=lambda one: -one.points)

    @property
    def kind_object(self) -> Kind:
        """The kind's definition."""
        return BY_SLUG[self.kind]
