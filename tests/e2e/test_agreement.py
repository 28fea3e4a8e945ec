"""Agreement, history and log in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, Claim, Person, Project

SHELLS = "Shells killed at least 12 people"


@pytest.fixture
def read(
    project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person, bob: Person
) -> Article:
    """Six articles that both have handed in, in two weeks; and one, returned here, in which Alice took a claim back."""
    project.reviewers_per_article = 2
    project.save()
    for number in range(7):
        article = make_article(project)
        claim = make_claim(article, SHELLS, low=12)
        for person in (alice, bob):
            make_assignment(article, person)
        article.refresh_from_db()
        BY_NAME["confirm"].perform(alice, claim, {})
        if number == 6:
            BY_NAME["add"].perform(alice, article, {"kind": "framing", "start": 0, "end": 6})
            BY_NAME["undo"].perform(alice, article, {})
            continue
        BY_NAME["correct" if number % 2 else "confirm"].perform(bob, claim, {"end": claim.end - 7})
        submit(alice, article)
        submit(bob, article)
    Assignment.objects.filter(article__lt=article.pk - 3).update(submitted_at="2026-01-06T12:00:00Z")
    return article


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 400)])
def test_a_manager_measures_reads_and_looks_back(
    theme: str,
    width: int,
    page: Page,
    live_server: Any,
    read: Article,
    maya: Person,
    sign_in: Callable[..., None],
    check_accessible: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    sign_in(page, maya)
    page.goto(live_server.url + reverse("project-agreement", args=[read.project_id]))
    page.get_by_role("button", name="Measure").click()
    expect(page.get_by_role("heading", name="Claim spotting")).to_be_visible()
    expect(page.get_by_role("img", name="Agreement over weeks")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Casualty").click()
    expect(page.get_by_text("This part has not been measured yet")).to_be_visible()
    page.get_by_role("button", name="Measure").click()
    expect(page.locator("#kind")).to_have_value("casualty")
    page.get_by_role("link", name="Set-up").click()
    page.get_by_role("link", name="Log", exact=True).click()
    page.locator("summary", has_text="handed the article in").first.click()
    expect(page.get_by_text("submitted", exact=True).first).to_be_visible()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reviewer_brings_back_what_she_took_back(
    page: Page,
    live_server: Any,
    read: Article,
    alice: Person,
    sign_in: Callable[..., None],
    check_accessible: Callable[[Page], None],
) -> None:
    sign_in(page, alice)
    page.goto(live_server.url + reverse("history", args=["article", read.pk]))
    check_accessible(page)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("The claim is back.")).to_be_visible()
    expect(page.locator("summary", has_text="brought the claim back").first).to_be_visible()
    assert Claim.objects.get(origin="person").withdrawn_at is None
