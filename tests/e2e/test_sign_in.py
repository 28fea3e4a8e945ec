import re

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from claims.models import Judgement


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


def test_a_session_that_ends_in_the_middle_is_renewed_in_place_and_the_action_is_done(
    page: Page, live_server, alice, article, make_claim, make_assignment, sign_in, console, check_accessible
):
    make_claim(article, "12 people")
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    Session.objects.all().delete()
    page.keyboard.press("e")
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.keyboard.press("Control+Enter")
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_contain_text("Your session has ended")
    check_accessible(page)
    assert not Judgement.objects.exists()
    page.keyboard.type("alice")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("correct username and password")
    page.get_by_label("Password").fill("a-password-of-alice")
    page.keyboard.press("Enter")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")
    expect(dialog).to_be_hidden()
    assert Judgement.objects.get().attributes["victims"] == "dockers"
    # The page goes on with the new session's token.
    page.keyboard.press("u")
    expect(page.locator("[data-progress]")).to_have_text("0 of 1 decided")
    console.clear()


def test_whoever_signs_in_instead_does_nothing_of_the_first_persons(
    page: Page, live_server, alice, bob, article, make_claim, make_assignment, sign_in, console
):
    make_claim(article, "12 people")
    make_assignment(article, alice)
    make_assignment(article, bob)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    Session.objects.all().delete()
    page.keyboard.press("c")
    page.get_by_label("Username").fill("bob")
    page.get_by_label("Password").fill("a-password-of-bob")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bob", exact=True)).to_be_visible()
    expect(page.locator("[data-progress]")).to_have_text("0 of 1 decided")
    assert not Judgement.objects.exists()
    console.clear()


def test_a_sign_in_in_another_tab_does_not_stop_this_one(
    page: Page, live_server, alice, article, make_claim, make_assignment, sign_in, console
):
    make_claim(article, "12 people")
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    other = page.context.new_page()
    other.goto(f"{live_server.url}/")
    other.get_by_text("Alice", exact=True).click()
    other.get_by_role("button", name="Sign out").click()
    other.get_by_label("Username").fill("alice")
    other.get_by_label("Password").fill("a-password-of-alice")
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_text("Alice", exact=True)).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")
    console.clear()
