"""Claims that reviewers put separately, and that are versions of one: one dispute, settled and opened again as one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.adjudicate import adjudicate, reopen_claim, set_apart
from claims.actions.assign import release
from claims.actions.errors import Invalid, Stale
from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.restore import restore
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.actions.verdict import give_verdict
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Membership, Person, Project, Settlement
from claims.queries.adjudication import by_gravity, next_waiting, versions, waiting_claims, with_answers
from claims.queries.gold import gold, left_out
from claims.queries.history import entries_of

WHY = {"reason": "edge_case"}
SHORT, LONG, FAR = "12 people", "at least 12 people in Ostrava Bay", "40 residents were injured"


def hand_in(article: Article) -> None:
    for row in Assignment.objects.filter(article=article, state__in=("assigned", "in_progress", "returned")):
        submit(row.person, fresh(article))


def fresh(article: Article) -> Article:
    return Article.objects.select_related("project").get(pk=article.pk)


def again(claim: Claim) -> Claim:
    return Claim.objects.select_related("article__project").get(pk=claim.pk)


def stands() -> dict[int, int | None]:
    return dict(Claim.objects.filter(withdrawn_at=None).values_list("pk", "same_as"))


def test_before_all_have_submitted_nothing_is_lined_up(
    both: Article, add: Callable[..., Claim], alice: Person, bob: Person
) -> None:
    claims = add(alice, SHORT), add(bob, LONG)
    submit(alice, fresh(both))
    assert stands() == {claim.pk: None for claim in claims}


def test_overlapping_claims_of_one_kind_are_one_dispute(
    lined: tuple[Claim, Claim], project: Project, adam: Person, alice: Person, bob: Person
) -> None:
    first, second = lined
    assert stands() == {first.pk: None, second.pk: first.pk}
    (waiting,) = waiting_claims(project, adam)
    assert (waiting, waiting.dispute) == (first, "span")
    assert list(by_gravity(waiting_claims(project, adam), "span")) == [first]
    assert next_waiting(again(first), adam) is None
    claim = with_answers(Claim.objects.filter(pk=first.pk)).get()
    assert [(v.person, v.claim, v.is_claim, v.not_marked) for v in versions(claim)] == [
        (alice, first, True, False),
        (bob, second, True, False),
    ]


@pytest.mark.parametrize("other", [(FAR, "casualty"), (LONG, "framing")])
def test_other_places_and_kinds_are_other_disputes(
    other: tuple[str, str], both: Article, add: Callable[..., Claim], alice: Person, bob: Person
) -> None:
    claims = add(alice, SHORT), add(bob, *other)
    hand_in(both)
    assert stands() == {claim.pk: None for claim in claims}
    assert set(Claim.objects.values_list("dispute", flat=True)) == {"presence"}


def test_the_closest_are_lined_up_first_and_each_with_one_of_a_reviewer(
    both: Article, add: Callable[..., Claim], alice: Person, bob: Person
) -> None:
    near, nearer, his = add(alice, "killed at least 12"), add(alice, "12 people in"), add(bob, "at least 12 people in")
    hand_in(both)
    assert stands() == {near.pk: None, nearer.pk: None, his.pk: nearer.pk}


def test_three_reviewers_are_lined_up_together(
    both: Article,
    add: Callable[..., Claim],
    project: Project,
    alice: Person,
    bob: Person,
    make_assignment: Callable[..., Assignment],
) -> None:
    carl = Person.objects.create_user("carl")
    Membership.objects.create(project=project, person=carl, role="reviewer")
    make_assignment(both, carl)
    claims = add(alice, SHORT), add(bob, LONG), add(carl, "at least 12 people")
    hand_in(both)
    assert stands() == {claims[0].pk: None, claims[1].pk: claims[0].pk, claims[2].pk: claims[0].pk}


def test_a_proposal_stands_for_what_was_put_in_its_place(
    both: Article,
    add: Callable[..., Claim],
    make_claim: Callable[..., Claim],
    project: Project,
    adam: Person,
    alice: Person,
    bob: Person,
) -> None:
    his = add(bob, LONG, low=12)
    proposal = make_claim(both, SHORT, low=12)
    BY_NAME["confirm"].perform(alice, proposal, {})
    BY_NAME["reject"].perform(bob, proposal, {"reason": "wrong_span"})
    hand_in(both)
    assert stands() == {proposal.pk: None, his.pk: proposal.pk}
    assert [claim.dispute for claim in waiting_claims(project, adam)] == ["span"]


def test_what_both_moved_to_the_same_words_is_unanimous_and_one_gold_claim(
    both: Article,
    make_claim: Callable[..., Claim],
    project: Project,
    alice: Person,
    bob: Person,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    one, other = make_claim(both, SHORT, low=12), make_claim(both, "Ostrava Bay", low=12)
    start, end = both.text.index(LONG), both.text.index(LONG) + len(LONG)
    for person, keeps, drops in ((alice, one, other), (bob, other, one)):
        BY_NAME["correct"].perform(person, keeps, {"start": start, "end": end, "attributes": {"low": 12}})
        BY_NAME["reject"].perform(person, drops, {"reason": "duplicate"})
    give_verdict(alice, one, {"verdict": "supported", "justification": "Hers."})
    give_verdict(bob, other, {"verdict": "supported", "justification": "His."})
    written()
    hand_in(both)
    settlement = Settlement.objects.get()
    assert (settlement.claim, settlement.resolution, settlement.quote) == (one, "unanimous", LONG)
    assert (settlement.verdict, settlement.justification) == ("supported", "Hers.\n\nHis.")
    assert fresh(both).state == "settled"
    closed = [entry for entry in written() if entry["verb"] == "close_same"]
    assert [(entry["actor"], entry["on"], entry["after"]) for entry in closed] == [
        (None, ("claim", other.pk), {"same_as": one.pk})
    ]
    (found,) = gold(project)
    assert [(claim.id, claim.joined, found.waiting) for claim in found.claims] == [(one.pk, [other.pk], 0)]
    give_back(Person.objects.get(username="maya"), Assignment.objects.get(person=alice))
    assert stands() == {one.pk: None, other.pk: None}
    assert not Settlement.objects.exists()
    assert [entry["verb"] for entry in written()] == ["return", "unsettle", "open_same"]


def test_settling_one_settles_all_versions_and_the_record_tells(
    lined: tuple[Claim, Claim],
    project: Project,
    adam: Person,
    alice: Person,
    bob: Person,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    first, second = lined
    assert left_out(project)["claims_awaiting_adjudication"] == 1
    assert next(iter(gold(project))).waiting == 1
    written()
    his = Judgement.objects.get(claim=second)
    # Asked of either, the claim that stands for both is settled.
    settlement = adjudicate(adam, again(second), {**WHY, **his.answer(), "saw": {first.pk, second.pk}})
    assert (settlement.claim, settlement.quote) == (first, LONG)
    assert [(entry["actor"], entry["verb"], entry["on"]) for entry in written()] == [
        ("adam", "adjudicate", ("settlement", settlement.pk)),
        ("adam", "close_same", ("claim", second.pk)),
    ]
    assert fresh(first.article).state == "settled"
    (found,) = gold(project)
    (claim,) = found.claims
    assert (claim.id, claim.answer.quote, claim.joined, found.waiting) == (first.pk, LONG, [second.pk], 0)
    assert [(row.reviewer, row.answer.quote) for row in claim.judgements] == [("r1", SHORT), ("r2", LONG)]
    assert left_out(project)["claims_awaiting_adjudication"] == 0
    verbs = list(entries_of(adam, again(second)).values_list("verb", flat=True))
    assert verbs == ["close_same", "adjudicate", "add"]
    # Decided anew, what was closed stays closed.
    adjudicate(adam, again(first), {**WHY, "is_claim": False}, 1)
    assert [entry["verb"] for entry in written()] == ["adjudicate"]


def test_opened_again_all_versions_wait_as_before(
    lined: tuple[Claim, Claim], project: Project, adam: Person, written: Callable[[], list[dict[str, Any]]]
) -> None:
    first, second = lined
    before = stands()
    adjudicate(adam, again(first), WHY)
    written()
    reopen_claim(adam, again(second), 1)
    assert [(entry["verb"], entry["on"][0]) for entry in written()] == [
        ("reopen_claim", "settlement"),
        ("open_same", "claim"),
    ]
    assert stands() == before
    assert [claim.dispute for claim in waiting_claims(project, adam)] == ["span"]
    assert fresh(first.article).state == "adjudication"
    assert list(next(iter(gold(project))).claims) == []


def test_evidence_and_verdicts_of_all_versions_come_along(
    both: Article, add: Callable[..., Claim], project: Project, adam: Person, alice: Person, bob: Person
) -> None:
    hers, his = add(alice, SHORT), add(bob, LONG)
    for person, claim in ((alice, hers), (bob, his)):
        piece = add_evidence(person, {"title": f"List of {person}", "url": f"https://{person}.example/"})
        link_evidence(person, claim, piece, "supports")
    give_verdict(bob, his, {"verdict": "refuted", "justification": "No."})
    hand_in(both)
    adjudicate(adam, again(hers), WHY)
    (claim,) = next(iter(gold(project))).claims
    assert [piece.title for piece in claim.evidence] == ["List of alice", "List of bob"]
    opened = with_answers(Claim.objects.filter(pk=hers.pk)).get()
    assert [v.verdict.label if v.verdict else "" for v in versions(opened)] == ["", "refuted"]


def test_while_reviewing_goes_on_nothing_tells_of_another_version(
    lined: tuple[Claim, Claim], adam: Person, maya: Person, alice: Person, bob: Person
) -> None:
    first, second = lined
    give_back(maya, Assignment.objects.get(person=alice))
    assert stands() == {first.pk: None, second.pk: None}
    hand_in(fresh(first.article))
    adjudicate(adam, again(first), WHY)
    give_back(maya, Assignment.objects.get(person=alice))
    # What an adjudicator decided stays decided, and with it that both are one.
    assert stands() == {first.pk: None, second.pk: first.pk}
    for person, claim in ((alice, first), (bob, second)):
        verbs = entries_of(person, again(claim)).values_list("verb", flat=True)
        assert not {"close_same", "adjudicate"} & set(verbs)
    hand_in(fresh(first.article))
    assert fresh(first.article).state == "settled"
    assert Settlement.objects.count() == 1


def test_a_claim_that_is_another_after_all_is_set_apart(
    lined: tuple[Claim, Claim],
    project: Project,
    adam: Person,
    vera: Person,
    alice: Person,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    first, second = lined
    for person in (vera, alice):
        with pytest.raises(PermissionDenied):
            set_apart(person, again(second))
    written()
    set_apart(adam, again(second))
    assert stands() == {first.pk: None, second.pk: None}
    assert [(claim, claim.dispute) for claim in waiting_claims(project, adam)] == [
        (first, "presence"),
        (second, "presence"),
    ]
    with pytest.raises(Invalid):
        set_apart(adam, again(second))
    set_apart(adam, again(second), False)
    assert stands() == {first.pk: None, second.pk: first.pk}
    assert [(entry["verb"], entry["after"]) for entry in written()] == [
        ("set_apart", {"apart": True}),
        ("set_together", {"apart": False}),
    ]
    adjudicate(adam, again(first), WHY)
    with pytest.raises(Invalid, match="open it again first"):
        set_apart(adam, again(second))


def test_what_was_set_apart_stays_so_when_another_is_opened_again(
    lined: tuple[Claim, Claim], project: Project, adam: Person
) -> None:
    first, second = lined
    set_apart(adam, again(second))
    for claim in lined:
        adjudicate(adam, again(claim), WHY)
    assert len(next(iter(gold(project))).claims) == 2
    reopen_claim(adam, again(first), 1)
    assert stands() == {first.pk: None, second.pk: None}


def test_a_version_that_came_meanwhile_is_not_settled_unseen(
    both: Article,
    add: Callable[..., Claim],
    adam: Person,
    maya: Person,
    alice: Person,
    bob: Person,
    refuses: Callable[..., Any],
) -> None:
    gone, hers = add(bob, LONG), add(alice, SHORT)
    BY_NAME["undo"].perform(bob, both, {})
    hand_in(both)
    assert stands() == {hers.pk: None}
    restore(maya, again(gone))
    assert stands() == {gone.pk: None, hers.pk: gone.pk}
    assert Claim.objects.get(pk=gone.pk).dispute == "span"
    with refuses(Invalid) as refusal:
        adjudicate(adam, again(hers), {**WHY, "saw": {hers.pk}})
    assert "look at them all first" in str(refusal.value)
    adjudicate(adam, again(hers), {**WHY, "saw": {hers.pk, gone.pk}})
    assert fresh(both).state == "settled"


def test_what_a_released_reviewer_added_is_no_version(
    both: Article, add: Callable[..., Claim], maya: Person, alice: Person, bob: Person
) -> None:
    hers = add(alice, SHORT)
    add(bob, LONG)
    release(maya, Assignment.objects.get(person=bob))
    hand_in(both)
    assert stands()[hers.pk] is None
    assert Settlement.objects.get().resolution == "single"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_two_versions_at_once_one_is_stale(
    lined: tuple[Claim, Claim], adam: Person, maya: Person, race: Callable[..., list[Any]]
) -> None:
    first, second = lined
    results = race(partial(adjudicate, adam, again(first), WHY), partial(adjudicate, maya, again(second), WHY))
    assert {type(result) for result in results} == {Settlement, Stale}, results
    assert Settlement.objects.get().claim == first
    assert AuditEntry.objects.filter(verb="close_same").count() == 1


def test_what_waits_is_kept_in_a_column(
    lined: tuple[Claim, Claim], project: Project, adam: Person, maya: Person, alice: Person
) -> None:
    def waits() -> dict[int, int | None]:
        return dict(Claim.objects.values_list("pk", "waits"))

    first, second = lined
    assert waits() == {first.pk: 2, second.pk: None}
    set_apart(adam, again(second))
    assert waits() == {first.pk: 0, second.pk: 0}
    adjudicate(adam, again(first), WHY)
    assert waits() == {first.pk: None, second.pk: 0}
    reopen_claim(adam, again(first), 1)
    assert waits() == {first.pk: 0, second.pk: 0}
    give_back(maya, Assignment.objects.get(person=alice))
    assert waits() == {first.pk: None, second.pk: None}
    hand_in(fresh(first.article))
    assert waits() == {first.pk: 0, second.pk: 0}
    for claim in lined:
        adjudicate(adam, again(claim), WHY)
    assert waits() == {first.pk: None, second.pk: None}
