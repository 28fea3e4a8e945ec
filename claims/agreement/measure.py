"""What all measures of agreement are: a tally that adds up over articles, and a value read from the sum."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# What each reviewer said of one thing. Who said nothing of it is not in the mapping: data may be missing.
Item = Mapping[int, Hashable]
Tally = dict[Any, float]


@dataclass(frozen=True)
class Measure:
    """One measure. `tally` counts what its figure needs from some items; `value` reads the figure from added tallies.

    `value` gives None where the measure is not defined: no item that two people spoke of, or, for what is corrected for
    chance, one and the same value throughout, which chance alone explains.
    """

    code: str
    tally: Callable[[Any], Tally]
    value: Callable[[Tally], float | None]

    def __call__(self, items: Any) -> float | None:
        """The measure's figure for the items."""
        return self.value(self.tally(items))


def add(tallies: Iterable[Mapping[Any, float]]) -> Tally:
    """The sum of tallies, key by key."""
    total: Tally = {}
    for tally in tallies:
        for key, number in tally.items():
            total[key] = total.get(key, 0) + number
    return total
