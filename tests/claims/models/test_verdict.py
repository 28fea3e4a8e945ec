"""A verdict: one per claim and reviewer."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from claims.models import Article, Claim, Person, Verdict


def test_one_verdict_per_reviewer(
    article: Article, alice: Person, bob: Person, make_claim: Callable[..., Claim]
) -> None:
    claim = make_claim(article, "12 people")
    given: dict[str, Any] = {"claim": claim, "justification": "j", "given_at": "2026-01-01T00:00:00Z"}
    for person in (alice, bob):
        Verdict.objects.create(reviewer=person, label="refuted", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(reviewer=alice, label="supported", **given)
    with pytest.raises(ProtectedError):
        claim.delete()


def test_its_snapshot_is_plain_data() -> None:
    verdict = Verdict(label="refuted", justification="j", condition="c", as_of=datetime.date(2026, 3, 1))
    plain = {"label": "refuted", "justification": "j", "condition": "c"}
    assert verdict.snapshot() == {**plain, "as_of": "2026-03-01"}
    verdict.as_of = None
    assert verdict.snapshot() == {**plain, "as_of": None}
