"""Datelines: where and when a report was filed, and by which agency, at the head of its first line.

"KARVEL, Ostravia, March 3 (Reuters) - ", "DORN (AP) — ", "Tessa, Ostravia – ", "DORN, 3 mars (AFP) - ", "UPDATE - ". They
belong to nobody's sentence: they are read as boilerplate, and no claim reaches into one. Plain regular expressions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Span = tuple[int, int]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|janv(?:ier)?|f[ée]v(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t"
    r"|septembre|octobre|novembre|d[ée]c(?:embre)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_DATE = (
    rf"(?i:(?:le\s+)?(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:er)?\s+{_MONTH})"
    rf"(?:,?\s+(?:\d{{4}}|\d{{2}}))?|{_WEEKDAY})"
)
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_SHOUTED = rf"[{_CAPITAL}][{_CAPITAL}.'’-]+"
_WORD = rf"[{_CAPITAL}][^\W\d_][\w.'’-]{{0,30}}"
_LINK = r"(?:(?:de|du|des|la|le|les|el|al|of|sur|en|and|et)\s+)?"
_AGENCY = rf"\((?P<agency>[A-Za-z{_CAPITAL}][\w.&’' -]{{1,29}}(?:/[A-Z][\w .-]{{1,20}})?)\)"
_DASH = r"(?:\s*(?:--|[–—])\s*|\s+-\s+)(?:\[[^\[\]\n]{2,80}\]\s*)*"
_SHOUTED_PLACE = rf"(?P<shouted>{_SHOUTED}(?:[ /]{_LINK}{_SHOUTED}){{0,3}})"
_PLACE = rf"(?P<place>{_WORD}(?:[ /]{_LINK}{_WORD}){{0,3}})"
_REGION = rf"(?P<region>,\s+{_WORD}(?:\s+{_LINK}{_WORD}){{0,3}}|\s+\({_WORD}(?:\s+{_WORD})?\)(?=,))"
_PLAIN_REGION = rf"(?P<region>,\s+{_WORD}(?:\s+{_WORD}){{0,3}})"
# A sentence begins behind it, or nothing more stands on the line.
_THEN = rf"(?=[\"“«‘'\[]?\s?[{_CAPITAL}\d]|\s*$)"
_WHEN = rf"(?:,?\s+(?P<date>{_DATE}),?)"
_FORMS = tuple(
    re.compile(rf"\s*(?:{form})")
    for form in (
        # With an agency the rest may look like anything.
        rf"{_SHOUTED_PLACE}{_REGION}?{_WHEN}?\s*{_AGENCY}{_DASH}{_THEN}",
        rf"{_PLACE}{_REGION}?{_WHEN}?\s*{_AGENCY}{_DASH}{_THEN}",
        rf"(?P<date>{_DATE})\s+{_AGENCY}{_DASH}{_THEN}",
        rf"{_AGENCY}{_DASH}{_THEN}",
        rf"{_SHOUTED_PLACE}{_REGION}?{_WHEN}{_DASH}{_THEN}",
        rf"{_PLACE}{_REGION}?{_WHEN}\s*(?:--|[–—])\s+{_THEN}",
        # Without a date and an agency, only before words that are not shouted too.
        rf"{_SHOUTED_PLACE}{_REGION}?{_DASH}(?=[\"“«‘]?\s?[{_CAPITAL}](?:[a-zß-öø-ÿ’']|\s+[a-zß-öø-ÿ]))",
        rf"{_PLACE}{_PLAIN_REGION}\s+(?:--|[–—])\s+(?=[\"“«‘]?\s?[{_CAPITAL}][a-zß-öø-ÿ]*\b)",
    )
)
# Words that stand in a dateline's place and name none.
_LABELS = re.compile(
    r"(?:breaking|update|updated|exclusive|analysis|opinion|watch|video|live|factbox|explainer|feature|urgent|alert|flash"
    r"|photos?|correction|corrected|refile|insight|timeline|profile|interview|breakingviews|analyse|vidéo|direct)\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(rf"(?:{_WEEKDAY}|{_MONTH}|by|par|photo|file|copyright|source|editor|note)\b", re.IGNORECASE)
# Agencies that may stand alone in brackets; any other name there is a place: "(Tessa) – Guards fired".
_AGENCIES = frozenset(
    ("afp", "ap", "reuters", "dpa", "efe", "ansa", "xinhua", "upi", "tass", "pti", "ips", "irin", "apa", "ats")
)
_LONGEST = 160


@dataclass(frozen=True)
class Dateline:
    """A dateline in a text (code points): all of it with its dash, and the place, the date and the agency in it."""

    start: int
    end: int
    place: Span | None
    date: Span | None
    agency: Span | None


def at(text: str, start: int = 0) -> Dateline | None:
    """Return the dateline that begins at `start`, or None. `text` is looked at no further than a dateline is long."""
    piece = text[start : start + _LONGEST].split("\n", 1)[0]
    if not any(dash in piece for dash in "-–—"):
        return None
    for form in _FORMS:
        match = form.match(piece)
        if match is None:
            continue
        groups = match.groupdict()
        where = next((name for name in ("shouted", "place") if groups.get(name)), "")
        if where and _NO_PLACE.match(groups[where]):
            continue
        named = {name: (match.start(name) + start, match.end(name) + start) for name in groups if groups[name]}
        if not where and "date" not in named and groups["agency"].lower() not in _AGENCIES:
            named[where := "bracket"] = named.pop("agency")
        place = named.get(where) if where == "bracket" or not _LABELS.match(groups.get(where) or "") else None
        first = start + len(piece) - len(piece.lstrip())
        return Dateline(first, start + match.end(), place, named.get("date"), named.get("agency"))
    return None


def head(article: str) -> Dateline | None:
    """Return the dateline at the head of one of an article's first lines, or None."""
    start = 0
    for line in article[:2_000].split("\n")[:6]:
        if found := at(article, start):
            return found
        start += len(line) + 1
    return None


def place(article: str) -> str:
    """Return the place of the dateline at the head of an article, as it is written there, or ""."""
    found = head(article)
    return article[slice(*found.place)] if found and found.place else ""
