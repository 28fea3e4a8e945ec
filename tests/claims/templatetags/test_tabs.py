"""A project's pages in groups: who sees which, and which one is marked as open."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse

from claims.models import Project
from claims.templatetags.tabs import GROUPS, tabs

ALL = {
    "Articles": ["Articles"],
    "Work": ["Progress", "By person", "Adjudication"],
    "Quality": ["Agreement", "Pull of the proposals", "Evaluation", "Rules"],
    "Gold": ["Exports"],
    "Set-up": ["People", "Training", "Terms", "Log", "Settings"],
}
SEEN = {**ALL, "Set-up": ["People", "Training", "Terms"]}
REVIEWER = {"Articles": ["Articles"], "Set-up": ["People", "Training", "Terms"]}


@pytest.mark.parametrize(
    ("name", "expected"), [("maya", ALL), ("root", ALL), ("adam", SEEN), ("vera", SEEN), ("alice", REVIEWER)]
)
def test_each_sees_the_pages_she_may_open(
    name: str, expected: Any, project: Project, client_for: Any, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    asked = RequestFactory().get("/")
    asked.user = person
    groups = tabs({"request": asked}, project, "people")
    assert {str(group["label"]): [str(page["label"]) for page in group["pages"]] for group in groups} == expected
    client = client_for(person)
    for group in groups:
        assert group["url"] == group["pages"][0]["url"]
        for page in group["pages"]:
            assert client.get(page["url"]).status_code == 200


@pytest.mark.parametrize("address", [tab.address for _, group in GROUPS for tab in group])
def test_each_page_marks_itself_and_its_group(address: str, project: Project, maya: Any, client_for: Any) -> None:
    group = next(group for _, group in GROUPS if address in [tab.address for tab in group])
    place, first = (reverse(name, args=[project.pk]) for name in (address, group[0].address))
    page = client_for(maya).get(place).content.decode()
    own = [(place, "page")] if len(group) == 1 else [(first, "true"), (place, "page")]
    assert re.findall(r'<a href="([^"]+)" aria-current="(\w+)">', page) == [("/projects/", "page"), *own]


def test_no_query_is_asked_for_the_tabs_once_the_roles_are_known(
    project: Project, maya: Any, django_assert_num_queries: Any
) -> None:
    asked = RequestFactory().get("/")
    asked.user = maya
    with django_assert_num_queries(1):
        tabs({"request": asked}, project, "log")
