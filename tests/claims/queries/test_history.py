"""What happened, and who may know of it."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from claims.actions.adjudicate import adjudicate
from claims.actions.assign import assign, release
from claims.actions.evidence import add_evidence, link_evidence, unlink_evidence
from claims.actions.log import log
from claims.actions.members import add_member, change_role, remove_member
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.actions.verdict import give_verdict
from claims.models import Article, Assignment, AuditEntry, Claim, Membership, Person, Project
from claims.queries.history import Asked, actors, entries_of, lines, log_of, seen, withdrawn

PLACE = {"kind": "framing", "start": 0, "end": 6}


@pytest.fixture
def worked(
    two: Project, article: Article, make_claim: Any, make_assignment: Any, alice: Person, bob: Person
) -> tuple[Article, Claim, Claim]:
    """Alice and Bob at work: a proposal that both judged, and a claim that Alice added. Neither has submitted."""
    claim = make_claim(article, "12 people", low=12)
    for person in (alice, bob):
        make_assignment(article, person)
    article.refresh_from_db()
    BY_NAME["confirm"].perform(alice, claim, {"note": "hers"})
    BY_NAME["reject"].perform(bob, claim, {"reason": "other", "note": "his"})
    evidence = add_evidence(bob, {"title": "E", "url": "https://e.example"})
    link = link_evidence(bob, claim, evidence, "supports")
    unlink_evidence(bob, link)
    give_verdict(alice, claim, {"verdict": "supported", "justification": "Seen."})
    BY_NAME["add"].perform(alice, article, PLACE)
    return article, claim, Claim.objects.get(origin="person")


def told(person: Person, thing: Any) -> list[tuple[str | None, str]]:
    """Who did what, the oldest first, as `person` may read it of `thing`."""
    thing = seen(person, thing._meta.model_name, thing.pk)
    assert thing is not None
    return [(row.actor and row.actor.username, row.verb) for row in reversed(entries_of(person, thing))]


def test_while_review_is_blind_each_reads_of_their_own_answers_alone(
    worked: tuple[Article, Claim, Claim], alice: Person, bob: Person, maya: Person, adam: Person, root: Person
) -> None:
    article, claim, added = worked
    assert told(alice, claim) == [("alice", "confirm"), ("alice", "verdict")]
    assert told(bob, claim) == [("bob", "reject"), ("bob", "link"), ("bob", "unlink")]
    for person in (maya, adam, root):
        assert told(person, claim) == []
        assert {verb for _, verb in told(person, article)} == {"begin"}
    assert told(alice, added) == [("alice", "add")]
    for person in (bob, maya, adam, root):
        assert seen(person, "claim", added.pk) is None


def test_afterwards_all_of_it_is_there_even_what_is_gone(
    worked: tuple[Article, Claim, Claim], alice: Person, bob: Person, maya: Person, adam: Person, vera: Person
) -> None:
    article, claim, added = worked
    submit(alice, article)
    submit(bob, article)
    article.refresh_from_db()
    claim.refresh_from_db()
    adjudicate(adam, claim, {"is_claim": False, "reason": "edge_case"})
    everything = [
        *(("alice", "confirm"), ("bob", "reject"), ("bob", "link"), ("bob", "unlink"), ("alice", "verdict")),
        ("adam", "adjudicate"),
    ]
    for person in (alice, bob, maya, adam, vera):
        assert told(person, claim) == everything
        assert told(person, added) == [("alice", "add")]
    # Returned to a reviewer, it is blind again.
    give_back(maya, Assignment.objects.get(person=bob))
    assert told(maya, claim) == []
    assert seen(maya, "claim", added.pk) is None


def test_a_settlement_that_no_longer_stands_is_told_of(
    project: Project, article: Article, make_claim: Any, make_assignment: Any, alice: Person, maya: Person
) -> None:
    claim = make_claim(article, "12 people", low=12)
    assignment = make_assignment(article, alice)
    article.refresh_from_db()
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, article)
    assert told(maya, claim) == [("alice", "confirm"), (None, "settle")]
    give_back(maya, assignment)
    submit(alice, article)
    assert [verb for _, verb in told(maya, claim)] == ["confirm", "settle", "unsettle", "settle"]


def test_of_another_claim_nothing_is_told(worked: tuple[Article, Claim, Claim], make_claim: Any, alice: Person) -> None:
    other = make_claim(worked[0], "40 residents", low=40)
    assert told(alice, other) == []


def test_a_stranger_learns_of_nothing(
    worked: tuple[Article, Claim, Claim], zoe: Person, alice: Person, project: Project
) -> None:
    article, claim, added = worked
    assignment = Assignment.objects.get(person=alice)
    for thing in (article, claim, added, assignment, alice):
        assert seen(zoe, thing._meta.model_name, thing.pk) is None
    assert seen(zoe, "person", zoe.pk) == zoe
    assert seen(alice, "rumour", 1) is None
    assert seen(alice, "claim", 10**9) is None


def test_an_assignment_from_its_giving_to_its_end(
    project: Project, article: Article, alice: Person, bob: Person, maya: Person, vera: Person
) -> None:
    (assignment,) = assign(maya, project, [article], [alice])
    release(maya, assignment)
    assign(maya, project, [article], [alice])
    for person in (maya, alice, vera):
        assert [verb for _, verb in told(person, assignment)] == ["assign", "release", "assign"]
    assert seen(bob, "assignment", assignment.pk) is None


def test_a_persons_roles_stay_told_after_she_is_gone(
    project: Project, maya: Person, zoe: Person, vera: Person, root: Person
) -> None:
    elsewhere = Project.objects.create(name="Elsewhere", created_by=root)
    membership = add_member(maya, project, "zoe", "viewer")
    change_role(maya, membership, "reviewer")
    there = Membership.objects.create(project=elsewhere, person=zoe, role="viewer")
    log(root, "add_member", there, after=there.snapshot(), project=elsewhere)
    # A manager reads what happened in her project, the person herself and the administrator all of it.
    assert told(maya, zoe) == [("maya", "add_member"), ("maya", "change_role")]
    remove_member(maya, membership)
    whole = ["add_member", "change_role", "add_member", "remove_member"]
    for person in (zoe, root):
        person.__dict__.pop("_roles", None)
        assert [verb for _, verb in told(person, zoe)] == whole
    assert seen(maya, "person", zoe.pk) is None
    assert seen(vera, "person", zoe.pk) is None


def test_evidence_is_shared_and_so_is_its_history(alice: Person, vera: Person, zoe: Person, project: Project) -> None:
    evidence = add_evidence(alice, {"title": "E", "url": "https://e.example"})
    assert told(vera, evidence) == [("alice", "add_evidence")]
    assert seen(zoe, "evidence", evidence.pk) is None


def test_what_was_taken_back_is_its_authors_until_nothing_is_blind(
    worked: tuple[Article, Claim, Claim], alice: Person, bob: Person, maya: Person
) -> None:
    article, _, added = worked
    BY_NAME["undo"].perform(alice, article, {})
    assert [row.pk for row in withdrawn(alice, article)] == [added.pk]
    assert told(alice, Claim.objects.get(pk=added.pk)) == [("alice", "add"), ("alice", "undo"), ("alice", "withdraw")]
    for person in (bob, maya):
        assert list(withdrawn(person, article)) == []
        assert seen(person, "claim", added.pk) is None
    submit(alice, article)
    submit(bob, article)
    article.refresh_from_db()
    assert [row.pk for row in withdrawn(maya, article)] == [added.pk]


def test_the_projects_log_is_as_blind_and_can_be_narrowed(
    worked: tuple[Article, Claim, Claim], project: Project, alice: Person, bob: Person, maya: Person, zoe: Person
) -> None:
    article, *_ = worked
    add_member(maya, project, "zoe", "viewer")
    assert [row.verb for row in log_of(maya, project)] == ["add_member", "begin", "begin"]
    submit(alice, article)
    submit(bob, article)
    whole = log_of(maya, project)
    assert {row.verb for row in whole} >= {"confirm", "reject", "link", "unlink", "verdict", "add", "submit"}
    assert {row.actor for row in Asked(actor="bob").among(whole)} == {bob}
    assert {row.verb for row in Asked(verb="submit").among(whole)} == {"submit"}
    assert [row.verb for row in Asked(verb="submit", actor="alice").among(whole)] == ["submit"]
    assert set(actors(project)) >= {row.actor for row in whole if row.actor} | {zoe}


def test_days_of_entries_that_were_written_at_once(
    project: Project, maya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    midnight = datetime.datetime(2026, 3, 5, tzinfo=datetime.UTC)
    for minutes in (-30, 10, -20, 20, -10):
        now = midnight + datetime.timedelta(minutes=minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        log(maya, "see", project, project=project)
    entries = AuditEntry.objects.all()
    assert Asked(since=midnight.date()).among(entries).count() == 2
    assert Asked(until=midnight.date() - datetime.timedelta(days=1)).among(entries).count() == 3


def test_days_are_whole_and_included(project: Project, maya: Person) -> None:
    entry = log(maya, "see", project, project=project)
    day = entry.at.date()
    after, before = day + datetime.timedelta(days=1), day - datetime.timedelta(days=1)
    entries = AuditEntry.objects.all()
    for asked, number in (
        (Asked(since=day, until=day), 1),
        (Asked(since=after), 0),
        (Asked(until=before), 0),
        (Asked(since=before, until=after), 1),
    ):
        assert asked.among(entries).count() == number, asked
    assert Asked(until=datetime.date(1970, 1, 1)).among(entries).count() == 0
    assert Asked.read({"since": "2026-02-30", "until": "soon", "verb": " see "}) == Asked(verb="see")
    assert Asked.read({"since": "2026-02-03"}) == Asked(since=datetime.date(2026, 2, 3))


def test_lines_are_entries_in_the_order_of_writing(
    project: Project, article: Article, maya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.queries.history.CHUNK", 2)
    for place in range(5):
        log(maya if place else None, f"step{place}", article, before={"ü": place}, article=article)
    found = [json.loads(line) for line in lines(AuditEntry.objects.all())]
    assert [row["verb"] for row in found] == [f"step{place}" for place in range(5)]
    assert [row["actor"] for row in found[:2]] == [None, "maya"]
    assert found[1]["before"] == {"ü": 1}
    assert (found[1]["project"], found[1]["article"], found[1]["object_id"]) == (project.pk, article.pk, article.pk)
    assert set(found[0]) == {
        *("id", "at", "actor", "verb", "object_type", "object_id", "project", "article", "before", "after", "undoes"),
    }
