"""How a casualty claim is told: what the words around its number say of its place among the others.

Whether it adds to others, is part of them, or is of another time or event. Plain regular expressions over the sentence, of
each language its own (`languages/`); no spaCy is loaded.
"""

from __future__ import annotations

import importlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from annotate import languages
from annotate.languages.english import TELLING as ENGLISH
from annotate.languages.language import Telling
from annotate.proposal import Proposal

_AROUND = 300
# Rules that find "the dead included three children": a part wherever a whole is given.
_NAMES_PARTS = frozenset(("the-dead-were", "the-wounded-were"))
_UNREAL = frozenset(("could have", "might have"))
_PRONOUNS = frozenset(("him", "her", "he", "she"))


def words(language: str) -> Telling:
    """Return how news in a language (a BCP 47 tag) tells of casualties; in English where the language is not read."""
    tongue = languages.find(language)
    return importlib.import_module(tongue.telling).TELLING if tongue is not None else ENGLISH


def is_vague(claim: Proposal, words: Telling = ENGLISH) -> bool:
    """Return whether the number of a claim is a word without a number of its own: "dozens", "several"."""
    return bool(words.vague.search(claim.attributes["count_text"]))


def anchor_of(claim: Proposal) -> int:
    """Where the number of a claim stands, or else its victims."""
    for role in ("count", "victims"):
        if spans := claim.spans.get(role):
            return spans[0][0]
    return claim.start


@dataclass(frozen=True)
class Mention:
    """A claim with what stands before and after its number in the same sentence.

    `alone` is the stretch of the sentence that is its own, `lead` what leads from the mention before to its number.
    """

    claim: Proposal
    value: int
    sentence: int
    anchor: int
    before: str
    after: str
    alone: str
    lead: str
    words: Telling = ENGLISH

    def adds(self) -> bool:
        """Whether it comes on top of others: "another", "also", "separately", "the next day"."""
        near = self.before[-80:] + self.claim.quote + self.after[:12]
        later = "killed" in self.claim.attributes["outcomes"] and self.words.of_the_hurt.match(self.after)
        return self.claim.attributes["count_kind"] == "additional" or bool(
            later
            or self.words.adds.search(near)
            or self.words.next.search(self.alone)
            or self.words.next.search(self.before[:60])
        )

    def day(self) -> str:
        """The day on which it is said to have happened, or "": as the claim has it, or where the words name one."""
        if self.words.since.search(self.alone):
            return ""
        said = None if self.claim.rule.endswith("-noun") else self.words.day.search(self.claim.attributes["date"])
        behind = said or self.words.day.search(self.after[:60])
        opening = self.words.day.match(self.before[:24].lstrip('"“‘ '))
        return (behind or opening or [""])[0].lower().removeprefix("on ") if behind or opening else ""

    def is_other(self) -> bool:
        """Whether its own words set it beside those before: "three others"."""
        return bool(self.words.adds.search(self.lead[-20:] + self.claim.quote + self.after[:12]))

    def place(self) -> int:
        """Which one a single person is said to be: 6 for "a sixth victim", 0 where that is not said."""
        found = self.words.ordinal.search(self.before[-20:] + self.claim.quote[:30])
        return self.words.ordinals.index(found[1].lower()) + 2 if found else 0

    def is_contrary_to(self, other: Mention) -> bool:
        """Whether somebody else says it of the same: "police said five died, but residents said seven"."""
        mine, theirs = self.claim.attributes["source"], other.claim.attributes["source"]
        return bool(mine and theirs and mine != theirs and self.words.but.search(self.lead)) and not self.is_other()

    def is_listed(self) -> bool:
        """Whether it stands in a list with the claim before: "two officials and two of their guards"."""
        return bool(self.words.listed.fullmatch(self.lead[-40:]))

    def is_next_day(self) -> bool:
        """Whether its words set it on a later day than what was told before: "the following day", "two days later"."""
        return bool(self.words.next_day.search(self.alone))

    def is_another(self) -> bool:
        """Whether a single person is said to be another one."""
        return bool(self.words.another.search(self.before[-40:] + self.claim.quote))

    def is_total(self) -> bool:
        """Whether it takes in what was said before: "bringing the toll to"."""
        kind = self.claim.attributes["count_kind"]
        return kind in ("cumulative", "total") or bool(self.words.up_to_now.search(self.before[-60:]))

    def is_lowered(self) -> bool:
        """Whether it is a total corrected downwards: "lowered the toll from 34 to 31"."""
        near = self.before[-80:] + self.claim.quote
        return self.is_total() and bool(self.words.lowered.search(near))

    def is_elsewhen(self, *, later: bool = False) -> bool:
        """Whether it is said of another time or event: "in 1982", "in recent years".

        `later` says that an event is told before it: then a year that opens the sentence or its clause is another one.
        """
        return bool(self.words.elsewhen.search(self.alone) or (later and self.words.year.search(self.alone)))

    def is_background(self) -> bool:
        """Whether it is told as what came before or gave cause: "in retaliation for the killing of"."""
        return bool(self.words.cause.search(self.before))

    def is_denied(self) -> bool:
        """Whether it is denied in the same breath."""
        return bool(self.words.denial.search(self.before))

    def is_unreal(self) -> bool:
        """Whether it could have been and was not."""
        return bool(_UNREAL & {hedge.lower() for hedge in self.claim.attributes["hedges"]})

    def is_attackers(self) -> bool:
        """Whether those who attacked are the dead: bombers, gunmen, fighters of no state."""
        return bool(self.words.attackers.search(self.claim.attributes["victims"]))

    def is_pronoun(self) -> bool:
        """Whether it is only "him" or "her"."""
        return self.claim.attributes["victims"].lower() in _PRONOUNS

    def is_definite(self) -> bool:
        """Whether "the" or "these" before the number points back."""
        return bool(self.words.the.search(self.before))

    def hangs_on_the_last(self) -> bool:
        """Whether it is a clause about the claim before: ", hacking one woman to death"."""
        return ";" not in self.lead and bool(
            self.words.clause_of_one.match(self.lead)
            or (self.words.clause_behind.search(self.lead) and not self.is_other())
        )

    def tells_of_all(self) -> bool:
        """Whether what leads to it opens the whole: "in which", "in a riot that"."""
        return bool(self.words.larger.match(self.lead))


