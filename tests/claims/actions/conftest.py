"""What the tests of all verbs ask: what was written, that nothing was, and who wins a race."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, AuditEntry, Claim, Person

OPENING = "Shells killed at least 12 people in Ostrava Bay"


def whole_record() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours."""
    models = apps.get_app_config("claims").get_models(include_auto_created=True)
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


@pytest.fixture
def refuses(db: None) -> Callable[[type[Exception]], AbstractContextManager[pytest.ExceptionInfo[Any]]]:
    """`with refuses(Invalid) as refusal:` the block raises exactly this, and no row of any table is another afterwards."""

    @contextmanager
    def check(error: type[Exception]) -> Iterator[pytest.ExceptionInfo[Any]]:
        before = whole_record()
        with pytest.raises(error) as refusal:
            yield refusal
        assert refusal.type is error
        assert whole_record() == before

    return check


@pytest.fixture
def written(db: None) -> Callable[[], list[dict[str, Any]]]:
    """`written()`: the audit entries since the last call, oldest first, without their id and time.

    That an assignment began goes with the first step of any kind; tests/claims/actions/test_pool.py holds it.
    """
    seen = set(AuditEntry.objects.values_list("pk", flat=True))

    def read() -> list[dict[str, Any]]:
        fresh = list(AuditEntry.objects.exclude(pk__in=seen).order_by("id"))
        seen.update(entry.pk for entry in fresh)
        return [
            {
                "actor": entry.actor and entry.actor.username,
                "verb": entry.verb,
                "on": (entry.object_type, entry.object_id),
                "before": entry.before,
                "after": entry.after,
                "article": entry.article_id,
                "project": entry.project_id,
                "undoes": entry.undoes_id,
            }
            for entry in fresh
            if entry.verb != "begin"
        ]

    return read


@pytest.fixture
def race(transactional_db: None) -> Callable[..., list[Any]]:
    """`race(call, call, ...)`: all at once, each in a thread with a connection of its own; results or what was raised."""

    def run(*calls: Callable[[], Any]) -> list[Any]:
        results: list[Any] = [None] * len(calls)
        start = threading.Barrier(len(calls))

        def one(place: int, call: Callable[[], Any]) -> None:
            try:
                start.wait(10)
                results[place] = call()
            except Exception as error:
                results[place] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in threads)
        return results

    return run


@pytest.fixture
def claim(article: Article, make_claim: Callable[..., Claim]) -> Claim:
    """The pipeline's proposal at the opening words of the article, with a role span."""
    start = article.text.index("at least 12")
    return make_claim(
        article, OPENING, count_text="at least 12", low=12, outcomes=["killed"], _spans={"count": [[start, start + 11]]}
    )


@pytest.fixture
def second(article: Article, make_claim: Callable[..., Claim]) -> Claim:
    """A second proposal, of another kind."""
    return make_claim(article, "“We will not leave,”", kind="statement", source="Mira Kolar", cue="said")


@pytest.fixture
def hers(article: Article, alice: Person, make_assignment: Callable[..., Assignment]) -> Assignment:
    """The article given to Alice."""
    return make_assignment(article, alice)


@pytest.fixture
def settled(article: Article, alice: Person, claim: Claim, second: Claim, hers: Assignment) -> Article:
    """Alice confirmed the claim at OPENING, rejected the second and handed the article in."""
    BY_NAME["confirm"].perform(alice, claim, {}, 0)
    BY_NAME["reject"].perform(alice, second, {"reason": "other"}, 0)
    submit(alice, article)
    return article


@pytest.fixture
def fresh(db: None) -> Callable[[Any], Any]:
    """`fresh(thing)`: the row as the database has it, as another request would read it."""
    return lambda thing: type(thing)._default_manager.get(pk=thing.pk)


@pytest.fixture
def both(article: Article, alice: Person, bob: Person, make_assignment: Callable[..., Assignment]) -> Article:
    """The article given to Alice and Bob."""
    for person in (alice, bob):
        make_assignment(article, person)
    return article


@pytest.fixture
def add(article: Article) -> Callable[..., Claim]:
    """`add(person, quote, kind="casualty", **attributes)`: the claim that the person adds there."""

    def make(person: Person, quote: str, kind: str = "casualty", **attributes: Any) -> Claim:
        start = article.text.index(quote)
        data = {"kind": kind, "start": start, "end": start + len(quote), "attributes": attributes}
        return BY_NAME["add"].perform(person, article, data).claim

    return make


@pytest.fixture
def lined(both: Article, add: Callable[..., Claim], alice: Person, bob: Person) -> tuple[Claim, Claim]:
    """What Alice and Bob added for one claim, with other words and other numbers; both have submitted."""
    claims = add(alice, "12 people", low=12), add(bob, "at least 12 people in Ostrava Bay", low=12, modifier="at_least")
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get(pk=both.pk))
    return claims
