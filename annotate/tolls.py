"""The casualty figures of an article's main event, put together from its casualty claims. No spaCy is loaded here.

News tells a toll more than once: the whole and its parts, a first count and a later one, two groups that add up, another
event for comparison. Each claim gets one role, with a reason in words: it counts, or it stands aside. The rules follow the
practice of casualty recording (Every Casualty, Standards for Casualty Recording, 2016): nobody is counted twice, and
where the words leave a number open the lowest is written down.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from annotate import sentences
from annotate.proposal import Proposal

COUNTS = "counted"
PART = "a part of a whole that the text gives"
REPEATS = "said before"
LESS = "less than the whole the text gives"
SUPERSEDED = "superseded by a later or larger count"
DENIED = "denied in the same breath"
UNREAL = "what could have been"
VAGUER = "vaguer than another count"
ATTACKER = "the attackers' own, kept apart"
ELSEWHEN = "another time or another event"
PRONOUN = "somebody named elsewhere"
MIXED = "killed and injured together"
NOBODY = "nobody, while others are counted"

_AROUND = 300
_DEAD = r"(?:dead|victims?|fatalities|deceased|casualties|bodies|deaths|killed|wounded|injured|slain|occupants)"
_PART_BEFORE = re.compile(
    rf"\b(?:including|inclusive\s+of|among(?:st)?\s+(?:them|whom|those|the)|of\s+(?:them|whom|these|the\s+{_DEAD}|those\s+"
    rf"killed)|only(?=\\W*$)|compris(?:ing|ed)|made\s+up\s+of|mostly|namely|identified\s+as|the\s+(?:other\s+)?{_DEAD}\s+(?:\w+\s+)?"
    r"(?:are|were|was|include[sd]?))(?:\W(?:(?!\b(?:where|when|who|which)\b)[^.;])*)?$|\($",
    re.IGNORECASE,
)
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
_CLAUSE_OF_ONE = re.compile(r"[\s,]*(?:when|whom?|whose|where|as|which|in\s+which|that|\w+ing)\b", re.IGNORECASE)
_UNREAL = frozenset(("could have", "might have"))
# "Died in a riot that killed a dozen": what follows tells of all.
_LARGER = re.compile(
    r"[\s,]*(?:in|during)\s+which|[^,;]*\b(?:riot|attack|blast|explosion|clash\w*|violence|fighting|raid|shooting|bombing|"
    r"strike)\w*\s+(?:\w+\s+)?(?:that|which)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|these|those|all)\s+$", re.IGNORECASE)
_PRONOUNS = frozenset(("him", "her", "he", "she"))


@dataclass(frozen=True)
class Counted:
    """A claim as it went into the toll: its bounds, whether it `counts`, and the `reason` why or why not, in words."""

    claim: Proposal
    low: int | None
    high: int | None
    counts: bool
    reason: str


@dataclass(frozen=True)
class Figure:
    """What the text gives for one outcome: the bounds, the number to write down, and every claim with its role."""

    low: int | None
    high: int | None
    best: int
    claims: tuple[Counted, ...]


@dataclass(frozen=True)
class Toll:
    """The casualty figures of a main event, by outcome code ("killed", "injured", "missing", ...)."""

    figures: Mapping[str, Figure]

    def best(self, outcome: str = "killed") -> int | None:
        """Return the one number a coder would write down, the least said where it is a range; None if none is given."""
        figure = self.figures.get(outcome)
        return figure.best if figure else None

    def range(self, outcome: str = "killed") -> tuple[int | None, int | None]:
        """Return the lowest and the highest number the words allow; None where they set no such bound or give none."""
        figure = self.figures.get(outcome)
        return (figure.low, figure.high) if figure else (None, None)

    def claims(self, outcome: str = "killed") -> tuple[Counted, ...]:
        """Return the claims of that outcome in the order of the text, each with its bounds, role and reason."""
        figure = self.figures.get(outcome)
        return figure.claims if figure else ()


def put_together(text: str, claims: Iterable[Proposal]) -> Toll:
    """Return the toll of `text` from its casualty claims, proposed or a reviewer's own. Leaves claims of other kinds out."""
    stretches = sentences.split(text)
    by_outcome: dict[str, list[Proposal]] = {}
    for claim in sorted((one for one in claims if one.kind == "casualty"), key=_anchor):
        for outcome in claim.attributes["outcomes"]:
            if claim.attributes["low"] is not None or claim.attributes["high"] is not None:
                by_outcome.setdefault(outcome, []).append(claim)
    shot = [one for one in by_outcome.get("injured", ()) if one.rule == "shoot-verb"]
    if shot and "killed" not in by_outcome and _DEATH.search(text):
        # "Was shot on Friday ... claimed responsibility for the murder": only the whole text says how it ended.
        by_outcome["killed"] = shot
    return Toll(
        MappingProxyType(
            {outcome: _Sum(_mentions(text, stretches, found)).figure() for outcome, found in by_outcome.items()}
        )
    )


