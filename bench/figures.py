"""What the measurements of numbers share: a bootstrap interval, a line of a table, a regex floor, numbers in a text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from annotate import numbers

Item = TypeVar("Item")
RESAMPLES = 1000
_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half a dozen|a dozen|a hundred"
)
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_WORDS})(?:(?:\s+and\s+|[\s-]+)(?:{_WORDS}))*)"
_NUMBER = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)


def interval(items: Sequence[Item], measure: Callable[[Sequence[Item]], float]) -> tuple[float, float]:
    """Return the 95 % interval of `measure` over items drawn anew (percentile bootstrap, Efron 1979); the seed is fixed."""
    draw = random.Random(1)
    values = sorted(measure(draw.choices(items, k=len(items))) for _ in range(RESAMPLES)) if items else [0.0]
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]


def line(name: str, items: Sequence[Item], measure: Callable[[Sequence[Item]], float]) -> str:
    """Return a line of a table: name, measure, its interval, and of how many items."""
    low, high = interval(items, measure)
    return f"{name:<52}{measure(items):7.3f}   {low:.3f}-{high:.3f}{len(items):8}"


def written(text: str) -> set[int]:
    """Return the numbers that stand in `text` in digits or words, whatever they count."""
    return {number for match in _NUMBER.finditer(text) if (number := numbers.value(match.group())) is not None}
