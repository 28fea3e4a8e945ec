"""An adjudicator has a claim before her."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.actions.errors import require
from claims.models import Claim, Looking


def look_at(person: Any, claim: Claim) -> None:
    """Remember that the person opened `claim` now, instead of the one before it. Raises PermissionDenied.

    The log does not tell: nothing of the record changes by it, and nobody is kept from the claim.
    """
    require(person, "article.adjudicate", claim.article)
    Looking.objects.update_or_create(person=person, defaults={"claim": claim, "at": timezone.now()})
