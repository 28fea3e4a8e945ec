"""Where quotation marks open and close: straight and curly, double and single, across sentences."""

from __future__ import annotations

from dataclasses import dataclass

_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«", "”»"


@dataclass(frozen=True)
class Quotation:
    """A stretch in quotation marks. `start`, `end` are code points of what is inside; `outer_*` take the marks in too."""

    outer_start: int
    start: int
    end: int
    outer_end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch lies inside, its marks counted in."""
        return self.outer_start <= start and end <= self.outer_end


def find(text: str) -> list[Quotation]:
    """Return the outermost quotations of a paragraph, in order.

    One that is never closed runs to the paragraph's end, as newspapers print speeches of several paragraphs; a lone mark
    at the end opens nothing. An apostrophe is no mark: a single one opens only after a space or bracket and closes only
    where no letter follows.
    """
    found: list[Quotation] = []
    opened = -1
    closing = ""
    for index, char in enumerate(text):
        if opened < 0:
            closing = _closing(text, index, char)
            if closing:
                opened = index
        elif char in closing and _closes(text, index, char):
            if text[opened + 1 : index].strip():
                found.append(Quotation(opened, opened + 1, index, index + 1))
            opened = -1
    if opened >= 0 and closing != "’" and closing != "'" and len(text[opened + 1 :].split()) > 3:
        end = len(text.rstrip())
        found.append(Quotation(opened, opened + 1, end, end))
    return found


def _closing(text: str, index: int, char: str) -> str:
    """The marks that close a quotation opened by `char` at `index`, or "" if it opens none."""
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if char in _DOUBLE_OPEN:
        return _DOUBLE_CLOSE + '"'
    if char == '"' and not before.isalnum() and not after.isspace():
        return '"”'
    if char in "‘'" and (before.isspace() or before in "([—–") and after.isalpha():
        return _single_closing(text, index, char)
    return ""


def _single_closing(text: str, index: int, char: str) -> str:
    mark = "’" if char == "‘" else "'"
    for at in range(index + 2, min(len(text), index + 600)):
        if text[at] == mark and _closes(text, at, mark) and not (text[at - 1] == "s" and text[at + 1 : at + 2] == " "):
            return mark
    return ""


def _closes(text: str, index: int, char: str) -> bool:
    after = text[index + 1] if index + 1 < len(text) else " "
    return not after.isalpha() if char in "’'" else True
