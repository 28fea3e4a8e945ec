"""Where and when, in French: the place and the date that a sentence gives for what befell people, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from annotate.finder import Span
from annotate.languages.fr.groups import words

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_NAME = rf"(?:[Ll]['’])?[{_CAPITAL}][\w’'-]*(?:\s(?:(?:de|du|des|la|le|les|sur|en)\s)?[{_CAPITAL}][\w’'-]*){{0,3}}"
_OF = r"(?:de\s+la\s+|de\s+l['’]|de\s+|du\s+|des\s+|d['’])"
_SIDE = r"(?:nord|sud|est|ouest|centre|centre-ville)(?:-(?:est|ouest))?"
_SORT = (
    r"(?:militaire|voisin|central|principal|publi[cq]u?|présidentiel|international|frontali[eè]r|scolaire|universitaire|aérien"
    r"|populaire|administrati[fv]|minier|minière|ouest|est|nord|sud)e?s?\b"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_PART = r"(?:matin|midi|après-midi|soir|nuit)"
MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_DAY_OF_MONTH = rf"\d{{1,2}}(?:er)?\s+{MONTH}(?:\s+\d{{4}}\b)?"
_DATES = re.compile(
    rf"\b(?:dans\s+la\s+)?(?P<date>nuit\s+(?:de\s+{_DAY}\s+à\s+{_DAY}|dernière)"
    rf"|(?:le\s+)?{_DAY}(?:\s+{_PART}|\s+dernier)?(?:\s+{_DAY_OF_MONTH})?"
    rf"|(?:le\s+)?{_DAY_OF_MONTH}"
    rf"|{MONTH}\s+\d{{4}}\b"
    rf"|(?:avant-)?hier(?:\s+{_PART}|\s+au\s+soir)?\b|aujourd['’]hui\b"
    r"|(?:la\s+)?semaine\s+(?:dernière|passée)|(?:le\s+)?mois\s+(?:dernier|passé)|(?:l['’])?an(?:née)?\s+(?:derni(?:er|ère)|passée?)"
    r"|il\s+y\s+a\s+(?:[\w-]+\s+){1,2}(?:heures?|jours?|semaines?|mois|ans?)\b"
    r"|(?<=\ben\s)(?:19|20)\d{2}\b)",
    re.IGNORECASE,
)


@cache
def _places() -> re.Pattern[str]:
    kind = "|".join(sorted(words("places"), key=len, reverse=True))
    inside = rf"(?:\s+{_OF}(?:{_NAME}|[a-zà-ÿ-]+\b(?!\s+{_NAME}))){{0,2}}"
    within = rf"(?:\s+{_SORT})?{inside}"
    article = r"(?:le\s+|la\s+|les\s+|l['’]|un\s+|une\s+|des\s+|son\s+|sa\s+|leur\s+)"
    common = rf"{article}(?:[a-zà-ÿ-]+\s+)?(?:{kind})\b{within}(?:\s+{_NAME})?"
    return re.compile(
        rf"\b(?:[Dd]ans|[Ss]ur|[Dd]evant|[Cc]ontre)\s+(?P<common>{common}|(?:le\s+|la\s+|l['’])(?:extrême\s+)?{_SIDE}\s+{_OF}{_NAME})"
        rf"|\b(?:[ÀàAa]u\s+{_SIDE}|[Àà]\s+l['’]{_SIDE}|[Pp]rès|[Àà]\s+proximité|[Nn]on\s+loin|[Aa]utour|[Aa]ux\s+(?:environs|abords|portes)"
        rf"|[Aa]u\s+(?:large|cœur|centre)|[Àà]\s+l['’](?:entrée|extérieur)|[Ee]n\s+(?:périphérie|banlieue))\s+{_OF}"
        rf"(?P<near>(?:(?:la\s+|le\s+|l['’])?(?:{kind})\b{within}\s*)?(?:{_NAME})?)"
        rf"|\b[Àà]\s+(?P<at>(?:l['’](?:{kind})\b{within}|la\s+(?:{kind})\b{within})(?:\s+{_NAME})?|{_NAME})"
        rf"|\b(?:[Ee]n|[Aa]ux?)\s+(?P<land>(?:{kind})\b{within}(?:\s+{_NAME})?|{_NAME})"
    )


def find(sentence: str, at: int, avoid: Iterable[Span], people: Iterable[Span]) -> tuple[Span | None, Span | None]:
    """Return where the words for place and date of what happened at `at` stand in `sentence`, or None (code points).

    What belongs to `avoid` (who did it, who says so, whom it befell), to names of `people`, or to a verb of telling
    ("a dit lundi le maire") is left out. A place with a name goes before one without, then the nearest.
    """
    avoid, people = tuple(avoid), tuple(people)
    places = [span for span in _spans(_places(), sentence) if not _touches(span, (*avoid, *people))]
    dates = [span for span in _spans(_DATES, sentence) if not _touches(span, avoid)]
    return (
        _nearest([span for span in places if not _was_told(sentence, span)], sentence, at),
        _nearest([span for span in dates if not _was_told(sentence, span)], sentence, at),
    )


def is_date(word: str) -> bool:
    """Whether a word names a day or a month: "a déclaré mardi le gouverneur"."""
    return re.fullmatch(rf"{_DAY}|{MONTH}|hier|aujourd['’]hui", word, re.IGNORECASE) is not None


def _spans(pattern: re.Pattern[str], sentence: str) -> list[Span]:
    found = []
    for match in pattern.finditer(sentence):
        name = next((name for name, words_ in match.groupdict().items() if words_ and words_.strip()), "")
        if name:
            start, end = match.span(name)
            found.append((start, end - len(sentence[start:end]) + len(sentence[start:end].rstrip())))
    return found


def _touches(span: Span, others: tuple[Span, ...]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _was_told(sentence: str, span: Span) -> bool:
    before = sentence[max(span[0] - 30, 0) : span[0]].lower().split()
    # The preposition of a place stands between it and the verb.
    return bool({word.strip(",") for word in before[-2:]} & words("telling"))


def _nearest(spans: list[Span], sentence: str, at: int) -> Span | None:
    def rank(span: Span) -> tuple[bool, int]:
        named = re.search(rf"(?<!\w)(?:[Ll]['’])?[{_CAPITAL}]", sentence[slice(*span)]) is not None
        return not (named or sentence[span[0]].isdigit()), abs(span[0] - at)

    return min(spans, key=rank, default=None)
