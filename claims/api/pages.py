"""Lists in pages that cost the same at any depth, and are never counted."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class KeysetPages(CursorPagination):
    """Pages by position of the last row seen: `{"next", "previous", "results"}`; `?limit=` up to 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"
    ordering = "-pk"
