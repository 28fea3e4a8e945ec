"""Edges moved by keys, by mouse and by touch; words selected by keys alone; fields filled from the text."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Judgement

TEXT = (
    "Shells killed at least 12 people in Ostrava Bay on Tuesday, the governor said.\n"
    "👩🏽‍🚒 Zoë's cafe\u0301 burned — 🕯️🙏🏽 40 residents fled, the Bay Monitor reported. Gangs, it said, “did it”.\n"
)


@pytest.fixture
def screen(page: Page, live_server, project, make_article, make_claim, make_assignment, alice, sign_in):
    """Alice's review screen of an article with two proposals, the second behind emoji and a combining mark."""
    article = make_article(project, TEXT, fingerprint="test")
    count = TEXT.index("at least 12")
    make_claim(article, "killed at least 12 people", count_text="at least 12", _spans={"count": [[count, count + 11]]})
    make_claim(article, "40 residents")
    make_assignment(article, alice)
    sign_in(page, alice)
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    return article


def saved(page: Page, article) -> Judgement:
    """Save the chosen claim's form, and check that the stored span is the stored quote."""
    before = Judgement.objects.count()
    page.keyboard.press("e")
    expect(page.locator("[data-progress]")).to_contain_text(f"{before + 1} of")
    row = Judgement.objects.latest("id")
    assert article.text[row.start : row.end] == row.quote
    return row


@pytest.fixture
def place(where):
    """`place(page, words, edge)`: where on the screen the start or end of some words is."""

    def edge_of(page: Page, words: str, edge: str) -> tuple[float, float]:
        left, top, right, bottom = where(page, words)
        return (left, top) if edge == "start" else (right, bottom)

    return edge_of


def drag(page: Page, which: str, to: tuple[float, float]) -> None:
    box = page.locator(f".handle-{which}").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*to, steps=8)
    page.mouse.up()


def test_edges_move_by_single_characters_as_people_count_them(page: Page, screen):
    page.keyboard.press("<")
    expect(page.locator("[data-quote]")).to_have_text("killed at least 12 peopl")
    for _ in range(2):
        page.keyboard.press(".")
    expect(page.locator("[data-quote]")).to_have_text("lled at least 12 peopl")
    page.keyboard.press(",")
    page.keyboard.press(">")
    assert saved(page, screen).quote == "illed at least 12 people"
    # The second claim: over two emoji of several code points each, at one press each.
    page.keyboard.press(",")
    page.keyboard.press(",")
    expect(page.locator("[data-quote]")).to_have_text("🙏🏽 40 residents")
    page.keyboard.press(",")
    row = saved(page, screen)
    assert row.quote == "🕯️🙏🏽 40 residents"
    assert row.end - row.start == 17


def test_the_edges_are_dragged_by_their_handles_and_snap_to_words(page: Page, screen, place):
    x, y = place(page, "Ostrava", "end")
    drag(page, "end", (x - 4, y))
    expect(page.locator("[data-quote]")).to_have_text("killed at least 12 people in Ostrava")
    x, y = place(page, "least", "start")
    drag(page, "start", (x + 5, y))
    assert saved(page, screen).quote == "least 12 people in Ostrava"


def test_snapping_is_switched_off_by_a_key_and_stays_off(page: Page, screen, place):
    page.keyboard.press("w")
    expect(page.locator("[data-snap]")).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.locator("[data-snap]")).to_have_attribute("aria-pressed", "false")
    x, y = place(page, " in Ost", "end")
    drag(page, "end", (x, y))
    assert saved(page, screen).quote == "killed at least 12 people in Ost"


def test_an_edge_is_dragged_by_a_finger_on_a_narrow_screen(browser, live_server, screen, place, page):
    context = browser.new_context(viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True)
    context.add_cookies(page.context.cookies())
    phone = context.new_page()
    phone.goto(f"{live_server.url}/articles/{screen.pk}/review/?claim={Claim.objects.get(kind='casualty', start=7).pk}")
    phone.locator(".handle-end").scroll_into_view_if_needed()
    box = phone.locator(".handle-end").bounding_box()
    assert box["width"] >= 24
    x, y = place(phone, "Ostrava", "end")
    session = context.new_cdp_session(phone)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    touch("touchStart", *start)
    for step in range(1, 9):
        touch("touchMove", start[0] + (x - 3 - start[0]) * step / 8, start[1] + (y - start[1]) * step / 8)
    touch("touchEnd")
    expect(phone.locator("[data-quote]")).to_have_text("killed at least 12 people in Ostrava")
    phone.get_by_role("button", name="Correct").click()
    expect(phone.locator("[data-progress]")).to_have_text("1 of 2 decided")
    assert Judgement.objects.get().quote == "killed at least 12 people in Ostrava"
    context.close()


def test_a_claim_is_added_by_the_keyboard_alone(page: Page, screen, alice):
    page.keyboard.press("x")
    expect(page.locator("#selecting")).to_contain_text("Arrow keys move")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#selecting")).to_contain_text("Selected:")
    page.keyboard.press("a")
    page.keyboard.press("3")
    expect(page.locator("[data-progress]")).to_have_text("1 of 3 decided")
    claim = Claim.objects.get(author=alice)
    assert screen.text[claim.start : claim.end] == claim.quote
    assert claim.quote == ", the governor said."
    expect(page.locator("#selecting")).to_be_empty()


def test_selected_words_become_the_source_with_their_place(page: Page, screen, select_words):
    select_words(page, "the governor")
    page.get_by_role("button", name="Source: take the selected words").click()
    expect(page.get_by_label("Source", exact=True)).to_have_value("the governor")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-progress]")).to_have_text("1 of 2 decided")
    row = Judgement.objects.get()
    start = TEXT.index("the governor")
    assert row.attributes["source"] == "the governor"
    assert row.spans["source"] == [[start, start + 12]]
    # What was proposed and not touched keeps its place.
    assert "count" in row.spans


def test_the_words_of_a_field_are_shown_while_it_has_the_focus(page: Page, screen):
    shown = "() => [...(CSS.highlights.get('part') || [])].map(range => range.toString())"
    assert page.evaluate(shown) == []
    page.get_by_label("Count as said", exact=True).focus()
    assert page.evaluate(shown) == ["at least 12"]
    page.get_by_label("Victims", exact=True).focus()
    assert page.evaluate(shown) == []


def test_a_number_typed_in_words_fills_the_fields_beside_it(page: Page, screen):
    page.get_by_label("Count as said", exact=True).fill("at least 30")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Lowest")).to_have_value("30")
    expect(page.get_by_label("Highest")).to_have_value("")
    expect(page.get_by_label("Modifier")).to_have_value("at_least")
    page.get_by_label("Lowest").fill("between two dozen and 40")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Lowest")).to_have_value("24")
    expect(page.get_by_label("Highest")).to_have_value("40")
    expect(page.get_by_label("Modifier")).to_have_value("between")


def test_what_is_wrong_is_said_before_it_is_sent(page: Page, screen, console):
    page.get_by_label("Lowest").fill("50")
    page.get_by_label("Highest").fill("40")
    page.keyboard.press("Tab")
    expect(page.locator("#id_a-high_errors")).to_contain_text("The highest number is below the lowest")
    page.get_by_label("Highest").fill("some")
    page.keyboard.press("Tab")
    expect(page.locator("#id_a-high_errors")).to_contain_text("one whole number")
    page.get_by_label("Highest").fill("60")
    page.keyboard.press("Tab")
    expect(page.locator("#id_a-high_errors")).to_be_empty()
    assert not Judgement.objects.exists()
    console.clear()
