import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.ingest import Duplicate, ingest
from claims.importers import ArticleDraft, Problem
from claims.models import Article, AuditEntry


def test_an_article_is_stored_as_lf_and_nfc_with_its_hash_and_an_audit_entry(maya, project):
    draft = ArticleDraft(
        "Dvor\u030cnik:\r\n10 died 🙏🏽.", title="T", source="Wire", url="https://w.example/", where="a.txt"
    )
    report = ingest(maya, project, [draft])
    article = Article.objects.get(pk=report.created[0])
    assert article.text == "Dvo\u0159nik:\n10 died 🙏🏽."
    assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
    assert (article.title, article.source, article.url, article.state) == ("T", "Wire", "https://w.example/", "new")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.verb, entry.object_type, entry.object_id) == (maya, "ingest", "article", article.pk)
    after = {"title": "T", "sha256": article.sha256, "source": "Wire", "url": "https://w.example/"}
    assert (entry.before, entry.after, entry.article, entry.project) == (None, after, article, project)


def test_duplicates_are_named_and_skipped_within_a_batch_and_across(maya, project):
    first = ingest(maya, project, [ArticleDraft("Ten died.", title="First", where="a.jsonl, line 1")])
    again = [
        ArticleDraft("Ten died.", title="Again", where="b.txt"),
        ArticleDraft("Two\r\ndied.", title="New", where="c.txt"),
    ]
    report = ingest(maya, project, [*again, ArticleDraft("Two\ndied.", title="CRLF twin", where="d.txt")])
    new = report.created[0]
    assert report.duplicates == [Duplicate("b.txt", first.created[0], "First"), Duplicate("d.txt", new, "New")]
    assert Article.objects.count() == 2


def test_problems_are_kept_and_the_rest_goes_in(maya, project):
    problem = Problem("a.jsonl", 2, "Not JSON.")
    report = ingest(maya, project, [ArticleDraft("Ten died.", where="1"), problem, ArticleDraft(" ", where="3")])
    assert len(report.created) == 1
    assert report.problems == [problem, Problem("3", 0, "There is no text. Give the article's text.")]


def test_a_text_without_title_is_named_by_its_first_words(maya, project):
    report = ingest(maya, project, [ArticleDraft("Ten  people\ndied. " + "word " * 40)])
    title = Article.objects.get(pk=report.created[0]).title
    assert title.startswith("Ten people died. word")
    assert title.endswith(" …")


def test_the_limit_on_length_is_the_setting(maya, project, settings):
    settings.LONGEST_ARTICLE = 5
    report = ingest(maya, project, [ArticleDraft("too long")])
    assert "the limit is 5" in report.problems[0].sentence


def test_another_project_may_have_the_same_text(maya, project):
    other = type(project).objects.create(name="Other", created_by=maya)
    other.memberships.create(person=maya, role="manager")
    assert ingest(maya, project, [ArticleDraft("Ten died.")]).created
    maya.__dict__.pop("_roles")
    assert ingest(maya, other, [ArticleDraft("Ten died.")]).created


@pytest.mark.parametrize("name", ["alice", "adam", "vera", "zoe"])
def test_only_managers_may(name, request, project):
    with pytest.raises(PermissionDenied):
        ingest(request.getfixturevalue(name), project, [ArticleDraft("Ten died.")])
    assert not Article.objects.exists()


def test_a_batch_costs_queries_by_the_article_not_by_the_square(maya, project, django_assert_max_num_queries):
    drafts = [ArticleDraft(f"Text {number}.") for number in range(50)]
    with django_assert_max_num_queries(50 + 8):
        ingest(maya, project, drafts)
