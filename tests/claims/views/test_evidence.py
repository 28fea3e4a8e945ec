from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.evidence import add_evidence, change_evidence, link_evidence
from claims.models import Article, Evidence, Person, Project

HTMX = {"HX-Request": "true"}
REGISTER = {
    "title": "The register",
    "url": "https://hospital.example/register",
    "archive_url": "",
    "publisher": "Bay Hospital",
    "published_at": "2026-03-06",
    "medium": "web text",
    "passage": "Forty were treated.",
    "note": "",
}


@pytest.fixture
def register(project: Project, alice: Person) -> Evidence:
    return add_evidence(alice, REGISTER)


@pytest.mark.parametrize(
    ("name", "store", "one", "edit"),
    [
        ("alice", 200, 200, 200),
        ("bob", 200, 200, 403),
        ("maya", 200, 200, 403),
        ("vera", 200, 200, 403),
        ("root", 200, 200, 200),
        ("zoe", 403, 404, 404),
    ],
)
def test_who_sees_and_changes_it(
    name: str, store: int, one: int, edit: int, register: Evidence, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("evidence")).status_code == store
    assert client.get(reverse("evidence-add")).status_code == store
    assert client.get(reverse("evidence-detail", args=[register.pk])).status_code == one
    assert client.get(reverse("evidence-edit", args=[register.pk])).status_code == edit


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_search(headers: dict[str, str], register: Evidence, alice: Person, client_for: Any) -> None:
    add_evidence(alice, {"title": "Another", "passage": "Nothing of the kind."})
    client = client_for(alice)
    page = client.get(reverse("evidence") + "?q=forty+hospital", headers=headers).content.decode()
    assert "The register" in page
    assert "Another" not in page
    assert ("<html" in page) is not bool(headers)
    assert "Nothing found." in client.get(reverse("evidence") + "?q=zzz", headers=headers).content.decode()


def test_an_empty_store_says_what_to_do(project: Project, alice: Person, client_for: Any) -> None:
    page = client_for(alice).get(reverse("evidence")).content.decode()
    assert "Add the first piece" in page


@pytest.mark.parametrize("many", [1, 50])
def test_the_number_of_queries_does_not_grow(
    many: int, project: Project, alice: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    Evidence.objects.bulk_create(Evidence(title=f"Piece {n}", passage="x", added_by=alice) for n in range(many))
    client = client_for(alice)
    # Session, person, roles, evidence.
    with django_assert_num_queries(4):
        response = client.get(reverse("evidence"))
    assert len(response.context["rows"]) == min(many, 30)
    if many > 30:
        older = client.get(reverse("evidence") + f"?before={response.context['before']}")
        assert len(older.context["rows"]) == 20


def test_adding(project: Project, alice: Person, client_for: Any) -> None:
    client = client_for(alice)
    response = client.post(reverse("evidence-add"), REGISTER)
    evidence = Evidence.objects.get()
    assert response.headers["Location"] == reverse("evidence-detail", args=[evidence.pk])
    page = client.post(reverse("evidence-add"), REGISTER, follow=True).content.decode()
    assert "in the store already" in page
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "required"),
        ({"url": "", "passage": ""}, "Give an address, or the passage itself."),
        ({"url": "ftp://x.example/a"}, "http:// or https://"),
        ({"url": "javascript:alert(1)"}, "valid URL"),
        ({"published_at": "soon"}, "valid date"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    wrong: dict[str, str], says: str, headers: dict[str, str], project: Project, alice: Person, client_for: Any
) -> None:
    response = client_for(alice).post(reverse("evidence-add"), REGISTER | wrong, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "Bay Hospital" in page
    assert 'aria-invalid="true"' in page
    assert Evidence.objects.count() == 0


def test_changing(register: Evidence, alice: Person, client_for: Any) -> None:
    client, address = client_for(alice), reverse("evidence-edit", args=[register.pk])
    assert 'value="2026-03-06"' in client.get(address).content.decode()
    response = client.post(address, REGISTER | {"title": "The whole register", "version": "1"})
    assert response.headers["Location"] == reverse("evidence-detail", args=[register.pk])
    register.refresh_from_db()
    assert (register.title, register.version) == ("The whole register", 2)
    assert client.post(address, REGISTER | {"title": "", "version": "2"}).status_code == 422


def test_a_stale_change_shows_both(register: Evidence, alice: Person, client_for: Any) -> None:
    change_evidence(alice, register, {"title": "Changed elsewhere"}, 1)
    address = reverse("evidence-edit", args=[register.pk])
    response = client_for(alice).post(address, REGISTER | {"title": "Typed here", "version": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Changed elsewhere" in page
    assert 'value="Typed here"' in page
    assert 'name="version" value="2"' in page
    assert client_for(alice).post(address, REGISTER | {"title": "Typed here", "version": "2"}).status_code == 302
    register.refresh_from_db()
    assert register.title == "Typed here"


def test_links_show_to_whom_they_may(
    register: Evidence,
    article: Article,
    make_claim: Any,
    make_assignment: Any,
    alice: Person,
    bob: Person,
    maya: Person,
    client_for: Any,
) -> None:
    make_assignment(article, alice)
    make_assignment(article, bob)
    link_evidence(alice, make_claim(article, "12 people", low=12), register, "supports", note="Counted there")
    address = reverse("evidence-detail", args=[register.pk])
    assert "Counted there" in client_for(alice).get(address).content.decode()
    for person in (bob, maya):
        page = client_for(person).get(address).content.decode()
        assert "Counted there" not in page
        assert "1 more link is not yours to see" in page
    Article.objects.update(state="adjudication")
    for person in (bob, maya):
        assert "Counted there" in client_for(person).get(address).content.decode()


def test_addresses_are_safe(register: Evidence, alice: Person, client_for: Any) -> None:
    Evidence.objects.update(archive_url="javascript:alert(1)")
    page = client_for(alice).get(reverse("evidence-detail", args=[register.pk])).content.decode()
    assert f'<a href="{REGISTER["url"]}" rel="noopener noreferrer nofollow">' in page
    assert 'href="javascript' not in page
