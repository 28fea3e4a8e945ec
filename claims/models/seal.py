"""The seal on the audit log: triggers by which the database itself refuses to change or delete an entry.

A migration (sealed_log) puts it on. What lifts it is dropping the triggers, which takes the rights of the tables' owner.
On SQLite Django remakes a table to alter a column, and the triggers go with the old one: a migration that does so to
`AuditEntry` has to put the seal on again at its end, and tests/claims/models/test_seal.py fails until it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TABLE = "claims_auditentry"
WORDS = "The audit log is append-only."

SQLITE = {
    "claims_auditentry_no_update": f"BEFORE UPDATE ON {TABLE}",
    "claims_auditentry_no_delete": f"BEFORE DELETE ON {TABLE}",
    # INSERT OR REPLACE deletes what stands in its way without telling the trigger above. Asked in one question, a database
    # that knows how few entries undo another would read the whole log for each new entry.
    "claims_auditentry_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"
        f" OR EXISTS (SELECT 1 FROM {TABLE} WHERE undoes_id = NEW.undoes_id)"
    ),
}
POSTGRESQL = {
    "claims_auditentry_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    "claims_auditentry_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
REFUSAL = f"""
CREATE OR REPLACE FUNCTION claims_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def put(connection: Any) -> None:
    """Put the seal on; afterwards every UPDATE, DELETE, REPLACE and TRUNCATE of the log raises IntegrityError."""
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(REFUSAL)
            for name, when in POSTGRESQL.items():
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION claims_auditentry_refuse()")
        else:
            for name, when in SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END")


def lift(connection: Any) -> None:
    """Take the seal off."""
    with connection.cursor() as cursor:
        for name in _triggers(connection):
            on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def is_on(connection: Any) -> bool:
    """Whether all of the seal's triggers are there, and not switched off."""
    question = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [TABLE])
        return {name for (name,) in cursor.fetchall()} >= set(_triggers(connection))


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Within the block the seal is off: for emptying the tests' database between tests, and nothing else."""
    lift(connection)
    try:
        yield
    finally:
        put(connection)


def _triggers(connection: Any) -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
