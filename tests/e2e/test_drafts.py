"""Nothing typed is lost: not with the tab, not with the server, not with the network."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Judgement


@pytest.fixture
def screen(page: Page, live_server, article, make_claim, make_assignment, alice, sign_in):
    """Alice's review screen of an article with two proposals."""
    make_claim(article, "at least 12 people")
    make_claim(article, "40 residents")
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    return article


def test_a_half_filled_form_is_back_after_the_tab_was_closed(page: Page, live_server, screen):
    page.keyboard.press("}")
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.get_by_label("killed").check()
    page.close()
    again = page.context.new_page()
    again.goto(f"{live_server.url}/articles/{screen.pk}/review/")
    expect(again.locator("#draft")).to_contain_text("What you had typed here is back")
    expect(again.get_by_label("Victims", exact=True)).to_have_value("dockers")
    expect(again.get_by_label("killed")).to_be_checked()
    expect(again.locator("[data-quote]")).to_have_text("at least 12 people in")
    again.keyboard.press("e")
    expect(again.locator("[data-progress]")).to_have_text("1 of 2 decided")
    row = Judgement.objects.get()
    assert (row.attributes["victims"], row.quote) == ("dockers", "at least 12 people in")
    # Sent and taken: no draft any more.
    again.keyboard.press("k")
    expect(again.locator("#card h2")).to_contain_text("corrected")
    expect(again.locator("#draft")).to_be_hidden()


def test_a_draft_waits_while_another_claim_is_looked_at_and_can_be_thrown_away(page: Page, screen):
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_label("Victims", exact=True)).to_have_value("")
    expect(page.locator(".has-draft")).to_have_count(1)
    page.keyboard.press("k")
    expect(page.get_by_label("Victims", exact=True)).to_have_value("dockers")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("Victims", exact=True)).to_have_value("")
    expect(page.locator("#draft")).to_be_hidden()


def test_a_draft_of_another_kind_comes_back_with_that_kinds_form(page: Page, screen):
    page.keyboard.press("t")
    page.keyboard.press("2")
    expect(page.locator("#card h2")).to_contain_text("Statement")
    page.get_by_label("Cue", exact=True).fill("said")
    page.reload()
    expect(page.get_by_label("Cue", exact=True)).to_have_value("said")
    page.keyboard.press("e")
    expect(page.locator("[data-progress]")).to_have_text("1 of 2 decided")
    assert Judgement.objects.get().kind == "statement"


def test_a_draft_older_than_what_is_saved_meets_it_side_by_side(page: Page, screen, live_server, console):
    page.get_by_label("Victims", exact=True).fill("dockers")
    other = page.context.new_page()
    claim = Claim.objects.order_by("start").first()
    other.goto(f"{live_server.url}/articles/{screen.pk}/review/?claim={claim.pk}")
    other.get_by_role("button", name="Throw it away").click()
    expect(other.locator("#draft")).to_be_hidden()
    other.keyboard.press("c")
    expect(other.locator("[data-progress]")).to_have_text("1 of 2 decided")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".conflict")).to_contain_text("dockers")
    page.locator(".conflict").get_by_role("link", name="Keep what is saved").click()
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator("#draft")).to_be_hidden()
    assert Judgement.objects.get().decision == "confirmed"
    console.clear()


def test_a_verdict_half_written_is_back_as_well(page: Page, screen):
    page.keyboard.press("v")
    page.get_by_label("Justification").fill("The register names twelve.")
    page.reload()
    expect(page.get_by_label("Justification")).to_have_value("The register names twelve.")


def test_offline_offers_to_try_again_and_does_it_when_the_network_is_back(page: Page, screen, console):
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toast")).to_contain_text("Not saved: the server cannot be reached")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_label("Victims", exact=True)).to_have_value("dockers")
    page.context.set_offline(False)
    expect(page.locator("[data-progress]")).to_have_text("1 of 2 decided")
    assert Judgement.objects.get().attributes["victims"] == "dockers"
    console.clear()


def test_a_fault_of_the_server_keeps_everything_and_is_tried_again_by_a_button(page: Page, screen, console):
    page.route("**/review/correct/", lambda route: route.fulfill(status=500, body="broken"))
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.get_by_label("injured").check()
    page.get_by_label("killed").check()
    page.keyboard.press("Escape")
    page.locator("#card").focus()
    page.keyboard.press("e")
    expect(page.locator("#toast")).to_contain_text("error (500)")
    page.unroute("**/review/correct/")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-progress]")).to_have_text("1 of 2 decided")
    expect(page.locator("#toast")).to_be_hidden()
    row = Judgement.objects.get()
    assert (row.attributes["victims"], row.attributes["outcomes"]) == ("dockers", ["killed", "injured"])
    console.clear()


def half_written(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def test_signing_out_asks_and_leaves_nothing_half_written_behind(page: Page, live_server, screen, alice, bob, sign_in):
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.evaluate("localStorage.setItem('draft:0:another-persons', '{}')")
    asked = []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if len(asked) > 1 else dialog.dismiss()

    page.on("dialog", answer)
    for times in (1, 2):
        page.get_by_text("Alice", exact=True).click()
        page.get_by_role("button", name="Sign out").click()
        if times == 1:
            expect(page.get_by_label("Victims", exact=True)).to_have_value("dockers")
            page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert len(asked) == 2
    assert "thrown away" in asked[0]
    assert half_written(page) == ["draft:0:another-persons"]
    # Nor does the browser's way back show what stood there.
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_page_that_the_browser_had_put_aside_is_asked_for_again(page: Page, screen):
    page.context.clear_cookies()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_who_has_nothing_half_written_is_not_asked(page: Page, screen):
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.get_by_text("Alice", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_session_that_ends_by_itself_keeps_them_for_the_same_person_alone(
    page: Page, live_server, screen, alice, bob, sign_in, make_assignment
):
    make_assignment(screen, bob)
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.context.clear_cookies()
    for person, kept in ((bob, ""), (alice, "dockers")):
        sign_in(page, person)
        page.goto(f"{live_server.url}/articles/{screen.pk}/review/")
        expect(page.get_by_label("Victims", exact=True)).to_have_value(kept)
