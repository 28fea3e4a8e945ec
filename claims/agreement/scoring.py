"""The pipeline measured against gold: what it found, what it missed, what it made up, and how its attributes fare.

Plain data in, plain data out that JSON holds; `compare` an article at a time, then make a `report` of them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any

from annotate import BY_SLUG
from annotate.priority import priority
from claims.agreement.align import overlapping, share
from claims.agreement.bootstrap import interval
from claims.agreement.measure import Tally, add
from claims.agreement.reading import Mark, Reading
from claims.agreement.sets import f1

WORST = 50
MISSED, ALARM, WRONG = "missed", "false_alarms", "wrong_attributes"


@dataclass(frozen=True)
class Claim:
    """A claim of gold or of the pipeline (`rule` found it, as sure as `score`); `id` is the record's, 0 where none is."""

    kind: str
    start: int
    end: int
    quote: str
    attributes: Mapping[str, Any]
    id: int = 0
    rule: str = ""
    score: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """What came out for one article: counts by what they are of, and each miss as a row with a weight to rank it by."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    rules: Mapping[tuple[str, str], Tally] = field(default_factory=dict)
    misses: Mapping[str, list[tuple[float, dict[str, Any]]]] = field(default_factory=dict)


def compare(article: Mapping[str, Any], gold: Sequence[Claim], found: Sequence[Claim]) -> Comparison:
    """Compare what was `found` in an article with its `gold`. `article` is what each miss says of it (its id, title).

    A claim is found if one of its kind overlaps it: one to one, the closest first (Jaccard's share of characters), of
    equals the one with more attributes alike. It is found exactly if both ends are the same too.
    """
    pairs = aligned(gold, found)
    hit, right = {one for one, _ in pairs}, {other for _, other in pairs}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    attributes: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    misses: dict[str, list[tuple[float, dict[str, Any]]]] = {MISSED: [], ALARM: [], WRONG: []}
    for claim in gold:
        kinds[claim.kind]["gold"] += 1
    for claim in found:
        kinds[claim.kind]["found"] += 1
        rules[claim.kind, claim.rule]["found"] += 1
    for one, other in pairs:
        true, guess = gold[one], found[other]
        exact = (true.start, true.end) == (guess.start, guess.end)
        wrong = _differences(true, guess, attributes)
        for counter in (kinds[true.kind], rules[guess.kind, guess.rule]):
            counter.update(overlap=1, exact=exact, whole=not wrong)
        if wrong:
            row = _row(article, true, rule=guess.rule, found=guess.quote, wrong=wrong)
            misses[WRONG].append((_weight(true) + len(wrong), row))
    misses[MISSED] = [(_weight(one), _row(article, one)) for place, one in enumerate(gold) if place not in hit]
    misses[ALARM] = [
        (one.score, _row(article, one, rule=one.rule, score=one.score))
        for place, one in enumerate(found)
        if place not in right
    ]
    return Comparison(
        {kind: dict(counted) for kind, counted in kinds.items()},
        {key: (compared, equal) for key, (compared, equal) in attributes.items()},
        {rule: dict(counted) for rule, counted in rules.items()},
        misses,
    )


def aligned(gold: Sequence[Claim], found: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pairs of places in `gold` and `found` that are one claim, each taken once, the closest first."""
    candidates = []
    for mark, near in overlapping(_reading(gold), _reading(found)):
        one, other = gold[mark.claim], found[near.claim]
        alike = sum(same(one.attributes.get(name), value) for name, value in other.attributes.items())
        candidates.append((-share(mark, near), -alike, mark.claim, near.claim))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, _, one_place, other_place in sorted(candidates):
        if one_place not in taken_gold and other_place not in taken_found:
            taken_gold.add(one_place)
            taken_found.add(other_place)
            pairs.append((one_place, other_place))
    return pairs


def same(one: Any, other: Any) -> bool:
    """Whether two values of an attribute are the same: words whatever their case, lists whatever their order."""
    return _comparable(one) == _comparable(other)


def report(compared: Iterable[Comparison], worst: int = WORST) -> dict[str, Any]:
    """Sum up articles: rows by kind, by attribute and by rule, and the worst misses of each sort, at most `worst`.

    A row by kind ("" is all together) has `gold`, `found`, and under `overlap` and `exact` what was `matched`,
    `precision`, `recall`, `f1` and the ends of its 95 % bootstrap interval over articles. `accuracy` of an attribute is
    taken on aligned claims. Shares are None of nothing.
    """
    articles = list(compared)
    kinds = sorted({kind for one in articles for kind in one.tallies}, key=_display)
    tallies = {kind: [dict(one.tallies.get(kind, {})) for one in articles] for kind in kinds}
    together = [add(one.tallies.values()) for one in articles]
    return {
        "articles": len(articles),
        "kinds": [_scores("", together), *(_scores(kind, tallies[kind]) for kind in kinds)],
        "attributes": _attributes(articles),
        "rules": _rules(articles),
        **{sort: _worst(articles, sort, worst) for sort in (MISSED, ALARM, WRONG)},
    }


def rate(part: float, whole: float) -> float | None:
    """`part` of `whole` as a share from 0 to 1, or None where there is nothing to take it of."""
    return part / whole if whole else None


# --- one article


def _reading(claims: Sequence[Claim]) -> Reading:
    return Reading(0, tuple(Mark(place, one.kind, one.start, one.end) for place, one in enumerate(claims)))


def _differences(true: Claim, guess: Claim, counts: dict[tuple[str, str], list[int]]) -> list[list[Any]]:
    """[attribute, gold's value, the value found] where they differ; every attribute compared is counted in `counts`."""
    kind = BY_SLUG.get(true.kind)
    names = [one.name for one in kind.attributes if not one.derived] if kind else sorted(true.attributes)
    wrong = []
    for name in names:
        if name not in true.attributes:
            continue  # Gold of an earlier version of the schema says nothing of it.
        right = same(true.attributes[name], guess.attributes.get(name))
        counts[true.kind, name][0] += 1
        counts[true.kind, name][1] += right
        if not right:
            wrong.append([name, true.attributes[name], guess.attributes.get(name)])
    return wrong


def _row(article: Mapping[str, Any], claim: Claim, **more: Any) -> dict[str, Any]:
    told = {"kind": claim.kind, "start": claim.start, "end": claim.end, "quote": claim.quote, "claim": claim.id}
    return {**article, **told, **more}


def _weight(claim: Claim) -> float:
    """A miss is as bad as the claim deserves checking."""
    return priority(claim.kind, claim.attributes).score


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, list | tuple):
        return sorted((_comparable(one) for one in value), key=repr)
    return value


