"""There is a claim, but not quite as proposed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.review.action import ReviewAction, as_put
from claims.actions.review.answer import clean_answer, clean_words
from claims.models import Judgement
from claims.models.judgement import Decision


class Correct(ReviewAction):
    """Give the claim another span, kind or attributes."""

    name, label, key, style = "correct", _("Correct"), "e", "primary"

    def apply(self, judgement: Judgement, data: Mapping[str, Any]) -> None:
        """Set the judgement to the answer in `data`: corrected, or confirmed where that is what was proposed."""
        answer = clean_answer(judgement.claim.article, data, judgement.answer())
        for name, value in answer.items():
            setattr(judgement, name, value)
        put, compared = as_put(judgement), ("kind", "start", "end", "attributes")
        same = all(answer[name] == put[name] for name in compared)
        judgement.decision = Decision.CONFIRMED if same else Decision.CORRECTED
        judgement.reason, judgement.note = "", clean_words(data.get("note"))
