"""Markdown as people write it, made into HTML that can do no harm."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Raw HTML is shown as text: a guideline is written by one person and read by others.
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")


def html(text: str) -> SafeString:
    """Return CommonMark with tables as HTML; raw HTML in it is escaped, and addresses of scripts are no links."""
    return mark_safe(_READER.render(text))
