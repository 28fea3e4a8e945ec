"""A project with something on every screen, for people who try the product."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from claims import demo
from claims.actions.assign import assign
from claims.actions.evaluate import NAME as EVALUATE
from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.ingest import ingest
from claims.actions.preannotate import preannotate
from claims.actions.release import release
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.importers import jsonl
from claims.models import Article, Evidence, GuidelineVersion, Membership, Person, Project
from claims.permissions import MANAGER, REVIEWER
from claims.queries.review import ReviewItem, review_items
from claims.tasks import start as start_job

DATA = Path(demo.__file__).parent
PASSWORD = "brask-seed-fair"
PEOPLE = (
    ("admin", "Robin", "Kalle", "site administrator"),
    ("maya", "Maya", "Torvald", "manager"),
    ("alice", "Alice", "Renn", "reviewer"),
    ("bob", "Bob", "Okari", "reviewer"),
)
NAMES = ("Hallun and Lorvane, 2026", "Tilsaf desk")
# Articles by their place in the file. The first project has all but the last three.
MAIN = range(11)
HANDED_IN_BY_BOTH, HANDED_IN_BY_ALICE, HALF_DONE, BY_HAND_PLACE = (0, 1), (3, 2), (5, 6), 4
# The pipeline reads English; in the Arabic article a reviewer has begun to mark claims by hand.
BY_HAND: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "casualty",
        "قُتل ما لا يقل عن سبعة أشخاص، بينهم طفلان",
        {
            "count_text": "سبعة",
            "low": 7,
            "modifier": "at_least",
            "outcomes": ["killed"],
            "victims": "أشخاص، بينهم طفلان",
            "source": "مصدر طبي في مستشفى البلدة",
        },
    ),
    ("framing", "العصابات الإجرامية", {"voice": "quoted", "source": "المتحدث باسم المجلس، العقيد نزار الشلوني"}),
)

GUIDELINE = """# How we annotate

The guidelines of the kinds hold. Beyond them:

- Two figures for one event are **two claims**, each with its own source.
- Mark names of armed groups as framings only where the outlet uses them in its own voice or takes them over.
- When in doubt, skip, and say in the note what you are in doubt about.
"""


class Command(BaseCommand):
    """Make the demo once; a second run changes nothing and prints the accounts again."""

    help = "Make demo accounts, two projects and fourteen articles, some half reviewed. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, then print names and passwords that still hold."""
        people = {name: _person(name, first, last) for name, first, last, _ in PEOPLE}
        if not Project.objects.filter(name=NAMES[0]).exists():
            self.stdout.write("Making the demo: fourteen articles are read and pre-annotated ...")
            with transaction.atomic():
                _fill(people)
        self.stdout.write(
            "\nDemo accounts (anybody can read these passwords: change them before others can reach this):"
        )
        for name, *_, role in PEOPLE:
            person = people[name]
            word = PASSWORD if person.demo_password else "(changed)"
            self.stdout.write(f"  {name:<8}{word:<20}{role}")


def _person(username: str, first: str, last: str) -> Person:
    person, new = Person.objects.get_or_create(username=username, defaults={"first_name": first, "last_name": last})
    if new:
        person.is_staff = person.is_superuser = username == "admin"
        person.set_password(PASSWORD)
        person.demo_password = True
        person.save()
    return person


