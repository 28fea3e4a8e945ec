"""What kind of violation of people's rights a document reports, by whom, where and when.

The types are those of HRDsAttack (Ran et al., ACL 2023), after the typology of indicator 16.10.1 of the UN's Sustainable
Development Goals: killings, kidnappings, enforced disappearances, torture, arbitrary detention and other harm. The words
that speak of them are data (`abuses.jsonl`), each row with a permanent id. A document reports a type where enough of
its sentences speak of it, those at its beginning counting double. An arrest speaks of arbitrary detention where the
sentence says that it befell somebody who speaks out, and against it where it is that of a suspect of a crime.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from annotate import actors, boilerplate, dates, sentences
from annotate.actors import Actor
from annotate.proposal import Proposal

TYPES = (
    ("arbitrary_detention", "arbitrary detention"),
    ("enforced_disappearance", "enforced disappearance"),
    ("kidnapping", "kidnapping"),
    ("killing", "killing"),
    ("torture", "torture"),
    ("other", "another violation"),
)
WORDS = Path(__file__).with_name("abuses.jsonl")
# How much has to speak of a type before the document reports it: about two sentences, one of them near the beginning.
ENOUGH = {
    "arbitrary_detention": 3.3,
    "enforced_disappearance": 2.0,
    "kidnapping": 1.7,
    "killing": 2.0,
    "torture": 2.5,
    "other": 4.0,
}
# A report of a few sentences says each thing once.
ENOUGH_IF_BRIEF = 2.0
LEAD = 6
# How much it counts that somebody did it: a casualty claim says so; somebody is named as the doer beside a sign; is named
# in its sentence. Employers, neighbours and the like are named for many reasons.
BY_CLAIM, AS_DOER, IN_SENTENCE, WEAK = 2.0, 1.5, 0.4, 0.4
OUTCOMES = {
    "killed": "killing",
    "detained": "arbitrary_detention",
    "abducted": "kidnapping",
    "tortured": "torture",
    "missing": "enforced_disappearance",
}
_SPEAKING_OUT = frozenset(("journalist", "activist", "unionist", "protester"))
_WORD = re.compile(r"(?<!\w)\w")
_FOR_CRIME = re.compile(
    r"[^.!?\n]*?\b(?:for|over|of|with|after|in connection with|on suspicion of|in relation to) (?:[\w’'-]+ ){0,4}?"
    r"(?:kill|murder|kidnap|abduct|behead|rap(?:e|ing)\b|robb|stabb|assault|shooting)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\s*\(?([A-Z][\w’'.-]+(?:[ ,]+[A-Z][\w’'.-]+){0,3})\)?\s*(?:\([^()\n]{2,40}\)\s*)?[–—-]{1,2}\s")
_IN_PLACE = re.compile(r"\b(?:in|at|near|outside) ((?:the )?[A-Z][\w’'-]+(?: (?:of |al-)?[A-Z][\w’'-]+){0,3})")
_DONE_BY = re.compile(r"\b(?:by|blamed on|accus\w+|blam\w+) (?:the |an? |(?:\w+ ){1,2})?$", re.IGNORECASE)
_NAMES_BEFORE = re.compile(r"(?:[Tt]he )?(?:[A-Z][\w’'-]* ){1,3}$")


@dataclass(frozen=True)
class Sign:
    """Words that speak of a violation: code points into the text, type, id of the rule, the reason, how much it counts."""

    start: int
    end: int
    type: str
    rule: str
    reason: str
    weight: float


@dataclass(frozen=True)
class Violations:
    """What a document reports: codes of `TYPES` in their order (none where it reports none), by whom, where and when.

    `perpetrator_type` is "state", "non_state" or "unknown"; `perpetrator`, `place` and `date` are words of the text, or
    "". `signs` are the words all of it comes from, in order.
    """

    types: tuple[str, ...]
    perpetrator_type: str
    perpetrator: str
    place: str
    date: str
    signs: tuple[Sign, ...]

    def because(self, type_: str) -> tuple[Sign, ...]:
        """Return the signs of one type, in order."""
        return tuple(one for one in self.signs if one.type == type_)


@dataclass(frozen=True)
class _Row:
    id: str
    type: str
    weight: float
    by_letter: Mapping[str, re.Pattern[str]]
    excluding: re.Pattern[str] | None


@cache
def _rows() -> tuple[_Row, ...]:
    """The rows of `abuses.jsonl`. Their words are patterns that begin with a letter, so that few are tried at each word."""
    made = []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_letter: dict[str, list[str]] = defaultdict(list)
        for word in row["words"]:
            by_letter[word[0].lower()].append(word)
        patterns = {
            letter: re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) for letter, words in by_letter.items()
        }
        excluding = re.compile("|".join(row["excluding"]), re.IGNORECASE) if "excluding" in row else None
        made.append(_Row(row["id"], row["type"], row["weight"], patterns, excluding))
    return tuple(made)


@cache
def _rows_by_letter() -> dict[str, tuple[tuple[_Row, re.Pattern[str]], ...]]:
    letters = {letter for row in _rows() for letter in row.by_letter}
    return {
        letter: tuple((row, row.by_letter[letter]) for row in _rows() if letter in row.by_letter) for letter in letters
    }


class _Document:
    """A text cut into sentences, with what each of them says."""

    def __init__(self, text: str, proposals: Sequence[Proposal]) -> None:
        self.text = text
        self.starts = [start for start, _ in sentences.split(text)] or [0]
        self.alien = boilerplate.find(text)
        self.casualties = [one for one in proposals if one.kind == "casualty"]
        self.found = self._find()

    def at(self, place: int) -> int:
        """The number of the sentence in which `place` stands."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def weight(self, place: int) -> float:
        return 2.0 if self.at(place) < LEAD else 1.0

    def _find(self) -> dict[str, list[tuple[int, int]]]:
        """Where the words of each row stand, none within another of the same row."""
        found: dict[str, list[tuple[int, int]]] = {row.id: [] for row in _rows()}
        rows = _rows_by_letter()
        for word in _WORD.finditer(self.text):
            start = word.start()
            for row, pattern in rows.get(self.text[start].lower(), ()):
                if found[row.id] and start < found[row.id][-1][1]:
                    continue
                match = pattern.match(self.text, start)
                if match and not self._is_excluded(row, start, match.end()) and not self._is_alien(start):
                    found[row.id].append((start, match.end()))
        return found

    def _is_excluded(self, row: _Row, start: int, end: int) -> bool:
        around = (self.text[max(start - 40, 0) : start], self.text[end : end + 20])
        return row.excluding is not None and any(map(row.excluding.search, around))

    def _is_alien(self, place: int) -> bool:
        index = bisect_right(self.alien, (place, len(self.text))) - 1
        return index >= 0 and place < self.alien[index][1]

    @cached_property
    def actors(self) -> list[Actor]:
        return [one for one in actors.find(self.text) if not self._is_alien(one.start)]

    @cached_property
    def speaking_out(self) -> set[int]:
        """The sentences that name somebody who speaks out, or a reason of that sort."""
        named = {self.at(one.start) for one in self.actors if _SPEAKING_OUT.intersection(one.status)}
        return named | {self.at(start) for start, _ in self.found["speaking-out"]}

    @cached_property
    def crimes(self) -> set[int]:
        """The sentences that speak of ordinary crime and of nobody who speaks out."""
        return {self.at(start) for start, _ in self.found["ordinary-crime"]} - self.speaking_out

    @cached_property
    def suspects(self) -> set[int]:
        """The sentences that speak of an arrest for an ordinary crime."""
        rules = (row.id for row in _rows() if row.type == "arbitrary_detention")
        return self.crimes.intersection(self.at(start) for rule in rules for start, _ in self.found[rule])


