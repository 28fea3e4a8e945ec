"""Which claim an adjudicator has before her: a hint, no record and no lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from claims.actions.look import look_at
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Assignment, Claim, Looking, Person, Project
from claims.queries.adjudication import LOOKING, looked_at, next_waiting


@pytest.fixture
def waiting(alice: Person, project: Project, claim: Claim, second: Claim, hers: Assignment) -> list[Claim]:
    """Two claims that Alice skipped."""
    for one in (claim, second):
        BY_NAME["skip"].perform(alice, one, {})
    submit(alice, hers.article)
    return list(Claim.objects.select_related("article__project").order_by("id"))


def test_the_last_one_opened_is_kept(
    waiting: list[Claim], adam: Person, maya: Person, written: Callable[[], list[dict[str, Any]]]
) -> None:
    written()
    for claim in waiting:
        look_at(adam, claim)
    assert [(row.person, row.claim) for row in Looking.objects.all()] == [(adam, waiting[1])]
    assert list(looked_at(adam)) == []
    assert [row.claim for row in looked_at(maya)] == [waiting[1]]
    assert written() == []


@pytest.mark.parametrize("who", ["alice", "bob", "vera", "zoe"])
def test_who_cannot_settle_it_does_not_look(
    who: str, request: pytest.FixtureRequest, waiting: list[Claim], refuses: Callable[..., Any]
) -> None:
    person = request.getfixturevalue(who)
    with refuses(PermissionDenied):
        look_at(person, waiting[0])


def test_after_a_while_it_is_forgotten(waiting: list[Claim], adam: Person, maya: Person) -> None:
    look_at(maya, waiting[1])
    # All that waits is before her: she keeps nobody out.
    assert next_waiting(waiting[0], adam) == waiting[1].pk
    look_at(maya, waiting[0])
    assert [row.claim for row in looked_at(adam)] == [waiting[0]]
    Looking.objects.update(at=timezone.now() - LOOKING - timedelta(seconds=1))
    assert list(looked_at(adam)) == []
