from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from claims.exporters import EXPORTERS
from claims.models import Job, Person, Project

HTMX = {"HX-Request": "true"}


@pytest.fixture
def made(project: Project, maya: Person) -> Job:
    report = {
        "counts": {"articles": 3, "claims": 9},
        "left_out": {"articles_in_review": 2, "claims_awaiting_adjudication": 1},
    }
    job = Job.objects.create(
        name="export", project=project, asked_by=maya, arguments={"format": "native"}, state="done", report=report
    )
    job.result.save("gold.jsonl", ContentFile(b'{"id": 1}\n'))
    return job


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("zoe", 404)]
)
def test_who_exports(name: str, status: int, made: Job, client_for: Any, request: pytest.FixtureRequest) -> None:
    client = client_for(request.getfixturevalue(name))
    page = client.get(reverse("project-exports", args=[made.project_id]))
    assert page.status_code == status
    if status == 200:
        for words in ("Articles: 3", "Claims: 9", reverse("export-download", args=[made.pk])):
            assert words in page.content.decode()
    assert client.get(reverse("export-download", args=[made.pk])).status_code == status
    posted = client.post(reverse("project-exports", args=[made.project_id]), {"format": "nonsense"})
    assert posted.status_code == (422 if status == 200 else status)


def test_the_file_comes_as_an_attachment(made: Job, vera: Person, client_for: Any) -> None:
    response = client_for(vera).get(reverse("export-download", args=[made.pk]))
    assert b"".join(response.streaming_content) == b'{"id": 1}\n'
    assert response.headers["Content-Type"] == "application/jsonl"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="gold')
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_there_is_nothing_to_download_of_another_job(
    project: Project, made: Job, maya: Person, client_for: Any
) -> None:
    client = client_for(maya)
    for job in (
        Job.objects.create(name="export", project=project),
        Job.objects.create(name="preannotate", project=project),
    ):
        assert client.get(reverse("export-download", args=[job.pk])).status_code == 404
    made.result.storage.delete(made.result.name)
    assert client.get(reverse("export-download", args=[made.pk])).status_code == 404


@pytest.mark.parametrize("slug", [exporter.slug for exporter in EXPORTERS])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_every_format_can_be_asked_for(
    slug: str, headers: dict[str, str], project: Project, vera: Person, client_for: Any
) -> None:
    response = client_for(vera).post(reverse("project-exports", args=[project.pk]), {"format": slug}, headers=headers)
    job = Job.objects.get()
    assert (job.name, job.arguments, job.asked_by) == ("export", {"format": slug}, vera)
    if headers:
        assert "waiting for a worker" in response.content.decode()
    else:
        assert response.headers["Location"] == reverse("project-exports", args=[project.pk])


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_format_there_is_none_of(headers: dict[str, str], project: Project, maya: Person, client_for: Any) -> None:
    response = client_for(maya).post(reverse("project-exports", args=[project.pk]), {}, headers=headers)
    assert response.status_code == 422
    assert "Choose a format." in response.content.decode()
    assert Job.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_export_is_made_and_read(project: Project, article: Any, maya: Person, client_for: Any) -> None:
    client = client_for(maya)
    client.post(reverse("project-exports", args=[project.pk]), {"format": "native"})
    job = Job.objects.get()
    assert job.state == "done"
    page = client.get(reverse("project-exports", args=[project.pk])).content.decode()
    assert "articles that not all reviewers have submitted: 1" in page
    assert client.get(reverse("export-download", args=[job.pk])).status_code == 200


@pytest.mark.parametrize("many", [1, 20])
def test_the_number_of_queries_does_not_grow(
    many: int, project: Project, maya: Person, vera: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    Job.objects.bulk_create(Job(name="export", project=project, asked_by=vera) for _ in range(many))
    client = client_for(maya)
    # Session, person, roles, project, jobs, two for what is left out, releases and those under way.
    with django_assert_num_queries(9):
        client.get(reverse("project-exports", args=[project.pk]))
