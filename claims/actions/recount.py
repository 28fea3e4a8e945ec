"""Make the counts of a project anew, from the record alone."""

from __future__ import annotations

from django.db import transaction

from claims.actions.count import count_up
from claims.models import Counted, CountedTo, DayCount, Project, RuleCount, Total

KEPT = (DayCount, RuleCount, Total)


def recount(project: Project) -> None:
    """Throw the counts of `project` away and count its audit log and its articles from the first on.

    Until it is through, whoever looks at them reads that they are being counted.
    """
    CountedTo.objects.get_or_create(project=project)
    with transaction.atomic():
        mark = CountedTo.objects.select_for_update().get(project=project)
        for model in KEPT:
            model._default_manager.filter(project=project).delete()
        Counted.objects.filter(article__project=project).delete()
        mark.entry = mark.article = 0
        mark.save(update_fields=["entry", "article"])
    while not count_up(project):
        pass
