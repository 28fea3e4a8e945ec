"""Which attributions stand within the words of others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from annotate.attribution.record import Attribution

# How many that begin before a cue are looked at. Nobody nests so deep; it keeps a paragraph of nothing else linear.
_DEEP = 40


class Nest:
    """The attributions of a paragraph, by where they begin."""

    def __init__(self, found: Sequence[Attribution]) -> None:
        self._sorted = sorted(found, key=_start)
        self._starts = [_start(one) for one in self._sorted]

    def around(self, one: Attribution) -> list[Attribution]:
        """Return those in whose content, or in whose speech of several sentences, the cue of `one` stands, nearest first."""
        end = bisect_right(self._starts, one.cue[0])
        near = self._sorted[max(0, end - _DEEP) : end]
        return [other for other in reversed(near) if other is not one and _holds(other, one)]


def _start(one: Attribution) -> int:
    return min(one.content[0], one.reach[0])


def _holds(outer: Attribution, inner: Attribution) -> bool:
    if outer.content[0] <= inner.cue[0] and inner.cue[1] <= outer.content[1]:
        return True
    spoken = outer.rule.endswith("quotation") and outer.reach != outer.content
    return spoken and outer.reach[0] <= inner.cue[0] and inner.cue[1] <= outer.reach[1]
