"""What stands on a news page and is not the article: appeals for money, newsletter and cookie notices, read-more lines.

Patterns are data (`boilerplate.jsonl`); each has a permanent id. Plain regular expressions: no spaCy is loaded.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

# The heads and the items of a list of links, such as "Read more:" with a dash before each headline below it.
_LIST_HEADS = frozenset({"read-more-line", "related-line"})
_ITEM = re.compile(r"[-–—•*▪>»→]\s*\S")
PATTERNS = Path(__file__).with_name("boilerplate.jsonl")
_SENTENCE = re.compile(r"[^.!?…]*(?:[.!?…]+(?![\s\"”’)]*[a-z0-9])[\"”’)]*|$|[.!?…])", re.DOTALL)
_ENDS_EARLY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Gov|No|[A-Z])\.\s*$"
)


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    lines = PATTERNS.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return tuple((row["id"], row["whole"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def find(text: str) -> list[tuple[int, int]]:
    """Return the stretches of `text` that are boilerplate as (start, end) code points, in order, never overlapping.

    A line is boilerplate as a whole if half of its sentences or more are, or if it is short and one of the patterns that
    speak for a whole line matches it; otherwise only its boilerplate sentences are. So are the items of a list below a
    line such as "Read more:".
    """
    found: list[tuple[int, int]] = []
    in_list = False
    for match in re.finditer(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+", text):
        line = match.group()
        start, end = _trim(text, *match.span())
        if start == end or len(line) > 20_000:
            continue
        in_list = bool(in_list and _ITEM.match(text, start)) or any(
            name in _LIST_HEADS and pattern.search(line.strip()) for name, _, pattern in _patterns() if len(line) <= 240
        )
        if in_list:
            found.append((start, end))
            continue
        sentences = _sentences(line)
        hits = [span for span in sentences if _matches(line[slice(*span)].strip(), whole=False)]
        if 2 * len(hits) >= max(len(sentences), 1) or (len(line) <= 240 and _matches(line.strip(), whole=True)):
            found.append((start, end))
        else:
            found += [_trim(text, match.start() + one, match.start() + other) for one, other in hits]
    return found


def _matches(piece: str, *, whole: bool) -> bool:
    return any(pattern.search(piece) for _, is_whole, pattern in _patterns() if is_whole == whole)


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
