"""Pages load the styles of what they are made of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC, TEMPLATES = Path(settings.BASE_DIR) / "static", Path(settings.BASE_DIR) / "templates"


def styled(path: str) -> set[str]:
    """The classes that a style sheet says something of."""
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / path).read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", sheet))


ONLY_IN_REVIEW = styled("review.css") - styled("app.css") - styled("vendor/bootstrap/bootstrap.min.css")
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if '{% extends "' in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_page_that_uses_styles_of_the_review_screen_loads_them(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    used = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    assert "review.css" in page or not used & ONLY_IN_REVIEW


def test_there_is_something_to_look_for() -> None:
    assert {"handle", "claim-card"} <= ONLY_IN_REVIEW
    assert len(PAGES) > 30
