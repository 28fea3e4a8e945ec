"""Those whose words say how many they are without a number: nobody, both, the couple."""

from __future__ import annotations

from spacy.tokens import Token

from annotate import clauses
from annotate.kinds.casualty.people import Victims, words

_NOBODY = ("no", "nobody", "none", "neither")
_ALONE = ("nobody", "none", "neither", "one")
_PAIRS = {"couple": 2, "duo": 2, "pair": 2, "twins": 2, "trio": 3, "both": 2}
_HARMS = frozenset(("casualty", "death", "fatality", "injury"))
# "Did not report any casualties" leaves open whether there were some.
_TELLING = frozenset(("report", "give", "confirm", "mention", "specify", "release", "announce"))


def nobody(token: Token) -> Victims | None:
    """Return those of "no one was hurt", "no soldiers died", "none of the guards", "without any casualties": zero."""
    if (no := _without(token)) is not None:
        harm = (token.idx, token.idx + len(token))
        return Victims(token, (no.idx, harm[1]), harm, (no.idx, no.idx + len(no)), 0, 0, None)
    denied = any(child.lower_ in ("no", "neither") and child.dep_ == "det" for child in token.lefts)
    if token.lower_ not in _NOBODY and not denied:
        return None
    if token.lower_ not in _ALONE and token.lemma_.lower() not in words("people") | _HARMS:
        return None
    start = token.left_edge.idx
    span = (start, token.idx + len(token))
    if token.lower_ not in _ALONE:
        return Victims(token, span, clauses.chars(token.doc, token.i, token.i + 1), (start, start + 2), 0, 0, None)
    whom = _of(token)
    who = clauses.chars(token.doc, *_bare(whom)) if whom is not None else None
    count = (start, start + 2) if token.lower_ == "one" else span
    return Victims(token, (start, who[1]) if who else span, who, count, 0, 0, None)


def not_one(token: Token) -> Victims | None:
    """Return those of "not one resident was hurt" and "not a single guard died": zero."""
    if token.lower_ != "one" and token.lemma_.lower() not in words("people"):
        return None
    doc, left = token.doc, token.left_edge.i
    before = max(left - 1, 0)  # A parse may hang "not" on the verb.
    start = before if doc[before].lower_ == "not" else left
    said = [one.lower_ for one in doc[start : token.i + 2]]
    length = 2 if said[:2] == ["not", "one"] else 3
    if (length == 3 and said[:3] != ["not", "a", "single"]) or "but" in said:
        return None
    count = clauses.chars(doc, start, start + length)
    who = None if token.lower_ == "one" else clauses.chars(doc, token.i, token.i + 1)
    return Victims(token, (count[0], max(token.idx + len(token), count[1])), who, count, 0, 0, None)


def pair(token: Token) -> Victims | None:
    """Return people whose word says how many they are: "both", "both of the guards", "the couple", "the trio"."""
    word = next((w for w in (token, *token.lefts) if w.lower_ in _PAIRS), None)
    if word is None or (word != token and token.lemma_.lower() not in words("people") and token.pos_ != "PRON"):
        return None
    number = _PAIRS[word.lower_]
    start, end = clauses.noun_phrase(token, appositions=False, short=True)
    if token.dep_ == "poss":
        end = token.i + 1  # "the couple's deaths"
    span = clauses.chars(token.doc, start, end)
    count = clauses.chars(token.doc, word.i, word.i + 1)
    whom = _of(token) if token.lower_ == "both" else None
    if whom is not None:
        who = clauses.chars(token.doc, *_bare(whom))
    else:
        who = span if word == token else clauses.chars(token.doc, word.i + 1, end)
    return Victims(token, span, who, count, number, number, None)


def _without(token: Token) -> Token | None:
    """The word that says there was no such harm, or None: "without casualties", the "any" of "did not cause any deaths"."""
    if token.lemma_.lower() not in _HARMS or token.tag_ != "NNS":
        return None
    head = token.head
    if token.dep_ == "pobj" and head.lower_ == "without":
        return head
    denied = any(child.dep_ == "neg" for child in head.lefts) and head.lemma_ not in _TELLING
    if not denied or token.dep_ not in ("dobj", "attr"):
        return None
    return next((child for child in token.lefts if child.lower_ == "any"), None)


def _of(token: Token) -> Token | None:
    of = next((child for child in token.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    return next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None


def _bare(noun: Token) -> tuple[int, int]:
    """The tokens of the phrase of `noun` without the article before it."""
    start, end = clauses.noun_phrase(noun, appositions=False, short=True)
    while start < noun.i and noun.doc[start].lower_ in ("the", "these", "those", "all"):
        start += 1
    return start, end
