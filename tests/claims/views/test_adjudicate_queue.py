"""The queue of what waits: two adjudicators at once, what is left for later, and a queue that is narrowed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Claim, Person, Project, Settlement

HTMX = {"HX-Request": "true", "HX-Target": "bench"}
REASON = {"reason": "edge_case", "version": "0"}


def page_of(client: Any, claim: Claim) -> Any:
    return client.get(reverse("adjudicate", args=[claim.pk]))


def settle_none(client: Any, claim: Claim, **more: Any) -> Any:
    return client.post(reverse("adjudicate", args=[claim.pk]), REASON | {"take": "none"} | more)


def test_two_adjudicators_at_once_are_kept_from_the_same_claim_but_not_locked_out(
    disputed: Any, project: Project, adam: Person, maya: Person, client_for: Any
) -> None:
    first, second = disputed()
    third, fourth = disputed()
    page_of(client_for(maya), second)
    listed = client_for(adam).get(reverse("project-adjudication", args=[project.pk])).content.decode()
    assert listed.count("open with Maya") == 1
    assert "4 wait for you." in listed
    # Of the same article, but before Maya: Adam gets another one.
    assert settle_none(client_for(adam), first).headers["Location"] == reverse("adjudicate", args=[third.pk])
    page = page_of(client_for(adam), second).content.decode()
    assert "Maya opened this claim" in page
    assert "You can settle it too" in page
    assert settle_none(client_for(adam), third).headers["Location"] == reverse("adjudicate", args=[fourth.pk])
    # Nothing else is left: what she has open is not withheld.
    assert settle_none(client_for(adam), fourth).headers["Location"] == reverse("adjudicate", args=[second.pk])
    assert settle_none(client_for(adam), second).status_code == 302
    assert "Nothing waits." in client_for(adam).get(reverse("project-adjudication", args=[project.pk])).content.decode()


def test_who_only_reads_is_not_at_it(disputed: Any, adam: Person, vera: Person, alice: Person, client_for: Any) -> None:
    claim, _ = disputed()
    for person in (vera, alice):
        page_of(client_for(person), claim)
    assert "opened this claim" not in page_of(client_for(adam), claim).content.decode()


def test_a_claim_can_be_left_for_later(
    disputed: Any, project: Project, adam: Person, vera: Person, client_for: Any
) -> None:
    first, second = disputed()
    client = client_for(adam)
    assert reverse("claim-later", args=[first.pk]) in page_of(client, first).content.decode()
    response = client.get(reverse("claim-later", args=[first.pk]))
    assert response.headers["Location"] == reverse("adjudicate", args=[second.pk])
    assert client_for(vera).get(reverse("claim-later", args=[first.pk])).status_code == 403
    assert not Settlement.objects.exists()
    settle_none(client, second)
    response = client.get(reverse("claim-later", args=[first.pk]), follow=True)
    assert "No other claim waits for you." in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_queue_keeps_to_what_it_was_narrowed_to(
    headers: dict[str, str],
    project: Project,
    make_article: Any,
    make_claim: Any,
    make_assignment: Any,
    alice: Person,
    bob: Person,
    adam: Person,
    client_for: Any,
) -> None:
    claims = []
    for kind in ("casualty", "statement", "casualty"):
        article = make_article(project)
        claim = make_claim(article, "at least 12 people", kind=kind)
        for person in (alice, bob):
            make_assignment(article, person)
        BY_NAME["confirm"].perform(alice, claim, {})
        BY_NAME["reject"].perform(bob, claim, {"reason": "other"})
        for person in (alice, bob):
            submit(person, Article.objects.select_related("project").get(pk=article.pk))
        claims.append(claim)
    client, queue = client_for(adam), "?of=casualty&on=presence"
    listed = client.get(reverse("project-adjudication", args=[project.pk]) + "?kind=casualty&dispute=presence")
    assert "2 wait for you." in listed.content.decode()
    assert f"{reverse('adjudicate', args=[claims[0].pk])}?of=casualty&amp;on=presence" in listed.content.decode()
    posted = REASON | {"take": "none", "of": "casualty", "on": "presence"}
    response = client.post(reverse("adjudicate", args=[claims[0].pk]), posted, headers=headers)
    found = response.headers["HX-Push-Url" if headers else "Location"]
    assert found == reverse("adjudicate", args=[claims[2].pk]) + queue
    page = client.get(found).content.decode()
    assert 'name="of" value="casualty"' in page
    assert "?kind=framing&amp;of=casualty&amp;on=presence#own" in page
    response = client.post(found, posted, headers=headers)
    # Of its kind nothing is left; the other waits still.
    target = response.headers["HX-Redirect" if headers else "Location"]
    assert target == reverse("project-adjudication", args=[project.pk]) + "?kind=casualty&dispute=presence"
    assert "No claim of this kind waits." in client.get(target).content.decode()