def _fill(people: dict[str, Person]) -> None:
    maya, alice, bob = people["maya"], people["alice"], people["bob"]
    articles = _articles(maya, alice, bob)
    for place in (*HANDED_IN_BY_BOTH, *HANDED_IN_BY_ALICE, *HALF_DONE, BY_HAND_PLACE, 7, 8):
        both = place in HANDED_IN_BY_BOTH
        reviewers = [alice, bob] if both else [bob] if place in (6, 7) else [alice]
        assign(maya, articles[place].project, [articles[place]], reviewers)
    _collect_evidence(alice, articles)
    for place in HANDED_IN_BY_BOTH:
        _review(alice, articles[place], _careful)
        _review(bob, articles[place], _trusting)
    for place in HANDED_IN_BY_ALICE:
        _review(alice, articles[place], _careful)
    for place, reviewer in zip(HALF_DONE, (alice, bob), strict=True):
        items = review_items(reviewer, articles[place])
        for item in items[: (len(items) + 1) // 2]:
            _careful(reviewer, item)
    for kind, words, attributes in BY_HAND:
        start = articles[BY_HAND_PLACE].text.index(words)
        span = {"start": start, "end": start + len(words)}
        BY_NAME["add"].perform(alice, articles[BY_HAND_PLACE], {"kind": kind, **span, "attributes": attributes})
    first = release(maya, articles[0].project, "What was settled on the first day.")
    start_job(EVALUATE, first.project, maya, {"release": first.number})


def _articles(maya: Person, alice: Person, bob: Person) -> list[Article]:
    """The demo's articles, pre-annotated, in the order of the file."""
    drafts = list(jsonl.read((DATA / "articles.jsonl").read_bytes(), "articles.jsonl"))
    projects = [_project(name, maya, alice, bob) for name in NAMES]
    articles: list[Article] = []
    for project, part in zip(projects, (drafts[: len(MAIN)], drafts[len(MAIN) :]), strict=True):
        made = ingest(maya, project, part).created
        articles += Article.objects.filter(pk__in=made).select_related("project").order_by("pk")
    preannotate(articles)
    return articles


def _project(name: str, maya: Person, alice: Person, bob: Person) -> Project:
    # In the second project reviewers help themselves: their start page has a button for the next article.
    project = Project.objects.create(
        name=name,
        created_by=maya,
        description="Sample articles about invented places.",
        self_service=name == NAMES[1],
    )
    for person, role in ((maya, MANAGER), (alice, REVIEWER), (bob, REVIEWER)):
        Membership.objects.create(project=project, person=person, role=role)
    GuidelineVersion.objects.create(project=project, number=1, text=GUIDELINE, created_by=maya)
    return project


def _review(person: Person, article: Article, decide: Callable[[Person, ReviewItem], None]) -> None:
    for item in review_items(person, article):
        if not item.decision:
            decide(person, item)
    submit(person, article)


def _trusting(person: Person, item: ReviewItem) -> None:
    """Confirm whatever is proposed."""
    BY_NAME["confirm"].perform(person, item.claim, {}, item.version)


def _careful(person: Person, item: ReviewItem) -> None:
    """Confirm most; reject a weak framing, and complete a casualty claim that names nobody."""
    if item.claim.kind == "framing" and item.claim.score < 0.6:
        BY_NAME["reject"].perform(person, item.claim, {"reason": "not_a_claim"}, item.version)
    elif item.claim.kind == "casualty" and not item.claim.attributes.get("victims"):
        attributes = {**item.claim.attributes, "victims": "people"}
        BY_NAME["correct"].perform(person, item.claim, {"attributes": attributes}, item.version)
    else:
        BY_NAME["confirm"].perform(person, item.claim, {}, item.version)


def _collect_evidence(person: Person, articles: list[Article]) -> None:
    """Put the evidence into the store; link it and give verdicts where the article is the person's to review."""
    by_title = {article.title: article for article in articles}
    for line in (DATA / "evidence.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        evidence = add_evidence(person, row)
        article = by_title[row["article"]]
        start = article.text.index(row["quote"])
        span = (start, start + len(row["quote"]))
        hers = article.assignments.filter(person=person).exists()
        item = next((item for item in review_items(person, article) if hers and _meets(item, span)), None)
        if item:
            _link(person, item, evidence, row)


def _meets(item: ReviewItem, span: tuple[int, int]) -> bool:
    return item.claim.kind != "framing" and item.start < span[1] and item.end > span[0]


def _link(person: Person, item: ReviewItem, evidence: Evidence, row: dict[str, str]) -> None:
    link_evidence(person, item.claim, evidence, row["stance"])
    if row.get("verdict"):
        give_verdict(person, item.claim, row)
