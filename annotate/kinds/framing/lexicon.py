"""The lexicon of contested terms: its entries, and the forms in which each can stand in a text. No spaCy.

An entry's terms are written as a dictionary has them; a word marked "/n" has a plural, one marked "/v" the forms of a
regular verb ("mop/v up operation/n"). A hyphen in a term is one in the text; a space is a space or a hyphen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FAMILIES = (
    ("armed_actors", "armed actors"),
    ("governments", "governments"),
    ("protesters", "protesters"),
    ("territory", "territory"),
    ("force", "force"),
    ("deaths", "deaths"),
    ("detention", "detention"),
    ("migration", "migration"),
)
KINDS_OF_TERM = (("name", "contested name"), ("euphemism", "euphemism"), ("loaded", "loaded term"))
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Reference:
    """A style guide or a work of scholarship that was looked up. `docs/lexicon.md` says when, and where each was found.

    `found` is the address of what was read: a page of the work itself where `seen` is "text", an abstract, a list of
    contents or somebody's account of it where it is "about".
    """

    id: str
    title: str
    says: str
    seen: str
    found: str


@dataclass(frozen=True)
class Entry:
    """A contested term, and all that is known of it.

    `what` is a code of KINDS_OF_TERM, `who` says who tends to use it, `note` why it is contested. `discussed` are the
    works in which one of the terms, or the word it is made of, was found discussed; `background` works on their subject,
    in which these very terms were not looked up. Without the first, the note is the lexicon's own. `target` tells how to
    find whom it names: "government", "by" or "". A `phrase` refers to somebody and is marked with its article; a `mild`
    one is proposed once in an article. `needs` and `needs_not` are conditions on the words around (`context.holds`).
    `examples` are sentences in which it fires, `quiet` ones in which it does not.
    """

    id: str
    family: str
    what: str
    terms: tuple[str, ...]
    who: str = ""
    alternatives: tuple[str, ...] = ()
    note: str = ""
    discussed: tuple[Reference, ...] = ()
    background: tuple[Reference, ...] = ()
    weight: float = 0.7
    target: str = ""
    names: str = ""
    phrase: bool = False
    mild: bool = False
    needs: Mapping[str, Any] = field(default_factory=dict, hash=False)
    needs_not: Mapping[str, Any] = field(default_factory=dict, hash=False)
    examples: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()

    def variants(self) -> Iterator[tuple[str, ...]]:
        """Yield each term's forms, the dictionary's first."""
        for term in self.terms:
            yield tuple(forms(term))


@cache
def terms() -> tuple[Entry, ...]:
    """Return the entries of the lexicon by family, as `FAMILIES` orders them."""
    return tuple(_entry(family, row) for family, _ in FAMILIES for row in _rows(FOLDER / "lexicon" / f"{family}.jsonl"))


@cache
def by_id() -> Mapping[str, Entry]:
    """Return the entries by their permanent ids, which are the `rule` of what they propose."""
    return {entry.id: entry for entry in terms()}


@cache
def references() -> Mapping[str, Reference]:
    """Return the style guides and works that entries name, by id."""
    return {row["id"]: Reference(**row) for row in _rows(FOLDER / "references.jsonl")}


@cache
def words(name: str) -> frozenset[str]:
    """Return the set of words called `name` in `words.jsonl`; raises KeyError for a name that is not there."""
    rows = {row["id"]: row for row in _rows(FOLDER / "words.jsonl")}
    return frozenset(form for term in rows[name]["words"] for form in forms(term))


@cache
def by_form() -> Mapping[str, tuple[tuple[Entry, tuple[str, ...]], ...]]:
    """Return, for each form in lower case, the entries it belongs to, each with all forms of that same term."""
    found: dict[str, list[tuple[Entry, tuple[str, ...]]]] = {}
    for entry in terms():
        for variant in entry.variants():
            for form in variant:
                found.setdefault(form, []).append((entry, variant))
    return {form: tuple(entries) for form, entries in found.items()}


def forms(term: str) -> list[str]:
    """Return the forms of a term with marked words, in lower case: `forms("thug/n") == ["thug", "thugs"]`."""
    parts = [_bent(word) for word in " ".join(term.split()).lower().replace("’", "'").split(" ")]
    return list(dict.fromkeys(" ".join(chosen) for chosen in product(*parts)))


def _bent(word: str) -> list[str]:
    stem, _, mark = word.partition("/")
    if mark == "n":
        return [stem, plural(stem)]
    return [stem, *verb_forms(stem)] if mark == "v" else [stem]


def plural(noun: str) -> str:
    """Return the regular plural of a noun; "-man" becomes "-men"."""
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def verb_forms(verb: str) -> list[str]:
    """Return the third person, the past and the "-ing" form of a regular verb."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    vowels = [char for char in verb if char in _VOWELS]
    short = len(vowels) == 1 and verb[-2:-1] in _VOWELS and verb[-1] not in _VOWELS + "wxy"
    stem = verb + verb[-1] if short and len(verb) > 2 else verb
    third = plural(verb)
    return [third, stem + "ed", stem + "ing"]


def _entry(family: str, row: dict[str, Any]) -> Entry:
    known = references()
    return Entry(
        id=row["id"],
        family=family,
        what=row["is"],
        terms=tuple(row["terms"]),
        who=row["who"],
        alternatives=tuple(row["alternatives"]),
        note=row["note"],
        discussed=tuple(known[id_] for id_ in row["discussed"]),
        background=tuple(known[id_] for id_ in row["background"]),
        weight=row.get("weight", 0.7),
        target=row.get("target", ""),
        phrase=row.get("phrase", False),
        mild=row.get("mild", False),
        needs=row.get("needs", {}),
        needs_not=row.get("needs_not", {}),
        examples=tuple(row["examples"]),
        quiet=tuple(row.get("quiet", ())),
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
