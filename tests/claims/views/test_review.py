from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.pressing import keep_pressing_for
from claims.actions.review import BY_NAME
from claims.actions.submit import give_back, submit
from claims.actions.verdict import give_verdict
from claims.models import Article, Assignment, AuditEntry, Claim, Judgement, Person, Project

DESK = {"HX-Request": "true", "HX-Target": "desk"}
CARD = {"HX-Request": "true", "HX-Target": "card"}


@pytest.fixture
def claim(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Claim:
    make_assignment(article, alice)
    return make_claim(article, "at least 12 people", low=12, modifier="at_least")


@pytest.fixture
def second(article: Article, claim: Claim, make_claim: Any) -> Claim:
    return make_claim(article, "Another 40 residents", low=40)


def place(claim: Claim, verb: str) -> str:
    return reverse("review-claim-action", args=[claim.pk, verb])


@pytest.mark.parametrize(
    ("name", "status"),
    [("alice", 200), ("bob", 404), ("maya", 404), ("adam", 404), ("vera", 404), ("zoe", 404), ("root", 404)],
)
def test_only_who_was_given_it_opens_it(
    name: str, status: int, article: Article, claim: Claim, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("review", args=[article.pk])).status_code == status
    if status == 404:
        for address in ("submit", "reopen"):
            assert client.post(reverse(address, args=[article.pk])).status_code == 404
        for verb in ("confirm", "correct", "reject", "skip"):
            assert client.post(place(claim, verb), {"version": 0, "reason": "other"}).status_code == 404
        for verb in ("add", "undo"):
            assert client.post(reverse("review-article-action", args=[article.pk, verb])).status_code == 404
        assert not Judgement.objects.exists()


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(article: Article, client: Any) -> None:
    address = reverse("review", args=[article.pk])
    assert client.get(address)["Location"] == f"{reverse('sign-in')}?next={address}"


def test_the_first_open_claim_is_chosen(
    article: Article, claim: Claim, second: Claim, alice: Person, client_for: Any
) -> None:
    client = client_for(alice)
    assert client.get(reverse("review", args=[article.pk])).context["item"].id == claim.pk
    BY_NAME["confirm"].perform(alice, claim, {})
    assert client.get(reverse("review", args=[article.pk])).context["item"].id == second.pk
    assert client.get(reverse("review", args=[article.pk]), {"claim": claim.pk}).context["item"].id == claim.pk
    for odd in ("x", "0", "9" * 5000, "-1", ""):
        assert client.get(reverse("review", args=[article.pk]), {"claim": odd}).context["item"].id == second.pk


@pytest.mark.parametrize(("headers", "status"), [({}, 302), (DESK, 200)])
def test_a_decision_leads_to_the_next_open_claim(
    headers: Any, status: int, article: Article, claim: Claim, second: Claim, alice: Person, client_for: Any
) -> None:
    answer = client_for(alice).post(place(claim, "confirm"), {"version": 0}, headers=headers)
    assert answer.status_code == status
    if status == 302:
        assert answer["Location"] == f"{reverse('review', args=[article.pk])}?claim={second.pk}#card"
    else:
        page = answer.content.decode()
        assert "<html" not in page
        assert 'id="desk"' in page
        assert f'data-claim="{second.pk}"' in page
    assert Judgement.objects.get().decision == "confirmed"
    assert AuditEntry.objects.get(object_type="judgement").verb == "confirm"


@pytest.mark.parametrize("headers", [{}, DESK])
def test_what_is_refused_is_shown_with_what_was_typed(
    headers: Any, claim: Claim, alice: Person, client_for: Any
) -> None:
    posted = {
        "version": 0,
        "kind": "casualty",
        "start": 7,
        "end": 3,
        "a-low": "40",
        "a-high": "30",
        "a-victims": "monks",
    }
    answer = client_for(alice).post(place(claim, "correct"), posted, headers=headers)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ("<html" in page) is not bool(headers)
    assert "Not saved." in page
    assert 'value="monks"' in page
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("headers", [{}, DESK])
def test_a_stale_decision_shows_both_versions(headers: Any, claim: Claim, alice: Person, client_for: Any) -> None:
    BY_NAME["correct"].perform(alice, claim, {"attributes": {"low": 12, "victims": "dockers"}})
    posted = {"version": 0, "kind": "casualty", "start": claim.start, "end": claim.end, "a-victims": "fishermen"}
    answer = client_for(alice).post(place(claim, "correct"), posted, headers=headers)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "dockers" in page
    assert "fishermen" in page
    assert Judgement.objects.get().attributes["victims"] == "dockers"

    again = client_for(alice).post(place(claim, "correct"), {**posted, "version": 1}, headers=headers)
    assert again.status_code in (200, 302)
    assert Judgement.objects.get().attributes["victims"] == "fishermen"


def test_correcting_by_form(claim: Claim, alice: Person, client_for: Any) -> None:
    posted = {
        **{"version": 0, "kind": "casualty", "start": claim.start, "end": claim.end, "a-count_text": "12"},
        **{"a-low": "12", "a-modifier": "at_least", "a-outcomes": ["killed", "injured"], "a-hedges": "allegedly\n"},
    }
    client_for(alice).post(place(claim, "correct"), posted)
    attributes = Judgement.objects.get().attributes
    assert (attributes["low"], attributes["high"]) == (12, None)
    assert attributes["outcomes"] == ["killed", "injured"]
    assert attributes["hedges"] == ["allegedly"]


@pytest.mark.parametrize(
    ("verb", "status"), [("nothing", 404), ("add", 404), ("undo", 404), ("perform", 404), ("__init__", 404)]
)
def test_there_are_no_other_verbs(verb: str, status: int, claim: Claim, alice: Person, client_for: Any) -> None:
    assert client_for(alice).post(place(claim, verb), {"version": 0}).status_code == status


def test_adding_by_words_by_span_and_undoing(article: Article, claim: Claim, alice: Person, client_for: Any) -> None:
    client, add = client_for(alice), reverse("review-article-action", args=[article.pk, "add"])
    client.post(add, {"kind": "statement", "words": "We will not leave"})
    start = article.text.index("40 residents")
    client.post(add, {"kind": "casualty", "start": start, "end": start + 12})
    assert list(Claim.objects.filter(origin="person").values_list("quote", flat=True)) == [
        *("We will not leave", "40 residents"),
    ]
    client.post(reverse("review-article-action", args=[article.pk, "undo"]))
    assert Claim.objects.filter(origin="person", withdrawn_at=None).get().quote == "We will not leave"


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"kind": "casualty", "words": "Nothing of the kind"}, "do not stand in the article"),
        ({"kind": "casualty", "words": "the"}, "more than once"),
        ({"kind": "casualty"}, ""),
        ({"kind": "stone", "words": "We will not leave"}, ""),
        ({"kind": "casualty", "start": "9" * 5000, "end": "9" * 5001}, ""),
        ({"kind": "casualty", "start": "5", "end": "x"}, ""),
        ({"kind": "casualty", "start": "5", "end": "5"}, ""),
    ],
)
@pytest.mark.parametrize("headers", [{}, DESK])
def test_a_claim_that_cannot_be_added(
    posted: Any, words: str, headers: Any, article: Article, claim: Claim, alice: Person, client_for: Any
) -> None:
    add = reverse("review-article-action", args=[article.pk, "add"])
    answer = client_for(alice).post(add, posted, headers=headers)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Claim.objects.filter(origin="person").exists()


