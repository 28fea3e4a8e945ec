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

from claims.models import Person

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
