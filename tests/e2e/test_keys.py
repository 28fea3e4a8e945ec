"""One key each: what the first tests of the screen leave out, and keys of one's own."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import AuditEntry, Claim, Judgement


@pytest.fixture
def screen(open_review):
    """Alice's review screen of an article with three proposals; a second article waits behind it."""
    return open_review(("casualty", "at least 12 people"), ("statement", "We will not leave"), ("framing", "governor"))


def decided(page: Page, words: str) -> None:
    expect(page.locator("[data-progress]")).to_have_text(words)


def test_undo_and_redo_go_back_and_forth_over_everything(page: Page, screen, console):
    page.keyboard.press("c")
    decided(page, "1 of 3 decided")
    page.keyboard.press("c")
    decided(page, "2 of 3 decided")
    for words in ("1 of 3 decided", "0 of 3 decided"):
        page.keyboard.press("u")
        decided(page, words)
    for words in ("1 of 3 decided", "2 of 3 decided"):
        page.keyboard.press("U")
        decided(page, words)
    page.keyboard.press("U")
    expect(page.locator("#told")).to_contain_text("nothing to redo")
    console.clear()  # a browser notes each answer of 422
    assert list(AuditEntry.objects.filter(object_type="judgement").order_by("id").values_list("verb", flat=True)) == [
        *("confirm", "confirm", "undo", "undo", "redo", "redo")
    ]


def test_an_undo_with_nothing_left_here_names_where_the_last_step_was(page: Page, screen, alice, console):
    page.keyboard.press("c")
    decided(page, "1 of 3 decided")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("Your last step was in “Quay”")
    console.clear()
    page.get_by_role("link", name="Go back there").click()
    expect(page.get_by_role("heading", name="Quay")).to_be_visible()
    page.keyboard.press("u")
    decided(page, "0 of 3 decided")


def test_all_that_is_left_is_confirmed_at_one_key_and_undone_at_one(page: Page, screen):
    page.keyboard.press("s")
    decided(page, "1 of 3 decided")
    expect(page.get_by_role("button", name="Confirm all 2 left")).to_be_visible()
    page.keyboard.press("C")
    decided(page, "3 of 3 decided")
    assert sorted(Judgement.objects.values_list("decision", flat=True)) == ["confirmed", "confirmed", "skipped"]
    page.keyboard.press("u")
    decided(page, "1 of 3 decided")


def test_the_kind_is_changed_by_a_digit_and_saved_with_the_fields_of_the_new_kind(page: Page, screen):
    page.keyboard.press("j")
    expect(page.locator("#card h2")).to_contain_text("Framing")
    page.keyboard.press("k")
    expect(page.locator("#card h2")).to_contain_text("Casualty")
    page.get_by_label("Source", exact=True).fill("the governor")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.keyboard.press("2")
    expect(page.locator("#card h2")).to_contain_text("Statement")
    expect(page.get_by_label("Source", exact=True)).to_have_value("the governor")
    page.keyboard.press("e")
    decided(page, "1 of 3 decided")
    row = Judgement.objects.get()
    assert (row.decision, row.kind, row.attributes["source"]) == ("corrected", "statement", "the governor")
    assert Claim.objects.get(pk=row.claim_id).kind == "casualty"


def test_the_chosen_claim_is_always_in_view(
    page: Page, live_server, project, make_article, make_claim, make_assignment, alice, sign_in
):
    lines = [f"On day {n} shells killed {n + 2} people in the harbour, the governor said." for n in range(60)]
    article = make_article(project, "\n\n".join(lines), fingerprint="test")
    for n in range(0, 60, 12):
        make_claim(article, f"{n + 2} people in")
    make_assignment(article, alice)
    sign_in(page, alice)
    page.set_viewport_size({"width": 1400, "height": 800})
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    for n in range(4):
        page.keyboard.press("c")
        decided(page, f"{n + 1} of 5 decided")
        expect(page.locator("mark.current")).to_have_text(f"{(n + 1) * 12 + 2} people in")
        expect(page.locator("mark.current")).to_be_in_viewport()
        expect(page.locator("[data-row][aria-current]")).to_be_in_viewport()
    page.reload()
    expect(page.locator("mark.current")).to_have_text("50 people in")
    expect(page.locator("mark.current")).to_be_in_viewport()


def test_guideline_history_and_likes_of_a_claim_are_a_key_away(page: Page, screen):
    page.keyboard.press("g")
    expect(page.locator("#context")).to_contain_text("Casualty claims")
    expect(page.locator("#context")).to_contain_text("The project's guideline, version 1")
    page.keyboard.press("h")
    expect(page.locator("#context")).to_contain_text("Nothing was done to this claim yet")
    page.keyboard.press("y")
    expect(page.locator("#context")).to_contain_text("No settled claim")
    page.keyboard.press("c")
    decided(page, "1 of 3 decided")
    page.keyboard.press("k")
    expect(page.locator("#card h2")).to_contain_text("confirmed")
    page.keyboard.press("h")
    expect(page.locator("#context")).to_contain_text("Alice")
    expect(page.locator("#context ins", has_text="confirmed")).to_be_visible()


def test_keys_are_chosen_on_a_page_and_shown_on_buttons_and_in_help(
    page: Page, live_server, screen, check_accessible, console
):
    page.goto(f"{live_server.url}/account/keys/")
    page.get_by_label("Skip").fill("c")
    page.get_by_role("button", name="Save keys").click()
    expect(page.locator("#key-skip_errors")).to_contain_text("is the key of “Confirm” already")
    console.clear()
    check_accessible(page)
    page.get_by_label("Confirm", exact=True).fill("b")
    page.get_by_role("button", name="Save keys").click()
    expect(page.get_by_role("status")).to_contain_text("Your keys are saved")
    page.goto(f"{live_server.url}/articles/{screen.pk}/review/")
    expect(page.locator("[data-action=confirm] kbd")).to_have_text("b")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    expect(page.locator("#keys dl > div", has_text="Skip").locator("kbd")).to_have_text("c")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    decided(page, "1 of 3 decided")
    page.keyboard.press("c")
    decided(page, "2 of 3 decided")
    assert sorted(Judgement.objects.values_list("decision", flat=True)) == ["confirmed", "skipped"]


@pytest.mark.parametrize("where", ["#a", "#evidence-q", "#add-words", "select", "textarea"])
def test_no_key_fires_in_any_kind_of_field(page: Page, screen, where):
    page.locator("#add summary").click()
    place = page.locator(where if where != "#a" else "#answer input[type=text]").locator("visible=true").first
    place.focus()
    page.keyboard.type("crsujkCU?ntghy[]")
    page.wait_for_timeout(150)
    assert not Judgement.objects.exists()
    expect(page.locator("dialog[open]")).to_have_count(0)
