"""What the tests of several pages begin with."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.models import Claim, Person, Project


@pytest.fixture
def disputed(
    project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person, bob: Person
) -> Any:
    """`disputed()`: an article in adjudication: its first claim corrected by Alice, rejected by Bob; one added by Alice."""

    def make() -> list[Claim]:
        article = make_article(project)
        make_assignment(article, alice)
        make_assignment(article, bob)
        claim = make_claim(article, "at least 12 people", low=12, modifier="at_least")
        BY_NAME["correct"].perform(alice, claim, {"kind": "casualty", "attributes": {"low": 12, "victims": "people"}})
        BY_NAME["reject"].perform(bob, claim, {"reason": "wrong_span", "note": "Too short"})
        give_verdict(alice, claim, {"verdict": "supported", "justification": "The register says so."})
        start = article.text.index("40 residents")
        added = BY_NAME["add"].perform(alice, article, {"kind": "casualty", "start": start, "end": start + 12})
        for person in (alice, bob):
            submit(person, article)
        return [Claim.objects.get(pk=claim.pk), added.claim]

    return make
