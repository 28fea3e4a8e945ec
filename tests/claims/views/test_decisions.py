"""What adjudicators decided: reasons counted, flags collected until the guideline is changed, and who may read it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.adjudicate import adjudicate
from claims.actions.project import change_guideline
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.models import Article, Assignment, Claim, Person, Project


@pytest.fixture
def decide(
    project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person, adam: Person
) -> Any:
    """`decide(reason=..., ...)`: a claim that Alice skipped and Adam settled so."""

    def make(kind: str = "casualty", **data: Any) -> Claim:
        article = make_article(project)
        claim = make_claim(article, "at least 12 people", kind=kind)
        make_assignment(article, alice)
        BY_NAME["skip"].perform(alice, claim, {})
        submit(alice, Article.objects.select_related("project").get(pk=article.pk))
        claim = Claim.objects.select_related("article__project").get(pk=claim.pk)
        adjudicate(adam, claim, {"reason": "edge_case", **data})
        return claim

    return make


def address(project: Project, query: str = "") -> str:
    return reverse("project-decisions", args=[project.pk]) + query


def claims(response: Any) -> list[int]:
    return [row.claim_id for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("name", "status"),
    [("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("alice", 403), ("zoe", 404)],
)
def test_who_reads_it(
    name: str, status: int, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    response = client_for(request.getfixturevalue(name)).get(address(project))
    assert response.status_code == status
    if status == 200:
        assert "No adjudicator has decided anything yet." in response.content.decode()


def test_reasons_are_counted_and_decisions_listed(decide: Any, project: Project, maya: Person, client_for: Any) -> None:
    sure = decide(confidence=5, note="Plain enough.")
    unsure = decide(reason="guideline_gap", confidence=2, guideline_change=True)
    none = decide(kind="statement", reason="guideline_gap", is_claim=False)
    client = client_for(maya)
    response = client.get(address(project))
    assert claims(response) == [none.pk, unsure.pk, sure.pk]
    assert [(str(label), n) for label, n in response.context["by_reason"]] == [
        ("The guideline does not say", 2),
        ("Edge case", 1),
    ]
    page = response.content.decode()
    assert all(words in page for words in ("Plain enough.", "no claim here", "should say more", "Of 3 decisions."))
    for query, found in (
        ("?reason=guideline_gap", [none, unsure]),
        ("?flag=any", [unsure]),
        ("?flag=open", [unsure]),
        ("?unsure=1", [unsure]),
        ("?kind=statement", [none]),
        (f"?before={unsure.settlement.pk}", [sure]),
        ("?reason=other", []),
    ):
        assert claims(client.get(address(project, query))) == [claim.pk for claim in found], query
    part = client.get(address(project, "?reason=other"), headers={"HX-Request": "true"}).content.decode()
    assert "No decision is like that." in part
    assert "<html" not in part


def test_flags_wait_for_the_manager_until_the_guideline_is_changed(
    decide: Any, project: Project, maya: Person, client_for: Any
) -> None:
    flagged = decide(guideline_change=True)
    decide()
    client, settings = client_for(maya), reverse("project-settings", args=[project.pk])
    page = client.get(settings).content.decode()
    assert "1 decision says that this version should say more." in page
    assert address(project, "?flag=open") in page
    change_guideline(maya, project, "Say more.", 1)
    assert "should say more" not in client.get(settings).content.decode()
    assert claims(client.get(address(project, "?flag=open"))) == []
    response = client.get(address(project, "?flag=any"))
    assert claims(response) == [flagged.pk]
    assert "(before the guideline of now)" in response.content.decode()
    again = decide(guideline_change=True)
    assert claims(client.get(address(project, "?flag=open"))) == [again.pk]


def test_an_article_under_review_again_tells_nothing(
    decide: Any, project: Project, maya: Person, alice: Person, client_for: Any
) -> None:
    decide(note="Nobody may know.", guideline_change=True)
    give_back(maya, Assignment.objects.get(person=alice))
    response = client_for(maya).get(address(project))
    assert claims(response) == []
    assert "Nobody may know." not in response.content.decode()
    assert (
        "should say more" not in client_for(maya).get(reverse("project-settings", args=[project.pk])).content.decode()
    )


@pytest.mark.parametrize("many", [1, 8])
def test_the_number_of_queries_does_not_grow(
    many: int, decide: Any, project: Project, maya: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        decide()
    client = client_for(maya)
    # Session, person, project, roles, decisions, their sums, the guideline of now.
    with django_assert_num_queries(7):
        client.get(address(project))
