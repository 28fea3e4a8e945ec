"""There is a claim that nobody proposed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotate.priority import priority
from claims.actions.errors import Invalid
from claims.actions.review.action import ReviewAction, proposed
from claims.actions.review.answer import clean_answer, clean_words
from claims.models import Article, Claim, Judgement
from claims.models.claim import Origin
from claims.models.judgement import Decision


class AddMissed(ReviewAction):
    """Mark a claim that the pipeline missed."""

    name, label, key = "add", _("Add claim"), "a"
    on = Article

    def judgement(self, person: Any, target: Article, data: Mapping[str, Any]) -> Judgement:
        """Return an open judgement of the claim at the span in `data`, which is made where nobody has added it yet.

        Two reviewers who add the same words, blind, thereby judge one claim. Raises Invalid where the person has it already.
        """
        answer = clean_answer(target, data, {})
        place = {"article": target, "kind": answer["kind"], "start": answer["start"], "end": answer["end"]}
        there = Claim.objects.filter(**place, withdrawn_at=None)
        claim = there.filter(origin=Origin.PERSON).first()
        own = claim and Judgement.objects.filter(claim=claim, reviewer=person).first()
        if (own and own.decision) or there.filter(origin=Origin.MACHINE).exists():
            raise Invalid(_("These words are marked as such a claim already: choose it in the list."))
        if claim is None:
            claim = Claim(**answer, article=target, origin=Origin.PERSON, author=person, score=1)
            # By itself: beside others' claims it would tell of what she may not see.
            claim.set_priority(priority(answer["kind"], answer["attributes"]))
            claim.save()
        judgement = own or proposed(claim, person)
        judgement.claim = claim
        for name, value in answer.items():
            setattr(judgement, name, value)
        return judgement

    def _check(self, judgement: Judgement, data: Mapping[str, Any], version: int) -> None:
        """Nothing can be stale: the claim is new to this person."""

    def apply(self, judgement: Judgement, data: Mapping[str, Any]) -> None:
        """Confirm what was just added."""
        judgement.decision, judgement.reason, judgement.note = Decision.CONFIRMED, "", clean_words(data.get("note"))
