"""Undo: one step back, as often as there are steps; what stood before stands again, and versions only rise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions.adjudicate import adjudicate
from claims.actions.errors import Invalid, Stale
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Person
from claims.queries.review import review_items, visible_claims

ADD, CONFIRM, CORRECT, REJECT, SKIP, UNDO = (
    BY_NAME[name] for name in ("add", "confirm", "correct", "reject", "skip", "undo")
)
PLACE = {"kind": "framing", "start": 36, "end": 47}
PLACES = [PLACE, {"kind": "casualty", "start": 7, "end": 32}]
STEPS = st.one_of(
    st.tuples(st.just("confirm"), st.integers(0, 3), st.just({})),
    st.tuples(st.just("correct"), st.integers(0, 3), st.sampled_from([{"end": 49}, {"attributes": {}}, {"note": "c"}])),
    st.tuples(
        st.just("reject"), st.integers(0, 3), st.sampled_from([{"reason": "other", "note": "r"}, {"reason": ""}])
    ),
    st.tuples(st.just("skip"), st.integers(0, 3), st.just({"note": "s"})),
    st.tuples(st.just("add"), st.integers(0, 1), st.just({"note": "a"})),
    st.tuples(st.just("undo"), st.just(0), st.just({})),
    st.tuples(st.just("undo"), st.just(0), st.just({})),
)


@pytest.fixture
def his(article: Article, bob: Person, make_assignment: Callable[..., Assignment]) -> Assignment:
    return make_assignment(article, bob)


def seen(person: Person, article: Article) -> list[tuple[Any, ...]]:
    """All that the person sees of the article, versions apart."""
    found = []
    for item in review_items(person, article):
        own = item.judgement
        note = (own.reason, own.note) if own else ("", "")
        found.append((item.id, item.decision, item.answer.start, item.answer.end, item.answer.attributes, *note))
    return found


def do(person: Person, article: Article, step: tuple[str, int, dict[str, Any]]) -> Judgement | None:
    """The step done, or None where it is refused as it should be."""
    name, which, data = step
    try:
        if name == "undo":
            return UNDO.perform(person, article, data)
        if name == "add":
            return ADD.perform(person, article, {**PLACES[which], **data})
        items = review_items(person, article)
        item = items[which % len(items)]
        return BY_NAME[name].perform(person, item.claim, data, item.version)
    except Invalid:
        return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=14))
def test_any_steps_are_undone_to_the_state_before(
    steps: list[tuple[str, int, dict[str, Any]]],
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    second: Claim,
    hers: Assignment,
    his: Assignment,
) -> None:
    with transaction.atomic():
        ADD.perform(bob, article, {**PLACE, "attributes": {"voice": "own"}})
        bobs = seen(bob, article)
        before: list[list[tuple[Any, ...]]] = []
        versions: dict[int, int] = {}
        # After the given steps, undo until nothing is left.
        for step in [*steps, *[("undo", 0, {})] * (len(steps) + 1)]:
            stood = seen(alice, article)
            entries = AuditEntry.objects.filter(object_type="judgement").count()
            judgement = do(alice, article, step)
            if judgement is None:
                assert seen(alice, article) == stood
                assert AuditEntry.objects.filter(object_type="judgement").count() == entries
                assert step[0] != "undo" or not before
                continue
            assert AuditEntry.objects.filter(object_type="judgement").count() == entries + 1
            assert judgement.version == versions.get(judgement.pk, 0) + 1
            versions[judgement.pk] = judgement.version
            if step[0] == "undo":
                assert seen(alice, article) == before.pop()
            else:
                before.append(stood)
            assert seen(bob, article) == bobs
        assert before == []
        assert {item.decision for item in review_items(alice, article)} == {""}
        assert set(visible_claims(alice, article.pk)) == {claim, second}
        transaction.set_rollback(True)


def test_it_restores_and_logs_which_entry_it_takes_back(
    alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    CONFIRM.perform(alice, claim, {"note": "sure"})
    CORRECT.perform(alice, claim, {"end": 32, "note": "shorter"}, 1)
    confirm, correct = AuditEntry.objects.filter(object_type="judgement").order_by("id")
    written()
    judgement = UNDO.perform(alice, claim.article, {})
    assert (judgement.decision, judgement.note, judgement.end, judgement.version) == ("confirmed", "sure", 47, 3)
    assert Judgement.objects.get().snapshot() == confirm.after
    assert written() == [
        {
            "actor": "alice",
            "verb": "undo",
            "on": ("judgement", judgement.pk),
            "before": correct.after,
            "after": confirm.after,
            "article": claim.article_id,
            "project": claim.article.project_id,
            "undoes": correct.pk,
        }
    ]
    assert UNDO.perform(alice, claim.article, {}).decision == ""
    assert AuditEntry.objects.order_by("id").last().undoes == confirm


def test_with_nothing_left_it_is_refused(
    alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid):
        UNDO.perform(alice, claim.article, {})
    CONFIRM.perform(alice, claim, {})
    UNDO.perform(alice, claim.article, {})
    with refuses(Invalid) as refusal:
        UNDO.perform(alice, claim.article, {})
    assert "nothing left to undo" in str(refusal.value)


def test_it_takes_back_ones_own_steps_in_this_article_only(
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    his: Assignment,
    make_article: Callable[..., Article],
    make_claim: Callable[..., Claim],
    make_assignment: Callable[..., Assignment],
    refuses: Callable[..., Any],
) -> None:
    other = make_article(article.project)
    make_assignment(other, alice)
    CONFIRM.perform(alice, make_claim(other, "12 people"), {})
    CONFIRM.perform(bob, claim, {})
    with refuses(Invalid):
        UNDO.perform(alice, article, {})
    assert UNDO.perform(alice, other, {}).claim.article == other


def test_a_version_from_before_the_undo_is_stale(
    alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    CONFIRM.perform(alice, claim, {})
    UNDO.perform(alice, claim.article, {})
    for version in (0, 1):
        with refuses(Stale):
            REJECT.perform(alice, claim, {"reason": "other"}, version)
    assert REJECT.perform(alice, claim, {"reason": "other"}, 2).version == 3


def test_an_undone_addition_is_withdrawn(alice: Person, article: Article, hers: Assignment) -> None:
    judgement = UNDO.perform(alice, article, {}) if ADD.perform(alice, article, PLACE) else None
    claim = Claim.objects.get()
    assert judgement is not None
    assert (judgement.decision, judgement.version, claim.withdrawn_at is None) == ("", 2, False)
    assert not visible_claims(alice, article.pk).exists()


def test_an_addition_that_another_shares_stays_until_both_undid(
    alice: Person, bob: Person, article: Article, hers: Assignment, his: Assignment
) -> None:
    claim = ADD.perform(alice, article, PLACE).claim
    ADD.perform(bob, article, PLACE)
    UNDO.perform(alice, article, {})
    assert list(visible_claims(bob, article.pk)) == [claim]
    assert not visible_claims(alice, article.pk).exists()
    UNDO.perform(bob, article, {})
    claim.refresh_from_db()
    assert claim.withdrawn_at is not None
    assert not visible_claims(bob, article.pk).exists()


def test_an_undone_addition_does_not_tell_what_the_other_wrote(
    alice: Person,
    bob: Person,
    article: Article,
    hers: Assignment,
    his: Assignment,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    ADD.perform(alice, article, {**PLACE, "attributes": {"source": "Alice's word"}})
    ADD.perform(bob, article, {**PLACE, "attributes": {"source": "Bob's word"}})
    written()
    judgement = UNDO.perform(bob, article, {})
    assert (judgement.decision, judgement.attributes["source"]) == ("", "Bob's word")
    assert "Alice's word" not in str(written())


def test_a_claim_that_was_adjudicated_stays_after_its_author_undid(
    alice: Person, adam: Person, maya: Person, article: Article, hers: Assignment
) -> None:
    claim = ADD.perform(alice, article, PLACE).claim
    SKIP.perform(alice, claim, {}, 1)
    submit(alice, article)
    settlement = adjudicate(adam, claim, {"reason": "edge_case"})
    give_back(maya, Assignment.objects.get())
    article.refresh_from_db()
    UNDO.perform(alice, article, {})
    UNDO.perform(alice, article, {})
    claim.refresh_from_db()
    assert (claim.withdrawn_at, claim.settlement) == (None, settlement)
    submit(alice, article)
    assert article.state == "settled"


@pytest.mark.parametrize("state", ["submitted", "released"])
def test_what_is_handed_in_or_taken_away_is_not_undone(
    state: str, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    CONFIRM.perform(alice, claim, {})
    Assignment.objects.update(state=state)
    with refuses(PermissionDenied):
        UNDO.perform(alice, claim.article, {})


@pytest.mark.django_db(transaction=True)
def test_two_undos_at_once_take_back_two_steps(
    alice: Person,
    claim: Claim,
    second: Claim,
    hers: Assignment,
    race: Callable[..., list[Any]],
    fresh: Callable[[Any], Any],
) -> None:
    for round_ in range(5):
        CONFIRM.perform(alice, claim, {}, 2 * round_)
        CONFIRM.perform(alice, second, {}, 2 * round_)
        results = race(*(partial(UNDO.perform, alice, fresh(claim.article), {}) for _ in range(2)))
        assert [type(result) for result in results] == [Judgement, Judgement], results
        assert {result.claim_id for result in results} == {claim.pk, second.pk}
        assert set(Judgement.objects.values_list("decision", "version")) == {("", 2 * round_ + 2)}
