"""The review screen, by the hands of a reviewer: real keys and a real mouse in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Assignment, AuditEntry, Claim, Judgement

TEXT = (
    "Shells killed at least 12 people in Ostrava Bay on Tuesday, the governor said.\n"
    "🕯️🙏🏽 “We will not leave,” said Mira Kolár. The regime blamed gangs; 40 residents fled.\n"
)


@pytest.fixture
def screen(open_review):
    """Alice's review screen of an article with three proposals; a second article waits behind it."""
    proposals = ("casualty", "killed at least 12 people"), ("statement", "We will not leave"), ("framing", "regime")
    return open_review(*proposals, text=TEXT)


def decided(page: Page, words: str) -> None:
    """Wait until the page has said how many are decided: the decision is then acknowledged."""
    expect(page.locator("[data-progress]")).to_have_text(words)


@pytest.fixture
def select(page: Page, where):
    """`select(first, last)`: by mouse from the start of `first` to the end of `last`, words of one text node each."""

    def by_mouse(first: str, last: str) -> None:
        left, top, _, _ = where(page, first)
        _, _, right, bottom = where(page, last)
        page.mouse.move(left + 1, top)
        page.mouse.down()
        page.mouse.move(right - 1, bottom, steps=5)
        page.mouse.up()

    return by_mouse


def test_an_article_from_first_key_to_next_article_without_a_mouse(page: Page, screen, alice):
    page.keyboard.press("c")
    decided(page, "1 of 3 decided")
    page.keyboard.press("r")
    page.keyboard.press("4")
    decided(page, "2 of 3 decided")
    page.keyboard.press("u")
    decided(page, "1 of 3 decided")
    page.keyboard.press("s")
    decided(page, "2 of 3 decided")
    # The last one: its target is typed in, and saved with Ctrl+Enter.
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.type("of the governor")
    page.keyboard.press("Control+Enter")
    decided(page, "3 of 3 decided")
    by_kind = {row.kind: row for row in Judgement.objects.filter(reviewer=alice)}
    assert {kind: row.decision for kind, row in by_kind.items()} == {
        "casualty": "confirmed",
        "statement": "skipped",
        "framing": "corrected",
    }
    assert by_kind["framing"].attributes["source"] == "of the governor"
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("is handed in")
    assert Assignment.objects.get(article=screen, person=alice).state == "submitted"
    verbs = list(
        AuditEntry.objects.filter(actor=alice, object_type="judgement").values_list("verb", flat=True).order_by("id")
    )
    assert verbs == ["confirm", "reject", "undo", "skip", "correct"]


def test_edges_move_by_words_from_the_keyboard(page: Page, screen, alice):
    page.keyboard.press("}")
    expect(page.locator("[data-quote]")).to_have_text("killed at least 12 people in")
    page.keyboard.press("]")
    expect(page.locator("[data-quote]")).to_have_text("at least 12 people in")
    page.keyboard.press("{")
    page.keyboard.press("e")
    decided(page, "1 of 3 decided")
    row = Judgement.objects.get(reviewer=alice)
    assert (row.decision, row.quote) == ("corrected", "at least 12 people")
    assert screen.text[row.start : row.end] == row.quote


def test_a_missed_claim_is_added_by_selecting_it_behind_emoji(page: Page, screen, select, alice):
    select("40 residents", "40 residents")
    page.keyboard.press("a")
    page.keyboard.press("1")
    decided(page, "1 of 4 decided")
    claim = Claim.objects.get(author=alice)
    assert (claim.kind, claim.quote, claim.origin) == ("casualty", "40 residents", "person")
    assert screen.text[claim.start : claim.end] == "40 residents"
    expect(page.locator("#card h2")).to_contain_text("Casualty")
    page.keyboard.press("u")
    decided(page, "0 of 3 decided")


def test_selecting_over_marks_and_lines_gives_the_text_between(page: Page, screen, select, alice):
    select("the governor", "Kol")
    page.keyboard.press("a")
    page.keyboard.press("2")
    decided(page, "1 of 4 decided")
    claim = Claim.objects.get(author=alice)
    assert claim.quote == "the governor said.\n🕯️🙏🏽 “We will not leave,” said Mira Kol"
    assert screen.text[claim.start : claim.end] == claim.quote


