"""Decide where reviewers differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.disputes import close_joined, open_joined
from claims.actions.errors import Invalid, Stale, require
from claims.actions.hold import hold, hold_claim
from claims.actions.log import log
from claims.actions.merge import merged
from claims.actions.review.answer import clean_answer, clean_words
from claims.actions.settle import close, take_stock
from claims.actions.verdict import clean_verdict
from claims.models import Claim, Settlement
from claims.models.judgement import AdjudicationReason, Answer, Resolution


def adjudicate(person: Any, claim: Claim, data: Mapping[str, Any], version: int = 0) -> Settlement:
    """Settle `claim` by the adjudicator's word and return the settlement.

    `data`: `is_claim` (False: no claim here), the answer (kind, start, end, attributes; what is left out is as proposed) or
    as `merge` from whom each part of it is to come (see `merge.merged`; a verdict given beside it goes first),
    `reason` (why people differed), and optionally `confidence` 1 to 5, `guideline_change`, `note`, and a verdict with its
    justification. `saw` are the ids of the claims that were seen to be versions of it. `version` is that of the settlement
    seen (0: none). A version is settled with the claim that it is one of. Raises PermissionDenied, Invalid or Stale.
    """
    with transaction.atomic():
        hold(claim.article)
        require(person, "article.adjudicate", claim.article)
        claim = _head(claim)
        if data.get("saw") is not None and set(data["saw"]) != {claim.pk, *claim.joined.values_list("pk", flat=True)}:
            raise Invalid(_("Another version of this claim came or left since you opened it: look at them all first."))
        settlement = Settlement.objects.filter(claim=claim).first() or Settlement(claim=claim, version=0)
        if settlement.version != version:
            raise Stale(settlement, data)
        before = settlement.snapshot() if settlement.pk else None
        answer, sources = merged(claim, data["merge"]) if data.get("merge") is not None else ({}, {})
        _fill(settlement, claim, {**data, **answer, **_typed(data)})
        settlement.sources = sources
        settlement.resolution, settlement.settled_by, settlement.settled_at = (
            Resolution.ADJUDICATED,
            person,
            timezone.now(),
        )
        settlement.version += 1
        settlement.save()
        after = settlement.snapshot() | ({"sources": dict(data["merge"])} if sources else {})
        log(person, "adjudicate", settlement, before=before, after=after, article=claim.article)
        if before is None:
            close_joined(person, claim)
        close(claim.article)
    return settlement


def reopen_claim(person: Any, claim: Claim, version: int) -> None:
    """Take an adjudicator's answer back: the claim waits again. Raises PermissionDenied, Invalid or Stale."""
    with transaction.atomic():
        hold(claim.article)
        require(person, "article.adjudicate", claim.article)
        claim = _head(claim)
        settlement = Settlement.objects.filter(claim=claim).first()
        if settlement is None or settlement.resolution != Resolution.ADJUDICATED:
            raise Invalid(_("Only what an adjudicator settled can be opened again."))
        if settlement.version != version:
            raise Stale(settlement, {})
        log(person, "reopen_claim", settlement, before=settlement.snapshot(), article=claim.article)
        open_joined(person, claim)
        settlement.delete()
        take_stock(claim.article)


def set_apart(person: Any, claim: Claim, apart: bool = True) -> Claim:
    """Hold `claim` for one of its own, whatever other reviewers marked beside it, or no longer; return it.

    What waits is lined up anew. Raises PermissionDenied, and Invalid where it is settled or stands so already.
    """
    with transaction.atomic():
        hold(claim.article)
        require(person, "article.adjudicate", claim.article)
        claim = hold_claim(claim)
        if Settlement.objects.filter(claim__in=[claim.pk, claim.same_as_id]).exists():
            raise Invalid(_("This is settled: open it again first."))
        if claim.apart == apart:
            raise Invalid(_("That was said already: reload the page."))
        claim.apart = apart
        claim.save(update_fields=["apart"])
        log(person, "set_apart" if apart else "set_together", claim, after={"apart": apart}, article=claim.article)
        take_stock(claim.article)
    return claim


def _head(claim: Claim) -> Claim:
    """The claim that stands for the dispute that `claim` is part of, held."""
    held = hold_claim(claim)
    if held.same_as is None:
        return held
    held.same_as.article = claim.article
    return hold_claim(held.same_as)


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Of a verdict given beside the answer, what is filled in."""
    return {name: data[name] for name in ("verdict", "justification", "as_of") if data.get(name)}


def _fill(settlement: Settlement, claim: Claim, data: Mapping[str, Any]) -> None:
    proposed = {name: getattr(claim, name) for name in Answer.ANSWER_FIELDS}
    settlement.is_claim = bool(data.get("is_claim", True))
    for name, value in (clean_answer(claim.article, data, proposed) if settlement.is_claim else proposed).items():
        setattr(settlement, name, value)
    if data.get("reason") not in AdjudicationReason.values:
        said = _("Say why reviewers differed: %(codes)s.")
        raise Invalid({"reason": [said % {"codes": ", ".join(AdjudicationReason.values)}]})
    confidence = data.get("confidence")
    if confidence is not None and confidence not in range(1, 6):
        raise Invalid({"confidence": [_("Give a confidence from 1 to 5, or none.")]})
    settlement.reason, settlement.confidence = data["reason"], confidence
    settlement.guideline_change, settlement.note = bool(data.get("guideline_change")), clean_words(data.get("note"))
    verdict = clean_verdict(data) if settlement.is_claim and data.get("verdict") else {}
    settlement.verdict, settlement.justification = verdict.get("label", ""), verdict.get("justification", "")
    settlement.as_of = verdict.get("as_of")
