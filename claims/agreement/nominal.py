"""Agreement on values that are the same or not: in percent, and by Cohen's and Fleiss' kappa."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

from claims.agreement.measure import Item, Measure, Tally


def confusion(items: Iterable[Item]) -> dict[tuple[Hashable, Hashable], int]:
    """How often one said this and the other that: (value, value) -> number, over each two reviewers of each item.

    The first value is that of the reviewer with the lower id.
    """
    counts: Counter[tuple[Hashable, Hashable]] = Counter()
    for item in items:
        for one, other in combinations(sorted(item), 2):
            counts[item[one], item[other]] += 1
    return dict(counts)


def _pairs(items: Iterable[Item]) -> Tally:
    """(reviewer, reviewer, value, value) -> number of items."""
    counts: Counter[Hashable] = Counter()
    for item in items:
        for one, other in combinations(sorted(item), 2):
            counts[one, other, item[one], item[other]] += 1
    return dict(counts)


def _percent(tally: Tally) -> float | None:
    total = sum(tally.values())
    same = sum(number for (_, _, said, heard), number in tally.items() if said == heard)
    return same / total if total else None


def cohen_kappa(table: dict[tuple[Hashable, Hashable], float]) -> float | None:
    """Cohen's kappa of two reviewers from their confusion table: (A's value, B's value) -> number of items.

    1 for full agreement, 0 for what chance would give by how often each of the two uses each value. None for an empty
    table, and where both only ever use one value. Cohen, J. (1960): A coefficient of agreement for nominal scales.
    Educational and Psychological Measurement 20(1), 37-46.
    """
    total = sum(table.values())
    if not total:
        return None
    rows: dict[Hashable, float] = defaultdict(float)
    columns: dict[Hashable, float] = defaultdict(float)
    for (row, column), number in table.items():
        rows[row] += number
        columns[column] += number
    observed = sum(number for (row, column), number in table.items() if row == column) / total
    expected = sum(number * columns.get(value, 0) for value, number in rows.items()) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def _mean_kappa(tally: Tally) -> float | None:
    tables: dict[Hashable, dict[tuple[Hashable, Hashable], float]] = defaultdict(dict)
    for (one, other, said, heard), number in tally.items():
        tables[one, other][said, heard] = number
    weighed = [(sum(table.values()), cohen_kappa(table)) for table in tables.values()]
    known = [(weight, kappa) for weight, kappa in weighed if kappa is not None]
    total = sum(weight for weight, _ in known)
    return sum(weight * kappa for weight, kappa in known) / total if total else None


def fleiss_kappa(counts: Iterable[Sequence[float]]) -> float | None:
    """Fleiss' kappa from a table with a row for each item and a column for each value: how many reviewers gave it.

    Each row must have the same sum, two or more; raises ValueError where not. None for an empty table, and where one
    value was given throughout. Fleiss, J. L. (1971): Measuring nominal scale agreement among many raters. Psychological
    Bulletin 76(5), 378-382.
    """
    rows = [list(row) for row in counts]
    if len({sum(row) for row in rows}) > 1 or any(sum(row) < 2 for row in rows):
        raise ValueError("Fleiss' kappa asks for the same number of reviewers, two or more, of every item.")
    tally = _ratings(dict(enumerate(_spread(row))) for row in rows)
    return _fleiss(tally)


def _spread(row: Sequence[float]) -> list[int]:
    return [value for value, number in enumerate(row) for _ in range(int(number))]


def _ratings(items: Iterable[Item]) -> Tally:
    """By the number of reviewers of an item: the items, the sum of Fleiss' P_i, and how often each value was given."""
    tally: Tally = defaultdict(float)
    for item in items:
        size = len(item)
        if size < 2:
            continue
        counts = Counter(item.values())
        tally["items", size] += 1
        tally["agreement", size] += sum(n * (n - 1) for n in counts.values()) / (size * (size - 1))
        for value, number in counts.items():
            tally["value", size, value] += number
    return dict(tally)


def _fleiss(tally: Tally) -> float | None:
    """Of the items with the commonest number of reviewers (the larger of two as common): the measure allows but one."""
    sizes = {key[1]: number for key, number in tally.items() if key[0] == "items"}
    if not sizes:
        return None
    size = max(sizes, key=lambda one: (sizes[one], one))
    given = [number for key, number in tally.items() if key[:2] == ("value", size)]
    observed = tally["agreement", size] / sizes[size]
    expected = sum((number / sum(given)) ** 2 for number in given)
    return (observed - expected) / (1 - expected) if expected < 1 else None


PERCENT = Measure("percent", _pairs, _percent)
# Of more than two reviewers: the mean over pairs, each by the number of its items. Light, R. J. (1971): Measures of
# response agreement for qualitative data. Psychological Bulletin 76(5), 365-377 (who takes the plain mean).
COHEN = Measure("cohen", _pairs, _mean_kappa)
FLEISS = Measure("fleiss", _ratings, _fleiss)
