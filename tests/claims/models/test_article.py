"""An article: one text once per project, read in its language's direction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from claims.models import Article, Person, Project


def test_a_text_is_in_a_project_once(
    project: Project, maya: Person, make_article: Callable[..., Article], article: Article
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(project, article.text)
    other = Project.objects.create(name="Other", created_by=maya)
    assert make_article(other, article.text).sha256 == article.sha256


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("AR", "rtl"),
        ("fa-IR", "rtl"),
        ("he", "rtl"),
        ("ckb", "rtl"),
        ("en", "ltr"),
        ("ara", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_direction_is_the_languages(language: str, direction: str) -> None:
    assert Article(language=language).direction == direction


def test_the_newest_comes_first(project: Project, make_article: Callable[..., Article]) -> None:
    one, two = make_article(project), make_article(project)
    assert list(Article.objects.all()) == [two, one]
