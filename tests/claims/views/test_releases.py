"""Releases on the page: who makes one, who gets the file."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.release import release
from claims.actions.submit import submit
from claims.models import Article, Job, Person, Project, Release


@pytest.fixture
def settled(article: Article, alice: Person, make_assignment: Any) -> Article:
    make_assignment(article, alice)
    submit(alice, article)
    return article


@pytest.mark.parametrize(
    ("name", "makes", "reads"),
    [
        ("alice", 403, 403),
        ("maya", 302, 200),
        ("adam", 403, 200),
        ("vera", 403, 200),
        ("root", 302, 200),
        ("zoe", 404, 404),
    ],
)
def test_who_makes_and_who_reads(
    name: str,
    makes: int,
    reads: int,
    settled: Article,
    project: Project,
    maya: Person,
    client_for: Any,
    request: pytest.FixtureRequest,
) -> None:
    made = release(maya, project, "For the paper")
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("release-download", args=[made.pk])).status_code == reads
    page = client.get(reverse("project-exports", args=[project.pk]))
    assert page.status_code == reads
    if reads == 200:
        words = page.content.decode()
        assert ("Freeze the gold" in words) == (makes == 302)
        for expected in ("Release 1", "For the paper", made.sha256, reverse("release-download", args=[made.pk])):
            assert expected in words
    posted = client.post(reverse("release-make", args=[project.pk]), {"note": "n"})
    assert posted.status_code == makes
    assert Job.objects.filter(name="release").count() == (makes == 302)


def test_the_file_comes_as_an_attachment_and_only_while_it_is_there(
    settled: Article, project: Project, maya: Person, vera: Person, client_for: Any
) -> None:
    made = release(maya, project)
    address = reverse("release-download", args=[made.pk])
    response = client_for(vera).get(address)
    with made.content.open("rb") as file:
        assert b"".join(response.streaming_content) == file.read()
    assert response.headers["Content-Type"] == "application/jsonl"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="ostrava-bay-1')
    made.content.storage.delete(made.content.name)
    assert client_for(vera).get(address).status_code == 404
    assert client_for(vera).get(reverse("release-download", args=[made.pk + 1])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_from_the_button_to_the_release(settled: Article, project: Project, maya: Person, client_for: Any) -> None:
    client = client_for(maya)
    response = client.post(reverse("release-make", args=[project.pk]), {"note": "first"})
    assert response.headers["Location"] == f"{reverse('project-exports', args=[project.pk])}#releases"
    made = Release.objects.get()
    assert (made.number, made.note) == (1, "first")
    client.post(reverse("release-make", args=[project.pk]))
    page = client.get(reverse("project-exports", args=[project.pk])).content.decode()
    assert "Nothing has changed since release 1" in page
    assert Release.objects.count() == 1


@pytest.mark.parametrize("many", [1, 10])
def test_the_number_of_queries_does_not_grow(
    many: int, project: Project, maya: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    manifest = {"articles": 1, "claims": 2, "by_kind": {}, "left_out": {}, "pipelines": {}}
    for number in range(many):
        Release.objects.create(project=project, number=number + 1, manifest=manifest, sha256="a" * 64, created_by=maya)
        Job.objects.create(name="release", project=project, asked_by=maya)
    client = client_for(maya)
    with django_assert_num_queries(9):
        client.get(reverse("project-exports", args=[project.pk]))
