"""Numbers of people in French news: "au moins 12", "une vingtaine", "entre huit et onze", "des centaines", "2 000".

The bounds are read as in English (`annotate.numbers`): "des dizaines" is two tens or more, "plusieurs" three or more; an
open count has no upper end.
"""

from __future__ import annotations

import re

from annotate.numbers import Quantity

_UNITS = {
    **{"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9},
    **{"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16},
}
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_SCALES = {"cent": 100, "cents": 100, "mille": 1_000, "million": 1_000_000, "millions": 1_000_000}
_ROUND = {
    **{"huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30},
    **{"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000},
}
_MODIFIERS = {
    "at_least": (r"au\s+moins", r"au\s+minimum", r"pas\s+moins\s+(?:de|d['’])"),
    "more_than": (r"(?:bien\s+)?plus\s+(?:de|d['’])",),
    "at_most": (r"jusqu['’][àa]", r"au\s+plus", r"au\s+maximum"),
    "fewer_than": (r"moins\s+(?:de|d['’])",),
    "about": (r"environ", r"près\s+(?:de|d['’])", r"quelque", r"à\s+peu\s+près", r"autour\s+(?:de|d['’])", r"presque"),
}
_WORD = "|".join(sorted({*_UNITS, *_TENS, *_SCALES}, key=len, reverse=True))
_ONE = (
    rf"(?:\d{{1,3}}(?:[ .]\d{{3}})+(?!\d)|\d+(?:\s+(?:mille|millions?))?"
    rf"|\b(?:{_WORD})(?:(?:-|\s+et\s+|\s+)(?:{_WORD}))*\b)"
)
_ROUNDED = "|".join(_ROUND)
_QUANTITY = re.compile(
    rf"""
    (?:\b(?P<modifier>{"|".join(one for ones in _MODIFIERS.values() for one in ones)})\s*)?
    (?P<count>
        \bentre\s+(?P<low>{_ONE})\s+et\s+(?P<high>{_ONE})
      | \b(?P<many>des|plusieurs|quelques)\s+(?P<plural>{_ROUNDED})s(?:\s+de\s+(?P<thousands>milliers|millions))?\b
      | \bune?\s+(?P<rounded>{_ROUNDED})\b
      | (?P<from>{_ONE})(?:(?<=\d)\s*[-–]\s*(?=\d)|\s+[àa]\s+|\s+ou\s+)(?P<to>{_ONE})
      | (?P<one>{_ONE})
      | \b(?P<none>aucune?)\b
      | \b(?P<loose>plusieurs|quelques)\b
    )
    (?P<more>\s+(?:d['’])?(?:autres|nouvelles|nouveaux)\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A number after these, or with a letter, a sign or a decimal on it, counts nobody.
_NOT_AFTER = re.compile(r"(?:[$€£#@/:,.\w'’]|\b(?:article|page|numéro|n°|route|âgée?s?\s+de)\s)$", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\s*[%°€$]|[\w/:]|[.,]\d")


def find(text: str) -> list[Quantity]:
    """Return the counts in `text`, in order, never overlapping."""
    found = []
    for match in _QUANTITY.finditer(text):
        start, end = match.span("count")
        touched = _NOT_AFTER.search(text[max(0, start - 12) : start]) and not match.group("modifier")
        if touched or _NOT_BEFORE.match(text[end : end + 4]):
            continue
        low, high = _bounds(match)
        if low is not None:
            found.append(_quantity(match, low, high))
    return found


def value(words: str) -> int | None:
    """Return the number that `words` write ("2 000", "quatre-vingt-douze"), or None if they write none."""
    plain = re.sub(r"(?<=\d)[ .](?=\d{3})", "", " ".join(words.lower().split()))
    total = part = 0
    for word in re.split(r"[\s-]+", plain):
        if word.isdecimal() and len(word) < 13:
            part += int(word)
        elif word in _UNITS:
            part += _UNITS[word]
        elif word.startswith("vingt") and part % 100 == 4:
            part += 76  # quatre-vingt
        elif word in _TENS:
            part += _TENS[word]
        elif word.startswith("cent"):
            part = (part or 1) * 100
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0
        elif word != "et":
            return None
    number = total + part
    return number if 0 < number < 10**12 else None


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    for low, high in (("low", "high"), ("from", "to")):
        if match.group(low):
            one, other = value(match.group(low)), value(match.group(high))
            return (one, other) if one and other and one < other else (None, None)
    if match.group("plural"):
        times = 2 if match.group("many").lower() == "des" else 3
        scale = {"milliers": 1_000, "millions": 1_000_000}.get((match.group("thousands") or "").lower(), 1)
        return times * _ROUND[match.group("plural").lower()] * scale, None
    if match.group("rounded"):
        number: int | None = _ROUND[match.group("rounded").lower()]
        return number, number
    if match.group("none"):
        return 0, 0
    if match.group("loose"):
        return 3, None
    number = value(match.group("one"))
    return number, number


def _quantity(match: re.Match[str], low: int, high: int | None) -> Quantity:
    said = " ".join((match.group("modifier") or "").lower().split())
    modifier = next((code for code, ones in _MODIFIERS.items() if any(re.fullmatch(one, said) for one in ones)), "")
    if not modifier:
        modifier = "about" if match.group("rounded") else "between" if match.group("low") or match.group("from") else ""
    bounds: tuple[int | None, int | None] = (low, high)
    if modifier in ("at_least", "more_than"):
        bounds = low, None
    elif modifier in ("at_most", "fewer_than"):
        bounds = None, high
    more = bool(match.group("more"))
    return Quantity(
        match.start(),
        match.end(),
        *match.span("count"),
        *bounds,
        modifier or ("additional" if more else ""),
        "additional" if more else "",
    )
