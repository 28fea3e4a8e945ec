from __future__ import annotations

from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, AuditEntry, Claim, Job, Judgement, Person, Project

API = "/api/v1/"
DRAFT = {"text": "Two men were shot dead in Karvel.\r\n", "title": "Karvel", "source": "Bay Courier"}


@pytest.fixture
def claim(article: Article, make_claim: Any) -> Claim:
    return make_claim(article, "at least 12 people", low=12, modifier="at_least")


@pytest.mark.parametrize(
    ("name", "listed", "one"),
    [
        ("maya", 2, 200),
        ("adam", 2, 200),
        ("vera", 2, 200),
        ("root", 2, 200),
        ("alice", 1, 200),
        ("bob", 0, 404),
        ("zoe", 0, 404),
    ],
)
def test_articles_are_those_that_one_may_read(
    name: str,
    listed: int,
    one: int,
    project: Project,
    article: Article,
    make_article: Any,
    make_assignment: Any,
    alice: Person,
    api_for: Any,
    request: pytest.FixtureRequest,
) -> None:
    make_article(project)
    make_assignment(article, alice)
    api = api_for(request.getfixturevalue(name) if name != "root" else request.getfixturevalue("root"))

    rows = api.get(API + "articles/").json()["results"]
    assert len(rows) == listed
    assert all("text" not in row for row in rows)
    answer = api.get(f"{API}articles/{article.pk}/")
    assert answer.status_code == one
    if one == 200:
        assert answer.json()["text"] == article.text


def test_nobody_reads_anything_without_signing_in(article: Article, client: Any) -> None:
    for address in ("", "me/", "kinds/", "projects/", "articles/", "evidence/", "assignments/", "jobs/", "exports/"):
        answer = client.get(API + address)
        assert answer.status_code == 401, address
        assert answer.json()["error"]["code"] == "not_authenticated"


def test_the_root_names_the_lists(alice: Person, api_for: Any) -> None:
    named = api_for(alice).get(API).json()
    assert {"projects", "articles", "judgements", "evidence", "assignments", "exports"} <= set(named)
    for address in named.values():
        assert api_for(alice).get(address).status_code in (200, 403)


def test_articles_are_narrowed(
    project: Project, article: Article, make_article: Any, maya: Person, api_for: Any
) -> None:
    other = make_article(project, title="Grain ships", language="fr", source="Le Quai", state="settled")
    api = api_for(maya)

    def ids(**asked: Any) -> list[int]:
        return [row["id"] for row in api.get(API + "articles/", asked).json()["results"]]

    assert ids() == [other.pk, article.pk]
    assert ids(state="settled") == ids(language="fr") == ids(source="Le Quai") == ids(q="grain") == [other.pk]
    assert ids(project=project.pk) == [other.pk, article.pk]
    for odd in ("0", "-1", "x", "9" * 40, "1 or 1=1"):
        assert ids(project=odd) == []


def test_a_list_has_pages_and_no_count(project: Project, make_article: Any, maya: Person, api_for: Any) -> None:
    made = [make_article(project).pk for _ in range(5)]
    api, seen = api_for(maya), []
    page = api.get(API + "articles/?limit=2").json()
    while True:
        assert set(page) == {"next", "previous", "results"}
        seen += [row["id"] for row in page["results"]]
        if not page["next"]:
            break
        page = api.get(page["next"]).json()
    assert seen == made[::-1]


@pytest.mark.parametrize("number", [1, 12])
def test_a_page_of_articles_asks_the_same_however_many_there_are(
    number: int, project: Project, make_article: Any, maya: Person, api_for: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(number):
        make_article(project)
    api = api_for(maya)
    with django_assert_max_num_queries(3):
        assert len(api.get(API + "articles/").json()["results"]) == number


def test_articles_come_in_and_are_read_in_the_background(project: Project, maya: Person, api_for: Any) -> None:
    api = api_for(maya)
    batch = {"project": project.pk, "articles": [DRAFT, DRAFT, {"text": "   "}]}

    answer = api.post(API + "articles/", batch, format="json")

    assert answer.status_code == 201
    report = answer.json()
    article = Article.objects.get(pk=report["created"][0])
    assert article.text == "Two men were shot dead in Karvel.\n"
    assert (article.title, article.source, article.ingested_by) == ("Karvel", "Bay Courier", maya)
    assert report["duplicates"] == [{"where": "article 2", "article": article.pk}]
    assert len(report["problems"]) == 1
    assert "article 3" in report["problems"][0]
    assert Job.objects.get(pk=report["job"]).arguments == {"articles": [article.pk]}
    again = api.post(API + "articles/", {"project": project.pk, "articles": [DRAFT]}, format="json")
    assert again.status_code == 200
    assert again.json()["job"] is None


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("adam", 403), ("vera", 403), ("zoe", 404), ("root", 201), ("maya", 201)]
)
def test_who_may_take_articles_in(
    name: str, status: int, project: Project, api_for: Any, request: pytest.FixtureRequest
) -> None:
    api = api_for(request.getfixturevalue(name))
    answer = api.post(API + "articles/", {"project": project.pk, "articles": [DRAFT]}, format="json")
    assert answer.status_code == status
    assert Article.objects.exists() is (status == 201)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"project": "x", "articles": [DRAFT]},
        {"articles": [DRAFT]},
        {"project": 1, "articles": []},
        {"project": 1, "articles": "text"},
        {"project": 1, "articles": [{"title": "no text"}]},
        {"project": 1, "articles": [{**DRAFT, "published_at": "yesterday"}]},
        {"project": 1, "articles": [{**DRAFT, "url": "javascript:alert(1)"}]},
    ],
)
def test_a_batch_that_makes_no_sense_is_refused_by_field(
    body: Any, project: Project, maya: Person, api_for: Any
) -> None:
    answer = api_for(maya).post(API + "articles/", body, format="json")
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"]
    assert not Article.objects.exists()


