from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from annotate import KINDS
from claims.exporters import EXPORTERS
from claims.models import Article, Assignment, AuditEntry, Evidence, Job, Membership, Person, Project

API = "/api/v1/"


def test_evidence_is_shared_searched_added_and_changed(
    project: Project, alice: Person, bob: Person, api_for: Any
) -> None:
    api = api_for(alice)
    made = api.post(
        API + "evidence/",
        {"title": "The register", "url": "https://hospital.example/r", "passage": "Forty were treated."},
        format="json",
    )
    assert made.status_code == 201
    other = api_for(bob)
    (found,) = other.get(API + "evidence/", {"q": "forty"}).json()["results"]
    assert found["id"] == made.json()["id"]
    assert other.get(API + "evidence/", {"q": "nothing of it"}).json()["results"] == []
    again = other.post(API + "evidence/", {key: found[key] for key in ("title", "url", "passage")}, format="json")
    assert again.json()["id"] == found["id"]

    place = f"{API}evidence/{found['id']}/"
    assert other.patch(place, {"note": "mine", "version": 1}, format="json").status_code == 403
    changed = api.patch(place, {"note": "Signed by Dr Osk", "version": 1}, format="json")
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    stale = api.patch(place, {"note": "Another", "version": 1}, format="json")
    assert stale.status_code == 409
    assert stale.json()["error"]["current"]["note"] == "Signed by Dr Osk"
    assert stale.json()["error"]["mine"]["note"] == "Another"
    assert Evidence.objects.get().note == "Signed by Dr Osk"


def test_strangers_have_no_evidence(zoe: Person, api_for: Any) -> None:
    assert api_for(zoe).get(API + "evidence/").status_code == 403
    assert api_for(zoe).post(API + "evidence/", {"title": "x"}, format="json").status_code == 403


@pytest.mark.parametrize(
    "body", [{}, {"title": ""}, {"title": "x", "url": "javascript:alert(1)"}, {"title": "x", "published_at": "soon"}]
)
def test_evidence_that_makes_no_sense(body: Any, project: Project, alice: Person, api_for: Any) -> None:
    assert api_for(alice).post(API + "evidence/", body, format="json").status_code == 422
    assert not Evidence.objects.exists()


def test_assigning_returning_and_releasing(
    project: Project, article: Article, alice: Person, bob: Person, maya: Person, api_for: Any
) -> None:
    api = api_for(maya)
    body = {"project": project.pk, "articles": [article.pk], "people": ["alice", "bob"]}
    made = api.post(API + "assignments/", body, format="json")
    assert made.status_code == 201
    assert {row["person"] for row in made.json()} == {"alice", "bob"}
    assert [row["person"] for row in api_for(bob).get(API + "assignments/").json()["results"]] == ["bob"]
    assert len(api.get(API + "assignments/", {"project": project.pk, "state": "assigned"}).json()["results"]) == 2

    hers = Assignment.objects.get(person=alice)
    assert api_for(bob).post(f"{API}assignments/{hers.pk}/release/").status_code == 404
    assert api_for(alice).post(f"{API}assignments/{hers.pk}/release/").status_code == 403
    assert api.post(f"{API}assignments/{hers.pk}/return/").status_code == 422
    assert api.post(f"{API}assignments/{hers.pk}/release/").status_code == 204
    hers.refresh_from_db()
    assert hers.state == "released"
    assert api_for(alice).get(API + "assignments/").json()["results"] == []
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == ["assign", "assign", "release"]


