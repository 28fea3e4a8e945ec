"""What the manager's pages cost at a million claims: milliseconds, ratios to `/healthz`, and queries.

    python -m bench.manager [articles] [--requests 40]

Fills a database of its own with 85,000 articles (or so many as are asked for) of twelve claims, three of ten of them judged
by two of twelve people each, with every step in the audit log and some thousands of disputes; counts it; and asks for each
page over HTTP. Then it counts in this process how many queries each page asks. `DATABASE_URL` may name an empty PostgreSQL
database to fill instead of SQLite.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from bench.pages import ROOT, Visitor, row, served

PAGES = {
    "articles": "",
    "articles by priority": "?order=priority",
    "articles, a search": "?q=nothing+has+this",
    "overview": "overview/",
    "work of each person": "work/",
    "rules": "rules/",
    "rules of one pipeline": "rules/?pipeline=bench-1",
    "agreement": "agreement/",
    "pull of the proposals": "anchoring/",
    "evaluation": "evaluation/",
    "exports and releases": "exports/",
    "adjudication": "adjudication/",
    "adjudication, one kind": "adjudication/?kind=casualty",
    "decisions": "adjudication/decisions/",
    "training": "training/",
    "terms": "terms/",
    "settings": "settings/",
    "people": "people/",
    "log": "log/",
    "log of a frequent verb": "log/?verb=confirm",
    "log of a rare verb": "log/?verb=adjudicate",
    "log of a verb that never was": "log/?verb=train_on",
    "log of a person": "log/?actor=bench-3",
    "log of a person and verb": "log/?actor=bench-3&verb=reject",
    "log of a day": "log/?since={day}&until={day}",
}
# A day of the log lies so far back.
DAYS_BACK = 90


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=85_000)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.count:
        return count_queries()
    with tempfile.TemporaryDirectory(prefix="claimwright-bench-") as folder:
        measure(options.articles, options.requests, Path(folder))


def measure(number: int, requests: int, folder: Path) -> None:
    """Fill a database with `number` articles, serve it, and print what each page costs."""
    environment = {**os.environ, "CLAIMWRIGHT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    manage = [sys.executable, str(ROOT / "manage.py")]
    started = time.monotonic()
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    subprocess.run([sys.executable, "-m", "bench.manager_fill", str(number)], env=environment, check=True, cwd=ROOT)
    print(f"filled in {time.monotonic() - started:.0f} s")
    started = time.monotonic()
    subprocess.run([*manage, "recount"], env=environment, check=True, stdout=subprocess.DEVNULL)
    print(f"counted from the first article on in {time.monotonic() - started:.0f} s")
    with served(environment, "--no-worker") as (port, _pid):
        print(f"\n{number:,} articles of 12 claims, {requests} requests a page\n")
        print(f"{'page':<34}{'p50 ms':>9}{'p95 ms':>9}{'x healthz':>11}")
        maya = Visitor(port)
        base = row("healthz", 0, requests, lambda _: maya.ask("GET", "/healthz"))
        maya.sign_in("bench-manager")
        for name, address in addresses().items():
            row(name, base, requests, lambda _, address=address: maya.ask("GET", address))  # type: ignore[misc]
        subprocess.run([sys.executable, "-m", "bench.manager", "--count"], env=environment, check=True, cwd=ROOT)


def addresses(project: int = 1) -> dict[str, str]:
    """Each page's name and address."""
    day = (date.today() - timedelta(days=DAYS_BACK)).isoformat()
    return {name: f"/projects/{project}/{address.format(day=day)}" for name, address in PAGES.items()}


def count_queries() -> None:
    """Print how many queries each page asks, and how long the slowest takes, on the database that was filled."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from claims.models import Person

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.force_login(
        Person.objects.get(username="bench-manager"), backend="django.contrib.auth.backends.ModelBackend"
    )
    print(f"\n{'page':<34}{'queries':>9}{'slowest ms':>12}")
    for name, address in addresses().items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        slowest = max(float(one["time"]) for one in queries)
        print(f"{name:<34}{len(queries):>9}{1000 * slowest:>12.0f}")


if __name__ == "__main__":
    main()
