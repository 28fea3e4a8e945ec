"""Give articles to people, and take them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.actions.hold import hold
from claims.actions.log import log
from claims.actions.pool import count_slots
from claims.actions.pressing import keep_pressing_for
from claims.actions.settle import set_state, settle
from claims.models import Article, Assignment, Membership, Project
from claims.models.article import ArticleState
from claims.models.assignment import WORKABLE, AssignmentState
from claims.permissions import VIEWER


def assign(
    person: Any,
    project: Project,
    articles: Iterable[Article],
    people: Iterable[Any],
    due_on: date | None = None,
) -> list[Assignment]:
    """Give each of `articles` to each of `people`; return the assignments that are new or were released before.

    Who has an article already keeps it as it is. Raises Invalid for somebody who cannot review in the project, and for
    an article that is past review.
    """
    require(person, "article.assign", project)
    articles, people = list(articles), list(people)
    with transaction.atomic():
        for article in sorted(articles, key=lambda article: article.pk):
            hold(article)
        _check(project, articles, people)
        return [
            made for article in articles for reviewer in people if (made := give(person, article, reviewer, due_on))
        ]


def give(person: Any, article: Article, reviewer: Any, due_on: date | None = None) -> Assignment | None:
    """Give the article, which is held, to one reviewer; return the assignment, or None where she has it already."""
    assignment, new = Assignment.objects.get_or_create(
        article=article, person=reviewer, phase=1, defaults={"assigned_by": person, "due_on": due_on}
    )
    if not new and assignment.state != AssignmentState.RELEASED:
        return None
    before = None if new else {"state": assignment.state}
    assignment.state, assignment.assigned_by, assignment.due_on = AssignmentState.ASSIGNED, person, due_on
    assignment.lease_until = assignment.reminded_on = None
    assignment.save(update_fields=["state", "assigned_by", "due_on", "lease_until", "reminded_on"])
    after = {"person": reviewer.username, "state": assignment.state}
    log(
        person,
        "assign",
        assignment,
        before=before,
        after=after | ({"due_on": str(due_on)} if due_on else {}),
        article=article,
    )
    keep_pressing_for(reviewer, article)
    count_slots(article)
    set_state(article, ArticleState.REVIEW)
    return assignment


def release(person: Any, assignment: Assignment) -> None:
    """Take an article back from its reviewer; what she has judged stays on record but no longer counts."""
    require(person, "article.assign", assignment.article)
    with transaction.atomic():
        hold(assignment.article)
        assignment.refresh_from_db(fields=["state"])
        if assignment.article.state not in (ArticleState.NEW, ArticleState.REVIEW):
            raise Invalid(_("This article is past review: return it to its reviewer instead."))
        if assignment.state == AssignmentState.RELEASED:
            raise Invalid(_("This article was taken back already."))
        before = {"person": assignment.person.username, "state": assignment.state}
        assignment.state, assignment.reminded_by = AssignmentState.RELEASED, None
        assignment.save(update_fields=["state", "reminded_by"])
        log(person, "release", assignment, before=before, after={"state": assignment.state}, article=assignment.article)
        count_slots(assignment.article)
        settle(assignment.article)


def take_back(person: Any, project: Project, articles: Iterable[Article], people: Iterable[Any] = ()) -> int:
    """Take each of `articles` back from each of `people` who has it in hand; return how many assignments that were.

    Without `people` from everybody. What is handed in already stays so. All of it, or nothing: raises PermissionDenied, and
    Invalid where no article is chosen.
    """
    require(person, "article.assign", project)
    rows = in_hand(project, articles, people)
    with transaction.atomic():
        held = list(rows.select_related("article__project", "person").defer("article__text").order_by("article", "id"))
        for assignment in held:
            release(person, assignment)
    return len(held)


def in_hand(project: Project, articles: Iterable[Article], people: Iterable[Any] = ()) -> QuerySet[Assignment]:
    """The unfinished assignments of these articles of the project to these people; without `people` to anybody.

    Raises Invalid where no article is chosen.
    """
    ids, names = [article.pk for article in articles], [one.pk for one in people]
    if not ids:
        raise Invalid({"articles": [_("Choose at least one article.")]})
    rows = Assignment.objects.filter(article__in=ids, article__project=project, state__in=WORKABLE)
    return rows.filter(person__in=names) if names else rows


def reassign(person: Any, assignment: Assignment, reviewer: Any) -> Assignment:
    """Take an unfinished article back from its reviewer and give it to another, in one step; return hers.

    The date it is due by stays. Raises PermissionDenied, and Invalid where the other cannot have it.
    """
    require(person, "article.assign", assignment.article)
    due_on, article = assignment.due_on, assignment.article
    with transaction.atomic():
        release(person, assignment)
        _check(article.project, [article], [reviewer])
        made = give(person, article, reviewer, due_on)
        if made is None:
            said = _("%(name)s has “%(title)s” already.") % {"name": reviewer, "title": article}
            raise Invalid({"people": [said]})
    return made


def set_due(person: Any, assignment: Assignment, due_on: date | None) -> Assignment:
    """Say by when an article is to be handed in; None takes the date away."""
    require(person, "article.assign", assignment.article)
    with transaction.atomic():
        hold(assignment.article)
        assignment.refresh_from_db(fields=["state", "due_on"])
        if assignment.state not in WORKABLE:
            raise Invalid(_("This article is handed in or taken back already."))
        before, assignment.due_on, assignment.reminded_on = {"due_on": _day(assignment.due_on)}, due_on, None
        assignment.save(update_fields=["due_on", "reminded_on"])
        log(person, "set_due", assignment, before=before, after={"due_on": _day(due_on)}, article=assignment.article)
    return assignment


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def check_people(project: Project, people: list[Any]) -> None:
    """Raise Invalid where there are no `people`, or one of them cannot review in the project, or it is archived."""
    if project.archived_at:
        raise Invalid(_("%(project)s is archived: take it out of the archive first.") % {"project": project})
    if not people:
        raise Invalid({"people": [_("Choose at least one person.")]})
    able = set(Membership.objects.filter(project=project).exclude(role=VIEWER).values_list("person_id", flat=True))
    for reviewer in people:
        if reviewer.pk not in able or not reviewer.is_active:
            said = _("%(name)s does not review in %(project)s: add them as a reviewer first.")
            raise Invalid({"people": [said % {"name": reviewer, "project": project}]})


def _check(project: Project, articles: list[Article], people: list[Any]) -> None:
    if not articles:
        raise Invalid({"articles": [_("Choose at least one article.")]})
    check_people(project, people)
    for article in articles:
        if article.project_id != project.pk:
            said = _("“%(title)s” is not in %(project)s.") % {"title": article, "project": project}
            raise Invalid({"articles": [said]})
        if article.state not in (ArticleState.NEW, ArticleState.REVIEW):
            said = _("“%(title)s” is past review: return it to a reviewer instead.")
            raise Invalid({"articles": [said % {"title": article}]})
