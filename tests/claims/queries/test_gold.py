import pytest

from claims.actions.adjudicate import adjudicate
from claims.actions.assign import assign
from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.models import Article, Claim
from claims.queries.gold import gold, left_out


def fresh(article: Article) -> Article:
    return Article.objects.select_related("project").get(pk=article.pk)


@pytest.fixture
def reviewed(maya, alice, bob, project, article, make_claim):
    """Two reviewers agree on one claim and differ on another; Alice gave evidence and a verdict."""
    agreed, disputed = make_claim(article, "12 people", low=12), make_claim(article, "40 residents", low=40)
    assign(maya, project, [article], [alice, bob])
    evidence = add_evidence(alice, {"title": "List", "url": "https://list.example/"})
    link_evidence(alice, agreed, evidence, "supports")
    give_verdict(alice, agreed, {"verdict": "supported", "justification": "On the list.", "as_of": "2026-05-01"})
    for person in (alice, bob):
        BY_NAME["confirm"].perform(person, Claim.objects.get(pk=agreed.pk), {}, 0)
    BY_NAME["confirm"].perform(alice, Claim.objects.get(pk=disputed.pk), {}, 0)
    BY_NAME["reject"].perform(bob, Claim.objects.get(pk=disputed.pk), {"reason": "not_a_claim"}, 0)
    submit(alice, fresh(article))
    submit(bob, fresh(article))
    return agreed, disputed


def test_what_is_agreed_is_gold_and_what_is_not_is_counted_as_waiting(project, reviewed):
    (article,) = gold(project)
    (claim,) = article.claims
    assert (claim.id, claim.is_claim, claim.resolution) == (reviewed[0].pk, True, "unanimous")
    assert (claim.verdict, claim.justification, claim.as_of) == ("supported", "On the list.", "2026-05-01")
    assert [(piece.url, piece.stance, piece.set) for piece in claim.evidence] == [
        ("https://list.example/", "supports", 1)
    ]
    assert [(row.reviewer, row.decision) for row in claim.judgements] == [("r1", "confirmed"), ("r2", "confirmed")]
    assert claim.judgements[0].guideline_version == 1
    assert article.waiting == 1
    assert left_out(project) == {"articles_in_review": 0, "claims_awaiting_adjudication": 1}


def test_no_claim_here_is_gold_too(project, reviewed, adam):
    adjudicate(adam, Claim.objects.get(pk=reviewed[1].pk), {"is_claim": False, "reason": "edge_case", "confidence": 4})
    (article,) = gold(project)
    settled = article.claims[1]
    assert (settled.is_claim, settled.resolution, settled.reason, settled.confidence) == (
        False,
        "adjudicated",
        "edge_case",
        4,
    )
    assert article.waiting == 0
    assert left_out(project)["claims_awaiting_adjudication"] == 0


def test_what_is_still_in_review_is_left_out_and_counted(project, article, make_assignment, alice):
    make_assignment(article, alice)
    assert list(gold(project)) == []
    assert left_out(project) == {"articles_in_review": 1, "claims_awaiting_adjudication": 0}


def test_names_of_reviewers_stay_inside(project, reviewed):
    assert "alice" not in repr(list(gold(project)))


def test_the_number_of_queries_does_not_grow_with_the_articles(
    project, make_article, make_claim, maya, alice, django_assert_num_queries
):
    def settle_one():
        article = make_article(project)
        claim = make_claim(article, "12 people")
        assign(maya, project, [article], [alice])
        BY_NAME["confirm"].perform(alice, Claim.objects.get(pk=claim.pk), {}, 0)
        submit(alice, fresh(article))

    settle_one()
    with django_assert_num_queries(6):
        assert len(list(gold(project))) == 1
    for _ in range(20):
        settle_one()
    with django_assert_num_queries(6):
        assert len(list(gold(project))) == 21
