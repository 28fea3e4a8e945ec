"""Agreement on sets: spans, pairs of claim and source, pieces of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from itertools import combinations
from typing import Any

from claims.agreement.measure import Measure, Tally

Chosen = Mapping[int, Set[Hashable]]


def jaccard(one: Set[Any], other: Set[Any]) -> float | None:
    """What two sets share by what they hold together, 0 to 1; None of two empty ones.

    Jaccard, P. (1912): The distribution of the flora in the alpine zone. New Phytologist 11(2), 37-50.
    """
    together = len(one | other)
    return len(one & other) / together if together else None


def f1(shared: float, one: float, other: float) -> float | None:
    """Twice what is shared by what both hold: the F1 of either, taken as the answer to the other. None of nothing.

    Van Rijsbergen, C. J. (1979): Information Retrieval; as a measure of agreement, Hripcsak, G. and Rothschild, A. S.
    (2005): Agreement, the F-measure, and reliability in information retrieval. JAMIA 12(3), 296-298.
    """
    return 2 * shared / (one + other) if one + other else None


def _counts(items: Iterable[Chosen]) -> Tally:
    tally: Tally = {"shared": 0, "one": 0, "other": 0}
    for item in items:
        for one, other in combinations(sorted(item), 2):
            tally["shared"] += len(item[one] & item[other])
            tally["one"] += len(item[one])
            tally["other"] += len(item[other])
    return tally


def _overlaps(items: Iterable[Chosen]) -> Tally:
    """The sum of Jaccard over each two reviewers of each item where either holds anything, and their number."""
    tally: Tally = defaultdict(float, {"sum": 0, "pairs": 0})
    for item in items:
        for one, other in combinations(sorted(item), 2):
            share = jaccard(item[one], item[other])
            if share is not None:
                tally["sum"] += share
                tally["pairs"] += 1
    return dict(tally)


# Over all items at once: of what either of two holds, how much both hold.
F1 = Measure("f1", _counts, lambda tally: f1(tally.get("shared", 0), tally.get("one", 0), tally.get("other", 0)))
# The mean over items.
JACCARD = Measure("jaccard", _overlaps, lambda tally: tally["sum"] / tally["pairs"] if tally.get("pairs") else None)