def put_together(text: str, proposals: Sequence[Proposal]) -> Violations:
    """Return what `text` reports, given what `annotate.propose` found in it. Never raises because of what a text holds."""
    document = _Document(text, proposals)
    signs = sorted(_signs(document), key=lambda one: (one.start, one.end))
    types = _types(document, signs)
    side, who = _perpetrator(document, signs)
    main = [one for one in signs if one.type in types] or signs
    return Violations(types, side, who, _place(document, main), _date(document, main), tuple(signs))


def _signs(document: _Document) -> Iterator[Sign]:
    for row in _rows():
        for start, end in document.found[row.id] if row.type else ():
            weight, reason = row.weight, "the words say so"
            if row.type == "arbitrary_detention":
                weight, reason = _detention(document, start, end)
            yield Sign(start, end, row.type, row.id, reason, weight)
    for claim in document.casualties:
        for outcome in claim.attributes["outcomes"]:
            type_, weight, reason = OUTCOMES.get(outcome, "other"), 1.0, f"a claim that people were {outcome}"
            if type_ == "arbitrary_detention":
                weight, why = _detention(document, claim.start, claim.end)
                reason = f"{reason}; {why}"
            yield Sign(claim.start, claim.end, type_, claim.rule, reason, weight)


def _detention(document: _Document, start: int, end: int) -> tuple[float, str]:
    """How much an arrest speaks of arbitrary detention, and why."""
    sentence = document.at(start)
    if sentence in document.crimes or _FOR_CRIME.match(document.text, end, min(end + 90, len(document.text))):
        return -0.2, "it is the arrest of a suspect of a crime"
    if sentence in document.speaking_out:
        return 1.3, "its sentence speaks of people who speak out"
    return 0.4, "its sentence says nothing of why"


