"""Make a project, and change what it asks of its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from annotate import BY_SLUG, KINDS
from claims.actions.errors import Invalid, require
from claims.actions.log import log
from claims.models import GuidelineVersion, Membership, Project
from claims.permissions import MANAGER

FIELDS = ("name", "description", "kinds", "reviewers_per_article")


def create_project(person: Any, data: Mapping[str, Any]) -> Project:
    """Make a project with `data` (name, description, kinds, reviewers_per_article); its maker manages it.

    Its first guideline is that of its kinds. Raises PermissionDenied, and Invalid naming each field that is wrong.
    """
    require(person, "project.create")
    project = Project(created_by=person)
    with transaction.atomic():
        _fill(project, data)
        project.save()
        Membership.objects.create(project=project, person=person, role=MANAGER)
        text = "\n\n".join(kind.guideline.strip() for kind in KINDS if kind.slug in project.kinds)
        GuidelineVersion.objects.create(project=project, number=1, text=text, created_by=person)
        log(person, "create_project", project, after=_plain(project), project=project)
    person.__dict__.pop("_roles", None)
    return project


def change_project(person: Any, project: Project, data: Mapping[str, Any]) -> Project:
    """Change the project's settings to `data`; return it. Raises PermissionDenied and Invalid."""
    require(person, "project.manage", project)
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        before = _plain(current)
        _fill(current, data)
        current.save()
        if before != _plain(current):
            log(person, "change_project", current, before=before, after=_plain(current), project=current)
    return current


def change_guideline(person: Any, project: Project, text: str, seen: int) -> GuidelineVersion:
    """Make `text` (Markdown) the project's guideline, as a new version; the same text makes none.

    `seen` is the number of the version that was edited. Raises PermissionDenied, and Invalid where there is a newer one.
    """
    require(person, "project.manage", project)
    text = text.replace("\r\n", "\n").strip()
    with transaction.atomic():
        Project.objects.select_for_update().only("pk").get(pk=project.pk)
        latest = project.guideline_versions.first()
        if latest and latest.text.strip() == text:
            return latest
        if latest and latest.number != seen:
            raise Invalid({"text": [f"Version {latest.number} was saved meanwhile. Read it, then save yours again."]})
        number = latest.number + 1 if latest else 1
        version = GuidelineVersion.objects.create(project=project, number=number, text=text, created_by=person)
        log(person, "change_guideline", version, after={"number": number}, project=project)
    return version


def _fill(project: Project, data: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in data:
            setattr(project, name, data[name])
    project.name = (project.name or "").strip()
    kinds = project.kinds
    if not kinds or any(slug not in BY_SLUG for slug in kinds):
        raise Invalid({"kinds": [f"Choose at least one kind: {', '.join(BY_SLUG)}."]})
    project.kinds = [slug for slug in BY_SLUG if slug in kinds]
    try:
        project.full_clean(exclude=["created_by"])
    except ValidationError as error:
        raise Invalid(error.message_dict) from error


def _plain(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in FIELDS}
