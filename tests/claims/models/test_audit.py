"""The audit log is written once and never again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from claims.models import Article, AuditEntry, Person


@pytest.fixture
def entry(alice: Person, article: Article) -> AuditEntry:
    return AuditEntry.objects.create(
        actor=alice, verb="see", article=article, project=article.project, object_type="article", object_id=article.pk
    )


WAYS: dict[str, Callable[[AuditEntry, Person], Any]] = {
    "save": lambda entry, bob: entry.save(),
    "save a field": lambda entry, bob: entry.save(update_fields=["verb"]),
    "save by force": lambda entry, bob: AuditEntry(pk=entry.pk, verb="x", object_id=1).save(force_update=True),
    "save over it": lambda entry, bob: AuditEntry(pk=entry.pk, verb="x", object_type="x", object_id=1).save(),
    "delete": lambda entry, bob: entry.delete(),
    "delete all": lambda entry, bob: AuditEntry.objects.all().delete(),
    "delete some": lambda entry, bob: AuditEntry.objects.filter(verb="see").delete(),
    "update all": lambda entry, bob: AuditEntry.objects.all().update(actor=bob),
    "update some": lambda entry, bob: AuditEntry.objects.filter(pk=entry.pk).update(verb="x"),
    "update in bulk": lambda entry, bob: AuditEntry.objects.bulk_update([entry], ["verb"]),
    "update or create": lambda entry, bob: AuditEntry.objects.update_or_create({"verb": "x"}, pk=entry.pk),
    "update a person's": lambda entry, bob: entry.actor.audit_entries.update(verb="x"),
    "delete a person's": lambda entry, bob: entry.actor.audit_entries.all().delete(),
    "clear a person's": lambda entry, bob: entry.actor.audit_entries.clear(),
    "take it from a person": lambda entry, bob: entry.actor.audit_entries.remove(entry),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_a_changed_entry(way: str, entry: AuditEntry, bob: Person) -> None:
    was = list(AuditEntry.objects.values())
    entry.verb = "changed"
    with pytest.raises(TypeError, match="append-only"), transaction.atomic():
        WAYS[way](entry, bob)
    assert list(AuditEntry.objects.values()) == was


def test_what_it_speaks_of_is_not_deleted_under_it(entry: AuditEntry, alice: Person) -> None:
    for thing in (entry.article, entry.project, alice):
        assert thing is not None
        with pytest.raises(ProtectedError), transaction.atomic():
            thing.delete()


def test_an_entry_is_undone_once(entry: AuditEntry) -> None:
    undo = {"verb": "undo", "object_type": "article", "object_id": 1, "undoes": entry}
    first = AuditEntry.objects.create(**undo)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.create(**undo)
    assert AuditEntry.objects.get(pk=entry.pk).undone_by == first


def test_it_reads_as_a_line(entry: AuditEntry) -> None:
    assert str(entry).endswith(f"alice see article {entry.object_id}")
    machine = AuditEntry.objects.create(verb="settle", object_type="settlement", object_id=4)
    assert str(machine).endswith("system settle settlement 4")
