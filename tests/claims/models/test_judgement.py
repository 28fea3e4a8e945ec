"""Judgements and settlements: one each, with a span, and plain data enough to bring them back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from claims.models import Article, Claim, Judgement, Person, Settlement
from claims.models.judgement import Answer, Decision

WHEN = "2026-01-01T00:00:00Z"


@pytest.fixture
def claim(article: Article, make_claim: Callable[..., Claim]) -> Claim:
    return make_claim(article, "12 people", low=12)


def judge(claim: Claim, person: Person, **fields: Any) -> Judgement:
    answer = {name: getattr(claim, name) for name in Answer.ANSWER_FIELDS}
    return Judgement.objects.create(**{**answer, "claim": claim, "reviewer": person, "decided_at": WHEN, **fields})


def settle(claim: Claim, **fields: Any) -> Settlement:
    answer = {name: getattr(claim, name) for name in Answer.ANSWER_FIELDS}
    given = {"claim": claim, "is_claim": True, "resolution": "single", "settled_at": WHEN}
    return Settlement.objects.create(**{**answer, **given, **fields})


def test_there_is_one_judgement_per_claim_and_reviewer(claim: Claim, alice: Person, bob: Person) -> None:
    judge(claim, alice)
    judge(claim, bob)
    with pytest.raises(IntegrityError), transaction.atomic():
        judge(claim, alice, decision="rejected")


def test_there_is_one_settlement_per_claim(claim: Claim) -> None:
    settle(claim)
    with pytest.raises(IntegrityError), transaction.atomic():
        settle(claim, is_claim=False)


@pytest.mark.parametrize(("start", "end"), [(6, 6), (7, 6), (-1, 6)])
def test_the_database_refuses_an_empty_or_turned_span(start: int, end: int, claim: Claim, alice: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        judge(claim, alice, start=start, end=end)
    with pytest.raises(IntegrityError), transaction.atomic():
        settle(claim, start=start, end=end)


def test_a_judged_or_settled_claim_is_not_deleted(claim: Claim, alice: Person) -> None:
    judgement = judge(claim, alice)
    with pytest.raises(ProtectedError):
        claim.delete()
    judgement.delete()
    settle(claim)
    with pytest.raises(ProtectedError):
        claim.delete()
    with pytest.raises(ProtectedError):
        claim.article.delete()


def test_a_confirmed_or_corrected_one_is_a_claim() -> None:
    held = {decision for decision in Decision.values if Judgement(decision=decision).is_claim}
    assert held == {"confirmed", "corrected"}


def test_a_snapshot_survives_json_and_brings_everything_back(claim: Claim, alice: Person) -> None:
    given = {
        "kind": "framing",
        "start": 1,
        "end": 4,
        "quote": "hel",
        "attributes": {"term": "é"},
        "spans": {"term": [[1, 4]]},
    }
    judgement = judge(claim, alice, **given, decision="rejected", reason="other", note="n")
    snapshot = json.loads(json.dumps(judgement.snapshot()))
    assert snapshot == {**given, "claim_id": claim.pk, "decision": "rejected", "reason": "other", "note": "n"}
    assert Judgement(**snapshot).snapshot() == judgement.snapshot()
    # Who, when, which guideline and which version are the row's own, not the answer's.
    rest = {"id", "reviewer", "guideline_version", "decided_at", "version", "claim"}
    assert {field.name for field in Judgement._meta.concrete_fields} == (set(snapshot) - {"claim_id"}) | rest


def test_a_settlements_snapshot_is_complete_plain_data(claim: Claim) -> None:
    settlement = settle(claim, as_of=datetime.date(2026, 3, 1), verdict="refuted", confidence=5, note="n")
    snapshot = json.loads(json.dumps(settlement.snapshot()))
    assert (snapshot["as_of"], snapshot["verdict"], snapshot["confidence"]) == ("2026-03-01", "refuted", 5)
    # Who a merged answer is from is logged beside it, by name.
    rest = {"id", "claim", "settled_by", "settled_at", "version", "sources"}
    assert {field.name for field in Settlement._meta.concrete_fields} == set(snapshot) - {"claim_id"} | rest
    settlement.as_of = None
    assert settlement.snapshot()["as_of"] is None
    assert str(Settlement(is_claim=False, resolution="single")) == "single: no claim here"
