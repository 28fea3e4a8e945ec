"""What stands on a news page and is not the article: appeals, notices, bylines, captions, datelines, lists of links.

Patterns are data (`boilerplate.jsonl`); each has a permanent id. Plain regular expressions: no spaCy is loaded. Those with
`whole` speak for a short line as a whole, the others for a sentence. What somebody says is the article's, whatever it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotate import datelines

# The heads and the items of a list of links, such as "Read more:" with a dash before each headline below it.
_LIST_HEADS = frozenset({"read-more-line", "related-line"})
_ITEM = re.compile(r"[-–—•*▪>»→]\s*\S")
PATTERNS = Path(__file__).with_name("boilerplate.jsonl")
# A mark within a word or an address, and one with small letters behind it, ends no sentence.
_SENTENCE = re.compile(r"(?:[^.!?…]|[.!?…](?=\w|[\s\"”’)]{1,3}[a-z0-9]))*[.!?…]*[\"”’)]*", re.DOTALL)
# A sentence that reports is the article's, unless the page speaks of itself in it.
_REPORTS = re.compile(
    r"\b(?:said|says|told|urged|asked|announced|reported|warned|wrote|according to|promised|appealed to|called on)\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(r"\b(?:us|our|ours|we)\b", re.IGNORECASE)
_OPEN, _CLOSE = "“„«", "”»"
_LONGEST_LINE, _LONGEST_SHORT, _WRAPPED = 20_000, 240, 80
_ENDS_EARLY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Gov|No|[A-Z])\.\s*$"
)


@dataclass(frozen=True)
class _Pattern:
    """A row of the data. `has` are letters of which some have to stand in what it matches: far cheaper to look for."""

    id: str
    whole: bool
    has: tuple[str, ...]
    regex: re.Pattern[str]

    def matches(self, piece: str, lowered: str) -> bool:
        """Whether it matches `piece`; `lowered` is the same in lower case."""
        if self.has:
            for one in self.has:
                if one in lowered:
                    break
            else:
                return False
        return self.regex.search(piece) is not None


@cache
def _patterns(whole: bool) -> tuple[_Pattern, ...]:
    """Those that speak for a whole line, or those for a sentence."""
    rows = [json.loads(line) for line in PATTERNS.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        _Pattern(row["id"], whole, tuple(row.get("has", ())), re.compile(row["pattern"], re.IGNORECASE))
        for row in rows
        if row["whole"] == whole
    )


# "10:20 - ", "07.45 GMT: "
_STAMP = re.compile(
    r"\s*(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|GMT|UTC|BST|CET|CEST|EST|EDT))?\s*(?:[-–—|]|:(?=\s))\s+(?=\S)",
    re.IGNORECASE,
)


def find(text: str) -> list[tuple[int, int]]:
    """Return the stretches of `text` that are boilerplate as (start, end) code points, in order, never overlapping.

    Of a line that begins with a dateline (`annotate.datelines`) or, in a ticker, with the time, that is, and the rest is
    looked at as a line of its own. A line is boilerplate as a whole if most of its sentences are, or if it is short and one
    of the patterns that speak for a whole line matches it; otherwise only its boilerplate sentences are. So are the items
    of a list below a line such as "Read more:".
    """
    found: list[tuple[int, int]] = []
    in_list = False
    for match in re.finditer(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+", text):
        first, last = match.span()
        if dateline := datelines.at(text[first:last]):
            found.append(_trim(text, first + dateline.start, first + dateline.end))
            first += dateline.end
        if stamp := _STAMP.match(text, first, last):
            found.append(_trim(text, first, stamp.end()))
            first = stamp.end()
        line = text[first:last]
        start, end = _trim(text, first, last)
        if start == end or len(line) > _LONGEST_LINE:
            continue
        rules = _whole(line.strip()) if len(line) <= _LONGEST_SHORT and not _goes_on(text, first) else set()
        in_list = bool(in_list and _ITEM.match(text, start)) or bool(rules & _LIST_HEADS)
        if in_list or rules:
            found.append((start, end))
            continue
        sentences = _sentences(line)
        hits = [span for span in sentences if _is_alien(line, span)]
        if 2 * len(hits) > len(sentences):
            found.append((start, end))
        else:
            found += [_trim(text, first + one, first + other) for one, other in hits]
    return found


def _goes_on(text: str, start: int) -> bool:
    """Whether the line at `start` goes on with a sentence that the line right before, as long as a wrapped one, began."""
    end = start - 1
    if end < 1 or text[end] not in "\r\n":
        return False
    end -= text[end - 1 : end + 1] == "\r\n"
    before = text[text.rfind("\n", max(end - 2 * _WRAPPED, 0), end) + 1 : end].rstrip()
    return _WRAPPED // 2 <= len(before) <= 2 * _WRAPPED and before[-1] not in '.!?:”"’»)'


def _whole(line: str) -> set[str]:
    """The ids of the patterns that speak for a whole line and match it."""
    lowered = line.lower()
    return {pattern.id for pattern in _patterns(whole=True) if pattern.matches(line, lowered)}


def _is_alien(line: str, span: tuple[int, int]) -> bool:
    """Whether a sentence is boilerplate: a pattern matches it, and it neither reports nor is part of a speech."""
    sentence = line[slice(*span)].strip()
    lowered = sentence.lower()
    if not any(pattern.matches(sentence, lowered) for pattern in _patterns(whole=False)):
        return False
    before = line[: span[0]]
    spoken = sum(before.count(mark) for mark in _OPEN) > sum(before.count(mark) for mark in _CLOSE)
    if spoken or before.count('"') % 2 or sentence[:1] in _OPEN + "\"‘'":
        return False
    return not _REPORTS.search(sentence) or bool(_OURSELVES.search(sentence))


def _sentences(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE.finditer(line):
        if match.end() == start or _ENDS_EARLY.search(line[start : match.end()][-12:]):
            continue
        if line[start : match.end()].strip():
            spans.append((start, match.end()))
        start = match.end()
    if line[start:].strip():
        spans.append((start, len(line)))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
