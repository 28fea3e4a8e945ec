from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.review import BY_NAME
from claims.models import Article, AuditEntry, GuidelineVersion, Membership, Person, Project

SETTINGS = {
    **{"name": "Ostrava Bay", "description": "", "kinds": ["casualty", "framing"], "reviewers_per_article": "2"},
    **{"double_share": "50", "unaided_share": "10", "lease_hours": "48", "training_threshold": "0"},
}


@pytest.mark.parametrize(
    ("name", "seen", "managed"),
    [
        *(("maya", 200, 200), ("root", 200, 200), ("adam", 200, 403), ("vera", 200, 403)),
        *(("alice", 200, 403), ("zoe", 404, 404)),
    ],
)
def test_who_sees_and_manages_a_project(
    name: str, seen: int, managed: int, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("project-people", args=[project.pk])).status_code == seen
    assert client.get(reverse("project-settings", args=[project.pk])).status_code == managed
    posts = (
        (reverse("project-settings", args=[project.pk]), SETTINGS),
        (reverse("project-guideline", args=[project.pk]), {"text": "New.", "seen": "1"}),
        (reverse("project-people-add", args=[project.pk]), {"who": "zoe", "role": "reviewer"}),
    )
    for address, posted in posts:
        status = client.post(address, posted).status_code
        assert status in (302, 422) if managed == 200 else status == managed
    if managed != 200:
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("maya", 302), ("root", 302), ("alice", 403), ("zoe", 403)])
def test_who_makes_projects(
    name: str, status: int, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    answer = client_for(person).post(reverse("project-create"), {**SETTINGS, "name": "Tarn Valley"})
    assert answer.status_code == status
    made = Project.objects.filter(name="Tarn Valley").first()
    assert (made is not None) is (status == 302)
    if made:
        assert Membership.objects.get(project=made).person == person
        assert AuditEntry.objects.filter(verb="create_project", project=made, actor=person).exists()


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"name": "Ostrava Bay"}, {"kinds": []}, {"kinds": ["stone"]}, {"reviewers_per_article": "6"}],
)
def test_a_project_that_cannot_be(change: Any, project: Project, maya: Person, client_for: Any) -> None:
    answer = client_for(maya).post(reverse("project-create"), {**SETTINGS, "name": "Tarn Valley", **change})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert Project.objects.count() == 1


def test_settings_are_saved_and_on_record(project: Project, maya: Person, client_for: Any) -> None:
    client_for(maya).post(reverse("project-settings", args=[project.pk]), SETTINGS)
    project.refresh_from_db()
    assert (project.kinds, project.reviewers_per_article) == (["casualty", "framing"], 2)
    entry = AuditEntry.objects.get(verb="change_project")
    assert entry.before["reviewers_per_article"] == 1
    assert entry.after["reviewers_per_article"] == 2


def test_a_guideline_is_versioned_and_a_newer_one_is_not_overwritten(
    project: Project, maya: Person, root: Person, client_for: Any
) -> None:
    place = reverse("project-guideline", args=[project.pk])
    text = "## Counts\n\n<script>alert(1)</script> [link](javascript:alert(2))\n"
    client_for(maya).post(place, {"text": text, "seen": "1"})
    assert list(GuidelineVersion.objects.values_list("number", flat=True)) == [2, 1]
    late = client_for(root).post(place, {"text": "Written meanwhile.", "seen": "1"})
    assert late.status_code == 422
    assert "Written meanwhile." in late.content.decode()
    page = client_for(maya).get(reverse("project-settings", args=[project.pk])).content.decode()
    assert "<h2>Counts</h2>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_a_project_is_archived_and_brought_back(
    project: Project, article: Article, maya: Person, alice: Person, client_for: Any
) -> None:
    place = reverse("project-archive", args=[project.pk])
    assert client_for(alice).post(place).status_code == 403
    client = client_for(maya)
    client.post(place)
    assert "archived" in client.get(reverse("projects")).content.decode()
    posted = {"articles": [article.pk], "people": [alice.pk]}
    assert client.post(reverse("project-assign", args=[project.pk]), posted).status_code == 422
    draft = {"title": "T", "text": "Two men died.", "language": "en"}
    client.post(reverse("project-ingest", args=[project.pk]), draft)
    assert not Article.objects.exclude(pk=article.pk).exists()
    client.post(place, {"back": "1"})
    assert Project.objects.get().archived_at is None
    verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["archive", "unarchive"]


