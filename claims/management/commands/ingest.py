"""Articles from files and folders."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.actions.errors import Invalid
from claims.actions.ingest import IngestReport, ingest
from claims.actions.preannotate import preannotate
from claims.importers import IMPORTERS, ArticleDraft, Problem, read
from claims.management.asked import person_named, project_named
from claims.models import Article


class Command(BaseCommand):
    """Read files into a project and pre-annotate what is new."""

    help = (
        "Read articles from files, or from all files of folders, into a project, and pre-annotate them. "
        f"Files: {', '.join(IMPORTERS)}. Texts that the project has already are named and skipped; a line that cannot "
        "be read is named with its number while the rest goes in. Exit status 1 where something could not be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command line."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument("--project", required=True, help="the project's name or id")
        parser.add_argument("--as", dest="person", help="user name to act for; the project's maker if left out")
        parser.add_argument("--source", default="", help="the outlet, where a file does not say")
        parser.add_argument("--language", default="", help="BCP 47 code such as en or ar, where a file does not say")
        parser.add_argument("--no-preannotate", action="store_true", help="only store the articles")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ingest, pre-annotate, report."""
        project = project_named(options["project"])
        person = person_named(options["person"]) if options["person"] else project.created_by
        files = list(_files(options["paths"]))
        try:
            report = ingest(person, project, self._drafts(files, options))
        except Invalid as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(
                f"{person.username} may not add articles to “{project}”: act for a manager, --as."
            ) from error
        if not options["no_preannotate"] and report.created:
            articles = Article.objects.filter(pk__in=report.created).select_related("project")
            with tqdm(total=len(report.created), desc="Pre-annotating", unit="article") as bar:
                preannotate(articles, person=person, progress=lambda done: bar.update(done - bar.n))
        self._report(report)

    def _drafts(self, files: list[Path], options: dict[str, Any]) -> Iterator[ArticleDraft | Problem]:
        for path in tqdm(files, desc="Reading", unit="file"):
            try:
                found = list(read(str(path), path.read_bytes()))
            except OSError as error:
                yield Problem(str(path), 0, f"This file cannot be opened ({error.strerror}).")
                continue
            for draft in found:
                if isinstance(draft, ArticleDraft):
                    source, language = draft.source or options["source"], options["language"]
                    draft = replace(draft, source=source, language=language or draft.language)
                yield draft

    def _report(self, report: IngestReport) -> None:
        for line in (*report.duplicates, *report.problems):
            self.stdout.write(str(line))
        counts = (len(report.created), len(report.duplicates), len(report.problems))
        self.stdout.write("{} new, {} already there, {} could not be read.".format(*counts))
        if report.problems:
            raise CommandError("Some could not be read: see above. Mend them and run this again; what is in stays in.")


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in IMPORTERS and file.is_file())
        elif path.exists():
            yield path
        else:
            raise CommandError(f"{path} does not exist. Give files or folders.")
