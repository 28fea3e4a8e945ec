"""Whether reviewers of one claim gave one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Opinion:
    """One reviewer's answer to one claim, as plain data.

    `is_claim` is None where she skipped it. A claim that another added and that she did not mark counts as False: she
    read the article and found no claim there.
    """

    is_claim: bool | None
    answer: Mapping[str, Any] = field(default_factory=dict)
    verdict: str = ""

    def same_as(self, other: Opinion) -> bool:
        """Whether both say the same of the claim: none here, or one of the same kind, span and attributes."""
        if self.is_claim is None or other.is_claim is None or self.is_claim != other.is_claim:
            return False
        compared = ("kind", "start", "end", "attributes")
        return not self.is_claim or all(self.answer[name] == other.answer[name] for name in compared)


def consensus(opinions: Sequence[Opinion]) -> Opinion | None:
    """The opinion that all share, or None where any two differ, one skipped, or their verdicts differ."""
    if not opinions or any(opinion.is_claim is None for opinion in opinions):
        return None
    first = opinions[0]
    if not all(first.same_as(other) for other in opinions[1:]):
        return None
    labels = {opinion.verdict for opinion in opinions if opinion.verdict}
    return first if len(labels) <= 1 else None
