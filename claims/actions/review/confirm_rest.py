"""All that is still open is right as proposed."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.actions.errors import Invalid, require
from claims.actions.hold import hold
from claims.actions.log import entry
from claims.actions.pool import begun
from claims.actions.pressing import keep_pressing_for
from claims.actions.review.action import ReviewAction, as_put, current_guideline, proposed
from claims.models import Article, AuditEntry, Judgement
from claims.models.judgement import Answer, Decision
from claims.queries.review import review_items


class ConfirmRest(ReviewAction):
    """Confirm every claim of the article that the reviewer has not decided; one step, which one undo takes back."""

    name, label, key, style = "confirm_rest", _("Confirm all remaining"), "C", "success"
    on = Article

    def perform(self, person: Any, target: Any, data: Mapping[str, Any], version: int = 0) -> Judgement:
        """Do it and return the first judgement in the text. The queries are as many for one claim as for a hundred.

        `open` in `data` is how many the reviewer saw open. Raises Invalid where none is, or not so many: she is not to
        confirm what she has not seen.
        """
        with transaction.atomic():
            hold(target)
            require(person, self.permission, target)
            items = [item for item in review_items(person, target) if not item.decision]
            self._count(len(items), data.get("open"))
            guideline, now, step = current_guideline(target), timezone.now(), uuid.uuid4()
            before, judgements = [], []
            for item in items:
                judgement = item.judgement or proposed(item.claim, person)
                judgement.claim = item.claim
                before.append(judgement.snapshot() if judgement.pk else None)
                for name, value in as_put(judgement).items():
                    setattr(judgement, name, value)
                judgement.decision, judgement.reason, judgement.note = Decision.CONFIRMED, "", ""
                judgement.version += 1
                judgement.decided_at, judgement.guideline_version_id = now, guideline
                judgements.append(judgement)
            _save(judgements)
            entries = [
                entry(person, "confirm", judgement, before=stood, after=judgement.snapshot(), article=target, step=step)
                for judgement, stood in zip(judgements, before, strict=True)
            ]
            AuditEntry.objects.bulk_create([*entries, *begun(person, target)])
            keep_pressing_for(person, target)
        return judgements[0]

    def _count(self, there: int, seen: Any) -> None:
        if not there:
            raise Invalid(gettext("Every claim of this article is decided."))
        if seen not in (None, "") and str(seen) != str(there):
            raise Invalid(
                ngettext(
                    "%(there)s claim is open now, not %(seen)s: look again before you confirm.",
                    "%(there)s claims are open now, not %(seen)s: look again before you confirm.",
                    there,
                )
                % {"there": there, "seen": seen}
            )


def _save(judgements: list[Judgement]) -> None:
    names = (*Answer.ANSWER_FIELDS, "decision", "reason", "note", "version", "guideline_version", "decided_at")
    Judgement.objects.bulk_create(judgement for judgement in judgements if not judgement.pk)
    known = [judgement for judgement in judgements if judgement.version > 1]
    Judgement.objects.bulk_update(known, names)
