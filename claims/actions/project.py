"""Make a project, and change what it asks of its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate import BY_SLUG, KINDS
from claims.actions.errors import Invalid, require
from claims.actions.log import log
from claims.actions.pool import redraw
from claims.actions.pressing import keep_pressing, keep_pressing_for_reviewers
from claims.models import Article, Assignment, GuidelineVersion, Membership, Project
from claims.permissions import MANAGER

# What articles draw lots for: a change of these is a change of what each of them wants.
DRAWN = ("reviewers_per_article", "double_share", "unaided_share")
FIELDS = ("name", "description", "kinds", *DRAWN, "self_service", "pressing_first", "lease_hours", "training_threshold")


def create_project(person: Any, data: Mapping[str, Any]) -> Project:
    """Make a project with `data` (name, description, kinds, reviewers_per_article); its maker manages it.

    Its first guideline is that of its kinds. With `like`, a project that the person manages, it starts with the settings
    and the guideline of that one, but without its people and articles. Raises PermissionDenied, and Invalid naming each
    field that is wrong.
    """
    require(person, "project.create")
    project, model = Project(created_by=person), data.get("like")
    if model is not None:
        require(person, "project.manage", model)
    with transaction.atomic():
        for name in FIELDS[2:] if model else ():
            setattr(project, name, getattr(model, name))
        _fill(project, data)
        project.save()
        membership = Membership.objects.create(project=project, person=person, role=MANAGER)
        latest = model.guideline_versions.first() if model else None
        text = "\n\n".join(kind.guideline.strip() for kind in KINDS if kind.slug in project.kinds)
        text = latest.text if latest else text
        GuidelineVersion.objects.create(project=project, number=1, text=text, created_by=person)
        log(person, "create_project", project, after=_plain(project), project=project)
        log(person, "add_member", membership, after=membership.snapshot(), project=project)
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
        after = _plain(current)
        if before != after:
            log(person, "change_project", current, before=before, after=after, project=current)
        if any(before[name] != after[name] for name in DRAWN):
            redraw(current)
        if before["kinds"] != after["kinds"]:
            keep_pressing(Article.objects.filter(project=current))
            keep_pressing_for_reviewers(Assignment.objects.filter(article__project=current))
    return current


def archive_project(person: Any, project: Project, archived: bool = True) -> Project:
    """Put the project away, or bring it back: nothing comes in or is given out, all of it can still be read and exported.

    What is in a reviewer's hands she can finish. Raises PermissionDenied.
    """
    require(person, "project.manage", project)
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        if bool(current.archived_at) != archived:
            current.archived_at = timezone.now() if archived else None
            current.save(update_fields=["archived_at"])
            log(person, "archive" if archived else "unarchive", current, project=current)
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
            said = _("Version %(number)s was saved meanwhile. Read it, then save yours again.")
            raise Invalid({"text": [said % {"number": latest.number}]})
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
        raise Invalid({"kinds": [_("Choose at least one kind: %(codes)s.") % {"codes": ", ".join(BY_SLUG)}]})
    project.kinds = [slug for slug in BY_SLUG if slug in kinds]
    try:
        project.full_clean(exclude=["created_by"])
    except ValidationError as error:
        raise Invalid(error.message_dict) from error


def _plain(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in FIELDS}
