"""The next article is there when its key is pressed, and is what it is now, not what it was."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.actions.review import BY_NAME
from claims.models import Article, Assignment, Claim

SHOWN_AFTER = """() => new Promise(resolve => {
    const start = performance.now();
    new MutationObserver(() => {
        if (document.querySelector('h1')?.textContent === 'Second') resolve(performance.now() - start);
    }).observe(document.body, { childList: true, subtree: true });
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
})"""


@pytest.fixture
def screen(page: Page, live_server, project, make_article, make_claim, make_assignment, alice, sign_in):
    first, second = make_article(project, title="First"), make_article(project, title="Second")
    for article in (first, second):
        make_claim(article, "12 people")
        make_assignment(article, alice)
    sign_in(page, alice)
    with page.expect_response(f"**/articles/{second.pk}/review/"):
        page.goto(f"{live_server.url}/articles/{first.pk}/review/")
    page.wait_for_timeout(100)
    return second


def slowly(page: Page, milliseconds: int) -> None:
    """Let every answer take so long."""
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def test_it_shows_at_once_however_slow_the_network_is(page: Page, screen):
    slowly(page, 800)
    taken = page.evaluate(SHOWN_AFTER)
    # Nothing can have come over the network yet; how fast it is without load, `bench.review` measures.
    assert taken < 700
    expect(page).to_have_title("Second · Claimwright")
    assert page.url.endswith(f"/articles/{screen.pk}/review/")
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")


def test_what_changed_since_it_was_fetched_is_shown_a_moment_later(page: Page, screen, alice):
    BY_NAME["reject"].perform(alice, Claim.objects.get(article=screen), {"reason": "other"})
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")


def decide(page: Page) -> None:
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")


def test_handing_in_shows_the_next_at_once_and_says_when_it_is_acknowledged(page: Page, screen, alice):
    decide(page)
    slowly(page, 1500)
    assert page.evaluate(SHOWN_AFTER) < 1000
    expect(page).to_have_title("Second · Claimwright")
    assert page.url.endswith(f"/articles/{screen.pk}/review/")
    expect(page.locator("#told")).to_have_text("Handing in “First” …")
    # Work goes on meanwhile; the news comes when it is there, and takes nothing away.
    page.locator(".give-verdict summary").click()
    page.locator("#verdict-why").fill("Half")
    expect(page.locator("#told")).to_contain_text("“First” is handed in")
    expect(page.locator("#verdict-why")).to_have_value("Half")
    expect(page.get_by_role("link", name="Look at it again")).to_have_attribute("href", re.compile("/review/$"))
    assert Assignment.objects.get(state="submitted").article.title == "First"


def test_a_hand_in_that_is_refused_brings_back_where_one_was_with_the_reason(page: Page, screen, alice, console):
    decide(page)
    first = Article.objects.get(title="First")
    # In another window the decision is taken back.
    BY_NAME["undo"].perform(alice, first, {})
    slowly(page, 600)
    assert page.evaluate(SHOWN_AFTER) < 500
    expect(page.get_by_role("heading", name="First")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("1 claim is still open")
    assert page.url.endswith(f"/articles/{first.pk}/review/")
    assert not Assignment.objects.filter(state="submitted").exists()
    console.clear()


def test_a_hand_in_that_is_lost_brings_back_where_one_was_and_is_sent_again(page: Page, screen, console):
    # The page hears a moment later that its requests are stopped: so it is told before the decision, not before the key.
    page.route("**/submit/", lambda route: route.abort())
    decide(page)
    page.keyboard.press("n")
    expect(page.locator("#toast")).to_contain_text("Not saved")
    expect(page.get_by_role("heading", name="First")).to_be_visible()
    assert "/articles/" in page.url
    assert page.url.rstrip("/").split("/")[-2] != str(screen.pk)
    page.unroute("**/submit/")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("“First” is handed in")
    assert page.url.endswith(f"/articles/{screen.pk}/review/")
    console.clear()


def test_handing_in_brings_the_next_without_a_new_page(page: Page, screen):
    page.evaluate("window.stayed = true")
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("“First” is handed in")
    assert page.evaluate("window.stayed")
    assert page.url.endswith(f"/articles/{screen.pk}/review/")
    page.go_back()
    expect(page.get_by_role("heading", name="First")).to_be_visible()


def test_undo_takes_the_hand_in_back_as_long_as_nothing_came_after_it(page: Page, screen, alice, bob, make_assignment):
    first = Article.objects.get(title="First")
    make_assignment(first, bob)  # So that it is not settled at once: then nothing could be taken back.
    BY_NAME["confirm"].perform(alice, Claim.objects.get(article=first), {})
    page.reload()
    page.keyboard.press("n")
    expect(page.locator("#told")).to_contain_text("handed in")
    page.keyboard.press("u")
    expect(page).to_have_title("First · Claimwright")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")
    assert Assignment.objects.get(article=first, person=alice).state == "in_progress"
    page.keyboard.press("n")
    expect(page).to_have_title("Second · Claimwright")
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")
    page.keyboard.press("u")
    expect(page.locator("[data-progress]")).to_have_text("0 of 1 decided")
    assert Assignment.objects.get(article=first, person=alice).state == "submitted"


def test_a_decision_made_while_the_hand_in_is_on_its_way_stays_on_the_screen(page: Page, screen, alice):
    BY_NAME["confirm"].perform(alice, Claim.objects.get(article__title="First"), {})
    with page.expect_response(f"**/articles/{screen.pk}/review/"):
        page.reload()
    page.wait_for_timeout(100)
    slowly(page, 400)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")
    page.wait_for_timeout(1000)
    expect(page.locator("[data-progress]")).to_have_text("1 of 1 decided")
    page.keyboard.press("u")
    expect(page.locator("[data-progress]")).to_have_text("0 of 1 decided")
    assert Assignment.objects.get(article__title="First").state == "submitted"
