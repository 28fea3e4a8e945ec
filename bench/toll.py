"""How often the toll of a report is the number its coders wrote down.

    python -m bench.toll PATH... [--misses 20]

Each PATH holds JSON lines with `text` and `gold.deaths`, the number of deaths of the main event (the shape of exports of
the World Atrocities Dataset). Measured is `annotate.toll(text).best("killed")`: exact match as in Zhong et al. (EACL 2023),
over all reports and over those in which the gold number stands in words or digits, which is read from the text itself; the
share within 10 %, the share with an answer, and the injured where the gold has a number of them. The floor is two regexes:
a number before an outcome word, and after one.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import annotate
from annotate import numbers, tolls
from bench.figures import NUMBER, line, written

_BEFORE = re.compile(
    rf"\b({NUMBER})\s+(?:[\w'-]+\s+){{0,6}}?(?:(?:was|were|been|being)\s+)?(?:\w+ly\s+)?"
    r"(?:killed|dead|died|dies|murdered|executed|shot\s+dead|deaths|lives|beheaded|massacred)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|dead|deaths?\s+of|murder(?:ed|ing)?|execut(?:ed|ing)|bodies\s+of|lives\s+of|behead(?:ed|ing)|"
    rf"toll\s+(?:\w+\s+){{0,3}}to)\s+(?:\w+\s+){{0,3}}?({NUMBER})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Row:
    """A report: the numbers its coders wrote down, those found, and whether the gold number stands in it."""

    id: str
    text: str
    deaths: int
    injured: int | None
    found: int | None
    found_injured: int | None
    floor: int | None
    stands: bool


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--misses", type=int, default=0, help="list so many reports with another number")
    options = parser.parse_args()
    for path in options.paths:
        rows = list(read(path))
        print(f"\n{path.name}: {len(rows)} reports\n")
        print("\n".join(table(rows)))
        for row in [row for row in rows if row.found != row.deaths][: options.misses]:
            print(f"\n{row.id}: coded {row.deaths}, found {row.found}\n  {row.text[:300]}")


def read(path: Path) -> Iterator[Row]:
    """Yield the reports of a file whose deaths are coded, with what is found in them."""
    lines = [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines() if one.strip()]
    lines = [one for one in lines if isinstance(one["gold"].get("deaths"), int)]
    for row, proposals in zip(lines, annotate.propose_many(one["text"] for one in lines), strict=True):
        text, gold = row["text"], row["gold"]
        toll = tolls.put_together(text, proposals)
        injured = str(gold.get("injured", ""))
        yield Row(
            id=str(row.get("id", "")),
            text=text,
            deaths=gold["deaths"],
            injured=int(injured) if injured.isdigit() and int(injured) else None,
            found=toll.best("killed"),
            found_injured=toll.best("injured"),
            floor=floor(text),
            stands=gold["deaths"] in written(text),
        )


def floor(text: str) -> int | None:
    """Return what two plain regexes read: the first number before an outcome word, else the first after one."""
    match = _BEFORE.search(text) or _AFTER.search(text)
    return numbers.value(match.group(1)) if match else None


def table(rows: Sequence[Row]) -> list[str]:
    """Return the lines of the table."""
    stand = [row for row in rows if row.stands]
    hurt = [row for row in rows if row.injured is not None]
    return [
        f"{'':<52}{'share':>7}   95 %{'reports':>15}",
        line("exact match, all", rows, _share(lambda row: row.found == row.deaths)),
        line("exact match, the number stands in the text", stand, _share(lambda row: row.found == row.deaths)),
        line("within 10 %, all", rows, _share(lambda row: _near(row.found, row.deaths))),
        line("answered, all", rows, _share(lambda row: row.found is not None)),
        line("exact match of the injured, where coded", hurt, _share(lambda row: row.found_injured == row.injured)),
        line("floor, two regexes: exact match, all", rows, _share(lambda row: row.floor == row.deaths)),
        line("floor: exact match, the number stands in the text", stand, _share(lambda row: row.floor == row.deaths)),
        line("floor: within 10 %, all", rows, _share(lambda row: _near(row.floor, row.deaths))),
        line("floor: answered, all", rows, _share(lambda row: row.floor is not None)),
    ]


def _share(test: Callable[[Row], bool]) -> Callable[[Iterable[Row]], float]:
    def measure(rows: Iterable[Row]) -> float:
        tested = [test(row) for row in rows]
        return sum(tested) / len(tested) if tested else 0.0

    return measure


def _near(found: int | None, coded: int) -> bool:
    return found is not None and abs(found - coded) <= 0.1 * max(coded, 1)


if __name__ == "__main__":
    main()
