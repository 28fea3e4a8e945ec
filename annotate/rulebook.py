"""What each rule looks for, in words, with examples: read from the rules' own data, so that a new row needs no text.

The rules of a kind are the rows with an id in the `.jsonl` files of its folder, and for statements those of
`annotate/attribution`. A row may bring `examples`; those of other languages (`annotate/languages/<code>/<kind>.jsonl`) bring
their `looks_for` too. Rules that are code and not rows, and examples written by hand, are in the kind's `rules.json`: id ->
`looks_for`, `examples`. That file is words about rules, not rules: it is left out of the pipeline's fingerprint. Loads no
spaCy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from annotate.kinds import KINDS, framing
from annotate.kinds.framing.lexicon import Reference

MOST_EXAMPLES = 3
MOST_WORDS = 12
HERE = Path(__file__).parent
# Folders beside a kind's own whose rows are its rules too.
ALSO = {"statement": (HERE / "attribution",)}
# Rows that propose nothing under their own id: the one names cues that another rule asks about, the other verbs whose
# quotations are those of "speak-quotation".
_SILENT = ("voice-only", "quote-only")
# Terms of a project's own list get ids that begin so; they are rows of its database, not of these files.
OWN = "project-"


@dataclass(frozen=True)
class Rule:
    """A rule as people read about it. `id` is what stands in `Proposal.rule`; `examples` are one to three sentences."""

    id: str
    kind: str
    looks_for: str
    examples: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, by kind in the order of display, then in the order of their files."""
    found: dict[str, Rule] = {}
    for kind in KINDS:
        written = _written(kind.folder / "rules.json")
        for row in _rows(kind.slug, kind.folder):
            own = written.get(row["id"], {})
            rule = Rule(row["id"], kind.slug, own.get("looks_for") or _looks_for(row), _examples(row, own))
            found.setdefault(rule.id, rule)
        for id_, own in written.items():
            if id_ not in found:
                found[id_] = Rule(id_, kind.slug, own["looks_for"], tuple(own["examples"])[:MOST_EXAMPLES])
        for path in sorted(HERE.glob(f"languages/*/{kind.slug}.jsonl")):
            for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
                found[row["id"]] = Rule(row["id"], kind.slug, row["looks_for"], tuple(row["examples"])[:MOST_EXAMPLES])
    return tuple(found.values())


def rule(id_: str) -> Rule | None:
    """Return the rule with that id, or None. A project's own term is a rule of its own, which these files do not have."""
    if id_.startswith(OWN):
        return Rule(id_, "framing", "A term of the project's own list, which its managers keep.", ())
    return next((one for one in rules() if one.id == id_), None)


# --- the rows


def _rows(slug: str, folder: Path) -> Iterator[dict[str, Any]]:
    for place in (folder, *ALSO.get(slug, ())):
        for path in sorted(place.rglob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line) if line.strip() else {}
                if "id" in row and row["id"] not in _SILENT and ("terms" in row or "takes" in row or "shape" in row):
                    yield {"family": path.stem, **row}
                    yield from _quotations(row)


