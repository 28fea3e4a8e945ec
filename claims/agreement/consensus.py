"""Whether reviewers of one claim gave one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar


@dataclass(frozen=True)
class Opinion:
    """One reviewer's answer to one claim, as plain data.

    `is_claim` is None where she skipped it. A claim that another added and that she did not mark counts as False: she
    read the article and found no claim there.
    """

    is_claim: bool | None
    answer: Mapping[str, Any] = field(default_factory=dict)
    verdict: str = ""

    def same_as(self, other: Opinion) -> bool:
        """Whether both say the same of the claim: none here, or one of the same kind, span and attributes."""
        if self.is_claim is None or other.is_claim is None or self.is_claim != other.is_claim:
            return False
        compared = ("kind", "start", "end", "attributes")
        return not self.is_claim or all(self.answer[name] == other.answer[name] for name in compared)


def consensus(opinions: Sequence[Opinion]) -> Opinion | None:
    """The opinion that all share, or None where any two differ, one skipped, or their verdicts differ."""
    if not opinions or any(opinion.is_claim is None for opinion in opinions):
        return None
    first = opinions[0]
    if not all(first.same_as(other) for other in opinions[1:]):
        return None
    labels = {opinion.verdict for opinion in opinions if opinion.verdict}
    return first if len(labels) <= 1 else None


Said = TypeVar("Said")


def foremost(said: Iterable[Said], holds: Callable[[Said], bool | None]) -> Said:
    """Of what one reviewer says of the claims of one dispute, what counts: her mark, else that she skipped, else her no.

    `holds` tells whether she holds that there is a claim (None: she skipped it).
    """
    return min(said, key=lambda one: (True, None, False).index(holds(one)))


# In what opinions differ, the gravest first: whether there is a claim, of which kind, at which words, of which attributes;
# then verdicts, and that somebody did not say.
DISPUTES = ("presence", "kind", "span", "attributes", "verdict", "skipped")


def dispute(opinions: Sequence[Opinion]) -> str:
    """The gravest thing in which opinions differ, one of DISPUTES; "" where they do not."""
    said = [opinion for opinion in opinions if opinion.is_claim is not None]
    if len({opinion.is_claim for opinion in said}) > 1:
        return "presence"
    held = [opinion.answer for opinion in said if opinion.is_claim]
    for name, fields in (("kind", ("kind",)), ("span", ("start", "end")), ("attributes", ("attributes",))):
        if any(answer[field] != held[0][field] for answer in held for field in fields):
            return name
    if len({opinion.verdict for opinion in said if opinion.verdict}) > 1:
        return "verdict"
    return "skipped" if len(said) < len(opinions) else ""


@dataclass(frozen=True)
class Rule:
    """When several opinions are good for gold without an adjudicator's reading each of them.

    `majority`: more than half of all reviewers suffice, else all have to agree and nobody may have skipped. `overlap`:
    spans that share a character are the same. `attributes`: these have to be the same too.
    """

    majority: bool = False
    overlap: bool = False
    attributes: bool = True

    def same(self, one: Opinion, other: Opinion) -> bool:
        """Whether the two say the same of the claim, as far as the rule looks."""
        if one.is_claim is None or one.is_claim != other.is_claim:
            return False
        if not one.is_claim:
            return True
        a, b = one.answer, other.answer
        exact = (a["start"], a["end"]) == (b["start"], b["end"])
        near = self.overlap and a["start"] < b["end"] and b["start"] < a["end"]
        return (
            a["kind"] == b["kind"] and (exact or near) and (not self.attributes or a["attributes"] == b["attributes"])
        )


def by_rule(opinions: Sequence[Opinion], rule: Rule) -> Opinion | None:
    """The opinion that the rule makes gold: the one that most others are the same as, the first of several; else None.

    With the verdict that any of those who share it gave; None too where they gave verdicts that differ.
    """
    needed = len(opinions) // 2 + 1 if rule.majority else len(opinions)
    best, most = None, 0
    for one in opinions:
        sharing = [other for other in opinions if rule.same(one, other)]
        labels = {other.verdict for other in sharing if other.verdict}
        if len(sharing) > most and len(labels) <= 1:
            best, most = replace(one, verdict=next(iter(labels), "")), len(sharing)
    return best if best is not None and most >= needed else None
