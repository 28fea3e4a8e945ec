"""Server and worker together, as real processes: started, kept running, stopped."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(what: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)
    return found


class Served:
    """`manage.py serve` in a folder of its own."""

    def __init__(self, folder: Path, port: int, *arguments: str, **environment: str) -> None:
        self.log = folder / f"log-{port}"
        self.url = f"http://127.0.0.1:{port}"
        known = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PUBLIC_URL")}
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port), *arguments],
            cwd=folder,
            env=known | {"CLAIMWRIGHT_DATA": str(folder / "data")} | environment,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )

    def says(self, words: str) -> bool:
        assert words in self.log.read_text() or self.process.poll() is None, self.log.read_text()
        return words in self.log.read_text()

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def children(self, parent: int = 0) -> dict[int, str]:
        """Ids and command lines of the processes it started."""
        found = {}
        pid = parent or self.process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found[int(child)] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
        return found


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    started: list[Served] = []

    def start(*arguments: str, port: int = 0, **environment: str) -> Served:
        started.append(Served(tmp_path, port or free_port(), *arguments, **environment))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            # The first asks, the second insists; its children end with it.
            served.process.terminate()
            try:
                served.process.wait(20)
            except subprocess.TimeoutExpired:
                served.process.kill()
        served.process.wait()


@linux
def test_it_serves_starts_a_dead_worker_again_and_stops_on_ctrl_c(serve: Callable[..., Served]) -> None:
    served = serve("--prepare")
    wait_until(lambda: served.says("is ready: "))
    assert served.get("/readyz") == 200
    wait_until(lambda: re.search(r"worker \S+ is ready", served.log.read_text()))
    worker = next(pid for pid, command in served.children().items() if command.endswith("manage.py work "))
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: served.says("the worker ended (by signal 9); starting it again"))
    wait_until(lambda: len(re.findall(r"worker \S+ is ready", served.log.read_text())) == 2)
    children = served.children()
    grandchildren = [pid for child in children for pid in served.children(child)]
    assert len(children) == 2
    assert worker not in children
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(PATIENCE) == 0
    assert served.says("stopped")
    assert not [pid for pid in (*children, *grandchildren) if Path(f"/proc/{pid}").exists()]


@linux
def test_its_processes_do_not_outlive_it(serve: Callable[..., Served]) -> None:
    served = serve("--prepare")
    wait_until(lambda: served.says("is ready: "))
    children = served.children()
    served.process.kill()
    served.process.wait()
    wait_until(lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()])


@linux
def test_no_worker(serve: Callable[..., Served]) -> None:
    served = serve("--prepare", "--no-worker")
    wait_until(lambda: served.says("is ready: "))
    assert len(served.children()) == 1


def test_a_second_start_finds_everything_prepared(serve: Callable[..., Served]) -> None:
    first = serve("--prepare", "--no-worker")
    wait_until(lambda: first.says("is ready: "))
    assert first.says("Collecting static files")
    second = serve("--prepare", "--no-worker")
    wait_until(lambda: second.says("is ready: "))
    assert "Collecting" not in second.log.read_text()
    assert "Preparing" not in second.log.read_text()
    assert (first.get("/healthz"), second.get("/healthz")) == (200, 200)


def test_two_first_starts_at_once(serve: Callable[..., Served]) -> None:
    both = [serve("--prepare", "--no-worker"), serve("--prepare", "--no-worker")]
    for served in both:
        wait_until(lambda served=served: served.says("is ready: "))
        assert served.get("/readyz") == 200


def test_a_taken_port_is_told(serve: Callable[..., Served]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        served = serve("--prepare", "--no-worker", port=taken.getsockname()[1])
        assert served.process.wait(PATIENCE) == 1
    assert served.says("giving up")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgres://nobody:secret@127.0.0.1:1/nowhere", "The database nowhere at 127.0.0.1 does not answer"),
        ("sqlite:////no/such/folder/file.sqlite3", "The database /no/such/folder/file.sqlite3 does not answer"),
    ],
)
def test_a_database_that_is_away_is_told_without_its_password(
    serve: Callable[..., Served], url: str, words: str
) -> None:
    served = serve("--prepare", DATABASE_URL=url)
    assert served.process.wait(PATIENCE) == 1
    assert served.says(words)
    assert "secret" not in served.log.read_text()
    assert "Traceback" not in served.log.read_text()
