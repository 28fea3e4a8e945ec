"""Give articles to people and take them back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.assign import assign, release, take_back
from claims.actions.errors import Invalid
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Membership, Person, Project


def test_each_article_goes_to_each_person_once(
    project: Project,
    maya: Person,
    alice: Person,
    bob: Person,
    make_article: Callable[..., Article],
    written: Callable[[], list[Any]],
) -> None:
    articles = [make_article(project) for _ in range(2)]
    made = assign(maya, project, articles, [alice, bob])
    stored = list(Assignment.objects.all())
    assert made == stored
    assert [(row.article, row.person, row.state, row.phase, row.assigned_by) for row in stored] == [
        (article, person, "assigned", 1, maya) for article in articles for person in (alice, bob)
    ]
    assert {article.state for article in Article.objects.all()} == {"review"}
    assert written() == [
        {
            "actor": "maya",
            "verb": "assign",
            "on": ("assignment", row.pk),
            "before": None,
            "after": {"person": row.person.username, "state": "assigned"},
            "article": row.article_id,
            "project": project.pk,
            "undoes": None,
        }
        for row in stored
    ]


@pytest.mark.parametrize("state", ["assigned", "in_progress", "submitted", "returned"])
def test_who_has_it_already_keeps_it_as_it_is(
    state: str,
    project: Project,
    maya: Person,
    alice: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    written: Callable[[], list[Any]],
) -> None:
    Assignment.objects.update(state=state)
    was = Assignment.objects.values().get()
    assert assign(maya, project, [article], [alice, alice]) == []
    assert Assignment.objects.values().get() == was
    assert written() == []
    assert [made.person for made in assign(maya, project, [article], [alice, bob])] == [bob]


def test_a_released_one_comes_back_with_its_judgements(
    project: Project,
    maya: Person,
    alice: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    written: Callable[[], list[Any]],
) -> None:
    BY_NAME["confirm"].perform(alice, claim, {})
    release(maya, hers)
    written()
    assert assign(maya, project, [Article.objects.get()], [alice]) == [hers]
    hers.refresh_from_db()
    assert (hers.state, hers.assigned_by, Article.objects.get().state) == ("assigned", maya, "review")
    (entry,) = written()
    assert (entry["verb"], entry["before"]) == ("assign", {"state": "released"})
    assert Judgement.objects.get().decision == "confirmed"


@pytest.mark.parametrize("who", ["alice", "adam", "vera", "zoe"])
def test_only_a_manager_assigns_and_releases(
    who: str,
    request: pytest.FixtureRequest,
    project: Project,
    article: Article,
    bob: Person,
    hers: Assignment,
    refuses: Callable[..., Any],
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        assign(person, project, [article], [bob])
    with refuses(PermissionDenied):
        release(person, hers)


def test_the_site_administrator_assigns_without_being_a_member(
    project: Project, root: Person, alice: Person, article: Article
) -> None:
    assert [made.person for made in assign(root, project, [article], [alice])] == [alice]


@pytest.mark.parametrize("who", ["vera", "zoe", "root"])
def test_who_does_not_review_there_gets_nothing(
    who: str,
    request: pytest.FixtureRequest,
    project: Project,
    maya: Person,
    alice: Person,
    article: Article,
    refuses: Callable[..., Any],
) -> None:
    person = request.getfixturevalue(who)
    with refuses(Invalid) as refusal:
        assign(maya, project, [article], [alice, person])
    assert list(refusal.value.errors) == ["people"]


def test_who_is_switched_off_gets_nothing(
    project: Project, maya: Person, alice: Person, article: Article, refuses: Callable[..., Any]
) -> None:
    alice.is_active = False
    alice.save()
    with refuses(Invalid):
        assign(maya, project, [article], [alice])


def test_managers_and_adjudicators_review_too(project: Project, maya: Person, adam: Person, article: Article) -> None:
    assert len(assign(maya, project, [article], [maya, adam])) == 2


def test_nothing_chosen_is_refused(
    project: Project, maya: Person, alice: Person, article: Article, refuses: Callable[..., Any]
) -> None:
    for articles, people, field in (([], [alice], "articles"), ([article], [], "people")):
        with refuses(Invalid) as refusal:
            assign(maya, project, articles, people)
        assert list(refusal.value.errors) == [field]


def test_an_article_of_another_project_is_refused(
    project: Project,
    maya: Person,
    alice: Person,
    article: Article,
    make_article: Callable[..., Article],
    refuses: Callable[..., Any],
) -> None:
    elsewhere = Project.objects.create(name="Elsewhere", created_by=maya)
    Membership.objects.create(project=elsewhere, person=maya, role="manager")
    foreign = make_article(elsewhere)
    with refuses(Invalid) as refusal:
        assign(maya, project, [article, foreign], [alice])
    assert list(refusal.value.errors) == ["articles"]


@pytest.mark.parametrize("state", ["adjudication", "settled"])
def test_past_review_nobody_joins_or_leaves(
    state: str,
    project: Project,
    maya: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    refuses: Callable[..., Any],
    fresh: Callable[[Any], Any],
) -> None:
    # The pages were opened while it was in review.
    Article.objects.update(state=state)
    with refuses(Invalid):
        assign(maya, project, [article], [bob])
    with refuses(Invalid):
        release(maya, hers)


def test_a_release_is_logged_and_keeps_the_judgements(
    maya: Person, alice: Person, article: Article, claim: Claim, hers: Assignment, written: Callable[[], list[Any]]
) -> None:
    BY_NAME["confirm"].perform(alice, claim, {})
    written()
    release(maya, hers)
    assert written() == [
        {
            "actor": "maya",
            "verb": "release",
            "on": ("assignment", hers.pk),
            "before": {"person": "alice", "state": "in_progress"},
            "after": {"state": "released"},
            "article": article.pk,
            "project": article.project_id,
            "undoes": None,
        }
    ]
    assert (Assignment.objects.get().state, Article.objects.get().state) == ("released", "new")
    assert Judgement.objects.get().decision == "confirmed"


def test_what_was_released_is_not_released_again(maya: Person, hers: Assignment, refuses: Callable[..., Any]) -> None:
    release(maya, Assignment.objects.get())
    with refuses(Invalid):
        release(maya, hers)


def test_what_was_handed_in_and_settled_meanwhile_is_not_released(
    maya: Person,
    alice: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    refuses: Callable[..., Any],
    fresh: Callable[[Any], Any],
) -> None:
    page = Assignment.objects.select_related("article").get()
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, fresh(article))
    with refuses(Invalid):
        release(maya, page)


@pytest.mark.django_db(transaction=True)
def test_two_managers_giving_the_same_at_once_give_it_once(
    project: Project,
    maya: Person,
    alice: Person,
    bob: Person,
    make_article: Callable[..., Article],
    race: Callable[..., list[Any]],
) -> None:
    articles = [make_article(project) for _ in range(6)]
    results = race(
        partial(assign, maya, project, [Article.objects.get(pk=one.pk) for one in articles], [alice, bob]),
        partial(assign, maya, project, [Article.objects.get(pk=one.pk) for one in reversed(articles)], [bob, alice]),
    )
    assert sorted(map(len, results)) == [0, 12], results
    assert Assignment.objects.count() == AuditEntry.objects.count() == 12


def test_many_articles_are_taken_back_at_once_and_what_is_handed_in_stays(
    project: Project, alice: Person, bob: Person, maya: Person, make_article: Any, written: Any
) -> None:
    articles = [make_article(project, wanted=2) for _ in range(3)]
    assign(maya, project, articles, [alice, bob])
    submit(alice, articles[0])
    written()
    assert take_back(maya, project, articles, [alice]) == 2
    assert [(row["verb"], row["before"]) for row in written()] == 2 * [
        ("release", {"person": "alice", "state": "assigned"})
    ]
    assert set(Assignment.objects.filter(person=alice).values_list("state", flat=True)) == {"submitted", "released"}
    assert set(Assignment.objects.filter(person=bob).values_list("state", flat=True)) == {"assigned"}
    # From everybody, where nobody is named.
    assert take_back(maya, project, articles[1:]) == 2
    states = dict(Article.objects.values_list("pk", "state"))
    assert [states[article.pk] for article in articles] == ["review", "new", "new"]
    assert list(Article.objects.order_by("pk").values_list("slots", flat=True)) == [0, 2, 2]
    assert take_back(maya, project, articles[1:]) == 0


def test_who_takes_nothing_back(
    project: Project, alice: Person, adam: Person, maya: Person, hers: Assignment, refuses: Any
) -> None:
    for person in (alice, adam):
        with refuses(PermissionDenied):
            take_back(person, project, [hers.article])
    with refuses(Invalid):
        take_back(maya, project, [])
    elsewhere = Project.objects.create(name="Elsewhere", created_by=maya)
    Membership.objects.create(project=elsewhere, person=maya, role="manager")
    vars(maya).pop("_roles", None)
    assert take_back(maya, elsewhere, [hers.article]) == 0
