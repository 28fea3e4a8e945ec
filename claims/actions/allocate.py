"""Spread many articles over many people by a strategy: first as a plan to look at, then for real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.assign import check_people, give
from claims.actions.errors import Invalid, require
from claims.actions.hold import hold
from claims.models import Article, Assignment, Person, Project
from claims.models.assignment import WORKABLE
from claims.queries.articles import in_pool
from claims.strategies import BY_NAME, Desk, Facts, Plan, plan

MOST_ARTICLES = 5_000


@dataclass(frozen=True)
class Wish:
    """What a manager asks for: which articles, whom (person's id to weight), how, how many at most, and by when."""

    people: Mapping[int, float]
    strategy: str = "even"
    filters: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    most: int | None = None
    number: int = MOST_ARTICLES
    due_on: date | None = None


def preview(person: Any, project: Project, wish: Wish) -> Plan:
    """The plan that `allocate` would carry out now. Raises PermissionDenied and Invalid."""
    require(person, "article.assign", project)
    strategy = BY_NAME.get(wish.strategy)
    if strategy is None:
        raise Invalid({"strategy": [_("Choose one of: %(codes)s.") % {"codes": ", ".join(BY_NAME)}]})
    check_people(project, list(Person.objects.filter(pk__in=wish.people)))
    rows = in_pool(project, wish.filters)[: min(wish.number, MOST_ARTICLES)]
    articles = [Facts(*row) for row in rows.values_list("id", "slots", "source", "language")]
    held = Assignment.objects.filter(person__in=wish.people, article__project=project)
    had = set(held.filter(article__in=[article.id for article in articles]).values_list("article_id", "person_id"))
    loads = Counter(held.filter(state__in=WORKABLE).values_list("person_id", flat=True))
    desks = [Desk(who, weight, wish.most, loads[who]) for who, weight in sorted(wish.people.items())]
    return plan(articles, desks, strategy, had, wish.seed)


def allocate(person: Any, project: Project, wish: Wish, signature: str) -> list[Assignment]:
    """Carry out the plan with that signature, all of it or nothing; return the assignments.

    Raises Invalid where the plan has become another since it was looked at: somebody took or gave an article.
    """
    require(person, "article.assign", project)
    with transaction.atomic():
        Project.objects.select_for_update().only("pk").get(pk=project.pk)
        found = preview(person, project, wish)
        if found.signature != signature:
            raise Invalid(
                _("Articles were given out meanwhile, so the plan has changed. Look at the new one, then apply it.")
            )
        wanted = {article for article, _person in found.pairs}
        articles = {each.pk: each for each in Article.objects.filter(pk__in=wanted).defer("text").order_by("pk")}
        people = Person.objects.in_bulk(list(wish.people))
        for article in articles.values():
            article.project = project
            hold(article)
        made = [give(person, articles[article], people[who], wish.due_on) for article, who in found.pairs]
    return [each for each in made if each is not None]