def test_what_is_no_json_is_told_so(project: Project, maya: Person, api_for: Any) -> None:
    api = api_for(maya)
    assert api.post(API + "articles/", "{", content_type="application/json").status_code == 400
    assert api.post(API + "articles/", b"\xff\xfe", content_type="application/json").status_code == 400
    assert api.post(API + "articles/", "[]", content_type="application/json").status_code in (400, 422)


def test_a_reviewer_adds_undoes_and_hands_in(
    article: Article, claim: Claim, alice: Person, make_assignment: Any, api_for: Any
) -> None:
    make_assignment(article, alice)
    api = api_for(alice)
    start = article.text.index("40 residents")
    added = api.post(
        f"{API}articles/{article.pk}/add/", {"kind": "casualty", "start": start, "end": start + 12}, format="json"
    )
    assert added.status_code == 200
    assert added.json()["answer"]["quote"] == "40 residents"
    assert [row["id"] for row in api.get(f"{API}articles/{article.pk}/claims/").json()] == [
        claim.pk,
        added.json()["id"],
    ]

    undone = api.post(f"{API}articles/{article.pk}/undo/")
    assert undone.json()["status"] == "open"
    assert [row["id"] for row in api.get(f"{API}articles/{article.pk}/claims/").json()] == [claim.pk]

    early = api.post(f"{API}articles/{article.pk}/submit/")
    assert early.status_code == 422
    api.post(f"{API}claims/{claim.pk}/confirm/", {"version": 0}, format="json")
    handed_in = api.post(f"{API}articles/{article.pk}/submit/")
    assert handed_in.json()["state"] == "submitted"
    assert list(AuditEntry.objects.filter(actor=alice).order_by("id").values_list("verb", flat=True)) == [
        *("add", "begin", "undo", "withdraw", "confirm", "submit"),
    ]
    assert api.post(f"{API}articles/{article.pk}/reopen/").json()["state"] == "in_progress"


@pytest.mark.parametrize(("name", "status"), [("bob", 404), ("zoe", 404), ("vera", 403), ("maya", 403), ("root", 403)])
def test_nobody_else_reviews_it(
    name: str,
    status: int,
    article: Article,
    claim: Claim,
    alice: Person,
    make_assignment: Any,
    api_for: Any,
    request: pytest.FixtureRequest,
) -> None:
    make_assignment(article, alice)
    api = api_for(request.getfixturevalue(name))
    for verb in ("add", "undo", "submit", "reopen"):
        body = {"kind": "casualty", "start": 0, "end": 6}
        assert api.post(f"{API}articles/{article.pk}/{verb}/", body, format="json").status_code == status, verb
    assert not Judgement.objects.exists()


def test_a_manager_sees_proposals_and_nobodys_answers(
    article: Article, claim: Claim, alice: Person, maya: Person, make_assignment: Any, api_for: Any
) -> None:
    make_assignment(article, alice)
    BY_NAME["reject"].perform(alice, claim, {"reason": "not_a_claim"})
    (row,) = api_for(maya).get(f"{API}articles/{article.pk}/claims/").json()
    assert (row["status"], row["version"]) == ("open", 0)
    assert api_for(maya).get(API + "judgements/").json()["results"] == []

    submit(alice, article)
    (seen,) = api_for(maya).get(API + "judgements/").json()["results"]
    assert (seen["reviewer"], seen["decision"], seen["reason"]) == ("alice", "rejected", "not_a_claim")


def test_projects_are_those_one_belongs_to(
    project: Project, maya: Person, zoe: Person, root: Person, api_for: Any
) -> None:
    assert [row["name"] for row in api_for(maya).get(API + "projects/").json()["results"]] == ["Ostrava Bay"]
    assert api_for(root).get(f"{API}projects/{project.pk}/").status_code == 200
    assert api_for(zoe).get(API + "projects/").json()["results"] == []
    assert api_for(zoe).get(f"{API}projects/{project.pk}/").status_code == 404
    for verb in ("post", "put", "patch", "delete"):
        assert getattr(api_for(maya), verb)(f"{API}projects/{project.pk}/").status_code in (403, 405)