def test_a_new_project_like_another(project: Project, maya: Person, alice: Person, client_for: Any) -> None:
    Project.objects.update(kinds=["framing"], double_share=25, self_service=True)
    client, place = client_for(maya), f"{reverse('project-create')}?like={project.pk}"
    form = client.get(place).context["form"]
    assert (form.initial["kinds"], form.initial["double_share"]) == (["framing"], 25)
    posted = {**SETTINGS, "name": "Tarn Valley", "kinds": ["framing"], "self_service": "on"}
    assert client.post(place, posted).status_code == 302
    made = Project.objects.get(name="Tarn Valley")
    assert made.guideline_versions.get().text == "Mark what can be checked."
    assert list(made.memberships.values_list("person", flat=True)) == [maya.pk]
    other = Project.objects.create(name="Foreign", created_by=alice)
    assert client.get(f"{reverse('project-create')}?like={other.pk}").status_code == 404


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_asks_the_same_however_many_projects(
    number: int, maya: Person, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for place in range(number):
        made = Project.objects.create(name=f"Project {place}", created_by=maya)
        Membership.objects.create(project=made, person=maya, role="manager")
    client = client_for(maya)
    with django_assert_max_num_queries(6):
        assert len(client.get(reverse("projects")).context["rows"]) == number


def test_an_older_guideline_is_read_and_leads_to_what_was_answered_under_it(
    project: Project,
    article: Article,
    maya: Person,
    alice: Person,
    make_claim: Any,
    make_assignment: Any,
    client_for: Any,
) -> None:
    make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, make_claim(article, "12 people"), {})
    client, place = client_for(maya), reverse("project-settings", args=[project.pk])
    client.post(reverse("project-guideline", args=[project.pk]), {"text": "Count each person once.", "seen": 1})
    page = client.get(place).content.decode()
    assert "Count each person once." in page
    assert "Mark what can be checked." not in page
    filtered = f"{reverse('project', args=[project.pk])}?guideline=1"
    assert f'<a href="{filtered}">1 judgement made under it</a> <strong>(before the guideline of now)' in page
    old = client.get(place, {"version": "1"}).content.decode()
    assert "Mark what can be checked." in old
    assert "Version 1, which no longer holds" in old
    assert article.title in client.get(filtered).content.decode()
    answered = reverse("article", args=[article.pk])
    Article.objects.update(state="settled")
    assert "under version 1" in client.get(answered).content.decode()


def test_many_projects_are_searched_and_leafed_through_by_address(
    maya: Person, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(52):
        made = Project.objects.create(name=f"Coast {number:02}", created_by=maya)
        Membership.objects.create(project=made, person=maya, role="manager")
    client, place = client_for(maya), reverse("projects")

    def shown(address: str) -> list[str]:
        with django_assert_max_num_queries(8):
            return [row["project"].name for row in client.get(place + address).context["rows"]]

    first, second = shown(""), shown("?page=2")
    assert len(first) == 50
    assert not set(first) & set(second)
    assert {f"Coast {number:02}" for number in range(52)} <= {*first, *second}
    assert shown("?q=coast+51") == ["Coast 51"]
    assert shown("?page=nonsense") == first
    for nothing, words in (("?q=harbour", "has “harbour” in its name"), ("?page=9", "ends before this page")):
        page = client.get(place + nothing).content.decode()
        assert words in page
        assert "Show all" in page
