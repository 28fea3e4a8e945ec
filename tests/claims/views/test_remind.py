from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, Assignment, AuditEntry, Person, Project

HTMX = {"HX-Request": "true"}
STANDS = "It stands on the start page until it is handed in."
ENDS = "A reminder cannot be taken back; it changes nothing else."


@pytest.fixture
def given(article: Article, alice: Person, make_assignment: Any) -> Assignment:
    return make_assignment(article, alice)


def test_the_ticked_ones_are_reminded_and_the_list_stays_as_it_was_filtered(
    project: Project,
    given: Assignment,
    alice: Person,
    bob: Person,
    maya: Person,
    make_article: Any,
    make_assignment: Any,
    client_for: Any,
    mailoutbox: Any,
) -> None:
    other = make_assignment(make_article(project), bob)
    left = make_assignment(make_article(project), alice)
    client, place = client_for(maya), reverse("project-remind", args=[project.pk])
    posted = {"articles": [given.article_id, other.article_id]}
    assert (
        f'formaction="{place}?state=review"'
        in client.get(reverse("project", args=[project.pk]) + "?state=review").content.decode()
    )
    answer = client.post(place + "?state=review", posted)
    assert answer.headers["Location"] == reverse("project", args=[project.pk]) + "?state=review"
    page = client.get(answer.headers["Location"]).content.decode()
    assert f"2 people are reminded, of 2 assignments. {STANDS} 2 letters were sent. {ENDS}" in page
    assert sorted(letter.to[0] for letter in mailoutbox) == ["alice@example.org", "bob@example.org"]
    assert f"http://testserver/articles/{given.article_id}/review/" in "".join(letter.body for letter in mailoutbox)
    left.refresh_from_db()
    assert left.reminded_on is None
    again = client.post(place, {"articles": [given.article_id, left.article_id], "people": [alice.pk]}, headers=HTMX)
    assert again.status_code == 200
    assert "Alice is reminded of" in again.content.decode()
    assert "1 assignment was left out: there was a reminder of it today." in again.content.decode()
    refused = client.post(place, posted, headers=HTMX)
    assert refused.status_code == 422
    assert "Once a day is enough: try again tomorrow." in refused.content.decode()
    assert f'value="{given.article_id}"' in refused.content.decode()


def test_only_the_ticked_people_are(
    project: Project,
    given: Assignment,
    bob: Person,
    maya: Person,
    make_assignment: Any,
    client_for: Any,
    mailoutbox: Any,
) -> None:
    make_assignment(given.article, bob)
    place = reverse("project-remind", args=[project.pk])
    client_for(maya).post(place, {"articles": [given.article_id], "people": [bob.pk]})
    assert [letter.to for letter in mailoutbox] == [["bob@example.org"]]
    nothing = client_for(maya).post(place, {"people": [bob.pk]})
    assert nothing.status_code == 422
    assert "Choose at least one article." in nothing.content.decode()


def test_one_is_reminded_from_the_page_of_the_assignment(
    given: Assignment, alice: Person, maya: Person, client_for: Any, mailoutbox: Any
) -> None:
    client, place = client_for(maya), reverse("assignment", args=[given.pk])
    remind = reverse("assignment-remind", args=[given.pk])
    before = client.get(place).content.decode()
    assert f'action="{remind}"' in before
    assert "Alice sees it on the start page and gets a letter." in before
    page = client.post(remind, follow=True)
    assert page.redirect_chain == [(place, 302)]
    text = page.content.decode()
    assert f"Alice is reminded of “{given.article.title}”. {STANDS} 1 letter was sent. {ENDS}" in text
    assert "by Maya." in text
    assert "There was a reminder of it today; there can be another tomorrow." in text
    assert f'action="{remind}"' not in text
    refused = client.post(remind)
    assert refused.status_code == 422
    assert f"Alice was reminded of “{given.article.title}” today already." in refused.content.decode()
    assert len(mailoutbox) == 1
    history = client.get(reverse("history", args=["assignment", given.pk])).content.decode()
    assert "reminded of the article" in history
    assert AuditEntry.objects.filter(verb="remind").count() == 1


def test_who_has_no_address_is_said_to_get_no_letter(
    given: Assignment, alice: Person, maya: Person, client_for: Any
) -> None:
    Person.objects.filter(pk=alice.pk).update(email="")
    client = client_for(maya)
    assert (
        "gets no letter, for want of an address" in client.get(reverse("assignment", args=[given.pk])).content.decode()
    )
    page = client.post(reverse("assignment-remind", args=[given.pk]), follow=True).content.decode()
    assert "Alice is reminded of" in page
    assert "letter was sent" not in page


@pytest.mark.parametrize("state", ["submitted", "released"])
def test_of_what_is_out_of_hand_nobody_is_reminded(
    state: str, given: Assignment, maya: Person, client_for: Any, mailoutbox: Any
) -> None:
    Assignment.objects.update(state=state)
    client = client_for(maya)
    remind = reverse("assignment-remind", args=[given.pk])
    assert remind not in client.get(reverse("assignment", args=[given.pk])).content.decode()
    assert client.post(remind).status_code == 422
    assert mailoutbox == []


def test_a_letter_that_could_not_be_sent_is_told_of(
    given: Assignment, maya: Person, client_for: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    page = client_for(maya).post(reverse("assignment-remind", args=[given.pk]), follow=True).content.decode()
    assert "1 letter could not be sent." in page
    assert reverse("assignment-remind", args=[given.pk]) in page


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("bob", 404), ("adam", 403), ("vera", 403), ("zoe", 404), ("root", 302)]
)
def test_who_may(
    name: str,
    status: int,
    given: Assignment,
    project: Project,
    client_for: Any,
    mailoutbox: Any,
    request: pytest.FixtureRequest,
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("assignment-remind", args=[given.pk])).status_code == 405
    assert client.post(reverse("assignment-remind", args=[given.pk])).status_code == status
    many = client.post(reverse("project-remind", args=[project.pk]), {"articles": [given.article_id]})
    assert many.status_code == {302: 422, 404: 403 if name == "bob" else 404}.get(status, status)
    assert len(mailoutbox) == (1 if name == "root" else 0)


def test_articles_of_another_project_are_out_of_reach(
    given: Assignment,
    maya: Person,
    zoe: Person,
    make_article: Any,
    make_assignment: Any,
    client_for: Any,
    mailoutbox: Any,
) -> None:
    elsewhere = make_assignment(make_article(Project.objects.create(name="Elsewhere", created_by=zoe)), zoe)
    client = client_for(maya)
    place = reverse("project-remind", args=[given.article.project_id])
    assert client.post(place, {"articles": [elsewhere.article_id]}).status_code == 422
    assert client.post(reverse("assignment-remind", args=[elsewhere.pk])).status_code == 404
    assert mailoutbox == []
