from __future__ import annotations

from typing import Any

import pytest

from claims.actions.evidence import add_evidence, link_evidence
from claims.models import Article, Claim, Evidence, Person
from claims.permissions import may
from claims.queries.evidence import links_seen_by, search, with_uses


@pytest.fixture
def linked(article: Article, make_claim: Any, make_assignment: Any, alice: Person, bob: Person) -> Evidence:
    """Evidence that Alice and Bob link to one claim, and Alice to another."""
    evidence = add_evidence(alice, {"title": "The register", "publisher": "Bay Hospital", "passage": "Forty."})
    claims = [make_claim(article, quote, low=1) for quote in ("12 people", "40 residents")]
    for person in (alice, bob):
        make_assignment(article, person)
        link_evidence(person, claims[0], evidence, "supports")
    link_evidence(alice, claims[1], evidence, "refutes")
    return evidence


def test_every_word_stands_somewhere(linked: Evidence) -> None:
    assert list(search("REGISTER bay forty")) == [linked]
    assert list(search("register sea")) == []


def test_a_claim_is_counted_once_however_many_linked_it(linked: Evidence, alice: Person) -> None:
    unused = add_evidence(alice, {"title": "Unused", "passage": "x"})
    assert [(row, row.uses) for row in with_uses(search(""))] == [(unused, 0), (linked, 2)]


@pytest.mark.parametrize("state", ["review", "adjudication", "settled"])
@pytest.mark.parametrize("name", ["alice", "bob", "maya", "adam", "vera", "root", "zoe"])
@pytest.mark.parametrize("assignment", ["submitted", "released"])
def test_the_query_says_what_the_permission_table_says(
    name: str, state: str, assignment: str, linked: Evidence, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    Article.objects.update(state=state)
    article = Article.objects.get()
    article.assignments.update(state=assignment)
    claims = Claim.objects.filter(article=article)
    expected = {
        link.pk
        for link in linked.links.all()
        if link.linked_by_id == person.pk or may(person, "judgement.view_all", article)
    }
    assert claims.count() == 2
    assert {link.pk for link in links_seen_by(person, linked)} == expected
