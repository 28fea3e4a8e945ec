"""A reminder on its way: a manager ticks articles, the reviewer finds it on her start page and in her mail."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("scripts", [True, False])
def test_a_manager_reminds_and_the_reviewer_sees_it(
    scripts, browser, live_server, project, make_article, make_assignment, alice, bob, maya, sign_in, mailoutbox
):
    given = make_assignment(make_article(project, title="Quay"), alice)
    make_assignment(make_article(project, title="Harbour"), bob)
    context = browser.new_context(java_script_enabled=scripts)
    page: Page = context.new_page()
    sign_in(page, maya)
    page.goto(f"{live_server.url}/projects/{project.pk}/")
    page.get_by_role("checkbox", name="Quay").check()
    page.get_by_role("button", name="Remind").click()
    expect(page.get_by_role("status")).to_contain_text("Alice is reminded of “Quay”.")
    expect(page.get_by_role("status")).to_contain_text("A reminder cannot be taken back")
    assert [letter.to for letter in mailoutbox] == [["alice@example.org"]]
    page.get_by_role("checkbox", name="Quay").check()
    page.get_by_role("button", name="Remind").click()
    expect(page.get_by_role("alert")).to_contain_text("today already. Once a day is enough")

    sign_in(page, alice)
    page.goto(f"{live_server.url}/")
    region = page.get_by_role("region", name="You are reminded of")
    expect(region).to_contain_text("by Maya")
    expect(region).not_to_contain_text("Harbour")
    region.get_by_role("link", name="Quay").click()
    expect(page).to_have_url(f"{live_server.url}/articles/{given.article_id}/review/")
    context.close()
