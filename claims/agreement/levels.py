"""What the reviewers of an article said of each thing, level by level: items for the measures, and what was left out.

Three things are told apart that would all look like nothing: a reviewer marked no claim there ("no annotation"), she
marked one and left the value open ("empty value"), or she never said ("not seen": skipped, or never come to).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from claims.agreement.align import Unit, matched
from claims.agreement.measure import Item, Tally
from claims.agreement.reading import Document, Mark
from claims.agreement.sets import Chosen
from claims.agreement.unitizing import Continuum

NO_ANNOTATION, EMPTY, NOT_SEEN = "no_annotation", "empty_value", "not_seen"
OTHER_KIND, BOILERPLATE = "other_kind", "boilerplate"


@dataclass
class Items:
    """What a measure is taken of in one article, and how many things were left out, by reason.

    `empty` counts those that are in and of which every reviewer left the value open.
    """

    used: list[Any] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    empty: int = 0


def spotting(document: Document) -> Items:
    """Each sentence: reviewer -> whether she marked a claim in it; sentences without any claim are in too.

    Of a sentence that holds a claim of which she did not say, and none that she marked, she is taken to have said nothing.
    """
    found = Items(dropped=Counter({BOILERPLATE: document.boilerplate}))
    marked = {one.reviewer: _touched(document, one.marks) for one in document.readings}
    unseen = {one.reviewer: _touched(document, one.unseen) for one in document.readings}
    for place in range(len(document.sentences)):
        said = {
            who: place in sentences
            for who, sentences in marked.items()
            if place in sentences or place not in unseen[who]
        }
        _keep(found, said, NOT_SEEN)
    return found


def _touched(document: Document, marks: Iterable[Mark]) -> set[int]:
    """The places of the sentences in which any of the marks has a character."""
    ends = [end for _, end in document.sentences]
    touched: set[int] = set()
    for mark in marks:
        for place in range(bisect_right(ends, mark.start), len(ends)):
            if not mark.overlap(*document.sentences[place]):
                break
            touched.add(place)
    return touched


def continuum(document: Document) -> Continuum:
    """The article as a continuum in which each reviewer marked units, by kind."""
    marked: dict[int, dict[Hashable, list[tuple[int, int]]]] = {}
    for reading in document.readings:
        kinds: dict[Hashable, list[tuple[int, int]]] = marked.setdefault(reading.reviewer, {})
        for mark in reading.marks:
            kinds.setdefault(mark.kind, []).append((mark.start, mark.end))
    return Continuum(document.length, marked)


def exact_spans(document: Document) -> Chosen:
    """Reviewer -> the (kind, start, end) of what she marked: the same only where every character is."""
    return {one.reviewer: {(m.kind, m.start, m.end) for m in one.marks} for one in document.readings}


def overlapping_spans(document: Document) -> Tally:
    """The tally of an F1 in which marks of one kind that overlap are the same, each paired once."""
    tally: Tally = {"shared": 0, "one": 0, "other": 0}
    for one, other in combinations(document.readings, 2):
        tally["shared"] += matched(one, other)
        tally["one"] += len(one.marks)
        tally["other"] += len(other.marks)
    return tally


def kinds(document: Document, found: list[Unit]) -> Items:
    """Each aligned claim: reviewer -> the kind that she holds it to be."""
    result = Items()
    for unit in found:
        if len(unit) < 2:
            result.dropped[_why(document, unit)] += 1
        else:
            result.used.append({who: mark.kind for who, mark in unit.items()})
    return result


def attribute(document: Document, found: list[Unit], kind: str, name: str) -> Items:
    """Each aligned claim of `kind`: reviewer -> the attribute's value, case and order aside; "" where left open."""
    return _values(document, found, kind, lambda mark: plain(mark.attributes.get(name)), keep_empty=True)


def quantity(document: Document, found: list[Unit], kind: str, name: str) -> Items:
    """Each aligned claim of `kind` of which anybody gave the number: reviewer -> the number, or None where left open."""
    return _values(document, found, kind, lambda mark: mark.attributes.get(name), keep_empty=False)


def logs(items: Iterable[Item]) -> list[Item]:
    """log(number + 1) of each number that was given, for the interval measure: counts of people are skewed."""
    return [{who: math.log1p(n) for who, n in item.items() if isinstance(n, int)} for item in items]


def sources(document: Document, found: list[Unit]) -> Items:
    """Each aligned claim that anybody gives a source: reviewer -> the pair of claim and source, as a set of one or none."""
    result = Items()
    for unit in found:
        said = {who: plain(mark.attributes["source"]) for who, mark in unit.items() if "source" in mark.attributes}
        if len(said) < 2:
            result.dropped[OTHER_KIND if len(unit) > 1 else _why(document, unit)] += 1
        elif not any(said.values()):
            result.dropped[EMPTY] += 1
        else:
            result.used.append({who: {source} - {""} for who, source in said.items()})
    return result


def verdicts(document: Document, found: list[Unit]) -> Items:
    """Each aligned claim: reviewer -> her verdict. Who gave none has left the value open and is left out."""
    result = Items()
    for unit in found:
        given = {who: mark.verdict for who, mark in unit.items() if mark.verdict}
        if len(unit) < 2:
            result.dropped[_why(document, unit)] += 1
        else:
            _keep(result, given, EMPTY)
    return result


def evidence(document: Document, found: list[Unit]) -> Items:
    """Each aligned claim to which anybody linked evidence: reviewer -> the pieces that she linked."""
    result = Items()
    for unit in found:
        chosen = {who: mark.evidence for who, mark in unit.items()}
        if len(unit) < 2:
            result.dropped[_why(document, unit)] += 1
        elif not any(chosen.values()):
            result.dropped[EMPTY] += 1
        else:
            result.used.append(chosen)
    return result


def plain(value: Any) -> Hashable:
    """A value in the form in which it is compared: words without case and outer space, lists without order; "" for none."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, list | tuple):
        return tuple(sorted({str(plain(one)) for one in value})) or ""
    return "" if value is None else value


def _values(
    document: Document, found: list[Unit], kind: str, value: Callable[[Mark], Any], *, keep_empty: bool
) -> Items:
    result = Items()
    for unit in found:
        kinds = {mark.kind for mark in unit.values()}
        if kind not in kinds:
            continue
        said = {who: value(mark) for who, mark in unit.items() if mark.kind == kind}
        if len(said) < 2:
            result.dropped[OTHER_KIND if len(unit) > 1 else _why(document, unit)] += 1
            continue
        nothing = all(one in ("", None) for one in said.values())
        if nothing and not keep_empty:
            result.dropped[EMPTY] += 1
            continue
        result.empty += nothing
        result.used.append(said)
    return result


def _why(document: Document, unit: Unit) -> str:
    """Why only one marked the claim: another never said, or she holds that there is none."""
    claims = {mark.claim for mark in unit.values()}
    silent = any(mark.claim in claims for one in document.readings if one.reviewer not in unit for mark in one.unseen)
    return NOT_SEEN if silent else NO_ANNOTATION


def _keep(found: Items, said: dict[int, Any], otherwise: str) -> None:
    if len(said) > 1:
        found.used.append(said)
    else:
        found.dropped[otherwise] += 1