def is_vague(claim: Proposal) -> bool:
    """Return whether the number of a claim is a word without a number of its own: "dozens", "several"."""
    return bool(_VAGUE.search(claim.attributes["count_text"]))


def _anchor(claim: Proposal) -> int:
    """Where the number of a claim stands, or else its victims."""
    for role in ("count", "victims"):
        if spans := claim.spans.get(role):
            return spans[0][0]
    return claim.start


@dataclass(frozen=True)
class _Mention:
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
        near = self.before[-80:] + self.claim.quote + self.after[:12]
        return self.claim.attributes["count_kind"] == "additional" or bool(
            _ADDS.search(near) or _NEXT.search(self.alone) or _NEXT.search(self.before[:60])
        )

    def day(self) -> str:
        """The day named right behind the claim or at the beginning of its sentence, or ""."""
        behind = _DAY.search(self.after[:60])
        opening = _DAY.match(self.before[:24].lstrip('"“‘ '))
        return (behind or opening or [""])[0].lower().removeprefix("on ") if behind or opening else ""

    def is_other(self) -> bool:
        return bool(_ADDS.search(self.lead[-20:] + self.claim.quote + self.after[:12]))

    def is_another(self) -> bool:
        return bool(_ANOTHER.search(self.before[-40:] + self.claim.quote))

    def is_total(self) -> bool:
        kind = self.claim.attributes["count_kind"]
        return kind in ("cumulative", "total") or bool(_UP_TO_NOW.search(self.before[-60:]))


def _mentions(text: str, stretches: Sequence[tuple[int, int]], claims: Sequence[Proposal]) -> list[_Mention]:
    found: list[_Mention] = []
    starts = [start for start, _ in stretches]
    for index, claim in enumerate(claims):
        anchor = _anchor(claim)
        sentence = max(bisect_right(starts, anchor) - 1, 0)
        start, stop = stretches[sentence]
        count_end = max((end for _, end in claim.spans.get("count", ())), default=anchor)
        left = max(start, found[-1].claim.end if found and found[-1].sentence == sentence else start, anchor - _AROUND)
        right = min(stop, claim.end + _AROUND)
        if index + 1 < len(claims) and claim.end <= claims[index + 1].start < right:
            # What stands between two claims belongs to the first up to its last comma, to the second behind it.
            comma = text.rfind(",", claim.end, claims[index + 1].start)
            right = comma if comma > 0 else claims[index + 1].start
        low, high = claim.attributes["low"], claim.attributes["high"]
        value = low if low is not None else high or 0
        before, after = text[max(start, anchor - _AROUND) : anchor], text[count_end : min(stop, count_end + _AROUND)]
        lead = text[left : max(left, anchor)]
        own = max(left, text.rfind(",", left, claim.start)) if found and left == found[-1].claim.end else left
        alone = text[min(own, claim.start) : max(right, claim.end)]
        found.append(_Mention(claim, value, sentence, anchor, before, after, alone, lead))
    return found


