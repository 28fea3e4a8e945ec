from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.assign import assign
from claims.models import Article, Assignment, AuditEntry, Person, Project


@pytest.fixture
def address(project: Project, alice: Person, bob: Person) -> str:
    place = reverse("project-allocate", args=[project.pk])
    return f"{place}?strategy=even&person={alice.pk}&person={bob.pk}&weight-{bob.pk}=2"


@pytest.mark.parametrize(
    ("name", "status"), [("maya", 200), ("root", 200), ("adam", 403), ("vera", 403), ("alice", 403), ("zoe", 404)]
)
def test_who_may(
    name: str, status: int, address: str, article: Article, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(address).status_code == status
    if status != 200:
        assert client.post(address, {"plan": "x"}).status_code == status
        assert not Assignment.objects.exists()


def test_a_plan_is_shown_and_then_carried_out(
    project: Project, address: str, make_article: Any, maya: Person, alice: Person, bob: Person, client_for: Any
) -> None:
    for _ in range(4):
        make_article(project)
    client = client_for(maya)
    page = client.get(address)
    assert page.context["plan"].per_person() == {alice.pk: 2, bob.pk: 2}
    assert "4 assignments of 4 articles" in page.content.decode()
    assert not Assignment.objects.exists()

    done = client.post(f"{address}&due_on=2031-02-03", {"plan": page.context["plan"].signature})
    assert done["Location"] == reverse("project", args=[project.pk])
    assert Assignment.objects.filter(person=alice).count() == Assignment.objects.filter(person=bob).count() == 2
    assert {str(day) for day in Assignment.objects.values_list("due_on", flat=True)} == {"2031-02-03"}
    assert AuditEntry.objects.filter(verb="assign", actor=maya).count() == 4
    assert set(Article.objects.values_list("slots", "state")) == {(0, "review")}
    assert "No article has room" in client.get(address).content.decode()


def test_a_plan_that_changed_meanwhile_is_shown_anew_and_nothing_is_given(
    project: Project, address: str, make_article: Any, maya: Person, bob: Person, client_for: Any
) -> None:
    first, _second = make_article(project), make_article(project)
    client = client_for(maya)
    signature = client.get(address).context["plan"].signature
    assign(maya, project, [first], [bob])
    answer = client.post(address, {"plan": signature})
    assert answer.status_code == 422
    assert "the plan has changed" in answer.content.decode()
    assert answer.context["total"] == 1
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("filters", [{"source": "quai"}, {"language": "fr"}, {"q": "ferry"}])
def test_only_what_fits_the_filter(
    filters: dict[str, str], project: Project, address: str, make_article: Any, maya: Person, client_for: Any
) -> None:
    make_article(project)
    wanted = make_article(project, source="Le Quai", language="fr", title="The ferry")
    page = client_for(maya).get(address + "".join(f"&{name}={value}" for name, value in filters.items()))
    assert [article for article, *_ in page.context["pairs"]] == [wanted.pk]


@pytest.mark.parametrize(
    "odd", ["&strategy=stone", "&number=0", "&most=x", "&due_on=soon", "&seed=-1", "&person=x&person=999999"]
)
def test_odd_wishes(odd: str, address: str, article: Article, maya: Person, client_for: Any) -> None:
    answer = client_for(maya).get(address + odd)
    assert answer.status_code == 200
    assert not Assignment.objects.exists()


def test_who_cannot_review_is_given_nothing(
    project: Project, article: Article, maya: Person, vera: Person, client_for: Any
) -> None:
    place = reverse("project-allocate", args=[project.pk])
    answer = client_for(maya).get(f"{place}?strategy=even&person={vera.pk}")
    assert answer.status_code == 422
    assert "does not review" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 40])
def test_the_plan_asks_the_same_however_many_articles(
    number: int,
    project: Project,
    address: str,
    make_article: Any,
    maya: Person,
    client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(number):
        make_article(project)
    client = client_for(maya)
    with django_assert_max_num_queries(14):
        assert client.get(address).context["total"] == number
