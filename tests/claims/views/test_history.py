"""Pages of what happened."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.assign import assign
from claims.actions.log import log
from claims.actions.members import add_member
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, AuditEntry, Claim, Person, Project
from claims.views.steps import VERBS

PLACE = {"kind": "framing", "start": 0, "end": 6}


@pytest.fixture
def judged(
    project: Project,
    article: Article,
    make_claim: Any,
    make_assignment: Callable[..., Assignment],
    alice: Person,
    bob: Person,
) -> Claim:
    """A proposal that Alice rejected, in words of her own, while Bob has not begun."""
    claim = make_claim(article, "12 people", low=12)
    for person in (alice, bob):
        make_assignment(article, person)
    article.refresh_from_db()
    BY_NAME["reject"].perform(alice, claim, {"reason": "other", "note": "<i>Nobody says so.</i>"})
    return claim


def page(client: Client, kind: str, pk: int) -> str:
    return client.get(reverse("history", args=[kind, pk])).content.decode()


def test_each_thing_has_a_page_for_whom_it_concerns(
    judged: Claim, article: Article, client_for: Any, request: pytest.FixtureRequest, alice: Person
) -> None:
    assignment = Assignment.objects.get(person=alice)
    things = {"claim": judged.pk, "article": article.pk, "assignment": assignment.pk, "person": alice.pk}
    who = {
        "claim": {"alice", "bob", "maya", "adam", "vera", "root"},
        "article": {"alice", "bob", "maya", "adam", "vera", "root"},
        "assignment": {"alice", "maya", "adam", "vera", "root"},
        "person": {"alice", "maya", "root"},
    }
    for name in ("alice", "bob", "maya", "adam", "vera", "root", "zoe"):
        client = client_for(request.getfixturevalue(name))
        for kind, pk in things.items():
            expected = 200 if name in who[kind] else 404
            assert client.get(reverse("history", args=[kind, pk])).status_code == expected, (name, kind)
        assert client.get(reverse("history", args=["rumour", 1])).status_code == 404


def test_before_all_submitted_nobody_reads_anothers_words(
    judged: Claim, article: Article, alice: Person, bob: Person, maya: Person, client_for: Any
) -> None:
    addresses = [reverse("history", args=["claim", judged.pk]), reverse("history", args=["article", article.pk])]
    log_address = reverse("project-log", args=[article.project_id])
    for person in (bob, maya):
        for address in addresses + (
            [log_address, reverse("log-download", args=[article.project_id])] * (person == maya)
        ):
            response = client_for(person).get(address)
            text = b"".join(response).decode() if response.streaming else response.content.decode()
            assert "Nobody says so" not in text, address
    assert "&lt;i&gt;Nobody says so" in page(client_for(alice), "claim", judged.pk)
    BY_NAME["confirm"].perform(bob, judged, {})
    submit(alice, article)
    submit(bob, article)
    for address in [*addresses, log_address]:
        assert "&lt;i&gt;Nobody says so" in client_for(maya).get(address).content.decode()


def test_a_claim_taken_back_is_brought_back_with_a_button(
    judged: Claim, article: Article, alice: Person, bob: Person, maya: Person, client_for: Any
) -> None:
    BY_NAME["add"].perform(alice, article, PLACE)
    BY_NAME["undo"].perform(alice, article, {})
    claim = Claim.objects.get(origin="person")
    place = reverse("claim-restore", args=[claim.pk])
    assert place in page(client_for(alice), "article", article.pk)
    assert place in page(client_for(alice), "claim", claim.pk)
    for person in (bob, maya):
        assert place not in page(client_for(person), "article", article.pk)
        assert client_for(person).post(place).status_code == 404
    answer = client_for(alice).post(place, follow=True)
    assert "The claim is back." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.withdrawn_at is None
    assert "brought back already" in client_for(alice).post(place, follow=True).content.decode()
    assert client_for(alice).get(place).status_code == 405


def test_who_sees_a_withdrawn_claim_and_may_not_restore_it_is_refused(
    judged: Claim, article: Article, alice: Person, bob: Person, vera: Person, client_for: Any
) -> None:
    BY_NAME["add"].perform(alice, article, PLACE)
    BY_NAME["undo"].perform(alice, article, {})
    BY_NAME["confirm"].perform(bob, judged, {})
    submit(alice, article)
    submit(bob, article)
    claim = Claim.objects.get(origin="person")
    assert client_for(vera).post(reverse("claim-restore", args=[claim.pk])).status_code == 403


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("maya", 200), ("adam", 403), ("vera", 403), ("root", 200), ("zoe", 404)]
)
def test_who_reads_a_projects_log(
    name: str, status: int, judged: Claim, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    for address in ("project-log", "log-download"):
        assert client.get(reverse(address, args=[project.pk])).status_code == status


def test_filters_hold_for_page_and_file(project: Project, maya: Person, vera: Person, client_for: Any) -> None:
    for verb, person in (("change_role", maya), ("add_member", maya), ("export", vera)):
        log(person, verb, project, project=project, after={"word": f"said-{verb}"})
    AuditEntry.objects.create(verb="elsewhere", object_type="project", object_id=1)
    client = client_for(maya)
    text = client.get(
        reverse("project-log", args=[project.pk]), {"actor": "maya", "verb": "add_member"}
    ).content.decode()
    assert "said-add_member" in text
    assert "said-change_role" not in text
    assert "?verb=add_member&amp;actor=maya" in text
    for query, found in (
        ({}, ["change_role", "add_member", "export"]),
        ({"actor": "vera"}, ["export"]),
        ({"since": "2999-01-01"}, []),
        ({"until": "2999-01-01", "verb": "export"}, ["export"]),
    ):
        response = client.get(reverse("log-download", args=[project.pk]), query)
        assert response.headers["Content-Disposition"] == f'attachment; filename="log-{project.pk}.jsonl"'
        assert [json.loads(line)["verb"] for line in b"".join(response).decode().splitlines()] == found


def test_long_histories_come_in_pages(
    project: Project, article: Article, maya: Person, client_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.views.history.PAGE", 2)
    entries = [log(maya, f"step{place}", article, article=article) for place in range(3)]
    for address in (reverse("history", args=["article", article.pk]), reverse("project-log", args=[project.pk])):
        first = client_for(maya).get(address).content.decode()
        assert "<strong>step2</strong>" in first
        assert "<strong>step0</strong>" not in first
        assert f"before={entries[1].pk}" in first
        assert "<strong>step0</strong>" in client_for(maya).get(address, {"before": entries[1].pk}).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_the_queries_do_not_grow(
    number: int,
    project: Project,
    article: Article,
    alice: Person,
    maya: Person,
    client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for place in range(number):
        log(alice if place % 2 else maya, "see", article, article=article)
    client = client_for(maya)
    for address in (reverse("history", args=["article", article.pk]), reverse("project-log", args=[project.pk])):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_the_log_names_the_article_and_has_words_for_every_verb(
    project: Project, article: Article, alice: Person, maya: Person, client_for: Any
) -> None:
    assign(maya, project, [article], [alice])
    page = client_for(maya).get(reverse("project-log", args=[project.pk])).content.decode()
    assert f'gave the article</strong> · alice <span class="soft small" dir="auto">{article.title}</span>' in page
    assert verbs() - set(VERBS) == set()


def verbs() -> set[str]:
    """Every verb that the code writes into the log."""
    found = set()
    for path in (Path(__file__).parents[3] / "claims").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("log", "entry") and len(node.args) > 2:
                found |= {one.value for one in ast.walk(node.args[1]) if isinstance(one, ast.Constant)}
    assert {"confirm", "resolve", "unresolve"} <= found
    return found


def test_a_persons_history_names_the_project(project: Project, zoe: Person, maya: Person, client_for: Any) -> None:
    add_member(maya, project, "zoe", "viewer")
    page = client_for(maya).get(reverse("history", args=["person", zoe.pk])).content.decode()
    assert "added to the project" in page
    assert f'<span class="soft small" dir="auto">{project.name}</span>' in page
