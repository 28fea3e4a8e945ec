"""Charts leave the browser as PNG: drawn there from the SVG, under the page's strict policy."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, Person, Project


def pixels(data: bytes) -> tuple[int, int, set[bytes]]:
    """Width, height and the bytes of which the picture's lines are made, once unpacked."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    packed, place = b"", 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    lines = zlib.decompress(packed)
    step = len(lines) // height
    return width, height, {lines[at : at + step] for at in range(0, len(lines), step)}


@pytest.fixture
def busy(
    project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person, bob: Person
) -> Project:
    """Both have handed in two articles, in two weeks."""
    for week in (2, 3):
        article = make_article(project)
        claim = make_claim(article, "at least 12 people", low=12)
        for person in (alice, bob):
            make_assignment(article, person)
        for person in (alice, bob):
            BY_NAME["confirm"].perform(person, claim, {})
            submit(person, Article.objects.select_related("project").get(pk=article.pk))
        Assignment.objects.filter(article=article).update(submitted_at=f"2026-01-{week * 7:02}T12:00:00Z")
    return project


def saved(page: Page, button: Any) -> tuple[str, bytes]:
    with page.expect_download() as downloading:
        button.click()
    return downloading.value.suggested_filename, Path(downloading.value.path()).read_bytes()


def test_each_chart_is_saved_as_png(
    page: Page, live_server: Any, busy: Project, maya: Person, sign_in: Callable[..., None]
) -> None:
    sign_in(page, maya)
    page.goto(live_server.url + reverse("project-overview", args=[busy.pk]))
    buttons = page.get_by_role("button", name="PNG")
    expect(buttons).to_have_count(4)
    pictures = set()
    for place in range(4):
        name, data = saved(page, buttons.nth(place))
        assert name.endswith(f"-{busy.pk}.png")
        width, height, lines = pixels(data)
        assert (width, height) == (640 * 3, 292 * 3)
        # Of one colour, all lines were the same.
        assert len(lines) > 50
        pictures.add(data)
    assert len(pictures) == 4


def test_so_is_agreement_over_weeks(
    page: Page, live_server: Any, busy: Project, maya: Person, sign_in: Callable[..., None]
) -> None:
    sign_in(page, maya)
    page.goto(live_server.url + reverse("project-agreement", args=[busy.pk]))
    page.get_by_role("button", name="Measure").click()
    expect(page.get_by_role("img", name="Agreement over weeks")).to_be_visible()
    name, data = saved(page, page.get_by_role("button", name="PNG"))
    width, height, lines = pixels(data)
    assert (name, width, height) == (f"agreement-{busy.pk}.png", 640 * 3, 304 * 3)
    assert len(lines) > 50


def test_where_it_cannot_be_drawn_the_svg_comes(
    page: Page, live_server: Any, busy: Project, maya: Person, sign_in: Callable[..., None], console: list[str]
) -> None:
    sign_in(page, maya)
    page.goto(live_server.url + reverse("project-overview", args=[busy.pk]))
    page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    name, data = saved(page, page.get_by_role("button", name="PNG").first)
    assert name == f"reviews-{busy.pk}.svg"
    assert data.startswith(b"<svg")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_table_and_drawing_are_offered(
    page: Page, live_server: Any, busy: Project, maya: Person, sign_in: Callable[..., None]
) -> None:
    sign_in(page, maya)
    page.goto(live_server.url + reverse("project-overview", args=[busy.pk]))
    expect(page.get_by_role("button", name="PNG")).to_have_count(0)
    expect(page.get_by_role("link", name="SVG")).to_have_count(4)
    expect(page.get_by_role("link", name="CSV")).to_have_count(4)
