from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection
from django.utils import timezone

from claims.actions.assign import assign, reassign, release, set_due
from claims.actions.errors import Invalid
from claims.actions.ingest import ingest
from claims.actions.pool import MOST_HELD, expire_leases, redraw, take_next
from claims.actions.project import archive_project, change_project
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.importers import ArticleDraft
from claims.models import Article, Assignment, AuditEntry, Claim, Membership, Person, Project


@pytest.fixture
def open_pool(project: Project) -> Project:
    project.self_service = True
    project.save()
    return project


def test_the_oldest_with_room_is_given_with_a_lease(open_pool: Project, alice: Person, make_article: Any) -> None:
    first, second = (make_article(open_pool) for _ in range(2))
    taken = take_next(alice, open_pool)
    assert taken is not None
    assert (taken.article, taken.person, taken.state, taken.assigned_by) == (first, alice, "assigned", alice)
    assert timedelta(hours=23) < taken.lease_until - timezone.now() < timedelta(hours=25)
    first.refresh_from_db()
    assert (first.state, first.slots) == ("review", 0)
    assert take_next(alice, open_pool).article == second
    assert take_next(alice, open_pool) is None
    entry = AuditEntry.objects.filter(verb="take").first()
    assert (entry.actor, entry.article, entry.after["person"]) == (alice, first, "alice")


def test_what_the_pipeline_has_read_comes_first(open_pool: Project, alice: Person, make_article: Any) -> None:
    make_article(open_pool)
    read = make_article(open_pool, fingerprint="model rules 1")
    assert take_next(alice, open_pool).article == read


def test_where_the_project_asks_for_it_what_most_deserves_checking_comes_first(
    open_pool: Project, alice: Person, bob: Person, make_article: Any, make_claim: Any
) -> None:
    low, high, withheld, unread = (make_article(open_pool, fingerprint=name) for name in ("one", "one", "one", ""))
    for article, priority, origin in ((low, 0.2, "machine"), (high, 0.9, "machine"), (withheld, 0.6, "withheld")):
        make_claim(article, "12 people", _priority=priority, _origin=origin)
    make_claim(unread, "12 people", _priority=1.0, _origin="person", _author=bob)
    assert take_next(alice, open_pool).article == low
    open_pool.pressing_first = True
    open_pool.save()
    assert [take_next(alice, open_pool).article for _ in range(3)] == [high, withheld, unread]


def test_two_reviewers_have_an_article_each_once(
    open_pool: Project, alice: Person, bob: Person, adam: Person, make_article: Any
) -> None:
    article = make_article(open_pool, wanted=2, slots=2)
    assert take_next(alice, open_pool).article == article
    assert take_next(alice, open_pool) is None
    assert take_next(bob, open_pool).article == article
    assert take_next(adam, open_pool) is None


def test_whom_it_is_refused(
    open_pool: Project, alice: Person, vera: Person, zoe: Person, maya: Person, make_article: Any
) -> None:
    for _ in range(MOST_HELD + 1):
        make_article(open_pool)
    for person in (vera, zoe):
        with pytest.raises(PermissionDenied):
            take_next(person, open_pool)
    for _ in range(MOST_HELD):
        take_next(alice, open_pool)
    with pytest.raises(Invalid, match="hand one in first"):
        take_next(alice, open_pool)
    open_pool = archive_project(maya, open_pool)
    with pytest.raises(Invalid, match="manager gives"):
        take_next(maya, open_pool)
    open_pool.archived_at, open_pool.self_service = None, False
    with pytest.raises(Invalid, match="manager gives"):
        take_next(maya, open_pool)


def test_a_lease_ends_by_itself_and_the_work_stays_on_record(
    open_pool: Project, alice: Person, bob: Person, make_article: Any, make_claim: Any
) -> None:
    article = make_article(open_pool)
    claim = make_claim(article, "at least 12 people")
    taken = take_next(alice, open_pool)
    BY_NAME["confirm"].perform(alice, claim, {})
    assert expire_leases() == 0
    Assignment.objects.filter(pk=taken.pk).update(lease_until=timezone.now() - timedelta(minutes=1))

    assert take_next(bob, open_pool).article == article
    taken.refresh_from_db()
    assert (taken.state, taken.lease_until) == ("released", None)
    entry = AuditEntry.objects.get(verb="lapse")
    assert (entry.actor, entry.object_id) == (None, taken.pk)
    assert claim.judgements.get().decision == "confirmed"
    assert take_next(alice, open_pool) is None


def test_work_lengthens_the_lease_and_handing_in_ends_it(
    open_pool: Project, alice: Person, make_article: Any, make_claim: Any
) -> None:
    article = make_article(open_pool)
    claim = make_claim(article, "at least 12 people")
    taken = take_next(alice, open_pool)
    soon = timezone.now() + timedelta(hours=1)
    Assignment.objects.filter(pk=taken.pk).update(lease_until=soon)
    article = Article.objects.get(pk=article.pk)
    claim.article = article
    BY_NAME["confirm"].perform(alice, claim, {})
    taken.refresh_from_db()
    assert taken.state == "in_progress"
    assert taken.lease_until > soon + timedelta(hours=20)
    submit(alice, article)
    Assignment.objects.filter(pk=taken.pk).update(lease_until=timezone.now() - timedelta(hours=1))
    assert expire_leases() == 0


