from __future__ import annotations

from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import (
    Article,
    AuditEntry,
    Claim,
    Evidence,
    EvidenceLink,
    Judgement,
    Person,
    Project,
    Settlement,
    Verdict,
)

API = "/api/v1/claims/"


@pytest.fixture
def claim(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Claim:
    make_assignment(article, alice)
    return make_claim(article, "at least 12 people", low=12, modifier="at_least")


@pytest.fixture
def register(alice: Person) -> Evidence:
    return Evidence.objects.create(title="The register", added_by=alice)


def test_a_claim_as_one_holds_it(claim: Claim, alice: Person, api_for: Any) -> None:
    answer = api_for(alice).get(f"{API}{claim.pk}/")
    assert answer["ETag"] == '"0"'
    row = answer.json()
    assert (row["status"], row["version"], row["origin"], row["rule"]) == ("open", 0, "machine", "casualty/test")
    assert row["proposed"] == row["answer"]
    assert row["answer"]["attributes"]["low"] == 12


@pytest.mark.parametrize(
    ("verb", "body", "status"),
    [
        ("confirm", {}, "confirmed"),
        ("correct", {"attributes": {"low": 13}}, "corrected"),
        ("correct", {"start": 7, "end": 33}, "corrected"),
        ("reject", {"reason": "duplicate"}, "rejected"),
        ("skip", {}, "skipped"),
    ],
)
def test_judging(verb: str, body: Any, status: str, claim: Claim, alice: Person, api_for: Any) -> None:
    answer = api_for(alice).post(f"{API}{claim.pk}/{verb}/", {**body, "version": 0}, format="json")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["version"], answer["ETag"]) == (status, 1, '"1"')
    row = Judgement.objects.get()
    assert (row.decision, row.version, row.reviewer) == (status, 1, alice)
    assert AuditEntry.objects.exclude(verb="begin").get().verb == verb


def test_a_stale_answer_gets_both_versions(claim: Claim, alice: Person, api_for: Any) -> None:
    api = api_for(alice)
    api.post(f"{API}{claim.pk}/confirm/", {"version": 0}, format="json")
    for sent in ({"data": {"version": 0, "reason": "other"}}, {"data": {"reason": "other"}, "HTTP_IF_MATCH": '"0"'}):
        answer = api.post(f"{API}{claim.pk}/reject/", format="json", **sent)
        assert answer.status_code == 409
        error = answer.json()["error"]
        assert error["code"] == "stale"
        assert (error["current"]["decision"], error["current"]["version"]) == ("confirmed", 1)
        assert error["mine"]["reason"] == "other"
    assert Judgement.objects.get().decision == "confirmed"
    assert api.post(f"{API}{claim.pk}/skip/", format="json", HTTP_IF_MATCH='W/"1"').status_code == 200


@pytest.mark.parametrize("version", ["x", -1, 1.5, "9" * 30, [], {}])
def test_a_version_that_is_none_is_stale(version: Any, claim: Claim, alice: Person, api_for: Any) -> None:
    assert api_for(alice).post(f"{API}{claim.pk}/confirm/", {"version": version}, format="json").status_code == 409


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("reject", {}),
        ("reject", {"reason": "no such"}),
        ("correct", {"kind": "no such"}),
        ("correct", {"start": 5, "end": 5}),
        ("correct", {"start": -1}),
        ("correct", {"end": 10**9}),
        ("correct", {"start": "x"}),
        ("correct", {"attributes": {"low": "many"}}),
        ("correct", {"attributes": {"unheard_of": 1}}),
        ("correct", {"attributes": []}),
        ("correct", {"attributes": {"low": 5, "high": 3}}),
    ],
)
def test_an_answer_that_cannot_be_is_refused(verb: str, body: Any, claim: Claim, alice: Person, api_for: Any) -> None:
    answer = api_for(alice).post(f"{API}{claim.pk}/{verb}/", {**body, "version": 0}, format="json")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid"
    assert answer.json()["error"]["message"]
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"), [("bob", 404), ("zoe", 404), ("maya", 404), ("vera", 404), ("adam", 404), ("root", 404)]
)
def test_another_does_not_judge(
    name: str, status: int, claim: Claim, register: Evidence, api_for: Any, request: pytest.FixtureRequest
) -> None:
    api = api_for(request.getfixturevalue(name))
    assert api.get(f"{API}{claim.pk}/").status_code == status
    for verb in ("confirm", "correct", "reject", "skip"):
        assert api.post(f"{API}{claim.pk}/{verb}/", {"reason": "other"}, format="json").status_code == status
    link = {"evidence": register.pk, "stance": "supports"}
    assert api.post(f"{API}{claim.pk}/evidence/", link, format="json").status_code == status
    verdict = {"verdict": "refuted", "justification": "So it is."}
    assert api.put(f"{API}{claim.pk}/verdict/", verdict, format="json").status_code == status
    assert not Judgement.objects.exists()
    assert not EvidenceLink.objects.exists()
    assert not Verdict.objects.exists()


