"""The page of the agreement."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, Claim, Job, Person, Project


@pytest.fixture
def read(
    project: Project, make_article: Any, make_claim: Any, alice: Person, bob: Person, make_assignment: Any
) -> Project:
    """Six articles that both have handed in, in two weeks, and one that Alice alone has."""
    project.reviewers_per_article = 2
    project.save()
    for number in range(7):
        article = make_article(project, title=f"<b>Report</b> {number}")
        claim = make_claim(article, "Shells killed at least 12 people", low=12)
        for person in (alice, bob):
            make_assignment(article, person)
            if number < 6 or person == alice:
                verb, data = ("confirm", {}) if number % 3 or person == bob else ("reject", {"reason": "other"})
                BY_NAME[verb].perform(person, claim, data)
                submit(person, article)
    Assignment.objects.filter(article__title__endswith="2").update(submitted_at="2026-01-06T12:00:00Z")
    return project


def measured(client: Client, project: Project, capture: Any, **wanted: str) -> str:
    address = reverse("project-agreement", args=[project.pk])
    with capture(execute=True):
        response = client.post(address, wanted)
    assert response.status_code == 302
    return client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("zoe", 404)]
)
def test_who_sees_it(
    name: str,
    status: int,
    read: Project,
    maya: Person,
    client_for: Any,
    request: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    measured(client_for(maya), read, django_capture_on_commit_callbacks)
    client = client_for(request.getfixturevalue(name))
    addresses = [reverse("project-agreement", args=[read.pk])]
    addresses += [reverse("agreement-download", args=[read.pk, form]) for form in ("csv", "json", "svg")]
    for address in addresses:
        assert client.get(address).status_code == status
    assert client.post(addresses[0]).status_code == (302 if status == 200 else status)


def test_figures_of_what_both_submitted_and_of_nothing_else(
    read: Project, maya: Person, client_for: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_for(maya)
    assert "Nothing has been measured yet" in client.get(reverse("project-agreement", args=[read.pk])).content.decode()
    page = measured(client, read, django_capture_on_commit_callbacks)
    for words in ("Claim spotting", "Cohen&#x27;s κ", "Alice, Bob", "still in review 1", "0.6841", "<svg"):
        assert words in page, words
    assert "<b>Report</b>" not in page
    assert "&lt;b&gt;Report&lt;/b&gt; 0" in page
    # Of the one that only Alice has submitted there is no word.
    assert "Report&lt;/b&gt; 6" not in page


def test_it_is_measured_anew_only_where_something_changed(
    read: Project, maya: Person, bob: Person, client_for: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_for(maya)
    page = measured(client, read, django_capture_on_commit_callbacks)
    assert "The record has changed" not in page
    first = Job.objects.get(name="agreement")
    measured(client, read, django_capture_on_commit_callbacks)
    assert Job.objects.get(name="agreement") == first
    last = Article.objects.get(title__endswith="6")
    BY_NAME["confirm"].perform(bob, Claim.objects.get(article=last), {})
    submit(bob, last)
    assert "The record has changed" in client.get(reverse("project-agreement", args=[read.pk])).content.decode()
    page = measured(client, read, django_capture_on_commit_callbacks)
    assert "The record has changed" not in page
    assert "still in review" not in page
    assert Job.objects.get(name="agreement") != first


def test_filters_are_in_the_address(
    read: Project, maya: Person, alice: Person, bob: Person, client_for: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_for(maya)
    address = reverse("project-agreement", args=[read.pk])
    with django_capture_on_commit_callbacks(execute=True):
        wanted = {"one": bob.pk, "other": alice.pk, "kind": "casualty", "week": "2026-W02", "version": "1"}
        response = client.post(address, wanted)
    assert response.url == f"{address}?pair={alice.pk}-{bob.pk}&kind=casualty&week=2026-W02&version=1"
    page = client.get(response.url).content.decode()
    assert "of another week 5" in page
    assert "read the figures as anecdotes" in page
    # A kind that is not in use, and what cannot be read, ask for all.
    assert client.post(address, {"kind": "rumour", "one": "x", "version": "-1"}).url == address


def test_with_nothing_to_compare_it_says_so(
    project: Project, article: Article, vera: Person, client_for: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = measured(client_for(vera), project, django_capture_on_commit_callbacks)
    assert "There is nothing to compare yet" in page


def test_a_job_that_runs_or_failed_is_shown(project: Project, maya: Person, client_for: Any) -> None:
    job = Job.objects.create(name="agreement", project=project, asked_by=maya, arguments={"filters": ""})
    page = client_for(maya).get(reverse("project-agreement", args=[project.pk])).content.decode()
    assert f'id="job-{job.pk}"' in page
    Job.objects.update(state="failed", error="No room.")
    page = client_for(maya).get(reverse("project-agreement", args=[project.pk])).content.decode()
    assert "No room." in page


def test_the_files_have_pseudonyms_and_every_figure(
    read: Project, maya: Person, client_for: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_for(maya)
    download = reverse("agreement-download", args=[read.pk, "json"])
    assert client.get(download).status_code == 404
    measured(client, read, django_capture_on_commit_callbacks)
    response = client.get(download)
    found = response.json()
    assert found["reviewers"] == ["r1", "r2"]
    assert found["by"]["pair"][0]["pair"] == ["r1", "r2"]
    assert response.headers["Content-Disposition"] == f'attachment; filename="agreement-{read.pk}.json"'
    assert "Report" not in response.content.decode()
    table = client.get(reverse("agreement-download", args=[read.pk, "csv"]))
    rows = list(csv.DictReader(io.StringIO(table.content.decode())))
    spotting = next(row for row in rows if (row["level"], row["of"], row["measure"]) == ("spotting", "", "percent"))
    assert float(spotting["value"]) == next(
        row["measures"]["percent"]["value"] for row in found["rows"] if (row["level"], row["of"]) == ("spotting", "")
    )
    assert {row["level"] for row in rows} >= {"by_pair", "by_kind", "by_week", "by_version", "verdict"}
    drawn = client.get(reverse("agreement-download", args=[read.pk, "svg"]))
    assert drawn.headers["Content-Disposition"] == f'attachment; filename="agreement-{read.pk}.svg"'
    assert ElementTree.fromstring(drawn.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert client.get(reverse("agreement-download", args=[read.pk, "xml"])).status_code == 404


def test_the_number_of_queries_does_not_grow(
    read: Project,
    maya: Person,
    client_for: Any,
    django_capture_on_commit_callbacks: Any,
    django_assert_max_num_queries: Any,
) -> None:
    client = client_for(maya)
    measured(client, read, django_capture_on_commit_callbacks)
    with django_assert_max_num_queries(14):
        client.get(reverse("project-agreement", args=[read.pk]))
