from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, AuditEntry, Claim, Judgement, Person, Project

OURS = [model for model in admin.site._registry if model._meta.app_label == "claims"]


@pytest.fixture
def settled(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Claim:
    """A claim that one reviewer confirmed, so that most tables have a row."""
    claim = make_claim(article, "at least 12 people", low=12)
    make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, article)
    return claim


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_list_opens_and_is_searched(model: Any, settled: Claim, root: Person, client_for: Any) -> None:
    place = reverse(f"admin:claims_{model._meta.model_name}_changelist")
    client = client_for(root)
    assert client.get(place).status_code == 200
    assert client.get(place, {"q": "12"}).status_code == 200
    row = model.objects.first()
    if row is not None:
        assert client.get(reverse(f"admin:claims_{model._meta.model_name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("name", ["alice", "maya", "adam", "vera"])
def test_only_the_administrator_gets_in(
    name: str, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    answer = client_for(request.getfixturevalue(name)).get(reverse("admin:claims_judgement_changelist"))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("model", [Claim, Judgement, Article], ids=lambda model: model._meta.model_name)
def test_the_record_is_only_looked_at(model: Any, settled: Claim, root: Person, client_for: Any) -> None:
    client, name, row = client_for(root), model._meta.model_name, model.objects.first()
    assert client.get(reverse(f"admin:claims_{name}_add")).status_code == 403
    assert client.post(reverse(f"admin:claims_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert client.post(reverse(f"admin:claims_{name}_change", args=[row.pk]), {"quote": "x"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_accounts_are_switched_off_and_never_deleted(root: Person, alice: Person, client_for: Any) -> None:
    client, place = client_for(root), reverse("admin:claims_person_changelist")
    assert client.post(reverse("admin:claims_person_delete", args=[alice.pk]), {"post": "yes"}).status_code == 403
    chosen = {"action": "deactivate", "_selected_action": [alice.pk, root.pk]}
    assert "1 deactivated" in client.post(place, chosen, follow=True).content.decode()
    alice.refresh_from_db()
    root.refresh_from_db()
    assert (alice.is_active, root.is_active) == (False, True)
    assert "delete_selected" not in client.get(place).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_a_list_asks_the_same_however_long(
    number: int, project: Project, root: Person, make_article: Any, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(number):
        make_article(project)
    client = client_for(root)
    with django_assert_max_num_queries(8):
        client.get(reverse("admin:claims_article_changelist"))


def test_what_the_administrator_does_to_accounts_is_logged(root: Person, alice: Person, client_for: Any) -> None:
    client = client_for(root)
    client.post(reverse("admin:claims_person_changelist"), {"action": "deactivate", "_selected_action": [alice.pk]})
    off = AuditEntry.objects.get(object_type="person")
    assert (off.actor, off.verb, off.object_id) == (root, "deactivate_account", alice.pk)
    assert (off.before["is_active"], off.after["is_active"]) == (True, False)
    # Switched off already: nothing changes.
    client.post(reverse("admin:claims_person_changelist"), {"action": "deactivate", "_selected_action": [alice.pk]})
    assert AuditEntry.objects.count() == 1
    form = {"username": "alice", "is_active": "on", "is_superuser": "on", "date_joined_0": "2026-01-01"}
    form |= {"date_joined_1": "00:00:00", "keys": "{}"}
    answer = client.post(reverse("admin:claims_person_change", args=[alice.pk]), form)
    assert answer.status_code == 302, answer.context["errors"]
    changed = AuditEntry.objects.order_by("-id")[0]
    assert (changed.verb, changed.before["is_superuser"], changed.after["is_superuser"]) == (
        "change_account",
        False,
        True,
    )
    made = {"username": "nina", "password1": "a-password-of-nina", "password2": "a-password-of-nina"}
    answer = client.post(reverse("admin:claims_person_add"), {**made, "usable_password": "true"})
    assert answer.status_code == 302, answer.context["errors"]
    added = AuditEntry.objects.order_by("-id")[0]
    assert (added.verb, added.before, added.after["username"]) == ("add_account", None, "nina")


def test_projects_and_roles_are_only_looked_at(project: Project, root: Person, client_for: Any) -> None:
    client, place = client_for(root), reverse("admin:claims_project_change", args=[project.pk])
    page = client.get(place)
    assert "reviewer" in page.content.decode()
    assert client.post(place, {"name": "Another"}).status_code == 403
    project.refresh_from_db()
    assert project.name == "Ostrava Bay"
