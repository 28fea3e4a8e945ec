"""The keys of the review screen: which command has which, and a person's own choice of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.errors import Invalid
from claims.actions.log import log
from claims.actions.review import BY_NAME


@dataclass(frozen=True)
class Command:
    """Something the review screen does at one key. `key` is the one it has unless the person chose another."""

    name: str
    label: Any
    key: str


def _verb(name: str, label: Any = "") -> Command:
    action = BY_NAME[name]
    return Command(name, label or action.label, action.key)


COMMANDS: tuple[Command, ...] = (
    Command("next_claim", gettext_lazy("Next claim"), "j"),
    Command("previous_claim", gettext_lazy("Previous claim"), "k"),
    _verb("confirm"),
    _verb("correct", gettext_lazy("Correct: first into the form, then save it")),
    _verb("reject", gettext_lazy("Reject, then a digit for the reason")),
    _verb("skip"),
    Command("kind", gettext_lazy("Change the kind, then a digit"), "t"),
    _verb("add", gettext_lazy("Add a claim from the selected words, then a digit for its kind")),
    _verb("undo", gettext_lazy("Undo the last step")),
    _verb("redo", gettext_lazy("Redo what was undone")),
    _verb("confirm_rest"),
    Command("start_left", gettext_lazy("Start of the claim one word to the left"), "["),
    Command("start_right", gettext_lazy("Start of the claim one word to the right"), "]"),
    Command("end_left", gettext_lazy("End of the claim one word to the left"), "{"),
    Command("end_right", gettext_lazy("End of the claim one word to the right"), "}"),
    Command("start_left_one", gettext_lazy("Start one character to the left"), ","),
    Command("start_right_one", gettext_lazy("Start one character to the right"), "."),
    Command("end_left_one", gettext_lazy("End one character to the left"), "<"),
    Command("end_right_one", gettext_lazy("End one character to the right"), ">"),
    Command("snap", gettext_lazy("Edges keep to whole words, or do not"), "w"),
    Command("select", gettext_lazy("Select words in the text by the arrow keys"), "x"),
    Command("take_selection", gettext_lazy("Give the claim the selected words"), "m"),
    Command("evidence", gettext_lazy("Link evidence"), "l"),
    Command("verdict", gettext_lazy("Give a verdict"), "v"),
    Command("comment", gettext_lazy("Comment on the claim"), "o"),
    Command("history", gettext_lazy("History of the claim"), "h"),
    Command("similar", gettext_lazy("Similar settled claims"), "y"),
    Command("guideline", gettext_lazy("Guideline"), "g"),
    Command("next_article", gettext_lazy("Hand in, or go on to the next article"), "n"),
    Command("help", gettext_lazy("All keys"), "?"),
)


def keys_of(person: Any) -> dict[str, str]:
    """Each command's name with the key it has for this person."""
    chosen = person.keys if isinstance(person.keys, dict) else {}
    return {command.name: chosen.get(command.name, command.key) for command in COMMANDS}


def choose_keys(person: Any, asked: Mapping[str, str]) -> dict[str, str]:
    """Give the person the keys in `asked`, by command; one that is left out or empty goes back to what it was at first.

    Returns all keys as they are then. Raises Invalid, by command: a key is one character that can be typed alone, no digit
    (digits choose reasons and kinds), and no two commands have the same.
    """
    keys = {command.name: asked.get(command.name, "").strip() or command.key for command in COMMANDS}
    errors: dict[str, list[str]] = {}
    taken: dict[str, Command] = {}
    for command in COMMANDS:
        key = keys[command.name]
        if len(key) != 1 or not key.isprintable():
            errors[command.name] = [_("Give one character.")]
        elif key.isdigit():
            errors[command.name] = [_("Digits choose reasons and kinds: take another key.")]
        elif key in taken:
            other = taken[key].label
            errors[command.name] = [_("“%(key)s” is the key of “%(other)s” already.") % {"key": key, "other": other}]
        taken.setdefault(key, command)
    if errors:
        raise Invalid(errors)
    before = dict(person.keys)
    person.keys = {command.name: keys[command.name] for command in COMMANDS if keys[command.name] != command.key}
    with transaction.atomic():
        person.save(update_fields=["keys"])
        log(person, "choose_keys", person, before=before, after=person.keys)
    return keys
