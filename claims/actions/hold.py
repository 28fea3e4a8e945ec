"""The one lock: who changes the record of an article holds the article until the change is through."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext_lazy

from claims.actions.errors import Invalid
from claims.models import Article, Claim, GuidelineVersion
from claims.queries.prepared import Prepared
from claims.queries.priority import highest_besides
from claims.queries.review import visible_claims, with_own

GONE = gettext_lazy(
    "This claim is gone: it was withdrawn, or the article was pre-annotated anew. Reload the page to see its claims."
)


def hold(article: Article) -> None:
    """Wait until nobody else changes the record of `article`, hold it for this transaction, and read its state anew.

    Ask for permissions and states after it, not before: a submission in another window may have come between. What
    merely refers to the article (an audit entry, say) does not wait, hence `no_key`. Take it before any other lock.
    """
    article.refresh_from_db(fields=["state"], from_queryset=Article.objects.select_for_update(no_key=True))
    article.__dict__.pop("_own_assignments", None)


def hold_claim(claim: Claim, reviewer: Any = None) -> Claim:
    """Return `claim` as it stands now, held; raise Invalid where it is gone.

    With `reviewer` it must be one that she may judge: what another added, blind, is not there for her. It then has her
    judgement as `own` (missing where there is none), the id of the project's newest guideline as `guideline`, and the
    highest priority of the article's other claims that are open for her as `besides`.
    """
    if reviewer is None:
        # A new pre-annotation takes this lock too, before it replaces what nobody has judged.
        found = list(Claim.objects.select_for_update(no_key=True).filter(withdrawn_at=None, pk=claim.pk))
    else:
        place = {"article": claim.article_id, "project": claim.article.project_id}
        found = _HELD(person=reviewer.pk, claim=claim.pk, **place)
    if not found:
        raise Invalid(GONE)
    found[0].article = claim.article
    return found[0]


def _held(*, person: int, claim: int, article: int, project: int) -> QuerySet[Claim]:
    newest = GuidelineVersion.objects.filter(project=project).order_by("-number").values("pk")[:1]
    rows = with_own(visible_claims(person, article), person).filter(pk=claim)
    rows = rows.annotate(guideline=Subquery(newest), besides=highest_besides(person))
    return rows.select_for_update(no_key=True, of=("self",))


_HELD = Prepared(_held)
