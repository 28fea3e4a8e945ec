"""What became of proposals: counted by rule and pipeline, never of an article that somebody still reviews blind."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.count import count_up
from claims.actions.recount import recount
from claims.actions.review import BY_NAME
from claims.actions.submit import reopen, submit
from claims.models import Article, Claim, Judgement, Person, Project
from claims.queries.rules import Record, records, summed


@pytest.fixture
def judged(project: Project, make_article: Any, make_claim: Any, alice: Person, bob: Person) -> list[Article]:
    """Two settled articles; Alice and Bob answered two claims of each, read by two pipelines."""
    articles = []
    for pipeline, decisions in (("one", ("confirmed", "rejected")), ("two", ("corrected", "confirmed"))):
        article = make_article(project, state="settled")
        claims = [
            make_claim(article, "12 people", _rule="kill-verb", _fingerprint=pipeline),
            make_claim(article, "governor", "framing", _rule="regime", _fingerprint=pipeline),
        ]
        for claim in claims:
            for person, decision in zip((alice, bob), decisions, strict=True):
                answer(claim, person, decision)
        articles.append(article)
    recount(project)
    return articles


def answer(claim: Claim, person: Person, decision: str) -> Judgement:
    given = {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}
    return Judgement.objects.create(
        claim=claim, reviewer=person, decision=decision, decided_at="2026-01-01T00:00Z", **given
    )


def test_one_row_for_each_rule_and_pipeline(judged: list[Article], project: Project, maya: Person) -> None:
    assert records(maya, project) == [
        Record("casualty", "kill-verb", "one", 1, 0, 1, 0),
        Record("casualty", "kill-verb", "two", 1, 1, 0, 0),
        Record("framing", "regime", "one", 1, 0, 1, 0),
        Record("framing", "regime", "two", 1, 1, 0, 0),
    ]
    assert records(maya, project, rule="regime") == records(maya, project)[2:]
    assert records(maya, project, rule="none") == []


def test_summed_up(judged: list[Article], project: Project, maya: Person) -> None:
    found = records(maya, project)
    assert summed(found, "rule") == [
        Record("", "kill-verb", "", 2, 1, 1, 0),
        Record("", "regime", "", 2, 1, 1, 0),
    ]
    assert summed(found, "fingerprint") == [Record("", "", "one", 2, 0, 2, 0), Record("", "", "two", 2, 2, 0, 0)]
    (total,) = summed(found)
    assert (total.decided, total.shares) == (
        8,
        [("confirmed", 4, 50), ("corrected", 2, 25), ("rejected", 2, 25)],
    )
    assert summed([]) == []
    assert Record("", "", "", 0, 0, 0, 3).shares == [
        ("confirmed", 0, None),
        ("corrected", 0, None),
        ("rejected", 0, None),
    ]


@pytest.mark.parametrize("state", ["new", "review"])
def test_nothing_of_an_article_under_blind_review(
    state: str, judged: list[Article], project: Project, maya: Person, alice: Person, root: Person
) -> None:
    Article.objects.update(state=state)
    recount(project)
    for person in (maya, alice, root):
        assert records(person, project) == records(person) == []


def test_claims_of_people_and_open_judgements_are_not_counted(
    project: Project, make_article: Any, make_claim: Any, maya: Person, alice: Person
) -> None:
    article = make_article(project, state="settled")
    answer(make_claim(article, "12 people", _origin="person", _author=alice, _rule=""), alice, "confirmed")
    answer(make_claim(article, "governor"), alice, "")
    answer(make_claim(article, "40 residents"), alice, "skipped")
    recount(project)
    assert records(maya, project) == [Record("casualty", "casualty/test", "test", 0, 0, 0, 1)]


def test_each_counts_what_she_may_read(
    judged: list[Article], make_assignment: Any, alice: Person, vera: Person, zoe: Person, root: Person
) -> None:
    make_assignment(judged[0], alice, state="submitted")
    assert sum(record.decided for record in records(alice)) == 4
    assert sum(record.decided for record in records(vera)) == sum(record.decided for record in records(root)) == 8
    assert records(zoe) == []


def test_a_judgement_made_in_the_product_is_counted_while_all_have_submitted(
    project: Project, article: Article, alice: Person, maya: Person, make_claim: Any, make_assignment: Any
) -> None:
    make_assignment(article, alice)
    claim = make_claim(article, "12 people", _rule="kill-verb")
    BY_NAME["reject"].perform(alice, claim, {"reason": "other"}, 0)
    count_up(project)
    assert records(maya) == []
    submit(alice, article)
    count_up(project)
    assert [(record.rule, record.rejected) for record in records(maya)] == [("kill-verb", 1)]
    reopen(alice, article)
    count_up(project)
    assert records(maya) == records(maya, project) == []


def test_it_is_one_query(judged: list[Article], project: Project, maya: Person, django_assert_num_queries: Any) -> None:
    maya.memberships.all()
    with django_assert_num_queries(1):
        records(maya, project)
