"""Which claim of one reviewer is which of another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from claims.agreement.reading import Document, Mark, Reading

# What reviewers marked for one claim: reviewer -> mark. Who marked nothing for it is not there.
Unit = dict[int, Mark]


def units(document: Document) -> list[Unit]:
    """The article's claims, each with the mark of every reviewer who made one, in the order of the text."""
    return aligned(document.readings)


def aligned(readings: Sequence[Reading]) -> list[Unit]:
    """What reviewers of one article marked, as claims: each with the mark of every reviewer who made one, as in the text.

    Marks of one claim of the record are one unit, whatever was made of them. Of the others, those of one kind that
    overlap are joined, the closest first (the share of characters that two have in common, Jaccard's), a mark with one
    mark of each other reviewer at most: who marks twice holds that there are two claims. Any overlap will do, as two who
    mean the same claim seldom begin and end it alike.
    """
    found: list[Unit] = []
    place: dict[tuple[int, int], int] = {}
    by_claim: dict[int, Unit] = defaultdict(dict)
    for reading in readings:
        for mark in reading.marks:
            by_claim[mark.claim][reading.reviewer] = mark
    for unit in by_claim.values():
        for reviewer, mark in unit.items():
            place[reviewer, mark.claim] = len(found)
        found.append(unit)
    for _, one, other in sorted(_close(readings), key=lambda row: (-row[0], row[1], row[2])):
        into, away = place[one], place[other]
        if into == away or found[into].keys() & found[away].keys():
            continue
        for reviewer, mark in found[away].items():
            place[reviewer, mark.claim] = into
        found[into] |= found[away]
        found[away] = {}
    return sorted(filter(None, found), key=lambda unit: min((mark.start, mark.end) for mark in unit.values()))


def _close(readings: Sequence[Reading]) -> Iterator[tuple[float, tuple[int, int], tuple[int, int]]]:
    """Pairs of marks of two reviewers, of one kind, that overlap: share in common, and who marked which claim."""
    for one, other in combinations(readings, 2):
        for mark, near in overlapping(one, other):
            if mark.claim != near.claim:
                yield share(mark, near), (one.reviewer, mark.claim), (other.reviewer, near.claim)


def overlapping(one: Reading, other: Reading) -> Iterator[tuple[Mark, Mark]]:
    """Each two marks of one kind, of two readings, that overlap."""
    theirs = sorted(other.marks, key=lambda mark: mark.start)
    longest = max((mark.end - mark.start for mark in theirs), default=0)
    first = 0
    for mark in sorted(one.marks, key=lambda mark: mark.start):
        while first < len(theirs) and theirs[first].start + longest <= mark.start:
            first += 1
        for near in theirs[first:]:
            if near.start >= mark.end:
                break
            if near.kind == mark.kind and mark.overlap(near.start, near.end):
                yield mark, near


def share(one: Mark, other: Mark) -> float:
    """The characters that two marks share by those that they cover together, 0 to 1."""
    common = one.overlap(other.start, other.end)
    return common / (one.end - one.start + other.end - other.start - common)


def matched(one: Reading, other: Reading) -> int:
    """How many marks of two readings are of one kind and overlap, the closest first, each taken once."""
    pairs = sorted(overlapping(one, other), key=lambda pair: (-share(*pair), pair[0].start, pair[1].start))
    taken: set[tuple[int, int]] = set()
    number = 0
    for mark, near in pairs:
        if (0, id(mark)) not in taken and (1, id(near)) not in taken:
            taken |= {(0, id(mark)), (1, id(near))}
            number += 1
    return number
