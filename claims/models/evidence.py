"""Evidence: something outside an article that bears on its claims. Shared by all projects."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Evidence(models.Model):
    """A source with the passage that matters. One record serves every claim it bears on, in any project."""

    url = models.URLField(max_length=2000, blank=True)
    archive_url = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200, blank=True)
    published_at = models.DateField(null=True, blank=True)
    medium = models.CharField(max_length=40, blank=True, help_text="Such as web text, PDF, image, video, interview.")
    passage = models.TextField(blank=True, help_text="The words that matter, as they stand in the source.")
    note = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the captured text.")
    captured_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_added")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title


class Stance(models.TextChoices):
    """What a piece of evidence says of a claim (FEVER's three, and context)."""

    SUPPORTS = "supports", _("supports")
    REFUTES = "refutes", _("refutes")
    NOT_ENOUGH_INFO = "not_enough_info", _("not enough info")
    CONTEXT = "context", _("context")


class EvidenceLink(models.Model):
    """A person's word that this evidence bears on this claim. Links with one `evidence_set` are enough only together."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="links")
    stance = models.CharField(max_length=20, choices=Stance)
    evidence_set = models.PositiveSmallIntegerField(default=1)
    note = models.TextField(blank=True)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_links")
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "evidence", "linked_by"], name="one_link_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} {self.stance} {self.claim_id}"
