"""The next article is there when its key is pressed, and is what it is now, not what it was."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.review import BY_NAME
from claims.models import Claim

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


def test_it_shows_at_once_however_slow_the_network_is(page: Page, screen):
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 800, "downloadThroughput": -1, "uploadThroughput": -1},
    )
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
