"""Say something about a claim to those who work on it."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require
from claims.actions.log import log
from claims.actions.review.answer import clean_words
from claims.models import Claim, Comment, Person
from claims.queries.context import commentable

LONGEST = 5_000
# A user name as the accounts allow it; a full stop at the end belongs to the sentence.
MENTION = re.compile(r"(?<![\w@])@([\w.+@-]*\w)")


def comment(person: Any, claim: Claim, text: Any) -> Comment:
    """Add a comment to `claim`; members of its project who are named with @ are mentioned in it.

    Raises PermissionDenied, also of a claim that is not shown to her, or Invalid where it says nothing or too much. Nobody
    is told of names that are no member's.
    """
    require(person, "claim.comment", claim)
    if not commentable(person).filter(pk=claim.pk).exists():
        raise PermissionDenied("claim.comment is not yours to do here.")
    words = clean_words(text)
    if not words:
        raise Invalid({"text": [_("Write something first.")]})
    if len(words) > LONGEST:
        raise Invalid({"text": [_("Keep it under %(most)s characters.") % {"most": LONGEST}]})
    named = Person.objects.filter(memberships__project=claim.article.project_id, username__in=MENTION.findall(words))
    with transaction.atomic():
        made = Comment.objects.create(claim=claim, author=person, text=words)
        made.mentions.set(named)
        after = {"text": words, "mentions": sorted(one.username for one in named)}
        log(person, "comment", made, after=after, article=claim.article)
    return made


def resolve(person: Any, comment: Comment, resolved: bool = True) -> Comment:
    """Mark `comment` as answered, or as open again; nothing happens where it is so already."""
    require(person, "claim.comment", comment.claim)
    with transaction.atomic():
        there = Comment.objects.select_for_update().get(pk=comment.pk)
        if (there.resolved_at is not None) != resolved:
            there.resolved_at = timezone.now() if resolved else None
            there.resolved_by = person if resolved else None
            there.save(update_fields=["resolved_at", "resolved_by"])
            state = {"resolved": resolved}
            before = {"resolved": not resolved}
            log(
                person,
                "resolve" if resolved else "unresolve",
                there,
                before=before,
                after=state,
                article=comment.claim.article,
            )
    return there
