"""The database of `bench.manager`, filled in a process of its own: `python -m bench.manager_fill NUMBER`.

Three of ten articles were read blind by two of TEAM people, claim by claim; in one of five of these they differ on up to
three claims, some of which the manager has decided. Each step has its entry in the audit log, spread over half a year.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import django

TEAM = 12
READ = 0.3
DECIDED = 0.3
DAYS = 180
BATCH = 500
# So many rules of each kind proposed what is judged, as so many pipelines had them.
RULES, PIPELINES = 40, 5
VERBS = {"confirmed": "confirm", "corrected": "correct", "rejected": "reject", "skipped": "skip"}


def main() -> None:
    """Make NUMBER articles, three of ten of them judged."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from bench import fill

    hurry()
    maya, alice = fill.people()
    project = fill.project("Bay", maya, alice)
    number = int(sys.argv[1])
    fill.articles(project, number, alice)
    judge(project, [alice, *team(project)], int(READ * number))


def hurry() -> None:
    """Have SQLite write without waiting for the disk: what is lost with the power is filled again."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-200000")


def team(project: Any) -> list[Any]:
    """TEAM - 1 more reviewers of the project."""
    from claims.models import Membership, Person

    people = [Person.objects.create_user(f"bench-{place}") for place in range(1, TEAM)]
    Membership.objects.bulk_create(Membership(project=project, person=one, role="reviewer") for one in people)
    return people


def judge(project: Any, people: list[Any], number: int) -> None:
    """Have the first `number` articles of the project that are in review read by two of `people` each, and settled."""
    from claims.models import Article, Assignment, AuditEntry

    dice = random.Random(5)
    # Bulk writing would date every entry now.
    AuditEntry._meta.get_field("at").auto_now_add = False  # type: ignore[union-attr]
    waiting = Article.objects.filter(project=project, state="review").order_by("pk").values_list("pk", flat=True)
    ids = list(waiting[:number])
    Assignment.objects.filter(article__in=waiting[:number]).delete()
    for first in range(0, number, BATCH):
        days = (DAYS * (1 - place / number) for place in range(first, number))
        _judge(project, dict(zip(ids[first : first + BATCH], days, strict=False)), people, dice)


def _judge(project: Any, ages: Mapping[int, float], people: list[Any], dice: random.Random) -> None:
    """`ages`: how many days ago each of the articles was read."""
    from django.db.models import CharField, F, Value
    from django.db.models.functions import Cast, Concat, Mod
    from django.utils import timezone

    from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Settlement

    now = timezone.now()
    proposed = Claim.objects.filter(article__in=ages)
    proposed.update(
        rule=Concat(F("kind"), Value("-"), Cast(Mod("article_id", RULES), CharField())),
        fingerprint=Concat(Value("bench-"), Cast(Mod("article_id", PIPELINES), CharField())),
    )
    readings = {pk: _Reading(pk, dice, people, now - timedelta(days=days)) for pk, days in ages.items()}
    for claim in list(proposed.order_by("article", "start")):
        readings[claim.article_id].read(claim, project.created_by)
    made = readings.values()
    Assignment.objects.bulk_create(
        Assignment(article_id=one.article, person=person, state="submitted", submitted_at=one.at)
        for one in made
        for person in one.pair
    )
    Judgement.objects.bulk_create(row for one in made for row in one.judgements)
    Settlement.objects.bulk_create(row for one in made for row in one.settlements)
    Claim.objects.bulk_update([claim for one in made for claim in one.disputed], ["dispute", "waits"])
    AuditEntry.objects.bulk_create(entry for one in made for entry in one.entries(project))
    waiting = [one.article for one in made if one.waiting]
    Article.objects.filter(pk__in=readings).update(state="settled", wanted=2, pressing=0)
    Article.objects.filter(pk__in=waiting).update(state="adjudication", pressing=0.5)


class _Reading:
    """What two people said of one article."""

    def __init__(self, article: int, dice: random.Random, people: list[Any], at: datetime) -> None:
        self.article, self.dice, self.at = article, dice, at
        self.pair = dice.sample(people, 2)
        self.disputes = dice.randint(1, 3) if dice.random() < 0.2 else 0
        self.judgements: list[Any] = []
        self.settlements: list[Any] = []
        self.disputed: list[Any] = []
        self.waiting = 0

    def read(self, claim: Any, manager: Any) -> None:
        """Let both judge the claim, and `manager` decide some of those on which they differ."""
        from claims.agreement.consensus import DISPUTES
        from claims.models import Judgement, Settlement

        fields = {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}
        said = self.dice.choices(("confirmed", "corrected", "rejected"), (75, 13, 12))[0]
        differ = len(self.disputed) < self.disputes
        other = self.dice.choice(("skipped", "confirmed" if said == "rejected" else "rejected"))
        answers = (said, other if differ else said)
        for person, decision in zip(self.pair, answers, strict=True):
            self.judgements.append(
                Judgement(claim=claim, reviewer=person, decision=decision, decided_at=self.at, **fields)
            )
        if differ:
            claim.dispute = "skipped" if "skipped" in answers else "presence"
            self.disputed.append(claim)
        given = {"claim": claim, "is_claim": said != "rejected", "settled_at": self.at, **fields}
        if not differ:
            self.settlements.append(Settlement(resolution="unanimous", **given))
        elif self.dice.random() < DECIDED:
            more = {"reason": "edge_case", "confidence": 3, "guideline_change": self.dice.random() < 0.1}
            self.settlements.append(Settlement(resolution="adjudicated", settled_by=manager, **more, **given))
        else:
            self.waiting += 1
            claim.waits = DISPUTES.index(claim.dispute)

    def entries(self, project: Any) -> Iterator[Any]:
        """What the log says of it, in order."""
        from claims.models import AuditEntry

        def entry(verb: str, kind: str, pk: int, actor: Any = None, **after: Any) -> Any:
            self.at += timedelta(seconds=self.dice.randint(2, 30))
            own = {"article_id": self.article, "project": project, "object_type": kind, "object_id": pk}
            return AuditEntry(at=self.at, actor=actor, verb=verb, after=after or None, **own)

        yield entry("ingest", "article", self.article)
        yield entry("preannotate", "article", self.article, new=len(self.judgements) // 2)
        for row in self.judgements:
            yield entry(VERBS[row.decision], "judgement", row.pk, row.reviewer, decision=row.decision, quote=row.quote)
        for person in self.pair:
            yield entry("submit", "assignment", self.article, person, state="submitted")
        for row in self.settlements:
            verb = "adjudicate" if row.settled_by_id else "settle"
            yield entry(verb, "settlement", row.pk, row.settled_by, resolution=row.resolution, claim_id=row.claim_id)


if __name__ == "__main__":
    main()
