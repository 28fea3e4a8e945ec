"""Krippendorff's alpha: any number of reviewers, missing answers allowed.

Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability. Alpha is 1 - D_o / D_e, the disagreement that was
observed by that which chance would give, both as mean squared differences of paired values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from claims.agreement.measure import Item, Measure, Tally


def _coincidences(items: Iterable[Item]) -> Tally:
    """Pairable values, those of them paired with the same value, and how often each value was given."""
    tally: Tally = defaultdict(float)
    for item in items:
        size = len(item)
        if size < 2:
            continue
        counts = Counter(item.values())
        tally["n"] += size
        tally["same"] += sum(n * (n - 1) for n in counts.values()) / (size - 1)
        for value, number in counts.items():
            tally["value", value] += number
    return dict(tally)


def _nominal(tally: Tally) -> float | None:
    n = tally.get("n", 0)
    different = n * n - sum(number * number for key, number in tally.items() if key not in ("n", "same"))
    if not different:
        return None
    return 1 - (n - tally["same"]) * (n - 1) / different


def _squares(items: Iterable[Any]) -> Tally:
    """Pairable values with their sum and sum of squares, and the squared differences of paired ones."""
    tally: Tally = {"n": 0, "sum": 0, "squares": 0, "apart": 0}
    for item in items:
        values = list(item.values())
        size = len(values)
        if size < 2:
            continue
        total, squares = sum(values), sum(value * value for value in values)
        tally["n"] += size
        tally["sum"] += total
        tally["squares"] += squares
        # The sum over all ordered pairs of (a - b)^2.
        tally["apart"] += 2 * (size * squares - total * total) / (size - 1)
    return tally


def _interval(tally: Tally) -> float | None:
    n = tally.get("n", 0)
    expected = 2 * (n * tally.get("squares", 0) - tally.get("sum", 0) ** 2)
    # What is left of equal numbers by rounding is no spread.
    if n < 2 or expected <= 1e-9 * n * tally["squares"]:
        return None
    return 1 - tally["apart"] * (n - 1) / expected


# Values that are the same or not.
ALPHA = Measure("alpha", _coincidences, _nominal)
# Numbers, by their squared difference. Counts of people are skewed: give them as log(count + 1).
ALPHA_INTERVAL = Measure("alpha_interval", _squares, _interval)
