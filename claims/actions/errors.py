"""How an action says no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims.permissions import may
from claims.wording import worded


class Invalid(ValueError):
    """What was asked cannot be done as it stands. `errors` maps a field ("" for the whole) to plain sentences.

    Sentences of `annotate` are put into the language of now; others come in it already.
    """

    def __init__(self, errors: Mapping[str, Iterable[Any]] | str | Promise) -> None:
        by_field = errors if isinstance(errors, Mapping) else {"": [errors]}
        self.errors = {name: [worded(one) for one in found] for name, found in by_field.items()}
        super().__init__(" ".join(sentence for found in self.errors.values() for sentence in found))


class Stale(Exception):
    """The object changed since it was read. `current` is the row as it stands, `mine` what was to be written."""

    def __init__(self, current: Any, mine: Mapping[str, Any]) -> None:
        super().__init__(_("This was changed in the meantime. Nothing has been overwritten."))
        self.current = current
        self.mine = dict(mine)


def require(person: Any, permission: str, thing: Any = None) -> None:
    """Raise PermissionDenied unless `person` may do this to `thing`."""
    if not may(person, permission, thing):
        raise PermissionDenied(_("%(permission)s is not yours to do here.") % {"permission": permission})
