"""Everything that can be said of the agreement in some articles, as plain data that JSON holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from annotate import BY_SLUG
from claims.agreement import levels
from claims.agreement.align import Unit, units
from claims.agreement.alpha import ALPHA, ALPHA_INTERVAL
from claims.agreement.bootstrap import interval
from claims.agreement.levels import Items
from claims.agreement.measure import Measure, Tally, add
from claims.agreement.nominal import COHEN, FLEISS, PERCENT, confusion
from claims.agreement.reading import Document
from claims.agreement.sets import F1, JACCARD
from claims.agreement.unitizing import ALPHA_U

NOMINAL = (PERCENT, COHEN, FLEISS, ALPHA)
F1_OVERLAP = Measure("f1_overlap", lambda found: add(map(levels.overlapping_spans, found)), F1.value)
F1_EXACT = Measure("f1_exact", lambda found: F1.tally(map(levels.exact_spans, found)), F1.value)
ALPHA_SPANS = Measure("alpha_u", lambda found: ALPHA_U.tally(map(levels.continuum, found)), ALPHA_U.value)
ALPHA_LOGS = Measure("alpha_interval", lambda items: ALPHA_INTERVAL.tally(levels.logs(items)), ALPHA_INTERVAL.value)
SPANS = (F1_EXACT, F1_OVERLAP, ALPHA_SPANS)
# Articles named as those with the least agreement.
FEWEST = 20


def report(
    documents: Sequence[Document], kinds: Sequence[str], progress: Callable[[], object] = bool
) -> dict[str, Any]:
    """The agreement in articles that two or more have read: rows by level, breakdowns, and the verdicts' confusion table.

    Each row: `level`, `of` (a kind, "kind.attribute" or "" for all), `items` used, `articles` they are in, `reviewers`,
    `empty` (items of which all left the value open), `dropped` (reason -> number) and `measures` (code -> value and the
    ends of its 95 % interval, None where there is none). `progress` is called after each row.
    """
    read = [document for document in documents if len(document.readings) > 1]
    aligned = [units(document) for document in read]
    rows: list[dict[str, Any]] = []
    for level, of, per_article, measures in _questions(read, aligned, kinds):
        rows.append(_row(level, of, per_article, measures))
        progress()
    return {
        "articles": len(read),
        "claims": sum(map(len, aligned)),
        "aligned": sum(len(unit) > 1 for found in aligned for unit in found),
        "reviewers": sorted({one.reviewer for document in read for one in document.readings}),
        "versions": sorted({document.version for document in read if document.version is not None}),
        "mixed_versions": sum(document.version is None for document in read),
        "rows": [row for row in rows if row["items"] or any(row["dropped"].values())],
        "by": breakdowns(read, kinds),
        "verdicts": _confused(levels.verdicts(*pair).used for pair in zip(read, aligned, strict=True)),
    }


def questions(kinds: Sequence[str]) -> int:
    """How many rows a report on these kinds asks for."""
    return sum(1 for _ in _questions([], [], kinds))


def _questions(
    read: Sequence[Document], aligned: Sequence[list[Unit]], kinds: Sequence[str]
) -> Iterable[tuple[str, str, list[Items], Sequence[Measure]]]:
    """Each row to make: level, what of, the items of each article, and the measures to take."""
    both = list(zip(read, aligned, strict=True))
    yield "spotting", "", [levels.spotting(document) for document in read], NOMINAL
    for kind in kinds:
        yield "spotting", kind, [levels.spotting(document.of_kind(kind)) for document in read], NOMINAL
    yield "spans", "", [_whole(document) for document in read], SPANS
    for kind in kinds:
        yield "spans", kind, [_whole(document.of_kind(kind)) for document in read], SPANS
    yield "label", "", [levels.kinds(*pair) for pair in both], NOMINAL
    for kind in kinds:
        for name in _named(kind, number=False):
            found = [levels.attribute(*pair, kind, name) for pair in both]
            yield "attribute", f"{kind}.{name}", found, (PERCENT, ALPHA)
    for kind in kinds:
        for name in _named(kind, number=True):
            found = [levels.quantity(*pair, kind, name) for pair in both]
            yield "quantity", f"{kind}.{name}", found, (PERCENT, ALPHA_LOGS)
    yield "attribution", "", [levels.sources(*pair) for pair in both], (F1,)
    yield "verdict", "", [levels.verdicts(*pair) for pair in both], NOMINAL
    yield "evidence", "", [levels.evidence(*pair) for pair in both], (JACCARD, F1)


def _named(kind: str, *, number: bool) -> list[str]:
    """The kind's attributes that are numbers, or are not; what is always the claim's own words says nothing new."""
    return [one.name for one in BY_SLUG[kind].attributes if (one.type == "number") == number and not one.derived]


def _whole(document: Document) -> Items:
    return Items([document] if any(one.marks for one in document.readings) else [])


def _row(level: str, of: str, per_article: list[Items], measures: Sequence[Measure]) -> dict[str, Any]:
    used = [items.used for items in per_article if items.used]
    dropped: Counter[str] = sum((items.dropped for items in per_article), Counter())
    spans = level == "spans"
    number = sum(len(one.marks) for found in used for document in found for one in document.readings) if spans else 0
    readers = {who for found in used for item in found for who in (_readers(item) if spans else item)}
    return {
        "level": level,
        "of": of,
        "items": number if spans else sum(map(len, used)),
        "articles": len(used),
        "reviewers": len(readers),
        "empty": sum(items.empty for items in per_article),
        "dropped": {reason: count for reason, count in dropped.items() if count},
        "measures": {measure.code: _figure(measure, [measure.tally(found) for found in used]) for measure in measures},
    }


def _readers(document: Document) -> list[int]:
    return [one.reviewer for one in document.readings]


def _figure(measure: Measure, tallies: list[Tally]) -> dict[str, float | None]:
    value = measure.value(add(tallies)) if tallies else None
    ends = interval(tallies, measure.value) if value is not None else None
    return {"value": _short(value), "low": _short(ends[0]) if ends else None, "high": _short(ends[1]) if ends else None}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


# The figures that breakdowns show: code, measure, and what it is taken of in an article with its aligned claims.
HEADLINES: tuple[tuple[str, Measure, Callable[[Document, list[Unit]], Any]], ...] = (
    ("spotting", ALPHA, lambda document, found: levels.spotting(document).used),
    ("f1_exact", F1_EXACT, lambda document, found: [document]),
    ("f1_overlap", F1_OVERLAP, lambda document, found: [document]),
    ("alpha_u", ALPHA_SPANS, lambda document, found: [document]),
    ("verdict", ALPHA, lambda document, found: levels.verdicts(document, found).used),
)


def breakdowns(read: Sequence[Document], kinds: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The headline figures by pair, kind, week, guideline version, and of the articles with the least agreement."""
    headline = [_headline(document) for document in read]
    pairs: dict[tuple[int, int], list[dict[str, Tally]]] = defaultdict(list)
    for document, tallies in zip(read, headline, strict=True):
        who = sorted(_readers(document))
        for pair in combinations(who, 2):
            pairs[pair].append(tallies if len(who) == 2 else _headline(document.only(frozenset(pair))))
    articles = [
        {"article": document.article, "title": document.title, **_line([tallies])}
        for document, tallies in zip(read, headline, strict=True)
    ]
    apart = [row for row in articles if row["f1_overlap"] is not None and row["f1_exact"] < 1]
    return {
        "pair": [{"pair": list(pair), **_line(found)} for pair, found in sorted(pairs.items())],
        "kind": [{"kind": kind, **_line([_headline(document.of_kind(kind)) for document in read])} for kind in kinds],
        "week": _grouped("week", [document.week for document in read], headline),
        "version": _grouped("version", [document.version for document in read], headline),
        "article": sorted(apart, key=lambda row: (row["f1_overlap"], row["f1_exact"], row["article"]))[:FEWEST],
    }


def _headline(document: Document) -> dict[str, Tally]:
    found = units(document)
    return {code: measure.tally(of(document, found)) for code, measure, of in HEADLINES}


def _line(found: Sequence[Mapping[str, Tally]]) -> dict[str, Any]:
    figures = {code: measure.value(add(one[code] for one in found)) for code, measure, _ in HEADLINES}
    return {"articles": len(found), **{code: _short(value) for code, value in figures.items()}}


def _grouped(name: str, keys: Sequence[Any], headline: Sequence[dict[str, Tally]]) -> list[dict[str, Any]]:
    groups: dict[Any, list[dict[str, Tally]]] = defaultdict(list)
    for key, tallies in zip(keys, headline, strict=True):
        groups[key].append(tallies)
    return [{name: key, **_line(groups[key])} for key in sorted(groups, key=lambda key: (key is None, key))]


def _confused(per_article: Iterable[list[Any]]) -> list[dict[str, Any]]:
    counts: Counter[tuple[Hashable, Hashable]] = Counter()
    for items in per_article:
        counts.update(confusion(items))
    return [{"one": one, "other": other, "number": number} for (one, other), number in sorted(counts.items(), key=str)]
