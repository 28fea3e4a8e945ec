"""Evidence is kept once and shared; links are each person's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.errors import Invalid, Stale
from claims.actions.evidence import add_evidence, change_evidence, link_evidence, unlink_evidence
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, AuditEntry, Claim, Evidence, EvidenceLink, Person
from claims.models.evidence import Stance
from claims.permissions import may

GIVEN = {
    "url": "https://hospital.example/count",
    "archive_url": "",
    "title": " The count ",
    "publisher": "Hospital",
    "published_at": "2026-03-01",
    "medium": "web text",
    "passage": "Nine dead\r\nwere brought in.",
    "note": "",
}
PLAIN = {**GIVEN, "title": "The count", "passage": "Nine dead\nwere brought in."}


@pytest.fixture
def count(alice: Person, hers: Assignment) -> Evidence:
    return add_evidence(alice, GIVEN)


def test_it_is_stored_and_logged(alice: Person, hers: Assignment, written: Callable[[], list[dict[str, Any]]]) -> None:
    evidence = add_evidence(alice, {**GIVEN, "sha256": "forged", "added_by": None, "version": 7})
    stored = Evidence.objects.get()
    assert (stored.title, stored.passage, str(stored.published_at)) == (PLAIN["title"], PLAIN["passage"], "2026-03-01")
    assert (stored.added_by, stored.version, stored.sha256) == (alice, 1, "")
    assert written() == [
        {
            "actor": "alice",
            "verb": "add_evidence",
            "on": ("evidence", evidence.pk),
            "before": None,
            "after": PLAIN,
            "article": None,
            "project": None,
            "undoes": None,
        }
    ]


def test_the_same_passage_of_the_same_address_is_kept_once(
    alice: Person, bob: Person, count: Evidence, written: Callable[[], list[Any]]
) -> None:
    assert add_evidence(bob, {**GIVEN, "title": "Another title", "passage": "Nine dead\nwere brought in. "}) == count
    assert written() == []
    assert add_evidence(bob, {**GIVEN, "passage": "Ten."}) != count
    assert add_evidence(bob, {**GIVEN, "url": "https://other.example"}) != count
    assert Evidence.objects.count() == 3


def test_passages_without_an_address_are_each_their_own(alice: Person, hers: Assignment) -> None:
    said = {"title": "Said on the phone", "passage": "Nine."}
    assert add_evidence(alice, said) != add_evidence(alice, said)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"title": " "}, {"title"}),
        ({"title": None}, {"title"}),
        ({"title": "x" * 501}, {"title"}),
        ({"url": "", "passage": ""}, {"url"}),
        ({"url": "javascript:alert(1)"}, {"url"}),
        ({"url": "ftp://hospital.example/count"}, {"url"}),
        ({"url": "hospital"}, {"url"}),
        ({"archive_url": "ftp://archive.example"}, {"archive_url"}),
        ({"published_at": "2026-13-01"}, {"published_at"}),
        ({"title": "", "published_at": "soon"}, {"title", "published_at"}),
    ],
)
def test_what_is_wrong_is_refused_and_named(
    wrong: dict[str, Any], fields: set[str], alice: Person, count: Evidence, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid) as refusal:
        add_evidence(alice, {**GIVEN, **wrong})
    assert set(refusal.value.errors) == fields
    with refuses(Invalid):
        change_evidence(alice, count, wrong, 1)


def test_who_belongs_nowhere_adds_nothing(zoe: Person, refuses: Callable[..., Any]) -> None:
    with refuses(PermissionDenied):
        add_evidence(zoe, GIVEN)


def test_a_change_is_versioned_and_logged(
    alice: Person, count: Evidence, written: Callable[[], list[dict[str, Any]]]
) -> None:
    changed = change_evidence(alice, count, {"note": "Read again.", "published_at": ""}, 1)
    assert (changed.version, changed.note, changed.title, changed.published_at) == (2, "Read again.", "The count", None)
    (entry,) = written()
    after = {**PLAIN, "note": "Read again.", "published_at": ""}
    assert (entry["verb"], entry["on"]) == ("change_evidence", ("evidence", count.pk))
    assert (entry["before"], entry["after"]) == (PLAIN, after)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_change_of_another_version_is_stale(
    version: int, alice: Person, count: Evidence, refuses: Callable[..., Any]
) -> None:
    change_evidence(alice, count, {"note": "first"}, 1)
    with refuses(Stale) as refusal:
        change_evidence(alice, count, {"note": "mine"}, version)
    assert (refusal.value.current.note, refusal.value.mine) == ("first", {"note": "mine"})


@pytest.mark.parametrize("who", ["bob", "maya", "adam", "vera", "zoe"])
def test_only_who_added_it_or_an_administrator_changes_it(
    who: str, request: pytest.FixtureRequest, root: Person, count: Evidence, refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        change_evidence(person, count, {"note": "mine"}, 1)
    assert change_evidence(root, count, {"note": "root's"}, 1).version == 2


def test_a_link_is_logged_and_begins_the_assignment(
    alice: Person, claim: Claim, count: Evidence, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    link = link_evidence(alice, claim, count, "refutes", note=" says nine ", evidence_set=2)
    stance = {"claim": claim.pk, "evidence": count.pk, "stance": "refutes", "set": 2, "note": "says nine"}
    assert written() == [
        {
            "actor": "alice",
            "verb": "link",
            "on": ("evidencelink", link.pk),
            "before": None,
            "after": stance,
            "article": claim.article_id,
            "project": claim.article.project_id,
            "undoes": None,
        }
    ]
    hers.refresh_from_db()
    assert (EvidenceLink.objects.get(), hers.state) == (link, "in_progress")
    again = link_evidence(alice, claim, count, "supports")
    assert (again.pk, again.stance, again.evidence_set, again.note) == (link.pk, "supports", 1, "")
    (entry,) = written()
    assert (entry["before"], entry["after"]["stance"]) == (stance, "supports")
    assert EvidenceLink.objects.count() == 1


def test_each_person_links_for_themselves(
    alice: Person,
    bob: Person,
    claim: Claim,
    count: Evidence,
    make_assignment: Callable[..., Assignment],
    refuses: Callable[..., Any],
) -> None:
    make_assignment(claim.article, bob)
    link = link_evidence(alice, claim, count, "refutes")
    assert link_evidence(bob, claim, count, "supports") != link
    link.refresh_from_db()
    assert link.stance == "refutes"
    with refuses(Invalid):
        unlink_evidence(bob, link)


@pytest.mark.parametrize("stance", Stance.values)
def test_each_stance_is_taken(stance: str, alice: Person, claim: Claim, count: Evidence) -> None:
    assert link_evidence(alice, claim, count, stance).stance == stance


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"stance": ""}, "stance"),
        ({"stance": "likes"}, "stance"),
        ({"evidence_set": 0}, "evidence_set"),
        ({"evidence_set": 100}, "evidence_set"),
    ],
)
def test_a_wrong_link_is_refused(
    wrong: dict[str, Any], field: str, alice: Person, claim: Claim, count: Evidence, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid) as refusal:
        link_evidence(alice, claim, count, **{"stance": "supports", **wrong})
    assert list(refusal.value.errors) == [field]


@pytest.mark.parametrize("who", ["bob", "maya", "adam", "vera", "zoe", "root"])
def test_who_has_no_assignment_neither_links_nor_unlinks(
    who: str,
    request: pytest.FixtureRequest,
    alice: Person,
    claim: Claim,
    count: Evidence,
    refuses: Callable[..., Any],
) -> None:
    person = request.getfixturevalue(who)
    link = link_evidence(alice, claim, count, "supports")
    with refuses(PermissionDenied):
        link_evidence(person, claim, count, "refutes")
    with refuses(PermissionDenied):
        unlink_evidence(person, link)


def test_behind_a_submission_nothing_is_linked_or_unlinked(
    alice: Person, claim: Claim, count: Evidence, refuses: Callable[..., Any], fresh: Callable[[Any], Any]
) -> None:
    link = link_evidence(alice, claim, count, "supports")
    BY_NAME["confirm"].perform(alice, claim, {})
    window = fresh(claim)
    assert may(alice, "article.review", window.article)
    assert may(alice, "article.review", link.claim.article)
    submit(alice, fresh(claim.article))
    with refuses(PermissionDenied):
        link_evidence(alice, window, count, "refutes")
    with refuses(PermissionDenied):
        unlink_evidence(alice, link)


def test_what_is_gone_or_not_hers_to_see_is_not_linked(
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    count: Evidence,
    make_assignment: Callable[..., Assignment],
    refuses: Callable[..., Any],
) -> None:
    make_assignment(article, bob)
    added = BY_NAME["add"].perform(alice, article, {"kind": "framing", "start": 36, "end": 47}).claim
    Claim.objects.filter(pk=claim.pk).delete()
    for person, one in ((bob, added), (alice, claim)):
        with refuses(Invalid):
            link_evidence(person, one, count, "supports")


def test_an_unlinking_is_logged_and_done_once(
    alice: Person,
    claim: Claim,
    count: Evidence,
    written: Callable[[], list[dict[str, Any]]],
    refuses: Callable[..., Any],
    fresh: Callable[[Any], Any],
) -> None:
    link = link_evidence(alice, claim, count, "supports")
    window, pk = fresh(link), link.pk
    (linked,) = [entry for entry in written() if entry["verb"] == "link"]
    unlink_evidence(alice, link)
    (entry,) = written()
    assert (entry["actor"], entry["verb"], entry["on"]) == ("alice", "unlink", ("evidencelink", pk))
    assert (entry["before"], entry["after"], entry["article"]) == (linked["after"], None, claim.article_id)
    assert (EvidenceLink.objects.count(), Evidence.objects.count()) == (0, 1)
    with refuses(Invalid):
        unlink_evidence(alice, window)


@pytest.mark.django_db(transaction=True)
def test_two_windows_linking_at_once_make_one_link(
    alice: Person, claim: Claim, count: Evidence, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    results = race(*(partial(link_evidence, alice, fresh(claim), count, stance) for stance in Stance.values))
    assert {type(result) for result in results} == {EvidenceLink}, results
    entries = list(AuditEntry.objects.filter(verb="link").order_by("id"))
    assert [entry.before for entry in entries] == [None, *(entry.after for entry in entries[:-1])]
    assert EvidenceLink.objects.get().stance == entries[-1].after["stance"]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_stale(
    alice: Person, count: Evidence, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    for version in range(1, 5):
        results = race(*(partial(change_evidence, alice, fresh(count), {"note": note}, version) for note in "ab"))
        assert {type(result) for result in results} == {Evidence, Stale}, results
        assert fresh(count).version == version + 1
