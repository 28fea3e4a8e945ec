"""Comments on a claim, by hand."""

from playwright.sync_api import Page, expect

from claims.models import Article, Comment


def test_a_comment_is_made_by_its_key_read_by_the_other_later_and_resolved(
    page: Page, live_server, article, make_claim, make_assignment, alice, bob, sign_in, check_accessible
):
    make_claim(article, "12 people")
    make_assignment(article, alice)
    make_assignment(article, bob)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    page.keyboard.press("o")
    expect(page.locator("#comment-text")).to_be_focused()
    page.keyboard.type("Counted twice, @bob?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment-text")).to_have_text("Counted twice, @bob?")
    page.evaluate("scrollTo(0, 0)")
    check_accessible(page)
    # The list of claims says where something is asked.
    page.reload()
    expect(page.locator(".row-remarks")).to_have_text("1 open comment")
    sign_in(page, bob)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    page.keyboard.press("o")
    expect(page.locator("#comments")).to_contain_text("once all have handed in")
    expect(page.locator(".comment-text")).to_have_count(0)
    expect(page.locator(".row-remarks")).to_have_count(0)
    page.goto(f"{live_server.url}/")
    expect(page.get_by_text("You are named in comments")).to_have_count(0)
    Article.objects.update(state="adjudication")
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Counted twice").click()
    expect(page.locator(".comment-text")).to_have_text("Counted twice, @bob?")
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("#comments")).to_contain_text("resolved by Bob")
    assert Comment.objects.get().resolved_by == bob
