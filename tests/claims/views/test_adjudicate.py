from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.adjudicate import adjudicate
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, AuditEntry, Claim, Person, Project, Settlement

HTMX = {"HX-Request": "true", "HX-Target": "bench"}
REASON = {"reason": "edge_case", "version": "0"}


def page_of(client: Any, claim: Claim, **more: Any) -> Any:
    return client.get(reverse("adjudicate", args=[claim.pk]), **more)


@pytest.mark.parametrize(
    ("name", "listed", "one"),
    [
        ("maya", 200, 200),
        ("adam", 200, 200),
        ("vera", 200, 200),
        ("root", 200, 200),
        ("alice", 403, 200),
        ("zoe", 404, 404),
    ],
)
def test_who_sees_it(
    name: str, listed: int, one: int, disputed: Any, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    claim, _ = disputed()
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("project-adjudication", args=[project.pk])).status_code == listed
    assert page_of(client, claim).status_code == one


@pytest.mark.parametrize(
    ("name", "status"), [("maya", 302), ("adam", 302), ("vera", 403), ("root", 403), ("alice", 403), ("zoe", 404)]
)
def test_who_settles(name: str, status: int, disputed: Any, client_for: Any, request: pytest.FixtureRequest) -> None:
    claim, _ = disputed()
    client = client_for(request.getfixturevalue(name))
    page = page_of(client, claim).content.decode()
    assert ('name="take"' in page) is (status == 302)
    if name == "alice":
        assert "You reviewed this article" in page
    response = client.post(reverse("adjudicate", args=[claim.pk]), REASON | {"take": "none"})
    assert response.status_code == status
    assert Settlement.objects.filter(claim=claim).exists() is (status == 302)


def test_nothing_shows_before_all_have_submitted(
    article: Article, make_claim: Any, make_assignment: Any, alice: Person, adam: Person, client_for: Any
) -> None:
    claim = make_claim(article, "12 people", low=12)
    make_assignment(article, alice)
    assert page_of(client_for(adam), claim).status_code == 404


