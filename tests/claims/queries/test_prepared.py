"""A question that is written out once gives what its queryset gives, for whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import F, QuerySet

from claims.models import Article, Claim, Judgement, Person
from claims.queries.prepared import Prepared
from claims.queries.review import with_own


def longest(kinds: tuple[str, ...], *, person: int, least: int) -> QuerySet[Claim]:
    rows = Claim.objects.filter(kind__in=kinds).annotate(length=F("end") - F("start")).filter(length__gte=least)
    return with_own(rows, person).select_related("own", "article").order_by("-length")


@pytest.fixture
def claims(article: Article, make_claim: Any, alice: Person, bob: Person) -> list[Claim]:
    made = [make_claim(article, "12 people"), make_claim(article, "40 residents"), make_claim(article, "Ostrava Bay")]
    for person, claim in ((alice, made[0]), (bob, made[1])):
        Judgement.objects.create(
            claim=claim, reviewer=person, decision="confirmed", decided_at=claim.created_at, **answer(claim)
        )
    return made


def answer(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}


def seen(rows: Any) -> list[Any]:
    return [
        (row.pk, row.attributes, row.created_at, row.length, row.article.title, getattr(row, "own", None))
        for row in rows
    ]


def test_it_gives_what_the_queryset_gives(
    claims: list[Claim], alice: Person, bob: Person, django_assert_num_queries: Any
) -> None:
    prepared = Prepared(longest)
    for person in (alice, bob, alice):
        for least in (0, 10, 12, 100):
            for kinds in (("casualty",), ("casualty", "framing"), ("framing",)):
                with django_assert_num_queries(1):
                    found = prepared(kinds, person=person.pk, least=least)
                assert seen(found) == seen(longest(kinds, person=person.pk, least=least))
    assert prepared(("casualty",), person=alice.pk, least=12)[0].pk == claims[1].pk


def test_it_is_written_once_for_each_shape(claims: list[Claim], alice: Person, bob: Person) -> None:
    built = []

    def watched(kinds: tuple[str, ...], **numbers: int) -> QuerySet[Claim]:
        built.append(kinds)
        return longest(kinds, **numbers)

    prepared = Prepared(watched)
    for person in (alice, bob):
        for kinds in (("casualty",), ("framing",)):
            prepared(kinds, person=person.pk, least=1)
    assert built == [("casualty",), ("framing",)]


def test_what_can_have_no_rows_has_none(claims: list[Claim], alice: Person, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Prepared(longest)((), person=alice.pk, least=0) == []


def test_values_come_as_from_the_queryset(claims: list[Claim]) -> None:
    starts = Prepared(lambda *, article: Claim.objects.filter(article=article).values_list("start", flat=True))
    assert starts(article=claims[0].article_id) == sorted(claim.start for claim in claims)


def test_a_number_that_the_question_does_not_name_is_a_mistake(claims: list[Claim]) -> None:
    with pytest.raises(ValueError, match="nothing"):
        Prepared(lambda *, nothing: Claim.objects.all())(nothing=1)
