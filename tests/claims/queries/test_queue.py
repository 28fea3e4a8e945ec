"""What a person has to do, and what she did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, AuditEntry, Claim, Membership, Person, Project
from claims.queries.queue import handed_in, last_steps, next_to_review, to_review, with_progress
from claims.queries.review import items_and_next, review_items

ADD, CONFIRM, REJECT, UNDO = (BY_NAME[name] for name in ("add", "confirm", "reject", "undo"))


def progress(person: Person) -> list[tuple[int, int]]:
    rows = with_progress(Assignment.objects.filter(person=person)).order_by("id")
    return [(row.decided, row.total) for row in rows]


def shown(person: Person) -> list[tuple[int, int]]:
    """The same, counted from the review screen."""
    rows = Assignment.objects.filter(person=person).select_related("article__project").order_by("id")
    lists = [review_items(person, row.article) for row in rows]
    return [(sum(bool(item.decision) for item in items), len(items)) for items in lists]


def test_progress_counts_what_the_review_screen_shows(
    alice: Person,
    bob: Person,
    project: Project,
    make_article: Callable[..., Article],
    make_claim: Callable[..., Claim],
    make_assignment: Callable[..., Assignment],
) -> None:
    empty, article = make_article(project), make_article(project)
    for one in (empty, article):
        make_assignment(one, alice)
    make_assignment(article, bob)
    casualty, term = make_claim(article, "12 people"), make_claim(article, "Ostrava Bay", kind="framing")
    make_claim(article, "Shells", _withdrawn_at="2026-01-01T00:00:00Z")
    assert progress(alice) == shown(alice) == [(0, 0), (0, 2)]
    CONFIRM.perform(alice, casualty, {})
    assert progress(alice) == shown(alice) == [(0, 0), (1, 2)]
    ADD.perform(alice, article, {"kind": "framing", "start": 0, "end": 6})
    assert progress(alice) == shown(alice) == [(0, 0), (2, 3)]
    assert progress(bob) == shown(bob) == [(0, 2)]
    REJECT.perform(bob, term, {"reason": "other"})
    project.kinds = ["casualty", "statement"]
    project.save()
    assert progress(alice) == shown(alice) == [(0, 0), (1, 1)]
    assert progress(bob) == shown(bob) == [(0, 1)]
    project.kinds = ["framing"]
    project.save()
    assert progress(alice) == shown(alice) == [(0, 0), (1, 2)]
    UNDO.perform(alice, article, {})
    assert progress(alice) == shown(alice) == [(0, 0), (0, 1)]
    project.kinds = []
    project.save()
    assert progress(alice) == shown(alice) == [(0, 0), (0, 0)]


@pytest.mark.parametrize("number", [1, 3])
def test_progress_is_one_query_for_any_number(
    number: int,
    alice: Person,
    project: Project,
    make_article: Callable[..., Article],
    make_claim: Callable[..., Claim],
    make_assignment: Callable[..., Assignment],
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for _ in range(number):
        article = make_article(project)
        make_claim(article, "12 people")
        make_assignment(article, alice)
    with django_assert_num_queries(1):
        rows = list(with_progress(to_review(alice)))
        assert [(row.total, row.article.project.name) for row in rows] == [(1, "Ostrava Bay")] * number


def test_what_waits_comes_by_urgency_then_age(
    alice: Person,
    bob: Person,
    project: Project,
    make_article: Callable[..., Article],
    make_assignment: Callable[..., Assignment],
) -> None:
    states = ["assigned", "in_progress", "submitted", "returned", "released", "assigned", "returned"]
    rows = [make_assignment(make_article(project), alice, state=state) for state in states]
    make_assignment(rows[0].article, bob)
    assert list(to_review(alice)) == [rows[index] for index in (3, 6, 1, 0, 5)]


def test_what_was_handed_in_comes_latest_first(
    alice: Person,
    bob: Person,
    project: Project,
    make_article: Callable[..., Article],
    make_assignment: Callable[..., Assignment],
) -> None:
    days = ["2026-03-02", "2026-03-03", "2026-03-01"]
    rows = [
        make_assignment(make_article(project), alice, state="submitted", submitted_at=f"{day}T12:00:00Z")
        for day in days
    ]
    make_assignment(make_article(project), alice, state="in_progress")
    make_assignment(rows[0].article, bob, state="submitted")
    assert list(handed_in(alice)) == [rows[1], rows[0], rows[2]]


def test_the_next_article_is_behind_this_one_of_the_same_project_if_it_can_be(
    alice: Person,
    bob: Person,
    maya: Person,
    project: Project,
    make_article: Callable[..., Article],
    make_assignment: Callable[..., Assignment],
    make_claim: Callable[..., Claim],
) -> None:
    other = Project.objects.create(name="Other", created_by=maya)
    Membership.objects.create(project=other, person=alice, role="reviewer")
    elsewhere = make_article(other)
    one, two, three, his, done = (make_article(project) for _ in range(5))
    for article in (elsewhere, one, two, three):
        make_assignment(article, alice)
    make_assignment(his, bob)
    make_assignment(done, alice, state="submitted")
    for article in (one, two, done):
        make_claim(article, "12 people")

    def after(article: Article) -> int | None:
        found = next_to_review(alice, article.pk, article.project_id)
        # The review screen asks for it together with the claims, of which not every article has one.
        assert items_and_next(alice, article)[1] == found
        return found

    assert [after(article) for article in (one, two, three, done)] == [two.pk, three.pk, one.pk, one.pk]
    assert after(elsewhere) == one.pk
    Assignment.objects.filter(article__in=[one, two]).update(state="released")
    assert [after(article) for article in (two, three)] == [three.pk, elsewhere.pk]
    Assignment.objects.filter(article=elsewhere).update(state="submitted")
    assert after(three) is None


def test_the_last_steps_are_ones_own_and_the_latest_first(
    alice: Person,
    bob: Person,
    article: Article,
    make_claim: Callable[..., Claim],
    make_assignment: Callable[..., Assignment],
) -> None:
    claim = make_claim(article, "12 people")
    for person in (alice, bob):
        make_assignment(article, person)
        CONFIRM.perform(person, claim, {})
    UNDO.perform(alice, article, {})
    AuditEntry.objects.create(actor=alice, verb="sign_in", object_type="person", object_id=alice.pk)
    assert [(step.verb, step.article) for step in last_steps(alice)] == [("undo", article), ("confirm", article)]
