"""An invitation into a project."""

from django.conf import settings
from django.db import models

from claims.permissions import ROLES


class Invitation(models.Model):
    """A link that makes whoever follows it a member. Only the hash of its secret is kept.

    One for an e-mail address is good once; an open one, for as many as follow it before it expires or is revoked.
    """

    project = models.ForeignKey("claims.Project", models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=ROLES)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0, help_text="How many have followed it.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.email or 'anybody with the link'} as {self.role} in {self.project}"
