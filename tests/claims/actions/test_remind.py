from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import override

from claims.actions.assign import assign, release
from claims.actions.errors import Invalid
from claims.actions.pool import expire_leases
from claims.actions.project import archive_project
from claims.actions.remind import remind, remind_of
from claims.actions.submit import give_back, submit
from claims.models import Article, Assignment, Person, Project
from claims.permissions import may
from claims.queries.queue import reminded_of

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


def test_a_manager_reminds_of_what_is_in_hand_due_or_not(
    due: Any, project: Project, alice: Person, bob: Person, maya: Person, mailoutbox: Any, written: Any
) -> None:
    late, soon, his = due(alice, 5), due(alice, 1, state="in_progress"), due(bob, 3, state="returned")
    Assignment.objects.filter(pk=his.pk).update(due_on=None)
    done = remind_of(maya, project, Assignment.objects.all(), "https://desk.example/")
    assert (done.people, done.letters, done.unsent, done.again) == (2, 2, 0, 0)
    assert done.assignments == [soon, late, his]
    hers, other = sorted(mailoutbox, key=lambda letter: letter.to)
    assert (hers.to, other.to, hers.subject) == (
        ["alice@example.org"],
        ["bob@example.org"],
        "Articles that wait for you",
    )
    assert hers.body.startswith("Hello Alice,\n\nMaya reminds you of these articles, which are yours to review:\n")
    addresses = [f"https://desk.example/articles/{row.article_id}/review/" for row in (soon, late)]
    assert [line.strip() for line in hers.body.splitlines() if "/review/" in line] == addresses
    assert "due on" in hers.body
    assert "due on" not in other.body
    for row in (late, soon, his):
        row.refresh_from_db()
        assert (row.reminded_on, row.reminded_by) == (TODAY, maya)
    assert written() == [
        {
            "actor": "maya",
            "verb": "remind",
            "on": ("assignment", row.pk),
            "before": {"reminded_on": None},
            "after": {"person": row.person.username, "reminded_on": TODAY.isoformat()},
            "article": row.article_id,
            "project": project.pk,
            "undoes": None,
        }
        for row in (soon, late, his)
    ]


def test_once_a_day_for_each_assignment_whoever_asks(
    due: Any, project: Project, alice: Person, maya: Person, root: Person, mailoutbox: Any, refuses: Any
) -> None:
    first = due(alice, 5)
    every = Assignment.objects.all()
    remind_of(maya, project, every)
    with refuses(Invalid) as refusal:
        remind_of(root, project, every)
    said = f"Alice was reminded of “{first.article.title}” today already. Once a day is enough: try again tomorrow."
    assert str(refusal.value) == said
    second = due(alice, 6)
    done = remind_of(maya, project, every)
    assert (done.assignments, done.again, len(mailoutbox)) == ([second], 1, 2)
    with refuses(Invalid) as refusal:
        remind_of(maya, project, every)
    assert "All who have these articles were reminded of them today already." in str(refusal.value)
    every.update(reminded_on=TODAY - timedelta(days=1))
    assert remind_of(maya, project, every).letters == 1


def test_what_went_out_by_itself_counts_and_what_was_asked_for_keeps_it_quiet(
    due: Any, project: Project, alice: Person, maya: Person, mailoutbox: Any, refuses: Any
) -> None:
    due(alice, 0)
    assert remind() == 1
    with refuses(Invalid):
        remind_of(maya, project, Assignment.objects.all())
    asked = due(alice, 1)
    remind_of(maya, project, Assignment.objects.filter(pk=asked.pk))
    assert remind() == 0
    assert len(mailoutbox) == 2


@pytest.mark.parametrize("state", ["submitted", "released"])
def test_of_what_nobody_has_in_hand_nobody_is_reminded(
    state: str, due: Any, project: Project, alice: Person, maya: Person, refuses: Any, mailoutbox: Any
) -> None:
    due(alice, 0, state=state)
    with refuses(Invalid) as refusal:
        remind_of(maya, project, Assignment.objects.all())
    assert str(refusal.value) == "Nobody has these articles in hand: there is nobody to remind."
    assert mailoutbox == []


def test_who_is_switched_off_or_reads_for_another_project_is_not_reminded(
    due: Any,
    project: Project,
    alice: Person,
    bob: Person,
    maya: Person,
    make_article: Any,
    make_assignment: Any,
    refuses: Any,
) -> None:
    due(alice, 0)
    elsewhere = Project.objects.create(name="Elsewhere", created_by=maya)
    make_assignment(make_article(elsewhere), bob)
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    with refuses(Invalid):
        remind_of(maya, project, Assignment.objects.all())


