"""Agreement over the API: read as last measured, measured anew where the record has changed."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Job, Person, Project


@pytest.fixture
def read_twice(
    project: Project, article: Article, alice: Person, bob: Person, make_claim: Any, make_assignment: Any
) -> str:
    """The address of the agreement of a project with one article that Alice and Bob have read."""
    Project.objects.update(reviewers_per_article=2)
    claim = make_claim(article, "at least 12 people", low=12)
    for person in (alice, bob):
        make_assignment(article, person)
    for person in (alice, bob):
        BY_NAME["confirm"].perform(person, claim, {})
        submit(person, Article.objects.select_related("project").get())
    return f"/api/v1/projects/{project.pk}/agreement/"


@pytest.mark.parametrize(
    ("name", "code"),
    [("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("alice", 403), ("bob", 403), ("zoe", 404)],
)
def test_who_reads_it_and_who_has_it_measured(
    name: str, code: int, read_twice: str, api_for: Any, request: pytest.FixtureRequest
) -> None:
    api = api_for(request.getfixturevalue(name))
    answer = api.get(read_twice)
    assert answer.status_code == code
    if code == 200:
        assert answer.json() == {"report": None, "stale": False, "job": None}
    assert api.post(read_twice).status_code == (202 if code == 200 else code)
    assert Job.objects.filter(name="agreement").count() == (code == 200)


@pytest.mark.django_db(transaction=True)
def test_from_asking_to_the_figures(read_twice: str, project: Project, maya: Person, api_for: Any) -> None:
    api = api_for(maya)
    assert api.post(read_twice, {}, format="json").status_code in (200, 202)
    read = api.get(read_twice).json()
    assert (read["stale"], read["job"]) == (False, None)
    spotting = next(row for row in read["report"]["rows"] if row["level"] == "spotting")
    assert (spotting["articles"], spotting["measures"]["percent"]["value"]) == (1, 1.0)
    assert {"alice", "bob"}.isdisjoint(read["report"]["reviewers"])
    assert len(read["report"]["reviewers"]) == 2
    assert Article.objects.get().title not in str(read)

    assert api.post(read_twice, {}, format="json").status_code == 200
    assert Job.objects.count() == 1
    article = Article.objects.get()
    api.post(
        f"/api/v1/claims/{article.claims.get().pk}/adjudicate/",
        {"reason": "other", "version": 1},
        format="json",
    )
    assert api.get(read_twice).json()["stale"]


@pytest.mark.django_db(transaction=True)
def test_a_part_of_it(read_twice: str, alice: Person, bob: Person, maya: Person, api_for: Any) -> None:
    api, part = api_for(maya), {"kind": "casualty", "one": "bob", "other": "alice"}
    api.post(read_twice, part, format="json")
    job = Job.objects.get()
    assert job.arguments["filters"] == f"pair={alice.pk}-{bob.pk}&kind=casualty"
    assert api.get(read_twice, part).json()["report"]["rows"]
    assert api.get(read_twice).json()["report"] is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"kind": "weather"}, "kind"),
        ({"one": "alice"}, "one"),
        ({"one": "alice", "other": "zoe"}, "one"),
        ({"week": "last"}, "week"),
        ({"version": "x"}, "version"),
        ({"article": 10**30}, "article"),
    ],
)
def test_what_cannot_be_read_is_named(
    asked: dict[str, Any], field: str, read_twice: str, maya: Person, api_for: Any
) -> None:
    api = api_for(maya)
    for answer in (api.get(read_twice, asked), api.post(read_twice, asked, format="json")):
        assert answer.status_code == 422
        assert field in answer.json()["error"]["fields"]
    assert not Job.objects.exists()


def test_a_job_that_failed_is_shown(read_twice: str, project: Project, maya: Person, api_for: Any) -> None:
    Job.objects.create(
        name="agreement", project=project, asked_by=maya, state="failed", error="No.", arguments={"filters": ""}
    )
    read = api_for(maya).get(read_twice).json()
    assert (read["report"], read["job"]["state"], read["job"]["error"]) == (None, "failed", "No.")
