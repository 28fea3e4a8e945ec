"""There is no such claim here."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.errors import Invalid
from claims.actions.review.action import ReviewAction
from claims.actions.review.answer import clean_words
from claims.models import Judgement
from claims.models.judgement import Decision, RejectReason


class Reject(ReviewAction):
    """Say that the claim should not have been proposed, and why."""

    name, label, key, style = "reject", _("Reject"), "r", "danger"
    choices, choice_name = tuple(RejectReason.choices), "reason"

    def apply(self, judgement: Judgement, data: Mapping[str, Any]) -> None:
        """Set the judgement to rejected with `reason`; raise Invalid where that is missing or unknown."""
        if data.get("reason") not in RejectReason.values:
            raise Invalid({"reason": [_("Choose one of: %(codes)s.") % {"codes": ", ".join(RejectReason.values)}]})
        judgement.decision = Decision.REJECTED
        judgement.reason, judgement.note = data["reason"], clean_words(data.get("note"))