class _Sum:
    """Adds up the mentions of one outcome, sentence by sentence."""

    def __init__(self, mentions: list[_Mention]) -> None:
        self.mentions = mentions
        self.reasons: dict[int, str] = {}
        self.total: list[_Mention] = []
        self.value = 0
        self.named: set[str] = set()

    def figure(self) -> Figure:
        """Return the figure with the role of every mention."""
        groups = self._groups(self._main())
        for kept in self._without_parts(groups):
            self._take(kept)
        low = sum(one.claim.attributes["low"] or 0 for one in self.total)
        highs = [one.claim.attributes["high"] for one in self.total]
        high = None if None in highs else sum(highs)
        counted = {id(one) for one in self.total}
        claims = tuple(
            Counted(
                one.claim,
                one.claim.attributes["low"],
                one.claim.attributes["high"],
                id(one) in counted,
                COUNTS if id(one) in counted else self.reasons.get(id(one), LESS),
            )
            for one in self.mentions
        )
        return Figure(low, high, self.value, claims)

    def _main(self) -> list[_Mention]:
        """The mentions of the main event. Where all would stand aside, those set aside for the weakest reason."""
        last_part: _Mention | None = None
        largest = 0
        some = any(one.value for one in self.mentions)
        seen: set[int] = set()
        following = [*self.mentions[1:], None]
        for index, (one, after) in enumerate(zip(self.mentions, following, strict=True)):
            reason = ""
            beside = index > 0 or (after is not None and after.sentence == one.sentence)
            if _is_part(one, last_part, largest if index else None):
                reason, last_part = PART, one
            elif some and not one.value:
                reason = NOBODY
            elif one.value > 1 and one.value in seen and _THE.search(one.before):
                reason = REPEATS
            elif one.claim.attributes["victims"].lower() in _PRONOUNS:
                reason = PRONOUN
            elif _is_mixed(one.claim):
                reason = MIXED
            elif _ELSEWHEN.search(one.alone) or (beside and _CAUSE.search(one.before)):
                reason = ELSEWHEN
            elif _DENIAL.search(one.before):
                reason = DENIED
            elif _UNREAL & {hedge.lower() for hedge in one.claim.attributes["hedges"]}:
                reason = UNREAL
            elif _ATTACKERS.search(one.claim.attributes["victims"]):
                reason = ATTACKER
            if reason:
                self.reasons[id(one)] = reason
            largest = max(largest, one.value)
            seen.add(one.value)
        for weakest in ("", MIXED, PRONOUN, ELSEWHEN, ATTACKER, DENIED, UNREAL, PART):
            main = [one for one in self.mentions if self.reasons.get(id(one), "") == weakest]
            if main:
                return main[:1] if weakest == PRONOUN else main
        return self.mentions

    def _groups(self, main: list[_Mention]) -> list[list[_Mention]]:
        """The mentions of each sentence that add up within it."""
        groups: list[list[_Mention]] = []
        for one in main:
            if groups and groups[-1][0].sentence == one.sentence:
                groups[-1].append(one)
            else:
                groups.append([one])
        return [self._within(group) for group in groups]

    def _within(self, group: list[_Mention]) -> list[_Mention]:
        first, rest = group[0], group[1:]
        again = len(rest) > 1 or (rest and not rest[0].is_other())
        if again and first.value == sum(one.value for one in rest):
            return self._alone(first, group, PART)
        parts = [one for one in rest if one.value < first.value and _CLAUSE_OF_ONE.match(one.lead)]
        self._aside(parts, PART)
        group = [one for one in group if id(one) not in {id(part) for part in parts}]
        for one in group[1:]:
            if one.value > first.value and _LARGER.match(one.lead):
                return self._alone(one, group, LESS)
        for one in reversed(group[1:]):
            if one.value >= first.value and one.is_total():
                return self._alone(one, group, SUPERSEDED)
        return group

    def _alone(self, kept: _Mention, group: list[_Mention], reason: str) -> list[_Mention]:
        self._aside((one for one in group if one is not kept), reason)
        return [kept]

    def _without_parts(self, groups: list[list[_Mention]]) -> list[list[_Mention]]:
        """`groups` without those that, told one by one, come to the whole that the first gives."""
        wholes, running = {sum(one.value for one in groups[0]), groups[0][0].value}, 0
        for index, group in enumerate(groups[1:], 1):
            running += sum(one.value for one in group)
            if running in wholes and index > 1:
                for part in groups[1 : index + 1]:
                    self._aside(part, PART)
                return [groups[0], *groups[index + 1 :]]
        return groups

    def _take(self, kept: list[_Mention]) -> None:
        amount, first = sum(one.value for one in kept), kept[0]
        vague = any(is_vague(one.claim) for one in kept)
        names = {word for one in kept for word in re.findall(r"\w{4,}", one.claim.attributes["victims"].lower())}
        again = amount == 1 and bool(names & self.named) and not first.is_another()
        self.named |= names
        if not self.total or (self.value == 0 and amount):
            self._supersede(kept, amount, NOBODY)
        elif any(is_vague(one.claim) for one in self.total[:1]) and not vague and amount > 1:
            self._supersede(kept, amount, VAGUER)
        elif vague:
            self._aside(kept, VAGUER)
        elif again:
            self._aside(kept, REPEATS)
        elif first.is_total() and amount > self.value:
            self._supersede(kept, amount, SUPERSEDED)
        elif (
            (first.adds() or self._is_another_day(first))
            and not first.is_total()
            and (amount != self.value or amount < 5)
        ):
            self.total += kept
            self.value += amount
        elif amount > self.value:
            self._supersede(kept, amount, SUPERSEDED)
        else:
            self._aside(kept, REPEATS if amount == self.value else LESS)

    def _is_another_day(self, one: _Mention) -> bool:
        return bool(one.day() and self.total[0].day() and one.day() != self.total[0].day())

    def _supersede(self, kept: list[_Mention], amount: int, reason: str) -> None:
        self._aside(self.total, reason)
        self.total, self.value = list(kept), amount

    def _aside(self, mentions: Iterable[_Mention], reason: str) -> None:
        self.reasons.update((id(one), reason) for one in mentions)


def _is_mixed(claim: Proposal) -> bool:
    """Whether its number takes in killed and injured: "400 casualties", "killed and wounded 22"."""
    return claim.rule == "casualty-noun" or bool(_MIXED.search(claim.quote))


def _is_part(one: _Mention, last: _Mention | None, largest: int | None) -> bool:
    """Whether it is said to be part of others; `largest` is the largest number before it, None if it is the first."""
    if one.claim.rule in _NAMES_PARTS and largest is not None:
        return True
    if _PART_BEFORE.search(one.before[-70:].rstrip(" ")):
        return True
    if _PART_AFTER.match(one.after) and largest is not None and largest >= one.value:
        return True
    if last is None or last.sentence != one.sentence or one.anchor <= last.claim.end:
        return False
    between = one.before[-(one.anchor - last.claim.end) :]
    return len(between) < 60 and bool(_LIST.fullmatch(between))
