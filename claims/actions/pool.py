"""The pool: articles with room for another reviewer, which reviewers take for themselves, for as long as they work on them.

An article's `slots` say how many more may have it. They are changed only while the article is held, so that two who ask
at once are never given one place: PostgreSQL passes over rows that others hold, SQLite lets one ask at a time.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.actions.hold import hold
from claims.actions.log import entry, log
from claims.actions.pressing import keep_pressing_for
from claims.actions.settle import set_state, settle
from claims.models import Article, Assignment, AuditEntry, Claim, Membership, Project
from claims.models.article import ArticleState
from claims.models.assignment import WORKABLE, AssignmentState
from claims.models.claim import Origin
from claims.permissions import REVIEWER, own_assignments
from claims.queries.shares import shares

# So many articles may a person have taken and not handed in: the rest of the pool is for the others.
MOST_HELD = 5


def take_next(person: Any, project: Project) -> Assignment | None:
    """Give `person` an article of the pool that she never had, with a lease; None where none is left for her.

    Raises PermissionDenied, and Invalid where the project gives articles out by hand or she holds MOST_HELD already.
    """
    require(person, "article.take", project)
    if not project.self_service or project.archived_at:
        raise Invalid(_("In this project a manager gives the articles out."))
    check_trained(person, project)
    expire_leases(project)
    # What others hold at this moment is passed over; only where nothing else is left is it worth waiting for.
    for patient in (False, True):
        with transaction.atomic():
            _check_hands(person, project)
            article = _pick(person, project, skip_locked=not patient)
            if article is not None:
                return _lease(person, article)
    return None


def check_trained(person: Any, project: Project) -> None:
    """Raise Invalid where reviewers of the project have to pass its training first, and she has not."""
    if not project.training_threshold:
        return
    member = Membership.objects.filter(project=project, person=person).first()
    if member is not None and member.role == REVIEWER and member.trained_at is None:
        raise Invalid(_("Pass the training of this project first: it is on your start page."))


def expire_leases(project: Project | None = None) -> int:
    """Put back what was taken and let lie until its lease ended, in `project` or all; return how many articles.

    What the reviewer judged stays on record. An article that was given by a manager has no lease and stays given.
    """
    lapsed = Assignment.objects.filter(state__in=WORKABLE, lease_until__lt=timezone.now())
    lapsed = lapsed.filter(article__project=project) if project else lapsed
    number = 0
    for assignment in lapsed.select_related("article__project", "person").defer("article__text"):
        with transaction.atomic():
            hold(assignment.article)
            assignment.refresh_from_db(fields=["state", "lease_until"])
            ended = assignment.lease_until and assignment.lease_until < timezone.now()
            if assignment.state not in WORKABLE or not ended:
                continue
            before = {"person": assignment.person.username, "state": assignment.state}
            assignment.state, assignment.lease_until, assignment.reminded_by = AssignmentState.RELEASED, None, None
            assignment.save(update_fields=["state", "lease_until", "reminded_by"])
            log(None, "lapse", assignment, before=before, after={"state": assignment.state}, article=assignment.article)
            count_slots(assignment.article)
            settle(assignment.article)
            number += 1
    return number


def begin(person: Any, article: Article) -> None:
    """Mark the person's assignment as in progress at her first step, and let her lease begin anew: she is at work."""
    AuditEntry.objects.bulk_create(begun(person, article))


def begun(person: Any, article: Article, pressing: float | None = None) -> list[AuditEntry]:
    """Do as `begin` does, but return what is to be logged of it, for who has more to log.

    Call it where the article is held and the permission was asked for: what that has read is not read again. The lease is
    written anew only once half of it is over, so that after the first step there is mostly nothing to do. `pressing` is the
    highest priority that is left to her, where that may have changed.
    """
    now, hours = timezone.now(), timedelta(hours=article.project.lease_hours)
    entries = []
    for pk, state, lease, kept in own_assignments(person, article):
        late = lease is not None and lease < now + hours / 2
        changes: dict[str, Any] = {} if pressing in (None, kept) else {"pressing": pressing}
        if state in WORKABLE and (state != AssignmentState.IN_PROGRESS or late):
            changes["state"] = AssignmentState.IN_PROGRESS
            changes["started_at"] = Coalesce("started_at", now)
            changes["lease_until"] = None if lease is None else now + hours
        if changes:
            Assignment.objects.filter(pk=pk).update(**changes)
        if changes.get("state", state) != state:
            before, after = {"state": state}, {"state": AssignmentState.IN_PROGRESS}
            entries.append(entry(person, "begin", Assignment(pk=pk), before=before, after=after, article=article))
    return entries


