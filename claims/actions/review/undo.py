"""Back one step, and forth again."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.errors import Invalid
from claims.actions.review.action import ReviewAction
from claims.actions.review.steps import REDO, last_step, last_undone, step_back
from claims.models import Article, Judgement


class Undo(ReviewAction):
    """Take back the last thing the reviewer did to claims of this article that is not taken back yet."""

    name, label, key = "undo", _("Undo"), "u"
    on = Article

    def perform(self, person: Any, target: Any, data: Mapping[str, Any], version: int = 0) -> Judgement:
        """Do it and return the judgement as it stands then, the first in the text where the step was on many.

        Nothing can be stale: the step is looked up while the article is held. Raises Invalid where none is left.
        """
        done = step_back(person, target, last_step, self.name, self.permission)
        if not done:
            raise Invalid(gettext("There is nothing left to undo in this article."))
        return min(done, key=lambda judgement: judgement.start)


class Redo(ReviewAction):
    """Do again what was undone last, as long as nothing else was done since."""

    name, label, key = REDO, _("Redo"), "U"
    on = Article

    def perform(self, person: Any, target: Any, data: Mapping[str, Any], version: int = 0) -> Judgement:
        """Do it and return the judgement as it stands then, as `Undo.perform` does."""
        done = step_back(person, target, last_undone, self.name, self.permission)
        if not done:
            raise Invalid(gettext("There is nothing to redo: nothing was undone, or something else was done since."))
        return min(done, key=lambda judgement: judgement.start)
