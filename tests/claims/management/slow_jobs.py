"""Jobs for tests of the worker, and a worker that knows them: `python slow_jobs.py` is `manage.py work` with them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any


def write_steps(job: Any, progress: Any) -> dict[str, int]:
    """Append a line for each step not yet in the file; each step lasts a moment, in which the worker may be killed."""
    path = Path(job.arguments["file"])
    steps = job.arguments["steps"]
    for step in range(steps):
        written = path.read_text().split() if path.exists() else []
        if str(step) not in written:
            with path.open("a") as file:
                file.write(f"{step}\n")
        progress(step + 1, steps)
        time.sleep(job.arguments.get("pause", 0))
    return {"steps": steps}


def kill_worker(job: Any, progress: Any) -> dict[str, int]:
    """What running out of memory looks like from outside."""
    os.kill(os.getpid(), 9)
    return {}


def fail(job: Any, progress: Any) -> dict[str, int]:
    """A fault of the program."""
    progress(1, 3)
    raise KeyError("casualties")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    import django

    django.setup()
    from django.core.management import call_command

    from claims import tasks

    tasks.JOBS |= {name: f"tests.claims.management.slow_jobs.{name}" for name in ("write_steps", "kill_worker", "fail")}
    call_command("work", *sys.argv[1:])
