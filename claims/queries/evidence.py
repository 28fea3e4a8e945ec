"""Questions asked of the evidence store."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import Assignment, Evidence, EvidenceLink
from claims.models.assignment import AssignmentState
from claims.permissions import REVIEWER, roles
from claims.queries.articles import OPEN_TO_SEE


def search(words: str) -> QuerySet[Evidence]:
    """Evidence in which every one of `words` stands somewhere: title, publisher, passage, address or note. Newest first."""
    found = Evidence.objects.all()
    for word in words.split()[:10]:
        places = ("title", "publisher", "passage", "url", "note")
        anywhere = Q()
        for place in places:
            anywhere |= Q(**{f"{place}__icontains": word})
        found = found.filter(anywhere)
    return found


def with_uses(found: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """The evidence, the newest first, each with `uses`: how many claims it is linked to."""
    links = EvidenceLink.objects.filter(evidence=OuterRef("pk")).order_by().values("evidence")
    uses = links.annotate(number=Count("claim", distinct=True)).values("number")
    return found.annotate(uses=Coalesce(Subquery(uses, output_field=IntegerField()), 0)).order_by("-id")


def links_seen_by(person: Any, evidence: Evidence) -> QuerySet[EvidenceLink]:
    """The links of `evidence` that `person` may see: her own, and those of articles whose answers are open to her.

    The same as asking for `judgement.view_all` article by article, in one query.
    """
    links = EvidenceLink.objects.filter(evidence=evidence).select_related("claim__article__project", "linked_by")
    links = links.defer("claim__article__text").order_by("-id")
    opened = Q(claim__article__state__in=OPEN_TO_SEE)
    if not person.is_superuser:
        member = roles(person)
        held = Assignment.objects.filter(person=person, article__project__in=member)
        held = held.exclude(state=AssignmentState.RELEASED)
        sees_all = [project for project, role in member.items() if role != REVIEWER]
        opened &= Q(claim__article__project__in=sees_all) | Q(claim__article__in=held.values("article"))
    return links.filter(Q(linked_by=person) | opened)
