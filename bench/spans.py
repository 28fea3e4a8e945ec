"""How well stretches of text agree: exact, by overlap and by word, with bootstrap intervals.

An item is one text with its gold and its predicted spans (code points, half-open). Counts are kept per item, so that an
interval is a resampling of items (percentile bootstrap, Efron 1979).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ROUNDS = 1000


@dataclass(frozen=True)
class Item:
    """A text, where the gold has spans of one sort in it, and where the predictions have."""

    text: str
    gold: Sequence[Span]
    predicted: Sequence[Span]


@dataclass(frozen=True)
class Counts:
    """What one item adds to a score: predictions that are right and all of them, gold that is found and all of it."""

    right: int
    predicted: int
    found: int
    gold: int


def exact(item: Item) -> Counts:
    """Count spans with equal edges, each once."""
    gold, predicted = set(item.gold), set(item.predicted)
    both = len(gold & predicted)
    return Counts(both, len(predicted), both, len(gold))


def overlap(item: Item) -> Counts:
    """Count a span as right, or found, if it shares a code point with one of the other side."""
    right = sum(any(a[0] < b[1] and b[0] < a[1] for b in item.gold) for a in item.predicted)
    found = sum(any(a[0] < b[1] and b[0] < a[1] for b in item.predicted) for a in item.gold)
    return Counts(right, len(item.predicted), found, len(item.gold))


def word(item: Item) -> Counts:
    """Count words; a word is in a span if it shares a code point with it."""
    gold = predicted = both = 0
    for match in _WORD.finditer(item.text):
        in_gold = any(start < match.end() and end > match.start() for start, end in item.gold)
        in_predicted = any(start < match.end() and end > match.start() for start, end in item.predicted)
        gold, predicted, both = gold + in_gold, predicted + in_predicted, both + (in_gold and in_predicted)
    return Counts(both, predicted, both, gold)


MEASURES: dict[str, Callable[[Item], Counts]] = {"exact": exact, "overlap": overlap, "word": word}


def scores(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all items (micro); 0 where nothing is there to divide by."""
    predicted, gold = sum(one.predicted for one in counts), sum(one.gold for one in counts)
    precision = sum(one.right for one in counts) / predicted if predicted else 0.0
    recall = sum(one.found for one in counts) / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def interval(counts: Sequence[Counts], rounds: int = _ROUNDS, seed: int = 1) -> tuple[float, float]:
    """Return the 95 % interval of F1 when items are drawn anew `rounds` times; (0, 0) of no items."""
    if not counts:
        return 0.0, 0.0
    draw = random.Random(seed)
    values = sorted(scores(draw.choices(counts, k=len(counts)))[2] for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds)]
