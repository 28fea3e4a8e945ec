"""Those harmed, as one phrase of a text gives them, and the lists of nouns for people and for what is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from annotate.finder import Span, rows
from annotate.numbers import Quantity

PEOPLE = Path(__file__).with_name("people.jsonl")


@dataclass(frozen=True)
class Victims:
    """A phrase for those harmed.

    `phrase` takes in count and modifiers, `who` is the noun phrase without them (or None), `count` the number's words
    (or None); all code points. `quantity` is None where single people are meant.
    """

    token: Token
    phrase: Span
    who: Span | None
    count: Span | None
    low: int | None
    high: int | None
    quantity: Quantity | None


@cache
def words(name: str) -> frozenset[str]:
    """Return the lemmas of the list `name` of `people.jsonl`: "people", "not-people" or "instruments"."""
    return next(frozenset(row["lemmas"]) for row in rows(PEOPLE) if row["id"] == name)
