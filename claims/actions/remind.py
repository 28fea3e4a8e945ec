"""Write to reviewers about what is due."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Assignment
from claims.models.assignment import WORKABLE

logger = logging.getLogger(__name__)
AHEAD, BETWEEN = timedelta(days=1), timedelta(days=3)


def remind(today: date | None = None) -> int:
    """Write once to everybody who has something due tomorrow or earlier, and return to how many.

    About one article nobody is written to twice within BETWEEN. Without an e-mail address nobody is.
    """
    today = today or timezone.localdate()
    quiet = Q(reminded_on=None) | Q(reminded_on__lte=today - BETWEEN)
    due = Assignment.objects.filter(quiet, state__in=WORKABLE, due_on__lte=today + AHEAD, person__is_active=True)
    by_person = defaultdict(list)
    for row in (
        due.exclude(person__email="")
        .select_related("article", "person")
        .defer("article__text")
        .order_by("due_on", "id")
    ):
        by_person[row.person].append(row)
    sent = 0
    for person, rows in by_person.items():
        # Marked first, and only if nobody else has: two who remind at once do not write twice.
        ids = [row.pk for row in rows]
        if Assignment.objects.filter(quiet, pk__in=ids).update(reminded_on=today) < len(ids):
            continue
        try:
            _write(person.email, {"name": person.name, "rows": [_row(row, today) for row in rows]})
        except (OSError, SMTPException) as error:
            logger.warning("no reminder could be sent: %s", error)
            Assignment.objects.filter(pk__in=ids).update(reminded_on=None)
            continue
        sent += 1
    return sent


def _row(row: Assignment, today: date) -> dict[str, object]:
    address = f"{settings.PUBLIC_URL}{reverse('review', args=[row.article_id])}"
    return {
        "title": row.article.title,
        "due_on": row.due_on,
        "late": bool(row.due_on and row.due_on < today),
        "address": address,
    }


def _write(email: str, context: dict[str, object]) -> None:
    send_mail(_("Articles that are due"), render_to_string("claims/reminder.txt", context), None, [email])
