from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.submit import submit
from claims.models import Article, Person, Project


@pytest.fixture
def gold(project: Project, alice: Person, make_article: Any, make_assignment: Any) -> Article:
    """A settled article in which there is no claim."""
    Project.objects.update(training_threshold=70, self_service=True)
    article = make_article(Project.objects.get())
    make_assignment(article, alice)
    submit(alice, article)
    return article


def test_the_whole_way(gold: Article, project: Project, maya: Person, bob: Person, client_for: Any) -> None:
    place = reverse("project-training", args=[project.pk])
    manager, trainee = client_for(maya), client_for(bob)
    assert place in trainee.get(reverse("home")).content.decode()
    assert gold.title in manager.get(place).content.decode()
    manager.post(reverse("training-choose", args=[project.pk]), {"article": gold.pk})

    first = trainee.post(reverse("training-begin", args=[project.pk]))["Location"]
    copy = Article.objects.get(copy_of=gold)
    assert first == reverse("review", args=[copy.pk])
    assert trainee.get(first).status_code == 200
    assert gold.title in trainee.get(place).content.decode()
    start = copy.text.index("40 residents")
    added = {"kind": "casualty", "start": start, "end": start + 12}
    trainee.post(reverse("review-article-action", args=[copy.pk, "add"]), added)
    trainee.post(reverse("submit", args=[copy.pk]))
    page = trainee.get(place).content.decode()
    assert "Your F1 against gold is 0 per cent" in page
    assert "40 residents" in page
    assert "what the guideline says" in page
    assert "Enter the queue" not in page

    trainee.post(reverse("training-begin", args=[project.pk]))
    trainee.post(reverse("submit", args=[Article.objects.filter(copy_of=gold).latest("id").pk]))
    page = trainee.get(place)
    assert page.context["report"]["passed"]
    done = trainee.post(reverse("training-finish", args=[page.context["mine"].pk]), follow=True)
    assert "Passed: from now on" in done.content.decode()
    assert "passed on" in manager.get(place).content.decode()


@pytest.mark.parametrize(("name", "status"), [("alice", 403), ("adam", 403), ("vera", 403), ("zoe", 404)])
def test_who_may_not_choose(
    name: str, status: int, gold: Article, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.post(reverse("training-choose", args=[project.pk]), {"article": gold.pk}).status_code == status
    page = client.get(reverse("project-training", args=[project.pk]))
    assert page.status_code == (404 if status == 404 else 200)
    if status == 403 and name == "alice":
        assert page.context["people"] == []
        assert list(page.context["others"]) == []
    assert not Article.objects.filter(training=True).exists()


def test_odd_requests(
    gold: Article, project: Project, maya: Person, bob: Person, vera: Person, client_for: Any
) -> None:
    manager, trainee = client_for(maya), client_for(bob)
    for odd in ("", "x", "999999"):
        assert manager.post(reverse("training-choose", args=[project.pk]), {"article": odd}).status_code == 404
    assert (
        "no training articles yet"
        in trainee.post(reverse("training-begin", args=[project.pk]), follow=True).content.decode()
    )
    assert client_for(vera).post(reverse("training-begin", args=[project.pk])).status_code == 403
    assert trainee.post(reverse("training-finish", args=[project.pk])).status_code == 404
