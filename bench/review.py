"""What a reviewer's screen costs: keys, milliseconds, queries and bytes.

    python -m bench.review [--articles 1000 100000] [--requests 200]

Prints the keys and clicks of each task, as counted by the tests that perform them; for each number of articles p50 and p95
over HTTP of opening an article, confirming a claim and going to the next article, with the ratio to `/healthz`, the mean
time of the server's processor (which rises little when the machine is busy with other things), and how many queries each
asks; the bytes that a first visit transfers; the time from the key of the next article until it shows; how smoothly 2,000
words with 100 overlapping claims scroll, and how long 20,000 words take to open.
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
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.pages import ROOT, Visitor, cpu, row, served

# Time in the page from the key of the next article until its title stands there and the browser has drawn it.
SHOWN_AFTER = """title => new Promise(resolve => {
    const start = performance.now();
    const drawn = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    new MutationObserver((_, seen) => {
        if (document.querySelector('h1')?.textContent !== title) { seen.disconnect(); drawn(); }
    }).observe(document.body, { childList: true, subtree: true });
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
})"""
# The time since the page was asked for, once the browser has drawn it.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
# Collects in `frames` how long each frame takes, while `watching`.
WATCH_FRAMES = """() => {
    globalThis.frames = []; globalThis.watching = true;
    let last = null;
    const frame = now => {
        if (last !== null) frames.push(now - last);
        last = now;
        if (watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""
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
    started = time.monotonic()
    effort()
    for number in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            measure(number, options.requests, Path(folder))
    print(f"\nmeasured in {time.monotonic() - started:.0f} s")


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
    with served(environment, "--no-worker") as (port, pid):
        print(f"\n{number:,} articles of 12 claims, {requests} requests a step\n")
        print(f"{'step':<34}{'p50 ms':>9}{'p95 ms':>9}{'x healthz':>11}{'CPU ms':>9}")
        steps(port, requests, partial(cpu, pid))
        subprocess.run([sys.executable, "-m", "bench.review", "--count"], env=environment, check=True, cwd=ROOT)
        browse(port)


def steps(port: int, requests: int, work: Callable[[], float]) -> None:
    """Time opening, confirming and going on over HTTP, as the page's scripts ask for them."""
    alice = Visitor(port)
    base = row("healthz", 0, requests, lambda _: alice.ask("GET", "/healthz"), work)
    alice.sign_in("bench-reviewer")
    given = json.loads(alice.ask("GET", "/api/v1/assignments/?state=assigned&limit=200")[1])["results"]
    articles = [each["article"] for each in given]
    claims: dict[int, list[str]] = {}

    def open_article(turn: int) -> None:
        article = articles[turn % len(articles)]
        page = alice.ask("GET", f"/articles/{article}/review/")[1].decode()
        claims[article] = re.findall(r'data-row="(\d+)"', page)

    row("open an article with 12 claims", base, requests, open_article, work)
    opened = list(claims.values())

    def confirm(which: int, turn: int) -> None:
        # Each article's claims in turn: the first decision of an article also begins it.
        claim = opened[turn % len(opened)][which + turn // len(opened)]
        alice.ask("POST", f"/claims/{claim}/review/confirm/", {"version": 0, "kind": "casualty"}, **HTMX)

    def go_on(turn: int) -> None:
        alice.ask("GET", f"/articles/{articles[-1 - turn % 50]}/review/", **HTMX)

    times = min(requests, len(opened))
    row("confirm the first claim", base, times, partial(confirm, 0), work)
    row("confirm, and show the next claim", base, min(requests, len(opened) * 10), partial(confirm, 1), work)
    row("next article", base, requests, go_on, work)


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
    print()
    for name, ask in (
        ("open an article with 12 claims", lambda: client.get(f"/articles/{article}/review/")),
        ("confirm the first claim", lambda: client.post(f"/claims/{first}/review/confirm/", {"version": 0})),
        ("confirm, and show the next claim", lambda: client.post(f"/claims/{second}/review/confirm/", {"version": 0})),
        ("next article", lambda: client.get(f"/articles/{following}/review/")),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200
        asked = [one for one in queries if one["sql"].split()[0] not in ("BEGIN", "COMMIT")]
        print(f"{name:<34}{len(asked):>9} queries")


def browse(port: int) -> None:
    """Print, from a real browser, the bytes of a first visit, how soon the next article shows, and how long texts behave."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        next_article(browser, port)
        long_texts(browser, port)
        browser.close()


def signed_in(browser: Any, port: int, name: str) -> Any:
    """Return a page of a new visitor who has signed in as `name`, and has nothing of the site in the browser's cache."""
    visitor = Visitor(port)
    visitor.sign_in(name)
    context = browser.new_context(viewport={"width": 1400, "height": 900}, base_url=f"http://127.0.0.1:{port}")
    context.add_cookies(
        [{"name": key, "value": value, "url": f"http://127.0.0.1:{port}"} for key, value in visitor.cookies.items()]
    )
    return context.new_page()


def next_article(browser: Any, port: int) -> None:
    """Print what a first visit transfers, and how long the next article takes from its key."""
    visitor = Visitor(port)
    visitor.sign_in("bench-reviewer")
    given = json.loads(visitor.ask("GET", "/api/v1/assignments/?state=assigned&limit=50")[1])["results"]
    page = signed_in(browser, port, "bench-reviewer")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(f"/articles/{given[-1]['article']}/review/", wait_until="load")
    page.wait_for_timeout(300)
    print(f"\nfirst visit of the screen: {sum(sizes) / 1000:.0f} kB in {len(sizes)} answers, the next article included")
    taken = []
    for _ in range(20):
        page.wait_for_timeout(400)
        taken.append(page.evaluate(SHOWN_AFTER, page.locator("h1").inner_text()))
    print(f"from the key to the next article drawn: p50 {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")
    taken = []
    for _ in range(10):
        page.keyboard.press("C")
        page.locator("form[data-next-article]").wait_for()
        page.wait_for_timeout(400)
        taken.append(page.evaluate(SHOWN_AFTER, page.locator("h1").inner_text()))
        page.locator("#told p").wait_for()
    print(f"handing in, the next article drawn: p50 {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")


def long_texts(browser: Any, port: int) -> None:
    """Print how smoothly 2,000 words with 100 overlapping claims scroll, and how soon 2,000 and 20,000 words stand there."""
    visitor = Visitor(port)
    visitor.sign_in("bench-reader")
    given = json.loads(visitor.ask("GET", "/api/v1/assignments/?state=assigned")[1])["results"]
    shorter, longer = sorted(each["article"] for each in given)
    page = signed_in(browser, port, "bench-reader")
    page.goto(f"/articles/{shorter}/review/", wait_until="load")
    page.wait_for_timeout(500)
    page.mouse.move(500, 500)
    page.evaluate(WATCH_FRAMES)
    for way in (1, -1):
        for _ in range(60):
            page.mouse.wheel(0, way * 120)
            page.wait_for_timeout(16)
    frames = sorted(page.evaluate("() => { watching = false; return frames; }"))
    p95, late = frames[int(0.95 * len(frames))], sum(frame > 34 for frame in frames) / len(frames)
    print(
        f"2,000 words with 100 claims, scrolled by the wheel: frames p50 {statistics.median(frames):.1f} ms,", end=" "
    )
    print(f"p95 {p95:.1f} ms, over 34 ms {100 * late:.1f} % of {len(frames)}")
    for number, article in (("2,000", shorter), ("20,000", longer)):
        taken = []
        for _ in range(5):
            page.goto(f"/articles/{article}/review/", wait_until="load")
            taken.append(page.evaluate(DRAWN))
        print(f"opening {number} words until drawn: p50 {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")


if __name__ == "__main__":
    main()
