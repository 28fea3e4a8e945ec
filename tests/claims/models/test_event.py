"""Relations of claims across articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from claims.models import Article, Claim, ClaimRelation, Person


def test_a_claim_is_related_to_another_once_per_person_and_relation(
    article: Article, alice: Person, bob: Person, make_claim: Callable[..., Claim]
) -> None:
    one, two = make_claim(article, "12 people"), make_claim(article, "governor")
    given = {"claim": one, "other": two, "relation": "repeats", "author": alice}
    for change in ({}, {"author": bob}, {"relation": "updates"}, {"claim": two, "other": one}):
        ClaimRelation.objects.create(**{**given, **change})
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimRelation.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimRelation.objects.create(**{**given, "other": one})
