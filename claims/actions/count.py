"""Keep the counts up: read what the audit log has new, and add it to the days it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.models import AuditEntry, CountedTo, DayCount, Project
from claims.queries.counts import DECIDED, pace_name

CHUNK = 5_000
# A longer pause between two decisions is a pause, and says nothing of how long a decision takes.
LONGEST_SECONDS = 600
VERBS = {*DECIDED, "submit", "ingest", "preannotate", "settle", "unsettle", "adjudicate"}

Key = tuple[Any, int | None, str]  # day, person, name


def count_up(project: Project, most: int = 20_000) -> bool:
    """Count what is new in the project's audit log, at most so many entries; return whether nothing is left to count.

    Each entry is counted once, whoever else counts at the same time.
    """
    CountedTo.objects.get_or_create(project=project)
    for _ in range(max(1, most // CHUNK)):
        with transaction.atomic():
            mark = CountedTo.objects.select_for_update().get(project=project)
            rows = AuditEntry.objects.filter(project=project, pk__gt=mark.entry).order_by("pk")
            chunk = list(rows.only("at", "actor_id", "verb", "article_id", "object_id", "before", "after")[:CHUNK])
            if not chunk:
                return True
            _add(project, _counted(chunk))
            mark.entry = chunk[-1].pk
            mark.save(update_fields=["entry"])
        if len(chunk) < CHUNK:
            return True
    return False


def count_all() -> int:
    """Count up every project; return how many have something left to count."""
    return sum(not count_up(project) for project in Project.objects.filter(archived_at=None))


def _counted(entries: list[AuditEntry]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    last: dict[tuple[int, int], datetime] = {}
    for entry in entries:
        if entry.verb not in VERBS:
            continue
        day = timezone.localtime(entry.at).date()
        for person, name, number in _of(entry, last):
            found[day, person, name] += number
    return found


def _of(entry: AuditEntry, last: dict[tuple[int, int], datetime]) -> Iterator[tuple[int | None, str, int]]:
    """What one entry adds: whose, under which name, how many."""
    before, after = entry.before or {}, entry.after or {}
    if entry.verb in DECIDED:
        yield entry.actor_id, "decided", 1
        place = (entry.actor_id or 0, entry.article_id or 0)
        seconds = (entry.at - last[place]).total_seconds() if place in last else None
        last[place] = entry.at
        if seconds is not None and 0 <= seconds <= LONGEST_SECONDS:
            yield entry.actor_id, pace_name(seconds), 1
    elif entry.verb == "submit":
        yield entry.actor_id, "submitted", 1
    elif entry.verb == "ingest":
        yield None, "articles", 1
    elif entry.verb == "preannotate":
        yield None, "proposed", int(after.get("new", 0)) - int(after.get("replaced", 0))
    else:
        if before.get("resolution"):
            yield None, f"settled {before['resolution']}", -1
        if after.get("resolution"):
            yield None, f"settled {after['resolution']}", 1


def _add(project: Project, found: Counter[Key]) -> None:
    for (day, person, name), number in found.items():
        if not number:
            continue
        own = DayCount.objects.filter(project=project, day=day, person=person, name=name)
        if not own.update(number=F("number") + number):
            DayCount.objects.create(project=project, day=day, person_id=person, name=name, number=number)
