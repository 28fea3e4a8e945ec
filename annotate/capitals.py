"""Text in capitals, as old agency wires have it, lowered for the parser, with the capitals of names put back.

Which words are names is read from what the model knows: a word that is neither in its table of English lemmas (WordNet's)
nor one of their forms is taken for a name, and so are the names in `capitals.jsonl` (days, months, countries and peoples,
given names) and what follows a given name. Every code point keeps its place.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = Path(__file__).with_name("capitals.jsonl")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "est", "ly", "r", "n", "'s", "’s", "ally", "able", "ness", "men", "man")
_SENTENCE = re.compile(r"(?:\A|[.!?:\]]\s+[\"“(]*|--\s+)[a-z]")
_BEFORE_NAMES = re.compile(r"\b(san|santa|santo|saint|fort|el|la|los|las|al)(?=[ -][A-Z])")


def is_shouted(text: str) -> bool:
    """Whether `text` is written in capitals: most of its letters are, and it is long enough to tell."""
    if 5 * sum(map(text.count, "aeinorst")) > len(text):
        return False
    letters = {char: count for char, count in Counter(text).items() if char.isalpha()}
    total = sum(letters.values())
    return total > 40 and sum(count for char, count in letters.items() if char.isupper()) > 0.8 * total


def lowered(text: str, nlp: Language) -> str:
    """Return `text` in lower case but for the beginnings of sentences and, where the model knows words, for names."""
    return _cased(text, known_words(nlp))


def _cased(text: str, known: frozenset[str]) -> str:
    lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    chars = list(lower)
    after_given = False
    for match in _WORD.finditer(lower):
        word = match.group()
        given = word in _names("given")
        name = given or word in _names("named") or bool(known and len(word) > 2 and not _is_known(word, known))
        name = name or (after_given and word not in _common())
        if name:
            first = chars[match.start()].upper()
            chars[match.start()] = first if len(first) == 1 else chars[match.start()]
        joined = lower[match.end() : match.end() + 2]
        after_given = (given or (after_given and name)) and joined[:1] == " " and joined[1:2].isalpha()
    cased = _BEFORE_NAMES.sub(lambda match: match.group().capitalize(), "".join(chars))
    return _SENTENCE.sub(lambda match: match.group().upper(), cased)


@cache
def known_words(nlp: Language) -> frozenset[str]:
    """Return the words that the model's lemmatizer and list of function words hold; none if it has no table of words."""
    words: set[str] = set()
    for _, component in nlp.pipeline:
        # The lemmatizer itself, or the one that remembers its answers (`lemmas.py`).
        lookups = getattr(getattr(component, "lemmatizer", component), "lookups", None)
        if lookups is None:
            continue
        for table in ("lemma_index", "lemma_exc"):
            if lookups.has_table(table):
                for entries in lookups.get_table(table).values():
                    words.update(entries)
    return frozenset(words | nlp.Defaults.stop_words) if words else frozenset()


@cache
def _names(which: str) -> frozenset[str]:
    rows = [json.loads(line) for line in NAMES.read_text(encoding="utf-8").splitlines()]
    return frozenset(word for row in rows if row["id"] == which for word in row["words"])


@cache
def _common() -> frozenset[str]:
    return _names("common")


def _is_known(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1:
            if stem in known or stem + "e" in known or (stem[-1:] == "i" and stem[:-1] + "y" in known):
                return True
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known:
                return True
    return any(
        word.startswith(front) and word[len(front) :] in known
        for front in ("un", "re", "non", "anti", "counter", "over", "pre")
    )
