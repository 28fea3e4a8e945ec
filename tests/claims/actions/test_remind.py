from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.actions.remind import remind
from claims.models import Article, Assignment, Person, Project

TODAY = timezone.localdate()


@pytest.fixture
def due(project: Project, make_article: Any, make_assignment: Any) -> Any:
    """`due(person, days)`: an article that is due in so many days."""

    def make(person: Person, days: int, **more: Any) -> Assignment:
        article: Article = make_article(project)
        return make_assignment(article, person, due_on=TODAY + timedelta(days=days), **more)

    return make


def test_one_letter_a_person_about_all_that_is_due(due: Any, alice: Person, bob: Person, mailoutbox: Any) -> None:
    late, soon = due(alice, -2), due(alice, 1)
    due(alice, 5)
    due(bob, 0)
    assert remind() == 2
    letters = {letter.to[0]: letter.body for letter in mailoutbox}
    assert set(letters) == {"alice@example.org", "bob@example.org"}
    assert "was due on" in letters["alice@example.org"]
    assert f"/articles/{late.article_id}/review/" in letters["alice@example.org"]
    assert f"/articles/{soon.article_id}/review/" in letters["alice@example.org"]
    assert letters["alice@example.org"].count("/review/") == 2


def test_nobody_is_written_to_twice_within_three_days(due: Any, alice: Person, mailoutbox: Any) -> None:
    due(alice, 0)
    assert [remind(TODAY), remind(TODAY), remind(TODAY + timedelta(days=2))] == [1, 0, 0]
    assert remind(TODAY + timedelta(days=3)) == 1


@pytest.mark.parametrize("state", ["submitted", "released"])
def test_what_is_no_more_hers_is_not_asked_for(state: str, due: Any, alice: Person, mailoutbox: Any) -> None:
    due(alice, 0, state=state)
    assert remind() == 0
    assert mailoutbox == []


def test_who_has_no_address_or_no_account_any_more_is_left_alone(
    due: Any, alice: Person, bob: Person, mailoutbox: Any
) -> None:
    due(alice, 0)
    due(bob, 0)
    Person.objects.filter(pk=alice.pk).update(email="")
    Person.objects.filter(pk=bob.pk).update(is_active=False)
    assert remind() == 0


def test_a_letter_that_could_not_be_sent_is_sent_later(due: Any, alice: Person, settings: Any, mailoutbox: Any) -> None:
    row = due(alice, 0)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    assert remind() == 0
    row.refresh_from_db()
    assert row.reminded_on is None
