"""What a project's reviewers said, blind, as the plain data that agreement is measured on."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from annotate.sentences import split
from claims.agreement.reading import Document, Mark, Reading
from claims.models import Article, Assignment, AuditEntry, Claim, EvidenceLink, Judgement, Person, Project, Verdict
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.queries.visible import BLIND_IS_OVER

CHUNK = 200
# What changes once an article's blind phase is over, or ends it. Judgements do not: nobody may judge by then.
MOVES = ("assignment", "settlement", "claim")


@dataclass(frozen=True)
class Wanted:
    """Which part of a project's agreement is asked for; what is empty asks for all.

    `pair`: two people's ids, `kind`: a slug, `article`: an id, `week`: an ISO week such as "2026-W48" (of the last
    submission), `version`: a guideline's number.
    """

    pair: tuple[int, int] | None = None
    kind: str = ""
    article: int | None = None
    week: str = ""
    version: int | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Wanted:
        """What an address asks for; what cannot be read asks for all."""
        one, _, other = asked.get("pair", "").partition("-")
        pair = (_number(one), _number(other))
        return cls(
            pair=(min(pair), max(pair)) if all(pair) and pair[0] != pair[1] else None,  # type: ignore[type-var, arg-type]
            kind=asked.get("kind", "").strip(),
            article=_number(asked.get("article", "")),
            week=asked.get("week", "").strip(),
            version=_number(asked.get("version", "")),
        )

    def address(self) -> str:
        """The same as the query of an address, always in one order; "" where all is asked for."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.pair:
            values["pair"] = f"{self.pair[0]}-{self.pair[1]}"
        return "&".join(f"{name}={value}" for name, value in values.items() if value)


@dataclass(frozen=True)
class Gathered:
    """Articles to measure, and how many were left out, by reason."""

    documents: list[Document]
    left_out: dict[str, int]


def gathered(project: Project, wanted: Wanted, progress: Callable[[int], object] = lambda done: None) -> Gathered:
    """The articles of the project that two or more people have read and whose blind phase is over, as `wanted` asks.

    Nobody's judgement is in before all reviewers of the article have submitted. Left out: `in_review`, `one_reader`, and
    `other_reader`, `other_week`, `other_version` by what is wanted. A fixed number of queries for each chunk of articles.
    """
    everything = Article.objects.filter(project=project)
    articles = everything.filter(state__in=BLIND_IS_OVER).order_by("pk")
    if wanted.article:
        everything, articles = everything.filter(pk=wanted.article), articles.filter(pk=wanted.article)
    left_out = Counter(in_review=everything.exclude(state__in=BLIND_IS_OVER).count())
    versions = list(project.guideline_versions.order_by("number").values_list("number", "created_at"))
    documents: list[Document] = []
    last = done = 0
    while chunk := list(articles.filter(pk__gt=last).only("title", "text", "boilerplate", "unaided")[:CHUNK]):
        last = chunk[-1].pk
        for document in _documents(chunk, project.kinds, versions):
            reason = _unwanted(document, wanted)
            if reason:
                left_out[reason] += 1
                continue
            if wanted.pair:
                document = document.only(frozenset(wanted.pair))
            documents.append(document.of_kind(wanted.kind) if wanted.kind else document)
        done += len(chunk)
        progress(done)
    return Gathered(documents, {reason: number for reason, number in left_out.items() if number})


def number_to_read(project: Project) -> int:
    """How many articles `gathered` will look at."""
    return Article.objects.filter(project=project, state__in=BLIND_IS_OVER).count()


def fingerprint(project: Project) -> str:
    """An id of what agreement is measured on: another as soon as that may have changed. Two queries.

    It follows the newest entry of the audit log on assignments, settlements and claims of articles that are measured:
    without one, neither these articles change nor what was said of them.
    """
    moves = AuditEntry.objects.filter(project=project, object_type__in=MOVES, article__state__in=BLIND_IS_OVER)
    newest = moves.order_by("-id").values_list("pk", flat=True).first()
    over = Article.objects.filter(project=project, state__in=BLIND_IS_OVER)
    known = (newest, over.count(), project.kinds)
    return hashlib.sha256(repr(known).encode()).hexdigest()[:16]


def readers(project: Project) -> QuerySet[Person]:
    """The people who read articles of the project whose blind phase is over, by name."""
    # Asked of each person: the first of her articles answers, where all of them would have to be gathered.
    read = Assignment.objects.filter(person=OuterRef("pk"), state=AssignmentState.SUBMITTED)
    people = Person.objects.filter(Exists(read.filter(article__project=project, article__state__in=BLIND_IS_OVER)))
    return people.order_by("first_name", "last_name", "username")


