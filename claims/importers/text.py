"""A plain text file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from claims.importers.draft import ArticleDraft, Problem, decode

LONGEST_HEADLINE = 120


def read(data: bytes, where: str) -> Iterator[ArticleDraft | Problem]:
    """Yield the article, whole. Its title is the first line where that is as short as a headline, else the file's name."""
    try:
        text = decode(data)
    except ValueError as error:
        yield Problem(where, 0, str(error))
        return
    lines = text.strip().splitlines()
    headline = len(lines) > 1 and len(lines[0]) <= LONGEST_HEADLINE and not lines[0].rstrip().endswith((".", "!", "?"))
    yield ArticleDraft(text, title=lines[0].strip() if headline else PurePath(where).stem, where=where)