def tells_of_death(text: str, words: Telling = ENGLISH) -> bool:
    """Return whether `text` speaks of dead anywhere."""
    return bool(words.death.search(text))


def mentions(
    text: str, stretches: Sequence[tuple[int, int]], claims: Sequence[Proposal], words: Telling = ENGLISH
) -> list[Mention]:
    """Return the claims, in the order of the text, with the sentences (`stretches`) that they stand in."""
    found: list[Mention] = []
    starts = [start for start, _ in stretches]
    for index, claim in enumerate(claims):
        anchor = anchor_of(claim)
        sentence = max(bisect_right(starts, anchor) - 1, 0)
        start, stop = stretches[sentence]
        count_end = max((end for _, end in claim.spans.get("count", ())), default=anchor)
        left = max(start, found[-1].claim.end if found and found[-1].sentence == sentence else start, anchor - _AROUND)
        right = min(stop, claim.end + _AROUND)
        if index + 1 < len(claims) and claim.end <= claims[index + 1].start < right:
            # What stands between two claims belongs to the first up to its last comma, to the second behind it.
            comma = _opening(text, claim.end, claims[index + 1].start, words)
            right = comma if comma > 0 else claims[index + 1].start
        low, high = claim.attributes["low"], claim.attributes["high"]
        value = low if low is not None else high or 0
        before, after = text[max(start, anchor - _AROUND) : anchor], text[count_end : min(stop, count_end + _AROUND)]
        lead = text[left : max(left, anchor)]
        own = max(left, _opening(text, left, claim.start, words)) if found and left == found[-1].claim.end else left
        alone = text[min(own, claim.start) : max(right, claim.end)]
        found.append(Mention(claim, value, sentence, anchor, before, after, alone, lead, words))
    return found


def _opening(text: str, start: int, end: int, words: Telling) -> int:
    """The comma behind which words lead to what begins at `end`, or -1. ", the deadliest since 2014, when": the first."""
    comma = text.rfind(",", start, end)
    first = text.rfind(",", start, comma) if comma >= 0 and words.when.match(text, comma + 1) else -1
    return first if first >= 0 else comma


def is_mixed(claim: Proposal, words: Telling = ENGLISH) -> bool:
    """Whether its number takes in killed and injured: "400 casualties", "killed and wounded 22"."""
    return claim.rule == "casualty-noun" or bool(words.mixed.search(claim.quote))


def is_part(one: Mention, last: Mention | None, largest: int | None) -> bool:
    """Whether it is said to be part of others; `largest` is the largest number before it, None if it is the first."""
    if one.claim.attributes["count_kind"] == "part":
        return True
    if "killed" in one.claim.attributes["outcomes"] and one.words.of_the_hurt.match(one.after):
        return False
    if one.claim.rule in _NAMES_PARTS and largest is not None:
        return True
    if one.words.part_before.search(one.before[-70:].rstrip(" ")) and not one.words.among_the.search(one.before[-30:]):
        return True
    if one.words.part_after.match(one.after) and largest is not None and largest >= one.value:
        return True
    if last is None or last.sentence != one.sentence or one.anchor <= last.claim.end:
        return False
    between = one.before[-(one.anchor - last.claim.end) :]
    return len(between) < 60 and bool(one.words.list.fullmatch(between))
