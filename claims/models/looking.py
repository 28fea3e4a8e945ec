"""Which claim an adjudicator has before her."""

from django.conf import settings
from django.db import models


class Looking(models.Model):
    """The claim that an adjudicator opened last: a hint, so that two do not settle the same; it keeps nobody out."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="looking")
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="lookings")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} looks at {self.claim_id}"
