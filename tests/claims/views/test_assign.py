from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.project import archive_project
from claims.models import Article, Assignment, AuditEntry, Person, Project
from claims.models.assignment import AssignmentState

HTMX = {"HX-Request": "true"}


def test_many_articles_go_to_many_people(
    project: Project, make_article: Any, alice: Person, bob: Person, maya: Person, client_for: Any
) -> None:
    articles = [make_article(project) for _ in range(3)]
    posted = {"articles": [article.pk for article in articles], "people": [alice.pk, bob.pk]}
    response = client_for(maya).post(reverse("project-assign", args=[project.pk]) + "?state=new", posted)
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("project", args=[project.pk]) + "?state=new"
    assert Assignment.objects.count() == 6
    assert AuditEntry.objects.filter(verb="assign", actor=maya).count() == 6


def test_htmx_gets_the_list_with_what_was_done(
    project: Project, article: Article, alice: Person, maya: Person, client_for: Any
) -> None:
    posted = {"articles": [article.pk], "people": [alice.pk]}
    response = client_for(maya).post(reverse("project-assign", args=[project.pk]), posted, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert "1 assignment made." in page
    assert page.strip().startswith('<div id="articles">')


def test_nothing_chosen_is_said_and_the_choice_is_kept(
    project: Project, article: Article, alice: Person, maya: Person, client_for: Any
) -> None:
    client, address = client_for(maya), reverse("project-assign", args=[project.pk])
    response = client.post(address, {"people": [alice.pk]})
    assert response.status_code == 422
    assert "Choose at least one article." in response.content.decode()
    assert f'value="{alice.pk}" checked' in response.content.decode()
    response = client.post(address, {"articles": [article.pk, "nonsense"]}, headers=HTMX)
    assert response.status_code == 422
    assert f'value="{article.pk}"' in response.content.decode()
    assert Assignment.objects.count() == 0


def test_an_article_of_another_project_is_not_given(
    project: Project, make_article: Any, alice: Person, maya: Person, client_for: Any
) -> None:
    other = make_article(Project.objects.create(name="Elsewhere", created_by=maya))
    posted = {"articles": [other.pk], "people": [alice.pk]}
    assert client_for(maya).post(reverse("project-assign", args=[project.pk]), posted).status_code == 422
    assert Assignment.objects.count() == 0


def test_releasing(
    project: Project, article: Article, make_assignment: Any, alice: Person, maya: Person, client_for: Any
) -> None:
    assignment = make_assignment(article, alice)
    address = reverse("assignment-release", args=[assignment.pk])
    response = client_for(maya).post(address + "?q=x")
    assert response.headers["Location"] == reverse("project", args=[project.pk]) + "?q=x"
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.RELEASED
    again = client_for(maya).post(address, headers=HTMX)
    assert again.status_code == 422
    assert "taken back already" in again.content.decode()


def test_returning(article: Article, make_assignment: Any, alice: Person, maya: Person, client_for: Any) -> None:
    assignment = make_assignment(article, alice, state=AssignmentState.SUBMITTED)
    response = client_for(maya).post(reverse("assignment-return", args=[assignment.pk]), headers=HTMX)
    assert "was returned to Alice" in response.content.decode()
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.RETURNED
    assert client_for(maya).post(reverse("assignment-return", args=[assignment.pk])).status_code == 422


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("adam", 403), ("vera", 403), ("zoe", 404), ("maya", 422), ("root", 422)]
)
def test_who_gives_articles_out(
    name: str,
    status: int,
    article: Article,
    make_assignment: Any,
    alice: Person,
    client_for: Any,
    request: pytest.FixtureRequest,
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.post(reverse("project-assign", args=[article.project_id])).status_code == status
    assignment = make_assignment(article, alice)
    assert client.post(reverse("assignment-return", args=[assignment.pk])).status_code == status
    status = 302 if status == 422 else status
    assert client.post(reverse("assignment-release", args=[assignment.pk])).status_code == status


def test_a_reviewer_learns_nothing_of_others_assignments(
    article: Article, make_assignment: Any, alice: Person, bob: Person, client_for: Any
) -> None:
    assignment = make_assignment(article, alice)
    assert client_for(bob).post(reverse("assignment-release", args=[assignment.pk])).status_code == 404


def test_only_post_changes_anything(
    article: Article, make_assignment: Any, alice: Person, maya: Person, client_for: Any
) -> None:
    client = client_for(maya)
    assignment = make_assignment(article, alice)
    for name, pk in (
        ("project-assign", article.project_id),
        ("assignment-release", assignment.pk),
        ("assignment-return", assignment.pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 405


def test_by_hand_with_a_date(
    project: Project, article: Article, alice: Person, maya: Person, make_article: Any, client_for: Any
) -> None:
    client, place = client_for(maya), reverse("project-assign", args=[project.pk])
    chosen = {"articles": [article.pk], "people": [alice.pk]}
    refused = client.post(place, {**chosen, "due_on": "soon"})
    assert refused.status_code == 422
    assert not Assignment.objects.exists()
    client.post(place, {**chosen, "due_on": "2031-02-03"})
    assert str(Assignment.objects.get().due_on) == "2031-02-03"
    assert AuditEntry.objects.get(verb="assign").after["due_on"] == "2031-02-03"
    assert f'name="people" value="{alice.pk}"' in client.get(reverse("project", args=[project.pk])).content.decode()


def test_taking_many_back(
    project: Project, article: Article, alice: Person, bob: Person, maya: Person, make_assignment: Any, client_for: Any
) -> None:
    for person in (alice, bob):
        make_assignment(article, person)
    client, place = client_for(maya), reverse("project-take-back", args=[project.pk])
    refused = client.post(place, {"people": [alice.pk]})
    assert refused.status_code == 422
    assert "Choose at least one article" in refused.content.decode()
    taken = client.post(f"{place}?state=review", {"articles": [article.pk], "people": [alice.pk]}, follow=True)
    assert "1 assignment was taken back." in taken.content.decode()
    assert Assignment.objects.get(person=alice).state == "released"
    assert Assignment.objects.get(person=bob).state == "assigned"
    assert client_for(alice).post(place, {"articles": [article.pk]}).status_code == 403
    assert client.get(place).status_code == 405


def test_an_archived_project_says_so_and_offers_nothing_to_do(
    project: Project, article: Article, maya: Person, client_for: Any
) -> None:
    client, place = client_for(maya), reverse("project", args=[project.pk])
    assert reverse("project-ingest", args=[project.pk]) in client.get(place).content.decode()
    archive_project(maya, project)
    page = client.get(place).content.decode()
    assert "archived</span></h1>" in page
    for name in ("project-ingest", "project-allocate", "project-take-back"):
        assert reverse(name, args=[project.pk]) not in page
