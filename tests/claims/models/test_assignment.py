"""An assignment: nobody gets an article twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from claims.models import Article, Assignment, Person
from claims.models.assignment import WORKABLE, AssignmentState
from claims.permissions import may


def test_an_article_is_a_persons_once_per_phase(
    alice: Person, bob: Person, article: Article, make_assignment: Callable[..., Assignment]
) -> None:
    make_assignment(article, alice, state="released")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_assignment(article, alice)
    make_assignment(article, alice, phase=2)
    make_assignment(article, bob)
    assert Assignment.objects.count() == 3


@pytest.mark.parametrize("state", AssignmentState.values)
def test_what_is_workable_is_what_the_permission_calls_open(
    state: str, alice: Person, article: Article, make_assignment: Callable[..., Assignment]
) -> None:
    make_assignment(article, alice, state=state)
    assert may(alice, "article.review", article) == (state in WORKABLE)
