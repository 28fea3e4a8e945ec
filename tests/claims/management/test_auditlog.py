"""The log on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.actions.log import log
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, Person, Project, seal


def printed(**options: Any) -> list[str]:
    out = StringIO()
    call_command("auditlog", stdout=out, **options)
    return [json.loads(line)["verb"] for line in out.getvalue().splitlines()]


def test_it_prints_what_is_asked_for_and_leaves_out_what_is_blind(
    project: Project,
    article: Article,
    alice: Person,
    maya: Person,
    make_claim: Any,
    make_assignment: Callable[..., Assignment],
) -> None:
    log(maya, "see", project, project=project)
    log(None, "choose", alice)
    claim = make_claim(article, "12 people", low=12)
    make_assignment(article, alice)
    article.refresh_from_db()
    BY_NAME["confirm"].perform(alice, claim, {})
    assert printed() == ["see", "choose", "begin"]
    assert printed(everything=True) == ["see", "choose", "confirm", "begin"]
    assert printed(project="Ostrava Bay") == ["see", "begin"]
    assert printed(actor="maya") == ["see"]
    assert printed(verb="begin") == ["begin"]
    assert printed(since="2999-01-01") == []
    assert printed(until="2999-01-01") == ["see", "choose", "begin"]
    submit(alice, article)
    assert printed(project=str(project.pk)) == ["see", "confirm", "begin", "submit", "settle"]


def test_what_cannot_be_read_is_refused(project: Project) -> None:
    for options in ({"since": "soon"}, {"until": "2026-02-30"}, {"project": "Nowhere"}):
        with pytest.raises(CommandError):
            call_command("auditlog", stdout=StringIO(), **options)


@pytest.fixture
def unsealed(transactional_db: None) -> Iterator[None]:
    seal.lift(connection)
    yield
    seal.put(connection)


def test_it_says_whether_the_log_is_sealed(db: None) -> None:
    out = StringIO()
    call_command("auditlog", check=True, stdout=out)
    assert "is sealed" in out.getvalue()


def test_it_fails_where_the_seal_is_gone(unsealed: None) -> None:
    with pytest.raises(CommandError, match="NOT sealed"):
        call_command("auditlog", check=True, stdout=StringIO())
