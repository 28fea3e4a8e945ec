"""A project: a set of articles, the people who work on it, and the guideline they follow."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from annotate import KINDS
from claims.permissions import ROLES


def all_kinds() -> list[str]:
    """The slugs of every kind of claim: what a new project starts with."""
    return [kind.slug for kind in KINDS]


class Project(models.Model):
    """Articles reviewed by one team under one guideline."""

    name = models.CharField(max_length=200, unique=True)
    description = models.TextField(blank=True)
    kinds = models.JSONField(default=all_kinds, help_text="Slugs of the kinds of claim in use.")
    reviewers_per_article = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    double_share = models.PositiveSmallIntegerField(
        default=100,
        validators=[MaxValueValidator(100)],
        help_text="Of a hundred articles, how many get all those reviewers; the others get one.",
    )
    unaided_share = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="Of a hundred articles, how many are reviewed without the pipeline's proposals.",
    )
    self_service = models.BooleanField(default=False, help_text="Reviewers take their next article themselves.")
    pressing_first = models.BooleanField(
        default=False,
        help_text="They get first what holds the claim that most deserves checking, not what came in first.",
    )
    lease_hours = models.PositiveSmallIntegerField(
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
        help_text="How long an article that a reviewer took stays hers without a step of hers.",
    )
    training_threshold = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="F1 in per cent that a new reviewer has to reach in training before she takes articles; 0: none.",
    )
    # Where somebody trains: a project of her own with copies of the training articles, which only she sees.
    training_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="trainings")
    trainee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="projects")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's one role in a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)
    added_at = models.DateTimeField(auto_now_add=True)
    trained_at = models.DateTimeField(null=True, blank=True, help_text="When she passed the training.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="one_role_per_project")]

    def __str__(self) -> str:
        return f"{self.person} as {self.role} in {self.project}"

    def snapshot(self) -> dict[str, Any]:
        """Who is what, as plain data, for the audit log."""
        return {"person": self.person.username, "role": self.role}


class GuidelineVersion(models.Model):
    """One version of a project's guideline (Markdown). Never edited: a change is a new version."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="guideline_versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["project", "-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="guideline_number_once")]

    def __str__(self) -> str:
        return f"{self.project}, guideline {self.number}"
