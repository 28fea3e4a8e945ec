"""What the pipeline's proposals do to those who see them, from articles that were reviewed without them.

Two figures. The pipeline's recall, taken where nobody saw what it found: elsewhere gold holds few claims that it missed
because people look where they are pointed. And its pull: how much more often a proposal stands in a reviewer's answer
word for word where she was shown it than where she was not, which is what anchoring means (Tversky and Kahneman 1974;
for pre-annotated text Fort and Sagot 2010).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.agreement.bootstrap import interval
from claims.agreement.measure import Tally, add
from claims.agreement.reading import Mark


@dataclass(frozen=True)
class Sheet:
    """An article whose blind phase is over: what was proposed, what each reviewer holds is there, and what is gold."""

    article: int
    unaided: bool
    proposals: tuple[Mark, ...]
    readings: tuple[tuple[Mark, ...], ...]
    gold: tuple[Mark, ...]

    def of_kind(self, kind: str) -> Sheet:
        """The same with claims of one kind alone."""
        readings = tuple(_of(kind, marks) for marks in self.readings)
        return Sheet(self.article, self.unaided, _of(kind, self.proposals), readings, _of(kind, self.gold))


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, with the 95 % interval of the share over articles."""

    part: int
    whole: int
    interval: tuple[float, float] | None = None

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Pull:
    """How often a shown and a hidden proposal stand in a reviewer's answer, and the difference with its 95 % interval."""

    shown: Share
    hidden: Share
    difference: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Anchoring:
    """The figures of one kind, "" for all. `recall` is of articles without proposals; `exact` means word for word."""

    kind: str
    recall: Share
    recall_exact: Share
    recall_aided: Share
    pull: Pull
    pull_exact: Pull


def anchoring(sheets: Sequence[Sheet], kinds: Iterable[str]) -> list[Anchoring]:
    """The figures of all claims, then of each kind that was proposed or is gold."""
    found = [_figures("", sheets)]
    for kind in kinds:
        own = [sheet.of_kind(kind) for sheet in sheets]
        if any(sheet.proposals or sheet.gold for sheet in own):
            found.append(_figures(kind, own))
    return found


def _of(kind: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.kind == kind)


def _figures(kind: str, sheets: Sequence[Sheet]) -> Anchoring:
    tallies = [_tally(sheet) for sheet in sheets]
    return Anchoring(
        kind,
        recall=_share(tallies, "hidden gold met", "hidden gold"),
        recall_exact=_share(tallies, "hidden gold same", "hidden gold"),
        recall_aided=_share(tallies, "shown gold met", "shown gold"),
        pull=_pull(tallies, "met"),
        pull_exact=_pull(tallies, "same"),
    )


def _tally(sheet: Sheet) -> Tally:
    group = "hidden" if sheet.unaided else "shown"
    tally: Tally = {f"{group} gold": len(sheet.gold), f"{group} proposed": len(sheet.proposals) * len(sheet.readings)}
    met, same = _meeting(sheet.gold, sheet.proposals)
    tally |= {f"{group} gold met": met, f"{group} gold same": same}
    both = [_meeting(sheet.proposals, marks) for marks in sheet.readings]
    tally |= {f"{group} met": sum(met for met, _ in both), f"{group} same": sum(same for _, same in both)}
    return tally


def _meeting(marks: Iterable[Mark], others: Iterable[Mark]) -> tuple[int, int]:
    """How many of `marks` overlap one of `others` of their kind, and how many are the same, word for word."""
    known: dict[str, list[tuple[int, int]]] = {}
    for other in others:
        known.setdefault(other.kind, []).append((other.start, other.end))
    met = same = 0
    for mark in marks:
        spans = known.get(mark.kind, ())
        met += any(start < mark.end and mark.start < end for start, end in spans)
        same += (mark.start, mark.end) in spans
    return met, same


def _rate(tally: Tally, part: str, whole: str) -> float | None:
    return tally.get(part, 0) / tally[whole] if tally.get(whole) else None


def _share(tallies: Sequence[Tally], part: str, whole: str) -> Share:
    total = add(tallies)
    own = [tally for tally in tallies if whole in tally]
    return Share(
        int(total.get(part, 0)), int(total.get(whole, 0)), interval(own, lambda each: _rate(each, part, whole))
    )


def _pull(tallies: Sequence[Tally], how: str) -> Pull:
    def difference(tally: Tally) -> float | None:
        shown, hidden = _rate(tally, f"shown {how}", "shown proposed"), _rate(tally, f"hidden {how}", "hidden proposed")
        return None if shown is None or hidden is None else shown - hidden

    shown = _share(tallies, f"shown {how}", "shown proposed")
    hidden = _share(tallies, f"hidden {how}", "hidden proposed")
    return Pull(shown, hidden, difference(add(tallies)), interval(list(tallies), difference))
