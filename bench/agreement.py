"""How long the agreement of a project takes: `python -m bench.agreement [claims]`, on a database of its own.

Two of six reviewers read each article blind, ten claims each; what they say differs at random.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import tempfile
import time
from pathlib import Path

KINDS = ("casualty", "statement", "framing")
SENTENCE = (
    "Shells hit quay {number} of Ostrava Bay in the night, killing {count} people, Mira Kolar of the harbour said. "
)


def main(claims: int) -> None:
    """Fill a scratch database, measure, and print the figures."""
    with tempfile.TemporaryDirectory(prefix="claimwright-bench-") as folder:
        os.environ.update(
            CLAIMWRIGHT_DATA=folder, DATABASE_URL=f"sqlite:///{Path(folder) / 'bench.sqlite3'}", LOG_LEVEL="ERROR"
        )
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _measure(claims)


def _measure(claims: int) -> None:
    from claims.actions.agreement import measure
    from claims.queries.agreement import Wanted, gathered

    project, manager = _fill(claims // 10)
    start = time.perf_counter()
    cpu = time.process_time()
    found = gathered(project, Wanted())
    read = time.perf_counter()
    report = measure(manager, project, Wanted())
    end = time.perf_counter()
    print(f"articles {len(found.documents)}, claims {report['claims']}, both marked {report['aligned']}")
    print(f"read from the database {read - start:6.2f} s")
    print(f"the whole report       {end - read:6.2f} s ({len(report['rows'])} rows with intervals)")
    print(f"both, of one core      {time.process_time() - cpu:6.2f} s")


def _fill(articles: int):  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from claims.models import Article, Assignment, Claim, GuidelineVersion, Judgement, Membership, Person, Project

    dice = random.Random(1)
    manager = Person.objects.create_user("bench-manager")
    people = [Person.objects.create_user(f"bench-{number}") for number in range(6)]
    project = Project.objects.create(name="Bench", created_by=manager, reviewers_per_article=2)
    Membership.objects.create(project=project, person=manager, role="manager")
    version = GuidelineVersion.objects.create(project=project, number=1, text="", created_by=manager)
    now = timezone.now()
    for number in range(articles):
        text = "".join(SENTENCE.format(number=number * 30 + place, count=place + 2) for place in range(30))
        article = Article.objects.create(
            project=project,
            title=f"Report {number}",
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            state="adjudication",
        )
        pair = dice.sample(people, 2)
        Assignment.objects.bulk_create(
            Assignment(article=article, person=person, state="submitted", submitted_at=now) for person in pair
        )
        rows = []
        for place in range(10):
            start = text.index("Shells hit", place * len(text) // 10)
            kind = dice.choice(KINDS)
            rows.append(Claim(article=article, kind=kind, start=start, end=start + 60, quote=text[start : start + 60]))
        judgements = []
        for claim in Claim.objects.bulk_create(rows):
            judgements += [_judgement(Judgement, claim, person, version, now, dice) for person in pair]
        Judgement.objects.bulk_create(judgements)
    return project, manager


def _judgement(model, claim, person, version, now, dice):  # type: ignore[no-untyped-def]
    decision = dice.choices(["confirmed", "corrected", "rejected", "skipped"], [70, 15, 12, 3])[0]
    end = claim.end + (dice.randrange(1, 9) if decision == "corrected" else 0)
    low = dice.choice([None, 3, 12, 40]) if claim.kind == "casualty" else None
    attributes = {"source": dice.choice(["Mira Kolar", "the harbour office", ""])}
    if claim.kind == "casualty":
        attributes |= {"low": low, "high": low, "modifier": dice.choice(["", "at_least"]), "outcomes": ["killed"]}
    return model(
        claim=claim,
        reviewer=person,
        decision=decision,
        kind=claim.kind,
        start=claim.start,
        end=end,
        quote=claim.article.text[claim.start : end],
        attributes=attributes,
        guideline_version=version,
        decided_at=now,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
