from __future__ import annotations

from typing import Any

import pytest
from knox.models import get_token_model

from claims.models import Evidence, Person, Project

API = "/api/v1/"


def test_a_token_signs_a_program_in(project: Project, alice: Person, client: Any) -> None:
    _row, token = get_token_model().objects.create(alice)
    assert client.get(API + "me/", headers={"Authorization": f"Token {token}"}).json()["username"] == "alice"
    for wrong in ("", "Token", "Token wrong", f"Bearer {token}", f"Token {token}x"):
        answer = client.get(API + "me/", headers={"Authorization": wrong})
        assert answer.status_code == 401, wrong
        assert answer["WWW-Authenticate"]
    alice.is_active = False
    alice.save()
    assert client.get(API + "me/", headers={"Authorization": f"Token {token}"}).status_code == 401


def test_a_session_needs_the_forms_token(project: Project, alice: Person) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(API + "me/").status_code == 200
    refused = client.post(API + "evidence/", {"title": "x"}, content_type="application/json")
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "permission_denied"
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("get", "nowhere/", 404, "not_found"),
        ("get", "articles/1/", 404, "not_found"),
        ("delete", "evidence/", 405, "method_not_allowed"),
        ("put", "kinds/", 405, "method_not_allowed"),
    ],
)
def test_every_refusal_has_one_shape(
    method: str, address: str, status: int, code: str, project: Project, alice: Person, api_for: Any
) -> None:
    answer = getattr(api_for(alice), method)(API + address)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "fields"}
    assert error["code"] == code
    assert error["message"]


def test_only_json_comes_out(project: Project, alice: Person, api_for: Any) -> None:
    answer = api_for(alice).get(API + "me/", HTTP_ACCEPT="text/html")
    assert answer["Content-Type"].startswith("application/json")


def test_the_description_is_whole(alice: Person, api_for: Any) -> None:
    schema = api_for(alice).get(API + "schema/", HTTP_ACCEPT="application/json").json()
    assert {"/api/v1/articles/", "/api/v1/claims/{id}/confirm/", "/api/v1/exports/{id}/download/"} <= set(
        schema["paths"]
    )
    for address, methods in schema["paths"].items():
        for method, described in methods.items():
            assert described["operationId"], (address, method)
            assert any(code.startswith("2") for code in described["responses"]), (address, method)


@pytest.mark.parametrize(
    ("method", "address", "data"),
    [("post", "projects/{}/terms/", {"terms": "x"}), ("get", "nowhere/", None), ("get", "evidence/0/", None)],
)
def test_a_refusal_speaks_the_language_asked_for_and_keeps_its_code(
    method: str, address: str, data: Any, project: Project, maya: Person, api_for: Any
) -> None:
    """Programs go by status, code and fields; the sentences are for whoever reads them."""
    address = API + address.format(project.pk)
    english, french = (
        getattr(api_for(maya), method)(address, data, format="json", headers={"Accept-Language": language})
        for language in ("en", "fr")
    )
    said, dit = english.json()["error"], french.json()["error"]
    assert french.status_code == english.status_code
    assert (dit["code"], dit["fields"].keys()) == (said["code"], said["fields"].keys())
    assert dit["message"] != said["message"]
    assert french["Content-Language"] == "fr"
