"""Dates as news says them: "12 March 2020", "Monday morning", "last week", "in 2014", "two days ago"."""

from __future__ import annotations

import re

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?=\s+\d))"
)
_PART = r"(?:morning|afternoon|evening|night|dawn|noon|midnight)"
_DAY_OF_MONTH = rf"(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b)"
_DATES = re.compile(
    r"\b(?:"
    rf"(?:(?i:early|late|last|next|this)\s+)?{_DAY}(?:\s+{_PART})?(?:,?\s+{_DAY_OF_MONTH}(?:,?\s+\d{{4}}\b)?)?|"
    rf"{_DAY_OF_MONTH}(?:,?\s+\d{{4}}\b)?|"
    rf"(?:(?:early|late)\s+|mid-)?{_MONTH}(?:\s+of)?,?\s+\d{{4}}\b|"
    r"(?i:(?:early\s+|late\s+|earlier\s+)?(?:last|this)\s+(?:night|week|weekend|month|year|spring|summer|autumn|winter))\b|"
    r"(?:(?<=\bthe\s)|(?<=\bThe\s))(?:1[89]|20)\d{2}(?=\s+[a-z])|"
    r"\d{4}-\d{2}-\d{2}\b|\d{1,2}/\d{1,2}/\d{4}\b|"
    rf"(?i:yesterday(?:\s+{_PART})?|(?:earlier\s+)?today|tonight|overnight)\b|"
    r"(?i:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|(?:several|a\s+few)(?=\s+\w+s))\s+"
    r"(?:hour|day|week|month|year|decade)s?\s+ago)\b|"
    r"(?<=\bof\s)(?:1[89]|20)\d{2}\b(?=\s*(?:[.;,)]|$|and\b|in\s+which\b|when\b))(?![.,]\d)|"
    r"(?i:(?:the\s+)?(?:previous|same|following|next)\s+(?:day|night|morning|week))\b|"
    rf"(?:(?<=\bin\s)|(?<=\bIn\s)|(?<=\bsince\s)|(?<=\bSince\s))(?:early\s+|late\s+|mid-)?(?:{_MONTH}\b|(?:1[89]|20)\d{{2}}\b(?![,.]\d)))"
)


def find(text: str) -> list[tuple[int, int]]:
    """Return where dates stand in `text` as (start, end) code points, without "on", "in" or "since" before them."""
    return [match.span() for match in _DATES.finditer(text)]


def is_part(word: str) -> bool:
    """Whether `word` is the name of a month or of a day of the week."""
    return bool(re.fullmatch(rf"{_MONTH}|{_DAY}", word))
