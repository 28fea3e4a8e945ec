"""What is kept as most pressing is what it is: after anything that people and the pipeline do, in any order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

import annotate
from annotate import BY_SLUG, Proposal
from claims.actions.adjudicate import adjudicate, reopen_claim
from claims.actions.assign import assign, release
from claims.actions.errors import Invalid, Stale
from claims.actions.pool import take_next
from claims.actions.preannotate import preannotate
from claims.actions.project import change_project
from claims.actions.restore import restore
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, reopen, submit
from claims.actions.train import begin_training
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Person, Project, Settlement
from claims.models.assignment import WORKABLE

WORDS = {
    "casualty": ("at least 12 people", "40 residents"),
    "statement": ("“We will not leave,”", "the governor said"),
    "framing": ("Ostrava Bay", "a teacher"),
}
QUOTES = [(kind, quote) for kind, quotes in WORDS.items() for quote in quotes]

VERBS = (
    *("preannotate", "assign", "take", "release", "confirm", "correct", "reject", "skip", "undo", "redo", "add"),
    *("withdraw", "restore", "submit", "settle", "unsettle", "reopen", "return", "adjudicate", "reopen_claim"),
    *("change_project", "begin_training"),
)


class Team:
    """People who do what comes to their minds, by the dice of a seed."""

    def __init__(self, seed: int, project: Project, reviewers: list[Person], manager: Person) -> None:
        self.dice, self.project, self.reviewers, self.manager = random.Random(seed), project, reviewers, manager

    def step(self) -> str:
        """Do one thing, or have it refused; return its name."""
        name = self.dice.choice(sorted(name for name in vars(Team) if name.startswith("do_")))
        with suppress(Invalid, Stale, PermissionDenied):
            getattr(self, name)()
        return name

    def article(self) -> Article:
        return self.dice.choice(list(Article.objects.filter(project=self.project).select_related("project")))

    def claim(self, **only: Any) -> Claim:
        rows = list(Claim.objects.filter(article__project=self.project, **only).select_related("article__project"))
        if not rows:
            raise Invalid("There is none.")
        return self.dice.choice(rows)

    def person(self) -> Person:
        person = self.dice.choice(self.reviewers)
        vars(person).pop("_roles", None)
        return person

    def desk(self) -> tuple[Person, Article]:
        """A reviewer with an article that is hers to review."""
        rows = list(Assignment.objects.filter(article__project=self.project, state__in=WORKABLE).order_by("pk"))
        if not rows:
            raise Invalid("Nobody has anything to do.")
        row = self.dice.choice(rows)
        return next(one for one in self.reviewers if one.pk == row.person_id), row.article

    def do_read(self) -> None:
        preannotate([self.article()])

    def do_assign(self) -> None:
        assign(self.manager, self.project, [self.article()], [self.person()])

    def do_take(self) -> None:
        take_next(self.person(), self.project)

    def do_release(self) -> None:
        rows = list(Assignment.objects.filter(article__project=self.project).select_related("article__project"))
        if rows and self.dice.random() < 0.4:
            release(self.manager, self.dice.choice(rows))

    def _judge(self) -> None:
        person, article = self.desk()
        claim = self.claim(article=article)
        own = Judgement.objects.filter(claim=claim, reviewer=person).first()
        name = self.dice.choice(["confirm", "correct", "reject", "skip"])
        data = {"reason": "not_a_claim"} if name == "reject" else {}
        BY_NAME[name].perform(person, claim, data, own.version if own else 0)

    do_judge = do_judge_more = do_judge_on = _judge

    def do_step_back(self) -> None:
        BY_NAME[self.dice.choice(["undo", "undo", "redo"])].perform(*self.desk(), {})

    do_step_back_again = do_step_back

    def do_confirm_rest(self) -> None:
        BY_NAME["confirm_rest"].perform(*self.desk(), {})

    def do_add(self) -> None:
        (person, article), (kind, quote) = self.desk(), self.dice.choice(QUOTES)
        start = article.text.index(quote)
        BY_NAME["add"].perform(person, article, {"kind": kind, "start": start, "end": start + len(quote)})
        if self.dice.random() < 0.5:
            BY_NAME["undo"].perform(person, article, {})

    def do_bring_back(self) -> None:
        claim = self.claim(withdrawn_at__isnull=False)
        restore(claim.author if claim.article.state == "review" else self.manager, claim)

    def do_submit(self) -> None:
        submit(*self.desk())

    do_submit_more = do_submit

    def do_reopen(self) -> None:
        if self.dice.random() < 0.3:
            reopen(self.person(), self.article())

    def do_give_back(self) -> None:
        rows = list(Assignment.objects.filter(state="submitted").select_related("article__project"))
        if rows and self.dice.random() < 0.3:
            give_back(self.manager, self.dice.choice(rows))

    def do_adjudicate(self) -> None:
        adjudicate(self.manager, self.claim(article__state="adjudication", settlement=None), {"reason": "other"})

    do_adjudicate_more = do_adjudicate

    def do_reopen_claim(self) -> None:
        claim = self.claim(settlement__resolution="adjudicated")
        reopen_claim(self.manager, claim, claim.settlement.version)

    def do_change_project(self) -> None:
        if self.dice.random() < 0.6:
            return
        kinds = self.dice.sample(list(WORDS), self.dice.choice([2, 3, 3]))
        shares = {"double_share": self.dice.choice([0, 100]), "unaided_share": self.dice.choice([0, 50])}
        self.project = change_project(self.manager, self.project, {"kinds": kinds, **shares})

    def do_train(self) -> None:
        Article.objects.filter(project=self.project, state="settled").update(training=True)
        begin_training(self.person(), self.project)


def highest(claims: Any) -> float:
    return max((claim.priority for claim in claims), default=0.0)


def true_of_articles() -> Iterator[tuple[int, float]]:
    """The most pressing of each article, from its claims one by one."""
    settled = set(Settlement.objects.values_list("claim", flat=True))
    joined = set(Claim.objects.exclude(same_as=None).values_list("pk", flat=True))
    for article in Article.objects.select_related("project"):
        claims = list(Claim.objects.filter(article=article, withdrawn_at=None, kind__in=article.project.kinds))
        if article.state == "settled":
            yield article.pk, 0.0
        elif article.state == "adjudication":
            yield (
                article.pk,
                highest(one for one in claims if one.pk not in settled | joined and one.origin != "withheld"),
            )
        else:
            yield article.pk, highest(one for one in claims if one.origin != "person")


def true_of_reviewers() -> Iterator[tuple[int, float]]:
    """The same for each who has an article, of what she has not decided."""
    for row in Assignment.objects.exclude(state="released").select_related("article__project"):
        decided = set(
            Judgement.objects.filter(reviewer=row.person).exclude(decision="").values_list("claim", flat=True)
        )
        claims = Claim.objects.filter(article=row.article, withdrawn_at=None, origin="machine")
        claims = claims.filter(kind__in=row.article.project.kinds)
        yield row.pk, highest(claim for claim in claims if claim.pk not in decided)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Callable[[random.Random], None]:
    """`pipeline(dice)`: from now on it proposes some of QUOTES, each time others, with other figures."""

    def set_dice(dice: random.Random) -> None:
        def read(texts: Any, language: Any = "en", terms: Any = ()) -> Iterator[list[Proposal]]:
            for text in texts:
                yield [_proposal(text, *one, dice.choice([2, 12, 1200])) for one in QUOTES if dice.random() < 0.5]

        monkeypatch.setattr(annotate, "propose_many", read)
        monkeypatch.setattr(annotate, "fingerprint", lambda language="en", terms=(): "model rules 1")

    return set_dice


def _proposal(text: str, kind: str, quote: str, low: int) -> Proposal:
    start, said = text.index(quote), {"low": low} if kind == "casualty" else {}
    cleaned = BY_SLUG[kind].clean(said, quote)
    return Proposal(kind, start, start + len(quote), quote, cleaned, {}, f"{kind}/test", 0.8, "model rules 1")


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_is_so_after_each_step_of_a_walk(
    seed: int, project: Project, alice: Person, bob: Person, maya: Person, make_article: Any, pipeline: Any
) -> None:
    project.self_service, project.reviewers_per_article, project.lease_hours = True, 2, 24
    project.save()
    for _ in range(3):
        make_article(project)
    team = Team(seed, project, [alice, bob], maya)
    pipeline(team.dice)
    pressing = set()
    for _ in range(120):
        name = team.step()
        kept = dict(Article.objects.values_list("pk", "pressing"))
        assert kept == dict(true_of_articles()), name
        pressing |= set(kept.values())
        given = Assignment.objects.exclude(state="released")
        assert dict(given.values_list("pk", "pressing")) == dict(true_of_reviewers()), name
    assert len(pressing) > 2


def test_a_long_walk_does_everything_there_is(
    project: Project, alice: Person, bob: Person, maya: Person, make_article: Any, pipeline: Any
) -> None:
    project.self_service, project.reviewers_per_article = True, 2
    project.save()
    for _ in range(3):
        make_article(project)
    team = Team(7, project, [alice, bob], maya)
    pipeline(team.dice)
    for _ in range(500):
        team.step()
    done = set(AuditEntry.objects.values_list("verb", flat=True))
    assert not set(VERBS) - done
    assert dict(Article.objects.values_list("pk", "pressing")) == dict(true_of_articles())
