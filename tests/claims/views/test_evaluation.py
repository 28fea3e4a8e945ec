"""The evaluation page: who measures, what the report shows, and where each miss leads."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.release import release
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.agreement.scoring import Claim as Found
from claims.agreement.scoring import compare, report
from claims.models import Article, Claim, Job, Person, Project

PEOPLE = [("alice", 403), ("bob", 403), ("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("zoe", 404)]


@pytest.fixture
def settled(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Claim:
    claim = make_claim(article, "Ostrava Bay on Tuesday", "framing")
    make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, article)
    return claim


def done(project: Project, person: Person, article: Article, claim: int = 0, **more: Any) -> Job:
    """An evaluation that has ended: one claim missed, one made up, one found with a wrong attribute."""
    gold = [
        Found("framing", 36, 58, "Ostrava Bay on Tuesday", {}, id=claim),
        Found("casualty", 0, 6, "Shells", {"low": 12, "outcomes": ["killed"]}, id=claim),
    ]
    found = [
        Found("casualty", 0, 6, "Shells", {"low": None, "outcomes": ["killed"]}, rule="kill-verb", score=0.9),
        Found("statement", 70, 80, "<b>made up</b>", {}, rule="say-clause", score=0.7),
    ]
    made = report([compare({"article": article.pk, "title": article.title}, gold, found)])
    made |= {"waiting": 3, "kinds_measured": project.kinds, "fingerprint": "model 2 rules 3", "release": None, **more}
    return Job.objects.create(name="evaluate", project=project, asked_by=person, state="done", report=made)


@pytest.mark.parametrize(("name", "status"), PEOPLE)
def test_who_measures(
    name: str, status: int, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client, address = client_for(request.getfixturevalue(name)), reverse("project-evaluation", args=[project.pk])
    assert client.get(address).status_code == status
    assert client.post(address, {"release": ""}).status_code == (302 if status == 200 else status)
    assert Job.objects.filter(name="evaluate").count() == (status == 200)


def test_the_report_as_tables_with_each_miss_linked(
    settled: Claim, project: Project, maya: Person, vera: Person, client_for: Any
) -> None:
    article = settled.article
    done(project, maya, article, settled.pk)
    page = client_for(vera).get(reverse("project-evaluation", args=[project.pk])).content.decode()
    assert f'href="{reverse("article", args=[article.pk])}?claim={settled.pk}"' in page
    assert reverse("rule", args=["kill-verb"]) in page
    assert "&lt;b&gt;made up&lt;/b&gt;" in page
    for words in (
        "model 2 rules 3",
        "0.50",
        "Casualty: Lowest",
        "<ins>12</ins>",
        "<del>–</del>",
        "Ostrava Bay on Tuesday",
    ):
        assert words in page


def test_an_earlier_report_can_be_read(project: Project, article: Article, maya: Person, client_for: Any) -> None:
    first = done(project, maya, article, release=4)
    last = done(project, maya, article)
    client, address = client_for(maya), reverse("project-evaluation", args=[project.pk])
    assert client.get(address).context["shown"] == last
    assert client.get(address, {"job": first.pk}).context["shown"] == first
    assert "Against release 4" in client.get(address, {"job": first.pk}).content.decode()
    assert client.get(address, {"job": "999999"}).context["shown"] == last


def test_no_report_of_another_project_or_sort_of_job(
    project: Project, article: Article, maya: Person, client_for: Any
) -> None:
    elsewhere = Project.objects.create(name="Elsewhere", created_by=maya)
    other = done(elsewhere, maya, article)
    export = Job.objects.create(name="export", project=project, asked_by=maya, state="done")
    client, address = client_for(maya), reverse("project-evaluation", args=[project.pk])
    for job in (other, export):
        page = client.get(address, {"job": job.pk})
        assert page.context["shown"] is None
        assert "Nothing has been measured yet." in page.content.decode()


def test_a_release_there_is_none_of(project: Project, maya: Person, client_for: Any) -> None:
    response = client_for(maya).post(reverse("project-evaluation", args=[project.pk]), {"release": "7"})
    assert response.status_code == 422
    assert "Choose a release" in response.content.decode()
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_from_the_choice_to_the_report(settled: Claim, project: Project, maya: Person, client_for: Any) -> None:
    release(maya, project)
    client, address = client_for(maya), reverse("project-evaluation", args=[project.pk])
    assert "Release 1 of" in client.get(address).content.decode()
    client.post(address, {"release": "1"})
    job = Job.objects.get(name="evaluate")
    assert (job.state, job.arguments, job.error) == ("done", {"release": 1, "unaided": False}, "")
    page = client.get(address).content.decode()
    assert "Against release 1" in page
    assert "Ostrava Bay on Tuesday" in page
    assert f"{address}?job={job.pk}" in client.get(reverse("job", args=[job.pk])).content.decode()


def test_on_articles_reviewed_without_proposals(project: Project, maya: Person, client_for: Any) -> None:
    client_for(maya).post(reverse("project-evaluation", args=[project.pk]), {"release": "", "articles": "unaided"})
    assert Job.objects.get().arguments == {"release": None, "unaided": True}


@pytest.mark.django_db(transaction=True)
def test_without_gold_the_job_says_so(project: Project, article: Article, maya: Person, client_for: Any) -> None:
    client, address = client_for(maya), reverse("project-evaluation", args=[project.pk])
    client.post(address, {"release": ""})
    assert "has no gold yet" in client.get(address).content.decode()


@pytest.mark.parametrize("many", [1, 15])
def test_the_number_of_queries_does_not_grow(
    many: int, project: Project, article: Article, maya: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        done(project, maya, article)
    client = client_for(maya)
    # Session, person, roles, project, jobs, the one that is shown, releases.
    with django_assert_num_queries(7):
        client.get(reverse("project-evaluation", args=[project.pk]))
