from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.adjudicate import adjudicate
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Claim, Job, Person, Project, Settlement

RULE = {"share": "all", "span": "overlap", "values": "any", "reason": "edge_case"}


@pytest.fixture
def waiting(
    project: Project, article: Article, alice: Person, bob: Person, make_claim: Any, make_assignment: Any
) -> Claim:
    claim = make_claim(article, "at least 12 people")
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["confirm"].perform(alice, claim, {})
    BY_NAME["correct"].perform(bob, claim, {"start": 7, "end": 33})
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    return claim


@pytest.mark.parametrize(
    ("name", "status"), [("maya", 200), ("adam", 200), ("vera", 403), ("alice", 403), ("root", 403), ("zoe", 404)]
)
def test_who_may(
    name: str, status: int, waiting: Claim, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client, place = client_for(request.getfixturevalue(name)), reverse("settle-by-rule", args=[project.pk])
    assert client.get(place, RULE).status_code == status
    if status != 200:
        assert client.post(place, RULE).status_code == status
        assert not Job.objects.exists()


def test_it_is_shown_before_it_is_done(waiting: Claim, project: Project, adam: Person, client_for: Any) -> None:
    client, place = client_for(adam), reverse("settle-by-rule", args=[project.pk])
    assert "chosen" not in client.get(place).context
    page = client.get(place, RULE)
    assert (page.context["number"], page.context["looked_at"]) == (1, 1)
    assert not Settlement.objects.exists()
    assert client.get(place, {**RULE, "span": "exact"}).context["number"] == 0
    assert client.post(place, RULE).status_code == 302
    job = Job.objects.get()
    assert job.arguments == {
        "rule": {"majority": False, "overlap": True, "attributes": False},
        **{"reason": "edge_case", "note": "", "kind": ""},
    }


@pytest.mark.parametrize("odd", [{"share": "none"}, {"reason": ""}, {"span": "x"}, {"kind": "stone"}])
def test_a_rule_that_is_none(
    odd: dict[str, str], waiting: Claim, project: Project, adam: Person, client_for: Any
) -> None:
    answer = client_for(adam).post(reverse("settle-by-rule", args=[project.pk]), {**RULE, **odd})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not Job.objects.exists()


def test_a_settled_claim_is_opened_again(waiting: Claim, adam: Person, vera: Person, client_for: Any) -> None:
    adjudicate(adam, Claim.objects.select_related("article__project").get(), {"is_claim": True, "reason": "other"})
    client, place = client_for(adam), reverse("claim-reopen", args=[waiting.pk])
    assert place in client.get(reverse("adjudicate", args=[waiting.pk])).content.decode()
    assert client_for(vera).post(place, {"version": "1"}).status_code == 403
    assert "settled it anew" in client.post(place, {"version": "7"}, follow=True).content.decode()
    assert "waits again" in client.post(place, {"version": "1"}, follow=True).content.decode()
    assert not Settlement.objects.exists()


def test_the_queue_says_on_what_they_differ(waiting: Claim, project: Project, adam: Person, client_for: Any) -> None:
    client, place = client_for(adam), reverse("project-adjudication", args=[project.pk])
    assert [row.claim.dispute for row in client.get(place).context["rows"]] == ["span"]
    assert client.get(place, {"dispute": "presence"}).context["rows"] == []
    assert len(client.get(place, {"dispute": "span"}).context["rows"]) == 1
