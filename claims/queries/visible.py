"""What a person may see, as querysets: the permission table's "view" rows, asked of many objects at once."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from claims.models import Article, Assignment, Judgement, Project, Settlement
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.permissions import ADJUDICATOR, MANAGER, VIEWER, roles

SEES_ALL = (MANAGER, ADJUDICATOR, VIEWER)
BLIND_IS_OVER = (ArticleState.ADJUDICATION, ArticleState.SETTLED)


def visible_projects(person: Any) -> QuerySet[Project]:
    """The projects that the person is a member of; all for a site administrator (`project.view`)."""
    shown = Project.objects.filter(training_of=None)
    return shown if person.is_superuser else shown.filter(pk__in=roles(person))


def whole_projects(person: Any) -> QuerySet[Project]:
    """The projects of which the person may read every article, those among them in which somebody trains."""
    whole = [project for project, role in roles(person).items() if role in SEES_ALL]
    return Project.objects.all() if person.is_superuser else Project.objects.filter(pk__in=whole)


def managed_projects(person: Any) -> QuerySet[Project]:
    """The projects that the person manages (`project.manage`), by name."""
    managed = [project for project, role in roles(person).items() if role == MANAGER]
    shown = Project.objects.filter(training_of=None)
    return shown if person.is_superuser else shown.filter(pk__in=managed)


def helping_themselves(person: Any) -> QuerySet[Project]:
    """The projects in which the person may take her next article herself (`article.take`), by name."""
    able = [project for project, role in roles(person).items() if role != VIEWER]
    return Project.objects.filter(pk__in=able, self_service=True, archived_at=None)


def visible_articles(person: Any) -> QuerySet[Article]:
    """The articles that the person may read (`article.view`): all of a project, or those assigned to a reviewer."""
    if person.is_superuser:
        return Article.objects.all()
    whole = [project for project, role in roles(person).items() if role in SEES_ALL]
    # "+ 0" keeps a database from gathering all articles of the projects to sort them, where the newest fifty are wanted.
    rows = Article.objects.alias(of_project=F("project_id") + 0)
    if len(whole) == len(roles(person)):
        return rows.filter(of_project__in=whole)
    held = Assignment.objects.filter(person=person, article__project__in=roles(person))
    return rows.filter(
        Q(of_project__in=whole) | Q(pk__in=held.exclude(state=AssignmentState.RELEASED).values("article"))
    )


def visible_assignments(person: Any) -> QuerySet[Assignment]:
    """The person's own assignments, and all of the projects in which she assigns."""
    if person.is_superuser:
        return Assignment.objects.all()
    managed = [project for project, role in roles(person).items() if role == MANAGER]
    own = Q(person=person) & ~Q(state=AssignmentState.RELEASED)
    return Assignment.objects.filter(own | Q(article__project__in=managed))


def visible_judgements(person: Any) -> QuerySet[Judgement]:
    """Her own judgements, and others' once all reviewers of the article have submitted (`judgement.view_all`)."""
    over = Q(claim__article__state__in=BLIND_IS_OVER, claim__article__in=visible_articles(person))
    return Judgement.objects.filter(Q(reviewer=person) | over)


def visible_settlements(person: Any) -> QuerySet[Settlement]:
    """What is settled of articles on which blind review is over."""
    articles = visible_articles(person).filter(state__in=BLIND_IS_OVER)
    return Settlement.objects.filter(claim__article__in=articles)
