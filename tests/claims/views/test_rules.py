"""A rule's page, a kind's guideline, and a project's rules: who reads what."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import annotate
from claims.actions.recount import recount
from claims.models import Article, Claim, GuidelineVersion, Judgement, Person, Project


@pytest.fixture
def judged(article: Article, make_claim: Any, alice: Person) -> Claim:
    """A settled claim that Alice corrected."""
    Article.objects.update(state="settled")
    claim = make_claim(article, "12 people", _rule="kill-verb", _fingerprint="model 1 rules 2")
    given = {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}
    Judgement.objects.create(claim=claim, reviewer=alice, decision="corrected", decided_at="2026-01-01T00:00Z", **given)
    recount(article.project)
    return claim


def test_a_rule_is_told_in_words_with_examples_and_record(judged: Claim, maya: Person, client_for: Any) -> None:
    rule = annotate.rule("kill-verb")
    page = client_for(maya).get(reverse("rule", args=["kill-verb"])).content.decode()
    for words in (rule.looks_for, *rule.examples, "model 1 rules 2", "100 %"):
        assert words in page


@pytest.mark.parametrize(("name", "status"), [("alice", 200), ("vera", 200), ("root", 200), ("zoe", 403)])
def test_who_reads_of_rules_and_kinds(
    name: str, status: int, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("rule", args=["kill-verb"])).status_code == status
    assert client.get(reverse("kind", args=["casualty"])).status_code == status


def test_a_reviewer_sees_no_record_of_articles_that_are_not_hers(judged: Claim, bob: Person, client_for: Any) -> None:
    page = client_for(bob).get(reverse("rule", args=["kill-verb"]))
    assert page.context["total"] is None
    assert "model 1 rules 2" not in page.content.decode()


def test_a_rule_that_is_gone_has_a_page_for_whoever_may_see_its_record(
    judged: Claim, maya: Person, bob: Person, client_for: Any
) -> None:
    Claim.objects.update(rule="old/rule")
    recount(judged.article.project)
    page = client_for(maya).get(reverse("rule", args=["old/rule"]))
    assert "no longer part of the pipeline" in page.content.decode()
    assert client_for(bob).get(reverse("rule", args=["old/rule"])).status_code == 404
    assert client_for(maya).get(reverse("rule", args=["never-was"])).status_code == 404


@pytest.mark.parametrize("kind", annotate.KINDS, ids=[kind.slug for kind in annotate.KINDS])
def test_a_kinds_guideline_attributes_and_rules(
    kind: annotate.Kind, alice: Person, project: Project, client_for: Any
) -> None:
    page = client_for(alice).get(reverse("kind", args=[kind.slug])).content.decode()
    assert "<h2>" in page
    for attribute in kind.attributes:
        assert attribute.label in page
    rule = next(rule for rule in annotate.rules() if rule.kind == kind.slug)
    assert reverse("rule", args=[rule.id]) in page


def test_beside_it_the_projects_own_with_its_version(
    project: Project, alice: Person, maya: Person, client_for: Any
) -> None:
    text = "Count *children* apart.\n\n<script>alert(1)</script> [go](javascript:alert(1))"
    GuidelineVersion.objects.create(project=project, number=2, text=text, created_by=maya)
    page = client_for(alice).get(reverse("kind", args=["casualty"]), {"project": project.pk}).content.decode()
    assert "<em>children</em>" in page
    assert "version 2" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "Mark what can be checked." not in page


def test_what_there_is_not(project: Project, alice: Person, zoe: Person, client_for: Any) -> None:
    elsewhere = Project.objects.create(name="Elsewhere", created_by=zoe)
    client = client_for(alice)
    assert client.get(reverse("kind", args=["rumour"])).status_code == 404
    assert client.get(reverse("kind", args=["casualty"]), {"project": elsewhere.pk}).status_code == 404
    assert client.get(reverse("kind", args=["casualty"]), {"project": "999999"}).status_code == 404
    assert client.get(reverse("kind", args=["casualty"]), {"project": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("maya", 200), ("adam", 200), ("vera", 200), ("root", 200), ("zoe", 404)]
)
def test_who_sees_how_the_rules_did(
    name: str, status: int, judged: Claim, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    page = client_for(request.getfixturevalue(name)).get(reverse("project-rules", args=[project.pk]))
    assert page.status_code == status
    if status == 200:
        assert reverse("rule", args=["kill-verb"]) in page.content.decode()
        assert "100 %" in page.content.decode()


def test_of_one_pipeline(judged: Claim, project: Project, maya: Person, client_for: Any) -> None:
    client, address = client_for(maya), reverse("project-rules", args=[project.pk])
    assert len(client.get(address, {"pipeline": "model 1 rules 2"}).context["rows"]) == 1
    assert client.get(address, {"pipeline": "another"}).context["rows"] == []


def test_nothing_to_count_yet(project: Project, maya: Person, client_for: Any) -> None:
    page = client_for(maya).get(reverse("project-rules", args=[project.pk])).content.decode()
    assert "nothing to count yet" in page


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow(
    many: int,
    article: Article,
    project: Project,
    maya: Person,
    make_claim: Any,
    client_for: Any,
    django_assert_num_queries: Any,
) -> None:
    Article.objects.update(state="settled")
    for number in range(many):
        claim = make_claim(article, "12 people", _rule=f"rule-{number}")
        given = {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}
        Judgement.objects.create(
            claim=claim, reviewer=maya, decision="rejected", decided_at="2026-01-01T00:00Z", **given
        )
    recount(project)
    client = client_for(maya)
    # Session, person, roles, project, how far it is counted and what is new, records.
    with django_assert_num_queries(7):
        assert len(client.get(reverse("project-rules", args=[project.pk])).context["rows"]) == many
    # Session, person, roles, what is to be counted, records.
    with django_assert_num_queries(5):
        client.get(reverse("rule", args=["kill-verb"]))


def test_the_cards_of_claims_lead_there(
    article: Article, alice: Person, make_claim: Any, make_assignment: Any, client_for: Any
) -> None:
    make_assignment(article, alice)
    make_claim(article, "12 people", _rule="kill-verb")
    page = client_for(alice).get(reverse("review", args=[article.pk])).content.decode()
    assert reverse("rule", args=["kill-verb"]) in page
    assert f"{reverse('kind', args=['casualty'])}?project={article.project_id}" in page


def test_without_an_account_one_signs_in(db: None) -> None:
    for address in (reverse("rule", args=["kill-verb"]), reverse("kind", args=["casualty"])):
        assert Client().get(address).status_code == 302


def test_the_rules_are_sorted_by_what_became_of_them(
    article: Article, make_claim: Any, alice: Person, maya: Person, client_for: Any
) -> None:
    Article.objects.update(state="settled")
    for rule, decisions in {"kill-verb": ("confirmed",) * 3, "die-verb": ("rejected",) * 2}.items():
        for decision in decisions:
            claim = make_claim(article, "12 people", _rule=rule)
            given = {name: getattr(claim, name) for name in Judgement.ANSWER_FIELDS}
            Judgement.objects.create(
                claim=claim, reviewer=alice, decision=decision, decided_at="2026-01-01T00:00Z", **given
            )
    recount(article.project)
    place = reverse("project-rules", args=[article.project_id])

    def order(address: str) -> list[str]:
        return [record.rule for record in client_for(maya).get(place + address).context["rows"]]

    by_answers, other_way = ["kill-verb", "die-verb"], ["die-verb", "kill-verb"]
    for address in ("", "?sort=decided", "?sort=confirmed", "?sort=nonsense", "?sort=-nonsense", "?sort=fingerprint"):
        assert order(address) == by_answers
    for address in ("?sort=rejected", "?sort=-decided", "?sort=-confirmed", "?sort=rule"):
        assert order(address) == other_way
    assert order("?sort=-rule") == by_answers


@pytest.mark.parametrize(
    ("address", "sorted_by", "way", "clicked"),
    [
        ("", "Judged", "descending", "sort=-decided"),
        ("?sort=-decided", "Judged", "ascending", "sort=decided"),
        ("?sort=rule&pipeline=", "Rule", "ascending", "sort=-rule"),
        ("?sort=-rule", "Rule", "descending", "sort=rule"),
        ("?sort=rejected", "Rejected", "descending", "sort=-rejected"),
    ],
)
def test_the_head_says_what_the_rules_are_sorted_by(
    address: str, sorted_by: str, way: str, clicked: str, judged: Claim, project: Project, maya: Person, client_for: Any
) -> None:
    place = reverse("project-rules", args=[project.pk])
    page = client_for(maya).get(place + address).content.decode()
    ((found, link, label),) = re.findall(r'<th[^>]*aria-sort="(\w+)"><a href="([^"]*)">(\w+)</a>', page)
    assert (found, label) == (way, sorted_by)
    assert clicked in link.replace("&amp;", "&").split("?")[1].split("&")
