from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, Assignment, Person, Project


@pytest.fixture
def place(project: Project) -> str:
    Project.objects.update(self_service=True)
    return reverse("project-next", args=[project.pk])


def test_the_next_article_opens(place: str, article: Article, alice: Person, client_for: Any) -> None:
    client = client_for(alice)
    assert place in client.get(reverse("home")).content.decode()
    assert client.post(place)["Location"] == reverse("review", args=[article.pk])
    assert Assignment.objects.get().person == alice
    answer = client.post(place, follow=True)
    assert answer.redirect_chain == [(reverse("home"), 302)]
    assert "Nothing is left for you" in answer.content.decode()


def test_where_articles_are_given_out_there_is_no_button(
    project: Project, article: Article, alice: Person, client_for: Any
) -> None:
    place = reverse("project-next", args=[project.pk])
    client = client_for(alice)
    assert place not in client.get(reverse("home")).content.decode()
    assert "a manager gives the articles out" in client.post(place, follow=True).content.decode()
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("vera", 403), ("zoe", 404), ("root", 403)])
def test_whom_it_is_not_for(
    name: str, status: int, place: str, article: Article, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.post(place).status_code == status
    assert place not in client.get(reverse("home")).content.decode()
    assert client.get(place).status_code == 405
