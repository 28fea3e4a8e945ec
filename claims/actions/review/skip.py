"""The reviewer cannot tell."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.review.action import ReviewAction
from claims.actions.review.answer import clean_words
from claims.models import Judgement
from claims.models.judgement import Decision


class Skip(ReviewAction):
    """Leave the claim to somebody else: it will wait for adjudication."""

    name, label, key = "skip", _("Skip"), "s"
    states = frozenset({Decision.OPEN, Decision.CONFIRMED, Decision.REJECTED})

    def apply(self, judgement: Judgement, data: Mapping[str, Any]) -> None:
        """Set the judgement to skipped."""
        judgement.decision, judgement.reason, judgement.note = Decision.SKIPPED, "", clean_words(data.get("note"))