def test_nothing_to_undo_is_said(article: Article, claim: Claim, alice: Person, client_for: Any) -> None:
    answer = client_for(alice).post(reverse("review-article-action", args=[article.pk, "undo"]), headers=DESK)
    assert answer.status_code == 422


def test_handing_in_opens_the_next_article(
    project: Project,
    article: Article,
    claim: Claim,
    alice: Person,
    make_article: Any,
    make_assignment: Any,
    client_for: Any,
) -> None:
    client, hand_in = client_for(alice), reverse("submit", args=[article.pk])
    following = make_article(project)
    make_assignment(following, alice)
    answer = client.post(hand_in, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("review", args=[article.pk])
    assert Assignment.objects.get(article=article).state == "assigned"

    BY_NAME["confirm"].perform(alice, claim, {})
    assert client.post(hand_in)["Location"] == reverse("review", args=[following.pk])
    assert client.post(reverse("submit", args=[following.pk]))["Location"] == reverse("home")
    page = client.get(reverse("review", args=[article.pk])).content.decode()
    assert "handed this article in" in page
    assert client.post(place(claim, "skip"), {"version": 1}).status_code == 403
    client.post(reverse("reopen", args=[article.pk]))
    assert Assignment.objects.get(article=article).state == "in_progress"


@pytest.mark.parametrize("number", [1, 50])
def test_opening_and_deciding_ask_the_same_of_the_database_however_many_claims(
    number: int, article: Article, claim: Claim, alice: Person, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for place_ in range(number):
        attributes = {**claim.attributes, "low": place_}
        fields = {"kind": "casualty", "start": 2 * place_, "end": 2 * place_ + 1, "quote": article.text[2 * place_]}
        Claim.objects.create(article=article, attributes=attributes, **fields, priority=0.9 - place_ / 100)
    # Each decision is of what is most pressing, so that this changes too.
    keep_pressing_for(alice, article)
    client = client_for(alice)
    with django_assert_max_num_queries(12):
        client.get(reverse("review", args=[article.pk]))
    htmx = {"HX-Request": "true", "HX-Target": "desk"}
    inside = 2  # A transaction inside the test's own takes two.
    # The first decision of an article marks the assignment as begun; then a second claim, and the first once more.
    for said, (pk, name) in enumerate([(claim.pk + 1, "confirm"), (claim.pk, "skip")], 1):
        with django_assert_max_num_queries(12 + inside):
            page = client.post(reverse("review-claim-action", args=[pk, name]), {"version": 0}, headers=htmx)
        assert f"{said} of" in page.content.decode()
    with django_assert_max_num_queries(12 + inside):
        client.post(reverse("review-claim-action", args=[claim.pk, "confirm"]), {"version": 1}, headers=htmx)
    with django_assert_max_num_queries(12):
        client.get(reverse("review", args=[article.pk]), headers=htmx)


@pytest.mark.parametrize("number", [1, 20])
def test_neither_does_the_first_decision_in_an_article_that_was_returned(
    number: int,
    article: Article,
    claim: Claim,
    alice: Person,
    maya: Person,
    make_claim: Any,
    make_article: Any,
    make_assignment: Any,
    client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:
    """What is asked in all: the article begins anew, and the claim that comes next has evidence and a verdict of hers."""
    behind = make_article(article.project)
    make_assignment(behind, alice)
    later = make_claim(article, "40 residents")
    for each in (claim, later):
        BY_NAME["confirm"].perform(alice, each, {})
    for title in range(number):
        link_evidence(
            alice, later, add_evidence(alice, {"title": f"Register {title}", "passage": "Forty."}), "supports"
        )
    give_verdict(alice, later, {"verdict": "supported", "justification": "The register says so."})
    submit(alice, article)
    give_back(maya, Assignment.objects.get(article=article))
    BY_NAME["undo"].perform(alice, article, {})
    Assignment.objects.filter(article=article).update(state="returned")
    client = client_for(alice)
    with django_assert_max_num_queries(12 + 2):  # A transaction inside the test's own takes two.
        page = client.post(place(claim, "reject"), {"version": 1, "reason": "other"}, headers=DESK)
    text = page.content.decode()
    assert Assignment.objects.get(article=article).state == "in_progress"
    assert page.context["item"].id == later.pk
    assert text.count("Register ") >= number
    assert f'data-next-article="{reverse("review", args=[behind.pk])}"' in text


def test_another_reviewers_work_does_not_show(
    article: Article, claim: Claim, alice: Person, bob: Person, make_assignment: Any, client_for: Any
) -> None:
    make_assignment(article, bob)
    BY_NAME["correct"].perform(bob, claim, {"attributes": {"victims": "bobs-own-word"}, "note": "bobs-note"})
    start = article.text.index("40 residents")
    BY_NAME["add"].perform(bob, article, {"kind": "casualty", "start": start, "end": start + 12})
    page = client_for(alice).get(reverse("review", args=[article.pk]))
    assert [item.id for item in page.context["items"]] == [claim.pk]
    assert "bobs-" not in page.content.decode()


def test_a_hostile_text_stays_text(
    project: Project, alice: Person, make_article: Any, make_assignment: Any, client_for: Any
) -> None:
    text = '<script>alert(1)</script> & <img src=x onerror=alert(2)> "said" {{ 7|add:1 }} {% now %} 😀\n'
    article = make_article(project, text=text, title="<b>bold</b>", source="<i>it</i>")
    make_assignment(article, alice)
    page = client_for(alice).get(reverse("review", args=[article.pk]))
    content = page.content.decode()
    assert "<script>alert" not in content
    assert "<img src=x" not in content
    assert "<b>bold" not in content
    assert "<i>it" not in content
    assert "{{ 7|add:1 }}" in content
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
