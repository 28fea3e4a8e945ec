"""Give articles to people, and take them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from claims.actions.errors import Invalid, require
from claims.actions.hold import hold
from claims.actions.log import log
from claims.actions.settle import set_state, settle
from claims.models import Article, Assignment, Membership, Project
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.permissions import VIEWER


def assign(person: Any, project: Project, articles: Iterable[Article], people: Iterable[Any]) -> list[Assignment]:
    """Give each of `articles` to each of `people`; return the assignments that are new or were released before.

    Who has an article already keeps it as it is. Raises Invalid for somebody who cannot review in the project, and for
    an article that is past review.
    """
    require(person, "article.assign", project)
    articles, people = list(articles), list(people)
    made = []
    with transaction.atomic():
        for article in sorted(articles, key=lambda article: article.pk):
            hold(article)
        _check(project, articles, people)
        for article in articles:
            for reviewer in people:
                assignment, new = Assignment.objects.get_or_create(
                    article=article, person=reviewer, phase=1, defaults={"assigned_by": person}
                )
                if not new and assignment.state != AssignmentState.RELEASED:
                    continue
                before = None if new else {"state": assignment.state}
                assignment.state, assignment.assigned_by = AssignmentState.ASSIGNED, person
                assignment.save(update_fields=["state", "assigned_by"])
                after = {"person": reviewer.username, "state": assignment.state}
                log(person, "assign", assignment, before=before, after=after, article=article)
                made.append(assignment)
            set_state(article, ArticleState.REVIEW)
    return made


def release(person: Any, assignment: Assignment) -> None:
    """Take an article back from its reviewer; what she has judged stays on record but no longer counts."""
    require(person, "article.assign", assignment.article)
    with transaction.atomic():
        hold(assignment.article)
        assignment.refresh_from_db(fields=["state"])
        if assignment.article.state not in (ArticleState.NEW, ArticleState.REVIEW):
            raise Invalid("This article is past review: return it to its reviewer instead.")
        if assignment.state == AssignmentState.RELEASED:
            raise Invalid("This article was taken back already.")
        before = {"person": assignment.person.username, "state": assignment.state}
        assignment.state = AssignmentState.RELEASED
        assignment.save(update_fields=["state"])
        log(person, "release", assignment, before=before, after={"state": assignment.state}, article=assignment.article)
        settle(assignment.article)


def _check(project: Project, articles: list[Article], people: list[Any]) -> None:
    if not articles:
        raise Invalid({"articles": ["Choose at least one article."]})
    if not people:
        raise Invalid({"people": ["Choose at least one person."]})
    able = set(Membership.objects.filter(project=project).exclude(role=VIEWER).values_list("person_id", flat=True))
    for reviewer in people:
        if reviewer.pk not in able or not reviewer.is_active:
            raise Invalid({"people": [f"{reviewer} does not review in {project}: add them as a reviewer first."]})
    for article in articles:
        if article.project_id != project.pk:
            raise Invalid({"articles": [f"“{article}” is not in {project}."]})
        if article.state not in (ArticleState.NEW, ArticleState.REVIEW):
            raise Invalid({"articles": [f"“{article}” is past review: return it to a reviewer instead."]})
