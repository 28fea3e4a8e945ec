"""A project's people, guidelines and releases: each once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from annotate import KINDS
from claims.models import GuidelineVersion, Membership, Person, Project, Release


def test_a_new_project_uses_every_kind_and_owns_its_list(maya: Person) -> None:
    one, two = (Project.objects.create(name=name, created_by=maya) for name in ("One", "Two"))
    assert one.kinds == two.kinds == [kind.slug for kind in KINDS]
    one.kinds.clear()
    assert two.kinds
    assert Project().kinds


def test_names_are_not_given_twice(project: Project, maya: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.create(name=project.name, created_by=maya)


def test_a_person_has_one_role(project: Project, alice: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(project=project, person=alice, role="manager")


def test_guidelines_and_releases_are_numbered_once(project: Project, maya: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GuidelineVersion.objects.create(project=project, number=1, text="Other.", created_by=maya)
    release = {"project": project, "number": 1, "manifest": {}, "sha256": "0" * 64, "created_by": maya}
    Release.objects.create(**release)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(**release)


@pytest.mark.parametrize(("number", "valid"), [(0, False), (1, True), (5, True), (6, False)])
def test_one_to_five_review_an_article(number: int, valid: bool, project: Project) -> None:
    project.reviewers_per_article = number
    if valid:
        project.full_clean()
        return
    with pytest.raises(ValidationError) as refusal:
        project.full_clean()
    assert list(refusal.value.message_dict) == ["reviewers_per_article"]
