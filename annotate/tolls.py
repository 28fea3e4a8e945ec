"""The casualty figures of an article's main event, put together from its casualty claims. No spaCy is loaded here.

News tells a toll more than once: the whole and its parts, a first count and a later one, two groups that add up, another
event for comparison. Each claim gets one role, with a reason in words: it counts, or it stands aside. The rules follow the
practice of casualty recording (Every Casualty, Standards for Casualty Recording, 2016): nobody is counted twice, and
where the words leave a number open the lowest is written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from annotate import sentences, telling
from annotate.proposal import Proposal
from annotate.telling import Mention, anchor_of, is_mixed, is_part, is_vague, mentions, tells_of_death

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
    """What the text gives for one outcome: the bounds, the number to write down, and every claim with its role.

    There is no number where the main event did not end so, and the claims are all of another time.
    """

    low: int | None
    high: int | None
    best: int | None
    claims: tuple[Counted, ...]


@dataclass(frozen=True)
class Toll:
    """The casualty figures of a main event, by outcome code ("killed", "injured", "missing", ...).

    `note` says why there are none where the language of the text is not read, and is "" otherwise.
    """

    figures: Mapping[str, Figure]
    note: str = ""

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


def put_together(text: str, claims: Iterable[Proposal], language: str = "en") -> Toll:
    """Return the toll of `text` from its casualty claims, proposed or a reviewer's own. Leaves claims of other kinds out.

    `language` (a BCP 47 tag) says in which words it tells what a number is part of, adds to and so on.
    """
    words = telling.words(language)
    stretches = sentences.split(text)
    by_outcome: dict[str, list[Proposal]] = {}
    for claim in sorted((one for one in claims if one.kind == "casualty"), key=anchor_of):
        for outcome in claim.attributes["outcomes"]:
            if claim.attributes["low"] is not None or claim.attributes["high"] is not None:
                by_outcome.setdefault(outcome, []).append(claim)
    shot = [one for one in by_outcome.get("injured", ()) if one.rule == "shoot-verb"]
    if shot and "killed" not in by_outcome and tells_of_death(text, words):
        # "Was shot on Friday ... claimed responsibility for the murder": only the whole text says how it ended.
        by_outcome["killed"] = shot
    told = {outcome: mentions(text, stretches, found, words) for outcome, found in by_outcome.items()}
    now = [one for found in told.values() for one in found if not one.is_elsewhen(later=True)]
    return Toll(
        MappingProxyType(
            {outcome: _past(found) if _is_past(found, now) else _Sum(found).figure() for outcome, found in told.items()}
        )
    )


def _is_past(mentions: list[Mention], now: list[Mention]) -> bool:
    """Whether all are of another time, told behind what is of `now`.

    "Four nuns were abducted. In 1991, 200 villagers died there": of the abduction nobody did.
    """
    first = min((anchor_of(one.claim) for one in now), default=None)
    beside = {one.sentence for one in now}
    return first is not None and all(
        one.is_elsewhen(later=True) and one.sentence not in beside and anchor_of(one.claim) > first for one in mentions
    )


def _past(mentions: list[Mention]) -> Figure:
    """The figure of an outcome that was another event's, while the main event had others: no number."""
    claims = (
        Counted(one.claim, one.claim.attributes["low"], one.claim.attributes["high"], False, ELSEWHEN)
        for one in mentions
    )
    return Figure(None, None, None, tuple(claims))


def _nouns(one: Mention) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"\w{4,}", one.claim.attributes["victims"].lower())}