def _types(document: _Document, signs: Sequence[Sign]) -> tuple[str, ...]:
    scores = {type_: _score(document, (one for one in signs if one.type == type_)) for type_, _ in TYPES}
    spoken_out = _sentences(document, signs, {"arbitrary_detention"}) & document.speaking_out
    # Who is taken for speaking out is said to be "abducted" by the police as well.
    brief = len(document.starts) <= LEAD
    if not brief:
        scores["kidnapping"] -= 0.3 * sum(document.weight(document.starts[sentence]) for sentence in spoken_out)
    by_rule = defaultdict(list)
    for one in signs:
        by_rule[one.rule].append(one)
    rules = {row.id: min(_score(document, by_rule[row.id]), 3.0) for row in _rows()}
    if rules["tortured"]:
        harm = _sentences(document, signs, set(), {"beaten", "rights", "sexual-violence"})
        scores["torture"] += 0.3 * sum(document.weight(document.starts[sentence]) for sentence in harm)
    # One sort of harm told at length is not yet another violation beside it; several sorts are.
    scores["other"] = sum(rules[row.id] for row in _rows() if row.type == "other")
    scores["other"] += 0 if brief else min(rules["tortured"], 2.0)
    return tuple(
        type_
        for type_, _ in TYPES
        if scores[type_] >= (min(ENOUGH[type_], ENOUGH_IF_BRIEF) if brief else ENOUGH[type_])
    )


def _score(document: _Document, signs: Iterable[Sign]) -> float:
    """The weights of `signs`, of each sentence the greatest, those at the beginning double."""
    best: dict[int, float] = {}
    for one in signs:
        sentence = document.at(one.start)
        best[sentence] = max(best.get(sentence, one.weight), one.weight)
    return sum(weight * document.weight(document.starts[sentence]) for sentence, weight in best.items())


def _sentences(document: _Document, signs: Sequence[Sign], types: Iterable[str], rules: Iterable[str] = ()) -> set[int]:
    return {document.at(one.start) for one in signs if one.type in types or one.rule in rules}


