"""What was taken back, and bringing it back, over the API."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.models import Article, Claim, Person

API = "/api/v1/"


@pytest.fixture
def gone(article: Article, alice: Person, bob: Person, make_assignment: Any) -> Claim:
    """A claim that Alice added and took back again."""
    for person in (alice, bob):
        make_assignment(article, person)
    start = article.text.index("40 residents")
    claim = BY_NAME["add"].perform(alice, article, {"kind": "casualty", "start": start, "end": start + 12}).claim
    BY_NAME["undo"].perform(alice, article, {})
    claim.refresh_from_db()
    assert claim.withdrawn_at
    return claim


def rows(api: Any, claim: Claim) -> list[int]:
    answer = api.get(f"{API}articles/{claim.article_id}/withdrawn/")
    assert answer.status_code == 200
    return [row["id"] for row in answer.json()]


def test_her_own_comes_back_with_her_last_word(gone: Claim, alice: Person, api_for: Any) -> None:
    api = api_for(alice)
    assert rows(api, gone) == [gone.pk]
    answer = api.post(f"{API}claims/{gone.pk}/restore/")
    assert (answer.status_code, answer.json()["id"], answer.json()["withdrawn_at"]) == (200, gone.pk, None)
    assert api.get(f"{API}claims/{gone.pk}/").json()["status"] == "confirmed"
    assert rows(api, gone) == []
    again = api.post(f"{API}claims/{gone.pk}/restore/")
    assert (again.status_code, again.json()["error"]["code"]) == (422, "invalid")


@pytest.mark.parametrize("name", ["bob", "maya", "adam", "vera", "root"])
def test_nobody_else_learns_of_it_before_all_have_submitted(
    name: str, gone: Claim, api_for: Any, request: pytest.FixtureRequest
) -> None:
    api = api_for(request.getfixturevalue(name))
    assert rows(api, gone) == []
    assert api.post(f"{API}claims/{gone.pk}/restore/").status_code == 404
    assert Claim.objects.get(pk=gone.pk).withdrawn_at


@pytest.mark.parametrize(("name", "code"), [("maya", 200), ("root", 200), ("adam", 403), ("vera", 403), ("bob", 403)])
def test_afterwards_a_manager_brings_it_back(
    name: str, code: int, gone: Claim, api_for: Any, request: pytest.FixtureRequest
) -> None:
    Article.objects.update(state="settled")
    api = api_for(request.getfixturevalue(name))
    assert rows(api, gone) == [gone.pk]
    assert api.post(f"{API}claims/{gone.pk}/restore/").status_code == code
    assert (Claim.objects.get(pk=gone.pk).withdrawn_at is None) == (code == 200)


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30])
def test_what_there_is_not(pk: str, gone: Claim, zoe: Person, alice: Person, api_for: Any) -> None:
    assert api_for(alice).post(f"{API}claims/{pk}/restore/").status_code == 404
    assert api_for(zoe).get(f"{API}articles/{gone.article_id}/withdrawn/").status_code == 404
