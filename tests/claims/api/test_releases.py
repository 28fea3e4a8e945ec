"""Releases and evaluations over the API."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.release import release
from claims.actions.submit import submit
from claims.models import Article, Job, Person, Project, Release

API = "/api/v1/"
PEOPLE = [("maya", 202, 202), ("root", 202, 202), ("adam", 403, 202), ("vera", 403, 202)]
PEOPLE += [("alice", 403, 403), ("zoe", 404, 404)]


@pytest.fixture
def settled(article: Article, alice: Person, make_assignment: Any) -> Article:
    make_assignment(article, alice)
    submit(alice, article)
    return article


@pytest.mark.parametrize(("name", "makes", "measures"), PEOPLE)
def test_who_makes_and_who_measures(
    name: str, makes: int, measures: int, project: Project, api_for: Any, request: pytest.FixtureRequest
) -> None:
    api = api_for(request.getfixturevalue(name))
    assert api.post(API + "releases/", {"project": project.pk, "note": "n"}, format="json").status_code == makes
    assert api.post(API + "evaluations/", {"project": project.pk}, format="json").status_code == measures
    made = {"release": makes == 202, "evaluate": measures == 202}
    assert {job.name for job in Job.objects.all()} == {job for job, done in made.items() if done}


@pytest.mark.parametrize(
    ("name", "seen"), [("maya", 1), ("adam", 1), ("vera", 1), ("root", 1), ("alice", 0), ("zoe", 0)]
)
def test_who_reads_a_release_and_its_file(
    name: str,
    seen: int,
    settled: Article,
    project: Project,
    maya: Person,
    api_for: Any,
    request: pytest.FixtureRequest,
) -> None:
    made = release(maya, project, "For the paper")
    api = api_for(request.getfixturevalue(name))
    rows = api.get(API + "releases/", {"project": project.pk}).json()["results"]
    assert len(rows) == seen
    if seen:
        assert (rows[0]["number"], rows[0]["note"], rows[0]["sha256"]) == (1, "For the paper", made.sha256)
        assert rows[0]["manifest"]["articles"] == 1
    answer = api.get(f"{API}releases/{made.pk}/download/")
    assert answer.status_code == (200 if seen else 404)
    if seen:
        with made.content.open("rb") as file:
            assert b"".join(answer.streaming_content) == file.read()
    assert api.get(API + "releases/", {"project": "0"}).json()["results"] == []


@pytest.mark.django_db(transaction=True)
def test_from_asking_to_the_figures(settled: Article, project: Project, maya: Person, api_for: Any) -> None:
    api = api_for(maya)
    job = api.post(API + "releases/", {"project": project.pk}, format="json").json()
    assert (job["name"], job["state"], job["report"]["number"]) == ("release", "done", 1)
    assert Release.objects.get().number == 1
    job = api.post(API + "evaluations/", {"project": project.pk, "release": 1}, format="json").json()
    read = api.get(f"{API}evaluations/{job['id']}/").json()
    assert (read["state"], read["report"]["release"], read["report"]["articles"]) == ("done", 1, 1)


@pytest.mark.parametrize("number", [9, 0, -1, "x", 10**30])
def test_a_release_there_is_none_of(number: Any, project: Project, maya: Person, api_for: Any) -> None:
    answer = api_for(maya).post(API + "evaluations/", {"project": project.pk, "release": number}, format="json")
    assert answer.status_code == 422
    assert "release" in answer.json()["error"]["fields"]
    assert not Job.objects.exists()


def test_another_persons_report_is_for_managers(
    project: Project, maya: Person, vera: Person, adam: Person, api_for: Any
) -> None:
    job = Job.objects.create(name="evaluate", project=project, asked_by=vera, state="done", report={"articles": 1})
    export = Job.objects.create(name="export", project=project, asked_by=vera)
    for person, status in ((vera, 200), (maya, 200), (adam, 404)):
        assert api_for(person).get(f"{API}evaluations/{job.pk}/").status_code == status
    assert api_for(vera).get(f"{API}evaluations/{export.pk}/").status_code == 404


@pytest.mark.parametrize("many", [1, 10])
def test_the_number_of_queries_does_not_grow(
    many: int, project: Project, maya: Person, api_for: Any, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        Release.objects.create(project=project, number=number + 1, manifest={}, sha256="a" * 64, created_by=maya)
    api = api_for(maya)
    with django_assert_num_queries(2):
        assert len(api.get(API + "releases/").json()["results"]) == many
