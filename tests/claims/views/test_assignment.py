from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, Assignment, Person, Project


@pytest.fixture
def given(article: Article, alice: Person, make_assignment: Any) -> Assignment:
    return make_assignment(article, alice)


def test_a_due_date(given: Assignment, maya: Person, client_for: Any) -> None:
    client, place = client_for(maya), reverse("assignment", args=[given.pk])
    assert client.post(place, {"due_on": "2031-02-03"})["Location"] == place
    given.refresh_from_db()
    assert given.due_on == date(2031, 2, 3)
    assert "due 3 Feb." in client.get(reverse("project", args=[given.article.project_id])).content.decode()
    assert client.post(place, {"due_on": "soon"}).status_code == 422
    client.post(place, {"due_on": ""})
    given.refresh_from_db()
    assert given.due_on is None


def test_another_reviewer(given: Assignment, maya: Person, bob: Person, vera: Person, client_for: Any) -> None:
    client, place = client_for(maya), reverse("assignment", args=[given.pk])
    offered = {person.username for person in client.get(place).context["people"]}
    assert offered == {"bob", "maya", "adam"}
    for odd in (vera.pk, 999_999, "x"):
        assert client.post(place, {"person": odd}).status_code == 404
    assert client.post(place, {"person": bob.pk})["Location"] == reverse("project", args=[given.article.project_id])
    assert Assignment.objects.get(person=bob).state == "assigned"
    given.refresh_from_db()
    assert given.state == "released"
    assert client.post(place, {"due_on": "2031-02-03"}).status_code == 422


@pytest.mark.parametrize(("name", "status"), [("alice", 403), ("bob", 404), ("vera", 403), ("adam", 403), ("zoe", 404)])
def test_who_may_not(
    name: str, status: int, given: Assignment, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client, place = client_for(request.getfixturevalue(name)), reverse("assignment", args=[given.pk])
    assert client.get(place).status_code == status
    assert client.post(place, {"due_on": "2031-02-03"}).status_code == status


def test_over_the_api(
    project: Project, article: Article, alice: Person, bob: Person, maya: Person, zoe: Person, api_for: Any
) -> None:
    api = api_for(maya)
    body = {"project": project.pk, "articles": [article.pk], "people": ["alice"], "due_on": "2031-02-03"}
    (row,) = api.post("/api/v1/assignments/", body, format="json").json()
    assert row["due_on"] == "2031-02-03"
    place = f"/api/v1/assignments/{row['id']}/"
    assert api.post(place + "due/", {"due_on": None}, format="json").json()["due_on"] is None
    assert api.post(place + "due/", {}, format="json").status_code == 422
    assert api_for(alice).post(place + "reassign/", {"person": "bob"}, format="json").status_code == 403
    assert api.post(place + "reassign/", {"person": "nobody"}, format="json").status_code == 422
    assert api.post(place + "reassign/", {"person": "bob"}, format="json").json()["person"] == "bob"


def test_the_next_of_the_pool_over_the_api(
    project: Project, article: Article, alice: Person, vera: Person, zoe: Person, api_for: Any
) -> None:
    place = f"/api/v1/projects/{project.pk}/next/"
    assert api_for(alice).post(place).status_code == 422
    Project.objects.update(self_service=True)
    taken = api_for(alice).post(place)
    assert (taken.status_code, taken.json()["article"]) == (201, article.pk)
    assert taken.json()["lease_until"]
    assert api_for(alice).post(place).status_code == 204
    assert api_for(vera).post(place).status_code == 403
    assert api_for(zoe).post(place).status_code == 404


@pytest.mark.parametrize(
    ("state", "article_state", "button"),
    [
        ("assigned", "review", "assignment-release"),
        ("in_progress", "review", "assignment-release"),
        ("submitted", "settled", "assignment-return"),
        ("released", "review", ""),
    ],
)
def test_its_page_takes_it_back_or_returns_it(
    state: str, article_state: str, button: str, given: Assignment, maya: Person, client_for: Any
) -> None:
    Assignment.objects.update(state=state, reminded_on="2031-03-03")
    Article.objects.update(state=article_state)
    page = client_for(maya).get(reverse("assignment", args=[given.pk])).content.decode()
    places = {name: reverse(name, args=[given.pk]) for name in ("assignment-release", "assignment-return")}
    assert [name for name, place in places.items() if f'action="{place}"' in page] == ([button] if button else [])
    assert ("Due date" in page) == (state in ("assigned", "in_progress"))
    assert "Last reminded of it on 3 March 2031." in page
    assert reverse("history", args=["assignment", given.pk]) in page
