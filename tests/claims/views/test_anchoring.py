from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Claim, Person, Project, Settlement
from claims.models.claim import Origin
from claims.queries.anchoring import sheets
from claims.queries.gold import gold, left_out
from claims.queries.queue import to_review, with_progress


@pytest.fixture
def unaided(project: Project, alice: Person, make_article: Any, make_claim: Any, make_assignment: Any) -> Article:
    """An article that Alice reviews without seeing the two proposals made in it."""
    article = make_article(project, unaided=True, fingerprint="model rules 1")
    for quote in ("at least 12 people", "40 residents"):
        make_claim(article, quote, _origin=Origin.WITHHELD)
    make_assignment(article, alice)
    return article


def add(person: Person, article: Article, quote: str) -> Claim:
    start = article.text.index(quote)
    return (
        BY_NAME["add"].perform(person, article, {"kind": "casualty", "start": start, "end": start + len(quote)}).claim
    )


def test_what_is_withheld_shows_nowhere_to_its_reviewer(
    unaided: Article, alice: Person, client_for: Any, api_for: Any
) -> None:
    client, hidden = client_for(alice), Claim.objects.first()
    page = client.get(reverse("review", args=[unaided.pk]))
    assert page.context["items"] == []
    assert "without proposals" in page.content.decode()
    assert client.get(reverse("article", args=[unaided.pk])).context["items"] == []
    assert client.post(reverse("review-claim-action", args=[hidden.pk, "confirm"]), {"version": 0}).status_code == 404
    assert api_for(alice).get(f"/api/v1/articles/{unaided.pk}/claims/").json() == []
    assert api_for(alice).get(f"/api/v1/claims/{hidden.pk}/").status_code == 404
    assert [row.total for row in with_progress(to_review(alice))] == [0]
    (row,) = client.get(reverse("project", args=[unaided.project_id])).context["rows"]
    assert row.found == 0


def test_the_same_words_can_be_added_and_become_gold_alone(unaided: Article, alice: Person) -> None:
    added = add(alice, unaided, "at least 12 people")
    submit(alice, unaided)
    assert Settlement.objects.get().claim == added
    unaided.refresh_from_db()
    assert unaided.state == "settled"
    assert left_out(unaided.project)["claims_awaiting_adjudication"] == 0
    (article,) = gold(unaided.project)
    assert [claim.id for claim in article.claims] == [added.pk]
    assert article.waiting == 0


def test_what_was_found_by_hand_is_compared_with_what_was_withheld(
    unaided: Article,
    project: Project,
    alice: Person,
    maya: Person,
    make_article: Any,
    make_claim: Any,
    make_assignment: Any,
    client_for: Any,
) -> None:
    add(alice, unaided, "12 people")
    submit(alice, unaided)
    shown = make_article(project, fingerprint="model rules 1")
    claim = make_claim(shown, "at least 12 people")
    make_assignment(shown, alice)
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, shown)

    found = {sheet.unaided: sheet for sheet in sheets(project)}
    assert [len(found[True].proposals), len(found[True].gold), len(found[True].readings)] == [2, 1, 1]
    _label, row = client_for(maya).get(reverse("project-anchoring", args=[project.pk])).context["rows"][0]
    assert (row.recall.part, row.recall.whole, row.recall_exact.part) == (1, 1, 0)
    assert (row.pull.shown.value, row.pull.hidden.value, row.pull.difference) == (1.0, 0.5, 0.5)


@pytest.mark.parametrize(("name", "status"), [("maya", 200), ("root", 200), ("alice", 403), ("bob", 403), ("zoe", 404)])
def test_who_sees_the_figures(
    name: str, status: int, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    answer = client_for(request.getfixturevalue(name)).get(reverse("project-anchoring", args=[project.pk]))
    assert answer.status_code == status
    if status == 200:
        assert "No article has been reviewed without proposals yet" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_the_page_asks_the_same_however_many_articles(
    number: int, project: Project, maya: Person, make_article: Any, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for place in range(number):
        make_article(project, unaided=place % 2 == 0, state="settled", fingerprint="model rules 1")
    client = client_for(maya)
    with django_assert_max_num_queries(14):
        client.get(reverse("project-anchoring", args=[project.pk]))
    # It is measured once.
    with django_assert_max_num_queries(6):
        client.get(reverse("project-anchoring", args=[project.pk]))


def test_it_is_measured_anew_when_another_article_is_handed_in(
    unaided: Article, project: Project, alice: Person, maya: Person, client_for: Any
) -> None:
    client, address = client_for(maya), reverse("project-anchoring", args=[project.pk])
    assert client.get(address).context["unaided"] == 0
    add(alice, unaided, "at least 12 people")
    submit(alice, unaided)
    for _ in range(2):
        page = client.get(address)
        assert page.context["unaided"] == 1
        recall = page.context["rows"][0][1].recall
        assert (recall.part, recall.whole) == (1, 1)
