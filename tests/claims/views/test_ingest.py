from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import annotate
from claims.models import Article, Job, Person, Project

HTMX = {"HX-Request": "true"}
PASTED = {
    "way": "paste",
    "title": "Ferry hit in the strait",
    "source": "Bay Courier",
    "url": "https://courier.example/ferry",
    "published_at": "2026-03-04",
    "language": "en",
    "text": "Three people drowned, the harbour master said.\r\n",
}


@pytest.fixture(autouse=True)
def _quick_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pipeline finds is not the matter here."""
    monkeypatch.setattr(annotate, "fingerprint", lambda language="en", terms=(): "test")
    monkeypatch.setattr(annotate, "propose_many", lambda texts, language="en", terms=(): [[] for _ in texts])


@pytest.fixture
def address(project: Project) -> str:
    return reverse("project-ingest", args=[project.pk])


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("adam", 403), ("vera", 403), ("zoe", 404), ("maya", 200), ("root", 200)]
)
def test_who_adds_articles(
    name: str, status: int, address: str, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(address).status_code == status
    assert client.post(address, {"way": "paste"}).status_code == (422 if status == 200 else status)
    assert Article.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_pasted_article_goes_in_and_is_read(address: str, project: Project, maya: Person, client_for: Any) -> None:
    client = client_for(maya)
    response = client.post(address, PASTED)
    assert response.status_code == 302
    article = Article.objects.get()
    assert article.text == "Three people drowned, the harbour master said.\n"
    assert (article.title, article.source, str(article.published_at)) == (PASTED["title"], "Bay Courier", "2026-03-04")
    job = Job.objects.get()
    assert (job.name, job.arguments, job.asked_by, job.state) == (
        "preannotate",
        {"articles": [article.pk]},
        maya,
        "done",
    )
    page = client.get(address).content.decode()
    assert "1 article is in." in page
    assert f'id="job-{job.pk}"' in page
    assert "1 article is in." not in client.get(address).content.decode()


def test_htmx_gets_the_result_at_once(address: str, maya: Person, client_for: Any) -> None:
    response = client_for(maya).post(address, PASTED, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.strip().startswith('<div id="ingest">')
    assert "1 article is in." in page
    assert PASTED["title"] not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "required"),
        ({"text": " \n"}, "There is no text"),
        ({"url": "javascript:alert(1)"}, "http:// or https://"),
        ({"published_at": "yesterday"}, "valid date"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    wrong: dict[str, str], says: str, headers: dict[str, str], address: str, maya: Person, client_for: Any
) -> None:
    response = client_for(maya).post(address, PASTED | wrong, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert 'value="Bay Courier"' in page
    assert Article.objects.count() == 0


def test_a_text_that_is_there_already_is_named(
    address: str, project: Project, make_article: Any, maya: Person, client_for: Any
) -> None:
    known = make_article(project, text="Three people drowned, the harbour master said.\n", title="The first one")
    response = client_for(maya).post(address, PASTED)
    page = response.content.decode()
    assert response.status_code == 422
    assert "The first one" in page
    assert reverse("article", args=[known.pk]) in page
    assert PASTED["text"].strip() in page


def test_files_with_duplicates_and_problems(
    address: str, project: Project, make_article: Any, maya: Person, client_for: Any
) -> None:
    known = make_article(project, text="Known already.", title="Known")
    lines = [json.dumps({"text": "One line.", "source": "Wire"}), "{broken", json.dumps({"text": "Known already."})]
    files = [
        SimpleUploadedFile("many.jsonl", "\n".join(lines).encode()),
        SimpleUploadedFile("plain.txt", b"Just one text."),
        SimpleUploadedFile("picture.png", b"\x89PNG"),
    ]
    posted = {"way": "upload", "files": files, "source": "Desk", "language": "uk", "published_at": "2026-01-02"}
    page = client_for(maya).post(address, posted, headers=HTMX).content.decode()
    assert "2 articles are in." in page
    assert "many.jsonl, line 2:" in page
    assert "picture.png:" in page
    assert "many.jsonl, line 3:" in page
    assert reverse("article", args=[known.pk]) in page
    facts = Article.objects.exclude(pk=known.pk).order_by("pk").values_list("source", "language")
    assert list(facts) == [("Wire", "en"), ("Desk", "uk")]


def test_too_large_an_upload_is_refused_in_words(address: str, maya: Person, client_for: Any, settings: Any) -> None:
    settings.LARGEST_UPLOAD = 1000
    files = [SimpleUploadedFile(f"{name}.txt", b"x" * 600) for name in "ab"]
    response = client_for(maya).post(address, {"way": "upload", "files": files})
    assert response.status_code == 422
    assert "the limit is 1000" in response.content.decode()
    assert Article.objects.count() == 0


def test_no_file_is_said(address: str, maya: Person, client_for: Any) -> None:
    response = client_for(maya).post(address, {"way": "upload"})
    assert response.status_code == 422
    assert "required" in response.content.decode()
