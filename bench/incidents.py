"""How well the numbers of killed and injured of old agency wires are read, against coders' incident templates.

    python -m bench.incidents PATH... [--misses 20]

Each PATH holds JSON lines with `text` and `gold`: `relevant`, and `incidents` with `optional`, `victim_numbers` and
`victim_effects` (lists of `value` and `ref`, whom it is about), the shape of exports of MUC-4's templates (Sundheim 1992).

Scoring. Of each document the pairs of effect (killed, injured) and number of all incidents are the gold; the answer is the
pairs that the casualty claims of `annotate.propose` say (their lowest number). Micro F1, each pair once a document; "with
repetition" counts a pair as often as it occurs. Where the templates give two numbers and two effects for the same people,
they belong to each other in their order. A number with alternatives is met by any of them; "plural" is no number; pairs of
optional incidents are neither asked for nor held against the answer. A document without a relevant incident has no gold:
each pair found there is a false alarm.

Templates hold less than a text says: not what was long ago, not the losses of fighters and armies in combat, not the toll of
a war. The answer is measured as proposed and, under "incidents", as the templates count: without claims of another time or
event or denied (`annotate.tolls`), of combatants, cumulative ones, and numbers of 500 or more; people named one by one are
one pair each.

The floor is three regexes: a number before an outcome word, one after, and an outcome of one person without a number.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import annotate
from annotate import numbers, telling, tolls
from annotate.proposal import Proposal
from bench.figures import NUMBER, line

WAR = 500
MOST_NAMED = 8
# "Casualties" may be either effect; who was shot may be alive.
NEITHER = frozenset(("casualty-noun", "shoot-verb"))
EFFECTS = {"DEATH": "killed", "INJURY": "injured"}
Pair = tuple[str, int]
_OUTCOMES = {
    "killed": r"(?:killed|dead|died|murdered|assassinated|executed|deaths?)",
    "injured": r"(?:wounded|injured|hurt)",
}
_BEFORE = {
    effect: re.compile(rf"\b({NUMBER})\s+(?:[\w'-]+\s+){{0,5}}?{words}\b", re.IGNORECASE)
    for effect, words in _OUTCOMES.items()
}
_AFTER = {
    "killed": re.compile(
        rf"\b(?:kill(?:ed|ing)|murder(?:ed|ing|\s+of)|deaths?\s+of)\s+(?:\w+\s+){{0,3}}?({NUMBER})\b", re.I
    ),
    "injured": re.compile(rf"\b(?:wound(?:ed|ing)|injur(?:ed|ing))\s+(?:\w+\s+){{0,3}}?({NUMBER})\b", re.I),
}
_ONE = {
    "killed": re.compile(
        r"\bwas\s+(?:\w+\s+){0,2}?(?:killed|murdered|assassinated)\b|\b(?:murder|assassination)\s+of\b", re.I
    ),
    "injured": re.compile(r"\bwas\s+(?:\w+\s+){0,2}?(?:wounded|injured)\b", re.I),
}


@dataclass(frozen=True)
class Row:
    """A document: gold pairs (each a tuple of alternatives), optional pairs, pairs found and those of the floor."""

    id: str
    text: str
    relevant: bool
    gold: tuple[tuple[Pair, ...], ...]
    optional: frozenset[Pair]
    found: tuple[Pair, ...]
    incidents: tuple[Pair, ...]
    floor: tuple[Pair, ...]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--misses", type=int, default=0, help="list so many documents with other pairs")
    options = parser.parse_args()
    for path in options.paths:
        rows = list(read(path))
        print(f"\n{path.name}: {len(rows)} documents, {sum(row.relevant for row in rows)} relevant\n")
        print("\n".join(table(rows)))
        for row in [row for row in rows if {*row.incidents} != {pair for one in row.gold for pair in one}][
            : options.misses
        ]:
            print(f"\n{row.id}: coded {sorted({*row.gold})}, found {sorted({*row.incidents})}\n  {row.text[:400]}")


def read(path: Path) -> Iterator[Row]:
    """Yield the documents of a file with what is found in them."""
    lines = [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines() if one.strip()]
    for row, proposals in zip(lines, annotate.propose_many(one["text"] for one in lines), strict=True):
        text, proposals = row["text"], list(proposals)
        gold, optional = pairs_of(row["gold"]["incidents"])
        yield Row(
            id=str(row.get("id", "")),
            text=text,
            relevant=row["gold"]["relevant"],
            gold=gold,
            optional=optional,
            found=found(proposals),
            incidents=of_incidents(text, proposals),
            floor=floor(text),
        )


def pairs_of(incidents: Iterable[dict[str, Any]]) -> tuple[tuple[tuple[Pair, ...], ...], frozenset[Pair]]:
    """Return the pairs that incidents ask for, each with its alternatives, and those of optional ones."""
    asked: list[tuple[Pair, ...]] = []
    optional: set[Pair] = set()
    for incident in incidents:
        for ref in {tuple(one["ref"]) for one in incident["victim_numbers"]}:
            values = [one["value"] for one in incident["victim_numbers"] if tuple(one["ref"]) == ref]
            effects = [EFFECTS.get(one["value"], "") for one in incident["victim_effects"] if tuple(one["ref"]) == ref]
            both = (
                zip(values, effects, strict=True)
                if len(values) == len(effects)
                else [(v, e) for v in values for e in effects]
            )
            for value, effect in both:
                pair = tuple((effect, int(digits)) for digits in re.findall(r"\d+", value))
                if effect and pair:
                    optional.update(pair if incident["optional"] else ())
                    asked += [] if incident["optional"] else [pair]
    return tuple(asked), frozenset(optional)


def found(proposals: Iterable[Proposal]) -> tuple[Pair, ...]:
    """Return the pairs that casualty claims say, in their order; nobody and no number are no pair."""
    pairs = []
    for one in proposals:
        if one.kind == "casualty":
            number = one.attributes["low"] or one.attributes["high"]
            pairs += [
                (effect, number) for effect in EFFECTS.values() if number and effect in one.attributes["outcomes"]
            ]
    return tuple(pairs)


def of_incidents(text: str, proposals: Iterable[Proposal]) -> tuple[Pair, ...]:
    """Return the pairs that templates of incidents would hold, by the rules above."""
    pairs: list[Pair] = []
    toll = tolls.put_together(text, proposals)
    for effect in EFFECTS.values():
        for one in toll.claims(effect):
            attributes, number = one.claim.attributes, one.low or one.high
            left_out = (
                number is None
                or number >= WAR
                or one.reason in (tolls.ELSEWHEN, tolls.DENIED, tolls.NOBODY)
                or one.claim.rule in NEITHER
                or attributes["count_kind"] == "cumulative"
                or "combatant" in attributes["victim_status"]
                or telling.is_vague(one.claim)
            )
            if number and not left_out:
                named = not attributes["count_text"] and number <= MOST_NAMED
                pairs += [(effect, 1)] * number if named else [(effect, number)]
    return tuple(pairs)


def floor(text: str) -> tuple[Pair, ...]:
    """Return the pairs that three plain regexes read."""
    pairs: list[Pair] = []
    for effect in EFFECTS.values():
        for pattern in (_BEFORE[effect], _AFTER[effect]):
            read_ = (numbers.value(match.group(1)) for match in pattern.finditer(text))
            pairs += [(effect, number) for number in read_ if number]
        pairs += [(effect, 1) for _ in _ONE[effect].finditer(text)]
    return tuple(pairs)


def counts(row: Row, pairs: Sequence[Pair], *, repeated: bool = False) -> tuple[int, int, int]:
    """Return how many pairs are right, how many were given, how many were asked for."""
    given = Counter(pairs) if repeated else Counter(set(pairs))
    asked = list(row.gold) if repeated else list(dict.fromkeys(row.gold))
    right = 0
    for alternatives in asked:
        met = next((pair for pair in alternatives if given[pair]), None)
        if met is not None:
            given[met] -= 1
            right += 1
    beside = sum(number for pair, number in given.items() if pair not in row.optional)
    return right, right + beside, len(asked)


def table(rows: Sequence[Row]) -> list[str]:
    """Return the lines of the table."""
    other = [row for row in rows if not row.relevant]
    lines = [f"{'':<52}{'':>7}   95 %{'documents':>15}"]
    answers: tuple[tuple[str, Callable[[Row], Sequence[Pair]]], ...] = (
        ("incidents: ", lambda row: row.incidents),
        ("as proposed: ", lambda row: row.found),
        ("floor, three regexes: ", lambda row: row.floor),
    )
    for name, answer in answers:
        lines += [
            line(f"{name}F1, each pair once", rows, _f1(answer)),
            line(f"{name}precision", rows, _f1(answer, part="precision")),
            line(f"{name}recall", rows, _f1(answer, part="recall")),
            line(f"{name}F1, with repetition", rows, _f1(answer, repeated=True)),
            line(f"{name}false alarms, irrelevant texts", other, _alarms(answer)),
        ]
    return lines


def _f1(
    answer: Callable[[Row], Sequence[Pair]], *, part: str = "f1", repeated: bool = False
) -> Callable[[Iterable[Row]], float]:
    kept: dict[int, tuple[int, int, int]] = {}

    def measure(rows: Iterable[Row]) -> float:
        right = given = asked = 0
        for row in rows:
            if id(row) not in kept:
                kept[id(row)] = counts(row, answer(row), repeated=repeated)
            one = kept[id(row)]
            right, given, asked = right + one[0], given + one[1], asked + one[2]
        precision, recall = right / given if given else 0.0, right / asked if asked else 0.0
        both = 2 * right / (given + asked) if given + asked else 0.0
        return {"precision": precision, "recall": recall, "f1": both}[part]

    return measure


def _alarms(answer: Callable[[Row], Sequence[Pair]]) -> Callable[[Iterable[Row]], float]:
    def measure(rows: Iterable[Row]) -> float:
        loud = [bool(answer(row)) for row in rows]
        return sum(loud) / len(loud) if loud else 0.0

    return measure


if __name__ == "__main__":
    main()
