"""The kept counts against what a full look at the record gives, whatever people do and in whichever order."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils import timezone

from claims.actions.adjudicate import adjudicate, reopen_claim
from claims.actions.assign import assign, reassign, release
from claims.actions.count import count_up
from claims.actions.errors import Invalid, Stale
from claims.actions.pool import expire_leases, take_next
from claims.actions.recount import recount
from claims.actions.restore import restore
from claims.actions.review import BY_NAME
from claims.actions.settle_by_rule import settle_by_rule
from claims.actions.submit import give_back, reopen, submit
from claims.agreement.consensus import Rule
from claims.models import Article, Assignment, Claim, DayCount, Judgement, Person, Project, RuleCount, Settlement, Total
from claims.queries.counts import EVER, JUDGED, totals
from claims.queries.rules import counted, open_answers, records

QUOTES = (("at least 12 people", "casualty"), ("40 residents", "casualty"), ("governor", "framing"))


class Walk:
    """A project in which people do one thing after another, by lot."""

    def __init__(self, project: Project, people: dict[str, Person], seed: int) -> None:
        self.project, self.people, self.dice = project, people, random.Random(seed)
        self.done: Counter[str] = Counter()
        self.steps: list[Callable[[Person, Article], object]] = [
            *[self.judge] * 5,
            *[self.submit, self.undo] * 2,
            *(self.add, self.reopen, self.give_back, self.assign, self.release, self.reassign, self.take),
            *(self.lapse, self.adjudicate, self.reopen_claim, self.settle_by_rule, self.restore),
        ]

    def step(self) -> None:
        """Do one thing; what is refused is none."""
        for _ in range(20):
            if self.attempt():
                return

    def attempt(self) -> bool:
        """Try one thing; return whether it was done."""
        person = self.people[self.dice.choice(("alice", "bob"))]
        article = Article.objects.select_related("project").get(pk=self.dice.choice(self.articles()))
        step = self.dice.choice(self.steps)
        try:
            if step(person, article) is None:
                return False
        except (Invalid, PermissionDenied, Stale, Assignment.DoesNotExist):
            return False
        self.done[step.__name__] += 1
        return True

    def articles(self) -> list[int]:
        return list(Article.objects.filter(project=self.project).order_by("pk").values_list("pk", flat=True))

    def judge(self, person: Person, article: Article) -> object:
        claim = self.one(Claim.objects.filter(article=article, withdrawn_at=None))
        own = claim and Judgement.objects.filter(claim=claim, reviewer=person).first()
        name = self.dice.choice(("confirm", "confirm", "correct", "reject", "skip"))
        data: dict[str, Any] = {"reason": "other"} if name == "reject" else {"attributes": {"low": 3}}
        return claim and BY_NAME[name].perform(person, claim, data, own.version if own else 0)

    def undo(self, person: Person, article: Article) -> object:
        return BY_NAME[self.dice.choice(("undo", "redo"))].perform(person, article, {})

    def add(self, person: Person, article: Article) -> object:
        start = self.dice.randrange(0, 40)
        span = {"kind": "casualty", "start": start, "end": start + 10, "attributes": {"low": 2}}
        return BY_NAME["add"].perform(person, article, span)

    def submit(self, person: Person, article: Article) -> object:
        for claim in Claim.objects.filter(article=article, withdrawn_at=None):
            if not Judgement.objects.filter(claim=claim, reviewer=person).exclude(decision="").exists():
                own = Judgement.objects.filter(claim=claim, reviewer=person).first()
                BY_NAME["confirm"].perform(person, claim, {}, own.version if own else 0)
        return submit(person, article)

    def reopen(self, person: Person, article: Article) -> object:
        return reopen(person, article)

    def give_back(self, person: Person, article: Article) -> object:
        return give_back(self.people["maya"], self.held(person, article))

    def assign(self, person: Person, article: Article) -> object:
        return assign(self.people["maya"], self.project, [article], [person])

    def release(self, person: Person, article: Article) -> object:
        release(self.people["maya"], self.held(person, article))
        return True

    def reassign(self, person: Person, article: Article) -> object:
        other = self.people["bob" if person.username == "alice" else "alice"]
        return reassign(self.people["maya"], self.held(person, article), other)

    def take(self, person: Person, article: Article) -> object:
        return take_next(person, self.project)

    def lapse(self, person: Person, article: Article) -> object:
        late = Assignment.objects.exclude(lease_until=None)
        late.filter(person=person).update(lease_until=timezone.now() - timedelta(hours=1))
        return expire_leases() or None

    def adjudicate(self, person: Person, article: Article) -> object:
        claim = self.one(Claim.objects.filter(article=article, settlement=None, withdrawn_at=None))
        return claim and adjudicate(
            self.people["adam"], claim, {"is_claim": self.dice.random() < 0.5, "reason": "other"}
        )

    def reopen_claim(self, person: Person, article: Article) -> object:
        settled = Settlement.objects.filter(claim__article=article, resolution="adjudicated").first()
        if settled:
            reopen_claim(self.people["adam"], settled.claim, settled.version)
        return settled

    def settle_by_rule(self, person: Person, article: Article) -> object:
        return (
            settle_by_rule(self.people["adam"], self.project, Rule(overlap=True, attributes=False), "other")["settled"]
            or None
        )

    def restore(self, person: Person, article: Article) -> object:
        claim = self.one(Claim.objects.filter(article=article).exclude(withdrawn_at=None))
        return claim and restore(self.dice.choice((person, self.people["maya"])), claim)

    def held(self, person: Person, article: Article) -> Assignment:
        return Assignment.objects.select_related("article__project", "person").get(article=article, person=person)

    def one(self, claims: Any) -> Claim | None:
        found = list(claims.select_related("article__project").order_by("pk"))
        return self.dice.choice(found) if found else None


def standing(project: Project) -> dict[tuple[int | None, str], int]:
    """The totals that are kept, nothing left out but noughts."""
    rows = Total.objects.filter(project=project, number__gt=0).exclude(name__startswith=EVER)
    return {(person, name): number for person, name, number in rows.values_list("person", "name", "number")}


def looked_up(project: Project) -> dict[tuple[int | None, str], int]:
    """The same, from the record."""
    held = Assignment.objects.filter(article__project=project).values_list("person", "state").annotate(Count("pk"))
    judged = Judgement.objects.filter(claim__article__project=project).exclude(decision="").values_list("reviewer")
    return {
        **{(person, state): number for person, state, number in held.order_by()},
        **{(person, JUDGED): number for person, number in judged.order_by().annotate(Count("pk"))},
    }


def settled(project: Project) -> dict[str, int]:
    rows = Settlement.objects.filter(claim__article__project=project).order_by().values_list("resolution")
    return {f"settled {name}": number for name, number in rows.annotate(Count("pk"))}


def check(project: Project, maya: Person) -> None:
    assert count_up(project)
    answers = open_answers().filter(claim__article__project=project)
    assert records(maya, project) == counted(answers)
    assert standing(project) == looked_up(project)
    kept = {name: number for name, number in totals(project).items() if name.startswith("settled") and number}
    assert kept == settled(project)


def kept(project: Project) -> list[Any]:
    """All that is kept but ids and noughts."""
    days = DayCount.objects.filter(project=project).exclude(number=0).order_by("day", "person", "name")
    numbers = ("confirmed", "corrected", "rejected", "skipped")
    rules = RuleCount.objects.filter(project=project).order_by("kind", "rule", "fingerprint")
    rows = Total.objects.filter(project=project).exclude(number=0).order_by("person", "name")
    return [
        list(days.values_list("day", "person", "name", "number")),
        [row for row in rules.values_list("kind", "rule", "fingerprint", *numbers) if any(row[3:])],
        list(rows.values_list("person", "name", "number")),
    ]


@pytest.fixture
def walks(
    two: Project, make_article: Any, make_claim: Any, alice: Person, bob: Person, maya: Person, adam: Person
) -> Callable[[int], Walk]:
    """`walks(seed)`: a project of four articles with three proposals each, by rules and pipelines of their own."""
    Project.objects.update(self_service=True)
    two.refresh_from_db()
    for place in range(4):
        article = make_article(two, wanted=1 + place % 2, slots=1 + place % 2)
        for quote, kind in QUOTES:
            make_claim(article, quote, kind, _rule=f"{kind}/{place % 2}", _fingerprint=f"pipeline {place % 3}")
    people = {"alice": alice, "bob": bob, "maya": maya, "adam": adam}
    return lambda seed: Walk(two, people, seed)


@pytest.mark.parametrize("seed", range(4))
def test_they_are_equal_to_a_full_look_after_any_walk(seed: int, walks: Any, two: Project, maya: Person) -> None:
    walk = walks(seed)
    assign(maya, two, Article.objects.filter(project=two), [walk.people["alice"]])
    for place in range(60):
        walk.step()
        if place % 6 == 0:
            check(two, maya)
    check(two, maya)
    assert len(walk.done) > 6
    before = kept(two)
    recount(two)
    assert kept(two) == before
    check(two, maya)
