"""Keeps the web server and the workers running, and stops them together. Standard library only, so it stays small.

python -m config.supervise --port 8000 --workers 1
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Requests at work at once; the others wait for their turn. More would only wait for each other in one Python process.
THREADS = 4
SECONDS_TO_STOP = 10
PR_SET_PDEATHSIG = 1


class Child:
    """One process that should be running."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.wait = 1.0
        self.start_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, in a group of its own: Ctrl-C reaches the supervisor alone, which then ends all in order."""
        self.start_at = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_end_with_parent)

    def look(self) -> int | None:
        """Start it again if it ended and its time has come; return the code it just ended with, if it did."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        # What the dead one started itself, such as the server's own worker, must not be left behind.
        self.signal(signal.SIGKILL)
        lived = time.monotonic() - self.start_at
        self.wait = 1.0 if lived > 60 else min(self.wait * 2, 30.0)
        self.start_at, self.process = time.monotonic() + self.wait, None
        return code

    def signal(self, number: int) -> None:
        """Send a signal to the process and to those it started."""
        if self.process is not None:
            # Where all have ended already there is nobody to tell.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def ended(self) -> bool:
        """Whether it no longer runs."""
        return self.process is None or self.process.poll() is not None


class Supervisor:
    """All children, until told to stop."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.host, self.port = host, port
        self.stopping = False
        self.web = Child("the web server", _web_command(host, port))
        work = [sys.executable, str(ROOT / "manage.py"), "work"]
        self.children = [self.web, *(Child("the worker", work) for _ in range(workers))]

    def run(self) -> int:
        """Keep everything running; return the exit code once it has stopped."""
        signal.signal(signal.SIGTERM, self._told_to_stop)
        signal.signal(signal.SIGINT, self._told_to_stop)
        ready, failed = False, False
        while not (self.stopping or failed):
            for child in self.children:
                code = child.look()
                if code is None or self.stopping:
                    continue
                failed = child is self.web and not ready
                say(f"{child.name} ended ({_reason(code)}); " + ("giving up" if failed else "starting it again"))
            if not ready and self._answers():
                ready = True
                site = os.environ.get("PUBLIC_URL") or f"http://{self.host}:{self.port}/"
                say(f"Claimwright is ready: {site}   (Ctrl-C stops it)")
            time.sleep(0.2)
        self._stop()
        return 1 if failed else 0

    def _told_to_stop(self, number: int, frame: object) -> None:
        if self.stopping:
            for child in self.children:
                child.signal(signal.SIGKILL)
        self.stopping = True

    def _stop(self) -> None:
        say("stopping ...")
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                # To the process alone: it ends those it started in its own order.
                child.process.terminate()
        end = time.monotonic() + SECONDS_TO_STOP
        while time.monotonic() < end and not all(child.ended() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
        say("stopped")

    def _answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        connection = http.client.HTTPConnection(host, self.port, timeout=1)
        try:
            connection.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def say(words: str) -> None:
    """Tell who started it."""
    print(words, flush=True)


def _web_command(host: str, port: int) -> list[str]:
    # No limit on connections ("backpressure"): a browser keeps several open without using them, and each would count.
    options = ["--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", str(THREADS)]
    options += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"]
    return [sys.executable, "-m", "granian", *options, "--host", host, "--port", str(port), "config.wsgi:application"]


def _end_with_parent() -> None:
    """Linux: tell the child to end should the supervisor be killed."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def _reason(code: int) -> str:
    return f"by signal {-code}" if code < 0 else f"code {code}"


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    # Fewer heaps: threads that each keep one of their own hold memory that nothing uses.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    return Supervisor(options.host, options.port, options.workers).run()


if __name__ == "__main__":
    sys.exit(main())
