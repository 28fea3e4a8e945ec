from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, Job, Person, Project, ProjectTerm

FIELDS = {"words": "land defender", "action": "add", "bends": "noun", "alternatives": "farmer\nresident", "note": "n"}


@pytest.fixture
def term(project: Project, maya: Person) -> ProjectTerm:
    return ProjectTerm.objects.create(project=project, words="grey zone", added_by=maya)


@pytest.mark.parametrize(
    ("name", "page", "change"),
    [
        ("alice", 200, 403),
        ("vera", 200, 403),
        ("adam", 200, 403),
        ("maya", 200, 200),
        ("root", 200, 200),
        ("zoe", 404, 404),
    ],
)
def test_who_sees_and_changes_the_list(
    name: str,
    page: int,
    change: int,
    project: Project,
    term: ProjectTerm,
    client_for: Any,
    request: pytest.FixtureRequest,
) -> None:
    client = client_for(request.getfixturevalue(name))
    answer = client.get(reverse("project-terms", args=[project.pk]))
    assert answer.status_code == page
    assert client.get(reverse("term", args=[term.pk])).status_code == change
    if page == 200:
        assert "grey zone" in answer.content.decode()
        assert ("Put it on the list" in answer.content.decode()) is (change == 200)


@pytest.mark.parametrize(
    "place", ["project-terms-add", "project-terms-add-many", "project-terms-read-again", "term-remove"]
)
def test_a_reviewer_may_not_write(
    place: str, project: Project, term: ProjectTerm, alice: Person, client_for: Any
) -> None:
    pk = term.pk if place == "term-remove" else project.pk
    assert client_for(alice).post(reverse(place, args=[pk]), {**FIELDS, "version": 1}).status_code == 403
    assert list(ProjectTerm.objects.all()) == [term]
    assert not Job.objects.exists()


def test_a_term_is_added(project: Project, maya: Person, client_for: Any) -> None:
    answer = client_for(maya).post(reverse("project-terms-add", args=[project.pk]), FIELDS, follow=True)
    assert "“land defender” is on the list." in answer.content.decode()
    made = ProjectTerm.objects.get()
    assert (made.words, made.alternatives, made.note) == ("land defender", ["farmer", "resident"], "n")


def test_a_refused_one_comes_back_with_what_was_typed(project: Project, maya: Person, client_for: Any) -> None:
    answer = client_for(maya).post(reverse("project-terms-add", args=[project.pk]), {**FIELDS, "words": "regime"})
    assert answer.status_code == 422
    assert "override it, or silence it" in answer.content.decode()
    assert answer.context["form"]["note"].value() == "n"


def test_many_are_added_or_none(project: Project, maya: Person, client_for: Any) -> None:
    client, place = client_for(maya), reverse("project-terms-add-many", args=[project.pk])
    lines = "land defender | farmer; resident | a name of their own\n\ngrey zone"
    assert client.post(place, {"lines": lines, "action": "add"}).status_code == 302
    made = ProjectTerm.objects.get(words="land defender")
    assert (made.alternatives, made.note) == (["farmer", "resident"], "a name of their own")
    again = client.post(place, {"lines": "dry wall\ngrey zone", "action": "add"})
    assert again.status_code == 422
    assert "Line 2 (grey zone)" in again.content.decode()
    assert ProjectTerm.objects.count() == 2


def test_a_term_is_changed_and_a_stale_change_shows_both(term: ProjectTerm, maya: Person, client_for: Any) -> None:
    client, place = client_for(maya), reverse("term", args=[term.pk])
    assert client.post(place, {**FIELDS, "words": "grey zone", "version": 1}).status_code == 302
    stale = client.post(place, {**FIELDS, "words": "grey zone", "note": "mine", "version": 1})
    assert stale.status_code == 409
    assert stale.context["term"].note == "n"
    assert stale.context["form"]["note"].value() == "mine"
    assert stale.context["version"] == 2
    wrong = client.post(place, {**FIELDS, "words": "regime", "version": 2})
    assert wrong.status_code == 422
    assert "override it" in wrong.content.decode()
    assert client.post(place, {**FIELDS, "words": "", "version": 2}).status_code == 422


def test_a_term_is_removed_unless_it_changed_meanwhile(term: ProjectTerm, maya: Person, client_for: Any) -> None:
    client, place = client_for(maya), reverse("term-remove", args=[term.pk])
    assert client.post(place, {"version": 7}).status_code == 409
    assert ProjectTerm.objects.exists()
    assert "is off the list" in client.post(place, {"version": 1}, follow=True).content.decode()
    assert not ProjectTerm.objects.exists()


def test_another_list_offers_to_read_again(
    project: Project, article: Article, term: ProjectTerm, maya: Person, alice: Person, client_for: Any
) -> None:
    Article.objects.update(fingerprint="model rules 1")
    place = reverse("project-terms", args=[project.pk])
    assert "Pre-annotate again" in client_for(maya).get(place).content.decode()
    assert "Pre-annotate again" not in client_for(alice).get(place).content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_reading_again_is_a_job_to_watch(
    headers: dict[str, str], project: Project, maya: Person, client_for: Any
) -> None:
    client = client_for(maya)
    answer = client.post(reverse("project-terms-read-again", args=[project.pk]), headers=headers)
    job = Job.objects.get()
    assert (job.name, job.project, job.asked_by, job.arguments) == ("preannotate", project, maya, {})
    if headers:
        assert f'id="job-{job.pk}"' in answer.content.decode()
    else:
        assert answer.url == reverse("project-terms", args=[project.pk]) + f"?job={job.pk}"
        assert f'id="job-{job.pk}"' in client.get(answer.url).content.decode()


def test_the_lexicon_is_looked_up_and_leads_to_the_form(project: Project, maya: Person, client_for: Any) -> None:
    client, place = client_for(maya), reverse("project-terms", args=[project.pk])
    page = client.get(place, {"look": "neutralised"}).content.decode()
    assert reverse("rule", args=["neutralise"]) in page
    assert "?words=neutralise&amp;action=silence#add-title" in page
    assert "nothing of the kind" in client.get(place, {"look": "dry stone wall"}).content.decode()
    form = client.get(place, {"words": "neutralise", "action": "silence"}).context["form"]
    assert (form["words"].value(), form["action"].value()) == ("neutralise", "silence")
    whole = client.get(place, {"family": "migration"})
    assert len(whole.context["entries"]) == 20
    assert whole.context["more"] > 0


@pytest.mark.parametrize("many", [1, 120])
def test_the_number_of_queries_does_not_grow(
    many: int, project: Project, maya: Person, client_for: Any, django_assert_num_queries: Any
) -> None:
    rows = [ProjectTerm(project=project, words=f"word {n:03}", added_by=maya) for n in range(many)]
    ProjectTerm.objects.bulk_create(rows)
    client, place = client_for(maya), reverse("project-terms", args=[project.pk])
    # Session, person, project, roles, the page of the list, the list for its digest, what was read with another.
    with django_assert_num_queries(7):
        answer = client.get(place)
    assert len(answer.context["rows"]) == min(many, 50)
    if many > 50:
        third = client.get(place, {"after": "word 099"})
        assert third.context["rows"][0].words == "word 100"
        assert third.context["after"] == ""
        assert len(client.get(place, {"q": "word 00"}).context["rows"]) == 10
        assert "Nothing found." in client.get(place, {"q": "zzz"}).content.decode()
