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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from annotate.kinds import KINDS, casualty, framing
from annotate.kinds.framing.lexicon import Reference
from annotate.wording import Sentence, joined

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
    """A rule as people read about it. `id` is what stands in `Proposal.rule`; `examples` are one to three sentences.

    `note` says why a term is contested, in the language of the lexicon.
    """

    id: str
    kind: str
    looks_for: Sentence
    examples: tuple[str, ...]
    note: str = ""


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, by kind in the order of display, then in the order of their files."""
    found: dict[str, Rule] = {}
    for kind in KINDS:
        written = _written(kind.folder / "rules.json")
        for row in _rows(kind.slug, kind.folder):
            own = written.get(row["id"], {})
            rule = Rule(row["id"], kind.slug, _said(own) or _looks_for(row), _examples(row, own), _note(row))
            found.setdefault(rule.id, rule)
        for id_, own in written.items():
            if id_ not in found:
                found[id_] = Rule(id_, kind.slug, _said(own), tuple(own["examples"])[:MOST_EXAMPLES])
        for path in sorted(HERE.glob(f"languages/*/{kind.slug}.jsonl")):
            for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
                found[row["id"]] = Rule(row["id"], kind.slug, _said(row), tuple(row["examples"])[:MOST_EXAMPLES])
    return tuple(found.values())


def rule(id_: str) -> Rule | None:
    """Return the rule with that id, or None. A project's own term is a rule of its own, which these files do not have."""
    if id_.startswith(OWN):
        return Rule(id_, "framing", Sentence("A term of the project's own list, which its managers keep."), ())
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


def _said(row: dict[str, Any]) -> Sentence:
    """The sentence that somebody wrote for a rule; empty where nobody did."""
    return Sentence(row.get("looks_for", ""))


def _looks_for(row: dict[str, Any]) -> Sentence:
    if "terms" in row:
        return _term(row)
    words = _listed(_lemmas(row))
    table, key = (_TAKES, row["takes"]) if "takes" in row else (_SHAPES, row["shape"])
    told = table.get(key, _ANY).filled(
        words=words,
        outcome=Sentence(dict(casualty.OUTCOMES).get(row.get("outcome", ""), "")),
        prepositions=_listed(_quoted(row.get("prepositions", ["for"]))),
    )
    return joined([told, *_conditions(row)])


def _term(row: dict[str, Any]) -> Sentence:
    """A term's entry: what it is, what is more neutral, who discusses it and whether that was looked up."""
    entry = framing.by_id()[row["id"]]
    what, family = dict(framing.KINDS_OF_TERM)[entry.what], dict(framing.FAMILIES)[entry.family]
    said = [
        Sentence("The words %(words)s, outside of names.", words=_listed(_quoted(map(_bare, entry.terms)))),
        Sentence("It is a %(what)s (%(family)s).", what=Sentence(what), family=Sentence(family)),
        Sentence("More neutral: %(words)s.", words=_listed(_quoted(entry.alternatives))) if entry.alternatives else "",
        Sentence("Passed over where the words around it make it harmless.") if entry.needs or entry.needs_not else "",
        Sentence("Marked once in an article.") if entry.mild else "",
    ]
    return joined([*said, *_works(entry)])


def _note(row: dict[str, Any]) -> str:
    """Why a term is contested, and of whom it is typical; empty for what is no term."""
    entry = framing.by_id()[row["id"]] if "terms" in row else None
    return f"{entry.note.rstrip('.')}. Tends to be used by {entry.who}." if entry else ""


def _works(entry: framing.Entry) -> Iterator[Sentence]:
    if entry.discussed:
        yield Sentence("Discussed in: %(titles)s.", titles=_titles(entry.discussed))
    else:
        yield Sentence("No discussion of it was looked up.")
    if entry.background:
        titles = _titles(entry.background)
        yield Sentence("On its subject, without a look for this term: %(titles)s.", titles=titles)


def _titles(works: tuple[Reference, ...]) -> str:
    return "; ".join(one.title for one in works)


