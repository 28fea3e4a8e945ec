"""One JSON object a line, one article an object."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from claims.importers.draft import LONGEST_TITLE, ArticleDraft, Problem, decode

TEXTS = {"title": LONGEST_TITLE, "source": 200, "url": 2000, "language": 16}


def read(data: bytes, where: str) -> Iterator[ArticleDraft | Problem]:
    """Yield an article or a problem for each line that is not empty.

    Keys: `text`; optionally `title`, `source`, `url` (http or https), `published_at` or `date` (YYYY-MM-DD), `language`.
    Other keys are passed over.
    """
    try:
        text = decode(data)
    except ValueError as error:
        yield Problem(where, 0, str(error))
        return
    # Only LF ends a line: JSON strings may hold other separators of Unicode unescaped.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield draft(json.loads(line), f"{where}, {_('line %(line)s') % {'line': number}}")
            except json.JSONDecodeError as error:
                said = _("This is not JSON (%(wrong)s, column %(column)s). Give one object a line.")
                yield Problem(where, number, said % {"wrong": error.msg, "column": error.colno})
            except (ValueError, RecursionError) as error:
                yield Problem(where, number, str(error))


def draft(row: Any, where: str) -> ArticleDraft:
    """Return the article that `row` describes; raise ValueError saying what is wrong with it."""
    if not isinstance(row, dict):
        raise ValueError(_('Give an object such as {"text": "..."} on each line.'))
    if not isinstance(row.get("text"), str):
        raise ValueError(_("The article's text is missing: give it as “text”."))
    values = {name: _text(row, name, longest) for name, longest in TEXTS.items() if row.get(name) is not None}
    if values.get("url") and not _is_web(values["url"]):
        raise ValueError(_("“url” must begin with http:// or https:// and name a host."))
    return ArticleDraft(
        row["text"], published_at=_date(row.get("published_at") or row.get("date")), where=where, **values
    )


def _text(row: dict[str, Any], name: str, longest: int) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise ValueError(_("“%(name)s” must be text.") % {"name": name})
    value = " ".join(value.replace("\x00", " ").encode("utf-8", "replace").decode().split())
    if len(value) > longest:
        raise ValueError(_("“%(name)s” is longer than %(most)s characters.") % {"name": name, "most": longest})
    return value


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def _date(value: Any) -> datetime.date | None:
    if not value:
        return None
    try:
        return datetime.date.fromisoformat(value[:10] if len(value) > 10 and value[10] in "T " else value)
    except (TypeError, ValueError) as error:
        raise ValueError(_("%(value)s is not a date: give it as YYYY-MM-DD.") % {"value": repr(value)}) from error
