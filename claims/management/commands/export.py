"""A project's gold into a file."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from claims.actions.errors import Invalid
from claims.actions.export import Unfaithful, export, file_name
from claims.exporters import BY_SLUG
from claims.management.asked import person_named, project_named


class Command(BaseCommand):
    """Export gold and say what is in the file and what is not."""

    help = "Write a project's gold into a file, read it back to check it, and print what is in it and what is left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command line."""
        parser.add_argument("--project", required=True, help="the project's name or id")
        parser.add_argument("--format", default="native", choices=list(BY_SLUG))
        parser.add_argument("--out", type=Path, help="the file to write; named after project and day if left out")
        parser.add_argument("--as", dest="person", help="user name to act for; the project's maker if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write to a file beside the wanted one, and put it in place only when it is whole and checked."""
        project = project_named(options["project"])
        person = person_named(options["person"]) if options["person"] else project.created_by
        path = options["out"] or Path(file_name(project, BY_SLUG[options["format"]]))
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("w+b") as file:
                report = export(person, project, options["format"], file)
            os.replace(part, path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        except (Invalid, Unfaithful) as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(
                f"{person.username} may not export “{project}”. Act for somebody who may: --as."
            ) from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{path}\n{json.dumps(report, indent=2)}")
