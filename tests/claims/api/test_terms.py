from __future__ import annotations

from typing import Any

import pytest

from claims.models import Person, Project, ProjectTerm

API = "/api/v1/terms/"


@pytest.fixture
def term(project: Project, maya: Person) -> ProjectTerm:
    return ProjectTerm.objects.create(project=project, words="grey zone", added_by=maya)


@pytest.mark.parametrize(
    ("name", "seen", "status"),
    [("alice", 1, 403), ("vera", 1, 403), ("adam", 1, 403), ("zoe", 0, 404), ("maya", 1, 200), ("root", 1, 200)],
)
def test_who_sees_and_changes_a_list(
    name: str, seen: int, status: int, project: Project, term: ProjectTerm, api_for: Any, request: pytest.FixtureRequest
) -> None:
    api = api_for(request.getfixturevalue(name))
    assert len(api.get(API, {"project": project.pk}).json()["results"]) == seen
    assert api.get(f"{API}{term.pk}/").status_code == (200 if seen else 404)
    assert api.patch(f"{API}{term.pk}/", {"note": "n", "version": 1}, format="json").status_code == status
    body = {"project": project.pk, "terms": [{"words": "land defender"}]}
    assert api.post(API, body, format="json").status_code == (201 if status == 200 else status)
    assert ProjectTerm.objects.filter(words="land defender").exists() is (status == 200)


def test_terms_are_added_changed_and_removed(project: Project, maya: Person, api_for: Any) -> None:
    api = api_for(maya)
    lines = [{"words": "Land Defender", "alternatives": ["farmer"]}, {"words": "regime", "action": "silence"}]
    made = api.post(API, {"project": project.pk, "terms": lines}, format="json").json()
    assert [(row["words"], row["action"], row["version"]) for row in made] == [
        ("land defender", "add", 1),
        ("regime", "silence", 1),
    ]
    place = f"{API}{made[0]['id']}/"
    changed = api.patch(place, {"note": "n"}, format="json", headers={"If-Match": "1"}).json()
    assert (changed["note"], changed["alternatives"], changed["version"]) == ("n", ["farmer"], 2)
    stale = api.patch(place, {"note": "m", "version": 1}, format="json")
    assert stale.status_code == 409
    assert stale.json()["error"]["current"]["note"] == "n"
    assert stale.json()["error"]["mine"]["note"] == "m"
    assert api.delete(place, headers={"If-Match": "1"}).status_code == 409
    assert api.delete(place, headers={"If-Match": "2"}).status_code == 204
    assert [term.words for term in ProjectTerm.objects.all()] == ["regime"]


@pytest.mark.parametrize("lines", [None, [], "regime", ["regime"], [{"words": "regime"}], [{}]])
def test_a_list_that_makes_no_sense(lines: Any, project: Project, maya: Person, api_for: Any) -> None:
    answer = api_for(maya).post(API, {"project": project.pk, "terms": lines}, format="json")
    assert answer.status_code == 422
    assert not ProjectTerm.objects.exists()


@pytest.mark.parametrize("asked", [None, "x", "9" * 30])
def test_a_project_that_is_not_there(asked: Any, project: Project, maya: Person, api_for: Any) -> None:
    body = {"project": asked, "terms": [{"words": "grey zone"}]}
    assert api_for(maya).post(API, body, format="json").status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(
    many: int, project: Project, maya: Person, api_for: Any, django_assert_num_queries: Any
) -> None:
    ProjectTerm.objects.bulk_create(ProjectTerm(project=project, words=f"w{n}", added_by=maya) for n in range(many))
    with django_assert_num_queries(2):
        assert len(api_for(maya).get(API).json()["results"]) == many
