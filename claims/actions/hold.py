"""The one lock: who changes the record of an article holds the article until the change is through."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from claims.actions.errors import Invalid
from claims.models import Article, Claim
from claims.queries.review import visible_claims

GONE = gettext_lazy(
    "This claim is gone: it was withdrawn, or the article was pre-annotated anew. Reload the page to see its claims."
)


def hold(article: Article) -> None:
    """Wait until nobody else changes the record of `article`, hold it for this transaction, and read its state anew.

    Ask for permissions and states after it, not before: a submission in another window may have come between. What
    merely refers to the article (an audit entry, say) does not wait, hence `no_key`. Take it before any other lock.
    """
    article.refresh_from_db(fields=["state"], from_queryset=Article.objects.select_for_update(no_key=True))
    article.__dict__.pop("_assignment_states", None)


def hold_claim(claim: Claim, reviewer: Any = None, **more: Any) -> Claim:
    """Return `claim` as it stands now, held, with what is annotated as `more`; raise Invalid where it is gone.

    With `reviewer` it must be one that she may judge: what another added, blind, is not there for her.
    """
    there = Claim.objects.filter(withdrawn_at=None) if reviewer is None else visible_claims(reviewer, claim.article_id)
    # A new pre-annotation takes this lock too, before it replaces what nobody has judged.
    held = there.select_for_update(no_key=True).filter(pk=claim.pk).annotate(**more).first()
    if held is None:
        raise Invalid(GONE)
    held.article = claim.article
    return held