def test_reminding(
    article: Article, alice: Person, bob: Person, maya: Person, make_assignment: Any, api_for: Any, mailoutbox: Any
) -> None:
    place = f"{API}assignments/{make_assignment(article, alice).pk}/remind/"
    for person, status in ((bob, 404), (alice, 403)):
        assert api_for(person).post(place).status_code == status
    done = api_for(maya).post(place)
    assert (done.status_code, done.json()["reminded_on"]) == (200, timezone.localdate().isoformat())
    (letter,) = mailoutbox
    assert f"http://testserver/articles/{article.pk}/review/" in letter.body
    again = api_for(maya).post(place)
    assert again.status_code == 422
    assert "Once a day is enough" in again.content.decode()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"people": ["nobody"]}, 422),
        ({"people": ["vera"]}, 422),
        ({"people": ["zoe"]}, 422),
        ({"people": []}, 422),
        ({"articles": [10**9]}, 422),
        ({"articles": ["x"]}, 422),
        ({"project": 10**9}, 404),
    ],
)
def test_assignments_that_cannot_be(
    change: Any, status: int, project: Project, article: Article, zoe: Person, maya: Person, api_for: Any
) -> None:
    body = {"project": project.pk, "articles": [article.pk], "people": ["alice"], **change}
    assert api_for(maya).post(API + "assignments/", body, format="json").status_code == status
    assert not Assignment.objects.exists()


def test_articles_of_another_project_are_not_assigned(
    project: Project, make_article: Any, maya: Person, api_for: Any
) -> None:
    other = Project.objects.create(name="Another", created_by=maya)
    foreign = make_article(other)
    body = {"project": project.pk, "articles": [foreign.pk], "people": ["alice"]}
    assert api_for(maya).post(API + "assignments/", body, format="json").status_code == 422


@pytest.mark.parametrize(
    ("name", "status"), [("maya", 202), ("adam", 202), ("vera", 202), ("root", 202), ("alice", 403), ("zoe", 404)]
)
def test_who_may_export(name: str, status: int, project: Project, api_for: Any, request: pytest.FixtureRequest) -> None:
    api = api_for(request.getfixturevalue(name))
    for exporter in EXPORTERS:
        answer = api.post(API + "exports/", {"project": project.pk, "format": exporter.slug}, format="json")
        assert answer.status_code == status
        assert "job" not in answer.json()
    assert Job.objects.filter(name="export").count() == (len(EXPORTERS) if status == 202 else 0)


def test_an_export_in_no_such_format(project: Project, maya: Person, api_for: Any) -> None:
    answer = api_for(maya).post(API + "exports/", {"project": project.pk, "format": "stone"}, format="json")
    assert answer.status_code == 422


def test_a_file_is_fetched_once_it_is_there_and_only_by_whom_it_concerns(
    project: Project, maya: Person, vera: Person, adam: Person, zoe: Person, api_for: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    job = Job.objects.create(name="export", project=project, asked_by=vera, arguments={"format": "csv"})
    place = f"{API}exports/{job.pk}/download/"
    assert api_for(vera).get(place).status_code == 422
    job.state = "done"
    job.result.save("gold.csv", ContentFile(b"a,b\n"))
    for person in (vera, maya):
        answer = api_for(person).get(place)
        assert b"".join(answer.streaming_content) == b"a,b\n"
        assert answer["Content-Type"].startswith("text/csv")
        assert "attachment" in answer["Content-Disposition"]
    assert api_for(adam).get(place).status_code == 404
    assert api_for(zoe).get(place).status_code == 404
    Membership.objects.filter(person=vera).delete()
    assert api_for(Person.objects.get(pk=vera.pk)).get(place).status_code == 403


def test_jobs_are_those_one_asked_for_or_manages(
    project: Project, alice: Person, maya: Person, zoe: Person, api_for: Any
) -> None:
    job = Job.objects.create(name="preannotate", project=project, asked_by=alice, done=1, total=4)
    for person, status in ((alice, 200), (maya, 200), (zoe, 404)):
        answer = api_for(person).get(f"{API}jobs/{job.pk}/")
        assert answer.status_code == status
    assert api_for(alice).get(f"{API}jobs/{job.pk}/").json()["percent"] == 25


def test_who_one_is(project: Project, alice: Person, api_for: Any) -> None:
    me = api_for(alice).get(API + "me/").json()
    assert (me["username"], me["roles"]) == ("alice", {str(project.pk): "reviewer"})


def test_kinds_with_their_attributes(alice: Person, api_for: Any) -> None:
    kinds = api_for(alice).get(API + "kinds/").json()["kinds"]
    assert [kind["slug"] for kind in kinds] == [kind.slug for kind in KINDS]
    assert [each["name"] for each in kinds[0]["attributes"]] == [each.name for each in KINDS[0].attributes]
