"""Where sentences are, by plain rules: cheap enough for a whole project, since no model is loaded.

A sentence ends at a full stop, question or exclamation mark with what closes behind it, and at the end of a line; not
where the text goes on in lower case, nor behind an abbreviation or an initial. What such rules get wrong is set out by
Kiss and Strunk (2006): Unsupervised multilingual sentence boundary detection.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
# Marks of several scripts with the quotation marks and brackets that close behind them, then white space or the end.
# Chinese and Japanese put no space behind theirs.
_END = re.compile(r"[.!?…؟۔।]+(?:[\"”’›)\]]|[ \u00a0\u202f]?»)*(?=\s|$)|[。！？]+[」』”’）]*")
_GOES_ON = re.compile(r"\s+[\"“‘«(\[]*[a-zà-öø-ÿ]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s\"“‘«(\[])(?:"
    r"Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|Sr|Jr|St|Hon|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Cmdr|Adm|Brig|Gov|Sen|Rep|Pres|Amb|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|approx|est|ca|cf|e\.g|i\.e|MM|Mme|Mlle|(?:[A-Z]\.)*[A-Z]"
    r")\.$"
)
# Abbreviations of "number" and its like, and words of their own where no number follows.
_BEFORE_A_NUMBER = re.compile(r"(?:^|[\s(])(?:[Nn]os?|[Aa]rt|[Ff]ig|pp?)\.$")
_NUMBER = re.compile(r"\s+\d")


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end) in code points, in order, without white space at their edges.

    All that is not white space is in exactly one of them.
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _END.finditer(text, line.start(), line.end()):
            if _ends(text, start, end, line.end()):
                found += _trim(text, start, end.end())
                start = end.end()
        found += _trim(text, start, line.end())
    return found


def _ends(text: str, start: int, end: re.Match[str], last: int) -> bool:
    if text[end.start()] in "。！？":
        return True
    if _GOES_ON.match(text, end.end(), last):
        return False
    if end.group() != ".":
        return True
    before = text[max(start, end.start() - 24) : end.end()]
    if _BEFORE_A_NUMBER.search(before):
        return not _NUMBER.match(text, end.end(), last)
    return not _ABBREVIATION.search(before)


def _trim(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = text[start:end]
    left, right = len(words) - len(words.lstrip()), len(words.rstrip())
    return [(start + left, start + right)] if left < right else []
