from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from claims.models import Person, Project

CREDENTIALS = {"username": "alice", "password": "a-password-of-alice"}


def test_signing_in_leads_where_one_was_going_and_out_again(alice: Person, client: Client) -> None:
    address = reverse("evidence")
    sign_in = client.get(address)["Location"]
    answer = client.post(sign_in, {**CREDENTIALS, "next": address})
    assert answer["Location"] == address
    assert client.get(reverse("sign-in"))["Location"] == reverse("home")
    assert client.post(reverse("sign-out")).status_code == 302
    assert client.get(reverse("home"))["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("after", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(after: str, alice: Person, client: Client) -> None:
    assert client.post(reverse("sign-in"), {**CREDENTIALS, "next": after})["Location"] == reverse("home")


def test_a_wrong_password_and_one_of_a_closed_account(alice: Person, client: Client) -> None:
    wrong = client.post(reverse("sign-in"), {**CREDENTIALS, "password": "wrong"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors
    alice.is_active = False
    alice.save()
    assert client.post(reverse("sign-in"), CREDENTIALS).status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_guesses_is_locked_out(alice: Person, client: Client, settings: Any) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("sign-in"), {**CREDENTIALS, "password": "wrong"})
    assert answer.status_code == 429
    assert client.post(reverse("sign-in"), CREDENTIALS).status_code == 429
    assert "_auth_user_id" not in client.session


def test_an_old_form_is_refused_in_words(alice: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("sign-in"), CREDENTIALS)
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


def test_an_ended_session_gets_the_form_alone_and_then_a_fresh_token(client: Client, alice: Person) -> None:
    headers = {"HX-Request": "true"}
    asked = client.get(reverse("sign-in"), headers=headers)
    assert asked.status_code == 401
    assert "<html" not in asked.content.decode()
    assert 'name="password"' in asked.content.decode()
    wrong = client.post(reverse("sign-in"), {"username": "alice", "password": "wrong"}, headers=headers)
    assert wrong.status_code == 401
    posted = {"username": "alice", "password": "a-password-of-alice"}
    for answer in (
        client.post(reverse("sign-in"), posted, headers=headers),
        client.get(reverse("sign-in"), headers=headers),
    ):
        assert answer.status_code == 204
        assert answer["X-Person"] == str(alice.pk)
        assert len(answer["X-Form-Token"]) == 64


def test_changing_the_password_ends_the_demos_warning(alice: Person, client_for: Any, client: Client) -> None:
    Person.objects.filter(pk=alice.pk).update(demo_password=True)
    browser = client_for(alice)
    assert "password that the demo printed" in browser.get(reverse("account")).content.decode()
    new = "salt-road-ferry-9"
    posted = {"old_password": CREDENTIALS["password"], "new_password1": new, "new_password2": new}
    assert browser.post(reverse("password-change"), {**posted, "old_password": "x"}).status_code == 200
    assert browser.post(reverse("password-change"), posted)["Location"] == reverse("account")
    assert "password that the demo printed" not in browser.get(reverse("account")).content.decode()
    assert client.post(reverse("sign-in"), {**CREDENTIALS, "password": new}).status_code == 302


def test_a_forgotten_password_is_reset_by_mail(alice: Person, client: Client, mailoutbox: Any) -> None:
    for address in ("nobody@example.org", "alice@example.org"):
        answer = client.post(reverse("password-reset"), {"email": address})
        assert answer["Location"] == reverse("password-reset-sent")
    (mail,) = mailoutbox
    assert mail.to == ["alice@example.org"]
    link = re.search(r"http://testserver(\S+)", mail.body)
    assert link
    form = client.get(link[1], follow=True)
    new = "salt-road-ferry-9"
    client.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new})
    assert client.post(reverse("sign-in"), {**CREDENTIALS, "password": new}).status_code == 302
    used = client.get(link[1], follow=True)
    assert "new_password1" not in used.content.decode()


def test_tokens_are_shown_once_and_revoked(alice: Person, bob: Person, client_for: Any, client: Client) -> None:
    browser = client_for(alice)
    assert browser.post(reverse("token-create"), {"days": "0"}).status_code == 422
    page = browser.post(reverse("token-create"), {"days": "30"})
    token = page.context["token"]
    assert token in page.content.decode()
    assert client.get("/api/v1/me/", headers={"Authorization": f"Token {token}"}).status_code == 200
    assert token not in browser.get(reverse("account")).content.decode()
    digest = AuthToken.objects.get().digest
    assert client_for(bob).post(reverse("token-revoke", args=[digest])).status_code == 404
    browser.post(reverse("token-revoke", args=[digest]))
    assert client.get("/api/v1/me/", headers={"Authorization": f"Token {token}"}).status_code == 401


def test_the_account_page_names_ones_roles(project: Project, alice: Person, client_for: Any) -> None:
    page = client_for(alice).get(reverse("account")).content.decode()
    assert "Ostrava Bay" in page
    assert "reviewer" in page
