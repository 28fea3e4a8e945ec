"""How well statements are found: source, cue and content against the spans that people marked.

    python -m bench.attribution PATH... [--least 0.0]

Each PATH holds JSON lines with `text` and `gold.attributions`, a list of objects with `source`, `cue` and `content`, each a
list of [start, end, ...] in code points of `text` (the shape of PolNeAR and PARC 3.0 exports). The predictions are the
statements of `annotate.propose`. `exact` leaves quotation marks, outer punctuation and an opening "that" aside, on which the
two guidelines differ. Floors: a list of sixteen report verbs as cues, and the whole text as content.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import annotate
from bench.spans import MEASURES, Item, Span, interval, scores

ROLES = ("source", "cue", "content")
VERBS = re.compile(
    r"\b(?:said|says|say|told|tells|added|reported|claimed|denied|announced|confirmed|warned|insisted|stated|argued|"
    r"according to)\b",
    re.IGNORECASE,
)
_OUTER = " \t\n\"'“”‘’«»,.;:–—-"


@dataclass(frozen=True)
class Row:
    """A text, its gold spans by role, and those of the statements proposed for it."""

    text: str
    gold: dict[str, list[Span]]
    predicted: dict[str, list[Span]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--least", type=float, default=0.0, help="leave out proposals that score less")
    options = parser.parse_args()
    for path in options.paths:
        rows = list(read(path, options.least))
        print(
            f"\n{path.name}: {len(rows)} texts, {sum(len(row.gold['content']) for row in rows)} contents in the gold\n"
        )
        print("\n".join(table(rows)))


def read(path: Path, least: float = 0.0) -> Iterator[Row]:
    """Yield the rows of a file with what is proposed for them; proposals that score under `least` are left out."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [line["text"] for line in lines]
    for line, proposals in zip(lines, annotate.propose_many(texts), strict=True):
        statements = [one for one in proposals if one.kind == "statement" and one.score >= least]
        yield Row(line["text"], _gold(line), {role: _spans(statements, role) for role in ROLES})


def table(rows: list[Row]) -> list[str]:
    """Return the lines of the table: for each role and measure P, R, F1 and its interval, then the floors."""
    lines = [f"{'':<38}{'P':>7}{'R':>7}{'F1':>7}   95 % of F1"]
    for role in ROLES:
        for measure in MEASURES:
            lines.append(_line(f"{role}, {measure}", measure, _items(rows, role, measure == "exact")))
    verbs = [Item(row.text, row.gold["cue"], [m.span() for m in VERBS.finditer(row.text)]) for row in rows]
    whole = [Item(row.text, row.gold["content"], [(0, len(row.text))]) for row in rows]
    lines.append(_line("floor: 16 report verbs, cue, overlap", "overlap", verbs))
    lines.append(_line("floor: the whole text, content, word", "word", whole))
    return lines


def _line(name: str, measure: str, items: list[Item]) -> str:
    counts = [MEASURES[measure](item) for item in items]
    low, high = interval(counts)
    return f"{name:<38}" + "".join(f"{value:7.3f}" for value in scores(counts)) + f"   {low:.3f}-{high:.3f}"


def _items(rows: list[Row], role: str, bare: bool) -> list[Item]:
    if not bare:
        return [Item(row.text, row.gold[role], row.predicted[role]) for row in rows]
    return [
        Item(row.text, [_bare(row.text, s) for s in row.gold[role]], [_bare(row.text, s) for s in row.predicted[role]])
        for row in rows
    ]


def _bare(text: str, span: Span) -> Span:
    """`span` without quotation marks and punctuation outside, and without the "that" it may open with."""
    start, end = span
    while start < end and text[start] in _OUTER:
        start += 1
    if text[start:end].lower().startswith("that "):
        start += 5
    while start < end and text[start] in _OUTER:
        start += 1
    while end > start and text[end - 1] in _OUTER:
        end -= 1
    return start, end


def _gold(line: dict[str, Any]) -> dict[str, list[Span]]:
    told = line["gold"]["attributions"]
    return {role: sorted({(part[0], part[1]) for one in told for part in one.get(role, ())}) for role in ROLES}


def _spans(statements: Iterable[annotate.Proposal], role: str) -> list[Span]:
    return sorted({span for one in statements for span in one.spans.get(role, ())})


if __name__ == "__main__":
    main()
