"""Where and when what a document reports took place, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotate import actors, datelines, dates
from annotate.abuses.document import LEAD, Document, Sign

_NAME = r"[A-Z][\w’'-]*(?:[ -](?:al-|de |del |do |da )?[A-Z][\w’'-]*){0,3}"
_SETTLEMENT = r"village|town|city|suburb|neighbou?rhood|locality|hamlet|resort|camp|municipality|commune|township|port"
_REGION = r"district|province|region|county|state|prefecture|governorate|department|valley|island|area|sub-?county|ward"
_OF = re.compile(
    rf"\b(?:the )?(?:(?:[A-Z][\w’'-]*|[\w-]+(?:ern|al|ote|ive)|border|small|rural) ){{0,2}}"
    rf"(?:{_SETTLEMENT}|{_REGION})s? of {_NAME}"
)
_BEFORE = re.compile(rf"\b{_NAME} (?:{_SETTLEMENT}|[Dd]istrict|[Pp]rovince|[Cc]ounty|[Ss]tate|[Rr]egion|area)\b(?! of)")
_IN = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside) ((?:the )?{_NAME})")
_IS_SETTLEMENT = re.compile(rf"\b(?:{_SETTLEMENT})s?\b", re.IGNORECASE)
_IS_WIDE = re.compile(r"\b(?:(?:north|south|east|west|centr)[\w-]*|neighbou?ring|rural)\s", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:attack|incident|raid|strike|killing|shooting|kidnapping|abduction|clash|explosion|blast|massacre)\w*\b"
    r"[^.!?\n]{0,60}?\b(?:took place|happened|occurred|hit|struck|came|on|in|at)\b",
    re.IGNORECASE,
)
_CLAIM, _TEXT = 2, 1


def place(document: Document, signs: Sequence[Sign]) -> str:
    """Return the place of what was done: of those that claims and sentences with signs name, the narrowest, most said.

    A town goes before a district, both before a country; "" where none is named, unless the dateline has one.
    """
    found: dict[str, float] = {}
    for words, weight in _places(document, signs):
        found[words] = found.get(words, 0) + weight
    if found:
        return max(found, key=lambda one: _narrow(one) + min(found[one], 6) / 2)
    return datelines.place(document.text)


def _places(document: Document, signs: Sequence[Sign]) -> Iterator[tuple[str, float]]:
    # A dateline's place is only what is left where nothing is said of the place.
    filed = datelines.place(document.text)
    for claim in document.casualties:
        if claim.attributes["place"] and claim.attributes["place"] != filed:
            yield claim.attributes["place"], _CLAIM * document.weight(claim.start)
    spoken = {document.at(one.start) for one in signs if one.weight > 0}
    for sentence, start in enumerate(document.starts):
        end = document.starts[sentence + 1] if sentence + 1 < len(document.starts) else len(document.text)
        end = min(end, start + 1_000)
        if sentence in spoken or (sentence < LEAD and _EVENT.search(document.text, start, end)):
            for pattern in (_OF, _BEFORE, _IN):
                for match in pattern.finditer(document.text, start, end):
                    words = match.group(pattern.groups)
                    if not dates.find(words) and not dates.is_part(words.split()[0]) and not _is_group(words):
                        yield words, _TEXT * document.weight(start)


def _is_group(words: str) -> bool:
    """Whether a name is that of an armed group: "Islamic State" is no state."""
    return any(one.rule == "non-state-group" for one in actors.find(words))


def _narrow(words: str) -> float:
    """How narrow a place is: a town 3, a district 2, another name 1.5, a country or a part of one less, no name 0."""
    if not any(word[:1].isupper() for word in words.split()):
        return 0.0
    if _OF.search(words) or _BEFORE.search(words):
        return 3.0 if _IS_SETTLEMENT.search(words) else 2.0
    if _IS_WIDE.search(words):
        return 0.5
    return 0.7 if actors.side(words) == "state" else 1.5


def date(document: Document, signs: Sequence[Sign]) -> str:
    """Return the first date said of what was done, else the first that stands in a sentence with a sign, else ""."""
    for claim in document.casualties:
        if claim.attributes["date"]:
            return str(claim.attributes["date"])
    for sentence in dict.fromkeys(document.at(one.start) for one in signs):
        start = document.starts[sentence]
        end = document.starts[sentence + 1] if sentence + 1 < len(document.starts) else len(document.text)
        for span in dates.find(document.text[start : min(end, start + 2_000)]):
            return document.text[start + span[0] : start + span[1]]
    return ""
