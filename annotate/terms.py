"""Terms that somebody adds to the lexicon, silences or overrides, as plain data: no spaCy, no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

ADD, SILENCE, OVERRIDE = "add", "silence", "override"
ACTIONS = (ADD, SILENCE, OVERRIDE)
NOUN, VERB, EXACT = "noun", "verb", "exact"
BENDS = (NOUN, VERB, EXACT)
LONGEST_TERM = 100
# What stands before the digest of a list in the fingerprint of what was read with one.
LISTED = " terms "


@dataclass(frozen=True)
class Term:
    """One line of somebody's own list of contested terms.

    `words` is the term as a dictionary has it ("land defender"). `action` says what becomes of it: "add" proposes it,
    "silence" proposes it no more, "override" gives a term of the lexicon the alternatives, note and family said here,
    where they are said. `bends` says how an added term bends: "noun" (its last word has a plural), "verb" (its first
    word has the forms of a regular verb) or "exact". `target` names whom the term means, where it always means the same.
    """

    words: str
    action: str = ADD
    alternatives: tuple[str, ...] = ()
    note: str = ""
    family: str = ""
    bends: str = NOUN
    target: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for words, an action or forms that cannot be."""
        if not self.words.strip() or len(self.words) > LONGEST_TERM:
            raise ValueError(f"A term has from 1 to {LONGEST_TERM} characters.")
        if self.action not in ACTIONS:
            raise ValueError(f"The action is one of: {', '.join(ACTIONS)}.")
        if self.bends not in BENDS:
            raise ValueError(f"It bends as one of: {', '.join(BENDS)}.")


def digest(terms: Iterable[Term]) -> str:
    """Return twelve hexadecimal digits that change with the list, whatever its order; "" for an empty one."""
    lines = sorted(json.dumps(astuple(term), ensure_ascii=True) for term in set(terms))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12] if lines else ""


def suffix(terms: Iterable[Term]) -> str:
    """Return what a list adds to the pipeline's fingerprint: " terms 0123456789ab", or "" for an empty list."""
    listed = digest(terms)
    return f"{LISTED}{listed}" if listed else ""
