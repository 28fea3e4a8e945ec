"""How a casualty claim is told: what the words around its number say of its place among the others.

Whether it adds to others, is part of them, or is of another time or event. Plain regular expressions over the sentence;
no spaCy is loaded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from annotate.proposal import Proposal

_AROUND = 300
_DEAD = r"(?:dead|victims?|fatalities|deceased|casualties|bodies|deaths|killed|wounded|injured|slain|occupants)"
_PART_BEFORE = re.compile(
    rf"\b(?:including|inclusive\s+of|among(?:st)?\s+(?:them|whom|those|the)|of\s+(?:them|whom|these|the\s+{_DEAD}|those\s+"
    rf"killed)|only(?=\\W*$)|compris(?:ing|ed)|made\s+up\s+of|mostly|namely|identified\s+as|the\s+(?:other\s+)?{_DEAD}\s+(?:\w+\s+)?"
    r"(?:are|were|was|include[sd]?))(?:\W(?:(?!\b(?:where|when|who|which)\b)[^.;])*)?$|\($",
    re.IGNORECASE,
)
# "Was among the 30 people killed": the 30 are the whole.
_AMONG_THE = re.compile(r"\bamong(?:st)?\s+(?:(?:the|those|at\s+least|about|some)\s+)*$", re.IGNORECASE)
_OF_THE_HURT = re.compile(r"\W+of\s+(?:the|those)\s+(?:\w+\s+)?(?:injured|wounded|hurt|survivors)\b", re.IGNORECASE)
_PART_AFTER = re.compile(
    rf"[^,;.]{{0,40}}\samong\s+(?:them|the\s+{_DEAD})\b|\W+(?:(?:other|further|more)\W+)?of\s+(?:them|whom|which|these|those|the\s+(?:\w+\s+)?(?:{_DEAD}|\w+teen|\d+|two|three|four|five|six|seven|"
    r"eight|nine|ten|twelve)|the\s+\w+\s+killed)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"\b(?:also|another|others?|additional(?:ly)?|more|further|separately|(?:a|another)\s+separate|elsewhere|in\s+addition|meanwhile|besides|"
    r"same\s+day|second|third|later\s+(?:died|succumbed)|succumbed|as\s+well(?!\s+as)|next\s+day|following\s+day|alongside)\b"
    r"(?!\s+(?:\w+\s+)?(?:reports?|sources?|estimates?|accounts?|tall(?:y|ies)|tolls?|versions?|figures?|than|media|outlets?|witness\w*|officials?|groups?|residents|locals|activists?|eyewitness\w*|news)\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:later\b(?!\s+(?:totals?|reports?|figures?|estimates?|accounts?|tolls?|counts?))|meanwhile|elsewhere|separately|in\s+(?:a|an|another)\s+(?:separate|related|similar|different|second)\s+(?!report)|"
    r"the\s+(?:following|next|same)\s+(?:day|night|week|month)|\w+\s+(?:days?|hours?|weeks?)\s+(?:later|after)|on\s+the\s+same|"
    r"also\b|in\s+addition)|\b(?:in\s+an?\s+)?(?:revenge|reprisal|retaliatory)\s+(?:attacks?|killings?|raids?)(?!\s+(?:for|over))|"
    r"\bthe\s+(?:following|next)\s+(?:\w*day|week|night|morning)\b",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(
    r"\b(?:following|next)\s+(?:\w*day|week|night|morning)\b|\b\w+\s+(?:days?|hours?|weeks?)\s+later\b", re.IGNORECASE
)
_MIXED = re.compile(r"\b(?:killed|killing|dead|killing)\s+(?:and|or)\s+(?:\w+ly\s+)?(?:wound|injur)", re.IGNORECASE)
_DAY = re.compile(r"\b(?:on\s+)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|the\s+\d+(?:st|nd|rd|th))\b")
_ANOTHER = re.compile(r"\b(?:another|second|also)\b", re.IGNORECASE)
_UP_TO_NOW = re.compile(
    r"\b(?:toll|altogether|in\s+all|(?:a|the|combined)\s+total|total\s+number|overall|in\s+total|bring(?:s|ing)?|brought|"
    r"rose|risen|rising|climbed)\b",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r"\b(?:last\s+(?:year|month|January|February|March|April|May|June|July|August|September|October|November|December)|earlier\s+this\s+(?:year|month)|(?:in|over|during|for)\s+(?:the\s+)?(?:recent|past|last)\s+"
    r"(?:\w+\s+)?(?:years?|months?|decades?)|since\s+(?:the\s+\w+\s+)?(?:19|20)\d\d|since\s+(?:January|February|March|April|"
    r"May|June|July|August|September|October|November|December|the\s+(?:beginning|start|outbreak))|in\s+(?:19\d\d|200\d)|"
    r"(?:so\s+far\s+)?this\s+year|\w+\s+(?:years?|months?)\s+(?:ago|earlier|before)|previous(?:ly)?|in\s+the\s+past|"
    r"years\s+of|the\s+(?:19|20)\d\d\s+\w+|in\s+(?:\d+|\w+)\s+years|\d+-year(?:-\w+)?|since\s+the\s+\w+\s+(?:began|started|erupted|broke)|"
    r"(?:war|conflict|insurgency|violence)\s+(?:that|which)?\s*(?:has|have|had)\s+(?:already\s+)?(?:left|killed|claimed|cost)|every\s+year|annually|each\s+year)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:^\W*in|\bsince|\bof)\s+(?:\w+\s+)?(?:19|20)\d\d,(?:\s+when)?\s", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:after|aveng\w+|retaliat\w+\s+(?:for|to)|retribution\s+for|reveng\w+\s+(?:\w+\s+)?(?:for|against|over)|reprisals?\s+for|"
    r"in\s+response\s+to|protest\w*\s+(?:at|of|over|against)|anniversary\s+of|commemorat\w+|"
    r"followed|following|mourn\w*|funeral\s+(?:of|for)|accus\w+\s+of|suspected\s+of|wanted\s+(?:for|over|in)|"
    r"investigat\w+|convicted\s+of|sentenced?\s+for|charged\s+with|trial\s+(?:for|over))\b(?:(?!\b(?:said|says|reported|told|confirmed|announced)\b)[^,;.])*$",
    re.IGNORECASE,
)
_DEATH = re.compile(
    r"\b(?:kill(?:ed|ing|ings|ers?)|murder\w*|dead|deaths?|died|fatal\w*|assassinat\w*|body|bodies|deceased)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w+|dismiss\w+|contrary\s+to)\b[^.;]*$", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:dozens|scores|hundreds|thousands|millions|several|few|handful|many)\b", re.IGNORECASE)
_ATTACKERS = re.compile(
    r"\b(?:bombers?|attackers?|assailants?|gunm[ae]n|hijackers?|raiders?|assassins?|shooters?|perpetrators?|himself|herself|"
    r"militants?|insurgents?|terrorists?|jihadis?ts?|extremists?|bandits?|kidnappers?|fighters?|rebels?|guerrillas?)\b",
    re.IGNORECASE,
)
# Rules that find "the dead included three children": a part wherever a whole is given.
_NAMES_PARTS = frozenset(("the-dead-were", "the-wounded-were"))
_LIST = re.compile(r"[^.;]*(?:,|\band|\bor|\bas\s+well\s+as)\s+(?:at\s+least\s+|the\s+)?")
_LISTED = re.compile(r"\s*(?:,|(?:,\s*)?\b(?:and|or|as\s+well\s+as|plus)\b)\s*(?:at\s+least\s+|the\s+)?", re.IGNORECASE)
_CLAUSE_BEHIND = re.compile(r",\s*(?:when|where|in\s+which)\b[^,;]*$", re.IGNORECASE)
_CLAUSE_OF_ONE = re.compile(r"[\s,]*(?:when|whom?|whose|where|as|which|in\s+which|that|\w+ing)\b", re.IGNORECASE)
_WHEN = re.compile(r"\s+(?:when|where|in\s+which)\b", re.IGNORECASE)
_UNREAL = frozenset(("could have", "might have"))
# "Died in a riot that killed a dozen": what follows tells of all.
_LARGER = re.compile(
    r"[\s,]*(?:in|during)\s+which|[^,;]*\b(?:riot|attack|blast|explosion|clash\w*|violence|fighting|raid|shooting|bombing|"
    r"strike)\w*\s+(?:\w+\s+)?(?:that|which)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|these|those|all)\s+$", re.IGNORECASE)
_PRONOUNS = frozenset(("him", "her", "he", "she"))


def is_vague(claim: Proposal) -> bool:
    """Return whether the number of a claim is a word without a number of its own: "dozens", "several"."""
    return bool(_VAGUE.search(claim.attributes["count_text"]))


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

    def adds(self) -> bool:
        """Whether it comes on top of others: "another", "also", "separately", "the next day"."""
        near = self.before[-80:] + self.claim.quote + self.after[:12]
        later = "killed" in self.claim.attributes["outcomes"] and _OF_THE_HURT.match(self.after)
        return self.claim.attributes["count_kind"] == "additional" or bool(
            later or _ADDS.search(near) or _NEXT.search(self.alone) or _NEXT.search(self.before[:60])
        )

    def day(self) -> str:
        """The day on which it is said to have happened, or "": as the claim has it, or where the words name one."""
        if re.search(r"\bsince\b", self.alone, re.IGNORECASE):
            return ""
        said = None if self.claim.rule.endswith("-noun") else _DAY.search(self.claim.attributes["date"])
        behind = said or _DAY.search(self.after[:60])
        opening = _DAY.match(self.before[:24].lstrip('"“‘ '))
        return (behind or opening or [""])[0].lower().removeprefix("on ") if behind or opening else ""

    def is_other(self) -> bool:
        """Whether its own words set it beside those before: "three others"."""
        return bool(_ADDS.search(self.lead[-20:] + self.claim.quote + self.after[:12]))

    def is_listed(self) -> bool:
        """Whether it stands in a list with the claim before: "two officials and two of their guards"."""
        return bool(_LISTED.fullmatch(self.lead[-40:]))

    def is_next_day(self) -> bool:
        """Whether its words set it on a later day than what was told before: "the following day", "two days later"."""
        return bool(_NEXT_DAY.search(self.alone))

    def is_another(self) -> bool:
        """Whether a single person is said to be another one."""
        return bool(_ANOTHER.search(self.before[-40:] + self.claim.quote))

    def is_total(self) -> bool:
        """Whether it takes in what was said before: "bringing the toll to"."""
        kind = self.claim.attributes["count_kind"]
        return kind in ("cumulative", "total") or bool(_UP_TO_NOW.search(self.before[-60:]))

    def is_elsewhen(self, *, later: bool = False) -> bool:
        """Whether it is said of another time or event: "in 1982", "in recent years".

        `later` says that an event is told before it: then a year that opens the sentence or its clause is another one.
        """
        return bool(_ELSEWHEN.search(self.alone) or (later and _YEAR.search(self.alone)))

    def is_background(self) -> bool:
        """Whether it is told as what came before or gave cause: "in retaliation for the killing of"."""
        return bool(_CAUSE.search(self.before))

    def is_denied(self) -> bool:
        """Whether it is denied in the same breath."""
        return bool(_DENIAL.search(self.before))

    def is_unreal(self) -> bool:
        """Whether it could have been and was not."""
        return bool(_UNREAL & {hedge.lower() for hedge in self.claim.attributes["hedges"]})

    def is_attackers(self) -> bool:
        """Whether those who attacked are the dead: bombers, gunmen, fighters of no state."""
        return bool(_ATTACKERS.search(self.claim.attributes["victims"]))

    def is_pronoun(self) -> bool:
        """Whether it is only "him" or "her"."""
        return self.claim.attributes["victims"].lower() in _PRONOUNS

    def is_definite(self) -> bool:
        """Whether "the" or "these" before the number points back."""
        return bool(_THE.search(self.before))

    def hangs_on_the_last(self) -> bool:
        """Whether it is a clause about the claim before: ", hacking one woman to death"."""
        return bool(_CLAUSE_OF_ONE.match(self.lead) or (_CLAUSE_BEHIND.search(self.lead) and not self.is_other()))

    def tells_of_all(self) -> bool:
        """Whether what leads to it opens the whole: "in which", "in a riot that"."""
        return bool(_LARGER.match(self.lead))


def tells_of_death(text: str) -> bool:
    """Return whether `text` speaks of dead anywhere."""
    return bool(_DEATH.search(text))


def mentions(text: str, stretches: Sequence[tuple[int, int]], claims: Sequence[Proposal]) -> list[Mention]:
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
            comma = _opening(text, claim.end, claims[index + 1].start)
            right = comma if comma > 0 else claims[index + 1].start
        low, high = claim.attributes["low"], claim.attributes["high"]
        value = low if low is not None else high or 0
        before, after = text[max(start, anchor - _AROUND) : anchor], text[count_end : min(stop, count_end + _AROUND)]
        lead = text[left : max(left, anchor)]
        own = max(left, _opening(text, left, claim.start)) if found and left == found[-1].claim.end else left
        alone = text[min(own, claim.start) : max(right, claim.end)]
        found.append(Mention(claim, value, sentence, anchor, before, after, alone, lead))
    return found


def _opening(text: str, start: int, end: int) -> int:
    """The comma behind which words lead to what begins at `end`, or -1. ", the deadliest since 2014, when": the first."""
    comma = text.rfind(",", start, end)
    first = text.rfind(",", start, comma) if comma >= 0 and _WHEN.match(text, comma + 1) else -1
    return first if first >= 0 else comma


def is_mixed(claim: Proposal) -> bool:
    """Whether its number takes in killed and injured: "400 casualties", "killed and wounded 22"."""
    return claim.rule == "casualty-noun" or bool(_MIXED.search(claim.quote))


def is_part(one: Mention, last: Mention | None, largest: int | None) -> bool:
    """Whether it is said to be part of others; `largest` is the largest number before it, None if it is the first."""
    if one.claim.attributes["count_kind"] == "part":
        return True
    if "killed" in one.claim.attributes["outcomes"] and _OF_THE_HURT.match(one.after):
        return False
    if one.claim.rule in _NAMES_PARTS and largest is not None:
        return True
    if _PART_BEFORE.search(one.before[-70:].rstrip(" ")) and not _AMONG_THE.search(one.before[-30:]):
        return True
    if _PART_AFTER.match(one.after) and largest is not None and largest >= one.value:
        return True
    if last is None or last.sentence != one.sentence or one.anchor <= last.claim.end:
        return False
    between = one.before[-(one.anchor - last.claim.end) :]
    return len(between) < 60 and bool(_LIST.fullmatch(between))
