"""Agreement on where claims are: Krippendorff's alpha for unitizing a continuum.

Krippendorff, K. (1995): On the reliability of unitizing continuous data. Sociological Methodology 25, 47-76; also
Content Analysis (2004), 11.6. Each article is a continuum of characters that each reviewer cuts into units (the words
of claims) and gaps. Units that overlap cost the squared distances of their ends; a unit that lies wholly in another's gap
costs its squared length. Chance is what units and gaps of these lengths would give, laid out at random.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations

from claims.agreement.measure import Measure, Tally

Span = tuple[int, int]


@dataclass(frozen=True)
class Continuum:
    """An article of `length` characters, and where each reviewer marked which kind: reviewer -> kind -> spans."""

    length: int
    marked: Mapping[int, Mapping[Hashable, Sequence[Span]]]


def merge(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one: units of one reviewer and kind cannot overlap here."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def gaps(units: Sequence[Span], length: int) -> list[Span]:
    """What merged units leave of 0 to `length`."""
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _apart(units: Sequence[Span], others: Sequence[Span], length: int) -> float:
    """The sum of squared differences between one reviewer's units and another's units and gaps."""
    total = 0
    ends = [end for _, end in others]
    for start, end in units:
        place = bisect_left(ends, start + 1)
        if place == len(others) or others[place][0] >= end:
            # Wholly in a gap. It counts once here and once, as the gap's difference from it, on the other side.
            total += 2 * (end - start) ** 2
        while place < len(others) and others[place][0] < end:
            total += (start - others[place][0]) ** 2 + (end - others[place][1]) ** 2
            place += 1
    return total


def _tally(continua: Iterable[Continuum]) -> Tally:
    """Characters read; by kind, observed differences and how many units and gaps there are of each length."""
    tally: Tally = defaultdict(float)
    for continuum in continua:
        size = len(continuum.marked)
        if size < 2 or not continuum.length:
            continue
        tally["n"] += size * continuum.length
        for kind in {kind for kinds in continuum.marked.values() for kind in kinds}:
            cut = {reviewer: merge(kinds.get(kind, ())) for reviewer, kinds in continuum.marked.items()}
            for one, other in permutations(cut, 2):
                tally["apart", kind] += _apart(cut[one], cut[other], continuum.length) / (size - 1)
            for units in cut.values():
                for start, end in units:
                    tally["unit", kind, end - start] += 1
        for kinds in continuum.marked.values():
            for kind in kinds:
                for start, end in gaps(merge(kinds[kind]), continuum.length):
                    tally["gap", kind, end - start] += 1
            # Of the kinds that she marked nowhere, the whole text is a gap.
            tally["whole", continuum.length] += 1
            for kind in kinds:
                tally["not whole", kind, continuum.length] += 1
    return dict(tally)


def disagreement(tally: Tally, kind: Hashable) -> tuple[float, float]:
    """The observed and the expected disagreement on units of one kind, in characters (D_o * L and D_e * L)."""
    return tally.get(("apart", kind), 0) / tally["n"], _expected(tally["n"], *_lengths(tally)[kind])


def _expected(n: float, units: Mapping[int, float], free: Mapping[int, float]) -> float:
    number = sum(units.values())
    within = sum(count * length * (length - 1) for length, count in units.items())
    lengths = sorted(free)
    # From the longest gap down: how many gaps are at least so long, and how many characters they have together.
    counts = [*accumulate((free[length] for length in reversed(lengths)), initial=0)][::-1]
    sums = [*accumulate((free[length] * length for length in reversed(lengths)), initial=0)][::-1]
    expected = 0.0
    for length, count in units.items():
        place = bisect_left(lengths, length)
        positions = sums[place] - counts[place] * (length - 1)
        expected += count * ((number - 1) / 3 * (2 * length**3 - 3 * length**2 + length) + length**2 * positions)
    chances = n * (n - 1) - within
    return 2 * expected / chances if chances else 0.0


def _lengths(tally: Tally) -> dict[Hashable, tuple[dict[int, float], dict[int, float]]]:
    """Of each kind that was marked: how many units and how many gaps there are, by length."""
    units: dict[Hashable, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    free: dict[Hashable, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    whole: dict[int, float] = {}
    for key, number in tally.items():
        if key[0] == "unit":
            units[key[1]][key[2]] += number
        elif key[0] == "gap":
            free[key[1]][key[2]] += number
        elif key[0] == "not whole":
            free[key[1]][key[2]] -= number
        elif key[0] == "whole":
            whole[key[1]] = number
    for kind in units:
        for length, number in whole.items():
            free[kind][length] += number
    return {kind: (units[kind], free[kind]) for kind in units}


def _alpha(tally: Tally) -> float | None:
    kinds = _lengths(tally)
    observed = sum(tally.get(("apart", kind), 0) / tally["n"] for kind in kinds)
    expected = sum(_expected(tally["n"], *lengths) for lengths in kinds.values())
    return 1 - observed / expected if expected else None


# Over all kinds in the continua: one minus the sum of observed by the sum of expected disagreements.
ALPHA_U = Measure("alpha_u", _tally, _alpha)
