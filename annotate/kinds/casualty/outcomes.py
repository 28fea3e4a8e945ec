"""Outcome words: from "killed", "dead" or "the death toll" to those harmed and who did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from annotate import clauses
from annotate.finder import rows
from annotate.kinds.casualty import KIND, victims
from annotate.kinds.casualty.happened import BELIEVED, is_unreal
from annotate.kinds.casualty.parties import by, companions, held, is_passive, objects, own_subject, parties, subjects

_TOLL_VERBS = (
    "rise",
    "climb",
    "reach",
    "stand",
    "be",
    "pass",
    "exceed",
    "top",
    "jump",
    "put",
    "bring",
    "increase",
    "grow",
    "surge",
    "soar",
    "go",
    "exceed",
    "swell",
    "hit",
    "raise",
    "place",
)
_TOLLS = ("toll", "figure", "count", "tally")
# "40 massacres" are not 40 people.
_OF_MANY = frozenset(("massacre", "slaughter", "lynching", "shooting", "crash", "stabbing"))
_DEATH_WORDS = frozenset(("death", "fatality", "dead", "casualty", "deaths", "fatalities", "casualties"))
_DEAD_WORDS = _DEATH_WORDS | {"killed", "victims", "died", "slain", "murdered"}
_FINDING = [
    "find",
    "recover",
    "discover",
    "retrieve",
    "unearth",
    "exhume",
    "bury",
    "see",
    "count",
    "pull",
    "bring",
    "contain",
    "take",
    "dump",
    "lie",
    "receive",
    "leave",
    "appear",
    "report",
    "identify",
    "remain",
]


@dataclass(frozen=True)
class Hit:
    """An outcome word and the tokens it leads to."""

    rule: str
    outcomes: list[str]
    trigger: Token
    victims: list[Token]
    perpetrator: Token | None = None
    tokens: list[Token] = field(default_factory=list)
    score: float = 0.8
    count_kind: str = ""
    counted: bool = False
    personal: bool = False


@cache
def _patterns() -> dict[str, list[dict[str, Any]]]:
    by_lemma: dict[str, list[dict[str, Any]]] = {}
    for row in rows(KIND.folder / "patterns.jsonl"):
        for lemma in row["lemmas"]:
            by_lemma.setdefault(lemma, []).append(row)
    return by_lemma


def hits(doc: Doc) -> Iterator[Hit]:
    """Yield the outcome words of a paragraph that lead to somebody."""
    for token in doc:
        # "Missing" is a state; its lemma is that of missing a train.
        for row in _patterns().get(token.lower_ if token.lower_ == "missing" else token.lemma_.lower(), ()):
            if _needs(token, row):
                hit = _SHAPES[row["shape"]](token, row)
                if hit is not None and hit.victims:
                    yield replace(hit, personal=row.get("personal", False))


def triggers(doc: Doc) -> Iterator[Token]:
    """Yield the words of a paragraph that a pattern begins with, whether or not they lead to somebody."""
    for token in doc:
        for row in _patterns().get(token.lower_ if token.lower_ == "missing" else token.lemma_.lower(), ()):
            if _needs(token, row):
                yield token


def _verb(verb: Token, row: dict[str, Any]) -> Hit | None:
    if not verb.tag_.startswith("VB") or is_unreal(verb):
        return None
    first = verb.head if verb.dep_ == "conj" else None
    group, outcomes = _joined(verb, row)
    if (
        any(
            child.dep_ == "conj" and _is_outcome(child) and objects(child) and child.i - verb.i <= 3
            for child in verb.children
        )
        and not objects(verb)
        and not is_passive(verb)
    ):
        return None
    if first is not None and _is_outcome(first) and not objects(verb) and not own_subject(verb):
        return None
    harmed, doer = parties(verb)
    harmed = [*harmed, *(companions(verb) if any(map(victims.read, harmed)) else ())]
    if first is not None and _is_outcome(first) and objects(verb) and not objects(first) and verb.i - first.i <= 3:
        group = [first, *group]
        outcomes = [*_outcomes(first), *outcomes]
    tokens = [*group, *_needed(verb, row)]
    return Hit(row["id"], outcomes, verb, harmed, doer, tokens, row["score"], counted=row.get("counted", False))


def _own_objects(verb: Token) -> list[Token]:
    # "15 people died (13 civilians)": what stands in brackets is no object.
    return [one for one in objects(verb) if not any(t.text == "(" for t in verb.doc[verb.i : one.i])]


def _intransitive(verb: Token, row: dict[str, Any]) -> Hit | None:
    if not verb.tag_.startswith("VB") or is_unreal(verb) or (_own_objects(verb) and row["outcome"] == "killed"):
        return None
    harmed = subjects(verb)
    # "Dozens were feared drowned": some parses make the participle a clause of its own.
    feared = verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i == verb.head.i + 1 and is_passive(verb.head)
    whose = verb.head if feared and verb.head.lemma_ in BELIEVED else verb
    if not harmed and (subject := clauses.subject(whose)) is not None:
        harmed = [subject]
    return Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb], row["score"])


def _state(token: Token, row: dict[str, Any]) -> Hit | None:
    head = token.head
    if token.lower_ == "missing" and (own := own_subject(token)) is not None and not is_unreal(token):
        return Hit(row["id"], [row["outcome"]], token, [own], None, [token], row["score"])
    if token.tag_.startswith("VB") and token.dep_ not in ("oprd", "acomp", "amod"):
        return None
    harmed: list[Token] = []
    doer = None
    if token.dep_ in ("acomp", "oprd", "attr", "advmod", "xcomp", "dobj") and head.pos_ in ("VERB", "AUX"):
        if is_unreal(head):
            return None
        if objects(head) and not is_passive(head):
            harmed, doer = [one for one in objects(head) if one != token], clauses.subject(head)
            if not harmed and victims.read(token):
                harmed = [token]  # "left 23 dead"
        else:
            harmed = subjects(head) or [one for one in [clauses.subject(head)] if one is not None]
    elif token.dep_ == "ccomp" and (own := own_subject(token)) is not None:
        harmed, doer = [own], clauses.subject(head)
    elif token.dep_ in ("amod", "acl", "advmod") and head.i < token.i and head.pos_ in ("NOUN", "NUM", "PROPN"):
        harmed = [head]
    elif any(child.dep_ == "nummod" for child in token.lefts) or token.dep_ in ("ROOT", "pobj", "conj", "dobj"):
        own = next(filter(None, map(own_subject, (token, *(c for c in token.lefts if c.lemma_ == "be")))), None)
        harmed = [own] if own is not None else [token] if victims.read(token) else []
    return Hit(row["id"], [row["outcome"]], token, harmed, doer, [token], row["score"])


def _hostage(verb: Token, row: dict[str, Any]) -> Hit | None:
    word = next((token for token in verb.subtree if token.lower_ in row["needs"] and token.i > verb.i), None)
    if word is None or not verb.tag_.startswith("VB") or is_unreal(verb):
        return None
    harmed, doer = parties(verb)
    harmed = [one for one in harmed if one != word] or [child for child in word.lefts if child.pos_ in ("NOUN", "NUM")]
    return Hit(row["id"], [row["outcome"]], verb, harmed, doer, [verb, word], row["score"])


def _noun(noun: Token, row: dict[str, Any]) -> Hit | None:
    if noun.pos_ != "NOUN":
        return None
    doer = by(noun)
    outcomes = [row["outcome"], *row.get("also", ())]
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "to") and "also" not in row:
            harmed = [child for child in preposition.children if child.dep_ == "pobj"]
            # "The arrest of a journalist by police": a parse may hang the police on the journalist.
            doer = doer or next((one for one in map(by, harmed) if one is not None), None)
            return Hit(row["id"], outcomes, noun, harmed, doer, [noun], row["score"])
    far = [token for token in noun.subtree if token.lower_ == "of" and 0 < token.i - noun.i <= 8 and "also" not in row]
    for child in (child for token in far for child in token.children if child.dep_ == "pobj"):
        # "The murder in Dorn of a judge": a parse may hang the judge on the place.
        if any(one.quantity is None and one.low for one in victims.read(child)):
            return Hit(row["id"], outcomes, noun, [child], doer, [noun], row["score"])
    if owners := [child for child in noun.lefts if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN")]:
        return Hit(row["id"], [row["outcome"]], noun, owners, doer, [noun], row["score"])
    if noun.tag_ == "NNS" and row["id"] not in ("displacement-noun",):
        apart = any(child.lower_ in ("separate", "different", "targeted", "mass") for child in noun.lefts)
        one_each = noun.lemma_.lower() not in _OF_MANY and not apart
        counted = [noun] if one_each and victims.read(noun) and not is_unreal(noun.head) else []
        return Hit(row["id"], outcomes, noun, counted, doer, [noun], row["score"])
    return None


def _toll(noun: Token, row: dict[str, Any]) -> Hit | None:
    verb = noun.head
    told = verb.pos_ in ("VERB", "AUX") and verb.lemma_ in _TOLL_VERBS
    of_dead = [token for token in noun.rights if token.dep_ in ("prep", "acl")]
    dead = [token for one in of_dead for token in one.subtree if token.lower_ in _DEAD_WORDS]
    if noun.lemma_ in _TOLLS:
        if not told and not any(child.lower_ in _DEATH_WORDS for child in noun.lefts):
            return None
        if noun.lemma_ != "toll" and not any(child.lower_ in _DEATH_WORDS for child in noun.lefts):
            return None
    elif not dead or not told:
        return None
    places = [child for child in noun.rights if child.dep_ == "prep" and child.lower_ in ("of", "at", "to")]
    places = places if noun.lemma_ in _TOLLS else []
    numbers_: list[Token] = []
    rising = False
    if told:
        places += [
            child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("to", "at", "past", "as")
        ]
        numbers_ += [child for child in verb.rights if child.dep_ in ("dobj", "attr") and child != noun]
        rising = verb.lemma_ not in ("stand", "be", "put")
    numbers_ += [child for place in places for child in place.children if child.dep_ == "pobj"]
    harmed = [token for token in numbers_ if any(one.quantity for one in victims.read(token))][:1]
    kind = "cumulative" if rising else "total"
    return Hit(row["id"], [row["outcome"]], noun, harmed, None, [*noun.lefts, noun], row["score"], kind)


def _those(word: Token, row: dict[str, Any]) -> Hit | None:
    """The dead of "The dead included six civilians": who they are is said after the verb."""
    verb = word.head
    if word.dep_ != "nsubj" or verb.lemma_ not in ("include", "comprise", "be", "number") or word.tag_ == "NN":
        return None
    harmed = [child for child in verb.rights if child.dep_ in ("dobj", "attr")]
    harmed = [one for one in harmed if any(part.quantity for part in victims.read(one))]
    return Hit(row["id"], [row["outcome"]], word, harmed, None, [word], row["score"])


def _lives(verb: Token, row: dict[str, Any]) -> Hit | None:
    nouns = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
    lives = next((child for child in nouns if child.lemma_.lower() == "life"), None)
    if lives is None or is_unreal(verb):
        return None
    of = next((child for child in lives.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    if of is not None:
        harmed = [child for child in of.children if child.dep_ == "pobj"]
    elif verb.lemma_ == "lose" and any(child.dep_ == "poss" for child in lives.lefts):
        subject = clauses.subject(verb)
        harmed = [subject] if subject is not None else []
    else:
        harmed = [lives]  # "claimed 300 lives"
    return Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb, lives], row["score"])


def _sustain(verb: Token, row: dict[str, Any]) -> Hit | None:
    """Those of "Nine others sustained injuries"."""
    if not verb.tag_.startswith("VB") or is_unreal(verb):
        return None
    harm = next((child for child in verb.rights if child.dep_ == "dobj" and child.lemma_ in ("injury", "wound")), None)
    if harm is None:
        return None
    harmed = subjects(verb) or [one for one in [clauses.subject(verb)] if one is not None]
    return Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb, harm], row["score"])


def _bodies(noun: Token, row: dict[str, Any]) -> Hit | None:
    """The dead of "the bodies of six men", "the mayor's body", "found 14 corpses"."""
    if noun.pos_ != "NOUN":
        return None
    of = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    harmed = [child for child in of.children if child.dep_ == "pobj"] if of is not None else []
    harmed += [child for child in noun.lefts if child.dep_ == "poss"]
    harmed = [one for one in harmed if any(map(_is_counted_or_one, victims.read(one)))]
    if not harmed:
        seen = noun.head.lemma_ in _FINDING or noun.head.head.lemma_ in _FINDING
        dead = any(child.lower_ in ("dead", "lifeless", "charred", "mutilated") for child in noun.lefts)
        if not (seen or dead) or is_unreal(noun.head) or not victims.read(noun):
            return None
        harmed = [noun]
    return Hit(row["id"], [row["outcome"]], noun, harmed, None, [noun], row["score"])


def _is_counted_or_one(one: victims.Victims) -> bool:
    return one.token.pos_ != "PRON" and one.low != 0


_SHAPES: dict[str, Callable[[Token, dict[str, Any]], Hit | None]] = {
    "verb": _verb,
    "intransitive": _intransitive,
    "state": _state,
    "hostage": _hostage,
    "noun": _noun,
    "toll": _toll,
    "those": _those,
    "lives": _lives,
    "bodies": _bodies,
    "sustain": _sustain,
    "held": lambda noun, row: Hit(row["id"], [row["outcome"]], noun, held(noun), None, [noun.head, noun], row["score"]),
}


def _needs(token: Token, row: dict[str, Any]) -> bool:
    """Whether the words a pattern needs beside it, or must not have, are there."""
    if "needs" not in row and "needs_not" not in row:
        return True
    after = " ".join(word.lower_ for word in token.doc[token.i + 1 : min(token.i + 12, token.sent.end)])
    near = f" {token.doc[max(token.i - 1, 0)].lower_} {after} "
    if any(f" {phrase} " in near for phrase in row.get("needs_not", ())):
        return False
    return not row.get("needs") or any(f" {phrase} " in near for phrase in row["needs"])


def _needed(token: Token, row: dict[str, Any]) -> list[Token]:
    """The words after `token` that make the outcome what it is: "dead", "to death"."""
    after = list(token.doc[token.i + 1 : min(token.i + 12, token.sent.end)])
    for phrase in row.get("needs", ()):
        words = phrase.split()
        for at in range(len(after) - len(words) + 1):
            if [word.lower_ for word in after[at : at + len(words)]] == words:
                return after[at : at + len(words)]
    return []


def _outcomes(token: Token) -> list[str]:
    return [
        row["outcome"]
        for row in _patterns().get(token.lemma_.lower(), ())
        if row["shape"] == "verb" and _needs(token, row)
    ]


def _is_outcome(token: Token) -> bool:
    return bool(_outcomes(token))


def _joined(verb: Token, row: dict[str, Any]) -> tuple[list[Token], list[str]]:
    """The verbs that share the victims of `verb` ("killed and tortured"), with their outcomes."""
    group, outcomes = [verb], [row["outcome"]]
    for child in victims.joined(verb):
        if child.pos_ == "VERB" and _outcomes(child) and not objects(child) and not own_subject(child):
            group.append(child)
            outcomes += _outcomes(child)
    return group, outcomes
