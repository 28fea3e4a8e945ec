"""The database itself refuses to rewrite the audit log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model, QuerySet

from claims.models import Article, AuditEntry, Person, seal

RAW = {
    "update": "UPDATE claims_auditentry SET verb = 'changed'",
    "update one": "UPDATE claims_auditentry SET actor_id = NULL WHERE id = {id}",
    "update to the same": "UPDATE claims_auditentry SET verb = verb",
    "delete": "DELETE FROM claims_auditentry",
    "delete one": "DELETE FROM claims_auditentry WHERE id = {id}",
    "write over it": (
        "INSERT INTO claims_auditentry (id, at, verb, object_type, object_id) VALUES ({id}, '2026-01-01', 'x', 'x', 1) "
        "ON CONFLICT (id) DO UPDATE SET verb = 'x'"
    ),
}
SQLITE = {
    "replace": (
        "REPLACE INTO claims_auditentry (id, at, verb, object_type, object_id) VALUES ({id}, '2026-01-01', 'x', 'x', 1)"
    ),
    "update or replace": "UPDATE OR REPLACE claims_auditentry SET id = id + 1",
    "replace what is undone": (
        "REPLACE INTO claims_auditentry (at, verb, object_type, object_id, undoes_id) "
        "VALUES ('2026-01-01', 'x', 'x', 1, {id})"
    ),
}
POSTGRESQL = {
    "truncate": "TRUNCATE claims_auditentry CASCADE",
    "truncate what it speaks of": "TRUNCATE claims_person CASCADE",
}


@pytest.fixture
def entry(alice: Person, article: Article) -> AuditEntry:
    made = AuditEntry.objects.create(actor=alice, verb="see", article=article, object_type="article", object_id=1)
    AuditEntry.objects.create(
        actor=alice, verb="undo", article=article, object_type="article", object_id=1, undoes=made
    )
    # Settles what PostgreSQL leaves to the end of the transaction, and would refuse TRUNCATE for.
    connection.check_constraints()
    return made


def ways() -> dict[str, str]:
    return RAW | (POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def test_raw_sql_neither_changes_nor_deletes_an_entry(entry: AuditEntry) -> None:
    was = list(AuditEntry.objects.order_by("id").values())
    for sql in ways().values():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.format(id=entry.pk))
        assert list(AuditEntry.objects.order_by("id").values()) == was, sql


def test_nor_do_the_ways_around_our_own_queryset(entry: AuditEntry) -> None:
    plain = QuerySet(AuditEntry)
    for way in (
        lambda: plain.update(verb="changed"),
        lambda: plain._raw_delete(using="default"),
        lambda: Model.save(entry, force_update=True),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            way()
    assert set(plain.values_list("verb", flat=True)) == {"see", "undo"}


def test_entries_are_added_as_before(entry: AuditEntry) -> None:
    AuditEntry.objects.bulk_create(AuditEntry(verb="more", object_type="x", object_id=n) for n in range(3))
    assert AuditEntry.objects.count() == 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL asks nothing when an entry is added")
def test_adding_an_entry_does_not_read_the_log(db: None) -> None:
    AuditEntry.objects.bulk_create(AuditEntry(verb="x", object_type="x", object_id=n) for n in range(100))
    condition = seal.SQLITE["claims_auditentry_no_replace"].partition(" WHEN ")[2]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(f"EXPLAIN QUERY PLAN SELECT {condition.replace('NEW.undoes_id', '1').replace('NEW.id', '1')}")
        steps = [row[3] for row in cursor.fetchall() if seal.TABLE in row[3]]
    assert len(steps) == 2
    assert all(step.startswith("SEARCH") for step in steps)


def test_migrations_leave_the_seal_on(db: None) -> None:
    assert seal.is_on(connection)


@pytest.fixture
def without_seal(transactional_db: None) -> Iterator[None]:
    """Put the seal on again, whatever the test does to it."""
    yield
    seal.put(connection)


def test_the_migration_is_reversible(without_seal: None) -> None:
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes("claims")
    executor.migrate([("claims", "0006_pool")])
    assert not seal.is_on(connection)
    executor = MigrationExecutor(connection)
    executor.migrate(newest)
    assert seal.is_on(connection)


def test_lifted_for_a_while_it_is_on_again_whatever_happens(without_seal: None) -> None:
    AuditEntry.objects.create(verb="x", object_type="x", object_id=1)
    with seal.lifted(connection), connection.cursor() as cursor:
        assert not seal.is_on(connection)
        cursor.execute("DELETE FROM claims_auditentry")
    with pytest.raises(ZeroDivisionError), seal.lifted(connection):
        raise ZeroDivisionError
    assert seal.is_on(connection)


def test_the_tests_database_is_emptied_and_no_other(
    transactional_db: None, settings: LazySettings, alice: Person
) -> None:
    AuditEntry.objects.create(verb="x", object_type="x", object_id=1)
    settings.TESTING = False
    with pytest.raises(CommandError, match="append-only"):
        call_command("flush", interactive=False, verbosity=0)
    assert AuditEntry.objects.count() == 1
    settings.TESTING = True
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditEntry.objects.exists()
    assert seal.is_on(connection)
