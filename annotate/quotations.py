"""Where quotation marks open and close: straight and curly, double and single, across sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from annotate import clauses

_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«", "”»"
# Two apostrophes or two grave accents stand for one double mark where a wire has no other.
_PAIR = re.compile("''|``")
_FILLER = "\x00"
# Words behind a mark that is never closed, for it to open a quotation; a straight one is a stray more often.
_SHORTEST_CURLY, _SHORTEST_STRAIGHT = 2, 4
_FARTHEST_SINGLE = 600
_SCARE = 30


@dataclass(frozen=True)
class Quotation:
    """A stretch in quotation marks. `start`, `end` are code points of what is inside; `outer_*` take the marks in too.

    `closed` is False for one that runs to the paragraph's end without a closing mark.
    """

    outer_start: int
    start: int
    end: int
    outer_end: int
    closed: bool = True

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch lies inside, its marks counted in."""
        return self.outer_start <= start and end <= self.outer_end


def of(doc: Doc) -> list[Quotation]:
    """Return the outermost quotations of a parsed paragraph, found once and kept with it."""
    if "quotations" not in doc.user_data:
        doc.user_data["quotations"] = find(clauses.even(doc))
    return doc.user_data["quotations"]


def find(text: str) -> list[Quotation]:
    """Return the outermost quotations of a paragraph, in order.

    One that is never closed runs to the paragraph's end if it opens the paragraph, as newspapers print speeches of several
    paragraphs, or if it is the last; a lone mark at the end opens nothing, and a stray one loses to a pair that stands
    behind it. An apostrophe is no mark: a single one opens only after a space or bracket and closes only where no letter
    follows. Two apostrophes or grave accents in a row are one mark.
    """
    found: list[Quotation] = []
    opened, closing = -1, ""
    text = _PAIR.sub(f'"{_FILLER}', text)
    singles = _SingleMarks(text)
    for index, char in enumerate(text):
        if char not in _MARKS:
            continue
        if opened >= 0 and char in closing and _closes(text, index, char):
            start = opened + _width(text, opened)
            if text[start:index].strip():
                found.append(Quotation(opened, start, index, index + _width(text, index)))
            opened = -1
        elif opened < 0:
            closing = _closing(text, index, char, singles)
            opened = index if closing else -1
        elif _reopens(text, opened, index, char):
            closing = _closing(text, index, char, singles)
            opened = index
    if (
        opened >= 0
        and closing not in ("’", "'")
        and len(text[opened + 1 :].split()) >= (_SHORTEST_CURLY if text[opened] in _DOUBLE_OPEN else _SHORTEST_STRAIGHT)
    ):
        end = len(text.rstrip())
        found.append(Quotation(opened, opened + _width(text, opened), end, end, closed=False))
    return found


def _width(text: str, at: int) -> int:
    """How many code points the mark at `at` takes: two for a pair of apostrophes."""
    return 2 if text[at + 1 : at + 2] == _FILLER else 1


_MARKS = frozenset("\"“”„«»‘’'")


def _reopens(text: str, opened: int, index: int, char: str) -> bool:
    """Whether a curly mark opens anew while one of its like is open that never closed: the first was a stray."""
    return char in _DOUBLE_OPEN and text[opened] == char and index - opened > 1


def _closing(text: str, index: int, char: str, singles: _SingleMarks) -> str:
    """The marks that close a quotation opened by `char` at `index`, or "" if it opens none."""
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if char in _DOUBLE_OPEN:
        return _DOUBLE_CLOSE + '"'
    if char == '"' and not before.isalnum() and not after.isspace():
        return '"”'
    if char in "‘'" and (before.isspace() or before in "([—–") and after.isalpha():
        mark = "’" if char == "‘" else "'"
        end = singles.next(mark, index + 2)
        return mark if 0 <= end < index + _FARTHEST_SINGLE else ""
    return ""


class _SingleMarks:
    """Where single marks can close, found once from the right, so that looking for the next one costs nothing."""

    def __init__(self, text: str) -> None:
        self.places = {
            mark: [
                at
                for at, char in enumerate(text)
                if char == mark and _closes(text, at, mark) and not _may_own(text, at)
            ]
            for mark in "’'"
            if mark in text
        }
        self._owners = {
            mark: [at for at, char in enumerate(text) if char == mark and _may_own(text, at)] for mark in self.places
        }

    def next(self, mark: str, at: int) -> int:
        """The first place at or after `at` where `mark` can close, or -1.

        An apostrophe that may be a plural's closes only where no other mark can, and only a word or two: the 'rebels' left.
        """
        places = self.places.get(mark, [])
        index = bisect_left(places, at)
        if index < len(places) and places[index] < at + _FARTHEST_SINGLE:
            return places[index]
        owners = self._owners.get(mark, [])
        index = bisect_left(owners, at)
        return owners[index] if index < len(owners) and owners[index] < at + _SCARE else -1


def _may_own(text: str, at: int) -> bool:
    """Whether an apostrophe may be that of a plural: the boys' room."""
    return at > 0 and text[at - 1] == "s" and text[at + 1 : at + 2] == " "


def _closes(text: str, index: int, char: str) -> bool:
    after = text[index + 1] if index + 1 < len(text) else " "
    return not after.isalpha() if char in "’'" else True
