"""What a reviewer's screen costs: keys, milliseconds, queries and bytes.

    python -m bench.review [--articles 1000 100000] [--requests 200]

Prints the keys and clicks of each task, as counted by the tests that perform them; for each number of articles p50 and p95
over HTTP of opening an article, confirming a claim and going to the next article, with the ratio to `/healthz`, and how many
queries each asks; the bytes that a first visit transfers; and the time from the key of the next article until it shows.
The database is one of its own, filled and thrown away.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree
from pathlib import Path

from bench.pages import ROOT, Visitor, free_port, row, wait

# Time in the page from the key of the next article until its title stands there and the browser has drawn it.
SHOWN_AFTER = """title => new Promise(resolve => {
    const start = performance.now();
    const drawn = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    new MutationObserver((_, seen) => {
        if (document.querySelector('h1')?.textContent !== title) { seen.disconnect(); drawn(); }
    }).observe(document.body, { childList: true, subtree: true });
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
})"""
HTMX = {"HX-Request": "true", "HX-Target": "desk"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.count:
        return count_queries()
    effort()
    for number in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            measure(number, options.requests, Path(folder))


def effort() -> None:
    """Run the tests that count keys and clicks, and print what they counted."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "effort.xml"
        tests = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/e2e/test_effort.py", f"--junitxml={report}"]
        subprocess.run(tests, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        print(f"{'task':<24}{'keys':>6}{'clicks':>8}")
        for case in tree.parse(report).iter("testcase"):
            counted = {one.get("name"): one.get("value") for one in case.iter("property")}
            print(f"{counted['task']:<24}{counted['keys']:>6}{counted['clicks']:>8}")


def measure(number: int, requests: int, folder: Path) -> None:
    """Fill a database in `folder` with `number` articles, serve it, and print what the screen costs."""
    environment = {**os.environ, "CLAIMWRIGHT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    subprocess.run([sys.executable, "-m", "bench.pages_fill", str(number)], env=environment, check=True, cwd=ROOT)
    port = free_port()
    server = subprocess.Popen([*manage, "serve", "--prepare", "--no-worker", "--port", str(port)], env=environment)
    try:
        wait(port)
        print(f"\n{number:,} articles of 12 claims, {requests} requests a step\n")
        print(f"{'step':<34}{'p50 ms':>9}{'p95 ms':>9}{'x healthz':>11}")
        steps(port, requests)
        subprocess.run([sys.executable, "-m", "bench.review", "--count"], env=environment, check=True, cwd=ROOT)
        browse(port)
    finally:
        server.terminate()
        server.wait(30)


def steps(port: int, requests: int) -> None:
    """Time opening, confirming and going on over HTTP, as the page's scripts ask for them."""
    alice = Visitor(port)
    base = row("healthz", 0, requests, lambda _: alice.ask("GET", "/healthz"))
    alice.sign_in("bench-reviewer")
    given = json.loads(alice.ask("GET", "/api/v1/assignments/?state=assigned&limit=200")[1])["results"]
    articles = [each["article"] for each in given]
    claims: dict[int, list[str]] = {}

    def open_article(turn: int) -> None:
        article = articles[turn % len(articles)]
        page = alice.ask("GET", f"/articles/{article}/review/")[1].decode()
        claims[article] = re.findall(r'data-row="(\d+)"', page)

    row("open an article with 12 claims", base, requests, open_article)
    opened = list(claims.values())

    def confirm(turn: int) -> None:
        claim = opened[turn % len(opened)][turn // len(opened)]
        alice.ask("POST", f"/claims/{claim}/review/confirm/", {"version": 0, "kind": "casualty"}, **HTMX)

    row("confirm, and show the next claim", base, min(requests, len(opened) * 10), confirm)
    row(
        "next article",
        base,
        requests,
        lambda turn: alice.ask("GET", f"/articles/{articles[-1 - turn % 50]}/review/", **HTMX),
    )


def count_queries() -> None:
    """Print how many queries each step asks, in this process, on the database that was filled."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from claims.models import Assignment, Claim, Person

    settings.ALLOWED_HOSTS.append("testserver")
    alice = Person.objects.get(username="bench-reviewer")
    client = Client(headers=HTMX)
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    waiting = (
        Assignment.objects.filter(person=alice, state="assigned").order_by("-id").values_list("article", flat=True)
    )
    article, following = waiting[:2]
    first, second = Claim.objects.filter(article=article).values_list("pk", flat=True)[:2]
    client.post(f"/claims/{first}/review/confirm/", {"version": 0})
    print()
    for name, ask in (
        ("open an article with 12 claims", lambda: client.get(f"/articles/{article}/review/")),
        ("confirm, and show the next claim", lambda: client.post(f"/claims/{second}/review/confirm/", {"version": 0})),
        ("next article", lambda: client.get(f"/articles/{following}/review/")),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200
        asked = [one for one in queries if one["sql"].split()[0] not in ("BEGIN", "COMMIT")]
        print(f"{name:<34}{len(asked):>9} queries")


def browse(port: int) -> None:
    """Print what a first visit transfers, and how long the next article takes from its key, in a real browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(f"http://127.0.0.1:{port}/sign-in/")
        page.get_by_label("Username").fill("bench-reviewer")
        page.get_by_label("Password").fill("bench-password")
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        page.get_by_role("link", name="reviewing").click()
        page.wait_for_selector("#card")
        cookies, address = page.context.cookies(), page.url
        fresh = browser.new_context(viewport={"width": 1400, "height": 900})
        fresh.add_cookies(cookies)
        page = fresh.new_page()
        wire = fresh.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[int] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(address, wait_until="load")
        page.wait_for_timeout(300)
        print(
            f"\nfirst visit of the screen: {sum(sizes) / 1000:.0f} kB in {len(sizes)} answers, the next article included"
        )
        taken = []
        for _ in range(20):
            page.wait_for_timeout(400)
            taken.append(page.evaluate(SHOWN_AFTER, page.locator("h1").inner_text()))
        taken.sort()
        print(
            f"from the key to the next article drawn: p50 {statistics.median(taken):.0f} ms, worst {taken[-1]:.0f} ms"
        )
        browser.close()


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"\nmeasured in {time.monotonic() - started:.0f} s")
