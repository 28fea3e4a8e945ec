"""How an action says no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from claims.permissions import may


class Invalid(ValueError):
    """What was asked cannot be done as it stands. `errors` maps a field ("" for the whole) to plain sentences."""

    def __init__(self, errors: Mapping[str, list[str]] | str) -> None:
        self.errors = (
            {"": [errors]} if isinstance(errors, str) else {name: list(found) for name, found in errors.items()}
        )
        super().__init__(" ".join(sentence for found in self.errors.values() for sentence in found))


class Stale(Exception):
    """The object changed since it was read. `current` is the row as it stands, `mine` what was to be written."""

    def __init__(self, current: Any, mine: Mapping[str, Any]) -> None:
        super().__init__("This was changed in the meantime. Nothing has been overwritten.")
        self.current = current
        self.mine = dict(mine)


def require(person: Any, permission: str, thing: Any = None) -> None:
    """Raise PermissionDenied unless `person` may do this to `thing`."""
    if not may(person, permission, thing):
        raise PermissionDenied(f"{permission} is not yours to do here.")
