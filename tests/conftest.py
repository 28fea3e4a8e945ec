"""The people, the project and the factories that all tests share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.translation import override
from rest_framework.test import APIClient

from annotate import BY_SLUG
from claims.actions.pressing import keep_pressing, keep_pressing_for, keep_pressing_for_reviewers
from claims.models import Article, Assignment, Claim, GuidelineVersion, Membership, Person, Project
from claims.permissions import ADJUDICATOR, MANAGER, REVIEWER, VIEWER

# The browser's driver keeps an event loop in this thread, and Django would refuse the database because of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

TEXT = (
    "Shells killed at least 12 people in Ostrava Bay on Tuesday, the governor said.\n\n"
    "“We will not leave,” said Mira Kolar, a teacher. Another 40 residents were injured, according to the hospital.\n"
)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what only PostgreSQL can show."""
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL to a server that may create databases")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Leave no language behind: a page sets that of its reader for all that comes after it."""
    with override("en"):
        yield


def _person(name: str, **more: Any) -> Person:
    return Person.objects.create_user(
        name, f"{name}@example.org", "a-password-of-" + name, first_name=name.title(), **more
    )


@pytest.fixture
def alice(db: None) -> Person:
    """A reviewer: the one whom articles are assigned to."""
    return _person("alice")


@pytest.fixture
def bob(db: None) -> Person:
    """The other reviewer."""
    return _person("bob")


@pytest.fixture
def maya(db: None) -> Person:
    """The project's manager."""
    return _person("maya")


@pytest.fixture
def adam(db: None) -> Person:
    """The project's adjudicator."""
    return _person("adam")


@pytest.fixture
def vera(db: None) -> Person:
    """A viewer of the project."""
    return _person("vera")


@pytest.fixture
def zoe(db: None) -> Person:
    """A stranger: signed in, member of nothing."""
    return _person("zoe")


@pytest.fixture
def root(db: None) -> Person:
    """The site administrator, member of nothing."""
    return _person("root", is_staff=True, is_superuser=True)


@pytest.fixture
def project(alice: Person, bob: Person, maya: Person, adam: Person, vera: Person) -> Project:
    """A project with its people and a first guideline; one reviewer per article."""
    project = Project.objects.create(name="Ostrava Bay", created_by=maya)
    roles = {alice: REVIEWER, bob: REVIEWER, maya: MANAGER, adam: ADJUDICATOR, vera: VIEWER}
    for person, role in roles.items():
        Membership.objects.create(project=project, person=person, role=role)
    GuidelineVersion.objects.create(project=project, number=1, text="Mark what can be checked.", created_by=maya)
    return project


@pytest.fixture
def two(project: Project) -> Project:
    """The project, asking for two reviewers per article."""
    project.reviewers_per_article = 2
    project.save()
    return project


@pytest.fixture
def make_article(db: None) -> Callable[..., Article]:
    """`make_article(project, text=..., **fields)`: an article as it is after ingest."""
    made = 0

    def make(project: Project, text: str = "", **fields: Any) -> Article:
        nonlocal made
        made += 1
        # Without a text of its own each article still differs from the others, as the database asks.
        text = text or (TEXT if made == 1 else f"{TEXT}\nReport {made}.\n")
        fields.setdefault("title", f"Article {made}")
        fields.setdefault("source", "Bay Courier")
        return Article.objects.create(
            project=project, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), **fields
        )

    return make


@pytest.fixture
def article(project: Project, make_article: Callable[..., Article]) -> Article:
    """One article of the project, with TEXT."""
    return make_article(project)


@pytest.fixture
def make_claim(db: None) -> Callable[..., Claim]:
    """`make_claim(article, "12 people", kind="casualty", **attributes)`: a proposal at the first place of the quote.

    Fields of Claim other than `attributes` are given as `_name`, such as `_origin="person"`.
    """

    def make(article: Article, quote: str, kind: str = "casualty", **attributes: Any) -> Claim:
        fields = {name[1:]: attributes.pop(name) for name in list(attributes) if name.startswith("_")}
        start = article.text.index(quote)
        fields = {"rule": f"{kind}/test", "fingerprint": "test", "score": 1.0, **fields}
        claim = Claim.objects.create(
            article=article,
            kind=kind,
            start=start,
            end=start + len(quote),
            quote=quote,
            attributes=BY_SLUG[kind].clean(attributes, quote),
            **fields,
        )
        keep_pressing(Article.objects.filter(pk=article.pk))
        keep_pressing_for_reviewers(Assignment.objects.filter(article=article))
        return claim

    return make


@pytest.fixture
def make_assignment(db: None) -> Callable[..., Assignment]:
    """`make_assignment(article, person, **fields)`: the article given to the person; a new article goes into review."""

    def make(article: Article, person: Person, **fields: Any) -> Assignment:
        if article.state == "new":
            article.state = "review"
            article.save(update_fields=["state"])
        article.__dict__.pop("_own_assignments", None)
        assignment = Assignment.objects.create(article=article, person=person, **fields)
        keep_pressing_for(person, article)
        return assignment

    return make


@pytest.fixture
def client_for(db: None) -> Callable[[Person], Client]:
    """`client_for(person)`: a browser's stand-in, signed in."""

    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def api_for(db: None) -> Callable[[Person], APIClient]:
    """`api_for(person)`: a program's stand-in, signed in."""

    def make(person: Person) -> APIClient:
        client = APIClient()
        client.force_authenticate(person)
        return client

    return make
