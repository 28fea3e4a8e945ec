"""How much a claim deserves checking: a score from 0 to 1, with the parts it is the sum of.

A ladder: every casualty count stands above every hedged accusation, that above one put to a source without a hedge, that
above what somebody merely said, and framings come last. Within a step, size, hedges, missing sources and contradictions
decide. What checkers weigh (harm, who is accused, whether anybody stands behind it) follows the check-worthiness criteria
of ClaimBuster (Hassan et al. 2017) and of Konstantinovskiy et al. (2021); the points are our own. docs/priority.md
lists them.

Plain data in, plain data out: it loads no spaCy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

INFINITE = float("inf")

# Name of a part -> points in hundredths, and the reason that is shown. The names are kept with each claim.
PARTS: dict[str, tuple[int, str]] = {
    "casualty": (45, "Says that people were harmed"),
    "worst-outcome": (10, "Deaths, torture or abduction"),
    "outcome": (6, "Injured, missing, displaced or detained people"),
    "thousands": (15, "A thousand people or more"),
    "hundreds": (12, "A hundred people or more"),
    "tens": (8, "Ten people or more"),
    "several": (4, "Two people or more"),
    "perpetrator": (5, "Names who did it"),
    "no-source": (5, "Nobody is named who says so"),
    "hedged": (6, "The text holds it at a distance"),
    "other-figure": (8, "The article gives another figure for the same"),
    "other-perpetrator": (6, "The article names somebody else for the same"),
    "disputed": (6, "Who did it is denied or disputed"),
    "statement": (12, "Reports what somebody says"),
    "held": (6, "Reports what somebody thinks, wants, asks or feels"),
    "accusation": (14, "Lays blame, or names a crime"),
    "hedged-statement": (8, "The text holds it at a distance"),
    "unnamed-source": (4, "Nobody is named who says so"),
    "figure": (4, "Holds a figure"),
    "denial": (2, "A denial: somebody says the opposite"),
    "framing": (4, "A contested name"),
    "own-voice": (4, "In the outlet's own voice"),
    "target": (2, "Says whom it names"),
    "other-kind": (20, "A kind of claim without weights of its own"),
}

# Sorts of cue by which nothing is said to be so.
_HELD = frozenset({"believe", "intend", "ask", "feel"})
_WORST = frozenset({"killed", "tortured", "abducted", "executed", "starved"})
_SIZES = ((1000, "thousands"), (100, "hundreds"), (10, "tens"), (2, "several"))
_BLAME = (
    r"accus\w*|blam(?:e[ds]?|ing)|perpetrat\w*|responsib\w* for|behind the (?:attack|blast|killing|strike|raid)s?",
    r"war crimes?|crimes? against humanity|genocid\w*|ethnic(?:ally)? cleans\w*|atrocit\w*|massacre[ds]?|massacring",
    r"human shields?|tortur\w*|rape[ds]?|raping|loot(?:ed|ing)|executed|executions?|extra-?judicial\w*|beheaded",
    r"deliberate(?:ly)?|indiscriminate(?:ly)?|violat(?:ed|es|ing|ions?)|breach(?:ed|es|ing)?|targeted civilians",
    r"(?:used|using|dropped|fired) (?:chemical|cluster|banned|phosphorus)\w*|cluster munitions?|chemical weapons?",
    r"abduct\w*|kidnap\w*|murder(?:ed|ing|s)?|assassinat\w*|slaughter\w*|corrupt\w*|embezzl\w*|sabotag\w*",
)
_ACCUSING = re.compile(rf"\b(?:{'|'.join(_BLAME)})\b", re.IGNORECASE)
_ACCUSES = re.compile(r"\b(?:accus\w+|blam\w+|alleg\w+|charg(?:e[ds]?|ing))\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:den(?:y|ie[ds]|ying|ial)|reject\w*|disput\w*|refut\w*)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\b\d[\d.,]*\b|\b(?:dozens|scores|hundreds|thousands|millions)\b", re.IGNORECASE)
_SOFT = re.compile(r"\b(?:the|a|an|its|their|his|her|some|other|more|people|persons?)\b|[^\w\s]", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One reason for a priority. `name` is a key of PARTS, `points` what it adds to the score."""

    name: str
    points: float
    reason: str


@dataclass(frozen=True)
class Priority:
    """A score from 0 to 1, two decimals, and its parts, which sum to it, in the order of PARTS."""

    score: float
    parts: tuple[Part, ...]


def priority(
    kind: str, attributes: Mapping[str, Any], *, other_figure: bool = False, other_perpetrator: bool = False
) -> Priority:
    """Return how much a claim deserves checking, from its kind's slug and its attributes.

    The two flags say that another claim of the same article contradicts it; `priorities` finds that out. Attributes that
    a kind does not have count as empty, so that it never fails on data of another version.
    """
    names = set(_KINDS.get(kind, _other)(attributes))
    names |= {"other-figure"} if other_figure else set()
    # Whether the text says that it is disputed or shows it: one reason, weighed once.
    names |= {"other-perpetrator"} if other_perpetrator and "disputed" not in names else set()
    parts = tuple(Part(name, points / 100, reason) for name, (points, reason) in PARTS.items() if name in names)
    return Priority(min(100, sum(PARTS[part.name][0] for part in parts)) / 100, parts)


