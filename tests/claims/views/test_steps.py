"""Entries of the log in words."""

from __future__ import annotations

import re
from pathlib import Path

import claims.actions
from claims.models import AuditEntry
from claims.views.steps import VERBS, changes, told


def entry(before: dict | None = None, after: dict | None = None) -> AuditEntry:
    return AuditEntry(verb="correct", before=before, after=after)


def rows(made: AuditEntry) -> list[tuple[str, object, object]]:
    return [(str(name), old, new) for name, old, new in changes(made)]


def test_what_is_the_same_or_empty_before_and_after_is_left_out() -> None:
    assert rows(entry({"note": "", "start": 3, "reason": None}, {"note": None, "start": 3, "reason": ""})) == []
    assert rows(entry({"note": "a"}, {"note": "b"})) == [("Note", "a", "b")]
    assert rows(entry(None, {"state": "submitted"})) == [("State", None, "submitted")]
    assert rows(entry({"state": "assigned"}, None)) == [("State", "assigned", None)]


def test_codes_are_words_and_attributes_stand_beside_the_rest() -> None:
    before = {"decision": "", "attributes": {"modifier": "at_least", "outcomes": ["killed", "injured"], "low": 4}}
    after = {"decision": "confirmed", "attributes": {"modifier": "", "outcomes": [], "low": 5}, "is_claim": True}
    assert rows(entry(before, after)) == [
        ("Answer", "", "confirmed"),
        ("Modifier", "at least", ""),
        ("Outcomes", "killed, injured", ""),
        ("Lowest", 4, 5),
        ("A claim", None, "yes"),
    ]


def test_what_nobody_has_words_for_is_shown_as_it_is() -> None:
    assert rows(entry(None, {"shards": [1, "b"], "modifier": "roughly"})) == [
        ("shards", None, "1, b"),
        ("Modifier", None, "roughly"),
    ]
    unheard = AuditEntry(verb="juggle")
    assert told([unheard]) == [(unheard, "juggle", [])]


def test_every_verb_that_actions_write_has_words() -> None:
    folder = Path(claims.actions.__file__).parent
    written = set()
    for file in folder.rglob("*.py"):
        written |= set(re.findall(r'\blog\(\s*[\w.]+,\s*"(\w+)"', file.read_text()))
    assert len(written) > 20
    assert written <= set(VERBS), written - set(VERBS)
