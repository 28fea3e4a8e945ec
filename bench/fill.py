"""Fills a database with articles, claims and gold, far faster than people could: for measurements only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
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
# One of some 20 words, for articles of any length.
SENTENCE = (
    "On day {day} shells killed at least {count} people near the old harbour, "
    "the governor of Ostrava Bay said in the evening."
)
BATCH = 500
Row = tuple[Any, ...]
# Rows of claims by the lengths of their article's lines, with `_ARTICLE` where the article's id belongs.
_known: dict[tuple[int, ...], list[Row]] = {}
_ARTICLE = object()


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
    done = "submitted" if settled else "assigned"
    for first in range(0, number, BATCH):
        rows = [_article(project, place, state) for place in range(first, min(first + BATCH, number))]
        with transaction.atomic():
            made = Article.objects.bulk_create(rows)
            Assignment.objects.bulk_create(Assignment(article=row, person=reviewer, state=done) for row in made)
            _write(Claim, (values for row in made for values in _claim_rows(row)))
            if settled:
                _settle(list(Claim.objects.filter(article__in=made)), reviewer)
            keep_pressing(Article.objects.filter(pk__in=[row.pk for row in made]))
            keep_pressing_for_reviewers(Assignment.objects.filter(article__in=[row.pk for row in made]))


def long_article(project: Project, sentences: int, claims: int, reviewer: Person) -> Article:
    """Add one article of so many sentences of 20 words, with so many claims that overlap in fours, for `reviewer`."""
    text = "\n\n".join(SENTENCE.format(day=day, count=day + 2) for day in range(sentences))
    article = _draft(project, text, f"{sentences} sentences from Ostrava Bay", "review")
    article.save()
    made = []
    for number in range(claims):
        start = text.index("killed", number // 4 * (len(text) // (claims // 4 + 1))) - number % 4
        kind, quote = ("casualty", "statement", "framing")[number % 3], text[start : start + 20 + 9 * (number % 4)]
        made.append(_claim(article, kind, start, quote, {}))
    Claim.objects.bulk_create(made)
    Assignment.objects.create(article=article, person=reviewer)
    return article


def _article(project: Project, number: int, state: str) -> Article:
    parts = (PARAGRAPH.format(day=number * 3 + part, count=5 + part, more=2 + part) for part in range(3))
    article = _draft(project, "".join(parts), f"Report {number} from Ostrava Bay", state)
    article.published_at = datetime(2026, 3, 1 + number % 28, tzinfo=UTC).date()
    return article


def _draft(project: Project, text: str, title: str, state: str) -> Article:
    return Article(
        project=project,
        title=title,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source="Bay Courier",
        language="en",
        state=state,
        slots=0,
        fingerprint="bench",
    )


def _claim(article: Article, kind: str, start: int, quote: str, attributes: dict[str, Any]) -> Claim:
    weighed = priority(kind, attributes)
    return Claim(
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


def _claims(article: Article) -> list[Claim]:
    made = []
    place = 0
    for part in range(3):
        for kind, words in CLAIMS:
            quote = words.format(count=5 + part)
            attributes = {"low": 5 + part, "outcomes": ["killed"]} if kind == "casualty" else {}
            made.append(_claim(article, kind, article.text.index(quote, place), quote, attributes))
        place = article.text.index("\n", place) + 1
    return made


def _claim_rows(article: Article) -> list[Row]:
    """The article's claims as rows of the table. Those of articles whose lines are as long differ in the article alone."""
    shape = tuple(len(line) for line in article.text.split("\n"))
    if shape not in _known:
        _known[shape] = [
            tuple(
                _ARTICLE if field.name == "article" else field.get_db_prep_save(field.pre_save(claim, True), connection)
                for field in _fields(Claim)
            )
            for claim in _claims(article)
        ]
    return [tuple(article.pk if value is _ARTICLE else value for value in row) for row in _known[shape]]


def _write(model: type[Model], rows: Iterable[Row]) -> None:
    """Add rows without making an object of each: a million claims take a minute so, not ten."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in _fields(model))
    places = ", ".join("%s" for _ in _fields(model))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", list(rows))


def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.primary_key]


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
