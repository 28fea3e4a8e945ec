"""A person's own keys."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.errors import Invalid
from claims.actions.keys import COMMANDS, choose_keys, keys_of
from claims.models import AuditEntry, Person


def test_the_first_keys_are_all_different() -> None:
    keys = [command.key for command in COMMANDS]
    assert len(keys) == len(set(keys))
    assert not any(key.isdigit() for key in keys)


def test_a_chosen_key_stands_and_the_others_stay(alice: Person) -> None:
    keys = choose_keys(alice, {"confirm": "b", "skip": ""})
    alice.refresh_from_db()
    assert keys == keys_of(alice)
    assert (keys["confirm"], keys["skip"]) == ("b", "s")
    assert alice.keys == {"confirm": "b"}
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.verb, entry.before, entry.after) == (alice, "choose_keys", {}, {"confirm": "b"})
    choose_keys(alice, {})
    assert alice.keys == {}


def test_two_keys_can_change_places(alice: Person) -> None:
    keys = choose_keys(alice, {"confirm": "s", "skip": "c"})
    assert (keys["confirm"], keys["skip"]) == ("s", "c")


@pytest.mark.parametrize(
    ("asked", "where", "says"),
    [
        ({"skip": "c"}, "skip", "is the key of “Confirm” already"),
        ({"confirm": "s"}, "skip", "is the key of “Confirm” already"),
        ({"confirm": "7"}, "confirm", "Digits"),
        ({"confirm": "cc"}, "confirm", "one character"),
        ({"confirm": "\x07"}, "confirm", "one character"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    asked: dict[str, str], where: str, says: str, alice: Person, refuses: Any
) -> None:
    with refuses(Invalid) as refusal:
        choose_keys(alice, asked)
    assert says in refusal.value.errors[where][0]
    assert list(refusal.value.errors) == [where]


def test_a_command_that_is_gone_does_no_harm(alice: Person) -> None:
    alice.keys = {"nothing": "q"}
    assert "nothing" not in keys_of(alice)
