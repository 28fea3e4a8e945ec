"""Back one step."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from claims.actions.errors import Invalid
from claims.actions.review.action import ReviewAction, as_put
from claims.models import Article, AuditEntry, Judgement, Settlement
from claims.models.claim import Origin
from claims.models.judgement import Decision


class Undo(ReviewAction):
    """Take back the last thing the reviewer did to a claim of this article that is not taken back yet."""

    name, label, key = "undo", "Undo", "u"
    on = Article

    def judgement(self, person: Any, target: Article, data: Mapping[str, Any]) -> Judgement:
        """Return the judgement that was changed last; raise Invalid where nothing is left to take back."""
        entry = last_step(person, target)
        if entry is None:
            raise Invalid("There is nothing left to undo in this article.")
        judgement = Judgement.objects.select_related("claim").get(pk=entry.object_id)
        judgement.claim.article = target
        return judgement

    def _check(self, judgement: Judgement, data: Mapping[str, Any], version: int) -> None:
        """Nothing can be stale: the step to take back is looked up while the article is held."""

    def apply(self, judgement: Judgement, data: Mapping[str, Any]) -> AuditEntry:
        """Bring back what stood before the step; a claim that only this person had added is withdrawn.

        Not so one that an adjudicator has settled: that answer stands without her.
        """
        entry = last_step(judgement.reviewer, judgement.claim.article)
        assert entry is not None
        claim = judgement.claim
        before = entry.before or {**as_put(judgement), "decision": Decision.OPEN, "reason": "", "note": ""}
        for name, value in before.items():
            setattr(judgement, name, value)
        if claim.origin == Origin.PERSON and judgement.decision == Decision.OPEN and _stands_on_her(judgement):
            claim.withdrawn_at = timezone.now()
            claim.save(update_fields=["withdrawn_at"])
        return entry


def _stands_on_her(judgement: Judgement) -> bool:
    """Whether neither another reviewer nor an adjudicator holds anything of the claim."""
    others = judgement.claim.judgements.exclude(pk=judgement.pk).exclude(decision=Decision.OPEN)
    return not others.exists() and not Settlement.objects.filter(claim=judgement.claim_id).exists()


def last_step(person: Any, article: Article) -> AuditEntry | None:
    """The newest entry of the person's judgements of this article that is neither an undo nor undone."""
    steps = AuditEntry.objects.filter(
        actor=person, article=article, object_type="judgement", undoes=None, undone_by=None
    )
    return steps.order_by("-id").first()
