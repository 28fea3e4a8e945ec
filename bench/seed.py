"""One article against a gold standard made by hand: what is found, with which attributes, and what stands beside.

    python -m bench.seed ARTICLE GOLD

ARTICLE is a text file; GOLD is JSON with `claims` (objects with `id`, `kind`, `start`, `end`, `quote`, `must_find` and
`attributes`) and, if there is any, `boilerplate` (objects with `start` and `end`). Offsets are code points of the text. A
claim counts as found by the proposal of its kind that overlaps it most, each proposal once.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import annotate

# Names that another project's gold has for attributes of ours.
NAMES = {"via": "agency"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", type=Path)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    text = options.article.read_text(encoding="utf-8")
    gold = json.loads(options.gold.read_text(encoding="utf-8"))
    print("\n".join(report(gold, annotate.propose(text))))


def report(gold: Mapping[str, Any], proposals: Sequence[annotate.Proposal]) -> list[str]:
    """Return the lines to print: a table by kind, each difference, and what is proposed beside the gold."""
    found = matched(gold["claims"], proposals)
    totals, hits, exact = Counter[str](), Counter[str](), Counter[str]()
    notes = []
    for claim in gold["claims"]:
        totals[claim["kind"]] += 1
        one = found.get(claim["id"])
        if one is None:
            notes.append(f"missed   {claim['id']}{'' if claim['must_find'] else ' (optional)'}: {claim['quote']}")
            continue
        hits[claim["kind"]] += 1
        wrong = differences(claim, one)
        exact[claim["kind"]] += not wrong
        notes += [f"differs  {claim['id']}: {difference}" for difference in wrong]
    beside = [one for one in proposals if one not in found.values()]
    notes += [f"beside   {one.kind} {one.rule} {one.score:.2f}: {one.quote}" for one in beside]
    alien = [
        one for one in beside if any(one.start < b["end"] and b["start"] < one.end for b in gold.get("boilerplate", ()))
    ]
    lines = [f"{'kind':<12}{'gold':>6}{'found':>7}{'exact':>7}"]
    lines += [f"{kind:<12}{totals[kind]:>6}{hits[kind]:>7}{exact[kind]:>7}" for kind in totals]
    lines.append(f"{'all':<12}{totals.total():>6}{hits.total():>7}{exact.total():>7}")
    return [*lines, f"beside the gold: {len(beside)}, of them in boilerplate: {len(alien)}", *notes]


def matched(
    claims: Sequence[Mapping[str, Any]], proposals: Sequence[annotate.Proposal]
) -> dict[str, annotate.Proposal]:
    """Return id of a gold claim -> its proposal: of the same kind, the best overlap first, each proposal once."""
    pairs = []
    for claim in claims:
        for index, one in enumerate(proposals):
            shared = min(claim["end"], one.end) - max(claim["start"], one.start)
            if one.kind == claim["kind"] and shared > 0:
                union = max(claim["end"], one.end) - min(claim["start"], one.start)
                pairs.append((-shared / union, claim["id"], index))
    found: dict[str, int] = {}
    for _, id_, index in sorted(pairs):
        if id_ not in found and index not in found.values():
            found[id_] = index
    return {id_: proposals[index] for id_, index in found.items()}


def differences(claim: Mapping[str, Any], one: annotate.Proposal) -> list[str]:
    """Return what of the gold's span and attributes the proposal has otherwise, in words."""
    wrong = []
    if (one.start, one.end) != (claim["start"], claim["end"]):
        wrong.append(f"span is {one.quote!r}")
    for name, value in claim["attributes"].items():
        got = one.attributes.get(NAMES.get(name, name))
        if got != value:
            wrong.append(f"{name} is {got!r}, not {value!r}")
    return wrong


if __name__ == "__main__":
    main()
