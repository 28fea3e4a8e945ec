"""A project's articles as its list shows them, and what was done to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import Article, Assignment, AuditEntry, Claim, EvidenceLink, Judgement, Person, Project, Verdict
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.models.claim import Origin
from claims.models.judgement import Decision
from claims.permissions import VIEWER
from claims.queries.priority import PRIORITY
from claims.queries.queue import with_progress

# In these states all reviewers have submitted, and their answers are open to see.
OPEN_TO_SEE = (ArticleState.ADJUDICATION, ArticleState.SETTLED)
# An article is a reviewer's while it is not released.
HELD = [state for state in AssignmentState if state != AssignmentState.RELEASED]
# What a reviewer does while nobody else may know of it.
BLIND = ("judgement", "verdict", "evidencelink", "settlement", "claim", "comment")


def listed(project: Project, wanted: Mapping[str, str], only: Any = None) -> QuerySet[Article]:
    """The project's articles that `wanted` asks for, the newest first, each with its `given` assignments and `found` claims.

    `wanted` may hold `state`, `q` (words of the title or address), `source`, `language`, `assignee` (a person's id, or
    `none`), `guideline` (the number of a version that somebody's answer was given under) and `before` (an article's id).
    With `only`, a person, what is hers to review, and of the assignments none but hers.
    `order` may be `priority`: first what holds the open claim that most deserves checking.
    Two queries, however many articles there are; one more for a page further by priority.
    """
    articles = _matching(Article.objects.filter(project=project), wanted, only)
    assignments = Assignment.objects.select_related("person").exclude(state=AssignmentState.RELEASED)
    if only is not None:
        assignments = assignments.filter(person=only)
    if wanted.get("order") == PRIORITY:
        articles = _by_priority(articles, wanted, only)
    else:
        hers = articles if only is None else articles.filter(pk__in=assignments.values("article"))
        articles = _by_age(hers, wanted)
    given = Prefetch("assignments", with_progress(assignments).order_by("person__username"), to_attr="given")
    return articles.defer("text", "boilerplate").annotate(found=_found(project)).prefetch_related(given)


def in_pool(project: Project, wanted: Mapping[str, str]) -> QuerySet[Article]:
    """The project's articles with room for another reviewer that `wanted` asks for (as in `listed`), the oldest first."""
    states = (ArticleState.NEW, ArticleState.REVIEW)
    return _matching(Article.objects.filter(project=project, slots__gt=0, state__in=states), wanted).order_by("id")


def reviewers(project: Project) -> QuerySet[Person]:
    """The people who can be given articles of the project, by name."""
    able = project.memberships.exclude(role=VIEWER).values("person")
    return Person.objects.filter(pk__in=able, is_active=True).order_by("first_name", "last_name", "username")


def claims_in_full(article: Article, everything: bool) -> QuerySet[Claim]:
    """The article's claims in the order of the text: what the pipeline proposed, or with `everything` all there is.

    That is: what was added by hand, settlements, and as `judged`, `given` and `linked` all judgements, verdicts and links.
    """
    claims = Claim.objects.filter(article=article, withdrawn_at=None, kind__in=article.project.kinds)
    if not everything:
        return claims.filter(origin=Origin.MACHINE)
    judged = Judgement.objects.exclude(decision=Decision.OPEN).order_by("reviewer__username")
    judged = judged.select_related("reviewer", "guideline_version")
    given = Verdict.objects.exclude(label="").select_related("reviewer").order_by("reviewer__username")
    linked = EvidenceLink.objects.select_related("evidence", "linked_by").order_by("evidence_set", "id")
    return claims.select_related("author", "settlement__settled_by", "same_as__settlement").prefetch_related(
        Prefetch("judgements", judged, to_attr="judged"),
        Prefetch("verdicts", given, to_attr="given"),
        Prefetch("evidence_links", linked, to_attr="linked"),
    )


def history(person: Any, article: Article, everything: bool) -> QuerySet[AuditEntry]:
    """What was done to the article, the latest first; without `everything`, no word of what others answered."""
    entries = AuditEntry.objects.filter(article=article).select_related("actor").order_by("-id")
    return entries if everything else entries.filter(~Q(object_type__in=BLIND) | Q(actor=person))


def _matching(articles: QuerySet[Article], wanted: Mapping[str, str], only: Any = None) -> QuerySet[Article]:
    for word in wanted.get("q", "").split()[:10]:
        articles = articles.filter(Q(title__icontains=word) | Q(url__icontains=word))
    if wanted.get("state") in ArticleState.values:
        articles = articles.filter(state=wanted["state"])
    if language := wanted.get("language", "").strip():
        articles = articles.filter(language__istartswith=language)
    if source := wanted.get("source", "").strip():
        articles = articles.filter(source__icontains=source)
    holding = Assignment.objects.exclude(state=AssignmentState.RELEASED)
    assignee = wanted.get("assignee", "")
    if assignee == "none":
        articles = articles.exclude(pk__in=holding.values("article"))
    elif person := number(assignee):
        articles = articles.filter(pk__in=holding.filter(person=person).values("article"))
    if version := number(wanted.get("guideline")):
        under = {"guideline_version__project": OuterRef("project"), "guideline_version__number": version}
        answers = Judgement.objects.exclude(decision=Decision.OPEN).filter(claim__article=OuterRef("pk"), **under)
        # A reviewer asks of her own answers: that another has given one is not hers to know.
        articles = articles.filter(Exists(answers if only is None else answers.filter(reviewer=only)))
    return articles


def _by_age(articles: QuerySet[Article], wanted: Mapping[str, str]) -> QuerySet[Article]:
    """The newest first, from `before` on."""
    before = number(wanted.get("before"))
    return (articles.filter(pk__lt=before) if before else articles).order_by("-id")


def _by_priority(articles: QuerySet[Article], wanted: Mapping[str, str], only: Any) -> QuerySet[Article]:
    """The highest open priority first, as `top`, from behind the article `before` on; with `only`, that open for her."""
    rows: QuerySet[Any] = Article.objects.all() if only is None else Assignment.objects.filter(person=only)
    if only is not None:
        # Joined, so that the index of her assignments gives the order. An article is hers once.
        articles = articles.filter(assignments__person=only, assignments__state__in=HELD)
    name, order = ("pk", "pressing") if only is None else ("article", "assignments__pressing")
    before = number(wanted.get("before"))
    top = rows.filter(**{name: before}).values_list("pressing", flat=True).first() if before else None
    articles = articles.annotate(top=F(order))
    if top is not None:
        articles = articles.filter(Q(top__lt=top) | Q(top=top, pk__lt=before), top__lte=top)
    return articles.order_by("-top", "-id" if only is None else "-assignments__article_id")


def number(value: str | None) -> int:
    """The id that an address holds; 0 where it holds none that a database could have."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else 0


def _found(project: Project) -> Coalesce:
    """The number of an article's claims; those added by hand are counted once all have submitted."""
    seen = Q(origin=Origin.MACHINE) | Q(article__state__in=OPEN_TO_SEE)
    claims = Claim.objects.filter(seen, article=OuterRef("pk"), withdrawn_at=None, kind__in=project.kinds)
    counted = claims.order_by().values("article").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
