"""What a reviewer sees of an article: the pipeline's claims and her own, never another's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.adjudicate import adjudicate
from claims.actions.errors import Invalid
from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.actions.verdict import give_verdict, take_back_verdict
from claims.models import Article, Assignment, Claim, Judgement, Person
from claims.queries.review import next_open, own_links, own_verdict, review_items, visible_claims

ADD, CONFIRM, CORRECT, REJECT, SKIP, UNDO = (
    BY_NAME[name] for name in ("add", "confirm", "correct", "reject", "skip", "undo")
)
PLACE = {"kind": "framing", "start": 36, "end": 47}


@pytest.fixture
def claim(article: Article, make_claim: Callable[..., Claim]) -> Claim:
    return make_claim(article, "at least 12 people", low=12)


@pytest.fixture(autouse=True)
def both(article: Article, alice: Person, bob: Person, make_assignment: Callable[..., Assignment]) -> list[Assignment]:
    return [make_assignment(article, person) for person in (alice, bob)]


def eyes(person: Person, article: Article) -> tuple[Any, ...]:
    """Everything that the two questions answer, down to each field of each judgement."""
    items = review_items(person, article)
    own = [(item.claim.pk, item.judgement and item.judgement.snapshot(), item.version) for item in items]
    shown = [(item.id, item.status, item.start, item.end, item.quote, item.kind.slug) for item in items]
    return sorted(visible_claims(person, article.pk).values_list("pk", flat=True)), own, shown


def test_bob_sees_nothing_of_what_alice_does_in_any_state(
    alice: Person, bob: Person, maya: Person, adam: Person, article: Article, claim: Claim
) -> None:
    blank = eyes(bob, article)
    assert blank == ([claim.pk], [(claim.pk, None, 0)], [(claim.pk, "open", 14, 32, "at least 12 people", "casualty")])
    added = ADD.perform(alice, article, {**PLACE, "attributes": {"source": "Alice's word"}}).claim

    def unchanged() -> None:
        assert eyes(bob, Article.objects.get()) == blank

    unchanged()
    for action, data in ((CONFIRM, {}), (REJECT, {"reason": "other", "note": "n"}), (CORRECT, {"end": 34})):
        item = next(item for item in review_items(alice, article) if item.id == claim.pk)
        action.perform(alice, claim, data, item.version)
        unchanged()
    UNDO.perform(alice, article, {})
    unchanged()
    SKIP.perform(alice, added, {}, 1)
    unchanged()
    submit(alice, article)
    unchanged()
    give_back(maya, Assignment.objects.get(person=alice))
    unchanged()
    article.refresh_from_db()
    CORRECT.perform(alice, added, {"start": 32}, 2)
    submit(alice, article)
    unchanged()
    # Both through: what was added is on the adjudicator's desk, and still not among what Bob was to judge.
    CONFIRM.perform(bob, claim, {})
    his = eyes(bob, article)
    article = Article.objects.get()
    submit(bob, article)
    assert (article.state, eyes(bob, article)) == ("adjudication", his)
    for waiting in Claim.objects.filter(settlement=None):
        adjudicate(adam, waiting, {"reason": "edge_case"})
    article = Article.objects.get()
    assert (article.state, eyes(bob, article)) == ("settled", his)


def test_after_alice_undid_or_both_added_bob_sees_his_own_only(
    alice: Person, bob: Person, article: Article, claim: Claim
) -> None:
    blank = eyes(bob, article)
    ADD.perform(alice, article, {**PLACE, "attributes": {"source": "Alice's word"}})
    UNDO.perform(alice, article, {})
    assert eyes(bob, article) == blank
    shared = ADD.perform(alice, article, {**PLACE, "attributes": {"source": "Alice's word"}}).claim
    his = ADD.perform(bob, article, {**PLACE, "attributes": {"source": "Bob's word"}})
    assert his.claim == shared
    both = eyes(bob, article)
    assert "Alice's word" not in str(both)
    assert "Bob's word" in str(both)
    item = next(item for item in review_items(bob, article) if item.id == shared.pk)
    assert item.judgement is item.claim.own
    assert item.judgement.reviewer == bob
    for version, action in enumerate((SKIP, CONFIRM), 1):
        action.perform(bob, shared, {}, version)
        assert "Alice's word" not in str(eyes(bob, article))
    both = eyes(bob, article)
    UNDO.perform(alice, article, {})
    assert eyes(bob, article) == both
    for _ in range(3):
        UNDO.perform(bob, article, {})
    assert eyes(bob, article) == blank


def test_what_a_released_or_former_reviewer_left_is_seen_by_nobody_else(
    alice: Person, bob: Person, article: Article, claim: Claim
) -> None:
    ADD.perform(alice, article, PLACE)
    Assignment.objects.filter(person=alice).update(state="released")
    assert list(visible_claims(bob, article.pk)) == [claim]


def test_managers_and_strangers_see_no_judgement_through_it(
    alice: Person, maya: Person, root: Person, article: Article, claim: Claim
) -> None:
    ADD.perform(alice, article, PLACE)
    CONFIRM.perform(alice, claim, {})
    for person in (maya, root):
        assert [(item.id, item.judgement) for item in review_items(person, article)] == [(claim.pk, None)]


def test_hers_are_among_them_while_she_stands_by_them(alice: Person, article: Article, claim: Claim) -> None:
    added = ADD.perform(alice, article, PLACE).claim
    for action, data in ((SKIP, {}), (REJECT, {"reason": "other"}), (CORRECT, {"end": 40})):
        own = Judgement.objects.get(claim=added)
        action.perform(alice, added, data, own.version)
        assert set(visible_claims(alice, article.pk)) == {claim, added}
    for _ in range(4):
        UNDO.perform(alice, article, {})
    assert set(visible_claims(alice, article.pk)) == {claim}


def test_withdrawn_claims_other_articles_and_kinds_out_of_use_are_left_out(
    alice: Person,
    article: Article,
    claim: Claim,
    make_article: Callable[..., Article],
    make_claim: Callable[..., Claim],
) -> None:
    make_claim(article, "12 people", _withdrawn_at="2026-01-01T00:00:00Z")
    make_claim(make_article(article.project), "12 people")
    term = make_claim(article, "Ostrava Bay", kind="framing")
    assert set(visible_claims(alice, article.pk)) == {claim, term}
    article.project.kinds = ["framing"]
    assert [item.id for item in review_items(alice, article)] == [term.pk]


def test_an_item_reads_as_she_decided_else_as_proposed(alice: Person, article: Article, claim: Claim) -> None:
    CORRECT.perform(alice, claim, {"kind": "statement", "start": 7, "end": 32})
    (item,) = review_items(alice, article)
    assert (item.kind.slug, item.start, item.end, item.quote) == ("statement", 7, 32, "killed at least 12 people")
    assert (item.decision, item.status, item.status_label, item.version) == ("corrected", "corrected", "corrected", 1)
    UNDO.perform(alice, article, {})
    (item,) = review_items(alice, article)
    assert (item.kind.slug, item.start, item.answer) == ("casualty", 14, claim)
    assert (item.decision, item.status, item.status_label, item.version) == ("", "open", "open", 2)


def test_they_come_in_the_order_of_the_text_as_she_holds_them(
    alice: Person, article: Article, make_claim: Callable[..., Claim], django_assert_num_queries: Callable[..., Any]
) -> None:
    inner, outer = make_claim(article, "12 people"), make_claim(article, "12 people in Ostrava Bay")
    first, last = make_claim(article, "Shells"), make_claim(article, "governor")
    assert [item.id for item in review_items(alice, article)] == [first.pk, outer.pk, inner.pk, last.pk]
    CORRECT.perform(alice, first, {"start": last.start, "end": last.end + 5})
    with django_assert_num_queries(1):
        items = review_items(alice, article)
        assert [item.id for item in items] == [outer.pk, inner.pk, first.pk, last.pk]
        assert {item.claim.article for item in items} == {article}


def test_the_next_open_one_is_behind_this_one_then_from_the_start(
    alice: Person, article: Article, make_claim: Callable[..., Claim]
) -> None:
    one, two, three = (make_claim(article, quote) for quote in ("Shells", "12 people", "governor"))

    def after(claim: Claim | None) -> int | None:
        item = next_open(review_items(alice, article), claim and claim.pk)
        return item and item.id

    assert [after(claim) for claim in (None, one, two, three)] == [one.pk, two.pk, three.pk, one.pk]
    CONFIRM.perform(alice, two, {})
    assert [after(claim) for claim in (None, one, two, three)] == [one.pk, three.pk, three.pk, one.pk]
    CONFIRM.perform(alice, one, {})
    # Of one claim that is left open, the next is that one itself.
    assert [after(claim) for claim in (None, one, three)] == [three.pk] * 3
    CONFIRM.perform(alice, three, {})
    assert [after(claim) for claim in (None, one, three)] == [None] * 3
    assert next_open([], 7) is None


def test_links_and_verdicts_are_ones_own(alice: Person, bob: Person, article: Article, claim: Claim) -> None:
    evidence = add_evidence(alice, {"title": "E", "url": "https://e.example"})
    link = link_evidence(alice, claim, evidence, "supports")
    verdict = give_verdict(alice, claim, {"verdict": "refuted", "justification": "j"})
    assert (list(own_links(alice, claim)), own_verdict(alice, claim)) == ([link], verdict)
    assert (list(own_links(bob, claim)), own_verdict(bob, claim)) == ([], None)
    taken = take_back_verdict(alice, claim, 1)
    found = own_verdict(alice, claim)
    assert found is not None
    assert (found, found.label, found.version) == (taken, "", 2)


def test_bob_cannot_reach_what_he_does_not_see(alice: Person, bob: Person, article: Article) -> None:
    added = ADD.perform(alice, article, PLACE).claim
    assert not visible_claims(bob, article.pk).exists()
    with pytest.raises(Invalid):
        CONFIRM.perform(bob, added, {})
    assert Judgement.objects.get().reviewer == alice
