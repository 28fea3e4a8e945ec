"""Where a quotation stands: code points and UTF-16 units, and finding it again after the text around it changed.

Python counts code points; a browser's `String`, Java and UIMA count UTF-16 units, in which a character outside the
Basic Multilingual Plane (an emoji, say) takes two. Conversion happens here and only at the border.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

MOST_PLACES = 2000
CLOSE_ENOUGH = 0.75
LONGEST_CHANGED = 4000


def to_utf16(text: str, n: int) -> int:
    """Return how many UTF-16 units the first `n` code points of `text` take. `n` is held within 0 and the length."""
    n = min(max(n, 0), len(text))
    return n + sum(ord(char) > 0xFFFF for char in text[:n])


def from_utf16(text: str, n: int) -> int:
    """Return how many whole code points of `text` fit in `n` UTF-16 units; half a surrogate pair counts for none."""
    units = 0
    for index, char in enumerate(text):
        units += 2 if ord(char) > 0xFFFF else 1
        if units > n:
            return index
    return len(text)


def reanchor(text: str, quote: str, prefix: str = "", suffix: str = "", near: int = 0) -> tuple[int, int] | None:
    """Return where `quote` stands in `text` as (start, end) in code points, or None.

    `prefix` and `suffix` are the text that stood around it, `near` its old start. In turn: the quote as it is (of
    several places the one whose surroundings agree most, then the nearest), the quote with other quotation marks, dashes
    or white space, then what now stands between prefix and suffix if it is still much like the quote. After the
    TextQuoteSelector with a position of the W3C Web Annotation Data Model.
    """
    if not quote.strip():
        return None
    places = _places(re.escape(quote), text) or _places(_tolerant(quote), text)
    if places:
        return max(places, key=lambda place: (_agreement(text, place, prefix, suffix), -abs(place[0] - near)))
    return _between(text, quote, prefix, suffix, near)


def _places(pattern: str, text: str) -> list[tuple[int, int]]:
    places = []
    for match in re.finditer(f"(?=({pattern}))", text):
        places.append(match.span(1))
        if len(places) >= MOST_PLACES:
            break
    return places


def _tolerant(quote: str) -> str:
    """A pattern for `quote` that takes any white space and any form of quotation mark, apostrophe or dash."""
    parts = []
    for piece in re.findall(r"\s+|[\"“”„«»]|['‘’‚]|[-‐‑–—]|.", quote.strip()):
        if piece.isspace():
            parts.append(r"\s+")
        elif piece in '"“”„«»':
            parts.append(r"[\"“”„«»]")
        elif piece in "'‘’‚":
            parts.append(r"['‘’‚]")
        elif piece in "-‐‑–—":
            parts.append(r"[-‐‑–—]")
        else:
            parts.append(re.escape(piece))
    return "".join(parts)


def _agreement(text: str, place: tuple[int, int], prefix: str, suffix: str) -> int:
    before, after = text[max(place[0] - len(prefix), 0) : place[0]], text[place[1] : place[1] + len(suffix)]
    return _common(before[::-1], prefix[::-1]) + _common(after, suffix)


def _common(one: str, other: str) -> int:
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))


def _between(text: str, quote: str, prefix: str, suffix: str, near: int) -> tuple[int, int] | None:
    if not prefix.strip() or not suffix.strip() or len(quote) > LONGEST_CHANGED:
        return None
    room = 2 * len(quote) + 20
    starts = sorted((place[1] for place in _places(re.escape(prefix), text)), key=lambda at: abs(at - near))
    for start in starts[:20]:
        end = text.find(suffix, start, start + room + len(suffix))
        now = text[start:end].strip() if end > start else ""
        if now and SequenceMatcher(None, now, quote, autojunk=False).ratio() >= CLOSE_ENOUGH:
            start = text.index(now, start)
            return start, start + len(now)
    return None
