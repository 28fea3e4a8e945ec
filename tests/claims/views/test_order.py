"""What comes first: the choice between the order of the text (or of giving out) and that of priority."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, Claim, Person


@pytest.fixture
def claims(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> list[Claim]:
    make_assignment(article, alice)
    low = make_claim(article, "Shells", _priority=0.1)
    parts = [["casualty", 0.45], ["tens", 0.08]]
    return [low, make_claim(article, "12 people", low=12, _priority=0.9, _priority_parts=parts)]


def test_the_order_chosen_holds_for_what_follows(
    article: Article, claims: list[Claim], alice: Person, client_for: Any
) -> None:
    client, address = client_for(alice), reverse("review", args=[article.pk])
    low, high = claims
    assert client.get(address).context["item"].claim == low
    page = client.get(address, {"order": "priority"})
    assert [item.claim for item in page.context["items"]] == [high, low]
    assert page.context["item"].claim == high
    assert client.get(address).context["item"].claim == high
    posted = client.post(
        reverse("review-claim-action", args=[high.pk, "confirm"]), {"version": 0}, headers={"HX-Request": "true"}
    )
    assert posted.context["item"].claim == low
    assert [item.claim for item in posted.context["items"]] == [high, low]
    assert [item.claim for item in client.get(address, {"order": "text"}).context["items"]] == [low, high]


def test_another_word_changes_nothing(article: Article, claims: list[Claim], alice: Person, client_for: Any) -> None:
    page = client_for(alice).get(reverse("review", args=[article.pk]), {"order": "size"})
    assert [item.claim for item in page.context["items"]] == claims


def test_the_card_shows_what_the_priority_is_made_of(
    article: Article, claims: list[Claim], alice: Person, client_for: Any
) -> None:
    address = reverse("review", args=[article.pk])
    page = client_for(alice).get(address, {"claim": claims[1].pk}).content.decode()
    for words in ("0.90", "Says that people were harmed", "0.45", "Ten people or more", "0.08"):
        assert words in page


def test_my_work_by_priority(
    article: Article, claims: list[Claim], alice: Person, make_article: Any, make_assignment: Any, client_for: Any
) -> None:
    other = make_article(article.project)
    make_assignment(other, alice, state="returned")
    client = client_for(alice)
    assert [row.article for row in client.get(reverse("home")).context["rows"]] == [other, article]
    page = client.get(reverse("home"), {"order": "priority"})
    assert [row.article for row in page.context["rows"]] == [article, other]


def test_a_projects_articles_by_priority(
    article: Article, claims: list[Claim], maya: Person, make_article: Any, client_for: Any
) -> None:
    other = make_article(article.project)
    client, address = client_for(maya), reverse("project", args=[article.project_id])
    assert list(client.get(address).context["rows"]) == [other, article]
    page = client.get(address, {"order": "priority"})
    assert list(page.context["rows"]) == [article, other]
    assert "0.90" in page.content.decode()
