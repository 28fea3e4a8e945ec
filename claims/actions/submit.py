"""A reviewer is through with an article, or takes it up again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.actions.errors import Invalid, require
from claims.actions.hold import hold
from claims.actions.log import log
from claims.actions.settle import settle, unsettle
from claims.models import Article, Assignment
from claims.models.assignment import WORKABLE, AssignmentState
from claims.queries.review import review_items


def submit(person: Any, article: Article) -> Assignment:
    """Hand in the person's judgements of `article` and settle what all reviewers agree on.

    Raises Invalid while claims are open. An article without any claim can be handed in: that is an answer too.
    """
    with transaction.atomic():
        hold(article)
        require(person, "article.review", article)
        left = sum(not item.decision for item in review_items(person, article))
        if left:
            said = ngettext(
                "%(n)s claim is still open: decide or skip first.",
                "%(n)s claims are still open: decide or skip first.",
                left,
            )
            raise Invalid(said % {"n": left})
        assignment = Assignment.objects.get(article=article, person=person, state__in=WORKABLE)
        _move(person, assignment, AssignmentState.SUBMITTED, "submit")
        settle(article)
    article.__dict__.pop("_own_assignments", None)
    return assignment


def reopen(person: Any, article: Article) -> Assignment:
    """Take one's own submission back: as long as nobody else's judgements came to be seen by it."""
    with transaction.atomic():
        hold(article)
        require(person, "article.reopen", article)
        assignment = Assignment.objects.get(article=article, person=person, state=AssignmentState.SUBMITTED)
        _move(person, assignment, AssignmentState.IN_PROGRESS, "reopen")
        unsettle(article, person)
    article.__dict__.pop("_own_assignments", None)
    return assignment


def give_back(person: Any, assignment: Assignment) -> Assignment:
    """A manager returns a submitted article to its reviewer, to be looked at again."""
    require(person, "article.assign", assignment.article)
    with transaction.atomic():
        hold(assignment.article)
        assignment.refresh_from_db(fields=["state"])
        if assignment.state != AssignmentState.SUBMITTED:
            raise Invalid(_("Only a submitted article can be returned."))
        _move(person, assignment, AssignmentState.RETURNED, "return")
        unsettle(assignment.article, person)
    return assignment


def _move(person: Any, assignment: Assignment, state: str, verb: str) -> None:
    before = {"state": assignment.state}
    assignment.state = state
    assignment.submitted_at = timezone.now() if state == AssignmentState.SUBMITTED else None
    # Who was reminded of it has answered.
    assignment.reminded_by = None
    assignment.save(update_fields=["state", "submitted_at", "reminded_by"])
    log(person, verb, assignment, before=before, after={"state": state}, article=assignment.article)
