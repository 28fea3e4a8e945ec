"""Everything that happened to one thing, or in one project, as far as a person may know of it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from claims.models import Article, Assignment, AuditEntry, Claim, Evidence, Membership, Person, Project, Settlement
from claims.models.claim import Origin
from claims.permissions import MANAGER, may, roles
from claims.queries.articles import BLIND
from claims.queries.progress import belongs
from claims.queries.review import visible_claims
from claims.queries.visible import BLIND_IS_OVER, visible_articles, visible_assignments

# What has a page of its history: the type in its address, which is that of the log, and the model.
TYPES: dict[str, type[Model]] = {
    "claim": Claim,
    "article": Article,
    "assignment": Assignment,
    "person": Person,
    "evidence": Evidence,
}
CHUNK = 500
# Entries are numbered in the order of time, but for what is written at once and for clocks that are set right.
OUT_OF_ORDER = datetime.timedelta(hours=1)
LAST = 2**63 - 1


def known(person: Any, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Those of `entries` that the person may know of: nobody reads what another answered before all have submitted."""
    over = Q(article__state__in=BLIND_IS_OVER, article__in=visible_articles(person))
    return entries.filter(~Q(object_type__in=BLIND) | Q(actor=person) | over)


def seen(person: Any, kind: str, pk: int) -> Any:
    """The thing of that type and id, or None where there is none or its history is not the person's to read."""
    model = TYPES.get(kind)
    thing = model._default_manager.filter(pk=pk).first() if model else None
    return thing if thing is not None and _SEES[kind](person, thing) else None


def entries_of(person: Any, thing: Any) -> QuerySet[AuditEntry]:
    """What was done to the thing, the latest first, as far as the person may know of it."""
    kind = thing._meta.model_name
    entries = AuditEntry.objects.filter(_OF[kind](thing))
    if kind == "person" and not person.is_superuser and person != thing:
        entries = entries.filter(project__in=_managed(person))
    return known(person, entries).select_related("actor", "project").order_by("-id")


def withdrawn(person: Any, article: Article) -> QuerySet[Claim]:
    """Claims of the article that were taken back: the person's own, and all of them once all reviewers have submitted."""
    gone = Claim.objects.filter(article=article).exclude(withdrawn_at=None).select_related("author")
    return gone if may(person, "judgement.view_all", article) else gone.filter(author=person)


def versions_of(claim: Claim) -> list[Claim]:
    """The claims that are versions of one with this: the one it is held to be, else those held to be this one."""
    return list(Claim.objects.filter(Q(pk=claim.same_as_id) | Q(same_as=claim)).order_by("id"))


@dataclass(frozen=True)
class Asked:
    """Which entries of a log are asked for; what is empty asks for all. `since` and `until` are days, both included."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    verb: str = ""
    actor: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Asked:
        """What an address or a command line asks for; a day that is none asks for all."""
        return cls(
            _day(asked.get("since")),
            _day(asked.get("until")),
            str(asked.get("verb") or "").strip(),
            str(asked.get("actor") or "").strip(),
        )

    def among(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Those of `entries` that are asked for. `actor` is a user name."""
        if self.since:
            begin = _midnight(self.since)
            entries = entries.filter(at__gte=begin, pk__gte=_first_from(begin - OUT_OF_ORDER))
        if self.until:
            end = _midnight(self.until + datetime.timedelta(days=1))
            entries = entries.filter(at__lt=end, pk__lt=_first_from(end + OUT_OF_ORDER))
        if self.verb:
            entries = entries.filter(verb=self.verb)
        return entries.filter(actor__username=self.actor) if self.actor else entries


def log_of(person: Any, project: Project) -> QuerySet[AuditEntry]:
    """What was done in the project, the latest first, as far as the person may know of it."""
    entries = known(person, AuditEntry.objects.filter(project=project)).order_by("-id")
    return entries.select_related("actor", "article").defer("article__text", "article__boilerplate")


def actors(project: Project) -> QuerySet[Person]:
    """The people of the project, and whoever had articles of it, by name: those who may stand in its log."""
    return Person.objects.filter(belongs(project) | Q(is_superuser=True)).order_by(
        "first_name", "last_name", "username"
    )


def lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    """The entries as JSON, one a line, in the order in which they were written; read in chunks."""
    same = ("verb", "object_type", "object_id", "before", "after")
    columns = {name: name for name in same} | {"project": "project_id", "article": "article_id", "undoes": "undoes_id"}
    last = 0
    rows = entries.select_related("actor").order_by("id")
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        for row in chunk:
            record = {
                "id": row.pk,
                "at": row.at.isoformat(),
                "actor": row.actor.username if row.actor else None,
                **{name: getattr(row, column) for name, column in columns.items()},
            }
            yield json.dumps(record, ensure_ascii=False) + "\n"
        last = chunk[-1].pk


def _of_claim(claim: Claim) -> Q:
    """Of what is gone (a link taken back, a settlement that no longer stands) the log alone knows the claim."""
    own = {
        "claim": [claim.pk],
        "judgement": claim.judgements.values("pk"),
        "verdict": claim.verdicts.values("pk"),
        "evidencelink": claim.evidence_links.values("pk"),
        "comment": claim.comments.values("pk"),
        "settlement": Settlement.objects.filter(claim__in=[claim.pk, claim.same_as_id]).values("pk"),
    }
    gone = Q(object_type="evidencelink") & (Q(before__claim=claim.pk) | Q(after__claim=claim.pk))
    for pk in filter(None, (claim.pk, claim.same_as_id)):
        gone |= Q(object_type="settlement") & (Q(before__claim_id=pk) | Q(after__claim_id=pk))
    for kind, ids in own.items():
        gone |= Q(object_type=kind, object_id__in=ids)
    return Q(article=claim.article_id) & gone


def _of_person(person: Person) -> Q:
    """Her roles, her articles and her account: three questions, each by its index, where one for all would read the log."""
    name = Q(before__person=person.username) | Q(after__person=person.username)
    roles_of = Q(object_type="membership") & (name | Q(object_id__in=person.memberships.values("pk")))
    held = Q(object_type="assignment", object_id__in=person.assignments.values("pk"))
    found = [AuditEntry.objects.filter(one).values_list("pk", flat=True) for one in (roles_of, held, _own(person))]
    return Q(pk__in=[pk for pks in found for pk in pks])


def _own(thing: Any) -> Q:
    return Q(object_type=thing._meta.model_name, object_id=thing.pk)


_OF: dict[str, Callable[[Any], Q]] = {
    "claim": _of_claim,
    "article": lambda article: Q(article=article),
    "assignment": _own,
    "person": _of_person,
    "evidence": _own,
}


def _sees_claim(person: Any, claim: Claim) -> bool:
    if not may(person, "article.view", claim.article):
        return False
    if (
        claim.origin == Origin.MACHINE
        or claim.author_id == person.pk
        or may(person, "judgement.view_all", claim.article)
    ):
        return True
    return visible_claims(person, claim.article_id).filter(pk=claim.pk).exists()


def _sees_person(person: Any, other: Person) -> bool:
    managed = _managed(person)
    return (
        person.is_superuser
        or person == other
        or Membership.objects.filter(project__in=managed, person=other).exists()
        or Assignment.objects.filter(article__project__in=managed, person=other).exists()
    )


_SEES: dict[str, Callable[[Any, Any], bool]] = {
    "claim": _sees_claim,
    "article": lambda person, article: may(person, "article.view", article),
    "assignment": lambda person, row: (
        visible_assignments(person).filter(pk=row.pk).exists() or may(person, "article.list", row)
    ),
    "person": _sees_person,
    "evidence": lambda person, evidence: may(person, "evidence.view", evidence),
}


def _managed(person: Any) -> list[int]:
    return [project for project, role in roles(person).items() if role == MANAGER]


def _day(value: Any) -> datetime.date | None:
    try:
        return parse_date(str(value)) if value else None
    except ValueError:
        return None


def _first_from(time: datetime.datetime) -> int:
    """The id of the first entry written then or later, in any project; where there is none, one that no entry has."""
    ids = AuditEntry.objects.filter(at__gte=time).order_by("at").values_list("pk", flat=True)
    return ids.first() or LAST


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
