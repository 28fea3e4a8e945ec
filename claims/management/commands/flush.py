"""Django's `flush`, which empties a database, only for the tests' own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from claims.models import seal


class Command(flush.Command):
    """Empty the tests' database. The record of a real one is never lost, so there it is refused."""

    help = "Empties the tests' database between tests. Refuses any other: its audit log is append-only."

    def handle(self, **options: Any) -> None:
        """Lift the log's seal for as long as it takes."""
        if not settings.TESTING:
            raise CommandError("The audit log is append-only: this database is not emptied. Make a new one instead.")
        with seal.lifted(connections[options["database"]]):
            super().handle(**options)
