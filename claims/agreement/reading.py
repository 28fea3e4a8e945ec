"""What the measures are taken of: articles that several people have read, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """A claim as one reviewer holds it. Offsets are code points, half-open. `claim` is the same for all who judged it."""

    claim: int
    kind: str
    start: int
    end: int
    attributes: Mapping[str, Any] = field(default_factory=dict)
    verdict: str = ""
    evidence: frozenset[int] = frozenset()

    def overlap(self, start: int, end: int) -> int:
        """How many characters it shares with the span from `start` to `end`."""
        return max(0, min(self.end, end) - max(self.start, start))


@dataclass(frozen=True)
class Reading:
    """What one reviewer made of an article.

    `marks`: the claims she holds are there. `unseen`: those, as proposed, of which she has not said, because she skipped
    them or never came to them. Where she marked nothing and nothing is unseen, she holds that there is none.
    """

    reviewer: int
    marks: tuple[Mark, ...] = ()
    unseen: tuple[Mark, ...] = ()

    def of_kind(self, kind: str) -> Reading:
        """The same reading with claims of one kind alone."""
        return Reading(
            self.reviewer,
            tuple(mark for mark in self.marks if mark.kind == kind),
            tuple(mark for mark in self.unseen if mark.kind == kind),
        )


@dataclass(frozen=True)
class Document:
    """An article with what each of its reviewers made of it, blind.

    `sentences` are those that are the article's own; `boilerplate` counts the others. `week` is the ISO week
    ("2026-W48") in which the last reviewer submitted, `version` the guideline's that it was judged under, None where
    that changed on the way.
    """

    article: int
    title: str
    length: int
    sentences: tuple[Span, ...]
    readings: tuple[Reading, ...]
    boilerplate: int = 0
    week: str = ""
    version: int | None = None

    def only(self, reviewers: frozenset[int]) -> Document:
        """The same article as read by these reviewers alone."""
        return replace(self, readings=tuple(one for one in self.readings if one.reviewer in reviewers))

    def of_kind(self, kind: str) -> Document:
        """The same article with claims of one kind alone."""
        return replace(self, readings=tuple(one.of_kind(kind) for one in self.readings))
