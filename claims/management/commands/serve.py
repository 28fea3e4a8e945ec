"""`manage.py serve`: the pages and the background work, in one command that keeps both running."""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

# Any number will do, as long as all that prepare the same database use the same one.
LOCK = 4_217_001


class Command(BaseCommand):
    """Serve."""

    help = "Serves the pages and does the background work until it is stopped."
    # They would load every page's code, which only the web server needs.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="The address to listen on (127.0.0.1).")
        parser.add_argument("--port", type=int, default=8000, help="The port to listen on (8000).")
        parser.add_argument("--workers", type=int, default=1, help="How many processes do background work (1).")
        parser.add_argument("--no-worker", action="store_true", help="None: `manage.py work` does it, elsewhere.")
        parser.add_argument("--prepare", action="store_true", help="First bring database and static files up to date.")
        parser.add_argument("--demo", action="store_true", help="With --prepare: a demo project and its people.")

    def handle(
        self, *, host: str, port: int, workers: int, no_worker: bool, prepare: bool, demo: bool, **options: Any
    ) -> None:
        need_database()
        if prepare:
            with alone():
                migrate()
                collect_static()
                if demo:
                    call_command("demo")
        connection.close()
        if no_worker or settings.TASKS_BACKEND != "django_tasks_db.DatabaseBackend":
            workers = 0
        # From here on a process without Django, and so much smaller, watches over the others.
        paths = filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH")])
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
        command = [sys.executable, "-m", "config.supervise", "--host", host, "--port", str(port)]
        sys.stdout.flush()
        os.execv(sys.executable, [*command, "--workers", str(workers)])


def need_database() -> None:
    """Raise CommandError, in words for an administrator, unless the database answers."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        known = connection.settings_dict
        place = (
            known["NAME"] if connection.vendor == "sqlite" else f"{known['NAME']} at {known['HOST'] or 'this machine'}"
        )
        reason = str(error).strip().splitlines()[-1]
        raise CommandError(
            f"The database {place} does not answer: {reason}\nIs the server running, and is DATABASE_URL right?"
        ) from None


@contextmanager
def alone() -> Iterator[None]:
    """Hold others off that prepare the same database or the same files at the same time."""
    with open(settings.DATA_DIR / "prepare.lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def migrate() -> None:
    """Bring the database to what this version needs; quick where it is there already."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Collect and compress the static files, unless that was done for these very files."""
    marker = Path(settings.STATIC_ROOT) / ".collected"
    state = static_state()
    if marker.exists() and marker.read_text() == state:
        return
    print("Collecting static files ...", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    marker.write_text(state)


def static_state() -> str:
    """A hash over name, size and age of each static file, those of the installed packages included."""
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            state.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return state.hexdigest()
