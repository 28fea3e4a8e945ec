"""Let the pipeline read a project's articles."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

import annotate
from claims.actions.preannotate import preannotate, unread
from claims.management.asked import project_named
from claims.models import Article
from claims.queries.terms import own_terms


class Command(BaseCommand):
    """Pre-annotate what this pipeline has not read, or everything again."""

    help = (
        "Pre-annotate the articles of a project that the installed pipeline has not read yet. Proposals that somebody "
        "has judged, linked or settled are never touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command line."""
        parser.add_argument("--project", required=True, help="the project's name or id")
        parser.add_argument("--again", action="store_true", help="read also what this very pipeline has read")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and report."""
        project = project_named(options["project"])
        articles = Article.objects.filter(project=project).select_related("project").order_by("pk")
        terms = own_terms(project.pk)
        if not options["again"]:
            articles = unread(articles, terms)
        languages = sorted(set(articles.values_list("language", flat=True)))
        with tqdm(total=articles.count(), desc="Pre-annotating", unit="article") as bar:
            new = preannotate(articles, progress=lambda done: bar.update(done - bar.n))
        self.stdout.write(f"{new} new claims proposed by {annotate.fingerprint(terms=terms)}.")
        for note in filter(None, map(annotate.note, languages)):
            self.stdout.write(note)
