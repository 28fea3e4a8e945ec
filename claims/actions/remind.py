"""Write to reviewers about what is due, by itself or because a manager asks for it."""

from __future__ import annotations

import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import get_connection, send_mail
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from claims.actions.errors import Invalid, require
from claims.actions.log import entry
from claims.models import Article, Assignment, AuditEntry, Project
from claims.models.assignment import WORKABLE

logger = logging.getLogger(__name__)
AHEAD, BETWEEN = timedelta(days=1), timedelta(days=3)


@dataclass(frozen=True)
class Reminded:
    """What a reminder came to: the assignments it was of, how many `people` they are of, and how many of these got a letter.

    `unsent` letters could not be sent; `again` counts the assignments that were left out since their reviewers were
    reminded of them that day already.
    """

    assignments: list[Assignment]
    people: int
    letters: int
    unsent: int
    again: int


def remind(today: date | None = None) -> int:
    """Write once to everybody who has something due tomorrow or earlier, and return to how many.

    About one article nobody is written to twice within BETWEEN. Without an e-mail address nobody is.
    """
    today = today or timezone.localdate()
    quiet = Q(reminded_on=None) | Q(reminded_on__lte=today - BETWEEN)
    due = Assignment.objects.filter(quiet, state__in=WORKABLE, due_on__lte=today + AHEAD, person__is_active=True)
    sent = 0
    for person, rows in _by_person(due.exclude(person__email="")).items():
        # Marked first, and only if nobody else has: two who remind at once do not write twice.
        ids = [row.pk for row in rows]
        if Assignment.objects.filter(quiet, pk__in=ids).update(reminded_on=today) < len(ids):
            continue
        sent += _write(person, rows, today)
    return sent


def remind_of(person: Any, project: Project, assignments: QuerySet[Assignment], site: str = "") -> Reminded:
    """Remind the reviewers of those of the project's `assignments` that they have in hand: now, whether due or not.

    Each sees it on her start page, by whom it is, until she hands the article in; and gets one letter about all of them
    where she has an address. `site` is what the letter's links begin with where PUBLIC_URL is not set. Of one assignment
    nobody is reminded twice on a day, by whomever. Raises PermissionDenied, and Invalid where that leaves nothing to do.
    """
    require(person, "assignment.remind", project)
    today = timezone.localdate()
    with transaction.atomic():
        held = assignments.filter(article__project=project, state__in=WORKABLE, person__is_active=True)
        # The articles are held first, as for every change: two who remind at once do not write twice.
        articles = Article.objects.filter(pk__in=held.values("article")).order_by("pk").only("pk")
        list(articles.select_for_update(no_key=True))
        by_person = _by_person(held)
        rows = [row for found in by_person.values() for row in found]
        fresh = {row.pk for row in rows if row.reminded_on != today}
        _check(rows, fresh)
        AuditEntry.objects.bulk_create([_entry(person, row, today) for row in rows if row.pk in fresh])
        Assignment.objects.filter(pk__in=fresh).update(reminded_on=today, reminded_by=person)
    asked = {who: mine for who, found in by_person.items() if (mine := [row for row in found if row.pk in fresh])}
    written = _write_to_all({who: mine for who, mine in asked.items() if who.email}, today, person.name, site)
    return Reminded(
        assignments=[row for mine in asked.values() for row in mine],
        people=len(asked),
        letters=sum(written),
        unsent=written.count(False),
        again=len(rows) - len(fresh),
    )


def _check(rows: list[Assignment], fresh: set[int]) -> None:
    if not rows:
        raise Invalid({"articles": [_("Nobody has these articles in hand: there is nobody to remind.")]})
    if not fresh:
        said = ngettext(
            "%(name)s was reminded of “%(title)s” today already. Once a day is enough: try again tomorrow.",
            "All who have these articles were reminded of them today already. Once a day is enough: try again tomorrow.",
            len(rows),
        )
        raise Invalid(said % {"name": rows[0].person.name, "title": rows[0].article.title})


def _entry(person: Any, row: Assignment, today: date) -> AuditEntry:
    before = {"reminded_on": row.reminded_on.isoformat() if row.reminded_on else None}
    after = {"person": row.person.username, "reminded_on": today.isoformat()}
    return entry(person, "remind", row, before=before, after=after, article=row.article)


def _by_person(assignments: QuerySet[Assignment]) -> dict[Any, list[Assignment]]:
    """The assignments of each person, the first due first. One query."""
    found = defaultdict(list)
    rows = assignments.select_related("article", "person").defer("article__text", "article__boilerplate")
    for row in rows.order_by(F("due_on").asc(nulls_last=True), "id"):
        found[row.person].append(row)
    return dict(found)


def _write_to_all(letters: dict[Any, list[Assignment]], today: date, by: str, site: str) -> list[bool]:
    """Whether each person's letter could be sent. All go through one connection: who asks waits for a dead server once."""
    if not letters:
        return []
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        for rows in letters.values():
            _not_sent(rows, error)
        return [False] * len(letters)
    written = [_write(who, rows, today, by, site, connection) for who, rows in letters.items()]
    with suppress(OSError, SMTPException):
        connection.close()
    return written


def _write(
    person: Any, rows: list[Assignment], today: date, by: str = "", site: str = "", connection: Any = None
) -> bool:
    """Send `person` one letter about all `rows`, and return whether it could be sent; if not, they count as not reminded of.

    It is in the site's language, not in that of whoever asks for it.
    """
    with override(settings.LANGUAGE_CODE):
        subject = _("Articles that wait for you") if by else _("Articles that are due")
        context = {"name": person.name, "by": by, "rows": [_row(row, today, site) for row in rows]}
        try:
            body = render_to_string("claims/reminder.txt", context)
            send_mail(subject, body, None, [person.email], connection=connection)
        except (OSError, SMTPException) as error:
            _not_sent(rows, error)
            return False
    return True


def _not_sent(rows: list[Assignment], error: Exception) -> None:
    logger.warning("no reminder could be sent: %s", error)
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=None)


def _row(row: Assignment, today: date, site: str) -> dict[str, object]:
    address = f"{settings.PUBLIC_URL or site.rstrip('/')}{reverse('review', args=[row.article_id])}"
    return {
        "title": row.article.title,
        "due_on": row.due_on,
        "late": bool(row.due_on and row.due_on < today),
        "address": address,
    }