def test_the_list_is_oldest_first_and_filtered_by_kind(
    disputed: Any, project: Project, adam: Person, alice: Person, client_for: Any
) -> None:
    first, second = disputed(), disputed()
    client, address = client_for(adam), reverse("project-adjudication", args=[project.pk])
    rows = client.get(address).context["rows"]
    assert [row.claim.pk for row in rows] == [claim.pk for claim in first + second]
    assert len(client.get(address + "?kind=casualty").context["rows"]) == 4
    page = client.get(address + "?kind=framing", headers={"HX-Request": "true"}).content.decode()
    assert "No claim of this kind waits." in page
    assert "<html" not in page


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow(
    many: int, disputed: Any, project: Project, adam: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        disputed()
    client = client_for(adam)
    # Session, person, roles, project, which claims, these, who has them open, how many are left.
    with django_assert_num_queries(8):
        client.get(reverse("project-adjudication", args=[project.pk]))


def test_all_versions_stand_side_by_side(disputed: Any, adam: Person, client_for: Any) -> None:
    claim, added = disputed()
    page = page_of(client_for(adam), claim).content.decode()
    for words in ("As proposed", "corrected", "rejected", "Wrong words marked", "Too short", "The register says so."):
        assert words in page
    assert page_of(client_for(adam), added).content.decode().count("not marked") == 1


def test_differing_attributes_are_marked(
    project: Project,
    make_article: Any,
    make_claim: Any,
    make_assignment: Any,
    alice: Person,
    bob: Person,
    adam: Person,
    client_for: Any,
) -> None:
    article = make_article(project)
    claim = make_claim(article, "at least 12 people", low=12)
    for person, low in ((alice, 12), (bob, 13)):
        make_assignment(article, person)
        BY_NAME["correct"].perform(person, claim, {"kind": "casualty", "attributes": {"low": low, "victims": "people"}})
    for person in (alice, bob):
        submit(person, article)
    cards = page_of(client_for(adam), claim).context["cards"]
    assert [[label for label, _, differs in card["rows"] if differs] for card in cards[1:]] == [["Lowest"], ["Lowest"]]


def test_taking_a_version_takes_all_of_it(disputed: Any, alice: Person, adam: Person, client_for: Any) -> None:
    claim, added = disputed()
    response = client_for(adam).post(
        reverse("adjudicate", args=[claim.pk]), REASON | {"take": alice.pk, "confidence": "4"}
    )
    assert response.headers["Location"] == reverse("adjudicate", args=[added.pk])
    settled = Settlement.objects.get(claim=claim)
    assert (settled.is_claim, settled.attributes["victims"], settled.settled_by) == (True, "people", adam)
    assert (settled.reason, settled.confidence, settled.verdict) == ("edge_case", 4, "supported")
    assert AuditEntry.objects.get(verb="adjudicate").after["justification"] == "The register says so."


def test_taking_a_rejection_says_no_claim(disputed: Any, bob: Person, adam: Person, client_for: Any) -> None:
    claim, added = disputed()
    client = client_for(adam)
    for one in (claim, added):
        client.post(reverse("adjudicate", args=[one.pk]), REASON | {"take": bob.pk})
    assert list(Settlement.objects.filter(claim__in=[claim, added]).values_list("is_claim", flat=True)) == [
        False,
        False,
    ]


def test_taking_what_was_proposed(disputed: Any, adam: Person, client_for: Any) -> None:
    claim, _ = disputed()
    client_for(adam).post(
        reverse("adjudicate", args=[claim.pk]), REASON | {"take": "proposed", "guideline_change": "on"}
    )
    settled = Settlement.objects.get(claim=claim)
    assert (settled.attributes, settled.guideline_change) == (claim.attributes, True)


def test_an_own_answer_by_words_and_by_numbers(disputed: Any, adam: Person, client_for: Any) -> None:
    claim, added = disputed()
    own = REASON | {
        "take": "own",
        "kind": "casualty",
        "start": "0",
        "end": "4",
        "a-low": "12",
        "a-outcomes": ["killed"],
    }
    client = client_for(adam)
    client.post(reverse("adjudicate", args=[claim.pk]), own | {"words": "12 people in Ostrava Bay"})
    client.post(reverse("adjudicate", args=[added.pk]), own)
    settled = Settlement.objects.get(claim=claim)
    assert (settled.quote, settled.attributes["outcomes"]) == ("12 people in Ostrava Bay", ["killed"])
    assert Settlement.objects.get(claim=added).quote == claim.article.text[:4].strip()


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({"take": "own", "kind": "casualty", "words": "nowhere to be found", "reason": "edge_case"}, "do not stand in"),
        ({"take": "own", "kind": "casualty", "start": "5", "end": "x", "reason": "edge_case"}, "whole numbers"),
        (
            {"take": "own", "kind": "casualty", "start": "0", "end": "9", "a-low": "-3", "reason": "edge_case"},
            "zero or more",
        ),
        ({"take": "none"}, "required"),
        ({"take": "999", "reason": "edge_case"}, "Choose one of the answers"),
        ({"take": "proposed", "reason": "edge_case", "verdict": "refuted"}, "Say why this verdict"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_refused_is_said_and_kept(
    posted: dict[str, str], says: str, headers: dict[str, str], disputed: Any, adam: Person, client_for: Any
) -> None:
    claim, _ = disputed()
    posted = posted | {"version": "0", "note": "My typed note"}
    response = client_for(adam).post(reverse("adjudicate", args=[claim.pk]), posted, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "My typed note" in page
    assert posted.get("words", "") in page
    assert not Settlement.objects.filter(claim=claim).exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_stale_answer_shows_both(
    headers: dict[str, str], disputed: Any, maya: Person, adam: Person, client_for: Any
) -> None:
    claim, _ = disputed()
    adjudicate(maya, claim, {"is_claim": False, "reason": "other", "note": "Maya was first"})
    own = REASON | {"take": "own", "kind": "bogus", "note": "Adam came second", "a-low": "3"}
    response = client_for(adam).post(reverse("adjudicate", args=[claim.pk]), own, headers=headers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Maya was first" in page
    assert "Adam came second" in page
    assert Settlement.objects.get(claim=claim).note == "Maya was first"
    again = REASON | {"version": "1", "take": "proposed", "note": "Adam again"}
    assert client_for(adam).post(reverse("adjudicate", args=[claim.pk]), again).status_code == 302
    assert Settlement.objects.get(claim=claim).note == "Adam again"


def test_after_the_last_one_the_list(disputed: Any, project: Project, adam: Person, client_for: Any) -> None:
    claim, added = disputed()
    client = client_for(adam)
    response = client.post(reverse("adjudicate", args=[claim.pk]), REASON | {"take": "none"}, headers=HTMX)
    assert response.headers["HX-Push-Url"] == reverse("adjudicate", args=[added.pk])
    assert "<html" not in response.content.decode()
    response = client.post(reverse("adjudicate", args=[added.pk]), REASON | {"take": "none"})
    assert response.headers["Location"] == reverse("project-adjudication", args=[project.pk])
    assert Article.objects.get().state == "settled"
    assert "Nothing waits." in client.get(response.headers["Location"]).content.decode()


def test_another_kind_has_another_form(disputed: Any, adam: Person, client_for: Any) -> None:
    claim, _ = disputed()
    response = client_for(adam).get(
        reverse("adjudicate", args=[claim.pk]) + "?kind=framing", headers={"HX-Request": "true", "HX-Target": "own"}
    )
    page = response.content.decode()
    assert page.strip().startswith('<fieldset id="own"')
    assert 'name="a-voice"' in page


def test_a_withdrawn_claim_is_gone(disputed: Any, adam: Person, client_for: Any) -> None:
    claim, _ = disputed()
    Claim.objects.filter(pk=claim.pk).update(withdrawn_at="2026-01-01T00:00Z")
    assert page_of(client_for(adam), claim).status_code == 404


@pytest.fixture
def two_versions(article: Article, make_assignment: Any, alice: Person, bob: Person) -> list[Claim]:
    """What Alice and Bob added for one claim, with other words; both have submitted."""
    claims = []
    for person, words in ((alice, "12 people"), (bob, "at least 12 people in Ostrava Bay")):
        make_assignment(article, person)
        start = article.text.index(words)
        answer = {"kind": "casualty", "start": start, "end": start + len(words), "attributes": {"low": 12}}
        claims.append(BY_NAME["add"].perform(person, article, answer).claim)
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    return claims


def test_versions_put_separately_stand_side_by_side_in_the_text(
    two_versions: list[Claim], project: Project, adam: Person, client_for: Any
) -> None:
    first, second = two_versions
    client = client_for(adam)
    rows = client.get(reverse("project-adjudication", args=[project.pk])).context["rows"]
    assert [row.claim.pk for row in rows] == [first.pk]
    response = page_of(client, first)
    cards = response.context["cards"]
    excerpts = {card["excerpt"] for card in cards}
    assert len(excerpts) == 1
    (words,) = excerpts
    marked = [[words[item.start : item.end] for item in card["marked"]] for card in cards]
    assert marked == [["12 people"], ["at least 12 people in Ostrava Bay"]]
    assert "One claim, or several?" in response.content.decode()
    assert page_of(client, second).headers["Location"] == reverse("adjudicate", args=[first.pk])


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_version_alone_is_not_settled(
    headers: dict[str, str], two_versions: list[Claim], adam: Person, client_for: Any
) -> None:
    first, second = two_versions
    client = client_for(adam)
    response = client.post(reverse("adjudicate", args=[second.pk]), REASON | {"take": "none"}, headers=headers)
    assert response.headers["HX-Redirect" if headers else "Location"] == reverse("adjudicate", args=[first.pk])
    assert "Look at all of them first" in page_of(client, first).content.decode()
    response = client.post(reverse("adjudicate", args=[first.pk]), REASON | {"take": "none", "saw": [first.pk]})
    assert response.status_code == 422
    assert not Settlement.objects.exists()
    posted = REASON | {"take": "none", "saw": [first.pk, second.pk]}
    assert client.post(reverse("adjudicate", args=[first.pk]), posted).status_code == 302
    assert Article.objects.get().state == "settled"


def test_versions_are_set_apart_and_lined_up_again(
    two_versions: list[Claim], adam: Person, vera: Person, client_for: Any
) -> None:
    first, second = two_versions
    client, address = client_for(adam), reverse("claim-apart", args=[second.pk])
    assert client_for(vera).post(address, {"apart": "1"}).status_code == 403
    assert client.post(address, {"apart": "1"}).headers["Location"] == reverse("adjudicate", args=[second.pk])
    page = page_of(client, second).content.decode()
    assert "Line it up with the others again" in page
    assert "One claim, or several?" not in page_of(client, first).content.decode()
    client.post(address)
    assert page_of(client, second).status_code == 302


@pytest.mark.parametrize("many", [2, 4])
def test_the_page_of_a_claim_costs_the_same_however_many_versions_it_has(
    many: int,
    article: Article,
    project: Project,
    make_assignment: Any,
    alice: Person,
    adam: Person,
    client_for: Any,
    django_assert_num_queries: Any,
) -> None:
    people = [alice, *(Person.objects.create_user(f"reviewer{number}") for number in range(many - 1))]
    for number, person in enumerate(people):
        project.memberships.get_or_create(person=person, defaults={"role": "reviewer"})
        make_assignment(article, person)
        start = article.text.index("12 people")
        answer = {"kind": "casualty", "start": start, "end": start + 9 + 3 * number, "attributes": {}}
        BY_NAME["add"].perform(person, article, answer)
    for person in people:
        submit(person, Article.objects.select_related("project").get())
    claim = Claim.objects.get(same_as=None)
    client = client_for(adam)
    page_of(client, claim)
    # Session, person, claim, versions, of both judgements, verdicts and links; roles, reviewers, guideline, one's own part;
    # that it was opened (in a transaction), and who else has.
    with django_assert_num_queries(19):
        assert page_of(client, claim).status_code == 200
