"""What is written out by hand reads as what Django's own templates make."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms

from claims.widgets import Boxes, Choose, Line, Lines

CHOICES = [("", "–"), ("a", "A & <b>"), ("b", 'B "x"')]
NASTY = "\"'><script>&amp;\n two"


class Reader(HTMLParser):
    """Tags with their attributes, and words, without the white space between them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


def read(html: str) -> list[Any]:
    reader = Reader()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize(
    ("ours", "djangos", "values"),
    [
        (Line(), forms.TextInput(), [None, "", "x", 12, NASTY]),
        (Lines(attrs={"rows": 1}), forms.Textarea(attrs={"rows": 1}), [None, "x\ny", NASTY]),
        (Choose(choices=CHOICES), forms.Select(choices=CHOICES), [None, "", "b", "gone"]),
        (Boxes(choices=CHOICES[1:]), forms.CheckboxSelectMultiple(choices=CHOICES[1:]), [None, [], ["b"], ["a", "b"]]),
    ],
    ids=["line", "lines", "choose", "boxes"],
)
def test_they_are_the_same(ours: forms.Widget, djangos: forms.Widget, values: list[Any]) -> None:
    for value in values:
        for attrs in ({"id": "id_x"}, {"id": "id_x", "class": 'c"d', "required": True, "data-y": False}):
            assert read(ours.render("x", value, attrs)) == read(djangos.render("x", value, attrs))
