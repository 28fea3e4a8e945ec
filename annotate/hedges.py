"""Hedges: the words that hold a claim at a distance ("allegedly", "is believed to").

The list follows the speculation cues of the BioScope and CoNLL-2010 corpora, cut down to those of news about conflicts.
"""

from __future__ import annotations

import re

REPORTING_ADVERBS = ("allegedly", "reportedly", "purportedly", "supposedly")

_WORDS = (
    *REPORTING_ADVERBS,
    "apparently",
    "possibly",
    "probably",
    "likely",
    "seemingly",
    "presumably",
    "perhaps",
    "alleged",
    "purported",
    "suspected",
    "presumed",
    "unconfirmed",
)
_PHRASES = (
    r"(?:is|are|was|were|has been|have been|had been)\s+(?:widely\s+)?"
    r"(?:believed|feared|thought|said|reported|alleged|understood|presumed|rumou?red)(?=\s+(?:to|dead|killed|missing|lost|drowned|buried|trapped)\b)",
    r"(?:may|might|could)\s+have(?=\s+(?:been\s+)?\w+(?:ed|en|t)?\b)",
    r"(?:feared|believed|presumed)(?=\s+(?:dead|killed|drowned|to\s+have|to\s+be)\b)",
)
_PATTERN = re.compile(
    rf"\b(?:{'|'.join(_PHRASES)}|(?<!more )(?<!most )(?<!less )(?<!as )(?:{'|'.join(_WORDS)}))\b", re.IGNORECASE
)


def find(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the hedges in `text[start:end]` as (start, end) code points of `text`, in order."""
    return [match.span() for match in _PATTERN.finditer(text, start, len(text) if end is None else end)]
