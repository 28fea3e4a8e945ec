"""A reviewer's verdict: given, changed, taken back; version-checked throughout."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.errors import Invalid, Stale
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import clean_verdict, give_verdict, take_back_verdict
from claims.models import Article, Assignment, AuditEntry, Claim, Person, Verdict
from claims.models.verdict import VerdictLabel
from claims.permissions import may

GIVEN = {"verdict": "supported", "justification": " The hospital says so. ", "condition": "", "as_of": "2026-03-01"}


def test_it_is_stored_and_logged(
    alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    verdict = give_verdict(alice, claim, GIVEN)
    stored = Verdict.objects.get()
    snapshot = {
        "label": "supported",
        "justification": "The hospital says so.",
        "condition": "",
        "as_of": "2026-03-01",
    }
    assert (stored.snapshot(), stored.version, stored.claim, stored.reviewer) == (snapshot, 1, claim, alice)
    assert written() == [
        {
            "actor": "alice",
            "verb": "verdict",
            "on": ("verdict", verdict.pk),
            "before": None,
            "after": snapshot,
            "article": claim.article_id,
            "project": claim.article.project_id,
            "undoes": None,
        }
    ]
    hers.refresh_from_db()
    assert hers.state == "in_progress"


def test_changed_and_taken_back_its_version_goes_on_rising(
    alice: Person, claim: Claim, hers: Assignment, written: Callable[[], list[dict[str, Any]]]
) -> None:
    give_verdict(alice, claim, GIVEN)
    changed = give_verdict(alice, claim, {**GIVEN, "verdict": "refuted"}, 1)
    assert (changed.version, changed.label) == (2, "refuted")
    taken = take_back_verdict(alice, claim, 2)
    assert (taken.version, taken.label) == (3, "")
    again = give_verdict(alice, claim, GIVEN, 3)
    assert (again.version, again.pk, Verdict.objects.count()) == (4, changed.pk, 1)
    entries = written()
    assert [entry["verb"] for entry in entries] == ["verdict", "verdict", "take_back_verdict", "verdict"]
    assert [entry["before"] for entry in entries[1:]] == [entry["after"] for entry in entries[:-1]]


def test_an_undo_does_not_take_a_verdict_back(alice: Person, claim: Claim, hers: Assignment) -> None:
    BY_NAME["confirm"].perform(alice, claim, {})
    give_verdict(alice, claim, GIVEN)
    assert BY_NAME["undo"].perform(alice, claim.article, {}).decision == ""
    assert Verdict.objects.get().label == "supported"


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_is_stale(
    version: int, alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    give_verdict(alice, claim, GIVEN)
    mine = {**GIVEN, "verdict": "refuted"}
    with refuses(Stale) as refusal:
        give_verdict(alice, claim, mine, version)
    assert (refusal.value.current.label, refusal.value.mine) == ("supported", mine)
    with refuses(Stale):
        take_back_verdict(alice, claim, version)


def test_what_was_not_given_cannot_be_taken_back(
    alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    with refuses(Invalid):
        take_back_verdict(alice, claim, 0)
    give_verdict(alice, claim, GIVEN)
    take_back_verdict(alice, claim, 1)
    with refuses(Invalid):
        take_back_verdict(alice, claim, 2)


@pytest.mark.parametrize("who", ["bob", "maya", "adam", "vera", "zoe", "root"])
def test_who_has_no_assignment_is_denied(
    who: str, request: pytest.FixtureRequest, claim: Claim, hers: Assignment, refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        give_verdict(person, claim, GIVEN)
    with refuses(PermissionDenied):
        take_back_verdict(person, claim, 0)


def test_behind_a_submission_none_is_given_or_taken_back(
    alice: Person, claim: Claim, hers: Assignment, refuses: Callable[..., Any], fresh: Callable[[Any], Any]
) -> None:
    BY_NAME["confirm"].perform(alice, claim, {})
    give_verdict(alice, claim, GIVEN)
    window = fresh(claim)
    assert may(alice, "article.review", window.article)
    submit(alice, fresh(claim.article))
    with refuses(PermissionDenied):
        give_verdict(alice, window, {**GIVEN, "verdict": "refuted"}, 1)
    with refuses(PermissionDenied):
        take_back_verdict(alice, window, 1)


def test_none_is_given_on_what_is_gone_or_not_hers_to_see(
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    make_assignment: Callable[..., Assignment],
    refuses: Callable[..., Any],
) -> None:
    make_assignment(article, bob)
    added = BY_NAME["add"].perform(alice, article, {"kind": "framing", "start": 36, "end": 47}).claim
    with refuses(Invalid):
        give_verdict(bob, added, GIVEN)
    Claim.objects.filter(pk=claim.pk).delete()
    with refuses(Invalid) as refusal:
        give_verdict(alice, claim, GIVEN)
    assert "gone" in str(refusal.value)


@pytest.mark.parametrize("label", VerdictLabel.values)
def test_each_label_is_taken(label: str) -> None:
    assert clean_verdict({"verdict": label, "justification": "j"}) == {
        "label": label,
        "justification": "j",
        "condition": "",
        "as_of": None,
    }


@pytest.mark.parametrize("as_of", [None, "", "2026-03-01", datetime.date(2026, 3, 1)])
def test_the_date_is_a_date_or_none(as_of: Any) -> None:
    expected = datetime.date(2026, 3, 1) if as_of else None
    assert clean_verdict({**GIVEN, "as_of": as_of})["as_of"] == expected


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"verdict": ""}, {"verdict"}),
        ({"verdict": "true"}, {"verdict"}),
        ({"justification": " \r\n\0"}, {"justification"}),
        ({"justification": None}, {"justification"}),
        ({"as_of": "2026-02-30"}, {"as_of"}),
        ({"as_of": "1 March"}, {"as_of"}),
        ({"as_of": 12}, {"as_of"}),
        ({"verdict": None, "justification": "", "as_of": "x"}, {"verdict", "justification", "as_of"}),
    ],
)
def test_all_that_is_wrong_is_named(
    wrong: dict[str, Any],
    fields: set[str],
    alice: Person,
    claim: Claim,
    hers: Assignment,
    refuses: Callable[..., Any],
) -> None:
    with refuses(Invalid) as refusal:
        give_verdict(alice, claim, {**GIVEN, **wrong})
    assert set(refusal.value.errors) == fields


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_with_one_version_one_is_stale(
    alice: Person, claim: Claim, hers: Assignment, race: Callable[..., list[Any]], fresh: Callable[[Any], Any]
) -> None:
    for version in range(4):
        results = race(*(partial(give_verdict, alice, fresh(claim), GIVEN, version) for _ in range(2)))
        assert {type(result) for result in results} == {Verdict, Stale}, results
        assert (Verdict.objects.get().version, AuditEntry.objects.filter(object_type="verdict").count()) == (
            version + 1,
            version + 1,
        )
