import re

from playwright.sync_api import Page, expect


def test_in_by_keyboard_to_the_page_asked_for_and_out(page: Page, live_server, alice, project, check_accessible):
    page.goto(f"{live_server.url}/evidence/")
    expect(page).to_have_url(re.compile(r"/sign-in/\?next=/evidence/"))
    check_accessible(page)
    page.keyboard.type("alice")
    page.keyboard.press("Tab")
    page.keyboard.type("a-password-of-alice")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/evidence/")
    page.get_by_text("Alice", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{live_server.url}/")
    expect(page).to_have_url(re.compile("/sign-in/"))


def test_a_wrong_password_is_told_in_words(page: Page, live_server, alice):
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("correct username and password")


def test_a_session_that_ends_in_the_middle_leads_back_to_the_article(
    page: Page, live_server, alice, article, make_claim, make_assignment, sign_in
):
    make_claim(article, "12 people")
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    page.context.clear_cookies()
    page.evaluate("document.querySelector('[data-row]').click()")
    expect(page).to_have_url(re.compile(rf"/sign-in/\?next=%2Farticles%2F{article.pk}%2Freview%2F"))