def count_slots(article: Article) -> None:
    """Set how many more reviewers the article can be given to. Call it while the article is held."""
    held = Assignment.objects.filter(article=article).exclude(state=AssignmentState.RELEASED).count()
    slots = article.reviewers_needed - held
    Article.objects.filter(pk=article.pk).exclude(slots=slots).update(slots=slots)
    article.slots = slots


def redraw(project: Project) -> int:
    """Set anew what articles that are not past review want by the project's shares; return how many changed.

    What was begun without proposals stays so, and the other way round: a reviewer has seen it.
    """
    states = (ArticleState.NEW, ArticleState.REVIEW)
    held = Count("assignments", filter=~Q(assignments__state=AssignmentState.RELEASED))
    rows = Article.objects.filter(project=project, state__in=states).annotate(held=held)
    changed = []
    for article in rows.only("sha256", "state", "wanted", "slots", "unaided").iterator():
        drawn = shares(project, article.sha256)
        unaided = drawn["unaided"] if article.state == ArticleState.NEW else article.unaided
        new = (drawn["wanted"], drawn["wanted"] - article.held, unaided)
        if new != (article.wanted, article.slots, article.unaided):
            article.wanted, article.slots, article.unaided = new
            changed.append(article)
    Article.objects.bulk_update(changed, ["wanted", "slots", "unaided"], batch_size=500)
    # New articles only: nobody has seen what is proposed in them.
    proposals = Claim.objects.filter(article__project=project, article__state=ArticleState.NEW)
    proposals.filter(origin=Origin.MACHINE, article__unaided=True).update(origin=Origin.WITHHELD)
    proposals.filter(origin=Origin.WITHHELD, article__unaided=False).update(origin=Origin.MACHINE)
    return len(changed)


def _check_hands(person: Any, project: Project) -> None:
    taken = Assignment.objects.filter(person=person, article__project=project, state__in=WORKABLE)
    if taken.exclude(lease_until=None).count() >= MOST_HELD:
        said = _("You have %(n)s articles in hand that you took yourself: hand one in first.")
        raise Invalid(said % {"n": MOST_HELD})


def _pick(person: Any, project: Project, *, skip_locked: bool) -> Article | None:
    """The oldest article with room that the person never had, held; those that the pipeline has read before others.

    In a project that asks for it, before older ones that in which the pipeline found the claim of the highest priority.
    """
    had = Assignment.objects.filter(person=person, article__project=project).values("article")
    states = (ArticleState.NEW, ArticleState.REVIEW)
    pool = Article.objects.filter(project=project, slots__gt=0, state__in=states).exclude(pk__in=had).order_by("id")
    pool = pool.order_by("-pressing", "id") if project.pressing_first else pool
    pool = pool.select_for_update(skip_locked=skip_locked, of=("self",), no_key=True).defer("text")
    rows: tuple[QuerySet[Article], ...] = (pool.exclude(fingerprint=""), pool)
    for each in rows:
        article = each.first()
        if article is not None:
            article.project = project
            return article
    return None


def _lease(person: Any, article: Article) -> Assignment:
    until = timezone.now() + timedelta(hours=article.project.lease_hours)
    assignment = Assignment.objects.create(article=article, person=person, assigned_by=person, lease_until=until)
    keep_pressing_for(person, article)
    count_slots(article)
    set_state(article, ArticleState.REVIEW)
    after = {"person": person.username, "state": assignment.state, "lease_until": until.isoformat()}
    log(person, "take", assignment, after=after, article=article)
    return assignment
