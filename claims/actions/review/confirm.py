"""The claim is right as proposed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.review.action import ReviewAction, as_put
from claims.actions.review.answer import clean_words
from claims.models import Judgement
from claims.models.judgement import Decision


class Confirm(ReviewAction):
    """Take the claim as it was proposed."""

    name, label, key, style = "confirm", _("Confirm"), "c", "success"
    # A correction is not thrown away by one key: it is saved again, or undone.
    states = frozenset({Decision.OPEN, Decision.REJECTED, Decision.SKIPPED})

    def apply(self, judgement: Judgement, data: Mapping[str, Any]) -> None:
        """Set the judgement to the proposal (hers, where she added the claim), confirmed."""
        for name, value in as_put(judgement).items():
            setattr(judgement, name, value)
        judgement.decision, judgement.reason, judgement.note = Decision.CONFIRMED, "", clean_words(data.get("note"))
