"""A reviewer's steps in one article, to go back and forth by: what she did last, and what she took back last."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.actions.errors import require
from claims.actions.hold import hold
from claims.actions.log import log
from claims.actions.pool import begin
from claims.actions.pressing import keep_pressing_for
from claims.actions.review.action import as_put, current_guideline
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Settlement
from claims.models.assignment import WORKABLE
from claims.models.claim import Origin
from claims.models.judgement import Answer, Decision

REDO = "redo"
_WRITTEN = (*Answer.ANSWER_FIELDS, "claim", "decision", "reason", "note", "version", "guideline_version", "decided_at")


def last_step(person: Any, article: Article) -> list[AuditEntry]:
    """The entries of the newest step in this article that is not taken back, the newest first; [] where there is none.

    A redo is a step like any other. One act on many claims is one step.
    """
    fresh = _own(person, article).filter(Q(undoes=None) | Q(verb=REDO), undone_by=None)
    return _whole(fresh)


def last_undone(person: Any, article: Article) -> list[AuditEntry]:
    """The entries of the undo that a redo would take back, the oldest first; [] where a new step came after it."""
    undone = _whole(_own(person, article).filter(undone_by=None).exclude(Q(undoes=None) | Q(verb=REDO)))
    later = Q(pk__gt=undone[0].pk) if undone else Q()
    if not undone or _own(person, article).filter(later, undoes=None).exists():
        return []
    return undone


def elsewhere(person: Any, article: Article) -> AuditEntry | None:
    """The newest step of the person in another article that is still hers to change and not taken back."""
    hers = Assignment.objects.filter(person=person, state__in=WORKABLE).exclude(article=article)
    steps = AuditEntry.objects.filter(
        Q(undoes=None) | Q(verb=REDO), actor=person, object_type="judgement", undone_by=None
    )
    return steps.filter(article__in=hers.values("article")).select_related("article").order_by("-id").first()


def take_back(person: Any, article: Article, entries: Sequence[AuditEntry], verb: str) -> list[Judgement]:
    """Bring back what stood before `entries`, which are one step, and log it as `verb`; return the judgements.

    A claim that only this person had added is withdrawn with her last word on it, and comes back with it; not so one
    that an adjudicator has settled: that answer stands without her. Call it where the article is held.
    """
    judgements = {
        judgement.pk: judgement
        for judgement in Judgement.objects.select_related("claim").filter(pk__in=[one.object_id for one in entries])
    }
    guideline, now = current_guideline(article), timezone.now()
    rows, touched = [], {judgement.claim_id for judgement in judgements.values()}
    step = uuid.uuid4() if len(entries) > 1 else None
    for entry in entries:
        judgement = judgements[entry.object_id]
        stood = judgement.snapshot()
        judgement.claim.article = article
        before = entry.before or {**as_put(judgement), "decision": Decision.OPEN, "reason": "", "note": ""}
        for name, value in before.items():
            setattr(judgement, name, value)
        if judgement.decision:
            judgement.claim = _standing(person, judgement)
        judgement.version += 1
        judgement.decided_at, judgement.guideline_version_id = now, guideline
        touched.add(judgement.claim_id)
        rows.append(
            AuditEntry(
                actor=person,
                verb=verb,
                object_type="judgement",
                object_id=judgement.pk,
                before=stood,
                after=judgement.snapshot(),
                article=article,
                project_id=article.project_id,
                undoes=entry,
                step=step,
            )
        )
    done = [judgements[entry.object_id] for entry in entries]
    Judgement.objects.bulk_update(done, _WRITTEN)
    AuditEntry.objects.bulk_create(rows)
    _withdraw_forsaken(person, touched)
    for judgement in done:
        judgement.claim.article = article
    return done


def step_back(person: Any, article: Article, which: Any, verb: str, permission: str) -> list[Judgement]:
    """Hold the article and take back the step that `which(person, article)` names; [] where it names none."""
    with transaction.atomic():
        hold(article)
        require(person, permission, article)
        entries = which(person, article)
        done = take_back(person, article, entries, verb) if entries else []
        if done:
            keep_pressing_for(person, article)
            begin(person, article)
    return done


def _own(person: Any, article: Article) -> Any:
    return AuditEntry.objects.filter(actor=person, article=article, object_type="judgement").order_by("-id")


def _whole(entries: Any) -> list[AuditEntry]:
    """The first of `entries` with all those of the same step."""
    newest = entries.first()
    if newest is None or newest.step is None:
        return [newest] if newest else []
    return list(entries.filter(step=newest.step))


def _standing(person: Any, judgement: Judgement) -> Claim:
    """The claim that the judgement is of now that it says something again: back from withdrawal, or another's equal."""
    claim = Claim.objects.get(pk=judgement.claim_id)
    if claim.withdrawn_at is None:
        return claim
    place = {name: getattr(claim, name) for name in ("article_id", "kind", "start", "end")}
    # Meanwhile somebody else may have added the same words, blind: they share that claim, without knowing.
    other = Claim.objects.filter(**place, withdrawn_at=None, origin=Origin.PERSON).first()
    if other and not other.judgements.filter(reviewer=judgement.reviewer_id).exists():
        return other
    before, claim.withdrawn_at = {"withdrawn_at": str(claim.withdrawn_at)}, None
    claim.save(update_fields=["withdrawn_at"])
    log(person, "restore", claim, before=before, after={"withdrawn_at": None}, article=judgement.claim.article)
    return claim


def _withdraw_forsaken(person: Any, claims: set[int]) -> None:
    """Withdraw those added by hand of which nobody holds anything any more."""
    held = Judgement.objects.filter(claim__in=claims).exclude(decision=Decision.OPEN)
    added = Claim.objects.filter(pk__in=claims, origin=Origin.PERSON, withdrawn_at=None)
    added = added.exclude(pk__in=held.values("claim")).exclude(
        pk__in=Settlement.objects.filter(claim__in=claims).values("claim")
    )
    for claim in list(added.select_related("article")):
        claim.withdrawn_at = timezone.now()
        claim.save(update_fields=["withdrawn_at"])
        log(person, "withdraw", claim, after={"withdrawn_at": str(claim.withdrawn_at)}, article=claim.article)
