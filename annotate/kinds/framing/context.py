"""The conditions of the lexicon's entries: what has to stand, or must not stand, around a term for it to be contested.

    about    one of the words anywhere else in the paragraph
    near     one of the words in the same sentence, up to 15 words away
    before   one of the words right before, or with up to two words between
    after    one of the words right after, or with up to two words between
    object   whom a verb is done to, or whom a noun is "of", is one of the words or a named person or people
    class    the term's head is of one of these word classes (NOUN, VERB, ADJ, PROPN, ADV)
    quoted   true: the term stands in quotation marks
    either   one of several of these, by name

A word such as "@people" stands for the set of that name in `words.jsonl`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from annotate.kinds.framing import lexicon
from annotate.kinds.framing.lexicon import Entry

_NEAR, _BESIDE = 15, 3
_PEOPLE = ("PERSON", "NORP")


def fits(doc: Doc, start: int, end: int, entry: Entry, quoted: bool) -> bool:
    """Return whether all that `entry` needs, and nothing that it must not have, stands around the tokens."""
    wanted = all(_holds(doc, start, end, name, value, quoted) for name, value in entry.needs.items())
    return wanted and not any(_holds(doc, start, end, name, value, quoted) for name, value in entry.needs_not.items())


def _holds(doc: Doc, start: int, end: int, name: str, value: Any, quoted: bool) -> bool:
    if name == "quoted":
        return quoted == value
    if name == "either":
        return any(_holds(doc, start, end, one, words, quoted) for one, words in value.items())
    return _CHECKS[name](doc, start, end, _set(tuple(value)))


@cache
def _set(value: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for word in value:
        found |= lexicon.words(word[1:]) if word.startswith("@") else {word}
    return frozenset(found)


def _any(tokens: Iterable[Token], words: frozenset[str]) -> bool:
    return any(token.lower_ in words or token.lemma_.lower() in words for token in tokens)


def _about(doc: Doc, start: int, end: int, words: frozenset[str]) -> bool:
    known = doc.user_data.setdefault("framing_about", {})
    if words not in known:
        # Counted once a paragraph, however many terms ask.
        known[words] = [token.i for token in doc if token.lower_ in words]
    return any(not start <= index < end for index in known[words][: end - start + 1])


def _near(doc: Doc, start: int, end: int, words: frozenset[str]) -> bool:
    return _any(_leftwards(doc, start, _NEAR), words) or _any(_rightwards(doc, end, _NEAR), words)


def _before(doc: Doc, start: int, end: int, words: frozenset[str]) -> bool:
    return _any(_leftwards(doc, start, _BESIDE), words)


def _after(doc: Doc, start: int, end: int, words: frozenset[str]) -> bool:
    # Marks that open around what comes after do not move it away: so-called “people's councils”.
    while end < len(doc) and doc[end].is_quote:
        end += 1
    return _any(_rightwards(doc, end, _BESIDE), words)


def _leftwards(doc: Doc, start: int, most: int) -> Iterator[Token]:
    """The tokens before `start`, nearest first, within the sentence."""
    for index in range(start - 1, max(start - most, 0) - 1, -1):
        if doc[index + 1].is_sent_start:
            return
        yield doc[index]


def _rightwards(doc: Doc, end: int, most: int) -> Iterator[Token]:
    for index in range(end, min(end + most, len(doc))):
        if doc[index].is_sent_start:
            return
        yield doc[index]


def _class(doc: Doc, start: int, end: int, words: frozenset[str]) -> bool:
    return doc[start].pos_ in words or doc[end - 1].pos_ in words


def _object(doc: Doc, start: int, end: int, words: frozenset[str]) -> bool:
    heads = [child for token in doc[start:end] for child in token.children if child.dep_ in ("dobj", "nsubjpass")]
    for token in doc[start:end]:
        for child in token.rights:
            if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "against"):
                heads += [noun for noun in child.children if noun.dep_ == "pobj"]
    # A parse may miss the object; then whoever stands within the next words counts.
    heads = heads or list(_rightwards(doc, end, 4))
    joined = [other for head in heads for other in head.conjuncts]
    return any(token.ent_type_ in _PEOPLE or _any((token,), words) for token in (*heads, *joined))


_CHECKS: Mapping[str, Callable[[Doc, int, int, frozenset[str]], bool]] = {
    "about": _about,
    "near": _near,
    "before": _before,
    "after": _after,
    "class": _class,
    "object": _object,
}
