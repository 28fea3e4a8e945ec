"""Counts made anew, for whoever doubts them or has changed the record behind the product's back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.actions.recount import recount
from claims.models import Project


class Command(BaseCommand):
    """Count projects from the first article and the first entry of the log on."""

    help = (
        "Throw away the counts that are kept of projects (all, or those with the given ids) and make them anew from the "
        "audit log and the articles. Work goes on meanwhile; pages that show them say that they are being counted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the projects' ids."""
        parser.add_argument("project", nargs="*", type=int, help="The id of a project; none: all of them.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and name each project that is counted."""
        projects = Project.objects.order_by("pk")
        if options["project"]:
            projects = projects.filter(pk__in=options["project"])
            missing = set(options["project"]) - set(projects.values_list("pk", flat=True))
            if missing:
                raise CommandError(f"There is no project {', '.join(map(str, sorted(missing)))}.")
        for project in projects:
            recount(project)
            self.stdout.write(f"{project.pk} {project}: counted.")