def test_the_other_reviewers_answers_do_not_show(
    claim: Claim, article: Article, alice: Person, bob: Person, make_assignment: Any, api_for: Any
) -> None:
    make_assignment(article, bob)
    BY_NAME["reject"].perform(alice, claim, {"reason": "other", "note": "hers alone"})
    start = article.text.index("40 residents")
    added = BY_NAME["add"].perform(alice, article, {"kind": "casualty", "start": start, "end": start + 12})
    submit(alice, article)

    api = api_for(bob)
    assert api.get(f"{API}{claim.pk}/").json()["status"] == "open"
    assert api.get(f"{API}{added.claim_id}/").status_code == 404
    assert api.post(f"{API}{added.claim_id}/confirm/", {}, format="json").status_code == 404
    assert api.get("/api/v1/judgements/").json()["results"] == []
    assert api.get("/api/v1/settlements/").json()["results"] == []
    assert "hers alone" not in api.get(f"/api/v1/articles/{article.pk}/claims/").content.decode()


def test_evidence_is_linked_and_unlinked(
    claim: Claim, register: Evidence, alice: Person, bob: Person, api_for: Any
) -> None:
    api = api_for(alice)
    made = api.post(f"{API}{claim.pk}/evidence/", {"evidence": register.pk, "stance": "refutes"}, format="json")
    assert made.status_code == 201
    assert [row["stance"] for row in api.get(f"{API}{claim.pk}/evidence/").json()] == ["refutes"]
    api.post(f"{API}{claim.pk}/evidence/", {"evidence": register.pk, "stance": "context"}, format="json")
    assert EvidenceLink.objects.get().stance == "context"

    assert api_for(bob).delete(f"/api/v1/links/{made.json()['id']}/").status_code == 404
    assert api.delete(f"/api/v1/links/{made.json()['id']}/").status_code == 204
    assert api.get(f"{API}{claim.pk}/evidence/").json() == []
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        *("link", "begin", "link", "unlink"),
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"evidence": 10**6, "stance": "supports"}, 404),
        ({"evidence": "x", "stance": "supports"}, 422),
        ({"stance": "supports"}, 422),
        ({"evidence": 1, "stance": "likes"}, 422),
    ],
)
def test_a_link_to_nothing_is_refused(body: Any, status: int, claim: Claim, alice: Person, api_for: Any) -> None:
    assert api_for(alice).post(f"{API}{claim.pk}/evidence/", body, format="json").status_code == status


def test_a_verdict_is_given_changed_and_taken_back(claim: Claim, alice: Person, api_for: Any) -> None:
    api, place = api_for(alice), f"{API}{claim.pk}/verdict/"
    assert api.get(place).json() == {"claim": claim.pk, "verdict": "", "version": 0}
    assert api.put(place, {"verdict": "supported", "version": 0}, format="json").status_code == 422

    given = {"verdict": "supported", "justification": "The register lists them.", "version": 0}
    assert api.put(place, given, format="json").json()["version"] == 1
    stale = api.put(place, {**given, "verdict": "refuted"}, format="json")
    assert stale.status_code == 409
    assert stale.json()["error"]["current"]["version"] == 1
    assert api.put(place, {**given, "verdict": "refuted", "version": 1}, format="json").json()["verdict"] == "refuted"
    assert api.delete(place, {"version": 2}, format="json").json()["verdict"] == ""
    assert Verdict.objects.get().version == 3


def test_adjudicating(
    project: Project,
    article: Article,
    claim: Claim,
    alice: Person,
    bob: Person,
    adam: Person,
    vera: Person,
    zoe: Person,
    make_assignment: Any,
    api_for: Any,
) -> None:
    make_assignment(article, bob)
    BY_NAME["confirm"].perform(alice, claim, {})
    BY_NAME["reject"].perform(bob, claim, {"reason": "other"})
    place, decision = f"{API}{claim.pk}/adjudicate/", {"is_claim": False, "reason": "edge_case", "confidence": 4}
    submit(alice, article)
    assert api_for(adam).post(place, decision, format="json").status_code == 403
    submit(bob, article)

    assert api_for(alice).post(place, decision, format="json").status_code == 403
    assert api_for(vera).post(place, decision, format="json").status_code == 403
    assert api_for(zoe).post(place, decision, format="json").status_code == 404
    assert api_for(adam).post(place, {"is_claim": False}, format="json").status_code == 422
    answer = api_for(adam).post(place, decision, format="json")
    assert answer.status_code == 200
    assert (answer.json()["is_claim"], answer.json()["resolution"]) == (False, "adjudicated")
    assert Settlement.objects.get().settled_by == adam
    (row,) = api_for(vera).get("/api/v1/settlements/", {"article": article.pk}).json()["results"]
    assert row["reason"] == "edge_case"


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30, "-1"])
def test_ids_that_are_none(pk: str, alice: Person, api_for: Any) -> None:
    api = api_for(alice)
    for address in (f"{API}{pk}/", f"{API}{pk}/evidence/", f"/api/v1/articles/{pk}/", f"/api/v1/jobs/{pk}/"):
        assert api.get(address).status_code == 404
