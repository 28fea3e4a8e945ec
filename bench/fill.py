"""Fills a database with articles, claims and gold, far faster than people could: for measurements only."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.utils import timezone

from annotate import BY_SLUG
from annotate.priority import priority
from claims.actions.pressing import keep_pressing, keep_pressing_for_reviewers
from claims.models import Article, Assignment, Claim, Judgement, Membership, Person, Project, Settlement

PARAGRAPH = (
    "Shells hit the north quay of Ostrava Bay in the night of day {day}, killing at least {count} people and wounding "
    "dozens, the governor's office said. “We heard four blasts and then nothing,” said Mira Kolar, who sells bread by the "
    "customs house. The regime in Tarn denied that its guns had fired; a spokesman blamed “criminal gangs” for the deaths. "
    "According to the Bay Monitor, a group that counts the dead by name, {more} of them were dockers on the early shift.\n"
)
# Kind and words of the claims in each paragraph: four, so that an article of three paragraphs has twelve.
CLAIMS = (
    ("casualty", "killing at least {count} people"),
    ("statement", "We heard four blasts and then nothing"),
    ("framing", "regime"),
    ("framing", "criminal gangs"),
)
BATCH = 500


def people() -> tuple[Person, Person]:
    """Return a manager and a reviewer; both sign in with `bench-password`."""
    maya = Person.objects.create_user("bench-manager", password="bench-password")
    alice = Person.objects.create_user("bench-reviewer", password="bench-password")
    return maya, alice


def project(name: str, maya: Person, alice: Person) -> Project:
    """Return a new project of the two."""
    made = Project.objects.create(name=name, created_by=maya)
    for person, role in ((maya, "manager"), (alice, "reviewer")):
        Membership.objects.create(project=made, person=person, role=role)
    return made


def articles(project: Project, number: int, reviewer: Person, *, settled: bool = False) -> None:
    """Add `number` articles of about 250 words and 12 claims, assigned to `reviewer`; `settled` ones are gold."""
    state = "settled" if settled else "review"
    for first in range(0, number, BATCH):
        rows = [_article(project, place, state) for place in range(first, min(first + BATCH, number))]
        made = Article.objects.bulk_create(rows)
        done = "submitted" if settled else "assigned"
        Assignment.objects.bulk_create(Assignment(article=row, person=reviewer, state=done) for row in made)
        claims = Claim.objects.bulk_create(claim for row in made for claim in _claims(row))
        if settled:
            _settle(claims, reviewer)
        keep_pressing(Article.objects.filter(pk__in=[row.pk for row in made]))
        keep_pressing_for_reviewers(Assignment.objects.filter(article__in=[row.pk for row in made]))


def _article(project: Project, number: int, state: str) -> Article:
    parts = (PARAGRAPH.format(day=number * 3 + part, count=5 + part, more=2 + part) for part in range(3))
    text = "".join(parts)
    return Article(
        project=project,
        title=f"Report {number} from Ostrava Bay",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source="Bay Courier",
        language="en",
        state=state,
        slots=0,
        fingerprint="bench",
        published_at=datetime(2026, 3, 1 + number % 28, tzinfo=UTC).date(),
    )


def _claims(article: Article) -> list[Claim]:
    made = []
    place = 0
    for part in range(3):
        for kind, words in CLAIMS:
            quote = words.format(count=5 + part)
            start = article.text.index(quote, place)
            attributes = {"low": 5 + part, "outcomes": ["killed"]} if kind == "casualty" else {}
            weighed = priority(kind, attributes)
            made.append(
                Claim(
                    article=article,
                    kind=kind,
                    start=start,
                    end=start + len(quote),
                    quote=quote,
                    attributes=BY_SLUG[kind].clean(attributes, quote),
                    rule=f"{kind}-bench",
                    score=0.8,
                    priority=weighed.score,
                    priority_parts=[[one.name, one.points] for one in weighed.parts],
                )
            )
        place = article.text.index("\n", place) + 1
    return made


def _settle(claims: list[Claim], reviewer: Person) -> None:
    now = timezone.now()
    answers = [
        (claim, {name: getattr(claim, name) for name in ("kind", "start", "end", "quote", "attributes", "spans")})
        for claim in claims
    ]
    Judgement.objects.bulk_create(
        Judgement(claim=claim, reviewer=reviewer, decision="confirmed", decided_at=now, **answer)
        for claim, answer in answers
    )
    Settlement.objects.bulk_create(
        Settlement(claim=claim, is_claim=True, resolution="single", settled_at=now, **answer)
        for claim, answer in answers
    )
