"""The cues and what each takes: read once from `cues.jsonl`.

A row names a rule: its id, what its lemmas take (`takes`), the sort of cue (`kind`), a score, and the lemmas. What a lemma
takes are its frames, by and large those of the sentential and communication classes of VerbNet (Kipper Schuler 2005).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Token

CUES = Path(__file__).with_name("cues.jsonl")
WORDS = Path(__file__).with_name("words.jsonl")
# What is said, written or shown, and not only held or wanted.
SPEECH = ("say", "claim", "confirm", "deny", "blame", "report", "document")
# The small models' lemmatizer takes these for other verbs.
_LEMMAS = {
    word: lemma
    for lemma, words in {
        "hope": "hoped hopes hoping",
        "rate": "rated rating rates",
        "say": "said",
        "tweet": "tweeted tweets tweeting",
        "retweet": "retweeted retweets retweeting",
        "voice": "voiced voicing",
        "opine": "opined opines",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True)
class Rule:
    """One row: `prepositions` is empty but where `takes` is "preposition"."""

    id: str
    takes: str
    kind: str
    score: float
    prepositions: tuple[str, ...] = ()


@cache
def frames() -> dict[str, dict[str, list[Rule]]]:
    """Return lemma -> what it takes ("clause", "infinitive", "object" ...) -> rules, in the file's order."""
    by_lemma: dict[str, dict[str, list[Rule]]] = defaultdict(lambda: defaultdict(list))
    for line in CUES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rule = Rule(row["id"], row["takes"], row["kind"], row["score"], tuple(row.get("prepositions", ())))
        for lemma in row["lemmas"]:
            by_lemma[lemma][rule.takes].append(rule)
    return {lemma: dict(takes) for lemma, takes in by_lemma.items()}


@cache
def lexicon() -> dict[str, dict[str, str]]:
    """Return what a cue takes ("clause", "infinitive", "object", "preposition" ...) -> lemma -> id of its first rule."""
    lemmas: dict[str, dict[str, str]] = defaultdict(dict)
    for lemma, takes in frames().items():
        for name, rules in takes.items():
            lemmas[name][lemma] = rules[0].id
    return lemmas


@cache
def words(name: str) -> frozenset[str]:
    """Return the list of words of that name in `words.jsonl`: "people", "times", "labels" ..."""
    rows = [json.loads(line) for line in WORDS.read_text(encoding="utf-8").splitlines()]
    return frozenset(next(row["words"] for row in rows if row["id"] == name))


def lemma_of(token: Token) -> str:
    """The lemma of `token` in lower case, with what the lemmatizer is known to get wrong put right.

    "As the mayor put it" is another way of saying that she said it.
    """
    if token.lemma_ == "put" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "it":
        return "say" if any(child.lower_ == "as" for child in token.lefts) else "put"
    return _LEMMAS.get(token.lower_) or token.lemma_.lower()


def rule_of(lemma: str, takes: str, preposition: str = "") -> Rule | None:
    """The rule by which `lemma` takes a frame, or None if it does not."""
    rules = frames().get(lemma, {}).get(takes, ())
    return next((rule for rule in rules if not preposition or preposition in rule.prepositions), None)
