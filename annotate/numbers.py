"""Numbers of people as news writes them: "at least 12", "between 8 and 11", "dozens", "10 more", "two hundred".

Ages, dates, times, money, percentages and distances are numbers too, but count nobody: they are left out.
"Dozens" is read as two dozen or more, "hundreds" as two hundred or more: the smallest the plural allows. An open count
has no upper end. The bounds are those of UCDP's low and high estimates, taken from the wording alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_PLURALS = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_VAGUE = {
    "several": (3, None),
    "a few": (3, None),
    "a handful of": (3, None),
    "a handful": (3, None),
    "a couple of": (2, 2),
    "a couple": (2, 2),
}
_MODIFIERS = {
    "at_least": ("at least", "no fewer than", "no less than", "not less than", "not fewer than", "a minimum of"),
    "more_than": ("more than", "over", "well over", "upwards of", "upward of", "in excess of", "greater than"),
    "at_most": ("at most", "up to", "as many as", "no more than", "not more than", "a maximum of"),
    "fewer_than": ("fewer than", "less than", "under"),
    "about": (
        *("about", "around", "some", "approximately", "roughly", "nearly", "almost", "an estimated", "estimated"),
        *("close to", "just over", "just under", "circa", "near"),
    ),
}
_MODIFIER_OF = {phrase: code for code, phrases in _MODIFIERS.items() for phrase in phrases}

_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SCALE = "|".join(s for s in _SCALES if s != "score")
_WRITTEN = (
    rf"(?:half\s+a\s+(?:dozen|hundred|thousand|million)\b|(?:a\s+|one\s+)?quarter\s+of\s+a\s+million\b|(?:(?:{_WORD})|(?:a|an)(?=\s+(?:{_SCALE})\b))"
    rf"(?:(?:-|\s+and\s+(?=\w)|\s+)(?:{_WORD}|{_SCALE})\b)*)"
)
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+(?=\s+(?:million|thousand)\b))?)(?:\s+(?:dozen|hundred|thousand|million)\b)?"
)
_ONE = rf"(?:{_DIGITS}|\b{_WRITTEN}\b)"
_OPEN = (
    r"\b(?:(?:tens|hundreds)\s+of\s+(?:thousands|millions)|(?:several|a\s+few|many)\s+(?:dozen|hundred|thousand|million)s?|"
    r"dozens|scores|hundreds|thousands|millions)\b"
)
_LOOSE = r"\b(?:several|a\s+few|a\s+handful(?:\s+of)?|a\s+couple(?:\s+of)?)\b"
_MODIFIER = "|".join(r"\s+".join(phrase.split()) for phrase in sorted(_MODIFIER_OF, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"""
    (?P<total>\b(?:a\s+)?(?:combined\s+)?total\s+of\s+)?
    (?P<before>\b(?:another|a\s+further|an\s+additional|further|additional)\s+)?
    (?:(?P<modifier>\b(?:{_MODIFIER})\s+))?
    (?P<before2>\b(?:another|a\s+further|an\s+additional|further|additional)\s+)?
    (?P<count>
        \bbetween\s+(?P<between_low>{_ONE})\s+and\s+(?P<between_high>{_ONE})
      | (?<!from\s)(?P<range_low>{_ONE})(?:(?<=\d)\s*[-‐‑–—]\s*(?=\d)|\s+to\s+|\s+or\s+)(?P<range_high>{_ONE})
      | (?P<open>{_OPEN})
      | (?P<one>{_ONE})
      | (?P<loose>{_LOOSE})
    )
    (?P<after>\s+(?:more|additional|further)\b(?!\s+than)|\s+or\s+more\b|\s+or\s+so\b|-odd\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Where a number can begin: at a digit, or at one of these words.
_BEGINS = re.compile(r"[^\W\d_]+|\d")
_FIRST = frozenset(
    (
        *(phrase.split()[0] for phrase in (*_MODIFIER_OF, *_VAGUE)),
        *(*_UNITS, *_TENS, *_SCALES, *_PLURALS, "a", "an", "half", "between", "tens", "several", "many"),
        *("total", "combined", "quarter", "another", "further", "additional"),
    )
)

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_NOT_AFTER = re.compile(
    rf"""(?:[$€£¥₹₽₺₦#@/:.,\w'’]|(?<!\s)[-–—]|\b{_MONTH}\s|\b(?:aged|age|ages|no\.|number|nos\.|page|pages|chapter|article|resolution|
    highway|route|flight|channel|section|grade|(?-i:Group\s+of)|G|top|first|last|past|next|previous|chapter|level|day|phase|
    Rs\.?|USD|EUR|unit|brigade|regiment|no|every|each|at\s+age|
    one\s+in|out\s+of)\s+)$""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = (
    r"(?:-|\s+)?(?:years?|months?|weeks?|weekends?|days?(?!\s+(?:labou?r|work)ers?)|nights?|hours?|hrs?|minutes?|mins?|seconds?|decades?|centur(?:y|ies)|"
    r"kms?|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|square|"
    r"percent|per\s?cent|percentage|degrees?|dollars?|euros?|pounds?|rupees?|cents?|francs?|rubles?|shekels?|yuan|yen|"
    r"tons?|tonnes?|kgs?|kilos?|kilograms?|grams?|lit(?:re|er)s?|gallons?|barrels?|mm|cm|m|bn|billion|trillion|"
    r"a\.?m\.?|p\.?m\.?|o['’]clock|GMT|UTC|times|points?|votes?|seats?|fold|caliber|calibre|rounds?)\b"
)
_NOT_BEFORE = re.compile(
    rf"(?:{_UNIT}|\s+(?:more\s+)?(?:{_UNIT})|\s*[%°]|st\b|nd\b|rd\b|th\b|[\w/:]|[.,]\d|-(?!\s)[A-Za-z]|[’']s\b"
    rf"|\s+(?:of\s+)?{_MONTH}(?!\w)(?!\s+(?:have|has|be))|\s+of\s+(?:{_UNIT})|\s*(?:am|pm)\b"
    r"|[\s-]+(?:thirds|quarters|fifths|sixths|eighths|tenths)\b|\s+out\s+of\s+(?:every\b|ten\b|100?\b|1,000\b))",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|of|early|late|mid|and|to|during|before|after|between|year|circa)[\s-]+$"
)
_UPWARDS = re.compile(r"\b(?:revised|rose|went|gone|climbed|jumped|moved|pushed|crept|increased)\s+$", re.IGNORECASE)
_PRONOUN_ONE_AFTER = re.compile(
    r"\s+(?:another|day|in\s+(?:every\s+)?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+[a-z]|of\s+(?:the|its|his|her|their|our|those|these)\b|that\b|which\b|who\b)"
)


@dataclass(frozen=True)
class Quantity:
    """A number of people as said.

    `start`, `end` cover the phrase with its modifiers, `count_start`, `count_end` the number itself; all are code
    points of the text given. `low` and `high` are the bounds the words allow, None where there is none; `modifier` and
    `count_kind` are codes of the casualty schema, or "".
    """

    start: int
    end: int
    count_start: int
    count_end: int
    low: int | None
    high: int | None
    modifier: str
    count_kind: str


def find(text: str) -> list[Quantity]:
    """Return the counts in `text`, in order, never overlapping."""
    found = []
    position = 0
    for begins in _BEGINS.finditer(text):
        # Asked where one can begin, the long pattern is quick; searched for, it is tried at each letter.
        if begins.start() < position or not (begins.group().isdigit() or begins.group().lower() in _FIRST):
            continue
        match = _QUANTITY.match(text, begins.start())
        if match is None:
            continue
        quantity = _quantity(match, text)
        if quantity:
            found.append(quantity)
            position = quantity.end
        else:
            # One step past the refused number, so that the second half of "May 3 to 5 people" is not lost with it.
            position = max(match.start("count") + 1, match.end("count"))
    return found


def value(words: str) -> int | None:
    """Return the number that `words` write ("12,000", "two dozen", "a hundred and five"), or None if they write none."""
    words = " ".join(words.lower().replace(",", "").replace("-", " ").split())
    if words.endswith("quarter of a million"):
        return 250_000
    if words.startswith("half a ") and words[7:] in _SCALES:
        return _SCALES[words[7:]] // 2
    total, part, seen = 0.0, 0.0, False
    for word in words.split():
        if word in ("a", "an"):
            part += 1
        elif word in _UNITS or word in _TENS:
            part += _UNITS.get(word) or _TENS[word]
        elif re.fullmatch(r"\d+(?:\.\d+)?", word) and len(word) < 15:
            part += float(word)
        elif word in _SCALES:
            part = (part or 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, part = total + part, 0.0
        elif word != "and":
            return None
        seen = True
    number = int(total + part)
    return number if seen and number < 10**12 else None


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span("count")
    after = match.group("after") or ""
    if _NOT_AFTER.search(text[max(0, start - 24) : start]) and not match.group("modifier"):
        return None
    if match.group("modifier") and re.search(r"[$€£#]$", text[max(0, start - 2) : start]):
        return None
    if _NOT_BEFORE.match(text[end : end + 24]) and not after.startswith("-"):
        return None
    if after.strip() in ("more", "additional", "further") and _NOT_BEFORE.match(text[match.end() : match.end() + 24]):
        return None
    low, high = _bounds(match)
    if low is None:
        return None
    if _is_year(match, text) or _is_age(match, text, low, high):
        return None
    word = match.group("count").lower()
    if word == "one" and (
        text[:start].rstrip().lower().endswith("no") or _PRONOUN_ONE_AFTER.match(text[end : end + 20])
    ):
        return None
    modifier = _MODIFIER_OF.get(" ".join((match.group("modifier") or "").lower().split()), "")
    if modifier == "at_most" and _UPWARDS.search(text[max(0, match.start("modifier") - 12) : match.start("modifier")]):
        modifier = ""  # "was revised up to 45" goes up; it sets no upper end
    if after.strip() == "or more":
        modifier = "at_least"
    elif after.strip() in ("or so", "-odd"):
        modifier = "about"
    elif match.group("between_low") or match.group("range_low"):
        modifier = modifier or "between"
    more = bool(match.group("before") or match.group("before2") or after.strip() in ("more", "additional", "further"))
    low, high = _bounded(low, high, modifier)
    return Quantity(
        start=match.start() + len(match.group()) - len(match.group().lstrip()),
        end=match.end(),
        count_start=start,
        count_end=end,
        low=low,
        high=high,
        modifier=modifier or ("additional" if more else ""),
        count_kind="additional" if more else "total" if match.group("total") else "",
    )


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    for name in ("between", "range"):
        if match.group(f"{name}_low"):
            low, high = value(match.group(f"{name}_low")), value(match.group(f"{name}_high"))
            return (None, None) if low is None or high is None or low >= high else (low, high)
    if words := match.group("open"):
        return _open_low(" ".join(words.lower().split())), None
    if words := match.group("loose"):
        return _VAGUE[" ".join(words.lower().split())]
    number = value(match.group("one"))
    return number, number


def _open_low(words: str) -> int:
    first, *rest = words.split()
    if first in ("several", "a", "many"):
        return 3 * _SCALES[rest[-1].removesuffix("s")]
    if not rest:
        return 2 * _PLURALS[first]
    return 2 * {"tens": 10, "hundreds": 100}[first] * _PLURALS[rest[-1]]


def _bounded(low: int, high: int | None, modifier: str) -> tuple[int | None, int | None]:
    if modifier in ("at_least", "more_than"):
        return low, None
    if modifier in ("at_most", "fewer_than"):
        return None, high
    return low, high


def _is_year(match: re.Match[str], text: str) -> bool:
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d(?:\s*[-–]\s*\d{2,4})?", match.group("count")) or match.group("modifier"):
        return False
    before, after = text[max(0, match.start("count") - 12) : match.start("count")], text[match.end("count") :][:2]
    return bool(_YEAR_BEFORE.search(before.lower())) or not re.match(r"\s[a-z]", after)


def _is_age(match: re.Match[str], text: str, low: int, high: int | None) -> bool:
    """Whether the number stands between commas after a name, as ages do: "Ana Virek, 34, said"."""
    before, after = text[: match.start("count")].rstrip(), text[match.end("count") :]
    if (
        low == high
        and low < 120
        and re.search(r"\(\s*(?:\d+\s*(?:,|and)\s*)?$", before)
        and re.match(r"\s*(?:(?:,|and)\s*\d+\s*)*\)", after)
    ):
        return True  # "two brothers (11 and 15)"
    return (
        low == high
        and low < 120
        and before.endswith(",")
        and bool(re.match(r"\s*[,;.)]|\s+(?:was|were)\s+shot", after))
    )
