"""A real browser on a real server. Every test here fails if the browser's console shows an error on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from claims.models import Article, Person

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, and let each commit for real: the server reads by connections of its own."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if not item.get_closest_marker("django_db"):
                item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium, which needs no download."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        message = "no Chromium or Chrome on PATH: install one (Debian: apt-get install chromium)"
        pytest.fail(message, pytrace=False) if os.environ.get("CI") else pytest.skip(message)
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET}


@pytest.fixture
def console(page: Page) -> list[str]:
    """What the console has complained of, CSP violations included. A test that expects a complaint clears the list."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # A browser asks for an icon where a page names none; that is not the page's fault.
        if message.type == "error" and not message.location.get("url", "").endswith("/favicon.ico"):
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.fixture(autouse=True)
def _quiet_console(console: list[str]) -> Iterator[None]:
    """Fail the test if the console complained."""
    yield
    assert console == []


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Person], None]:
    """`sign_in(page, person)`: by a session cookie, since the sign-in page has a test of its own."""

    def sign(page: Page, person: Person) -> None:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return sign


@pytest.fixture
def open_review(
    page: Page,
    live_server: Any,
    project: Any,
    make_article: Any,
    make_claim: Any,
    make_assignment: Any,
    alice: Person,
    sign_in: Any,
) -> Callable[..., Article]:
    """`open_review((kind, quote), ..., text=...)`: Alice's review screen of an article with these proposals, the article.

    A second article waits behind it.
    """

    def opened(*proposals: tuple[str, str], text: str = "") -> Article:
        article = make_article(project, text, title="Quay", fingerprint="test")
        for kind, quote in proposals:
            make_claim(article, quote, kind)
        make_assignment(article, alice)
        make_assignment(make_article(project, title="Second", fingerprint="test"), alice)
        sign_in(page, alice)
        page.goto(f"{live_server.url}/articles/{article.pk}/review/")
        return article

    return opened


# Calls `found(node, place)` with the text node of the article in which the words stand, and with their place in it.
IN_TEXT = """(words, found) => {
    const walker = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const place = node.data.indexOf(words);
        if (place >= 0) return found(node, place);
    }
}"""


@pytest.fixture
def where() -> Callable[[Page, str], list[float]]:
    """`where(page, words)`: left edge and middle of the first line, right edge and middle of the last, of these words."""
    find = f"""words => ({IN_TEXT})(words, (node, place) => {{
        const range = document.createRange();
        range.setStart(node, place); range.setEnd(node, place + words.length);
        // One box a line: the words start in the first and end in the last.
        const boxes = [...range.getClientRects()];
        const middle = box => (box.top + box.bottom) / 2;
        return [boxes[0].left, middle(boxes[0]), boxes.at(-1).right, middle(boxes.at(-1))];
    }})"""
    return lambda page, words: page.evaluate(find, words)


@pytest.fixture
def select_words() -> Callable[[Page, str], None]:
    """`select_words(page, words)`: select them as a browser's script does, whatever way they are written."""
    select = f"""words => ({IN_TEXT})(words, (node, place) =>
        getSelection().setBaseAndExtent(node, place, node, place + words.length))"""

    def do(page: Page, words: str) -> None:
        page.evaluate(select, words)

    return do


@pytest.fixture
def check_accessible() -> Callable[[Page], None]:
    """`check_accessible(page)`: axe finds no violation of WCAG 2.2 A and AA on the page as it stands."""
    axe = Axe()
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

    def check(page: Page) -> None:
        # From the top: a link that the fixed bar half covers while one has scrolled would count as too small a target.
        # A browser goes to an address's "#part" when all has loaded, so after that.
        page.wait_for_load_state("load")
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => {"
            " scrollTo({ top: 0, behavior: 'instant' }); requestAnimationFrame(done); }))"
        )
        results = axe.run(page, options=rules)
        found = [
            f"{violation['id']}: {violation['help']}: {[node['html'][:200] for node in violation['nodes'][:3]]}"
            for violation in results.response["violations"]
        ]
        assert found == [], "\n".join(found)

    return check
