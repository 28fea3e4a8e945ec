"""How fast pages answer: over HTTP, against the server that `./run` starts, on a database of its own.

    python -m bench.pages [--articles 1000 10000] [--requests 200]

Prints p50 and p95 in milliseconds, the ratio of the p50 to that of `/healthz` in the same run, the memory of the web
process, and how fast 1,000 articles are exported in each format.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent


class Visitor:
    """A signed-in browser's stand-in: one kept connection, cookies, and the form token of the last page."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, form: dict[str, object] | None = None, **headers: str
    ) -> tuple[int, bytes, str]:
        """Return status, body and the place it redirects to. Raises where the server answers with an error."""
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
            }
            body = urlencode(form)
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return answer.status, content, answer.headers.get("Location") or ""

    def sign_in(self, name: str) -> None:
        """Sign in through the form."""
        self.ask("GET", "/sign-in/")
        self.ask("POST", "/sign-in/", {"username": name, "password": "bench-password"})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    for number in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            measure(number, options.requests, Path(folder))


def measure(number: int, requests: int, folder: Path) -> None:
    """Fill a database in `folder` with `number` articles, serve it, and print a table."""
    os.environ["CLAIMWRIGHT_DATA"] = str(folder)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    subprocess.run([sys.executable, "-m", "bench.pages_fill", str(number)], env=environment, check=True, cwd=ROOT)
    with served(environment) as (port, pid):
        print(f"\n{number:,} articles of 12 claims, {requests} requests a step\n")
        print(f"{'step':<34}{'p50 ms':>9}{'p95 ms':>9}{'x healthz':>11}")
        steps(port, number, requests)
        print(f"\nmemory of the web process: {memory(pid):.0f} MB")
        exports(port)


@contextlib.contextmanager
def served(environment: Mapping[str, str], *options: str) -> Iterator[tuple[int, int]]:
    """Serve as `./run` does, with more `options` of its, until the block ends: the port, and the process's id."""
    port = free_port()
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--prepare", "--port", str(port), *options]
    server = subprocess.Popen(command, env=dict(environment))
    try:
        wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def steps(port: int, number: int, requests: int) -> None:
    """Time each step of a reviewer's work."""
    alice = Visitor(port)
    base = row("healthz", 0, requests, lambda _: alice.ask("GET", "/healthz"))
    row("sign in (password hash included)", base, 20, lambda _: Visitor(port).sign_in("bench-reviewer"))
    alice.sign_in("bench-reviewer")
    row("queue", base, requests, lambda _: alice.ask("GET", "/"))
    ids = json.loads(alice.ask("GET", "/api/v1/assignments/?state=assigned&limit=200")[1])["results"]
    articles = [each["article"] for each in ids]
    pages: dict[int, str] = {}

    def open_article(turn: int) -> None:
        article = articles[turn % len(articles)]
        pages[article] = alice.ask("GET", f"/articles/{article}/review/")[1].decode()

    row("open an article with 12 claims", base, requests, open_article)
    opened = list(pages.items())

    def confirm(turn: int) -> None:
        # Each article's claims in turn, as the page of the article names them.
        _, page = opened[turn % len(opened)]
        claim = re.findall(r'data-row="(\d+)"', page)[turn // len(opened)]
        form = {"version": 0, "kind": "casualty"}
        alice.ask("POST", f"/claims/{claim}/review/confirm/", form, **{"HX-Request": "true", "HX-Target": "desk"})

    row("confirm, and show the next claim", base, min(requests, len(opened) * 10), confirm)
    row("next article", base, requests, lambda turn: alice.ask("GET", f"/articles/{articles[-1 - turn % 50]}/review/"))
    maya = Visitor(port)
    maya.sign_in("bench-manager")
    project = json.loads(maya.ask("GET", "/api/v1/projects/")[1])["results"][-1]["id"]
    row("the project's articles", base, requests, lambda _: maya.ask("GET", f"/projects/{project}/"))
    ranked = f"/projects/{project}/?order=priority"
    row("the same by priority", base, requests, lambda _: maya.ask("GET", ranked))
    row("projects", base, requests, lambda _: maya.ask("GET", "/projects/"))
    row("API: page of articles", base, requests, lambda _: maya.ask("GET", "/api/v1/articles/"))


def row(
    name: str, base: float, requests: int, step: Callable[[int], object], work: Callable[[], float] | None = None
) -> float:
    """Do `step` once to warm up and `requests` times against the clock; print a line and return the p50 in ms.

    `work` says how many seconds the server has worked so far; then the mean of a request is printed too.
    """
    if not name.startswith("confirm"):
        step(0)
    times = []
    worked = work() if work else 0.0
    for turn in range(requests):
        start = time.perf_counter()
        step(turn)
        times.append(1000 * (time.perf_counter() - start))
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    mean = f"{1000 * (work() - worked) / requests:>9.1f}" if work else ""
    print(f"{name:<34}{p50:>9.1f}{p95:>9.1f}{p50 / (base or p50):>11.1f}{mean}", flush=True)
    return p50


def exports(port: int) -> None:
    """Time exports of 1,000 gold articles, from asking to the last byte."""
    maya = Visitor(port)
    maya.sign_in("bench-manager")
    projects = json.loads(maya.ask("GET", "/api/v1/projects/")[1])["results"]
    gold = next(each["id"] for each in projects if each["name"] == "Gold")
    for slug in ("native", "csv", "docbin"):
        start = time.perf_counter()
        job = json.loads(maya.ask("POST", "/api/v1/exports/", {"project": gold, "format": slug})[1])
        while job["state"] not in ("done", "failed"):
            time.sleep(0.05)
            job = json.loads(maya.ask("GET", f"/api/v1/exports/{job['id']}/")[1])
        if job["state"] == "failed":
            raise RuntimeError(job["error"])
        size = len(maya.ask("GET", f"/api/v1/exports/{job['id']}/download/")[1])
        taken = time.perf_counter() - start
        print(
            f"export of 1,000 articles as {slug:<8} {taken:6.1f} s  {1000 / taken:7.0f} articles/s  {size / 1e6:.1f} MB"
        )


def memory(parent: int) -> float:
    """Resident memory in MB of the web processes below `parent`."""
    found = (re.search(r"VmRSS:\s+(\d+)", (folder / "status").read_text()) for folder in web_processes(parent))
    return sum(int(size[1]) for size in found if size) / 1024


def cpu(parent: int) -> float:
    """Seconds that processors have worked for the web processes below `parent`."""
    stats = ((folder / "stat").read_text().rpartition(")")[2].split() for folder in web_processes(parent))
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def web_processes(parent: int) -> list[Path]:
    """The folders in /proc of the web processes below `parent`: all that run granian."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and b"granian" in (folder / "cmdline").read_bytes():
                found.append(folder)
    return [folder for folder in found if descends(int(folder.name), parent)]


def descends(process: int, parent: int) -> bool:
    """Whether `process` is `parent` or was started by it or by one of its children."""
    while process > 1:
        if process == parent:
            return True
        status = Path(f"/proc/{process}/status").read_text()
        process = int(re.search(r"PPid:\s+(\d+)", status)[1])  # type: ignore[index]
    return False


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(port: int) -> None:
    """Return once the server answers; raise after a minute."""
    for _ in range(600):
        try:
            Visitor(port).ask("GET", "/readyz")
            return
        except (OSError, RuntimeError, http.client.HTTPException):
            time.sleep(0.1)
    raise RuntimeError("The server did not start within a minute.")


if __name__ == "__main__":
    main()
