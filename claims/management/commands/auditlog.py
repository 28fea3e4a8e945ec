"""The audit log as JSON, one entry a line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Q

from claims.management.asked import project_named
from claims.models import AuditEntry, seal
from claims.queries.articles import BLIND
from claims.queries.history import Asked, lines
from claims.queries.visible import BLIND_IS_OVER


class Command(BaseCommand):
    """Print the log, the oldest entry first, or say whether the database still refuses to rewrite it."""

    help = (
        "Print the audit log as JSON, one entry a line, the oldest first. What reviewers answered in articles that not "
        "all have submitted is left out unless --everything is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command line."""
        parser.add_argument("--project", help="a project's name or id; all and what belongs to none if left out")
        parser.add_argument("--since", help="the first day, as YYYY-MM-DD")
        parser.add_argument("--until", help="the last day, as YYYY-MM-DD")
        parser.add_argument("--verb", help="such as confirm, adjudicate, change_role")
        parser.add_argument("--person", dest="actor", help="who did it: a user name")
        parser.add_argument(
            "--everything", action="store_true", help="also what is still blind: for who keeps the server"
        )
        parser.add_argument("--check", action="store_true", help="only say whether the log is sealed; 1 if it is not")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, or check."""
        if options["check"]:
            if not seal.is_on(connection):
                raise CommandError("The log is NOT sealed: the triggers that refuse to rewrite it are gone.")
            self.stdout.write("The log is sealed: the database refuses to change or delete an entry.")
            return
        asked = Asked.read(options)
        for name in ("since", "until"):
            if options[name] and getattr(asked, name) is None:
                raise CommandError(f"--{name} takes a day as YYYY-MM-DD.")
        entries = AuditEntry.objects.all()
        if options["project"]:
            entries = entries.filter(project=project_named(options["project"]))
        if not options["everything"]:
            entries = entries.filter(~Q(object_type__in=BLIND) | Q(article__state__in=BLIND_IS_OVER))
        for line in lines(asked.among(entries)):
            self.stdout.write(line, ending="")
