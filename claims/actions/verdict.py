"""A reviewer's verdict on a claim."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, Stale, require
from claims.actions.hold import hold, hold_claim
from claims.actions.log import log
from claims.actions.pool import begin
from claims.actions.review.answer import clean_words
from claims.models import Claim, Verdict
from claims.models.verdict import VerdictLabel


def give_verdict(person: Any, claim: Claim, data: Mapping[str, Any], version: int = 0) -> Verdict:
    """Store the person's verdict on `claim` (`verdict`, `justification`, `condition`, `as_of` in `data`) and return it.

    `version` is that of the verdict she saw (0: none). Raises PermissionDenied, Invalid or Stale.
    """
    return _write(person, claim, clean_verdict(data), version, data, "verdict")


def take_back_verdict(person: Any, claim: Claim, version: int) -> Verdict:
    """Leave the claim without the person's verdict; the row stays, so that its version goes on rising."""
    return _write(person, claim, {"label": ""}, version, {}, "take_back_verdict")


def clean_verdict(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return label, justification, condition and as-of date; raise Invalid naming each field that is wrong."""
    errors: dict[str, list[str]] = {}
    if data.get("verdict") not in VerdictLabel.values:
        errors["verdict"] = [_("Choose one of: %(codes)s.") % {"codes": ", ".join(VerdictLabel.values)}]
    justification = clean_words(data.get("justification"))
    if not justification:
        errors["justification"] = [_("Say why this verdict follows from the evidence.")]
    as_of = data.get("as_of") or None
    if as_of is not None and not isinstance(as_of, datetime.date):
        try:
            as_of = parse_date(str(as_of))
        except ValueError:
            as_of = None
        if as_of is None:
            errors["as_of"] = [_("Give a date as YYYY-MM-DD, or none.")]
    if errors:
        raise Invalid(errors)
    return {
        "label": data["verdict"],
        "justification": justification,
        "condition": clean_words(data.get("condition")),
        "as_of": as_of,
    }


def _write(
    person: Any, claim: Claim, values: Mapping[str, Any], version: int, mine: Mapping[str, Any], verb: str
) -> Verdict:
    with transaction.atomic():
        hold(claim.article)
        require(person, "article.review", claim.article)
        claim = hold_claim(claim, person)
        verdict = Verdict.objects.filter(claim=claim, reviewer=person).first()
        verdict = verdict or Verdict(claim=claim, reviewer=person, version=0)
        if verdict.version != version:
            raise Stale(verdict, mine)
        if not verdict.label and not values["label"]:
            raise Invalid(_("There is no verdict of yours to take back."))
        before = verdict.snapshot() if verdict.pk else None
        for name, value in values.items():
            setattr(verdict, name, value)
        verdict.version, verdict.given_at = verdict.version + 1, timezone.now()
        verdict.save()
        log(person, verb, verdict, before=before, after=verdict.snapshot(), article=claim.article)
        begin(person, claim.article)
    return verdict
