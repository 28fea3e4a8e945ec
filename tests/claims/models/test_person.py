"""People: their work stays, whatever becomes of their account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from claims.models import (
    Article,
    Assignment,
    AuditEntry,
    Claim,
    ClaimRelation,
    Comment,
    DayCount,
    Event,
    Evidence,
    EvidenceLink,
    GuidelineVersion,
    Invitation,
    Job,
    Judgement,
    Looking,
    Membership,
    Person,
    Project,
    ProjectTerm,
    Release,
    Settlement,
    Total,
    Verdict,
)

WHEN = "2026-01-01T00:00:00Z"
SPAN = {"kind": "casualty", "start": 0, "end": 6, "quote": "Shells"}


@pytest.fixture
def work(zoe: Person, article: Article, make_claim: Callable[..., Claim]) -> dict[str, Callable[[], Any]]:
    """For each reference of the record to a person: how to make the one row that holds her by it alone."""
    project, claim, other = article.project, make_claim(article, "12 people"), make_claim(article, "governor")
    evidence = Evidence.objects.create(title="E", added_by=project.created_by)
    release = {"project": project, "number": 1, "manifest": {}, "sha256": ""}
    settled = {**SPAN, "claim": claim, "is_claim": True, "resolution": "adjudicated", "settled_at": WHEN}
    someone = {"article": article, "person": project.created_by}
    return {
        "Article.ingested_by": lambda: Article.objects.filter(pk=article.pk).update(ingested_by=zoe),
        "Assignment.person": lambda: Assignment.objects.create(article=article, person=zoe),
        "Assignment.assigned_by": lambda: Assignment.objects.create(**someone, assigned_by=zoe),
        "Assignment.reminded_by": lambda: Assignment.objects.create(**someone, reminded_by=zoe),
        "AuditEntry.actor": lambda: AuditEntry.objects.create(actor=zoe, verb="see", object_type="x", object_id=1),
        "Claim.author": lambda: Claim.objects.create(**SPAN, article=article, origin="person", author=zoe),
        "ClaimRelation.author": lambda: ClaimRelation.objects.create(
            claim=claim, other=other, relation="repeats", author=zoe
        ),
        "Comment.author": lambda: Comment.objects.create(claim=claim, author=zoe, text="t"),
        "Comment.resolved_by": lambda: Comment.objects.create(
            claim=claim, author=project.created_by, text="t", resolved_by=zoe
        ),
        "DayCount.person": lambda: DayCount.objects.create(
            project=project, person=zoe, day="2026-01-01", name="decided", number=1
        ),
        "Event.created_by": lambda: Event.objects.create(title="E", created_by=zoe),
        "Evidence.added_by": lambda: Evidence.objects.create(title="F", added_by=zoe),
        "EvidenceLink.linked_by": lambda: EvidenceLink.objects.create(
            claim=claim, evidence=evidence, stance="supports", linked_by=zoe
        ),
        "GuidelineVersion.created_by": lambda: GuidelineVersion.objects.create(
            project=project, number=2, text="", created_by=zoe
        ),
        "Invitation.created_by": lambda: Invitation.objects.create(
            project=project, role="viewer", digest="d", created_by=zoe, expires_at=WHEN
        ),
        "Job.asked_by": lambda: Job.objects.create(name="export", project=project, asked_by=zoe),
        "Judgement.reviewer": lambda: Judgement.objects.create(**SPAN, claim=claim, reviewer=zoe, decided_at=WHEN),
        "Looking.person": lambda: Looking.objects.create(claim=claim, person=zoe, at=WHEN),
        "Membership.person": lambda: Membership.objects.create(project=project, person=zoe, role="viewer"),
        "Project.created_by": lambda: Project.objects.create(name="Hers", created_by=zoe),
        "Project.trainee": lambda: Project.objects.create(name="T", created_by=project.created_by, trainee=zoe),
        "ProjectTerm.added_by": lambda: ProjectTerm.objects.create(project=project, words="w", added_by=zoe),
        "Release.created_by": lambda: Release.objects.create(**release, created_by=zoe),
        "Settlement.settled_by": lambda: Settlement.objects.create(**settled, settled_by=zoe),
        "Total.person": lambda: Total.objects.create(project=project, person=zoe, name="judged", number=1),
        "Verdict.reviewer": lambda: Verdict.objects.create(claim=claim, reviewer=zoe, justification="j", given_at=WHEN),
    }


def test_every_reference_to_a_person_is_tried_here(work: dict[str, Callable[[], Any]]) -> None:
    references = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("claims").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }
    assert set(work) == references


def test_whoever_left_any_work_is_not_deleted(work: dict[str, Callable[[], Any]], zoe: Person) -> None:
    for name, leave in work.items():
        with transaction.atomic():
            leave()
            with pytest.raises(ProtectedError):
                zoe.delete()
            with pytest.raises(ProtectedError):
                Person.objects.filter(pk=zoe.pk).delete()
            assert Person.objects.filter(pk=zoe.pk).exists(), name
            transaction.set_rollback(True)


def test_who_left_nothing_can_go(zoe: Person) -> None:
    zoe.delete()
    assert not Person.objects.filter(username="zoe").exists()


def test_a_name_is_the_full_one_or_the_user_name(alice: Person) -> None:
    alice.last_name = "Ng"
    assert alice.name == "Alice Ng"
    assert Person(username="bo").name == "bo"


def test_the_demos_warning_ends_with_its_password(alice: Person) -> None:
    alice.demo_password = True
    alice.set_password("another-password")
    assert not alice.demo_password


def test_user_names_are_not_given_twice(alice: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user("alice")
