"""What commands are asked about, looked up by the name a person types."""

from __future__ import annotations

from django.core.management.base import CommandError

from claims.models import Person, Project


def project_named(name: str) -> Project:
    """The project of that name or id; CommandError, naming those there are, where there is none."""
    by_id = Project.objects.filter(pk=name) if name.isascii() and name.isdigit() else Project.objects.none()
    project = Project.objects.filter(name=name).first() or by_id.first()
    if project is None:
        names = ", ".join(f"“{known}”" for known in Project.objects.values_list("name", flat=True)[:20])
        raise CommandError(f"There is no project “{name}”. There is {names or 'none yet: make one in the pages'}.")
    return project


def person_named(username: str) -> Person:
    """The active account of that user name, or CommandError."""
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"There is no active account “{username}”.")
    return person
