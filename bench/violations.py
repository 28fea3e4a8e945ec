"""Which violations a document reports and on whose side those who did it are, against what people wrote down.

    python -m bench.violations PATH...

Each PATH holds JSON lines with `text` and `gold.violation_types`, `gold.perpetrator_type` (the shape of exports of
HRDsAttack; Ran et al., ACL 2023). F1 is over pairs of document and type, all types together (micro) and each by itself;
a document without any is of the type "unknown", in the gold as in the answer. State or not is the share of right answers
over documents whose gold says one of the two. Two floors stand in the same table: a list of words of which two have to
stand in the document, and the answer that is most frequent in the gold itself.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import annotate
from annotate import abuses
from bench.figures import line

TYPES = (*(code for code, _ in abuses.TYPES), "unknown")
STATE = ("state actor", "other state actors")
NON_STATE = ("other non-state actors", "other actors without permissions")
_LIST = {
    "arbitrary_detention": r"arrest|detain|detention|imprison|jail",
    "enforced_disappearance": r"disappear",
    "kidnapping": r"kidnap|abduct|hostage",
    "killing": r"kill|murder|shot dead|assassinat",
    "torture": r"tortur",
    "other": r"threat|harass|beat|attack|intimidat",
}
_STATE_WORDS = r"police|army|soldier|security forces|government|authorities|court|minist"
_NON_STATE_WORDS = r"gunm[ae]n|militant|rebel|gang|terrorist|bandit|kidnapper|cartel|insurgent"


@dataclass(frozen=True)
class Row:
    """A document: types and side as people wrote them down, as found, and as the list of words has them.

    `place` is whether the place found names the city, region or country written down, None where none stands in the text.
    """

    types: frozenset[str]
    side: str
    found_types: frozenset[str]
    found_side: str
    floor_types: frozenset[str]
    floor_side: str
    place: bool | None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    for path in parser.parse_args().paths:
        rows = list(read(path))
        print(f"\n{path.name}: {len(rows)} documents\n")
        print("\n".join(table(rows)))


def read(path: Path) -> Iterator[Row]:
    """Yield the documents of a file with what is found in them."""
    lines = [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines() if each.strip()]
    for row, proposals in zip(lines, annotate.propose_many(each["text"] for each in lines), strict=True):
        text, gold = row["text"], row["gold"]
        found = abuses.put_together(text, proposals)
        given = {type_.replace(" ", "_") for type_ in gold.get("violation_types") or []}
        yield Row(
            types=frozenset(given or {"unknown"}),
            side=side(gold.get("perpetrator_type") or ""),
            found_types=frozenset(found.types or {"unknown"}),
            found_side=found.perpetrator_type,
            floor_types=frozenset(_listed(text) or {"unknown"}),
            floor_side="state" if _count(_STATE_WORDS, text) >= _count(_NON_STATE_WORDS, text) else "non_state",
            place=_named(gold.get("place") or {}, text, found.place),
        )


def _named(gold: dict[str, str | None], text: str, found: str) -> bool | None:
    names = [name.lower() for name in gold.values() if name and name.lower() in text.lower()]
    return any(name in found.lower() for name in names) if names else None


def side(gold: str) -> str:
    """Return "state", "non_state", or "" where the gold says neither (or that the state permitted it)."""
    return "state" if gold in STATE else "non_state" if gold in NON_STATE else ""


def _listed(text: str) -> set[str]:
    return {type_ for type_, words in _LIST.items() if _count(words, text) >= 2}


def _count(words: str, text: str) -> int:
    return len(re.findall(words, text, re.IGNORECASE))


def table(rows: Sequence[Row]) -> list[str]:
    """Return the lines of the table."""
    sided = [row for row in rows if row.side]
    usual = Counter(type_ for row in rows for type_ in row.types).most_common(1)[0][0] if rows else ""
    usual_side = Counter(row.side for row in sided).most_common(1)[0][0] if sided else ""
    wanted = TYPES[:-1]
    lines = [f"{'':<52}{'score':>7}   95 %{'documents':>17}"]
    lines += [
        line("violation types, F1 (micro)", rows, lambda some: f1(some, TYPES, lambda row: row.found_types)),
        line("  without “unknown”", rows, lambda some: f1(some, wanted, lambda row: row.found_types)),
    ]
    lines += [line(f"  {type_}", rows, _of(type_)) for type_ in TYPES]
    lines += [
        line("floor, list of words: F1 (micro)", rows, lambda some: f1(some, TYPES, lambda row: row.floor_types)),
        line("floor, most frequent type: F1 (micro)", rows, lambda some: f1(some, TYPES, lambda row: {usual})),
        line("state or not, share right", sided, lambda some: right(some, lambda row: row.found_side)),
        line("  of state", *_only(sided, "state")),
        line("  of non-state", *_only(sided, "non_state")),
        line("floor, list of words: share right", sided, lambda some: right(some, lambda row: row.floor_side)),
        line("floor, most frequent side: share right", sided, lambda some: right(some, lambda row: usual_side)),
    ]
    placed = [row for row in rows if row.place is not None]
    lines.append(
        line("place names the city, region or country", placed, lambda some: sum(map(_placed, some)) / len(some))
    )
    return lines


def _placed(row: Row) -> bool:
    return bool(row.place)


def f1(rows: Sequence[Row], types: Sequence[str], answer: Callable[[Row], frozenset[str] | set[str]]) -> float:
    """Return F1 over pairs of document and type, for `types` alone."""
    both = sum(len(row.types & answer(row) & set(types)) for row in rows)
    all_ = sum(len(row.types & set(types)) + len(answer(row) & set(types)) for row in rows)
    return 2 * both / all_ if all_ else 0.0


def right(rows: Sequence[Row], answer: Callable[[Row], str]) -> float:
    """Return the share of `rows` whose side is as answered."""
    return sum(answer(row) == row.side for row in rows) / len(rows) if rows else 0.0


def _of(type_: str) -> Callable[[Sequence[Row]], float]:
    return lambda some: f1(some, [type_], lambda row: row.found_types)


def _only(rows: Sequence[Row], side_: str) -> tuple[list[Row], Callable[[Sequence[Row]], float]]:
    return [row for row in rows if row.side == side_], lambda some: right(some, lambda row: row.found_side)


if __name__ == "__main__":
    main()
