"""A claim: a span that is not empty, and one per place where people add it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from annotate import BY_SLUG, KINDS
from claims.models import Article, Claim, Person
from claims.models.claim import kind_choices

WHEN = "2026-01-01T00:00:00Z"


def put(article: Article, **fields: Any) -> Claim:
    return Claim.objects.create(
        **{"article": article, "kind": "casualty", "start": 0, "end": 6, "quote": "Shells", **fields}
    )


@pytest.mark.parametrize(("start", "end"), [(6, 6), (7, 6), (0, 0), (-1, 6)])
def test_the_database_refuses_an_empty_or_turned_span(start: int, end: int, article: Article) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        put(article, start=start, end=end)
    claim = put(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(start=start, end=end)


def test_what_people_add_is_in_one_place_once(article: Article, alice: Person, bob: Person) -> None:
    put(article, origin="person", author=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(article, origin="person", author=bob)


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "statement"},
        {"start": 1},
        {"end": 5},
        {"origin": "machine", "author": None},
        {"withdrawn_at": WHEN},
    ],
)
def test_another_claim_beside_it_is_taken(
    other: dict[str, Any], article: Article, alice: Person, make_article: Callable[..., Article]
) -> None:
    first = {"origin": "person", "author": alice}
    put(article, **first)
    assert put(article, **{**first, **other}).pk
    assert put(make_article(article.project), **first).pk


def test_withdrawn_ones_leave_the_place_free(article: Article, alice: Person) -> None:
    for _ in range(2):
        put(article, origin="person", author=alice, withdrawn_at=WHEN)
    assert put(article, origin="person", author=alice).withdrawn_at is None


def test_they_come_by_start_then_the_longest_first(article: Article) -> None:
    inner, outer, first = put(article, start=2, end=4), put(article, start=2, end=6), put(article, start=1, end=2)
    assert list(Claim.objects.all()) == [first, outer, inner]


def test_each_kind_is_a_choice_and_found_again() -> None:
    assert kind_choices() == [(kind.slug, kind.label) for kind in KINDS]
    for kind in KINDS:
        assert Claim(kind=kind.slug).kind_object is kind is BY_SLUG[kind.slug]


def test_claims_from_before_priorities_get_theirs(article: Article, alice: Person) -> None:
    killed = {"outcomes": ["killed"], "source": "police"}
    first = put(article, attributes={**killed, "low": 1, "high": 1})
    second = put(article, attributes={**killed, "low": 20, "high": 20})
    added = put(article, attributes={**killed, "low": 3, "high": 3}, origin="person", author=alice)
    import_module("claims.migrations.0003_priority").weigh(apps, None)
    scores = [Claim.objects.get(pk=claim.pk).priority for claim in (first, second, added)]
    assert scores == [0.63, 0.71, 0.59]
    assert [reason.name for reason in Claim.objects.get(pk=first.pk).reasons()] == [
        "casualty",
        "worst-outcome",
        "other-figure",
    ]
