"""Questions that are put into SQL once: to write one out takes Django longer than the database takes to answer it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

# Numbers that stand in the SQL's parameters for those of the moment: unlikely ones, that any field of whole numbers takes.
_FIRST = 2_147_483_000


class Prepared:
    """A question about numbers (ids, mostly), asked again and again with those of the moment in their places.

    `build(*shape, **numbers)` returns its queryset. What is in `shape` decides how the SQL reads: it must be hashable, and
    each shape is written out once. Building is done with made-up numbers, so nothing may be looked up with them on the way.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self._written: dict[Any, _Written | None] = {}

    def __call__(self, *shape: Any, **numbers: int) -> list[Any]:
        """Return the rows that the queryset of `build` has for these numbers. One query."""
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, shape)
        if key not in self._written:
            self._written[key] = self._write(shape, list(numbers))
        written = self._written[key]
        return written.ask(connection, numbers) if written else []

    def _write(self, shape: tuple[Any, ...], names: list[str]) -> _Written | None:
        made_up = {name: _FIRST + place for place, name in enumerate(names)}
        try:
            return _Written(self.build(*shape, **made_up), made_up)
        except EmptyResultSet:
            return None


class _Written:
    """A queryset with its SQL, and where in the SQL's parameters each number stands."""

    def __init__(self, rows: QuerySet[Any, Any], made_up: dict[str, int]) -> None:
        self.rows = rows
        self.compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, parameters = self.compiler.as_sql()
        names = {number: name for name, number in made_up.items()}
        self.parameters = [(names.get(one) if isinstance(one, int) else None, one) for one in parameters]
        left_out = set(made_up) - {name for name, _ in self.parameters}
        if left_out:
            raise ValueError(f"Not in the parameters of the SQL: {', '.join(sorted(left_out))}.")

    def ask(self, connection: Any, numbers: dict[str, int]) -> list[Any]:
        """The rows for `numbers`. Django reads them as ever; it is only spared the writing."""
        compiler: Any = copy(self.compiler)
        compiler.connection = connection
        parameters = tuple(numbers[name] if name else one for name, one in self.parameters)
        compiler.as_sql = lambda *_, **__: (self.sql, parameters)
        rows = self.rows.all()
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(rows)
