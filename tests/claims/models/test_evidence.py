"""Evidence is shared; a link is one person's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from claims.models import Article, Claim, Evidence, EvidenceLink, Person


def test_one_link_per_claim_evidence_and_person(
    article: Article, alice: Person, bob: Person, make_claim: Callable[..., Claim]
) -> None:
    evidence = Evidence.objects.create(title="E", added_by=alice)
    claims = [make_claim(article, quote) for quote in ("12 people", "governor")]
    for claim in claims:
        for person in (alice, bob):
            EvidenceLink.objects.create(claim=claim, evidence=evidence, linked_by=person, stance="supports")
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceLink.objects.create(claim=claims[0], evidence=evidence, linked_by=bob, stance="refutes")
    for thing in (evidence, claims[0]):
        with pytest.raises(ProtectedError):
            thing.delete()
