"""Which article holds the open claim that most deserves checking, for a manager and for one reviewer."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, Claim, Person, Project, Settlement
from claims.queries.articles import listed
from claims.queries.priority import highest_given, highest_open
from claims.queries.queue import to_review
from claims.queries.review import next_open, review_items


@pytest.fixture
def three(project: Project, make_article: Any, make_claim: Any) -> list[Article]:
    """Articles whose highest claims have priorities 0.3, 0.9 and 0.6, and each a low one."""
    articles = [make_article(project) for _ in range(3)]
    for article, top in zip(articles, (0.3, 0.9, 0.6), strict=True):
        make_claim(article, "12 people", low=12, _priority=top)
        make_claim(article, "governor", "framing", _priority=0.1)
    return articles


def tops(articles: Any) -> list[float]:
    return list(articles.annotate(top=highest_open()).order_by("pk").values_list("top", flat=True))


def tops_for(person: Person) -> list[float]:
    rows = Assignment.objects.filter(person=person).annotate(top=highest_given())
    return list(rows.order_by("article").values_list("top", flat=True))


def test_the_highest_of_the_open_ones(three: list[Article]) -> None:
    assert tops(Article.objects.all()) == [0.3, 0.9, 0.6]


def test_an_article_without_claims_has_none(project: Project, article: Article) -> None:
    assert tops(Article.objects.all()) == [0.0]


def test_what_is_settled_or_withdrawn_or_of_an_unused_kind_does_not_count(
    project: Project, three: list[Article]
) -> None:
    first = Claim.objects.get(article=three[0], kind="casualty")
    answer = {name: getattr(first, name) for name in ("kind", "start", "end", "quote")}
    Article.objects.filter(pk=three[0].pk).update(state="adjudication")
    Settlement.objects.create(claim=first, is_claim=True, resolution="single", settled_at="2026-01-01T00:00Z", **answer)
    Claim.objects.filter(article=three[1], kind="casualty").update(withdrawn_at="2026-01-01T00:00Z")
    Article.objects.filter(pk=three[2].pk).update(state="settled")
    assert tops(Article.objects.all()) == [0.1, 0.1, 0.0]
    project.kinds = ["casualty"]
    project.save()
    assert tops(Article.objects.all()) == [0.0, 0.0, 0.0]


def test_what_was_added_blind_does_not_count_before_all_have_submitted(
    article: Article, alice: Person, make_claim: Any
) -> None:
    make_claim(article, "12 people", _origin="person", _author=alice, _priority=0.8)
    assert tops(Article.objects.all()) == [0.0]
    Article.objects.update(state="adjudication")
    assert tops(Article.objects.all()) == [0.8]


def test_for_a_reviewer_what_she_decided_is_not_open_and_what_another_decided_is(
    three: list[Article], alice: Person, bob: Person, make_assignment: Any
) -> None:
    claim = Claim.objects.get(article=three[1], kind="casualty")
    for person in (alice, bob):
        make_assignment(three[1], person)
    judgement = BY_NAME["confirm"].perform(alice, claim, {}, 0)
    assert tops_for(alice) == [0.1]
    assert tops_for(bob) == [0.9]
    assert tops(Article.objects.all()) == [0.3, 0.9, 0.6]
    BY_NAME["undo"].perform(alice, three[1], {}, judgement.version)
    assert tops_for(alice) == [0.9]


def test_what_is_withheld_counts_for_the_article_until_all_have_submitted_and_for_no_reviewer(
    article: Article, alice: Person, make_claim: Any, make_assignment: Any
) -> None:
    make_claim(article, "12 people", _origin="withheld", _priority=0.8)
    make_assignment(article, alice)
    assert (tops(Article.objects.all()), tops_for(alice)) == ([0.8], [0.0])
    Article.objects.update(state="adjudication")
    assert tops(Article.objects.all()) == [0.0]


def test_the_queue_by_priority(three: list[Article], alice: Person, make_assignment: Any) -> None:
    given = [make_assignment(article, alice) for article in three]
    Assignment.objects.filter(pk=given[0].pk).update(state="in_progress")
    assert [row.article for row in to_review(alice)] == three
    assert [row.article for row in to_review(alice, by_priority=True)] == [three[1], three[2], three[0]]


def test_the_list_by_priority_a_page_after_another(project: Project, three: list[Article], make_article: Any) -> None:
    equal = make_article(project)
    order, seen, before = [equal, *three], [], ""
    while page := list(listed(project, {"order": "priority", "before": before})[:1]):
        seen += page
        before = str(page[-1].pk)
    assert seen == [order[2], order[3], order[1], order[0]]
    assert list(listed(project, {})) == [order[0], order[3], order[2], order[1]]
    assert list(listed(project, {"order": "priority", "before": "999999"})) == seen


def test_a_reviewers_list_by_priority(
    project: Project, three: list[Article], alice: Person, make_assignment: Any
) -> None:
    for article in three[:2]:
        make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, Claim.objects.get(article=three[1], kind="casualty"), {}, 0)
    assert list(listed(project, {"order": "priority"}, only=alice)) == [three[0], three[1]]


def test_the_claims_of_an_article_by_priority(
    article: Article, alice: Person, make_claim: Any, make_assignment: Any
) -> None:
    make_assignment(article, alice)
    low, high, same = (
        make_claim(article, quote, _priority=score)
        for quote, score in (("Shells", 0.1), ("12 people", 0.9), ("40", 0.1))
    )
    assert [item.claim for item in review_items(alice, article)] == [low, high, same]
    items = review_items(alice, article, "priority")
    assert [item.claim for item in items] == [high, low, same]
    assert next_open(items) == items[0]
    assert next_open(items, high.pk) == items[1]


@pytest.mark.parametrize("many", [1, 15])
def test_the_number_of_queries_is_the_same(
    many: int, project: Project, make_article: Any, make_claim: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        make_claim(make_article(project), "12 people", _priority=0.5)
    with django_assert_num_queries(2):
        assert len(list(listed(project, {"order": "priority"}))) == many