@pytest.mark.parametrize("name", ["alice", "adam", "vera", "zoe"])
def test_only_who_manages_reminds(
    name: str, due: Any, project: Project, alice: Person, refuses: Any, request: pytest.FixtureRequest, mailoutbox: Any
) -> None:
    due(alice, 0)
    person = request.getfixturevalue(name)
    with refuses(PermissionDenied):
        remind_of(person, project, Assignment.objects.all())
    assert mailoutbox == []


def test_what_is_in_hand_when_a_project_is_archived_can_be_asked_for(
    due: Any, project: Project, alice: Person, maya: Person, mailoutbox: Any
) -> None:
    due(alice, 0)
    archive_project(maya, project)
    assert remind_of(maya, project, Assignment.objects.all()).letters == 1


def test_who_has_no_address_sees_it_and_gets_no_letter(
    due: Any, project: Project, alice: Person, maya: Person, mailoutbox: Any
) -> None:
    due(alice, 0)
    Person.objects.filter(pk=alice.pk).update(email="")
    done = remind_of(maya, project, Assignment.objects.all())
    assert (done.people, done.letters, done.unsent) == (1, 0, 0)
    assert [row.reminded_by for row in reminded_of(alice)] == [maya]


def test_a_letter_that_was_asked_for_and_could_not_be_sent_can_be_asked_for_again(
    due: Any, project: Project, alice: Person, maya: Person, settings: Any, mailoutbox: Any
) -> None:
    due(alice, 0)
    letters = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    done = remind_of(maya, project, Assignment.objects.all())
    assert (done.people, done.letters, done.unsent) == (1, 0, 1)
    assert [row.reminded_by for row in reminded_of(alice)] == [maya]
    settings.EMAIL_BACKEND = letters
    assert remind_of(maya, project, Assignment.objects.all()).letters == 1


class Dead(BaseEmailBackend):
    """A mail server that does not answer."""

    asked = 0

    def open(self) -> bool:
        type(self).asked += 1
        raise TimeoutError("timed out")

    def send_messages(self, messages: Any) -> int:
        self.open()
        return 0


def test_who_asks_waits_for_a_server_that_does_not_answer_once_however_many_letters_there_are(
    due: Any, project: Project, alice: Person, bob: Person, maya: Person, settings: Any, mailoutbox: Any
) -> None:
    due(alice, 0)
    due(bob, 1)
    settings.EMAIL_BACKEND = f"{__name__}.Dead"
    done = remind_of(maya, project, Assignment.objects.all())
    assert (done.people, done.letters, done.unsent, Dead.asked) == (2, 0, 2, 1)
    assert set(Assignment.objects.values_list("reminded_on", flat=True)) == {None}


def test_the_letter_is_in_the_sites_language_whoever_asks(
    due: Any, project: Project, alice: Person, maya: Person, mailoutbox: Any, settings: Any
) -> None:
    due(alice, 0)
    with override("fr"):
        remind_of(maya, project, Assignment.objects.all())
    settings.LANGUAGE_CODE = "fr"
    due(alice, 0)
    remind_of(maya, project, Assignment.objects.all())
    assert [letter.body.splitlines()[0] for letter in mailoutbox] == ["Hello Alice,", "Bonjour Alice,"]


def _hand_in(maya: Person, given: Assignment) -> None:
    submit(given.person, given.article)


def _let_lapse(maya: Person, given: Assignment) -> None:
    Assignment.objects.update(lease_until=timezone.now() - timedelta(hours=1))
    expire_leases()


def _give_anew(maya: Person, given: Assignment) -> None:
    release(maya, given)
    assign(maya, given.article.project, [given.article], [given.person])


def _return(maya: Person, given: Assignment) -> None:
    submit(given.person, given.article)
    give_back(maya, given)


@pytest.mark.parametrize("way", [_hand_in, release, _let_lapse, _give_anew, _return])
def test_it_ends_when_the_article_leaves_her_hands(
    way: Any, due: Any, project: Project, alice: Person, maya: Person
) -> None:
    given = due(alice, 0)
    remind_of(maya, project, Assignment.objects.all())
    assert reminded_of(alice).count() == 1
    way(maya, given)
    assert not reminded_of(alice)


def test_two_who_remind_at_once_write_once(
    due: Any, project: Project, alice: Person, maya: Person, root: Person, race: Any, mailoutbox: Any
) -> None:
    due(alice, 0)
    results = race(*(lambda who=who: remind_of(who, project, Assignment.objects.all()) for who in (maya, root)))
    assert sorted(type(result).__name__ for result in results) == ["Invalid", "Reminded"]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("number", [1, 20])
def test_the_number_of_queries_does_not_grow(
    number: int, due: Any, project: Project, alice: Person, maya: Person, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        due(alice, 0)
    assert may(maya, "assignment.remind", project)
    # Begin and end, the articles held, assignments, log, marks.
    with django_assert_num_queries(6):
        remind_of(maya, project, Assignment.objects.all())
