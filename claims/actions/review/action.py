"""What all review actions are. Buttons, keys, addresses and API endpoints are made from these classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.errors import Invalid, Stale, require
from claims.actions.hold import hold, hold_claim
from claims.actions.log import entry
from claims.actions.pool import begun
from claims.models import Article, AuditEntry, Claim, GuidelineVersion, Judgement
from claims.models.claim import Origin
from claims.models.judgement import Answer, Decision


class ReviewAction:
    """One thing a reviewer can do. Subclasses say which and `apply` it; `perform` does the rest, once for all."""

    name: str
    label: Any
    key: str
    style = "secondary"
    # Values that the action needs one of, as pairs of code and label, each a button; and the name they go under in `data`.
    choices: tuple[tuple[str, Any], ...] = ()
    choice_name = ""
    on: type[Claim | Article] = Claim
    permission = "article.review"
    # The decisions from which it can be done.
    states: frozenset[str] = frozenset(Decision.values)

    def perform(self, person: Any, target: Any, data: Mapping[str, Any], version: int = 0) -> Judgement:
        """Do it and return the judgement as it stands then.

        `version` is that of the judgement `person` saw (0: there was none). Raises PermissionDenied, Invalid, or Stale
        where the judgement has changed since; then nothing has been written.
        """
        article = target if isinstance(target, Article) else target.article
        with transaction.atomic():
            hold(article)
            require(person, self.permission, article)
            judgement = self.judgement(person, target, data)
            self._check(judgement, data, version)
            before = judgement.snapshot() if judgement.pk else None
            self.apply(judgement, data)
            self._write(judgement, article)
            step = entry(person, self.name, judgement, before=before, after=judgement.snapshot(), article=article)
            # Of what somebody added nothing counts as pressing, so that nothing changes by it.
            left = vars(judgement.claim)["besides"] if judgement.claim.origin == Origin.MACHINE else None
            AuditEntry.objects.bulk_create([step, *begun(person, article, left)])
        return judgement

    def judgement(self, person: Any, target: Any, data: Mapping[str, Any]) -> Judgement:
        """Return the person's judgement of the claim, held; a new one with version 0 where there is none yet."""
        claim = hold_claim(target, person)
        judgement = getattr(claim, "own", None) or proposed(claim, person)
        judgement.claim = claim
        return judgement

    def apply(self, judgement: Judgement, data: Mapping[str, Any]) -> None:
        """Change `judgement` as `data` asks, or raise Invalid."""
        raise TypeError(f"{type(self).__name__} does not say what it does")

    def _check(self, judgement: Judgement, data: Mapping[str, Any], version: int) -> None:
        if judgement.version != version:
            raise Stale(judgement, data)
        if judgement.decision not in self.states:
            said = gettext("This claim is decided already (%(decision)s): undo that first.")
            raise Invalid(said % {"decision": judgement.get_decision_display()})

    def _write(self, judgement: Judgement, article: Article) -> None:
        judgement.version += 1
        judgement.decided_at = timezone.now()
        known = vars(judgement.claim)
        judgement.guideline_version_id = known["guideline"] if "guideline" in known else current_guideline(article)
        judgement.save()


def proposed(claim: Claim, person: Any) -> Judgement:
    """An unsaved open judgement (version 0) that reads as the claim was proposed."""
    answer = {name: getattr(claim, name) for name in Answer.ANSWER_FIELDS}
    return Judgement(claim=claim, reviewer=person, decision=Decision.OPEN, version=0, **answer)


def as_put(judgement: Judgement) -> dict[str, Any]:
    """The answer that the judgement's reviewer started from: what was proposed, or what she added herself.

    Two who add the same words, blind, share one claim, which reads as the first of them put it: the other must not see that.
    """
    added = AuditEntry.objects.filter(
        actor=judgement.reviewer_id, verb="add", object_type="judgement", object_id=judgement.pk
    )
    own = added.order_by("-id").first() if judgement.pk and judgement.claim.origin == Origin.PERSON else None
    if own and own.after:
        return {name: own.after[name] for name in Answer.ANSWER_FIELDS}
    return {name: getattr(judgement.claim, name) for name in Answer.ANSWER_FIELDS}


def current_guideline(article: Article) -> int | None:
    """The id of the newest version of the project's guideline: the one a decision of now is made under."""
    return guidelines(article).values_list("pk", flat=True).first()


def guidelines(article: Article) -> QuerySet[GuidelineVersion]:
    """The versions of the article's guideline, the newest first."""
    return GuidelineVersion.objects.filter(project=article.project_id).order_by("-number")
