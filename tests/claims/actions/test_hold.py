"""The one lock: what it reads anew, and which claims it lets a reviewer hold."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from claims.actions.errors import Invalid
from claims.actions.hold import hold, hold_claim
from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, Claim, Person
from claims.permissions import may


def test_it_reads_state_and_assignments_anew(
    alice: Person, article: Article, hers: Assignment, fresh: Callable[[Any], Any]
) -> None:
    page = fresh(article)
    assert may(alice, "article.review", page)
    Article.objects.update(state="settled")
    Assignment.objects.update(state="submitted")
    assert (page.state, may(alice, "article.review", page)) == ("review", True)
    with transaction.atomic():
        hold(page)
    assert (page.state, may(alice, "article.review", page)) == ("settled", False)


def test_a_reviewer_holds_what_she_may_judge(
    alice: Person,
    bob: Person,
    article: Article,
    claim: Claim,
    hers: Assignment,
    make_assignment: Callable[..., Assignment],
) -> None:
    make_assignment(article, bob)
    added = BY_NAME["add"].perform(alice, article, {"kind": "framing", "start": 36, "end": 47}).claim
    with transaction.atomic():
        assert [hold_claim(one, alice) for one in (claim, added)] == [claim, added]
        assert hold_claim(claim, bob) == claim
        assert hold_claim(added) == added
        assert hold_claim(claim).article is claim.article
        with pytest.raises(Invalid):
            hold_claim(added, bob)


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_waits_and_then_reads_what_the_first_wrote(article: Article) -> None:
    page, seen = Article.objects.get(), []
    held = threading.Event()

    def come_second() -> None:
        held.wait(10)
        with transaction.atomic():
            hold(page)
            seen.append(page.state)
        connection.close()

    second = threading.Thread(target=come_second)
    second.start()
    with transaction.atomic():
        hold(article)
        held.set()
        second.join(0.3)
        assert (second.is_alive(), seen) == (True, [])
        Article.objects.update(state="review")
    second.join(20)
    assert seen == ["review"]