class _Sum:
    """Adds up the mentions of one outcome, sentence by sentence."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = mentions
        self.reasons: dict[int, str] = {}
        self.total: list[Mention] = []
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

    def _main(self) -> list[Mention]:
        """The mentions of the main event. Where all would stand aside, those set aside for the weakest reason."""
        last_part: Mention | None = None
        largest = 0
        some = any(one.value for one in self.mentions)
        seen: set[int] = set()
        following = [*self.mentions[1:], None]
        for index, (one, after) in enumerate(zip(self.mentions, following, strict=True)):
            reason = ""
            beside = index > 0 or (after is not None and after.sentence == one.sentence)
            if is_part(one, last_part, largest if index else None):
                reason, last_part = PART, one
            elif some and not one.value:
                reason = NOBODY
            elif one.value > 1 and one.value in seen and one.is_definite():
                reason = REPEATS
            elif one.is_pronoun():
                reason = PRONOUN
            elif is_mixed(one.claim, one.words):
                reason = MIXED
            elif one.is_elsewhen(later=index > 0) or (beside and one.is_background()):
                reason = ELSEWHEN
            elif one.is_denied():
                reason = DENIED
            elif one.is_unreal():
                reason = UNREAL
            elif one.is_attackers():
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

    def _groups(self, main: list[Mention]) -> list[list[Mention]]:
        """The mentions of each sentence that add up within it."""
        groups: list[list[Mention]] = []
        for one in main:
            if groups and groups[-1][0].sentence == one.sentence:
                groups[-1].append(one)
            else:
                groups.append([one])
        return [self._within(group) for group in groups]

    def _within(self, group: list[Mention]) -> list[Mention]:
        first, rest = group[0], group[1:]
        again = len(rest) > 1 or (rest and not rest[0].is_other() and not rest[0].is_listed())
        if again and first.value == sum(one.value for one in rest):
            return self._alone(first, group, PART)
        parts = [one for one in rest if one.value < first.value and one.hangs_on_the_last()]
        self._aside(parts, PART)
        group = [one for one in group if id(one) not in {id(part) for part in parts}]
        for one in group[1:]:
            if one.is_contrary_to(first):
                return self._alone(max(group, key=lambda each: each.value), group, LESS)
            if one.value > first.value and one.tells_of_all():
                return self._alone(one, group, LESS)
        for one in reversed(group[1:]):
            if one.is_lowered() or (one.value >= first.value and one.is_total()):
                return self._alone(one, group, SUPERSEDED)
        return group

    def _alone(self, kept: Mention, group: list[Mention], reason: str) -> list[Mention]:
        self._aside((one for one in group if one is not kept), reason)
        return [kept]

    def _without_parts(self, groups: list[list[Mention]]) -> list[list[Mention]]:
        """`groups` without those that, told one by one, come to the whole that the first gives."""
        wholes, running = {sum(one.value for one in groups[0]), groups[0][0].value}, 0
        for index, group in enumerate(groups[1:], 1):
            if group[0].is_next_day():
                break
            running += sum(one.value for one in group)
            if running in wholes and index > 1:
                for part in groups[1 : index + 1]:
                    self._aside(part, PART)
                return [groups[0], *groups[index + 1 :]]
        return groups

    def _take(self, kept: list[Mention]) -> None:
        amount, first = sum(one.value for one in kept), kept[0]
        vague = any(is_vague(one.claim, one.words) for one in kept)
        names = {word for one in kept for word in re.findall(r"\w{4,}", one.claim.attributes["victims"].lower())}
        again = amount == 1 and bool(names & self.named) and not (first.is_another() or first.place())
        self.named |= names
        if not self.total or (self.value == 0 and amount):
            self._supersede(kept, amount, NOBODY)
        elif any(is_vague(one.claim, one.words) for one in self.total[:1]) and not vague and amount > 1:
            self._supersede(kept, amount, VAGUER)
        elif vague:
            self._aside(kept, VAGUER)
        elif again or (
            amount == 1 and first.place() not in (0, self.value + 1) and not self._is_next_of_a_group(first)
        ):
            self._aside(kept, REPEATS)
        elif first.is_total() and (amount > self.value or first.is_lowered()):
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

    def _is_next_of_a_group(self, one: Mention) -> bool:
        """Whether it is one more of a group counted before: "a third guard" after "two guards"."""
        mine = _nouns(one)
        return any(each.value + 1 == one.place() and mine & _nouns(each) for each in self.total)

    def _is_another_day(self, one: Mention) -> bool:
        days = {each.day() for each in self.total}
        return bool(one.day() and "" not in days and one.day() not in days)

    def _supersede(self, kept: list[Mention], amount: int, reason: str) -> None:
        self._aside(self.total, reason)
        self.total, self.value = list(kept), amount

    def _aside(self, mentions: Iterable[Mention], reason: str) -> None:
        self.reasons.update((id(one), reason) for one in mentions)
