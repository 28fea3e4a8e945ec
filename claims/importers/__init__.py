"""Ways in, by a file's ending. A new format is a file here and a line below.

Importers turn bytes into drafts and never touch the database. A line that cannot be read becomes a Problem, and the rest
goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from claims.importers import jsonl, text
from claims.importers.draft import ArticleDraft, Problem, normalise, problem_with

Importer = Callable[[bytes, str], Iterator[ArticleDraft | Problem]]
IMPORTERS: dict[str, Importer] = {".txt": text.read, ".jsonl": jsonl.read}


def read(name: str, data: bytes) -> Iterator[ArticleDraft | Problem]:
    """Yield what the file called `name` holds; a Problem where its ending is not known."""
    importer = IMPORTERS.get(PurePath(name).suffix.lower())
    if importer is None:
        said = _("Files of this kind cannot be read. Give one that ends in: %(endings)s.")
        yield Problem(name, 0, said % {"endings": ", ".join(IMPORTERS)})
        return
    yield from importer(data, name)


__all__ = ["IMPORTERS", "ArticleDraft", "Importer", "Problem", "normalise", "problem_with", "read"]