def priorities(claims: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Priority]:
    """Return the priority of each claim of one article, given as pairs of kind and attributes, in their order.

    Two casualty counts contradict each other if they are of the same outcome and the same people and no number fits both;
    an addition to an earlier count ("10 more") contradicts nothing. Takes time in proportion to the number of claims.
    """
    figures, doers = _figures(claims), _doers(claims)
    return [
        priority(kind, attributes, other_figure=index in figures, other_perpetrator=index in doers)
        for index, (kind, attributes) in enumerate(claims)
    ]


def part(name: str, points: float) -> Part:
    """Return a part as it was kept with a claim: its name and points, with the reason that goes with the name today."""
    return Part(name, points, PARTS.get(name, (0, ""))[1])


# --- by kind


def _casualty(attributes: Mapping[str, Any]) -> Iterator[str]:
    outcomes = set(_list(attributes, "outcomes"))
    yield "casualty"
    if outcomes:
        yield "worst-outcome" if outcomes & _WORST else "outcome"
    size = max(_count(attributes, "low") or 0, _count(attributes, "high") or 0)
    yield from [name for least, name in _SIZES if size >= least][:1]
    if _words(attributes, "perpetrator"):
        yield "perpetrator"
    if attributes.get("responsibility") in ("denied", "disputed"):
        yield "disputed"
    if not _words(attributes, "source"):
        yield "no-source"
    if _list(attributes, "hedges"):
        yield "hedged"


def _statement(attributes: Mapping[str, Any]) -> Iterator[str]:
    content, cue, sort = (_words(attributes, name) for name in ("content", "cue", "cue_kind"))
    certainty = attributes.get("certainty")
    yield "held" if sort in _HELD else "statement"
    if sort == "blame" or _ACCUSES.search(cue) or _ACCUSING.search(content):
        yield "accusation"
    if _list(attributes, "hedges") or certainty in ("hedged", "doubted"):
        yield "hedged-statement"
    if not _words(attributes, "source"):
        yield "unnamed-source"
    if _FIGURE.search(content):
        yield "figure"
    if sort == "deny" or certainty == "denied" or _DENIES.search(cue):
        yield "denial"


def _framing(attributes: Mapping[str, Any]) -> Iterator[str]:
    yield "framing"
    if attributes.get("voice") in ("own", "mixed"):
        yield "own-voice"
    if _words(attributes, "target"):
        yield "target"


def _other(attributes: Mapping[str, Any]) -> Iterator[str]:
    yield "other-kind"
    if _list(attributes, "hedges"):
        yield "hedged-statement"


_KINDS: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "casualty": _casualty,
    "statement": _statement,
    "framing": _framing,
}


# --- contradictions between the claims of an article


def _figures(claims: Sequence[tuple[str, Mapping[str, Any]]]) -> set[int]:
    """The places of casualty counts that no number of another count of the same fits."""
    groups: dict[tuple[str, str], list[tuple[int, float, float]]] = defaultdict(list)
    for index, attributes in _counts(claims):
        low, high = _count(attributes, "low"), _count(attributes, "high")
        if low is None and high is None:
            continue
        bounds = (index, 0 if low is None else low, INFINITE if high is None else high)
        for outcome in _list(attributes, "outcomes"):
            groups[outcome, _plain(_words(attributes, "victims"))].append(bounds)
    found: set[int] = set()
    for group in groups.values():
        highest, lowest = max(low for _, low, _ in group), min(high for _, _, high in group)
        found |= {index for index, low, high in group if highest > high or lowest < low}
    return found


def _doers(claims: Sequence[tuple[str, Mapping[str, Any]]]) -> set[int]:
    """The places of casualty counts of the same people for which another names another perpetrator."""
    groups: dict[tuple[Any, ...], list[tuple[int, str]]] = defaultdict(list)
    for index, attributes in _counts(claims):
        doer = _plain(_words(attributes, "perpetrator"))
        if doer:
            who = (_plain(_words(attributes, "victims")), _count(attributes, "low"), _count(attributes, "high"))
            for outcome in _list(attributes, "outcomes"):
                groups[outcome, *who].append((index, doer))
    return {index for group in groups.values() if len({doer for _, doer in group}) > 1 for index, _ in group}


def _counts(claims: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for index, (kind, attributes) in enumerate(claims):
        if kind == "casualty" and attributes.get("count_kind") != "additional":
            yield index, attributes


def _plain(words: str) -> str:
    """`words` without articles, marks and "people", to compare names of the same group."""
    return " ".join(_SOFT.sub(" ", words.lower()).split())


def _words(attributes: Mapping[str, Any], name: str) -> str:
    value = attributes.get(name)
    return value if isinstance(value, str) else ""


def _list(attributes: Mapping[str, Any], name: str) -> list[Any]:
    value = attributes.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def _count(attributes: Mapping[str, Any], name: str) -> int | None:
    value = attributes.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
