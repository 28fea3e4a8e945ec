from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Article, Assignment, Person, Project
from claims.models.assignment import AssignmentState

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("name", "status"),
    [("alice", 200), ("bob", 200), ("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("zoe", 404)],
)
def test_who_sees_the_list(
    name: str, status: int, project: Project, article: Article, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("project", args=[project.pk])).status_code == status


def test_without_an_account_one_signs_in(project: Project) -> None:
    response = Client().get(reverse("project", args=[project.pk]))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("sign-in"))


def test_each_reviewers_progress_shows(
    project: Project,
    article: Article,
    make_claim: Any,
    make_assignment: Any,
    alice: Person,
    maya: Person,
    client_for: Any,
) -> None:
    make_claim(article, "12 people", low=12)
    make_assignment(article, alice)
    page = client_for(maya).get(reverse("project", args=[project.pk])).content.decode()
    assert "0/1" in page
    assert reverse("article", args=[article.pk]) in page


def test_a_reviewer_sees_her_own_articles_and_nobody_elses_progress(
    project: Project, make_article: Any, make_assignment: Any, alice: Person, bob: Person, client_for: Any
) -> None:
    hers, his, both = (make_article(project, title=title) for title in ("Only hers", "Only his", "Both"))
    for article, person in ((hers, alice), (his, bob), (both, alice), (both, bob)):
        make_assignment(article, person)
    response = client_for(alice).get(reverse("project", args=[project.pk]))
    page = response.content.decode()
    assert "Only hers" in page
    assert "Both" in page
    assert "Only his" not in page
    assert [row.person for article in response.context["rows"] for row in article.given] == [alice, alice]
    assert 'name="articles"' not in page


def test_a_released_article_is_hers_no_longer(
    project: Project, article: Article, make_assignment: Any, alice: Person, client_for: Any
) -> None:
    make_assignment(article, alice, state=AssignmentState.RELEASED)
    page = client_for(alice).get(reverse("project", args=[project.pk])).content.decode()
    assert article.title not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=bridge", ["The bridge"]),
        ("q=BRIDGE the", ["The bridge"]),
        ("state=settled", ["The market"]),
        ("source=tide", ["The market"]),
        ("assignee=none", ["The market"]),
        ("assignee=alice", ["The bridge"]),
        ("assignee=999999999999999999999999", ["The market", "The bridge"]),
        ("assignee=999999", []),
        ("state=nonsense", ["The market", "The bridge"]),
        ("before=nonsense", ["The market", "The bridge"]),
        ("before=99999999999999999999999999", ["The market", "The bridge"]),
    ],
)
def test_filters(
    query: str,
    found: list[str],
    project: Project,
    make_article: Any,
    make_assignment: Any,
    alice: Person,
    maya: Person,
    client_for: Any,
) -> None:
    make_assignment(make_article(project, title="The bridge"), alice)
    make_article(project, title="The market", source="Tidewatch", state="settled")
    query = query.replace("=alice", f"={alice.pk}")
    response = client_for(maya).get(f"{reverse('project', args=[project.pk])}?{query}")
    assert [article.title for article in response.context["rows"]] == found


def test_htmx_gets_the_list_alone(project: Project, article: Article, maya: Person, client_for: Any) -> None:
    page = client_for(maya).get(reverse("project", args=[project.pk]), headers=HTMX).content.decode()
    assert page.strip().startswith('<div id="articles">')
    assert "<html" not in page


def test_older_articles_are_a_page_further(project: Project, make_article: Any, maya: Person, client_for: Any) -> None:
    made = [make_article(project) for _ in range(51)]
    client = client_for(maya)
    first = client.get(reverse("project", args=[project.pk]) + "?state=new")
    assert [article.pk for article in first.context["rows"]] == [article.pk for article in reversed(made)][:50]
    assert f"?state=new&amp;before={first.context['before']}" in first.content.decode()
    second = client.get(reverse("project", args=[project.pk]) + f"?before={first.context['before']}")
    assert [article.pk for article in second.context["rows"]] == [made[0].pk]
    assert second.context["before"] is None


@pytest.mark.parametrize("many", [1, 50])
def test_the_number_of_queries_does_not_grow(
    many: int,
    project: Project,
    make_article: Callable[..., Article],
    make_assignment: Callable[..., Assignment],
    alice: Person,
    bob: Person,
    maya: Person,
    client_for: Callable[[Person], Client],
    django_assert_num_queries: Any,
) -> None:
    for _ in range(many):
        article = make_article(project)
        make_assignment(article, alice)
        make_assignment(article, bob)
    client = client_for(maya)
    # Session, person, roles, project, articles, assignments, the people to choose from.
    with django_assert_num_queries(8):
        client.get(reverse("project", args=[project.pk]))


@pytest.mark.parametrize(
    ("name", "says"),
    [("maya", "Add the first ones"), ("vera", "Its manager adds them"), ("alice", "yours to review")],
)
def test_an_empty_list_says_what_to_do(
    name: str, says: str, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    page = client_for(request.getfixturevalue(name)).get(reverse("project", args=[project.pk])).content.decode()
    assert says in page
