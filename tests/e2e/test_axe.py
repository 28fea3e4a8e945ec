"""Every page, in both themes, breaks no rule of WCAG 2.2 A and AA that a program can check."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bench.screenshots import OUTSIDE, PAGES, ids
from claims.actions.comment import comment
from claims.actions.evidence import add_evidence, link_evidence
from claims.actions.remind import remind_of
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.models import Article, Assignment, Claim
from claims.views.urls import urlpatterns

# Addresses that are no page: what is posted to, files, and parts and pages whose like is in the list.
NO_PAGES = {
    "review-article-action",
    "review-claim-action",
    "submit",
    "reopen",
    "link-evidence",
    "check-claim",
    "comment-resolve",
    "unlink-evidence",
    "verdict",
    "project-assign",
    "project-take-back",
    "project-remind",
    "project-next",
    "project-archive",
    "overview-chart",
    "training-choose",
    "training-begin",
    "training-finish",
    "assignment-release",
    "assignment-return",
    "assignment-remind",
    "article-preannotate",
    "claim-reopen",
    "claim-apart",
    "claim-later",
    "agreement-download",
    "history",
    "claim-restore",
    "log-download",
    "release-make",
    "release-download",
    "export-download",
    "sign-out",
    "token-create",
    "token-revoke",
    "project-guideline",
    "project-terms-add",
    "project-terms-add-many",
    "project-terms-read-again",
    "term-remove",
    "project-invite",
    "invitation-revoke",
    "project-people-add",
    "project-people-change",
}


@pytest.fixture
def filled(project, make_article, make_claim, make_assignment, alice, bob, maya) -> dict[str, object]:
    """A project in which all pages have something to show to Maya, who reviews as well."""
    first = make_article(project, title="Quay", fingerprint="test")
    claim = make_claim(first, "at least 12 people", low=12)
    make_claim(first, "We will not leave", "statement")
    for person in (alice, bob):
        make_assignment(first, person)
    BY_NAME["confirm"].perform(alice, claim, {})
    evidence = add_evidence(maya, {"title": "The register", "passage": "Twelve names."})
    link_evidence(alice, claim, evidence, "supports")
    give_verdict(alice, claim, {"verdict": "supported", "justification": "The register has twelve names."})
    comment(alice, claim, "Counted twice, @maya?")
    BY_NAME["reject"].perform(bob, claim, {"reason": "other", "note": "A figure of speech."})
    other = Claim.objects.get(kind="statement")
    for person in (alice, bob):
        BY_NAME["confirm"].perform(person, other, {})
        submit(person, first)
    mine = make_article(project, title="Mine", fingerprint="test")
    for quote, kind in (
        ("at least 12 people", "casualty"),
        ("We will not leave", "statement"),
        ("governor", "framing"),
    ):
        make_claim(mine, quote, kind)
    make_assignment(mine, maya)
    remind_of(maya, project, Assignment.objects.all())
    BY_NAME["confirm"].perform(maya, Claim.objects.filter(article=mine).first(), {})
    assert Article.objects.get(pk=first.pk).state == "adjudication"
    return ids(maya)


def test_the_list_of_pages_leaves_none_out() -> None:
    listed = {name for name, _ in (*PAGES, *OUTSIDE)} - {"not-found", "article-history"}
    assert listed | NO_PAGES == {pattern.name for pattern in urlpatterns}
    assert not listed & NO_PAGES


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_are_accessible(
    page: Page, live_server, filled, maya, sign_in, check_accessible, console, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)
    found = []
    for pages in (OUTSIDE, PAGES):
        for name, place in pages:
            answer = page.goto(live_server.url + place.format(**filled), wait_until="load")
            assert answer is not None
            assert answer.ok != (name == "not-found"), name
            expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
            try:
                check_accessible(page)
            except AssertionError as error:
                found.append(f"{name}: {error}")
        sign_in(page, maya)
    assert found == [], "\n".join(found)
    # The page of what is not there is asked for on purpose.
    console[:] = [line for line in console if not re.search(r"status of 404", line)]
