from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.errors import Invalid
from claims.actions.pool import take_next
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.train import begin_training, choose_for_training, finish_training
from claims.models import Article, AuditEntry, Claim, Judgement, Membership, Person, Project, Settlement
from claims.queries.review import review_items
from claims.queries.training import latest_training, measured, to_train_in, trainees
from claims.queries.visible import visible_projects


@pytest.fixture
def trained_on(
    project: Project, alice: Person, maya: Person, make_article: Any, make_claim: Any, make_assignment: Any
) -> Article:
    """A settled article with gold of two claims (one added by hand), which new reviewers are measured by."""
    Project.objects.update(training_threshold=70, self_service=True)
    article = make_article(Project.objects.get())
    claim = make_claim(article, "at least 12 people", low=12)
    make_claim(article, "the governor", kind="framing")
    make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, claim, {})
    BY_NAME["reject"].perform(alice, Claim.objects.get(kind="framing"), {"reason": "not_a_claim"})
    start = article.text.index("40 residents")
    BY_NAME["add"].perform(alice, article, {"kind": "casualty", "start": start, "end": start + 12})
    submit(alice, article)
    article = Article.objects.select_related("project").get()
    choose_for_training(maya, article)
    return article


def work(person: Person, training: Project, *, add: bool, keep: bool) -> None:
    """Review the one training article: with or without what the pipeline missed, the framing rejected or kept."""
    article = Article.objects.select_related("project").get(project=training)
    for item in review_items(person, article):
        verb = "confirm" if item.claim.kind == "casualty" or keep else "reject"
        BY_NAME[verb].perform(person, item.claim, {"reason": "not_a_claim"})
    if add:
        start = article.text.index("40 residents")
        BY_NAME["add"].perform(person, article, {"kind": "casualty", "start": start, "end": start + 12})
    submit(person, article)


def test_a_trainee_sees_copies_without_gold_and_the_record_nothing_of_hers(
    trained_on: Article, project: Project, bob: Person
) -> None:
    before = [Judgement.objects.count(), Settlement.objects.count()]
    training = begin_training(bob, project)
    copy = Article.objects.select_related("project").get(project=training)
    assert (copy.text, copy.copy_of, copy.state) == (trained_on.text, trained_on, "review")
    assert [(item.kind.slug, item.quote, item.decision) for item in review_items(bob, copy)] == [
        *(("casualty", "at least 12 people", ""), ("framing", "the governor", "")),
    ]
    work(bob, training, add=False, keep=True)
    assert [
        Judgement.objects.filter(claim__article=trained_on).count(),
        Settlement.objects.filter(claim__article=trained_on).count(),
    ] == before
    assert list(visible_projects(bob)) == [project]
    assert project.articles.count() == 1


def test_who_reaches_the_threshold_is_let_into_the_queue(
    trained_on: Article, project: Project, bob: Person, make_article: Any
) -> None:
    project.refresh_from_db()
    waiting = make_article(project)
    assert list(to_train_in(bob)) == [project]
    with pytest.raises(Invalid, match="training"):
        take_next(bob, project)
    training = begin_training(bob, project)
    with pytest.raises(Invalid, match="Hand in"):
        finish_training(bob, training)
    with pytest.raises(Invalid, match="Hand in"):
        begin_training(bob, project)
    work(bob, training, add=False, keep=True)
    found = finish_training(bob, training)
    assert (found["f1"], found["passed"]) == (50, False)
    assert [row["quote"] for row in found["missed"]["worst"]] == ["40 residents"]
    assert [row["quote"] for row in found["false_alarms"]["worst"]] == ["the governor"]
    with pytest.raises(Invalid, match="training"):
        take_next(bob, project)

    again = begin_training(bob, project)
    assert latest_training(bob, project) == again != training
    work(bob, again, add=True, keep=False)
    found = finish_training(bob, again)
    assert (found["f1"], found["passed"]) == (100, True)
    assert Membership.objects.get(person=bob, project=project).trained_at
    assert AuditEntry.objects.get(verb="pass_training").after == {"f1": 100, "needed": 70}
    assert take_next(Person.objects.get(pk=bob.pk), project).article == waiting
    assert list(to_train_in(bob)) == []


def test_who_manages_or_adjudicates_need_not_train(
    trained_on: Article, project: Project, maya: Person, adam: Person, make_article: Any
) -> None:
    project.refresh_from_db()
    make_article(project)
    assert take_next(adam, project) is not None
    assert [member.person.username for member, _training in trainees(project)] == ["alice", "bob"]


def test_only_gold_is_trained_on(project: Project, article: Article, maya: Person, alice: Person) -> None:
    with pytest.raises(Invalid, match="not settled"):
        choose_for_training(maya, article)
    with pytest.raises(PermissionDenied):
        choose_for_training(alice, article)
    with pytest.raises(Invalid, match="no training articles"):
        begin_training(alice, project)


def test_who_may_not_train(trained_on: Article, project: Project, vera: Person, zoe: Person, root: Person) -> None:
    for person in (vera, zoe, root):
        with pytest.raises(PermissionDenied):
            begin_training(person, project)


def test_nobody_ends_anothers_training(trained_on: Article, project: Project, alice: Person, bob: Person) -> None:
    training = begin_training(bob, project)
    with pytest.raises(Invalid):
        finish_training(alice, training)
    with pytest.raises(Invalid):
        finish_training(bob, project)
    assert measured(training) is None
