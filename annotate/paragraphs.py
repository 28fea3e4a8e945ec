"""Cuts an article into the paragraphs that are read, and evens out what a parser stumbles over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

Span = tuple[int, int]
LONGEST = 10_000
LONGEST_SENTENCE = 1_000
LONGEST_WORD = 200
SCRIPT_SHARE = 0.6
# Code points a text's letters are to be of, half-open: those of European languages in Latin letters.
LATIN: tuple[Span, ...] = ((0x0000, 0x0250), (0x1E00, 0x1F00))
_END = re.compile(r"[.!?…。]")


@dataclass(frozen=True)
class Piece:
    """A paragraph, or a part of one too long: where it starts in the article, and its text."""

    start: int
    text: str


def cut(text: str, alien: list[Span], script: tuple[Span, ...] = LATIN) -> list[Piece]:
    """Return the paragraphs of `text` that can be read: not boilerplate (`alien`), and in letters of `script`.

    A paragraph begins behind what is boilerplate at its head: a dateline. One longer than `LONGEST` comes in parts that
    end with a sentence or a word; so does a stretch longer than `LONGEST_SENTENCE` that no sentence ends in, since rules
    compare the words of a sentence with each other.
    """
    pieces = []
    foreign = 0
    for start, end in _paragraphs(text):
        while foreign < len(alien) and alien[foreign][1] < end:
            if alien[foreign][0] <= start < alien[foreign][1]:
                start = end - len(text[alien[foreign][1] : end].lstrip())
            foreign += 1
        if foreign < len(alien) and alien[foreign][0] <= start:
            continue
        while start < end:
            stop = end if end - start <= LONGEST else _cut(text, start, start + LONGEST)
            stop = _endless(text, start, stop)
            if _is_of(script, text[start:stop]):
                pieces.append(Piece(start, text[start:stop]))
            start = stop
    return pieces


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where paragraphs stand. A line is one, but of lines that were only wrapped, what blank lines set apart."""
    spans = []
    for block in re.finditer(r"\S(?:(?!\n[^\S\n]*\n).)*", text.replace("\r", " "), re.DOTALL):
        lines = block.group().rstrip().split("\n")
        if len(lines) > 1 and _is_wrapped(lines):
            spans.append((block.start(), block.start() + len(block.group().rstrip())))
            continue
        at = block.start()
        for line in lines:
            if line.strip():
                spans.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
            at += len(line) + 1
    return spans


def _is_wrapped(lines: list[str]) -> bool:
    inner = [line.strip() for line in lines[:-1]]
    ended = sum(line[-1:] in '.!?:"”' for line in inner)
    goes_on = any(line.strip()[:1].islower() for line in lines[1:]) or all(line.isupper() for line in inner)
    return goes_on and all(40 <= len(line) <= 100 for line in inner) and 2 * ended <= len(inner)


def _cut(text: str, start: int, stop: int) -> int:
    for pattern in (r"[.!?][\"”’)]*\s", r"\s"):
        ends = [match.end() for match in re.finditer(pattern, text[start + (stop - start) // 2 : stop])]
        if ends:
            return start + (stop - start) // 2 + ends[-1]
    return stop


def _endless(text: str, start: int, stop: int) -> int:
    """Where to cut in a stretch without an end of a sentence, or `stop` if there is none so long."""
    last = start
    while stop - last > LONGEST_SENTENCE:
        match = _END.search(text, last, last + LONGEST_SENTENCE)
        if match is None:
            space = text.rfind(" ", last + LONGEST_SENTENCE // 2, last + LONGEST_SENTENCE)
            return space + 1 if space >= 0 else last + LONGEST_SENTENCE
        last = match.end()
    return stop


def _is_of(script: tuple[Span, ...], text: str) -> bool:
    if text.isascii() and script[0] == LATIN[0]:
        return any(map(str.isalpha, text))
    letters = {char: count for char, count in Counter(text).items() if char.isalpha()}
    own = sum(count for char, count in letters.items() if any(first <= ord(char) < end for first, end in script))
    return bool(letters) and own >= SCRIPT_SHARE * sum(letters.values())


class _Blanks(dict[int, int]):
    """For `str.translate`: a space for white space, control characters, lone surrogates and what is not assigned."""

    def __missing__(self, point: int) -> int:
        char = chr(point)
        blank = char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")
        self[point] = ord(" ") if blank else point
        return self[point]


_BLANKS = _Blanks()
_ENDLESS = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD},}}")


def even(text: str) -> str:
    """Return `text` as the parser reads it best, every code point in its place: plain spaces; endless words are blanked."""
    return _ENDLESS.sub(lambda match: " " * len(match.group()), text.translate(_BLANKS))
