"""The audit log's pen."""

from __future__ import annotations

from claims.actions.log import log
from claims.models import Article, AuditEntry, Claim, Person, Project


def test_it_writes_who_did_what_to_which(alice: Person, article: Article, claim: Claim) -> None:
    first = log(alice, "see", claim, before={"a": 1}, after={"b": [2]}, article=article)
    second = log(None, "unsee", claim, article=article, undoes=first)
    stored = AuditEntry.objects.get(pk=first.pk)
    assert (stored.actor, stored.verb, stored.object_type, stored.object_id) == (alice, "see", "claim", claim.pk)
    assert (stored.before, stored.after, stored.article, stored.project) == (
        {"a": 1},
        {"b": [2]},
        article,
        article.project,
    )
    assert (stored.undoes, stored.undone_by) == (None, second)
    stored = AuditEntry.objects.get(pk=second.pk)
    assert (stored.actor, stored.before, stored.after, stored.undoes) == (None, None, None, first)


def test_it_knows_the_project_by_itself_or_by_the_article(alice: Person, project: Project, article: Article) -> None:
    assert log(alice, "rename", project, project=project).project == project
    entry = log(alice, "look", alice)
    assert (entry.project, entry.article, entry.object_type) == (None, None, "person")
    other = Project.objects.create(name="Other", created_by=alice)
    assert log(alice, "look", article, article=article, project=other).project == project
