"""What kind of violation of people's rights a document reports, by whom, where and when.

The types are those of HRDsAttack (Ran et al., ACL 2023), after the typology of indicator 16.10.1 of the UN's Sustainable
Development Goals: killings, kidnappings, enforced disappearances, torture, arbitrary detention and other harm. The words
that speak of them are data (`abuses.jsonl`), each row with a permanent id. A document reports a type where enough of
its sentences speak of it, those at its beginning counting double. An arrest speaks of arbitrary detention where the
sentence says that it befell somebody who speaks out, and against it where it is that of a suspect of a crime.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotate.abuses import perpetrator, setting
from annotate.abuses.document import LEAD, WORDS, Document, Sign, rows
from annotate.proposal import Proposal
from annotate.wording import Sentence

__all__ = ["TYPES", "WORDS", "Sign", "Violations", "put_together"]

TYPES = (
    ("arbitrary_detention", "arbitrary detention"),
    ("enforced_disappearance", "enforced disappearance"),
    ("kidnapping", "kidnapping"),
    ("killing", "killing"),
    ("torture", "torture"),
    ("other", "another violation"),
)
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
OUTCOMES = {
    "killed": "killing",
    "detained": "arbitrary_detention",
    "abducted": "kidnapping",
    "tortured": "torture",
    "missing": "enforced_disappearance",
}
_FOR_CRIME = re.compile(
    r"[^.!?\n]*?\b(?:for|over|of|with|after|in connection with|on suspicion of|in relation to) (?:[\w’'-]+ ){0,4}?"
    r"(?:kill|murder|kidnap|abduct|behead|rap(?:e|ing)\b|robb|stabb|assault|shooting)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Violations:
    """What a document reports: codes of `TYPES` in their order (none where it reports none), by whom, where and when.

    `perpetrator_type` is "state", "non_state" or "unknown"; `perpetrator`, `place` and `date` are words of the text, or
    "". `signs` are the words all of it comes from, in order. `note` says why there is nothing in a language without rules.
    """

    types: tuple[str, ...]
    perpetrator_type: str
    perpetrator: str
    place: str
    date: str
    signs: tuple[Sign, ...]
    note: str = ""

    def because(self, type_: str) -> tuple[Sign, ...]:
        """Return the signs of one type, in order."""
        return tuple(one for one in self.signs if one.type == type_)


def unread(language: str) -> Violations:
    """Return what is said of a text in a `language` without rules: nothing, and why."""
    sentence = Sentence("There are no rules for violations in articles in “%(language)s”.")
    return Violations((), "unknown", "", "", "", (), sentence.filled(language=language))


def put_together(text: str, proposals: Sequence[Proposal]) -> Violations:
    """Return what `text` reports, given what `annotate.propose` found in it. Never raises because of what a text holds."""
    document = Document(text, proposals)
    signs = sorted(_signs(document), key=lambda one: (one.start, one.end))
    types = _types(document, signs)
    side, who = perpetrator.find(document, signs)
    main = [one for one in signs if one.type in types] or signs
    return Violations(types, side, who, setting.place(document, main), setting.date(document, main), tuple(signs))


def _signs(document: Document) -> Iterator[Sign]:
    for row in rows():
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
            if outcome == "missing" and not _was_taken(document, claim):
                weight, reason = 0.5, f"{reason}; nothing says that they were taken"
            yield Sign(claim.start, claim.end, type_, claim.rule, reason, weight)


def _was_taken(document: Document, claim: Proposal) -> bool:
    """Whether the missing are likely to have been taken: by a state, or for speaking out."""
    return claim.attributes["perpetrator_type"] == "state" or document.at(claim.start) in document.speaking_out


def _detention(document: Document, start: int, end: int) -> tuple[float, str]:
    """How much an arrest speaks of arbitrary detention, and why."""
    sentence = document.at(start)
    if sentence in document.crimes or _FOR_CRIME.match(document.text, end, min(end + 90, len(document.text))):
        return -0.2, "it is the arrest of a suspect of a crime"
    if sentence in document.speaking_out:
        return 1.3, "its sentence speaks of people who speak out"
    return 0.4, "its sentence says nothing of why"


def _types(document: Document, signs: Sequence[Sign]) -> tuple[str, ...]:
    scores = {type_: _score(document, (one for one in signs if one.type == type_)) for type_, _ in TYPES}
    spoken_out = _sentences(document, signs, {"arbitrary_detention"}) & document.speaking_out
    # Who is taken for speaking out is said to be "abducted" by the police as well.
    brief = len(document.starts) <= LEAD
    if not brief:
        scores["kidnapping"] -= 0.3 * sum(document.weight(document.starts[sentence]) for sentence in spoken_out)
    by_rule = defaultdict(list)
    for one in signs:
        by_rule[one.rule].append(one)
    rules = {row.id: min(_score(document, by_rule[row.id]), 3.0) for row in rows()}
    if rules["tortured"]:
        harm = _sentences(document, signs, set(), {"beaten", "attacked", "rights", "sexual-violence"})
        scores["torture"] += 0.3 * sum(document.weight(document.starts[sentence]) for sentence in harm)
    # One sort of harm told at length is not yet another violation beside it; several sorts are.
    scores["other"] = sum(rules[row.id] for row in rows() if row.type == "other")
    scores["other"] += 0 if brief else min(rules["tortured"], 2.0)
    return tuple(
        type_
        for type_, _ in TYPES
        if scores[type_] >= (min(ENOUGH[type_], ENOUGH_IF_BRIEF) if brief else ENOUGH[type_])
    )


def _score(document: Document, signs: Iterable[Sign]) -> float:
    """The weights of `signs`, of each sentence the greatest, those at the beginning double."""
    best: dict[int, float] = {}
    for one in signs:
        sentence = document.at(one.start)
        best[sentence] = max(best.get(sentence, one.weight), one.weight)
    return sum(weight * document.weight(document.starts[sentence]) for sentence, weight in best.items())


def _sentences(document: Document, signs: Sequence[Sign], types: Iterable[str], rules: Iterable[str] = ()) -> set[int]:
    return {document.at(one.start) for one in signs if one.type in types or one.rule in rules}
