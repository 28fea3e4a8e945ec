"""Form fields written out in Python; the HTML is Django's.

Django renders each field, and each option of it, by a template of its own: most of the time that a card of fifteen takes.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def escaped(value: Any) -> str:
    """`value` as text in HTML. Django's `escape` of a translated label is translated and escaped once more to be written."""
    return html.escape(str(value))


def written(attributes: dict[str, Any]) -> str:
    """Attributes as they stand in a tag, each after a space; True alone by its name, False and None left out."""
    parts = []
    for name, value in attributes.items():
        if value is True:
            parts.append(f" {name}")
        elif value is not None and value is not False:
            parts.append(f' {name}="{escaped(value)}"')
    return "".join(parts)


def options(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """Pairs of value and label, without groups."""
    for value, label in choices:
        yield "" if value is None else str(value), label


class Line(forms.TextInput):
    """A field of one line."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input."""
        shown = self.format_value(value)
        own = {"type": self.input_type, "name": name, **({} if shown is None else {"value": shown})}
        return mark_safe(f"<input{written({**own, **self.build_attrs(self.attrs, attrs)})}>")


class Lines(forms.Textarea):
    """A field of several lines."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The textarea."""
        own = {"name": name, **self.build_attrs(self.attrs, attrs)}
        return format_html("<textarea{}>\n{}</textarea>", mark_safe(written(own)), self.format_value(value) or "")


class Choose(forms.Select):
    """One of several."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The select."""
        chosen = set(self.format_value(value))
        own = {"name": name, **self.build_attrs(self.attrs, attrs)}
        listed = "".join(
            f'<option value="{escaped(code)}"{" selected" if code in chosen else ""}>{escaped(label)}</option>'
            for code, label in options(self.choices)
        )
        return mark_safe(f"<select{written(own)}>{listed}</select>")


class Boxes(forms.CheckboxSelectMultiple):
    """Any of several."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The boxes, each in its label."""
        chosen = set(self.format_value(value))
        own = self.build_attrs(self.attrs, attrs)
        place = own.pop("id", "")
        boxes = []
        for number, (code, label) in enumerate(options(self.choices)):
            box = {"type": "checkbox", "name": name, "value": code, **own, "id": f"{place}_{number}" if place else None}
            box["checked"] = code in chosen
            boxes.append(f'<div><label for="{escaped(box["id"])}"><input{written(box)}> {escaped(label)}</label></div>')
        around = written({"id": place or None, "class": own.get("class")})
        return mark_safe(f"<div{around}>{''.join(boxes)}</div>")
