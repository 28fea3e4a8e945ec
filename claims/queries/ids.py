"""Numbers as addresses, forms and programs write them."""

from __future__ import annotations

from typing import Any


def id_from(value: Any) -> int:
    """The number that `value` writes in digits; 0, which no row has, for anything else or more than a database can hold."""
    written = str(value)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0