def test_words_typed_instead_of_selected_are_found(page: Page, screen, alice):
    page.keyboard.press("a")
    page.keyboard.type("blamed gangs")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    decided(page, "1 of 4 decided")
    assert Claim.objects.get(author=alice).quote == "blamed gangs"


def test_right_to_left_text_is_marked_to_the_letter(
    page: Page, live_server, project, make_article, make_assignment, alice, sign_in, select_words
):
    text = "قُتل ما لا يقل عن سبعة أشخاص 🙏🏽 قرب حرشب.\nوأصيب 19 آخرون، بحسب مصدر طبي.\n"
    article = make_article(project, text, language="ar", fingerprint="test")
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    expect(page.locator("#text")).to_have_attribute("dir", "rtl")
    # In right-to-left text the start of a word is at its right.
    select_words(page, "19 آخرون")
    page.keyboard.press("a")
    page.keyboard.press("1")
    decided(page, "1 of 1 decided")
    claim = Claim.objects.get()
    assert claim.quote == "19 آخرون"
    assert text[claim.start : claim.end] == claim.quote


def test_a_change_in_another_tab_is_shown_beside_mine_and_i_choose(page: Page, screen, alice, live_server, console):
    claim = Claim.objects.get(kind="casualty")
    other = page.context.new_page()
    other.goto(f"{live_server.url}/articles/{screen.pk}/review/?claim={claim.pk}")
    page.keyboard.press("c")
    decided(page, "1 of 3 decided")
    other.keyboard.press("r")
    other.keyboard.press("2")
    conflict = other.locator(".conflict")
    expect(conflict).to_contain_text("Nothing has been overwritten")
    expect(conflict).to_contain_text("Saved")
    assert Judgement.objects.get(claim=claim).decision == "confirmed"
    conflict.get_by_role("button", name="Save mine instead").click()
    expect(conflict).to_have_count(0)
    assert Judgement.objects.get(claim=claim).decision == "rejected"
    console.clear()


def test_keys_do_nothing_while_somebody_types(page: Page, screen):
    page.locator("#evidence-q").click()
    page.keyboard.type("cruns")
    expect(page.locator("#evidence-q")).to_have_value("cruns")
    assert not Judgement.objects.exists()


def test_a_lost_server_is_told_and_what_was_typed_stays(page: Page, screen, console):
    page.route("**/claims/**", lambda route: route.abort())
    page.get_by_label("Victims", exact=True).fill("dockers")
    page.get_by_role("button", name="Correct").click()
    expect(page.locator("#toast")).to_contain_text("Not saved")
    expect(page.get_by_label("Victims", exact=True)).to_have_value("dockers")
    page.unroute("**/claims/**")
    page.get_by_role("button", name="Correct").click()
    decided(page, "1 of 3 decided")
    assert Judgement.objects.get().attributes["victims"] == "dockers"
    console.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_accessible(page: Page, screen, check_accessible, theme, width):
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    page.set_viewport_size({"width": width, "height": 800})
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    page.locator(".reasons[data-action=reject] summary").click()
    page.locator("#add summary").click()
    page.locator(".give-verdict summary").click()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_core_works_without_script(browser, live_server, screen, alice, page):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"{live_server.url}/articles/{screen.pk}/review/")
    plain.locator("[data-action=confirm]").click()
    decided(plain, "1 of 3 decided")
    plain.get_by_label("Source", exact=True).fill("Mira")
    plain.get_by_role("button", name="Correct").click()
    decided(plain, "2 of 3 decided")
    plain.locator(".reasons[data-action=reject] summary").click()
    plain.get_by_role("button", name="Not a claim").click()
    decided(plain, "3 of 3 decided")
    plain.locator("#add summary").click()
    plain.locator("#add-words").fill("40 residents")
    plain.locator("#add").get_by_role("button", name="Casualty").click()
    decided(plain, "4 of 4 decided")
    plain.get_by_role("button", name="Undo").click()
    decided(plain, "3 of 3 decided")
    plain.get_by_role("button", name="Hand in").click()
    assert Assignment.objects.get(article=screen, person=alice).state == "submitted"
    context.close()