# --- all together


def _scores(kind: str, tallies: list[Tally]) -> dict[str, Any]:
    total = add(tallies)
    gold, found = total.get("gold", 0), total.get("found", 0)
    row: dict[str, Any] = {"kind": kind, "gold": gold, "found": found}
    for level in ("overlap", "exact"):
        matched = total.get(level, 0)
        ends = interval(tallies, _f1_of(level))
        row[level] = {
            "matched": matched,
            "precision": _short(rate(matched, found)),
            "recall": _short(rate(matched, gold)),
            "f1": _short(f1(matched, gold, found)),
            "low": _short(ends[0]) if ends else None,
            "high": _short(ends[1]) if ends else None,
        }
    return row


def _f1_of(level: str) -> Callable[[Tally], float | None]:
    return lambda tally: f1(tally.get(level, 0), tally.get("gold", 0), tally.get("found", 0))


def _attributes(articles: Sequence[Comparison]) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in articles:
        for key, (compared, right) in one.attributes.items():
            counts[key][0] += compared
            counts[key][1] += right
    return [
        {
            "kind": kind,
            "attribute": name,
            "compared": compared,
            "right": right,
            "accuracy": _short(rate(right, compared)),
        }
        for (kind, name), (compared, right) in sorted(counts.items(), key=lambda item: _place(*item[0]))
    ]


def _rules(articles: Sequence[Comparison]) -> list[dict[str, Any]]:
    """By rule: what it proposed, of that what is gold, what has gold's very words, and what is right in everything."""
    found: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for one in articles:
        for key, tally in one.rules.items():
            found[key].append(dict(tally))
    rows = []
    for (kind, rule), tallies in found.items():
        total = add(tallies)
        row: dict[str, Any] = {"rule": rule, "kind": kind}
        row |= {name: total.get(name, 0) for name in ("found", "overlap", "exact", "whole")}
        rows.append({**row, "precision": _short(rate(row["overlap"], row["found"]))})
    return sorted(rows, key=lambda row: (_display(row["kind"]), -row["found"], row["rule"]))


def _worst(articles: Sequence[Comparison], sort: str, number: int) -> dict[str, Any]:
    rows = [pair for one in articles for pair in one.misses.get(sort, ())]
    ranked = nsmallest(number, enumerate(rows), key=lambda item: (-item[1][0], item[0]))
    return {"number": len(rows), "worst": [row for _, (_, row) in ranked]}


def _display(kind: str) -> tuple[int, str]:
    """Kinds in the order of display; unknown ones last."""
    slugs = list(BY_SLUG)
    return (slugs.index(kind) if kind in slugs else len(slugs)), kind


def _place(kind: str, name: str) -> tuple[Any, ...]:
    known = [one.name for one in BY_SLUG[kind].attributes] if kind in BY_SLUG else []
    return *_display(kind), known.index(name) if name in known else len(known), name


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
