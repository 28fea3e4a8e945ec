"""Bring back a claim that was taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.actions.hold import hold
from claims.actions.log import log
from claims.actions.pool import begin
from claims.actions.review.action import current_guideline
from claims.actions.settle import take_stock
from claims.models import Assignment, AuditEntry, Claim, Judgement
from claims.models.assignment import AssignmentState
from claims.models.judgement import Answer
from claims.queries.visible import BLIND_IS_OVER

_BROUGHT_BACK = (*Answer.ANSWER_FIELDS, "decision", "reason", "note")


def restore(person: Any, claim: Claim) -> Claim:
    """Bring back a withdrawn claim with its author's last word on it, and return the claim that has it now.

    Its author does so while the article is hers to review, a manager once all have submitted; then it waits for an
    adjudicator. Where another has added the same words meanwhile, blind, its author joins that claim without knowing.
    Raises PermissionDenied, and Invalid where it is not withdrawn, where its author or, for a manager, anybody has added
    the same words again, and where its author no longer reviews the article.
    """
    with transaction.atomic():
        hold(claim.article)
        require(person, "claim.restore", claim)
        gone = Claim.objects.select_for_update(no_key=True).filter(pk=claim.pk).exclude(withdrawn_at=None).first()
        if gone is None:
            raise Invalid(_("This claim is not withdrawn: it was brought back already."))
        gone.article = claim.article
        back = _stands_instead(person, gone) or _raised(person, gone)
        _say_again(person, gone, back)
        if back.article.state in BLIND_IS_OVER:
            take_stock(back.article)
        else:
            begin(person, back.article)
    return back


def _stands_instead(person: Any, gone: Claim) -> Claim | None:
    """The claim at the same words that another added, blind, since; None where there is none."""
    reviewing = Assignment.objects.filter(article=gone.article, person=gone.author_id)
    if not reviewing.exclude(state=AssignmentState.RELEASED).exists():
        raise Invalid(_("Who added this claim no longer reviews the article: nothing would come of it."))
    place = {name: getattr(gone, name) for name in ("article", "kind", "start", "end", "origin")}
    other = Claim.objects.filter(**place, withdrawn_at=None).first()
    if other and (person.pk != gone.author_id or other.judgements.filter(reviewer=gone.author_id).exists()):
        raise Invalid(_("The same words were added again since: that claim stands."))
    if other:
        other.article = gone.article
    return other


def _raised(person: Any, gone: Claim) -> Claim:
    before, gone.withdrawn_at = {"withdrawn_at": str(gone.withdrawn_at)}, None
    gone.save(update_fields=["withdrawn_at"])
    log(person, "restore", gone, before=before, after={"withdrawn_at": None}, article=gone.article)
    return gone


def _say_again(person: Any, gone: Claim, back: Claim) -> None:
    """Set the author's judgement to what she last said of the claim, and have it be of the one that stands now."""
    judgement = Judgement.objects.get(claim=gone, reviewer=gone.author_id)
    steps = AuditEntry.objects.filter(object_type="judgement", object_id=judgement.pk).order_by("-id")
    last = next(entry.after for entry in steps.iterator() if entry.after and entry.after.get("decision"))
    before = judgement.snapshot()
    for name in _BROUGHT_BACK:
        setattr(judgement, name, last[name])
    judgement.claim, judgement.version, judgement.decided_at = back, judgement.version + 1, timezone.now()
    if person.pk == gone.author_id:
        judgement.guideline_version_id = current_guideline(back.article)
    judgement.save()
    log(person, "restore", judgement, before=before, after=judgement.snapshot(), article=back.article)
