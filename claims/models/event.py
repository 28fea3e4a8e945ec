"""What articles speak of, and how their claims relate across articles."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something that happened, which claims of several articles are about."""

    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    claims = models.ManyToManyField("claims.Claim", related_name="events", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_on", "title"]

    def __str__(self) -> str:
        return self.title


class Relation(models.TextChoices):
    """How one claim stands to another."""

    REPEATS = "repeats", _("repeats")
    UPDATES = "updates", _("updates")
    CORRECTS = "corrects", _("corrects")
    CONTRADICTS = "contradicts", _("contradicts")
    SUPERSEDES = "supersedes", _("supersedes")
    PART_OF = "part_of", _("is part of")


class ClaimRelation(models.Model):
    """A person's word that `claim` stands so to `other`."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="relations")
    other = models.ForeignKey("claims.Claim", models.PROTECT, related_name="relations_in")
    relation = models.CharField(max_length=20, choices=Relation)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "other", "relation", "author"], name="relation_once"),
            models.CheckConstraint(condition=~Q(claim=F("other")), name="relation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.relation} {self.other_id}"
