"""Keep the counts up: read what the audit log has new, add it to the days it belongs to, and count what it speaks of."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.actions.tally import Tally, add_totals
from claims.models import Article, AuditEntry, CountedTo, DayCount, Project
from claims.queries.counts import DECIDED, EVER, pace_name

CHUNK = 5_000
# A longer pause between two decisions is a pause, and says nothing of how long a decision takes.
LONGEST_SECONDS = 600
VERBS = {*DECIDED, "submit", "ingest", "preannotate", "settle", "unsettle", "adjudicate", "reopen_claim"}
# Entries on these say that their article is to be counted again.
MOVES = ("assignment", "judgement")
ARTICLES = 1_000
# The transactions of others that have written, or are about to write, in the log.
WRITING = """
SELECT virtualtransaction FROM pg_locks JOIN pg_database ON pg_database.oid = database AND datname = current_database()
WHERE relation = to_regclass(%s) AND mode = 'RowExclusiveLock' AND granted AND pid <> pg_backend_pid()
"""
PATIENCE, WAIT = 10, 0.01

Key = tuple[Any, int | None, str]  # day, person, name
Place = tuple[int, int]  # person, article


def count_up(project: Project, most: int = 20_000) -> bool:
    """Count what is new in the project, at most so many entries of its log; return whether nothing is left to count.

    Each entry is counted once, and each article as it stands, whoever else counts at the same time.
    """
    mark, _new = CountedTo.objects.get_or_create(project=project)
    newest = AuditEntry.objects.filter(project=project).order_by("-id").values_list("pk", flat=True).first() or 0
    if mark.article is None and mark.entry >= newest:
        return True
    # Somebody's entries may have lower numbers than what others have written since, and not be there yet.
    if not all_there():
        return False
    for _ in range(max(1, most // CHUNK)):
        with transaction.atomic():
            mark = CountedTo.objects.select_for_update().get(project=project)
            done = _count_log(project, mark, newest) and _count_articles(project, mark)
            mark.save(update_fields=["entry", "article"])
        if done:
            return True
    return False


def count_all(projects: QuerySet[Project] | None = None) -> int:
    """Count up all of `projects`, or every one that is not archived; return how many have something left to count."""
    rows = Project.objects.filter(archived_at=None) if projects is None else projects
    new = AuditEntry.objects.filter(project=OuterRef("pk"), pk__gt=Coalesce(OuterRef("counted_to__entry"), 0))
    behind = rows.filter(Exists(new) | Q(counted_to__article__isnull=False))
    return sum(not count_up(project) for project in behind)


def all_there() -> bool:
    """Whether every entry with a number below those that can be seen now has come to be seen, or never will.

    SQLite lets one write at a time. On PostgreSQL it waits a moment for those who write in the log just now.
    """
    if connection.vendor != "postgresql":
        return True
    writing = _writing()
    for _ in range(PATIENCE):
        if not writing:
            return True
        time.sleep(WAIT)
        writing &= _writing()
    return not writing


def _writing() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(WRITING, [AuditEntry._meta.db_table])
        return {transaction for (transaction,) in cursor.fetchall()}


def _count_log(project: Project, mark: CountedTo, newest: int) -> bool:
    """Count the next entries of the log, up to and with `newest`; return whether these were the last."""
    rows = AuditEntry.objects.filter(project=project, pk__gt=mark.entry, pk__lte=newest).order_by("pk")
    chunk = list(rows.defer("undoes", "step", "project")[:CHUNK])
    if not chunk:
        return True
    _add(project, _counted(chunk))
    mark.entry = chunk[-1].pk
    moved = {entry.article_id for entry in chunk if entry.object_type in MOVES and entry.article_id}
    # The others are counted when their turn comes.
    Tally(project).take(sorted(pk for pk in moved if mark.article is None or pk <= mark.article))
    return len(chunk) < CHUNK


def _count_articles(project: Project, mark: CountedTo) -> bool:
    """Count the next articles, where they are counted one by one; return whether these were the last."""
    if mark.article is None:
        return True
    articles = Article.objects.filter(project=project, pk__gt=mark.article).order_by("pk")
    ids = list(articles.values_list("pk", flat=True)[:ARTICLES])
    Tally(project).take(ids)
    mark.article = ids[-1] if len(ids) == ARTICLES else None
    return mark.article is None


def _counted(entries: list[AuditEntry]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    last = _last_decisions(entries)
    for entry in entries:
        if entry.verb not in VERBS:
            continue
        day = timezone.localtime(entry.at).date()
        for person, name, number in _of(entry, last):
            found[day, person, name] += number
    return found


def _last_decisions(entries: list[AuditEntry]) -> dict[Place, datetime]:
    """When those who decide something in `entries` last did so before, in the same article: as far back as it matters."""
    decided = [entry for entry in entries if entry.verb in DECIDED]
    if not decided:
        return {}
    since = min(entry.at for entry in decided) - timedelta(seconds=LONGEST_SECONDS)
    before = AuditEntry.objects.filter(pk__lt=entries[0].pk, at__gte=since, verb__in=DECIDED).order_by()
    before = before.filter(article__in={entry.article_id for entry in decided})
    rows = before.values_list("actor", "article").annotate(at=Max("at"))
    return {(actor or 0, article): at for actor, article, at in rows}


def _of(entry: AuditEntry, last: dict[Place, datetime]) -> Iterator[tuple[int | None, str, int]]:
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
    totals: Counter[tuple[int | None, str]] = Counter()
    for (day, person, name), number in found.items():
        if not number:
            continue
        totals[person, f"{EVER}{name}"] += number
        own = DayCount.objects.filter(project=project, day=day, person=person, name=name)
        if not own.update(number=F("number") + number):
            DayCount.objects.create(project=project, day=day, person_id=person, name=name, number=number)
    add_totals(project, totals)
