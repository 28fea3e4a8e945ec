"""One answer out of several: every part from the version that was chosen, and the log says which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.adjudicate import adjudicate, reopen_claim
from claims.actions.errors import Invalid, Stale
from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.merge import merged
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.models import Article, Assignment, Claim, Person, Project, Settlement
from claims.queries.gold import gold

WHY = {"reason": "edge_case"}


@pytest.fixture
def differed(
    article: Article, claim: Claim, alice: Person, bob: Person, make_assignment: Callable[..., Assignment]
) -> Claim:
    """Alice has other words, victims and a verdict; Bob another number, another verdict; each linked evidence."""
    for person in (alice, bob):
        make_assignment(article, person)
    proposed = dict(claim.attributes)
    hers = {"end": 32, "attributes": proposed | {"victims": "people"}, "spans": {"count": [[14, 24]]}}
    BY_NAME["correct"].perform(alice, claim, hers)
    BY_NAME["correct"].perform(bob, claim, {"attributes": proposed | {"low": 11, "count_text": "12"}, "spans": {}})
    for person, label, day in ((alice, "supported", "2026-03-01"), (bob, "refuted", "2026-04-01")):
        verdict = {"verdict": label, "justification": f"So says {person}.", "as_of": day}
        give_verdict(person, claim, verdict)
        piece = add_evidence(person, {"title": f"List of {person}", "url": f"https://{person}.example/"})
        link_evidence(person, claim, piece, "supports")
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    return Claim.objects.select_related("article__project").get(pk=claim.pk)


def test_each_part_comes_from_whom_it_was_taken(
    differed: Claim,
    project: Project,
    adam: Person,
    alice: Person,
    bob: Person,
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    chosen = {"span": "alice", "low": "bob", "victims": "alice", "count_text": "alice", "modifier": ""}
    chosen |= {"verdict": "bob", "justification": "alice", "evidence": "bob"}
    written()
    settlement = adjudicate(adam, differed, {**WHY, "merge": chosen})
    assert (settlement.is_claim, settlement.quote) == (True, differed.article.text[:32])
    assert (settlement.attributes["low"], settlement.attributes["victims"]) == (11, "people")
    assert settlement.spans == {"count": [[14, 24]]}
    assert (settlement.verdict, settlement.justification) == ("refuted", "So says alice.")
    assert str(settlement.as_of) == "2026-04-01"
    (entry,) = written()
    assert (entry["actor"], entry["verb"]) == ("adam", "adjudicate")
    assert entry["after"] == settlement.snapshot() | {"sources": chosen}
    ids = {"alice": alice.pk, "bob": bob.pk, "": None}
    assert Settlement.objects.get().sources == {part: ids[who] for part, who in chosen.items()}
    (gold_claim,) = next(iter(gold(project))).claims
    assert [piece.title for piece in gold_claim.evidence] == ["List of bob"]


def test_what_is_not_chosen_is_the_first_reviewers_and_all_evidence(
    differed: Claim, project: Project, adam: Person
) -> None:
    settlement = adjudicate(adam, differed, {**WHY, "merge": {"low": "bob"}})
    assert (settlement.end, settlement.attributes["low"], settlement.attributes["victims"]) == (32, 11, "people")
    assert (settlement.verdict, settlement.justification) == ("supported", "So says alice.")
    assert len(next(iter(gold(project))).claims[0].evidence) == 2


def test_a_verdict_of_the_adjudicators_own_goes_first(differed: Claim, adam: Person) -> None:
    own = {"verdict": "not_enough_evidence", "justification": "Two lists.", "as_of": None}
    settlement = adjudicate(adam, differed, {**WHY, **own, "merge": {"verdict": "bob"}})
    assert (settlement.verdict, settlement.justification) == ("not_enough_evidence", "Two lists.")


def test_a_merge_is_taken_back_and_made_anew(differed: Claim, adam: Person) -> None:
    adjudicate(adam, differed, {**WHY, "merge": {"low": "bob"}})
    with pytest.raises(Stale):
        adjudicate(adam, differed, {**WHY, "merge": {"low": "alice"}})
    reopen_claim(adam, differed, 1)
    assert not Settlement.objects.exists()
    adjudicate(adam, differed, {**WHY, "merge": {"low": "alice"}})
    again = adjudicate(adam, differed, {**WHY, "is_claim": False}, 1)
    # A plain answer is nobody's in parts.
    assert (again.sources, Settlement.objects.get().sources) == ({}, {})


@pytest.mark.parametrize(
    "wrong",
    [{"span": "vera"}, {"span": "nobody"}, {"colour": "alice"}, {"verdict": "zoe"}, {"voice": "alice"}],
)
def test_who_does_not_say_so_and_what_is_no_part_are_refused(
    wrong: dict[str, str], differed: Claim, adam: Person, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid) as refusal:
        adjudicate(adam, differed, {**WHY, "merge": wrong})
    assert list(refusal.value.errors) == ["merge"]


def test_who_says_that_there_is_none_is_no_source(
    article: Article,
    claim: Claim,
    alice: Person,
    bob: Person,
    adam: Person,
    make_assignment: Callable[..., Assignment],
) -> None:
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["correct"].perform(alice, claim, {"kind": "statement", "attributes": {"source": "the governor"}})
    BY_NAME["reject"].perform(bob, claim, {"reason": "other"})
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    claim = Claim.objects.select_related("article__project").get()
    for wrong in ({"span": "bob"}, {"low": ""}, {"kind": "", "source": "alice"}):
        with pytest.raises(Invalid):
            merged(claim, wrong)
    data, sources = merged(claim, {"kind": "alice", "span": "", "source": "alice"})
    assert (data["kind"], data["attributes"]["source"]) == ("statement", "the governor")
    assert (data["start"], data["end"]) == (claim.start, claim.end)
    assert sources == {"kind": alice.pk, "span": None, "source": alice.pk}
    data, _ = merged(claim, {"kind": ""})
    assert (data["kind"], data["attributes"]) == ("casualty", claim.attributes)


def test_versions_put_separately_are_merged_too(
    article: Article, alice: Person, bob: Person, adam: Person, make_assignment: Callable[..., Assignment]
) -> None:
    for person, words, low in ((alice, "12 people", 12), (bob, "at least 12 people", 13)):
        make_assignment(article, person)
        start = article.text.index(words)
        answer = {"kind": "casualty", "start": start, "end": start + len(words), "attributes": {"low": low}}
        BY_NAME["add"].perform(person, article, answer)
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    claim = Claim.objects.select_related("article__project").get(same_as=None)
    settlement = adjudicate(adam, claim, {**WHY, "merge": {"span": "bob", "low": "alice"}})
    assert (settlement.quote, settlement.attributes["low"]) == ("at least 12 people", 12)
    assert Article.objects.get().state == "settled"
