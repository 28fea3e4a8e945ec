from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.log import log
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.models import Article, Claim, Job, Person
from claims.models.assignment import AssignmentState

HTMX = {"HX-Request": "true"}


@pytest.fixture
def in_review(article: Article, make_claim: Any, make_assignment: Any, alice: Person, bob: Person) -> Article:
    """Alice has judged all, added a claim, linked evidence and given a verdict; Bob has begun nothing."""
    make_assignment(article, alice)
    make_assignment(article, bob)
    claim = make_claim(article, "at least 12 people", low=12, modifier="at_least")
    BY_NAME["reject"].perform(alice, claim, {"reason": "duplicate", "note": "Alice's secret note"})
    start = article.text.index("40 residents")
    added = {"kind": "casualty", "start": start, "end": start + len("40 residents")}
    mine = BY_NAME["add"].perform(alice, article, added).claim
    evidence = add_evidence(alice, {"title": "The register", "passage": "Forty were treated."})
    link_evidence(alice, mine, evidence, "supports")
    give_verdict(alice, mine, {"verdict": "supported", "justification": "Alice's secret reasoning"})
    return article


def hand_in(article: Article, alice: Person, bob: Person) -> None:
    claim = Claim.objects.get(article=article, origin="machine", kind="casualty")
    BY_NAME["confirm"].perform(bob, claim, {})
    for person in (alice, bob):
        submit(person, article)


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("zoe", 404)]
)
def test_who_sees_it(name: str, status: int, article: Article, client_for: Any, request: pytest.FixtureRequest) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("article", args=[article.pk])).status_code == status


def test_who_has_it_sees_it_until_it_is_taken_back(
    article: Article, make_assignment: Any, alice: Person, client_for: Any
) -> None:
    assignment = make_assignment(article, alice)
    assert client_for(alice).get(reverse("article", args=[article.pk])).status_code == 200
    assignment.state = AssignmentState.RELEASED
    assignment.save()
    assert client_for(alice).get(reverse("article", args=[article.pk])).status_code == 404


@pytest.mark.parametrize("name", ["bob", "maya", "adam", "vera", "root"])
def test_nobody_sees_answers_before_all_have_submitted(
    name: str, in_review: Article, client_for: Any, request: pytest.FixtureRequest
) -> None:
    response = client_for(request.getfixturevalue(name)).get(reverse("article", args=[in_review.pk]))
    page = response.content.decode()
    assert "secret" not in page
    assert "rejected" not in page
    assert "The register" not in page
    assert [item.claim.origin for item in response.context["items"]] == ["machine"]
    assert {step.object_type for step, *_ in response.context["steps"]} <= {"article", "assignment"}


def test_her_own_steps_are_no_secret_to_her(in_review: Article, alice: Person, bob: Person, client_for: Any) -> None:
    steps = client_for(alice).get(reverse("article", args=[in_review.pk])).context["steps"]
    assert {step.object_type for step, *_ in steps} == {"judgement", "evidencelink", "verdict", "assignment"}
    # That she has begun stands beside her name as well.
    (step,) = client_for(bob).get(reverse("article", args=[in_review.pk])).context["steps"]
    assert (step[0].verb, step[0].object_type) == ("begin", "assignment")


def test_a_reviewer_is_not_told_how_far_the_others_are(
    in_review: Article, bob: Person, maya: Person, client_for: Any
) -> None:
    address = reverse("article", args=[in_review.pk])
    assert "2/2" not in client_for(bob).get(address).content.decode()
    assert "2/2" in client_for(maya).get(address).content.decode()


@pytest.mark.parametrize("name", ["alice", "bob", "maya", "vera"])
def test_all_answers_show_afterwards(
    name: str, in_review: Article, alice: Person, bob: Person, client_for: Any, request: pytest.FixtureRequest
) -> None:
    hand_in(in_review, alice, bob)
    page = client_for(request.getfixturevalue(name)).get(reverse("article", args=[in_review.pk])).content.decode()
    for words in (
        "Alice&#x27;s secret note",
        "Alice&#x27;s secret reasoning",
        "The register",
        "Added by hand by Alice",
    ):
        assert words in page
    assert "waits for adjudication" in page


def test_facts_and_addresses(project: Any, make_article: Any, maya: Person, client_for: Any) -> None:
    safe = make_article(project, url="https://courier.example/a?b=1&c=2")
    other = make_article(project, url="javascript:alert(1)")
    client = client_for(maya)
    page = client.get(reverse("article", args=[safe.pk])).content.decode()
    assert '<a href="https://courier.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">' in page
    assert safe.sha256 in page
    assert 'href="javascript' not in client.get(reverse("article", args=[other.pk])).content.decode()


def test_markup_in_the_text_stays_text(project: Any, make_article: Any, maya: Person, client_for: Any) -> None:
    article = make_article(project, text="<script>alert(1)</script> said", title="<b>x</b>")
    page = client_for(maya).get(reverse("article", args=[article.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_older_steps_are_a_page_further(article: Article, maya: Person, client_for: Any) -> None:
    for number in range(41):
        log(maya, "preannotate", article, after={"new": number}, article=article)
    client = client_for(maya)
    first = client.get(reverse("article", args=[article.pk]))
    assert len(first.context["steps"]) == 40
    second = client.get(reverse("article", args=[article.pk]) + f"?steps={first.context['older']}")
    assert len(second.context["steps"]) == 1


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(
    many: int,
    in_review: Article,
    make_claim: Any,
    alice: Person,
    bob: Person,
    maya: Person,
    client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(many):
        claim = make_claim(in_review, "governor" if number % 2 else "teacher", kind="framing")
        for person in (alice, bob):
            BY_NAME["confirm"].perform(person, claim, {})
    hand_in(in_review, alice, bob)
    client = client_for(maya)
    with django_assert_max_num_queries(14):
        client.get(reverse("article", args=[in_review.pk]))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_preannotating_again(headers: dict[str, str], article: Article, maya: Person, client_for: Any) -> None:
    response = client_for(maya).post(reverse("article-preannotate", args=[article.pk]), headers=headers)
    job = Job.objects.get()
    assert job.arguments == {"articles": [article.pk], "again": True}
    if headers:
        assert f'id="job-{job.pk}"' in response.content.decode()
    else:
        page = client_for(maya).get(response.headers["Location"]).content.decode()
        assert f'id="job-{job.pk}"' in page


def test_what_is_past_review_is_not_read_again(project: Any, make_article: Any, maya: Person, client_for: Any) -> None:
    article = make_article(project, state="settled")
    response = client_for(maya).post(reverse("article-preannotate", args=[article.pk]), follow=True)
    assert "past review" in response.content.decode()
    assert Job.objects.count() == 0


@pytest.mark.parametrize(("name", "status"), [("adam", 403), ("vera", 403), ("zoe", 404), ("bob", 404)])
def test_who_may_not_have_it_read(
    name: str, status: int, article: Article, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.post(reverse("article-preannotate", args=[article.pk])).status_code == status
