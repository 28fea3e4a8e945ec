"""From a claim's card to its rule, and from gold to a report on what the pipeline missed, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.review import BY_NAME
from claims.actions.submit import submit


@pytest.fixture
def settled(article, alice, make_claim, make_assignment):
    """Alice confirmed a framing that no rule finds, and rejected a casualty."""
    missed = make_claim(article, "Ostrava Bay on Tuesday", "framing")
    wrong = make_claim(article, "Shells killed at least 12 people", low=12, outcomes=["killed"], _rule="kill-verb")
    make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, missed, {})
    BY_NAME["reject"].perform(alice, wrong, {"reason": "not_a_claim"})
    submit(alice, article)
    return missed


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("theme", "width"), [("light", 400), ("dark", 1400)])
def test_gold_is_frozen_and_measured_and_a_miss_leads_to_its_article(
    theme, width, page: Page, live_server, maya, project, settled, sign_in, check_accessible
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    sign_in(page, maya)
    page.goto(f"{live_server.url}/projects/{project.pk}/exports/")
    page.get_by_label("Note (what is to be known about it)").fill("First")
    page.get_by_role("button", name="Freeze the gold as a release").click()
    release = page.get_by_role("article", name="Release 1")
    expect(release).to_contain_text("settled as no claim: 1")
    check_accessible(page)
    assert fits(page)
    release.get_by_role("link", name="Evaluate").click()
    page.get_by_role("button", name="Measure").click()
    expect(page.get_by_role("heading", name="Against release 1")).to_be_visible()
    expect(page.get_by_role("region", name="By kind")).to_contain_text("Framing")
    expect(page.locator(".misses").first).to_contain_text("Ostrava Bay on Tuesday")
    check_accessible(page)
    assert fits(page)
    page.locator(".misses").first.get_by_role("link", name=settled.article.title).click()
    expect(page).to_have_url(f"{live_server.url}/articles/{settled.article_id}/?claim={settled.pk}")


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 400)])
def test_the_rules_of_a_project_and_one_of_them(
    theme, width, page: Page, live_server, maya, project, settled, sign_in, check_accessible
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    sign_in(page, maya)
    page.goto(f"{live_server.url}/projects/{project.pk}/")
    page.get_by_role("link", name="Quality").click()
    page.get_by_role("link", name="Rules", exact=True).click()
    check_accessible(page)
    assert fits(page)
    page.get_by_role("link", name="kill-verb").click()
    expect(page.get_by_text("A form of kill")).to_be_visible()
    expect(page.get_by_role("region", name="Its record so far")).to_contain_text("100 %")
    check_accessible(page)
    assert fits(page)
    page.get_by_role("link", name="Casualty").click()
    expect(page.get_by_role("heading", name="Casualty claims")).to_be_visible()
    check_accessible(page)
    assert fits(page)


def test_a_card_says_why_and_the_list_can_begin_with_what_matters(
    page: Page, live_server, article, alice, make_claim, make_assignment, sign_in
):
    make_claim(article, "Shells", "framing", _priority=0.1)
    make_claim(article, "12 people", low=12, _rule="kill-verb", _priority=0.9, _priority_parts=[["tens", 0.08]])
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    expect(page.locator("#card")).to_contain_text("Shells")
    page.get_by_role("navigation", name="Claims of this article").get_by_role("link", name="priority").click()
    expect(page.locator(".claim-list li").first).to_contain_text("12 people")
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    expect(page.locator("#card")).to_contain_text("12 people")
    page.get_by_text("Priority 0.90").click()
    expect(page.get_by_text("Ten people or more")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="why?").click()
    expect(opened.value.get_by_role("heading", name="kill-verb")).to_be_visible()