def _perpetrator(document: _Document, signs: Sequence[Sign]) -> tuple[str, str]:
    """Whose side those who did it are on, and the words for them, from who is named with the signs."""
    sides: dict[str, float] = defaultdict(float)
    named: dict[tuple[str, str], float] = defaultdict(float)
    for claim in document.casualties:
        side = claim.attributes["perpetrator_type"]
        arrest = claim.attributes["outcomes"][:1] == ["detained"]
        if side in ("state", "non_state") and not (arrest and document.at(claim.start) not in document.speaking_out):
            weight = BY_CLAIM * document.weight(claim.start)
            sides[side] += weight
            named[side, claim.attributes["perpetrator"]] += weight
    by_sentence: dict[int, list[Sign]] = defaultdict(list)
    for one in signs:
        if one.weight:
            by_sentence[document.at(one.start)].append(one)
    starts = {sentence: [one.start for one in near if one.weight > 0] for sentence, near in by_sentence.items()}
    for actor in document.actors:
        near_by = starts.get(document.at(actor.start), [])
        weight = _named_with(document, actor, near_by) * document.weight(actor.start)
        if weight:
            sides[actor.side] += weight
        if weight and not actor.weak:
            named[actor.side, _in_full(document.text, actor)] += weight
    for sentence, near in by_sentence.items():
        for side, weight in _speaks_for(document, sentence, near):
            sides[side] += weight * document.weight(document.starts[sentence])
    if not sides:
        return "unknown", ""
    side = max(("state", "non_state"), key=lambda one: sides[one])
    words = max((one for one in named if one[0] == side), key=lambda one: named[one], default=(side, ""))
    return side, words[1]


def _named_with(document: _Document, actor: Actor, starts: Sequence[int]) -> float:
    """How much an actor counts that is named in a sentence with signs, which begin at `starts`: more as the doer of one.

    Nothing where it is the sentence of a crime whose suspect it arrests.
    """
    arrests = actor.side == "state" and document.at(actor.start) in document.suspects
    if not actor.side or actor.alone or arrests or not starts:
        return 0.0
    after = bisect_left(starts, actor.end)
    acting = after < len(starts) and starts[after] - actor.end < 30
    acting = acting or bool(_DONE_BY.search(document.text, max(actor.start - 25, 0), actor.start))
    return (AS_DOER if acting else IN_SENTENCE) * (WEAK if actor.weak else 1.0)


def _speaks_for(document: _Document, sentence: int, near: Sequence[Sign]) -> Iterable[tuple[str, float]]:
    """What the violations of a sentence say by themselves: states detain and silence, others kidnap for ransom."""
    rules = {one.rule for one in near}
    types = {one.type for one in near if one.weight > 0}
    if "arbitrary_detention" in types and sentence in document.speaking_out:
        yield "state", 0.5
    if any(one.weight < 0 for one in near):
        yield "non_state", 0.7
    if "kidnapping" in types:
        yield "non_state", 0.7
    if "workers-rights" in rules:
        yield "non_state", 0.2
    if rules & {"silenced", "executed", "prosecuted", "disappeared"}:
        yield "state", 0.3


def _in_full(text: str, actor: Actor) -> str:
    """The words of an actor with the names right before them: "Karvel" of "Karvel police"."""
    names = _NAMES_BEFORE.search(text, max(actor.start - 40, 0), actor.start)
    words = text[names.start() if names else actor.start : actor.end]
    return words[:-2] if words.endswith(("'s", "’s")) else words


def _place(document: _Document, signs: Sequence[Sign]) -> str:
    """The place most said of what was done, else that of the dateline, else one named near the signs."""
    said: Counter[str] = Counter()
    for claim in document.casualties:
        if claim.attributes["place"]:
            said[claim.attributes["place"]] += int(document.weight(claim.start))
    if said:
        return max(said, key=lambda one: (any(word[:1].isupper() for word in one.split()), said[one]))
    for start in dict.fromkeys(document.starts[document.at(one.start)] for one in signs):
        for match in _IN_PLACE.finditer(document.text, start, start + 400):
            if not dates.is_part(match.group(1).split()[0]):
                return match.group(1)
    dateline = _DATELINE.match(document.text)
    return dateline.group(1) if dateline else ""


def _date(document: _Document, signs: Sequence[Sign]) -> str:
    """The first date said of what was done, else the first that stands in a sentence with a sign."""
    for claim in document.casualties:
        if claim.attributes["date"]:
            return str(claim.attributes["date"])
    for sentence in dict.fromkeys(document.at(one.start) for one in signs):
        start = document.starts[sentence]
        end = document.starts[sentence + 1] if sentence + 1 < len(document.starts) else len(document.text)
        for span in dates.find(document.text[start : min(end, start + 2_000)]):
            return document.text[start + span[0] : start + span[1]]
    return ""
