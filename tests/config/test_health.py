"""The two addresses that machines ask."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_healthz_needs_neither_sign_in_nor_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_readyz_when_all_is_well(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_readyz_when_a_migration_waits(client: Client, db: None) -> None:
    last = MigrationRecorder(connection).migration_qs.filter(app="claims").order_by("-id")[0]
    last.delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations are waiting\n")


def test_readyz_when_the_database_is_away(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*arguments: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("config.health.MigrationExecutor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


def test_both_answer_without_tls_where_the_site_has_it(client: Client, db: None, settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