def test_what_a_manager_gives_has_no_lease(project: Project, article: Article, maya: Person, alice: Person) -> None:
    (given,) = assign(maya, project, [article], [alice])
    assert given.lease_until is None
    Assignment.objects.update(assigned_at=timezone.now() - timedelta(days=900))
    assert expire_leases() == 0


def test_slots_follow_every_change(
    project: Project, alice: Person, bob: Person, adam: Person, maya: Person, make_article: Any
) -> None:
    article = make_article(project, wanted=2, slots=2)

    def slots() -> int:
        return Article.objects.get(pk=article.pk).slots

    hers, _his = assign(maya, project, [article], [alice, bob])
    assert slots() == 0
    release(maya, hers)
    assert slots() == 1
    reassign(maya, Assignment.objects.get(person=bob), adam)
    assert slots() == 1
    assign(maya, project, [article], [alice, bob])
    assert slots() == -1


def test_reassigning_keeps_the_date_and_is_all_or_nothing(
    project: Project, article: Article, alice: Person, bob: Person, maya: Person, vera: Person
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    (given,) = assign(maya, project, [article], [alice], due_on=day)
    with pytest.raises(Invalid):
        reassign(maya, Assignment.objects.get(pk=given.pk), vera)
    assert Assignment.objects.get(pk=given.pk).state == "assigned"
    made = reassign(maya, Assignment.objects.get(pk=given.pk), bob)
    assert (made.person, made.due_on, made.state) == (bob, day, "assigned")
    assert Assignment.objects.get(pk=given.pk).state == "released"
    with pytest.raises(PermissionDenied):
        reassign(alice, made, alice)


def test_a_date_is_set_and_taken_away(project: Project, article: Article, alice: Person, maya: Person) -> None:
    (given,) = assign(maya, project, [article], [alice])
    day = timezone.localdate()
    assert set_due(maya, given, day).due_on == day
    assert set_due(maya, given, None).due_on is None
    assert [entry.after for entry in AuditEntry.objects.filter(verb="set_due").order_by("id")] == [
        *({"due_on": day.isoformat()}, {"due_on": None}),
    ]
    with pytest.raises(PermissionDenied):
        set_due(alice, given, day)


def test_shares_are_drawn_by_the_text_and_drawn_anew_with_the_settings(project: Project, maya: Person) -> None:
    project = change_project(maya, project, {"reviewers_per_article": 2, "double_share": 30, "unaided_share": 20})
    drafts = [ArticleDraft(text=f"Report {place} of the harbour.", where=str(place)) for place in range(400)]
    ingest(maya, project, drafts)
    wanted = Counter(Article.objects.values_list("wanted", flat=True))
    assert 80 < wanted[2] < 160
    assert wanted[1] == 400 - wanted[2]
    assert 45 < Article.objects.filter(unaided=True).count() < 120
    assert set(Article.objects.values_list("wanted", "slots")) == {(1, 1), (2, 2)}
    project = change_project(maya, project, {"double_share": 100})
    assert set(Article.objects.values_list("wanted", "slots")) == {(2, 2)}
    assert redraw(project) == 0


def test_an_article_is_settled_when_as_many_as_it_wants_have_submitted(
    project: Project, article: Article, alice: Person, maya: Person
) -> None:
    project.reviewers_per_article = 2
    project.save()
    Article.objects.update(wanted=1)
    article = Article.objects.select_related("project").get()
    assign(maya, project, [article], [alice])
    submit(alice, Article.objects.select_related("project").get())
    assert Article.objects.get().state == "settled"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("readers", "articles", "places"), [(50, 25, 2), (10, 50, 1)])
def test_fifty_who_ask_at_once_are_given_each_place_once_and_none_goes_without(
    readers: int, articles: int, places: int, open_pool: Project, make_article: Any
) -> None:
    """Once each of fifty people, then each of ten five times: there is a place left for whoever asks, whoever was first."""
    people = [Person.objects.create_user(f"reader{number}") for number in range(readers)]
    for person in people:
        Membership.objects.create(project=open_pool, person=person, role="reviewer")
    for _ in range(articles):
        make_article(open_pool, wanted=places, slots=places)
    start, got, broken = threading.Barrier(50), [], []

    def ask(person: Person) -> None:
        try:
            start.wait(60)
            taken = take_next(Person.objects.get(pk=person.pk), Project.objects.get(pk=open_pool.pk))
            got.append(None if taken is None else (taken.article_id, person.pk))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(people[number % readers],)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    close_old_connections()
    assert broken == []
    assert None not in got
    assert len(got) == len(set(got)) == 50
    assert set(Counter(article for article, _person in got).values()) == {places}
    assert set(Article.objects.values_list("slots", flat=True)) == {0}


def test_the_first_step_is_logged_as_the_beginning_and_no_other(
    article: Article, claim: Claim, alice: Person, hers: Assignment
) -> None:
    BY_NAME["confirm"].perform(alice, claim, {})
    BY_NAME["reject"].perform(alice, claim, {"reason": "other"}, 1)
    (entry,) = AuditEntry.objects.filter(object_type="assignment")
    assert (entry.verb, entry.actor, entry.object_id, entry.article) == ("begin", alice, hers.pk, article)
    assert (entry.before, entry.after) == ({"state": "assigned"}, {"state": "in_progress"})
