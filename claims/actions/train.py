"""Training: a new reviewer works through articles whose gold is known, and is measured by it.

She works on copies in a project of her own, so that nothing of hers touches the record, and nothing of it shows her the
answers: the review screen, undo and handing in are those of every day.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.assign import give
from claims.actions.errors import Invalid, require
from claims.actions.log import log
from claims.actions.pressing import keep_pressing
from claims.models import Article, Claim, GuidelineVersion, Membership, Project
from claims.models.article import ArticleState
from claims.models.claim import Origin
from claims.permissions import REVIEWER
from claims.queries.training import latest_training, measured

COPIED = ("title", "text", "source", "url", "published_at", "language", "boilerplate", "fingerprint")
CLAIM_COPIED = (
    "kind",
    "start",
    "end",
    "quote",
    "attributes",
    "spans",
    "rule",
    "fingerprint",
    "score",
    "priority",
    "priority_parts",
)


def choose_for_training(person: Any, article: Article, chosen: bool = True) -> None:
    """Put a settled article among those that new reviewers are measured by, or take it out. Raises Invalid otherwise."""
    require(person, "project.manage", article.project)
    with transaction.atomic():
        held = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        if chosen and held.state != ArticleState.SETTLED:
            raise Invalid(_("“%(title)s” is not settled: only gold can be trained on.") % {"title": article})
        if held.training != chosen:
            held.training = chosen
            held.save(update_fields=["training"])
            log(person, "train_on" if chosen else "train_off", held, after={"training": chosen}, article=held)


def begin_training(person: Any, project: Project) -> Project:
    """Give the person the training articles to review, and return the project they are in; what she begins anew is new.

    Raises PermissionDenied, and Invalid where there are none, or she is still at the last ones.
    """
    require(person, "project.train", project)
    with transaction.atomic():
        Project.objects.select_for_update().only("pk").get(pk=project.pk)
        last = latest_training(person, project)
        if last is not None and measured(last) is None:
            raise Invalid(_("Hand in the training articles that you have first."))
        articles = list(
            Article.objects.filter(project=project, training=True, state=ArticleState.SETTLED).order_by("id")
        )
        if not articles:
            raise Invalid(_("This project has no training articles yet: ask its manager."))
        made = _project(person, project)
        for article in articles:
            give(person, _copy(article, made), person)
        log(person, "begin_training", made, after={"articles": [each.pk for each in articles]}, project=project)
    person.__dict__.pop("_roles", None)
    return made


def finish_training(person: Any, training: Project) -> dict[str, Any]:
    """Measure what the trainee handed in, let her in where it is enough, and return the report (see `queries.training`).

    Raises Invalid while she has not handed in all of it.
    """
    project = training.training_of
    if project is None or training.trainee_id != person.pk:
        raise Invalid(_("This is not your training."))
    with transaction.atomic():
        found = measured(training)
        if found is None:
            raise Invalid(_("Hand in all the training articles first."))
        member = Membership.objects.select_for_update().filter(project=project, person=person).first()
        if found["passed"] and member is not None and member.trained_at is None:
            member.trained_at = timezone.now()
            member.save(update_fields=["trained_at"])
            log(person, "pass_training", member, after={"f1": found["f1"], "needed": found["needed"]}, project=project)
    return found


def _project(person: Any, project: Project) -> Project:
    number = Project.objects.filter(training_of=project, trainee=person).count() + 1
    name = _("%(project)s: training %(number)s of %(name)s")
    made = Project.objects.create(
        name=name % {"project": project.name[:120], "number": number, "name": person.username[:50]},
        kinds=project.kinds,
        training_of=project,
        trainee=person,
        created_by=project.created_by,
    )
    Membership.objects.create(project=made, person=person, role=REVIEWER)
    guideline = project.guideline_versions.first()
    if guideline is not None:
        GuidelineVersion.objects.create(project=made, number=1, text=guideline.text, created_by=guideline.created_by)
    return made


def _copy(article: Article, project: Project) -> Article:
    made = Article.objects.create(
        project=project,
        copy_of=article,
        sha256=hashlib.sha256(article.text.encode()).hexdigest(),
        **{name: getattr(article, name) for name in COPIED},
    )
    proposals = Claim.objects.filter(article=article, withdrawn_at=None).exclude(origin=Origin.PERSON)
    Claim.objects.bulk_create(
        Claim(article=made, origin=Origin.MACHINE, **{name: getattr(claim, name) for name in CLAIM_COPIED})
        for claim in proposals
    )
    keep_pressing(Article.objects.filter(pk=made.pk))
    return made
