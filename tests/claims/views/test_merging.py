"""The form that merges versions: what differs side by side, the commonest value chosen; posted, one answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.adjudicate import adjudicate
from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.models import Article, AuditEntry, Claim, Person, Settlement

REASON = {"reason": "edge_case", "version": "0"}


@pytest.fixture
def differed(article: Article, make_claim: Any, make_assignment: Any, alice: Person, bob: Person) -> Claim:
    """Alice has another number, a verdict and evidence; Bob other words; of the rest all say the same."""
    claim = make_claim(article, "at least 12 people", low=12, victims="people")
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["correct"].perform(alice, claim, {"attributes": dict(claim.attributes, low=13)})
    BY_NAME["correct"].perform(bob, claim, {"end": claim.end + len(" in Ostrava Bay")})
    give_verdict(alice, claim, {"verdict": "supported", "justification": "The register says so."})
    link_evidence(alice, claim, add_evidence(alice, {"title": "Register", "passage": "13"}), "supports")
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    return Claim.objects.get()


def parts(response: Any) -> dict[str, list[tuple[str, str, bool]]]:
    """Field -> value, words and whether chosen of each option."""
    return {
        part.field: [(option.source, option.words, option.chosen) for option in part.options]
        for part in response.context["parts"]
    }


def test_only_what_differs_is_asked_and_the_commonest_is_chosen(
    differed: Claim, adam: Person, vera: Person, client_for: Any
) -> None:
    response = client_for(adam).get(reverse("adjudicate", args=[differed.pk]))
    assert parts(response) == {
        "m-span": [("alice", "at least 12 people", True), ("bob", "at least 12 people in Ostrava Bay", False)],
        "m-casualty-low": [("alice", "13", False), ("bob", "12", True)],
        "m-verdict": [("alice", "Supported", True), ("bob", "none", False)],
        "m-evidence": [
            ("all of it", "all that was linked", True),
            ("alice", "supports: Register", False),
            ("bob", "none", False),
        ],
    }
    people = {part.field: [option.people for option in part.options] for part in response.context["parts"]}
    assert people["m-span"] == [["Alice", "as proposed"], ["Bob"]]
    assert 'id="merge"' not in client_for(vera).get(reverse("adjudicate", args=[differed.pk])).content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "bench"}])
def test_one_button_merges(headers: dict[str, str], differed: Claim, adam: Person, client_for: Any) -> None:
    chosen = {"m-span": "bob", "m-casualty-low": "alice", "m-verdict": "alice", "m-evidence": "alice"}
    client = client_for(adam)
    posted = REASON | chosen | {"take": "merge", "m-framing-voice": "bob"}
    assert client.post(reverse("adjudicate", args=[differed.pk]), posted, headers=headers).status_code in (200, 302)
    settled = Settlement.objects.get()
    assert (settled.quote, settled.attributes["low"]) == ("at least 12 people in Ostrava Bay", 13)
    assert (settled.verdict, settled.justification) == ("supported", "The register says so.")
    sources = AuditEntry.objects.get(verb="adjudicate").after["sources"]
    assert sources == {"span": "bob", "low": "alice", "verdict": "alice", "evidence": "alice"}
    page = client.get(reverse("adjudicate", args=[differed.pk])).content.decode()
    assert "merged: Words (Bob), Lowest (Alice), Verdict (Alice), Evidence (Alice)" in page
    history = client.get(reverse("history", args=["claim", differed.pk])).content.decode()
    assert all(words in history for words in ("Words: bob", "Lowest: alice", "Verdict: alice"))


def test_without_a_verdict_and_with_all_evidence(differed: Claim, adam: Person, client_for: Any) -> None:
    posted = REASON | {"take": "merge", "m-verdict": "bob", "m-evidence": "all of it"}
    client_for(adam).post(reverse("adjudicate", args=[differed.pk]), posted)
    settled = Settlement.objects.get()
    assert (settled.verdict, set(settled.sources)) == ("", {"verdict"})


def test_what_is_refused_keeps_what_was_chosen(differed: Claim, adam: Person, client_for: Any) -> None:
    posted = {"take": "merge", "version": "0", "m-span": "bob", "m-casualty-low": "alice"}
    response = client_for(adam).post(reverse("adjudicate", args=[differed.pk]), posted)
    assert response.status_code == 422
    assert [source for source, _, chosen in parts(response)["m-span"] if chosen] == ["bob"]
    assert [source for source, _, chosen in parts(response)["m-casualty-low"] if chosen] == ["alice"]
    response = client_for(adam).post(reverse("adjudicate", args=[differed.pk]), posted | REASON | {"m-span": "zoe"})
    assert response.status_code == 422
    assert "Choose each part from an answer" in response.content.decode()


def test_a_stale_merge_shows_what_it_would_have_made(
    differed: Claim, adam: Person, maya: Person, client_for: Any
) -> None:
    adjudicate(maya, Claim.objects.select_related("article__project").get(), {"reason": "other", "is_claim": False})
    posted = REASON | {"take": "merge", "m-span": "bob"}
    response = client_for(adam).post(reverse("adjudicate", args=[differed.pk]), posted)
    assert response.status_code == 409
    assert "at least 12 people in Ostrava Bay" in str(response.context["conflict"]["mine"])
    again = dict(response.context["conflict"]["fields"]) | {"version": "1"}
    assert client_for(adam).post(reverse("adjudicate", args=[differed.pk]), again).status_code == 302
    assert Settlement.objects.get().quote == "at least 12 people in Ostrava Bay"


def test_of_two_kinds_the_attributes_of_the_chosen_one_count(
    article: Article, make_claim: Any, make_assignment: Any, alice: Person, bob: Person, adam: Person, client_for: Any
) -> None:
    claim = make_claim(article, "at least 12 people", low=12)
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["correct"].perform(alice, claim, {"attributes": dict(claim.attributes, low=13)})
    BY_NAME["correct"].perform(bob, claim, {"kind": "statement", "attributes": {"source": "the governor"}})
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    client = client_for(adam)
    response = client.get(reverse("adjudicate", args=[claim.pk]))
    assert [part.label for part in response.context["parts"]] == ["Kind", "Casualty: Lowest"]
    posted = REASON | {"take": "merge", "m-kind": "bob", "m-casualty-low": "alice"}
    client.post(reverse("adjudicate", args=[claim.pk]), posted)
    settled = Settlement.objects.get()
    assert (settled.kind, settled.attributes["source"], set(settled.sources)) == (
        "statement",
        "the governor",
        {"kind"},
    )


def test_where_one_alone_holds_that_there_is_a_claim_nothing_is_merged(
    article: Article, make_assignment: Any, alice: Person, bob: Person, adam: Person, client_for: Any
) -> None:
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["add"].perform(alice, article, {"kind": "framing", "start": 0, "end": 6})
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    response = client_for(adam).get(reverse("adjudicate", args=[Claim.objects.get().pk]))
    assert parts(response) == {}
    assert 'id="merge"' not in response.content.decode()


def test_settled_anew_the_verdict_that_is_chosen_goes_before_the_one_that_stood(
    differed: Claim, adam: Person, client_for: Any
) -> None:
    client, address = client_for(adam), reverse("adjudicate", args=[differed.pk])
    client.post(address, REASON | {"take": "merge", "m-verdict": "alice"})
    stood = {"verdict": "supported", "justification": "The register says so."}
    client.post(address, REASON | stood | {"version": "1", "take": "merge", "m-verdict": "bob"})
    assert (Settlement.objects.get().version, Settlement.objects.get().verdict) == (2, "")
    typed = {"verdict": "refuted", "justification": "It does not."}
    client.post(address, REASON | typed | {"version": "2", "take": "merge", "m-verdict": "alice"})
    assert Settlement.objects.get().verdict == "refuted"
