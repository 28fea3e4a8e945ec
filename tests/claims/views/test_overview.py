from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Person, Project
from claims.views.overview import CHARTS


@pytest.fixture
def busy(project: Project, article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Project:
    claim = make_claim(article, "at least 12 people")
    make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, article)
    return project


@pytest.mark.parametrize(
    ("name", "status"),
    [("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("alice", 403), ("bob", 403), ("zoe", 404)],
)
def test_who_sees_it(name: str, status: int, busy: Project, client_for: Any, request: pytest.FixtureRequest) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("project-overview", args=[busy.pk])).status_code == status
    assert client.get(reverse("overview-chart", args=[busy.pk, "reviews", "csv"])).status_code == status


def test_what_it_says(busy: Project, maya: Person, client_for: Any) -> None:
    page = client_for(maya).get(reverse("project-overview", args=[busy.pk]))
    (row,) = page.context["workers"]
    assert (row.person.username, row.decided, row.submitted) == ("alice", 1, 1)
    assert dict(page.context["states"])["settled"] == 1
    assert page.context["totals"]["settled"] == 1
    reviews = next(chart for chart in page.context["charts"] if chart.name == "reviews")
    assert reviews.rows[-1][1] == [1]
    assert page.content.decode().count("<figure") == len(CHARTS)


@pytest.mark.parametrize("name", list(CHARTS))
def test_each_chart_as_a_file(name: str, busy: Project, maya: Person, client_for: Any) -> None:
    client = client_for(maya)
    table = client.get(reverse("overview-chart", args=[busy.pk, name, "csv"]))
    assert table["Content-Type"].startswith("text/csv")
    rows = table.content.decode().splitlines()
    assert len(rows) == 1 + len(CHARTS[name](busy).labels)
    drawn = client.get(reverse("overview-chart", args=[busy.pk, name, "svg"]))
    assert drawn["Content-Disposition"] == f'attachment; filename="{name}-{busy.pk}.svg"'
    root = ElementTree.fromstring(drawn.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("address", ["stone.csv", "reviews.png", "reviews.exe"])
def test_there_are_no_other_files(address: str, busy: Project, maya: Person, client_for: Any) -> None:
    assert client_for(maya).get(f"/projects/{busy.pk}/overview/{address}").status_code == 404


def test_an_empty_project_says_what_to_do(project: Project, maya: Person, client_for: Any) -> None:
    page = client_for(maya).get(reverse("project-overview", args=[project.pk])).content.decode()
    assert "Nobody has decided anything yet" in page
    assert "0 reviews are still to be handed in" in page


def test_while_it_is_counted_it_says_so(
    busy: Project, maya: Person, client_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.actions.count.all_there", lambda: False)
    for page in ("project-overview", "project-work", "project-rules"):
        shown = client_for(maya).get(reverse(page, args=[busy.pk])).content.decode()
        assert "still being brought up to date" in shown, page


@pytest.mark.parametrize("number", [1, 15])
def test_it_asks_the_same_however_many_articles(
    number: int,
    project: Project,
    maya: Person,
    alice: Person,
    make_article: Any,
    make_assignment: Any,
    client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(number):
        article = make_article(project)
        make_assignment(article, alice)
        submit(alice, article)
    client = client_for(maya)
    client.get(reverse("project-overview", args=[project.pk]))
    with django_assert_max_num_queries(30):
        client.get(reverse("project-overview", args=[project.pk]))
