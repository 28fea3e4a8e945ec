"""An article reads like an article: its measure, its marks, large type, paper, and very long texts."""

from __future__ import annotations

import gzip
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from annotate import BY_SLUG
from claims.models import Article, Claim

SENTENCE = (
    "On day {n} shells killed at least {m} people near the old harbour, "
    "the governor of Ostrava Bay said in the evening."
)


@pytest.fixture
def opened(page: Page, live_server, project, make_article, make_assignment, alice, sign_in):
    """`opened(sentences, claims)`: the review screen of an article so long, with so many claims, which overlap in fours."""

    def open_(sentences: int, claims: int) -> Article:
        text = "\n\n".join(SENTENCE.format(n=n, m=n + 2) for n in range(sentences))
        article = make_article(project, text, fingerprint="test")
        rows = []
        for n in range(claims):
            start = text.index("killed", (n // 4) * (len(text) // (claims // 4 + 1))) - n % 4
            end = start + 20 + 9 * (n % 4)
            kind = ("casualty", "statement", "framing")[n % 3]
            quote = text[start:end]
            attributes = BY_SLUG[kind].clean({}, quote)
            rows.append(Claim(article=article, kind=kind, start=start, end=end, quote=quote, attributes=attributes))
        Claim.objects.bulk_create(rows)
        make_assignment(article, alice)
        sign_in(page, alice)
        page.set_viewport_size({"width": 1400, "height": 900})
        page.goto(f"{live_server.url}/articles/{article.pk}/review/")
        return article

    return open_


def test_full_lines_hold_some_70_characters(page: Page, opened):
    opened(6, 4)
    counts = page.evaluate(
        """() => [...document.querySelectorAll('#text p')].filter(p => p.textContent).map(p => {
            const range = document.createRange(); range.selectNodeContents(p);
            const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
            let first = 0, top = null;
            for (let node = walker.nextNode(); node; node = walker.nextNode())
                for (let i = 0; i < node.data.length; i++) {
                    range.setStart(node, i); range.setEnd(node, i + 1);
                    const box = range.getBoundingClientRect();
                    top ??= box.bottom;
                    if (Math.abs(box.bottom - top) < 12) first++;
                }
            return first;
        })"""
    )
    assert counts
    assert all(60 <= count <= 75 for count in counts), counts


def test_two_thousand_words_with_a_hundred_overlapping_claims_open_and_decide_quickly(page: Page, opened):
    article = opened(100, 100)
    assert len(article.text.split()) >= 2000
    assert page.locator("[data-row]").count() == 100
    joined = "() => [...document.querySelectorAll('#text [data-start]')].map(p => p.textContent).join('\\n')"
    assert page.evaluate(joined) == article.text
    # A kind is told by the pattern of its line as well as by its colour.
    line = "name => getComputedStyle(document.querySelector('.' + name)).backgroundImage"
    assert len({page.evaluate(line, name) for name in ("hl-red", "hl-blue", "hl-amber")}) == 3
    for number in range(3):
        page.keyboard.press("c")
        expect(page.locator("[data-progress]")).to_have_text(f"{number + 1} of 100 decided")


def test_twenty_thousand_words_still_work(page: Page, opened):
    article = opened(1000, 40)
    assert len(article.text.split()) >= 20_000
    page.keyboard.press("}")
    page.keyboard.press("e")
    expect(page.locator("[data-progress]")).to_have_text("1 of 40 decided", timeout=10_000)
    page.keyboard.press("C")
    expect(page.locator("[data-progress]")).to_have_text("40 of 40 decided", timeout=10_000)


@pytest.mark.parametrize("width", [1280, 640])
def test_text_at_twice_its_size_loses_nothing(page: Page, opened, width):
    opened(6, 4)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The text keeps a line worth reading: what no longer fits beside it stands below.
    assert page.evaluate("document.querySelector('#text p').clientWidth") > width * 0.7
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 4 decided")


def test_on_paper_there_is_the_text_alone(page: Page, opened):
    opened(6, 4)
    page.emulate_media(media="print")
    expect(page.locator("#text")).to_be_visible()
    for gone in (".side", ".claim-list", ".topbar", ".text-tools"):
        expect(page.locator(gone)).to_be_hidden()


def test_who_wants_less_motion_gets_none(page: Page, opened):
    page.emulate_media(reduced_motion="reduce")
    opened(6, 4)
    page.keyboard.press("x")
    assert page.evaluate("getComputedStyle(document.querySelector('.caret')).animationName") == "none"


def test_what_is_not_the_article_is_dimmed(
    page: Page, live_server, project, make_article, make_assignment, alice, sign_in
):
    text = "Shells fell on the quay.\n\nSubscribe to our letter."
    article = make_article(project, text, fingerprint="test", boilerplate=[[26, len(text)]])
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    seen = "node => Number(getComputedStyle(node).opacity)"
    assert page.get_by_text("Subscribe to our letter").evaluate(seen) < 0.8
    assert page.get_by_text("Shells fell on the quay").evaluate(seen) == 1


def test_a_claim_is_announced_with_kind_status_and_words(page: Page, opened):
    opened(6, 4)
    first = page.locator("mark.current").first.inner_text()
    card = page.get_by_role("region", name="Casualty open")
    expect(card).to_have_accessible_name(re.compile(f"^Casualty open .*{first}"))
    row = (
        page.get_by_role("navigation", name="Claims of this article").get_by_role("listitem").nth(1).get_by_role("link")
    )
    expect(row).to_have_accessible_name(re.compile("^(Casualty|Statement|Framing) open: .*killed"))
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 of 4 decided")
    # The next claim has the focus, so that a reader says it; how far one is stands in a status line.
    expect(page.get_by_role("region", name=re.compile("open .*killed"))).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="1 of 4 decided")).to_be_visible()


def test_a_first_visit_is_light_and_asks_no_other_host(page: Page, opened, live_server):
    loaded: dict[str, int] = {}

    def weigh(response: Any) -> None:
        # As the server sends them: its static files are compressed when they are collected.
        loaded[response.url] = len(gzip.compress(response.body(), 6))

    page.on("response", weigh)
    opened(30, 12)
    page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url in loaded} == {urlsplit(live_server.url).netloc}
    assert any(url.endswith(".css") for url in loaded)
    assert any(url.endswith("main.js") for url in loaded)
    assert sum(loaded.values()) < 200_000, loaded
