"""Let the pipeline read articles and propose claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import groupby, islice
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

import annotate
from claims.actions.log import log
from claims.actions.pressing import keep_pressing, keep_pressing_for_reviewers
from claims.models import Article, Assignment, Claim, Event, Job
from claims.models.article import ArticleState
from claims.models.claim import Origin
from claims.queries.terms import own_terms
from claims.wording import worded

CHUNK = 16


def preannotate(
    articles: Iterable[Article], *, person: Any = None, progress: Callable[[int], object] = lambda done: None
) -> int:
    """Read `articles` and store what is proposed; return how many claims are new. `progress` gets the number read.

    Reading an article again replaces only proposals that nobody has touched; one that stands as before stays the same
    row. Settled articles are left alone. Each article is one transaction, with its audit entry.
    """
    waiting = [article for article in articles if article.state in (ArticleState.NEW, ArticleState.REVIEW)]
    new = done = 0
    for project, group in groupby(waiting, key=lambda article: article.project_id):
        terms = own_terms(project)
        for part in batched(group, CHUNK):
            languages = [article.language for article in part]
            fingerprints = {language: annotate.fingerprint(language, terms=terms) for language in set(languages)}
            read = annotate.propose_many((article.text for article in part), languages, terms=terms)
            for article, proposals in zip(part, read, strict=True):
                new += _store(article, proposals, fingerprints[article.language], person)
                done += 1
                progress(done)
    return new


def batched(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Yield `articles` in lists of `size`, the last one shorter."""
    stream = iter(articles)
    while part := list(islice(stream, size)):
        yield part


def preannotate_job(job: Job, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Read the articles with the ids in `articles`, or all of the project that this pipeline has not read.

    Takes up where it was left: what this pipeline has read since it was asked is not read again. The report's `notes` say
    what is not read in the languages of the articles.
    """
    asked = Article.objects.filter(project=job.project).select_related("project").order_by("pk")
    if "articles" in job.arguments:
        asked = asked.filter(pk__in=job.arguments["articles"])
    total = asked.count()
    notes = sorted(filter(None, (worded(annotate.note(language)) for language in _languages(asked))))
    if not job.arguments.get("again"):
        asked = unread(asked, own_terms(job.project_id))
    before = total - asked.count()
    progress(before, total)
    new = 0
    last = 0
    while part := list(asked.filter(pk__gt=last)[:CHUNK]):
        new += preannotate(part, person=job.asked_by)
        before, last = before + len(part), part[-1].pk
        progress(before, total)
    return {"articles": total, "claims": new, "notes": notes}


def unread(articles: QuerySet[Article], terms: Iterable[annotate.Term]) -> QuerySet[Article]:
    """Those of `articles` that the pipeline of their language, as it is now and with `terms`, has not read."""
    prints = {language: annotate.fingerprint(language, terms=terms) for language in _languages(articles)}
    read = (Q(language=language, fingerprint=fingerprint) for language, fingerprint in prints.items())
    return articles.exclude(reduce(or_, read, Q(pk=None)))


def untouched(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those of `claims` that the pipeline proposed and that no person's work hangs on."""
    event = Event.claims.through.objects.filter(claim=OuterRef("pk"))
    work = ("judgements", "evidence_links", "verdicts", "settlement", "relations", "relations_in", "comments")
    nothing = Q(**{f"{name}__isnull": True for name in work})
    return claims.filter(nothing, ~Exists(event)).exclude(origin=Origin.PERSON)


def _languages(articles: QuerySet[Article]) -> list[str]:
    return list(articles.order_by("language").values_list("language", flat=True).distinct())


def _store(article: Article, proposals: list[annotate.Proposal], fingerprint: str, person: Any) -> int:
    with transaction.atomic():
        # Judging locks the article first too: no claim is judged while it is being replaced.
        locked = Article.objects.select_for_update().only("pk", "state", "unaided").get(pk=article.pk)
        if locked.state not in (ArticleState.NEW, ArticleState.REVIEW):
            return 0
        free = {_key(claim): claim for claim in untouched(Claim.objects.filter(article=article))}
        article.unaided = locked.unaided
        there = Claim.objects.filter(article=article, withdrawn_at=None).exclude(origin=Origin.PERSON)
        taken = {_place(claim) for claim in there.exclude(pk__in=[claim.pk for claim in free.values()])}
        wanted = [_claim(article, proposal) for proposal in proposals if proposal.kind in article.project.kinds]
        # Of all of them together, since one claim may contradict another.
        for claim, found in zip(wanted, annotate.priorities([_said(claim) for claim in wanted]), strict=True):
            claim.set_priority(found)
        wanted = [claim for claim in wanted if _place(claim) not in taken]
        stays = {_key(claim) for claim in wanted} & free.keys()
        _weigh_again((free[_key(claim)], claim) for claim in wanted if _key(claim) in stays)
        gone = [claim.pk for key, claim in free.items() if key not in stays]
        Claim.objects.filter(pk__in=gone).delete()
        new = Claim.objects.bulk_create(claim for claim in wanted if _key(claim) not in stays)
        article.fingerprint = fingerprint
        article.boilerplate = [list(span) for span in annotate.find_boilerplate(article.text)]
        article.save(update_fields=["fingerprint", "boilerplate"])
        keep_pressing(Article.objects.filter(pk=article.pk))
        keep_pressing_for_reviewers(Assignment.objects.filter(article=article))
        after = {"fingerprint": fingerprint, "new": len(new), "kept": len(stays), "replaced": len(gone)}
        log(person, "preannotate", article, after=after, article=article)
    return len(new)


def _claim(article: Article, proposal: annotate.Proposal) -> Claim:
    return Claim(
        article=article,
        kind=proposal.kind,
        start=proposal.start,
        end=proposal.end,
        quote=proposal.quote,
        attributes=dict(proposal.attributes),
        spans={role: [list(span) for span in spans] for role, spans in proposal.spans.items()},
        origin=Origin.WITHHELD if article.unaided else Origin.MACHINE,
        rule=proposal.rule,
        fingerprint=proposal.fingerprint,
        score=proposal.score,
    )


def _weigh_again(pairs: Iterable[tuple[Claim, Claim]]) -> None:
    """Give a row that stays the priority it has beside the claims of today."""
    changed = []
    for row, claim in pairs:
        if (row.priority, row.priority_parts) != (claim.priority, claim.priority_parts):
            row.priority, row.priority_parts = claim.priority, claim.priority_parts
            changed.append(row)
    Claim.objects.bulk_update(changed, ["priority", "priority_parts"])


def _said(claim: Claim) -> tuple[str, dict[str, Any]]:
    return claim.kind, claim.attributes


def _place(claim: Claim) -> tuple[Any, ...]:
    return claim.kind, claim.start, claim.end


def _key(claim: Claim) -> tuple[Any, ...]:
    """What makes two proposals the same: place, attributes and rule. The pipeline's version alone changes nothing."""
    return *_place(claim), claim.rule, repr(sorted(claim.attributes.items()))
