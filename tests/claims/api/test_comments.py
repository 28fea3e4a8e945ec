"""Comments over the API: said, read, resolved, and blind as on the page."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.comment import comment
from claims.models import Article, AuditEntry, Claim, Comment, Person

API = "/api/v1/"


@pytest.fixture
def claim(article: Article, alice: Person, bob: Person, make_claim: Any, make_assignment: Any) -> Claim:
    made = make_claim(article, "at least 12 people", low=12)
    for person in (alice, bob):
        make_assignment(article, person)
    return made


def test_a_comment_is_said_with_its_mentions(claim: Claim, alice: Person, api_for: Any) -> None:
    api = api_for(alice)
    said = api.post(
        f"{API}claims/{claim.pk}/comments/", {"text": "Twice the same dead, @bob? And @zoe?"}, format="json"
    )
    assert said.status_code == 201
    row = said.json()
    assert (row["claim"], row["article"], row["author"], row["mentions"]) == (
        *(claim.pk, claim.article_id),
        *("alice", ["bob"]),
    )
    assert row["resolved_at"] is row["resolved_by"] is None
    assert AuditEntry.objects.get().verb == "comment"
    assert api.get(f"{API}claims/{claim.pk}/comments/").json() == [row]
    assert api.get(f"{API}comments/{row['id']}/").json() == row
    assert api.get(f"{API}comments/", {"claim": claim.pk}).json()["results"] == [row]
    assert api.get(f"{API}comments/", {"article": claim.article_id + 1}).json()["results"] == []


@pytest.mark.parametrize("body", [{}, {"text": "  "}, {"text": None}, {"text": "x" * 5_001}])
def test_nothing_and_too_much_are_refused(body: Any, claim: Claim, alice: Person, api_for: Any) -> None:
    answer = api_for(alice).post(f"{API}claims/{claim.pk}/comments/", body, format="json")
    assert answer.status_code == 422
    assert "text" in answer.json()["error"]["fields"]
    assert not Comment.objects.exists()


def test_nobody_reads_anothers_before_all_have_submitted(
    claim: Claim, alice: Person, bob: Person, maya: Person, root: Person, api_for: Any
) -> None:
    made = comment(alice, claim, "Twice the same dead, @bob?")
    for person in (bob, maya, root):
        api = api_for(person)
        assert api.get(f"{API}comments/").json()["results"] == []
        assert api.get(f"{API}comments/{made.pk}/").status_code == 404
        assert api.post(f"{API}comments/{made.pk}/resolve/").status_code == 404
    assert api_for(bob).get(f"{API}claims/{claim.pk}/comments/").json() == []
    Article.objects.update(state="adjudication")
    for person in (bob, maya, root):
        rows = api_for(person).get(f"{API}comments/").json()["results"]
        assert [row["id"] for row in rows] == [made.pk]
    assert [row["id"] for row in api_for(bob).get(f"{API}claims/{claim.pk}/comments/").json()] == [made.pk]
    assert [row["id"] for row in api_for(bob).get(f"{API}comments/?mentioned=1").json()["results"]] == [made.pk]
    assert api_for(maya).get(f"{API}comments/?mentioned=1").json()["results"] == []


@pytest.mark.parametrize(
    ("name", "reads", "writes"),
    [("alice", 200, 201), ("bob", 200, 201), ("maya", 404, 404), ("adam", 404, 404), ("vera", 404, 404)],
)
def test_who_talks_of_a_claim_under_review(
    name: str, reads: int, writes: int, claim: Claim, api_for: Any, request: pytest.FixtureRequest
) -> None:
    api, address = api_for(request.getfixturevalue(name)), f"{API}claims/{claim.pk}/comments/"
    assert api.get(address).status_code == reads
    assert api.post(address, {"text": "Well?"}, format="json").status_code == writes


@pytest.mark.parametrize(
    ("name", "code"), [("alice", 200), ("bob", 200), ("maya", 200), ("adam", 200), ("vera", 403), ("zoe", 404)]
)
def test_who_resolves_afterwards(
    name: str, code: int, claim: Claim, alice: Person, api_for: Any, request: pytest.FixtureRequest
) -> None:
    made = comment(alice, claim, "Twice the same dead?")
    Article.objects.update(state="adjudication")
    api = api_for(request.getfixturevalue(name))
    answer = api.post(f"{API}comments/{made.pk}/resolve/")
    assert answer.status_code == code
    made.refresh_from_db()
    assert (made.resolved_at is not None) == (code == 200)
    if code == 200:
        assert answer.json()["resolved_by"] == name
        again = api.post(f"{API}comments/{made.pk}/unresolve/").json()
        assert again["resolved_at"] is again["resolved_by"] is None


@pytest.mark.parametrize("many", [1, 10])
def test_the_number_of_queries_does_not_grow(
    many: int, claim: Claim, alice: Person, api_for: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        comment(alice, claim, "Well, @bob?")
    api = api_for(alice)
    with django_assert_num_queries(2):
        assert len(api.get(f"{API}comments/").json()["results"]) == many
    with django_assert_num_queries(4):
        assert len(api.get(f"{API}claims/{claim.pk}/comments/").json()) == many
