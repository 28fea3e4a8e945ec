"""Who trains, and how she fares against the gold of the articles that hers are copies of."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from claims.agreement.scoring import Claim as Said
from claims.agreement.scoring import compare, report
from claims.models import Article, Assignment, Judgement, Membership, Project, Settlement
from claims.models.assignment import AssignmentState
from claims.models.judgement import Decision
from claims.permissions import REVIEWER

# So many differences of each sort are shown: a training has few articles.
DIFFERENCES = 200


def latest_training(person: Any, project: Project) -> Project | None:
    """The project in which the person trains, or trained last, for `project`."""
    return (
        Project.objects.filter(training_of=project, trainee=person)
        .select_related("training_of")
        .order_by("-id")
        .first()
    )


def training_articles(project: Project) -> QuerySet[Article]:
    """The articles that new reviewers are measured by, in their order."""
    return Article.objects.filter(project=project, training=True).defer("text").order_by("id")


def trainees(project: Project) -> list[tuple[Membership, Project | None]]:
    """The project's reviewers with the project in which each trained last (None: she has not begun). Two queries."""
    last: dict[int, Project] = {}
    for training in Project.objects.filter(training_of=project).select_related("training_of").order_by("id"):
        last[training.trainee_id or 0] = training
    members = project.memberships.filter(role=REVIEWER).select_related("person").order_by("person__username")
    return [(member, last.get(member.person_id)) for member in members]


def to_train_in(person: Any) -> QuerySet[Project]:
    """The projects whose training the person has to pass before she takes articles of them."""
    waiting = Membership.objects.filter(person=person, role=REVIEWER, trained_at=None)
    return Project.objects.filter(
        pk__in=waiting.values("project"), training_threshold__gt=0, archived_at=None, training_of=None
    )


def measured(training: Project) -> dict[str, Any] | None:
    """How the trainee's answers compare with gold; None while she has not handed in everything.

    As `agreement.scoring.report` with her in the pipeline's place, and `f1` (overlapping claims of the right kind, in per
    cent), `needed`, and whether she `passed`. The articles named are those she worked on.
    """
    held = Assignment.objects.filter(article__project=training)
    if not held.exists() or held.exclude(state=AssignmentState.SUBMITTED).exists():
        return None
    copies = list(Article.objects.filter(project=training).only("title", "copy_of").order_by("id"))
    gold = _gold([copy.copy_of_id for copy in copies])
    said = _said(training)
    facts = ({"article": copy.pk, "title": copy.title} for copy in copies)
    compared = [compare(fact, gold[copy.copy_of_id], said[copy.pk]) for fact, copy in zip(facts, copies, strict=True)]
    found = report(compared, DIFFERENCES)
    f1 = found["kinds"][0]["overlap"]["f1"]
    percent = round(100 * f1) if f1 is not None else 100
    needed = training.training_of.training_threshold if training.training_of else 0
    return {**found, "f1": percent, "needed": needed, "passed": percent >= needed}


def _gold(articles: list[int | None]) -> dict[int | None, list[Said]]:
    rows = Settlement.objects.filter(claim__article__in=articles, claim__withdrawn_at=None, is_claim=True)
    return _by(rows, "claim__article")


def _said(training: Project) -> dict[int | None, list[Said]]:
    stands = (Decision.CONFIRMED, Decision.CORRECTED)
    rows = Judgement.objects.filter(claim__article__project=training, reviewer=training.trainee_id, decision__in=stands)
    return _by(rows.filter(claim__withdrawn_at=None), "claim__article")


def _by(rows: Any, article: str) -> dict[int | None, list[Said]]:
    found: dict[int | None, list[Said]] = defaultdict(list)
    names = ("kind", "start", "end", "quote", "attributes", "claim")
    for of, *values in rows.order_by("start", "-end", "id").values_list(article, *names):
        found[of].append(Said(*values))
    return found
