from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, Claim, Evidence, EvidenceLink, Person, Project, Verdict

CARD = {"HX-Request": "true", "HX-Target": "card"}


@pytest.fixture
def claim(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Claim:
    make_assignment(article, alice)
    return make_claim(article, "at least 12 people", low=12)


@pytest.fixture
def register(project: Project, bob: Person) -> Evidence:
    return Evidence.objects.create(title="The register", passage="Forty were treated.", added_by=bob)


@pytest.mark.parametrize(("headers", "status"), [({}, 302), (CARD, 200)])
def test_linking_what_is_in_the_store(
    headers: Any, status: int, claim: Claim, register: Evidence, alice: Person, client_for: Any
) -> None:
    client = client_for(alice)
    found = client.get(reverse("pick-evidence", args=[claim.pk]), {"q": "forty"}, headers=headers).content.decode()
    assert "The register" in found
    assert ("<html" in found) is not bool(headers)

    posted = {"evidence": register.pk, "stance": "supports", "link_note": "page 2"}
    answer = client.post(reverse("link-evidence", args=[claim.pk]), posted, headers=headers)
    assert answer.status_code == status
    link = EvidenceLink.objects.get()
    assert (link.evidence, link.stance, link.note, link.linked_by) == (register, "supports", "page 2", alice)

    answer = client.post(reverse("unlink-evidence", args=[link.pk]), headers=headers)
    assert answer.status_code == status
    assert not EvidenceLink.objects.exists()


def test_linking_something_new(claim: Claim, alice: Person, client_for: Any) -> None:
    posted = {"title": "A photograph", "url": "https://photo.example/1", "stance": "context"}
    client_for(alice).post(reverse("link-evidence", args=[claim.pk]), posted)
    assert EvidenceLink.objects.get().evidence.title == "A photograph"


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"evidence": "x", "stance": "supports"}, 404),
        ({"evidence": "999999", "stance": "supports"}, 404),
        ({"title": "", "stance": "supports"}, 422),
        ({"title": "x", "url": "javascript:alert(1)", "stance": "supports"}, 422),
        ({"title": "x", "stance": ""}, 422),
        ({"title": "x", "stance": "likes"}, 422),
    ],
)
def test_a_link_that_cannot_be(posted: Any, status: int, claim: Claim, alice: Person, client_for: Any) -> None:
    answer = client_for(alice).post(reverse("link-evidence", args=[claim.pk]), posted, headers=CARD)
    assert answer.status_code == status
    assert not EvidenceLink.objects.exists()


@pytest.mark.parametrize("headers", [{}, CARD])
def test_a_verdict_with_its_justification(headers: Any, claim: Claim, alice: Person, client_for: Any) -> None:
    client, place = client_for(alice), reverse("verdict", args=[claim.pk])
    refused = client.post(place, {"verdict": "supported", "version": "0"}, headers=headers)
    assert refused.status_code == 422
    given = {"verdict": "supported", "justification": "Forty are in the register.", "version": "0"}
    assert client.post(place, given, headers=headers).status_code in (200, 302)
    assert Verdict.objects.get().label == "supported"

    stale = client.post(place, {**given, "justification": "Another word"}, headers=headers)
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "Forty are in the register." in page
    assert "Another word" in page
    assert client.post(place, {"take_back": "", "version": "1"}, headers=headers).status_code in (200, 302)
    assert Verdict.objects.get().label == ""


def test_a_version_that_is_no_number_is_stale(claim: Claim, alice: Person, client_for: Any) -> None:
    place, given = reverse("verdict", args=[claim.pk]), {"verdict": "refuted", "justification": "So."}
    client_for(alice).post(place, {**given, "version": "0"})
    assert client_for(alice).post(place, {**given, "version": "x"}).status_code == 409


@pytest.mark.parametrize("name", ["bob", "maya", "vera", "zoe", "root"])
def test_nobody_elses(
    name: str, claim: Claim, register: Evidence, alice: Person, client_for: Any, request: pytest.FixtureRequest
) -> None:
    link = EvidenceLink.objects.create(claim=claim, evidence=register, stance="supports", linked_by=alice)
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("pick-evidence", args=[claim.pk])).status_code == 404
    for address, posted in (
        (reverse("link-evidence", args=[claim.pk]), {"evidence": register.pk, "stance": "refutes"}),
        (reverse("verdict", args=[claim.pk]), {"verdict": "refuted", "justification": "x"}),
        (reverse("unlink-evidence", args=[link.pk]), {}),
    ):
        assert client.post(address, posted).status_code == 404
    assert EvidenceLink.objects.get().stance == "supports"
    assert not Verdict.objects.exists()
