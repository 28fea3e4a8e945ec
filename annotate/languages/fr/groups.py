"""Groups of people in French text: a number with its noun, one person with an article, or people by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotate.finder import Span, rows
from annotate.languages.fr import numbers
from annotate.numbers import Quantity

FOLDER = Path(__file__).parent
# What may stand between a number and its noun: "vingt autres personnes", "une dizaine de jeunes hommes".
_BETWEEN = (
    r"(?:\s+(?:de|des|autres|nouveaux|nouvelles|jeunes|anciens|anciennes|petits|petites)\b|\s+d['’](?:autres\b)?)*\s*"
)
_AFTER = re.compile(r"\s+(?:civil|armé|palestinien|étranger|mineur|local|locaux|inconnu|innocent)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """People counted, or one person. Code points: `phrase` is all of it, `who` the noun without the number.

    `noun` is the noun in lower case, "" in "vingt autres" and for names. `quantity` is None for one person said with an
    article and for people who are `named`.
    """

    phrase: Span
    count: Span | None
    who: Span | None
    noun: str
    low: int | None
    high: int | None
    quantity: Quantity | None
    named: bool = False


@cache
def words(name: str) -> frozenset[str]:
    """Return the list `name` of `words.jsonl`, with plurals; raises StopIteration for a name that is not there."""
    row = next(row for row in rows(FOLDER / "words.jsonl") if row["id"] == name)
    return frozenset(
        form for word in row["words"] for form in ([word[:-2], word[:-2] + "s"] if "/" in word else [word])
    )


def find(text: str, outcome_nouns: frozenset[str], names: Iterable[Span] = ()) -> list[Group]:
    """Return the groups of people in `text`, in order: of people's nouns, of `outcome_nouns` ("12 morts"), of no noun.

    `names` are where people's names stand; those that only name a group beside them ("le journaliste Piet Marn", "deux
    journalistes, Ana Tol et Piet Marn") are no groups of their own.
    """
    counted = [group for one in numbers.find(text) if (group := _counted(text, one, outcome_nouns))]
    taken = [group.phrase for group in counted]
    alone = [
        one for one in _alone(text) if not any(one.phrase[0] < end and start < one.phrase[1] for start, end in taken)
    ]
    told = sorted([*counted, *alone], key=lambda group: group.phrase)
    called = list(_called(text, sorted(names), told))
    # "Ostan Kell, le maire de Dorn": said after the name, he is counted by it.
    beside = [one for one in told if not (one.quantity is None and _follows(text, called, one))]
    return sorted([*beside, *called], key=lambda group: group.phrase)


def _called(text: str, names: list[Span], told: list[Group]) -> Iterator[Group]:
    """People by their names; names in a list are one group. Whoever says something is none."""
    names = [span for span in names if not _tells(text, span[0])]
    while names:
        start, end = names.pop(0)
        count = 1
        while names and re.fullmatch(r"\s*(?:,|et|ainsi que|,\s*et)\s*", text[end : names[0][0]]):
            end = names.pop(0)[1]
            count += 1
        named = (one for one in told if one.phrase[1] <= start and re.fullmatch(r",?\s*", text[one.phrase[1] : start]))
        if not any(one.noun for one in named) and not any(
            one.phrase[0] < end and start < one.phrase[1] for one in told
        ):
            yield Group((start, end), None, (start, end), "", count, count, None, named=True)


def _tells(text: str, at: int) -> bool:
    said = [word.strip(",") for word in text[max(at - 30, 0) : at].lower().replace("’", "'").split()]
    return bool({"selon", "d'après", *words("telling")} & set(said[-1:]))


def _follows(text: str, called: list[Group], one: Group) -> bool:
    return any(re.fullmatch(r"\s*,\s*", text[name.phrase[1] : one.phrase[0]]) for name in called)


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"{_BETWEEN}(?<!\w)(?P<noun>[^\W\d_]+(?:-[^\W\d_]+)*)", re.IGNORECASE)


def _counted(text: str, quantity: Quantity, outcome_nouns: frozenset[str]) -> Group | None:
    count = quantity.count_start, quantity.count_end
    match = _noun().match(text, quantity.end)
    noun = match.group("noun").lower() if match else ""
    is_one = text[slice(*count)].lower() in ("un", "une")
    if match and (noun in words("people") or noun in outcome_nouns):
        end = match.end("noun")
        if noun in words("people") and (more := _AFTER.match(text, end)):
            end = more.end()
        who = match.start("noun"), end
        return Group((quantity.start, end), count, who, noun, quantity.low, quantity.high, quantity)
    if is_one or not (quantity.count_kind == "additional" or _bare(text, quantity)):
        return None
    return Group((quantity.start, quantity.end), count, None, "", quantity.low, quantity.high, quantity)


def _bare(text: str, quantity: Quantity) -> bool:
    """Whether a number stands alone before a participle: "douze personnes ont été tuées et huit blessées"."""
    return (
        re.match(r"\s+(?:autres\s+)?[^\W\d_]+(?:é|és|ée|ées|us|ues)\b", text[quantity.end : quantity.end + 40])
        is not None
    )


@cache
def _one_person() -> re.Pattern[str]:
    singular = sorted((word for word in words("people") if not word.endswith("s")), key=len, reverse=True)
    return re.compile(
        rf"\b(?:le\s|la\s|l['’]|son\s|sa\s|cet?\s|cette\s)(?P<noun>{'|'.join(singular)})\b", re.IGNORECASE
    )


def _alone(text: str) -> Iterator[Group]:
    for match in re.finditer(r"\bpersonne(?=\s+n(?:['’]|e\b))", text, re.IGNORECASE):
        yield Group(match.span(), match.span(), None, "personne", 0, 0, None)
    for match in _one_person().finditer(text):
        yield Group(match.span(), None, match.span(), match.group("noun").lower(), 1, 1, None)
