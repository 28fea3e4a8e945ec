"""Leases and reminders, for where no worker of ours runs: call it every hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.tasks import keep_house


class Command(BaseCommand):
    """Put back what was let lie, and write to reviewers about what is due."""

    help = (
        "Put articles whose lease ended back into the pool, and write to reviewers about what is due. Workers do this by "
        "themselves; run it every hour where the background work is done by another engine."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how much was done."""
        done = keep_house()
        self.stdout.write(f"{done['lapsed']} articles put back, {done['reminded']} people reminded.")