def _unwanted(document: Document, wanted: Wanted) -> str:
    """Why the article is not among what is wanted; "" where it is."""
    readers = {one.reviewer for one in document.readings}
    if len(readers) < 2:
        return "one_reader"
    if wanted.pair and not readers.issuperset(wanted.pair):
        return "other_reader"
    if wanted.week and document.week != wanted.week:
        return "other_week"
    return "other_version" if wanted.version and document.version != wanted.version else ""


def _documents(
    articles: Sequence[Article], kinds: Sequence[str], versions: Sequence[tuple[int, datetime]]
) -> Iterable[Document]:
    ids = [article.pk for article in articles]
    reviewers = _reviewers(ids)
    claims = _claims(ids, kinds)
    said = _said(ids)
    for article in articles:
        people = reviewers[article.pk]
        made_under: set[int | None] = set()
        # Where proposals were not shown, nobody was asked about them: who did not mark one holds that none is there.
        asked = () if article.unaided else (Origin.MACHINE,)
        readings = [_reading(person, claims[article.pk], said, made_under, asked) for person in sorted(people)]
        submitted = max((at for at in people.values() if at), default=None)
        known = [number for number, at in versions if submitted and at <= submitted]
        own, boilerplate = _sentences(article)
        yield Document(
            article=article.pk,
            title=article.title,
            length=len(article.text),
            sentences=own,
            boilerplate=boilerplate,
            readings=tuple(readings),
            week=_week(submitted),
            # Who judged nothing read the article under the version that stood when it was handed in.
            version=(made_under.pop() if made_under else known[-1] if known else None) if len(made_under) < 2 else None,
        )


@dataclass(frozen=True)
class _Said:
    judged: Mapping[tuple[int, int], Any]
    verdicts: Mapping[tuple[int, int], str]
    linked: Mapping[tuple[int, int], set[int]]


def _reviewers(articles: list[int]) -> dict[int, dict[int, datetime | None]]:
    held = Assignment.objects.filter(article__in=articles).exclude(state=AssignmentState.RELEASED)
    found: dict[int, dict[int, datetime | None]] = defaultdict(dict)
    for article, person, submitted in held.order_by("id").values_list("article", "person", "submitted_at"):
        found[article][person] = submitted
    return found


def _claims(articles: list[int], kinds: Sequence[str]) -> dict[int, list[Any]]:
    rows = Claim.objects.filter(article__in=articles, withdrawn_at=None, kind__in=kinds).order_by("start", "id")
    found = defaultdict(list)
    for row in rows.values_list("id", "article", "kind", "start", "end", "origin", named=True):
        found[row.article].append(row)
    return found


def _said(articles: list[int]) -> _Said:
    judged = Judgement.objects.filter(claim__article__in=articles).exclude(decision=Decision.OPEN)
    names = ("claim", "reviewer", "decision", "kind", "start", "end", "attributes", "guideline_version__number")
    given = Verdict.objects.filter(claim__article__in=articles).exclude(label="")
    linked = defaultdict(set)
    links = EvidenceLink.objects.filter(claim__article__in=articles)
    for claim, person, evidence in links.values_list("claim", "linked_by", "evidence"):
        linked[claim, person].add(evidence)
    return _Said(
        {(row.claim, row.reviewer): row for row in judged.values_list(*names, named=True)},
        {(claim, person): label for claim, person, label in given.values_list("claim", "reviewer", "label")},
        linked,
    )


def _reading(
    person: int, claims: Iterable[Any], said: _Said, made_under: set[int | None], asked: Sequence[str]
) -> Reading:
    marks, unseen = [], []
    for claim in claims:
        row = said.judged.get((claim.id, person))
        if row is None or row.decision == Decision.SKIPPED:
            # What another added is there for nobody else to see: who did not mark it holds that nothing is there.
            if row is not None or claim.origin in asked:
                unseen.append(Mark(claim.id, claim.kind, claim.start, claim.end))
            continue
        made_under.add(row.guideline_version__number)
        if row.decision in (Decision.CONFIRMED, Decision.CORRECTED):
            place = (claim.id, person)
            evidence = frozenset(said.linked.get(place, ()))
            verdict = said.verdicts.get(place, "")
            marks.append(Mark(claim.id, row.kind, row.start, row.end, row.attributes, verdict, evidence))
    return Reading(person, tuple(marks), tuple(unseen))


def _sentences(article: Article) -> tuple[tuple[tuple[int, int], ...], int]:
    """The article's own sentences, and how many there are besides that lie wholly in boilerplate."""
    every = split(article.text)
    own = [span for span in every if not any(a <= span[0] and span[1] <= b for a, b in article.boilerplate)]
    return tuple(own), len(every) - len(own)


def _week(at: datetime | None) -> str:
    if at is None:
        return ""
    year, week, _ = timezone.localtime(at).isocalendar()
    return f"{year}-W{week:02}"


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 and int(value) else None