_ANY = Sentence("A form of %(words)s, with what belongs to it.")
_SHAPES = {
    "verb": Sentence(
        "A form of %(words)s, with those harmed as its object or as the subject of its passive. Outcome: %(outcome)s."
    ),
    "intransitive": Sentence("A form of %(words)s, with those who met it as its subject. Outcome: %(outcome)s."),
    "state": Sentence("People who are said to be %(words)s. Outcome: %(outcome)s."),
    "hostage": Sentence("A form of %(words)s, with “hostage” or “captive” beside it. Outcome: %(outcome)s."),
    "noun": Sentence("The noun %(words)s, with a number before it or those harmed after “of”. Outcome: %(outcome)s."),
    "toll": Sentence("A %(words)s with the number that it stands at, reaches or rises to. Outcome: %(outcome)s."),
    "lives": Sentence("A form of %(words)s, with a number of lives as its object. Outcome: %(outcome)s."),
    "held": Sentence("People who are said to be in, behind or under %(words)s. Outcome: %(outcome)s."),
    "bodies": Sentence(
        "A number of %(words)s that were found, counted or buried, or whose they are. Outcome: %(outcome)s."
    ),
    "those": Sentence("A number or description of %(words)s after “were” or “included”. Outcome: %(outcome)s."),
    "among": Sentence("People who are said to be among those that %(words)s names. Outcome: %(outcome)s."),
    "throat": Sentence("A form of %(words)s, with “throat” and whose it is. Outcome: %(outcome)s."),
    "sustain": Sentence(
        "A form of %(words)s with injuries or wounds, and who got them as its subject. Outcome: %(outcome)s."
    ),
}
_SHAPES["holding"] = _SHAPES["verb"]
_TAKES = {
    "clause": Sentence("A form of %(words)s, with a clause for what is said."),
    "infinitive": Sentence("A form of %(words)s, with an infinitive for what is asked, promised or meant."),
    "object": Sentence("A form of %(words)s, with a noun phrase for what is spoken of."),
    "naming": Sentence("A form of %(words)s, with a name that it gives to somebody or something."),
    "preposition": Sentence("A form of %(words)s, with a phrase after %(prepositions)s for what is spoken of."),
    "quotation": Sentence("A quotation beside a form of %(words)s."),
    "passive": Sentence("“Is said to” and its like: the passive of %(words)s, with nobody in particular for a source."),
    "noun": Sentence("The noun %(words)s, with a clause for what is claimed, feared or promised."),
    "noun-phrase": Sentence(
        "The noun %(words)s with somebody's name before it or after “by”, and a phrase for what it is about."
    ),
    "adjective": Sentence("“Is” with %(words)s, and a clause for what is held."),
    "adjective-phrase": Sentence("“Is” with %(words)s, and a phrase after “of” or “about”."),
    "raising": Sentence("A form of %(words)s with “to”: what only seems so, with nobody for a source."),
}


def _conditions(row: dict[str, Any]) -> Iterator[Sentence]:
    if row.get("needs") and row.get("shape") != "hostage":
        yield Sentence("Only beside %(words)s.", words=_listed(_quoted(row["needs"])))
    if row.get("needs_not"):
        yield Sentence("Not beside %(words)s.", words=_listed(_quoted(row["needs_not"])))
    if row.get("counted"):
        yield Sentence("Only where a number is given.")
    if row.get("side") == "state":
        yield Sentence("Only where a state's people do it, to people.")
    elif row.get("side"):
        yield Sentence("Only where others than a state's people do it, to people.")


def _lemmas(row: dict[str, Any]) -> list[str]:
    """The row's words, the one that its id is named after first."""
    return sorted(row["lemmas"], key=lambda word: word != row["id"].split("-")[0])


def _quoted(words: Iterable[str]) -> list[str]:
    """`words` in quotation marks, which differ between languages."""
    return [Sentence("“%(word)s”", word=word) for word in words]


def _listed(words: list[str]) -> Sentence:
    """`words` as a person lists them; of many, the first and how many more."""
    shown = list(dict.fromkeys(words))
    if len(shown) > MOST_WORDS:
        return Sentence("%(words)s (%(n)s more)", words=joined(shown[:MOST_WORDS], ", "), n=len(shown) - MOST_WORDS)
    if len(shown) > 1:
        return Sentence("%(words)s or %(last)s", words=joined(shown[:-1], ", "), last=shown[-1])
    return joined(shown)


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
