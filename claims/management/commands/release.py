"""A project's gold, frozen."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.actions.errors import Invalid
from claims.actions.evaluate import number_of_gold
from claims.actions.export import Unfaithful
from claims.actions.release import release
from claims.management.asked import person_named, project_named


class Command(BaseCommand):
    """Make a release and print its manifest."""

    help = "Freeze a project's gold as its next release: a native JSONL file with a sha256 and a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command line."""
        parser.add_argument("project", help="the project's name or id")
        parser.add_argument("--note", default="", help="what is to be known about it")
        parser.add_argument("--as", dest="person", help="user name to act for; the project's maker if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Freeze, and say what is in it."""
        project = project_named(options["project"])
        person = person_named(options["person"]) if options["person"] else project.created_by
        try:
            with tqdm(total=number_of_gold(project), desc="Writing", unit="article") as bar:
                made = release(person, project, options["note"], lambda done: bar.update(done - bar.n))
        except PermissionDenied as error:
            raise CommandError(f"{person.username} may not release the gold of “{project.name}”.") from error
        except (Invalid, Unfaithful) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Release {made.number}, sha256 {made.sha256}\n{json.dumps(made.manifest, indent=2)}")
