"""What every way out is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from claims.queries.gold import GoldArticle


@dataclass(frozen=True)
class Exporter:
    """A format. `write` puts articles into an open binary file as they come and returns counts of what it wrote.

    `check`, where a format can be read back, takes the file and yields for each article its text and its claims as
    (id, kind, start, end) in the order of writing; the export compares them with the record.
    """

    slug: str
    label: str
    extension: str
    media_type: str
    write: Callable[[Iterable[GoldArticle], BinaryIO], dict[str, int]]
    check: Callable[[BinaryIO], Iterable[tuple[str, list[tuple[int, str, int, int]]]]] | None = None
