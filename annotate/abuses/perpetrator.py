"""On whose side those are who did what a document reports, and the words for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotate.abuses.document import Document, Sign
from annotate.actors import Actor

# How much it counts that somebody did it: a casualty claim says so; somebody is named as the doer beside a sign; is named
# in its sentence. Employers, neighbours and the like are named for many reasons.
BY_CLAIM, AS_DOER, IN_SENTENCE, WEAK = 2.0, 1.5, 0.4, 0.4
# Who is aimed at by it may have done it in turn, and whoever harms soldiers is most often their enemy: where nothing else
# is said, that decides.
BARELY = 0.05
# Suicide bombs are those of armed groups, air strikes those of states.
BY_MEANS = 0.7
# "An attack on police", "near the ministry": where it was, or whom it was meant for.
_AIMED_AT = re.compile(
    r"\b(?:on|against|near|at|in|outside|between|among|with|targeting|to)(?:\s+(?:the|an?|\w+))?\s+$", re.IGNORECASE
)
_CLAIMS_IT = re.compile(r"(?:\s+[\w-]+){0,3}?\s+(?:has\s+|have\s+)?claim(?:s|ed|ing)?\b", re.IGNORECASE)
# "Police said", "the ministry has confirmed", "according to a local official": they tell of it.
_TELLS = re.compile(
    r"(?:\s+[\w’'-]+){0,4}?[\s,]+(?:has\s+|have\s+|had\s+|also\s+|later\s+)?"
    r"(?:said|says|saying|told|tells|reported|reports|confirmed|confirms|announced|added|stated|estimates?|puts?|"
    r"condemn\w*|investigat\w+|vow\w*|congratulat\w+|recovered|found|arrived|respond\w*|rescued?|freed)\b",
    re.IGNORECASE,
)
_TOLD_BY = re.compile(
    r"(?:\b(?:according\s+to|told|quoting|citing|reports?\s+(?:from|by))|[,”\"’]\s+(?:said|says))"
    r"(?:\s+(?!that\b)[\w’'-]+){0,3}\s+$",
    re.IGNORECASE,
)
_DONE_BY = re.compile(r"\b(?:by|blamed on|accus\w+|blam\w+) (?:the |an? |(?:\w+ ){1,2})?$", re.IGNORECASE)
_NAMES_BEFORE = re.compile(r"(?:[Tt]he )?(?:[A-Z][\w’'-]* ){1,3}$")


def find(document: Document, signs: Sequence[Sign]) -> tuple[str, str]:
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
        if near_by and document.is_harmed(actor) and {"combatant", "police"}.intersection(actor.status):
            sides["non_state" if actor.side == "state" else "state"] += BARELY
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


def _named_with(document: Document, actor: Actor, starts: Sequence[int]) -> float:
    """How much an actor counts that is named in a sentence with signs, which begin at `starts`: more as the doer of one.

    Nothing where it is the sentence of a crime whose suspect it arrests.
    """
    arrests = actor.side == "state" and document.at(actor.start) in document.suspects
    if not actor.side or actor.alone or arrests or not starts:
        return 0.0
    text, end = document.text, min(actor.end + 60, len(document.text))
    if document.is_harmed(actor) or _is_place(text, actor):
        return 0.0
    if _CLAIMS_IT.match(text, actor.end, end):
        return AS_DOER
    if _TELLS.match(text, actor.end, end) or _TOLD_BY.search(text, max(actor.start - 45, 0), actor.start):
        return 0.0
    after = bisect_left(starts, actor.end)
    acting = after < len(starts) and starts[after] - actor.end < 30
    acting = acting or bool(_DONE_BY.search(text, max(actor.start - 25, 0), actor.start))
    if not acting and _AIMED_AT.search(text, max(actor.start - 25, 0), actor.start):
        return BARELY
    return (AS_DOER if acting else IN_SENTENCE) * (WEAK if actor.weak else 1.0)


def _is_place(text: str, actor: Actor) -> bool:
    """Whether "state" is a part of a country: "Benue State", "the state of Sonora"."""
    if text[actor.start : actor.end].lower() != "state":
        return False
    return text[max(actor.start - 4, 0) : actor.start].lower() != "the " or text[actor.end : actor.end + 4] == " of "


def _speaks_for(document: Document, sentence: int, near: Sequence[Sign]) -> Iterable[tuple[str, float]]:
    """What the violations of a sentence say by themselves: states detain and silence, others kidnap for ransom."""
    if sentence in document.sentences_of("means-of-groups"):
        yield "non_state", BY_MEANS
    if sentence in document.sentences_of("means-of-states"):
        yield "state", BY_MEANS
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
    start = names.start() if names else actor.start
    if start and text[start - 1] == "-":  # "the Saudi-led coalition"
        start = max(text.rfind(" ", 0, start) + 1, start - 40)
    words = text[start : actor.end]
    return words[:-2] if words.endswith(("'s", "’s")) else words