def _quotations(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A cue verb that stands beside a quotation fires under an id of its own."""
    stem, _, takes = row["id"].rpartition("-")
    if row.get("takes") in ("clause", "infinitive") and takes == row["takes"]:
        yield {**row, "id": f"{stem}-quotation", "takes": "quotation", "examples": []}


def _written(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


# --- in words


def _looks_for(row: dict[str, Any]) -> str:
    if "terms" in row:
        return _term(row)
    words = _listed(_lemmas(row), "or")
    table, key = (_TAKES, row["takes"]) if "takes" in row else (_SHAPES, row["shape"])
    sentence = table.get(key, "A form of {words}, with what belongs to it.")
    told = sentence.format(
        words=words,
        outcome=row.get("outcome", ""),
        prepositions=_listed([f"“{word}”" for word in row.get("prepositions", ["for"])], "or"),
    )
    return told + _conditions(row)


def _term(row: dict[str, Any]) -> str:
    """A term's entry: what it is, of whom it is typical, why it is contested, who says so and whether that was looked up."""
    entry = framing.by_id()[row["id"]]
    what = dict(framing.KINDS_OF_TERM)[entry.what]
    parts = [
        f"The words {_listed([f'“{_bare(term)}”' for term in entry.terms], 'or')}, outside of names.",
        f"{what.capitalize()} ({dict(framing.FAMILIES)[entry.family]}). {entry.note.rstrip('.')}.",
        f"Tends to be used by {entry.who}." if entry.who else "",
        f"More neutral: {_listed(list(entry.alternatives), 'or')}." if entry.alternatives else "",
        "Passed over where the words around it make it harmless." if entry.needs or entry.needs_not else "",
        "Marked once in an article." if entry.mild else "",
        *_works(entry),
    ]
    return " ".join(filter(None, parts))


def _works(entry: framing.Entry) -> Iterator[str]:
    yield f"Discussed in: {_titles(entry.discussed)}." if entry.discussed else "No discussion of it was looked up."
    if entry.background:
        yield f"On its subject, without a look for this term: {_titles(entry.background)}."


def _titles(works: tuple[Reference, ...]) -> str:
    return "; ".join(one.title for one in works)


_SHAPES = {
    "verb": "A form of {words}, with those harmed as its object or as the subject of its passive. Outcome: {outcome}.",
    "intransitive": "A form of {words}, with those who met it as its subject. Outcome: {outcome}.",
    "state": "People who are said to be {words}. Outcome: {outcome}.",
    "hostage": "A form of {words}, with “hostage” or “captive” beside it. Outcome: {outcome}.",
    "noun": "The noun {words}, with a number before it or those harmed after “of”. Outcome: {outcome}.",
    "toll": "A {words} with the number that it stands at, reaches or rises to. Outcome: {outcome}.",
    "lives": "A form of {words}, with a number of lives as its object. Outcome: {outcome}.",
    "held": "People who are said to be in, behind or under {words}. Outcome: {outcome}.",
    "bodies": "A number of {words} that were found, counted or buried, or whose they are. Outcome: {outcome}.",
    "those": "A number or description of {words} after “were” or “included”. Outcome: {outcome}.",
    "sustain": "A form of {words} with injuries or wounds, and who got them as its subject. Outcome: {outcome}.",
}
_TAKES = {
    "clause": "A form of {words}, with a clause for what is said.",
    "infinitive": "A form of {words}, with an infinitive for what is asked, promised or meant.",
    "object": "A form of {words}, with a noun phrase for what is spoken of.",
    "naming": "A form of {words}, with a name that it gives to somebody or something.",
    "preposition": "A form of {words}, with a phrase after {prepositions} for what is spoken of.",
    "quotation": "A quotation beside a form of {words}.",
    "passive": "“Is said to” and its like: the passive of {words}, with nobody in particular for a source.",
    "noun": "The noun {words}, with a clause for what is claimed, feared or promised.",
    "noun-phrase": "The noun {words} with somebody's name before it or after “by”, and a phrase for what it is about.",
    "adjective": "“Is” with {words}, and a clause for what is held.",
    "adjective-phrase": "“Is” with {words}, and a phrase after “of” or “about”.",
    "raising": "A form of {words} with “to”: what only seems so, with nobody for a source.",
}


def _conditions(row: dict[str, Any]) -> str:
    told = ""
    if row.get("needs") and row.get("shape") != "hostage":
        told += f" Only beside {_listed([f'“{word}”' for word in row['needs']], 'or')}."
    if row.get("needs_not"):
        told += f" Not beside {_listed([f'“{word}”' for word in row['needs_not']], 'or')}."
    if row.get("counted"):
        told += " Only where a number is given."
    return told


def _lemmas(row: dict[str, Any]) -> list[str]:
    """The row's words, the one that its id is named after first."""
    return sorted(row["lemmas"], key=lambda word: word != row["id"].split("-")[0])


def _listed(words: list[str], joint: str) -> str:
    """`words` as a person lists them; of many, the first and how many more."""
    shown = list(dict.fromkeys(words))
    if len(shown) > MOST_WORDS:
        return f"{', '.join(shown[:MOST_WORDS])} ({len(shown) - MOST_WORDS} more)"
    return f"{', '.join(shown[:-1])} {joint} {shown[-1]}" if len(shown) > 1 else shown[0]


# --- examples


def _examples(row: dict[str, Any], own: dict[str, Any]) -> tuple[str, ...]:
    """Those written by hand; else one made from the row's first word."""
    written = [*own.get("examples", []), *row.get("examples", [])][:MOST_EXAMPLES]
    return tuple(written) or (_made_up(row),)


def _made_up(row: dict[str, Any]) -> str:
    if "terms" in row:
        return f"Reports from Karvel on Monday spoke of the {_bare(row['terms'][0])}."
    table, key = (_SAID, row["takes"]) if "takes" in row else (_HARMED, row["shape"])
    made = table.get(key, "There was talk in Karvel of “{word}”.")
    return made.format(word=_lemmas(row)[0], preposition=row.get("prepositions", ["for"])[0])


_HARMED = {
    "verb": "Gunmen went on to {word} three villagers near Lake Tessa.",
    "intransitive": "Three villagers near Lake Tessa went on to {word}.",
    "state": "Three villagers near Lake Tessa are {word}.",
    "noun": "Police in Karvel spoke of the {word} of three villagers.",
}
_SAID = {
    "clause": "The mayor went on to {word} that the bridge at Karvel was closed.",
    "infinitive": "The mayor went on to {word} the council to close the bridge.",
    "object": "The mayor went on to {word} the raid on Karvel.",
    "naming": "The mayor went on to {word} the raid a mistake.",
    "preposition": "The mayor went on to {word} {preposition} a truce at Karvel.",
    "quotation": "“The bridge is closed,” the mayor went on to {word}.",
    "passive": "The bridge at Karvel is said to be closed.",
    "noun": "The mayor's {word} that the bridge at Karvel was closed made the round.",
    "noun-phrase": "The mayor's {word} of the raid made the round.",
    "adjective": "The mayor is {word} that the bridge at Karvel will hold.",
    "adjective-phrase": "The mayor was {word} of the raid.",
    "raising": "The bridge at Karvel may {word} to be closed.",
}


def _bare(term: str) -> str:
    """A term of the lexicon without the marks that say how its words bend."""
    return re.sub(r"/[a-z]\b", "", term)
