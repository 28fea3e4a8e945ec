"""Keep evidence, and link claims to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, Stale, require
from claims.actions.hold import hold, hold_claim
from claims.actions.log import log
from claims.actions.pool import begin
from claims.actions.review.answer import clean_words
from claims.models import Claim, Evidence, EvidenceLink
from claims.models.evidence import Stance

FIELDS = ("url", "archive_url", "title", "publisher", "published_at", "medium", "passage", "note")


def add_evidence(person: Any, data: Mapping[str, Any]) -> Evidence:
    """Put a piece of evidence into the shared store and return it.

    The one already there is returned where address and passage are the same, so that nothing is kept twice.
    Raises Invalid naming each field that is wrong.
    """
    require(person, "evidence.add")
    evidence = Evidence(added_by=person)
    _fill(evidence, data)
    if evidence.url:
        known = Evidence.objects.filter(url=evidence.url, passage=evidence.passage).first()
        if known:
            return known
    with transaction.atomic():
        evidence.save()
        log(person, "add_evidence", evidence, after=_plain(evidence))
    return evidence


def change_evidence(person: Any, evidence: Evidence, data: Mapping[str, Any], version: int) -> Evidence:
    """Change a piece of evidence, for every claim it is linked to. Raises Stale where it has changed since `version`."""
    require(person, "evidence.change", evidence)
    with transaction.atomic():
        current = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if current.version != version:
            raise Stale(current, data)
        before = _plain(current)
        _fill(current, data)
        current.version += 1
        current.save()
        log(person, "change_evidence", current, before=before, after=_plain(current))
    return current


def link_evidence(
    person: Any, claim: Claim, evidence: Evidence, stance: str, *, note: str = "", evidence_set: int = 1
) -> EvidenceLink:
    """Say that `evidence` bears on `claim`, and how; a link that the person made before is changed."""
    with transaction.atomic():
        hold(claim.article)
        require(person, "article.review", claim.article)
        require(person, "evidence.view", evidence)
        if stance not in Stance.values:
            raise Invalid({"stance": [_("Choose one of: %(codes)s.") % {"codes": ", ".join(Stance.values)}]})
        if not 1 <= evidence_set <= 99:
            raise Invalid({"evidence_set": [_("Number the sets from 1 to 99.")]})
        claim = hold_claim(claim, person)
        link = EvidenceLink.objects.filter(claim=claim, evidence=evidence, linked_by=person).first()
        before = _stance(link) if link else None
        link = link or EvidenceLink(claim=claim, evidence=evidence, linked_by=person)
        link.stance, link.note, link.evidence_set = stance, clean_words(note), evidence_set
        link.save()
        log(person, "link", link, before=before, after=_stance(link), article=claim.article)
        begin(person, claim.article)
    return link


def unlink_evidence(person: Any, link: EvidenceLink) -> None:
    """Take back a link that the person made."""
    with transaction.atomic():
        hold(link.claim.article)
        require(person, "article.review", link.claim.article)
        if link.linked_by_id != person.pk:
            raise Invalid(_("Only who made a link can take it back."))
        if not EvidenceLink.objects.filter(pk=link.pk).exists():
            raise Invalid(_("This link is gone already."))
        log(person, "unlink", link, before=_stance(link), article=link.claim.article)
        link.delete()


def _fill(evidence: Evidence, data: Mapping[str, Any]) -> None:
    given = {name: data[name] for name in FIELDS if name in data}
    wrong = {name: [_("Give text.")] for name, value in given.items() if not isinstance(value, str | date | None)}
    if wrong:
        raise Invalid(wrong)
    for name, value in given.items():
        words = clean_words(value) if isinstance(value, str) else value
        setattr(evidence, name, (words or None) if name == "published_at" else (words or ""))
    try:
        evidence.full_clean(exclude=["added_by"])
    except ValidationError as error:
        raise Invalid(error.message_dict) from error
    if not (evidence.url or evidence.passage):
        raise Invalid({"url": [_("Give an address, or the passage itself.")]})
    for name in ("url", "archive_url"):
        if getattr(evidence, name) and not getattr(evidence, name).lower().startswith(("http://", "https://")):
            raise Invalid({name: [_("Give an address that begins with http:// or https://.")]})


def _plain(evidence: Evidence) -> dict[str, Any]:
    return {name: str(value) if value else "" for name, value in model_to_dict(evidence, FIELDS).items()}


def _stance(link: EvidenceLink) -> dict[str, Any]:
    return {
        "claim": link.claim_id,
        "evidence": link.evidence_id,
        "stance": link.stance,
        "set": link.evidence_set,
        "note": link.note,
    }
