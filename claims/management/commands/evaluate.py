"""The pipeline measured against gold."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

import annotate
from claims.actions.errors import Invalid
from claims.actions.evaluate import evaluate, gold_of, read_gold
from claims.agreement.scoring import ALARM, MISSED, WORST, WRONG
from claims.management.asked import project_named
from claims.models import Project
from claims.queries.gold import GoldArticle
from claims.queries.ids import id_from
from claims.queries.terms import own_terms

CURRENT = "gold"
LONGEST = 90
HEAD = (
    f"{'kind':<12}{'gold':>7}{'found':>7}   {'overlap: P':>10}{'R':>7}{'F1':>7}  {'95 %':<13}{'exact: P':>9}{'R':>7}"
    f"{'F1':>7}"
)


class Command(BaseCommand):
    """Print precision, recall and F1 by kind, accuracy by attribute, rules, and the worst misses."""

    help = (
        "Measure the installed pipeline against gold: a release's number, the word “gold” for a project's gold as it "
        "stands, or a file in native JSONL. Prints tables, or with --json the whole report."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command line."""
        parser.add_argument("gold", help="a native JSONL file, a release's number, or “gold”")
        parser.add_argument(
            "--project", help="name or id; needed for a release or “gold” if there are several projects"
        )
        parser.add_argument("--kinds", help="slugs, with commas, of the kinds that were annotated (of a file)")
        parser.add_argument("--unaided", action="store_true", help="only articles that were reviewed without proposals")
        parser.add_argument("--worst", type=int, default=10, help="how many misses of each sort to list (%(default)s)")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, measure, print."""
        if not 0 <= options["worst"] <= 100 * WORST:
            raise CommandError(f"--worst is a number from 0 to {100 * WORST}.")
        try:
            articles, kinds, terms = self._asked(options)
            with tqdm(total=len(articles), desc="Reading", unit="article") as bar:
                made = evaluate(articles, kinds, lambda done: bar.update(done - bar.n), options["worst"], terms)
        except Invalid as invalid:
            raise CommandError(str(invalid)) from invalid
        self.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) if options["json"] else in_words(made))

    def _asked(self, options: dict[str, Any]) -> tuple[list[GoldArticle], list[str], Sequence[annotate.Term]]:
        """The articles, the kinds that were annotated in them (none where a file does not say), the project's own terms."""
        wanted, path, kinds = options["gold"], Path(options["gold"]), _kinds(options["kinds"])
        if path.is_file():
            if options["unaided"]:
                raise CommandError("A file does not say which articles were reviewed without proposals.")
            return self._of_file(path), kinds, ()
        if wanted != CURRENT and not (wanted.isascii() and wanted.isdigit()):
            raise CommandError(f"There is no file {wanted}; give a file, a release's number, or “{CURRENT}”.")
        project = _project(options["project"])
        number = None if wanted == CURRENT else id_from(wanted)
        articles, used = gold_of(project, number, options["unaided"])
        return articles, kinds or used, own_terms(project.pk)

    def _of_file(self, path: Path) -> list[GoldArticle]:
        try:
            with path.open("rb") as file:
                return list(read_gold(file))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def in_words(made: dict[str, Any]) -> str:
    """The report as tables for a terminal."""
    lines = [
        f"Pipeline: {made['fingerprint']}",
        f"Articles: {made['articles']}; left out because claims wait for an adjudicator: {made['waiting']}.",
        *made["notes"],
        "",
        HEAD,
    ]
    for row in made["kinds"]:
        over, exact = row["overlap"], row["exact"]
        ends = f"{_share(over['low'])}-{_share(over['high'])}" if over["low"] is not None else ""
        lines.append(
            f"{row['kind'] or 'all':<12}{row['gold']:>7}{row['found']:>7}   {_share(over['precision']):>10}"
            f"{_share(over['recall']):>7}{_share(over['f1']):>7}  {ends:<13}{_share(exact['precision']):>9}"
            f"{_share(exact['recall']):>7}{_share(exact['f1']):>7}"
        )
    lines += ["", f"{'attribute (on aligned claims)':<34}{'compared':>9}{'right':>7}{'accuracy':>10}"]
    for row in made["attributes"]:
        name = f"{row['kind']}.{row['attribute']}"
        lines.append(f"{name:<34}{row['compared']:>9}{row['right']:>7}{_share(row['accuracy']):>10}")
    lines += ["", f"{'rule':<34}{'found':>9}{'in gold':>9}{'exact':>7}{'all right':>10}{'precision':>10}"]
    for row in made["rules"]:
        lines.append(
            f"{row['rule']:<34}{row['found']:>9}{row['overlap']:>9}{row['exact']:>7}{row['whole']:>10}"
            f"{_share(row['precision']):>10}"
        )
    for sort, title in ((MISSED, "Missed"), (ALARM, "Made up"), (WRONG, "Wrong attributes")):
        lines += ["", f"{title}: {made[sort]['number']}", *(f"  {_miss(row)}" for row in made[sort]["worst"])]
    return "\n".join(lines)


def _miss(row: dict[str, Any]) -> str:
    quote = row["quote"] if len(row["quote"]) <= LONGEST else row["quote"][: LONGEST - 1] + "…"
    told = f"{row['title'][:LONGEST]} [{row['article']}] {row['kind']} {row['start']}-{row['end']}: {quote!r}"
    if row.get("rule"):
        told += f" by {row['rule']}"
    for name, true, guess in row.get("wrong", ()):
        told += f"; {name} is {true!r}, not {guess!r}"
    return told


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _kinds(asked: str | None) -> list[str]:
    found = [slug.strip() for slug in (asked or "").split(",") if slug.strip()]
    unknown = [slug for slug in found if slug not in annotate.BY_SLUG]
    if unknown:
        raise CommandError(f"There is no kind {', '.join(unknown)}; there are {', '.join(annotate.BY_SLUG)}.")
    return found


def _project(name: str | None) -> Project:
    """The project that is named, or the only one there is."""
    if name:
        return project_named(name)
    projects = list(Project.objects.filter(training_of=None)[:2])
    if len(projects) != 1:
        raise CommandError("Say which project with --project." if projects else "There is no project yet.")
    return projects[0]
