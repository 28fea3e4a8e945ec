"""A document cut into sentences, with the words of each that speak of violations, and who they name."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from annotate import actors, boilerplate, sentences
from annotate.actors import Actor
from annotate.proposal import Proposal

WORDS = Path(__file__).with_name("abuses.jsonl")
# Sentences at the beginning, which count double.
LEAD = 6
_SPEAKING_OUT = frozenset(("journalist", "activist", "unionist", "protester"))
_WORD = re.compile(r"(?<!\w)\w")
_MET_IT = re.compile(
    r"(?:\s+[\w’'-]+){0,3}?\s+(?:was|were|been|being|is|are)(?:\s+\w+){0,2}?\s+"
    r"(?:kill|wound|injur|arrest|detain|abduct|kidnap|shot\b|tortur|behead|execut|hurt\b|dead\b|murder|ambush|attack|target)",
    re.IGNORECASE,
)


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
class Row:
    """A row of `abuses.jsonl`: its words by their first letter. A row without a type says something of the sentence."""

    id: str
    type: str
    weight: float
    by_letter: Mapping[str, re.Pattern[str]]
    excluding: re.Pattern[str] | None


@cache
def rows() -> tuple[Row, ...]:
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
        made.append(Row(row["id"], row["type"], row["weight"], patterns, excluding))
    return tuple(made)


@cache
def rows_by_letter() -> dict[str, tuple[tuple[Row, re.Pattern[str]], ...]]:
    """The rows that have words beginning with a letter, with the pattern of those words, by letter."""
    letters = {letter for row in rows() for letter in row.by_letter}
    return {
        letter: tuple((row, row.by_letter[letter]) for row in rows() if letter in row.by_letter) for letter in letters
    }


class Document:
    """A text cut into sentences, with what each of them says."""

    def __init__(self, text: str, proposals: Sequence[Proposal]) -> None:
        self.text = text
        self.starts = [start for start, _ in sentences.split(text)] or [0]
        self.alien = boilerplate.find(text)
        self.casualties = [one for one in proposals if one.kind == "casualty"]
        self.found = self._find()
        self._sentences_of: dict[str, set[int]] = {}

    def at(self, place: int) -> int:
        """The number of the sentence in which `place` stands."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def weight(self, place: int) -> float:
        """How much what stands at `place` counts."""
        return 2.0 if self.at(place) < LEAD else 1.0

    def _find(self) -> dict[str, list[tuple[int, int]]]:
        """Where the words of each row stand, none within another of the same row."""
        found: dict[str, list[tuple[int, int]]] = {row.id: [] for row in rows()}
        by_letter = rows_by_letter()
        for word in _WORD.finditer(self.text):
            start = word.start()
            for row, pattern in by_letter.get(self.text[start].lower(), ()):
                if found[row.id] and start < found[row.id][-1][1]:
                    continue
                match = pattern.match(self.text, start)
                if match and not self._is_excluded(row, start, match.end()) and not self._is_alien(start):
                    found[row.id].append((start, match.end()))
        return found

    def _is_excluded(self, row: Row, start: int, end: int) -> bool:
        around = (self.text[max(start - 40, 0) : start], self.text[end : end + 20])
        return row.excluding is not None and any(map(row.excluding.search, around))

    def _is_alien(self, place: int) -> bool:
        index = bisect_right(self.alien, (place, len(self.text))) - 1
        return index >= 0 and place < self.alien[index][1]

    def sentences_of(self, rule: str) -> set[int]:
        """The sentences in which words of the row `rule` stand."""
        if rule not in self._sentences_of:
            self._sentences_of[rule] = {self.at(start) for start, _ in self.found[rule]}
        return self._sentences_of[rule]

    @cached_property
    def actors(self) -> list[Actor]:
        """Who is named in the article's own text."""
        return [one for one in actors.find(self.text) if not self._is_alien(one.start)]

    @cached_property
    def speaking_out(self) -> set[int]:
        """The sentences that name somebody who speaks out, or a reason of that sort."""
        named = {self.at(one.start) for one in self.actors if _SPEAKING_OUT.intersection(one.status)}
        return named | self.sentences_of("speaking-out")

    @cached_property
    def crimes(self) -> set[int]:
        """The sentences that speak of ordinary crime and of nobody who speaks out."""
        return self.sentences_of("ordinary-crime") - self.speaking_out

    @cached_property
    def _harmed(self) -> set[int]:
        """Where actors begin that a casualty claim names as those harmed."""
        spans = sorted((start, end) for claim in self.casualties for start, end in claim.spans.get("victims", ()))
        begun = [start for start, _ in spans]
        found = set()
        for actor in self.actors:
            at = bisect_right(begun, actor.start) - 1
            if at >= 0 and actor.start < spans[at][1]:
                found.add(actor.start)
        return found

    def is_harmed(self, actor: Actor) -> bool:
        """Whether the text says of an actor that it befell him."""
        end = min(actor.end + 60, len(self.text))
        return actor.start in self._harmed or bool(_MET_IT.match(self.text, actor.end, end))

    @cached_property
    def suspects(self) -> set[int]:
        """The sentences that speak of an arrest for an ordinary crime."""
        rules = (row.id for row in rows() if row.type == "arbitrary_detention")
        return self.crimes.intersection(self.at(start) for rule in rules for start, _ in self.found[rule])
