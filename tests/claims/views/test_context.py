"""The parts of a card that are fetched when asked for: to htmx alone, to others as a page; to nobody else at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from claims.actions.review import BY_NAME
from claims.models import Article, Claim, Judgement, Person

HTMX = {"HX-Request": "true"}
PARTS = {
    "claim-guideline": "Mark what can be checked",
    "claim-history": "Nothing was done to this claim yet",
    "claim-similar": "No settled claim that you may see",
}


@pytest.fixture
def claim(article: Article, make_claim: Callable[..., Claim], make_assignment: Any, alice: Person) -> Claim:
    make_assignment(article, alice)
    return make_claim(article, "at least 12 people", low=12)


@pytest.mark.parametrize(("name", "says"), PARTS.items())
def test_the_part_for_htmx_and_a_page_without(
    name: str, says: str, claim: Claim, alice: Person, client_for: Any
) -> None:
    client = client_for(alice)
    part = client.get(reverse(name, args=[claim.pk]), headers=HTMX)
    assert says in part.content.decode()
    assert "<html" not in part.content.decode()
    page = client.get(reverse(name, args=[claim.pk])).content.decode()
    assert says in page
    assert f"{reverse('review', args=[claim.article_id])}?claim={claim.pk}" in page


@pytest.mark.parametrize("name", [*PARTS, "check-claim"])
@pytest.mark.parametrize("person", ["bob", "maya", "zoe"])
def test_only_whoever_reviews_it_sees_it(
    name: str, person: str, claim: Claim, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(person))
    ask = client.post if name == "check-claim" else client.get
    assert ask(reverse(name, args=[claim.pk])).status_code == 404


def test_the_history_tells_of_another_only_after_all_have_submitted(
    claim: Claim, alice: Person, bob: Person, make_assignment: Any, client_for: Any
) -> None:
    make_assignment(claim.article, bob)
    BY_NAME["reject"].perform(alice, claim, {"reason": "other", "note": "Alice's secret note"})
    address = reverse("claim-history", args=[claim.pk])
    assert "secret" not in client_for(bob).get(address).content.decode()
    assert "secret" in client_for(alice).get(address).content.decode()
    Article.objects.update(state="adjudication")
    assert "secret" in client_for(bob).get(address).content.decode()


def check(client: Any, claim: Claim, changed: str = "", **fields: Any) -> Any:
    posted = {"kind": "casualty", "start": claim.start, "end": claim.end, **fields}
    return client.post(reverse("check-claim", args=[claim.pk]), posted, headers={**HTMX, "X-Changed": changed})


def test_a_check_saves_nothing_and_says_what_is_wrong_where(claim: Claim, alice: Person, client_for: Any) -> None:
    client = client_for(alice)
    good = check(client, claim, **{"a-low": "3", "a-high": "4"})
    assert good.status_code == 200
    bad = check(client, claim, **{"a-low": "5", "a-high": "4"})
    assert bad.status_code == 422
    assert "below the lowest" in bad.content.decode()
    assert 'id="id_a-high_errors"' in bad.content.decode()
    span = check(client, claim, start="900", end="950")
    assert span.status_code == 422
    assert "does not lie in the article" in span.content.decode()
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words", "read"),
    [
        ("count_text", "at least 30", {"low": 30, "high": "", "modifier": "at_least"}),
        ("count_text", "12", {"low": 12, "high": 12}),
        ("low", "between 8 and 11", {"low": 8, "high": 11, "modifier": "between"}),
        ("high", "up to forty", {"low": "", "high": 40, "modifier": "at_most"}),
        ("low", "12", None),
        ("count_text", "no one", None),
        ("victims", "12 dockers", None),
    ],
)
def test_a_number_in_words_goes_back_as_fields(
    changed: str, words: str, read: dict[str, Any] | None, claim: Claim, alice: Person, client_for: Any
) -> None:
    response = check(client_for(alice), claim, f"a-{changed}", **{f"a-{changed}": words})
    assert response.status_code == 200
    trigger = json.loads(response.headers.get("HX-Trigger", "null"))
    wanted = read and {"counted": {f"a-{name}": value for name, value in read.items()}}
    assert trigger == wanted
