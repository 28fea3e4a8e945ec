"""What importers make: articles not yet stored, and words about what could not be read."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# The longest article and title that a page still shows well; the caller may set a lower limit.
LONGEST_TITLE = 500


@dataclass(frozen=True)
class ArticleDraft:
    """An article as read from a file. `where` names the file, and the line where it has one, for messages."""

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published_at: datetime.date | None = None
    language: str = "en"
    where: str = ""


@dataclass(frozen=True)
class Problem:
    """Something that could not be read, with a sentence that says what to do. `line` counts from 1; 0 is the whole file."""

    where: str
    line: int
    sentence: str

    def __str__(self) -> str:
        place = _("line %(line)s") % {"line": self.line} if self.line else ""
        return f"{', '.join(filter(None, (self.where, place)))}: {self.sentence}"


def normalise(text: str) -> str:
    """Return `text` as it is stored: line ends as LF, NFC, no byte order mark in front.

    This happens once, at import; every offset counts code points of the result. White space is left as it is.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a byte order mark; raise ValueError saying what to do."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        said = _("This is not UTF-8 text (line %(line)s). Save the file as UTF-8 and try again.")
        raise ValueError(said % {"line": line}) from error
    if "\x00" in text:
        raise ValueError(_("This holds NUL characters, so it is not a text file. Save it as plain text in UTF-8."))
    return text


def problem_with(text: str, longest: int) -> str:
    """Return what keeps `text` from being an article, as a sentence; "" where nothing does."""
    if not text.strip():
        return _("There is no text. Give the article's text.")
    if "\x00" in text:
        return _("The text holds NUL characters. Remove them.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return _("The text holds half of a surrogate pair, which is no character. Export it again as UTF-8.")
    if len(text) > longest:
        said = _("The text has %(characters)s characters; the limit is %(limit)s. Split it.")
        counts = {"characters": len(text), "limit": longest}
        return said % {name: number_format(count, force_grouping=True) for name, count in counts.items()}
    return ""
