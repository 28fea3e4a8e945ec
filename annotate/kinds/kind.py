"""What a kind of claim is: its name, its look, and the attributes a claim of it carries.

A kind's schema is a frozen dataclass whose fields are made by `text`, `number`, `choice`, `choices` and `phrases`.
Forms, validation, exports, filters and the API's description are all derived from it.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from annotate.wording import Sentence

LONGEST_TEXT = 10_000
MOST_PHRASES = 50


class InvalidAttributes(ValueError):
    """Attributes that do not fit the kind's schema; `errors` maps a field's name ("" for the whole) to its Sentences."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name or 'claim'}: {' '.join(found)}" for name, found in errors.items()))
        self.errors = {name: list(found) for name, found in errors.items()}


def _field(type_: str, default: Any, label: str, help_: str, **more: Any) -> Any:
    metadata = {"type": type_, "label": label, "help": help_, "options": (), "role": "", "derived": False, **more}
    if isinstance(default, list):
        return dataclasses.field(default_factory=list, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def text(label: str, help_: str = "", *, role: str = "", derived: bool = False) -> Any:
    """A field of free text. `role` names the span role it is read from; a `derived` one is always the claim's quote."""
    return _field("text", "", label, help_, role=role, derived=derived)


def number(label: str, help_: str = "") -> Any:
    """A field holding a whole number of zero or more, or None where none can be said."""
    return _field("number", None, label, help_)


def choice(label: str, options: tuple[tuple[str, str], ...], help_: str = "") -> Any:
    """A field holding one code of `options` (pairs of code and label), or "" where none applies."""
    return _field("choice", "", label, help_, options=options)


def choices(label: str, options: tuple[tuple[str, str], ...], help_: str = "") -> Any:
    """A field holding a list of codes of `options`, in the order of `options`."""
    return _field("choices", [], label, help_, options=options)


def phrases(label: str, help_: str = "", *, role: str = "") -> Any:
    """A field holding a list of phrases as they stand in the text."""
    return _field("phrases", [], label, help_, role=role)


@dataclass(frozen=True)
class Attribute:
    """One field of a kind's schema, as forms, exports and the API need it."""

    name: str
    type: str
    label: str
    help: str
    options: tuple[tuple[str, str], ...]
    role: str
    derived: bool
    default: Any

    def clean(self, value: Any) -> Any:
        """Return `value` in the field's stored form, or raise ValueError with a Sentence saying what is wrong."""
        return getattr(self, f"_clean_{self.type}")(value)

    def _clean_text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(Sentence("Give text."))
        value = _one_line(value)
        if len(value) > LONGEST_TEXT:
            raise ValueError(Sentence("Keep it under %(most)s characters.", most=LONGEST_TEXT))
        return value

    def _clean_number(self, value: Any) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**12:
            raise ValueError(Sentence("Give a whole number of zero or more, or leave it empty."))
        return value

    def _clean_choice(self, value: Any) -> str:
        codes = [code for code, _ in self.options]
        if value not in ("", None, *codes):
            raise ValueError(Sentence("Choose one of: %(codes)s.", codes=", ".join(codes)))
        return value or ""

    def _clean_choices(self, value: Any) -> list[str]:
        codes = [code for code, _ in self.options]
        if not isinstance(value, (list, tuple)) or any(item not in codes for item in value):
            raise ValueError(Sentence("Choose among: %(codes)s.", codes=", ".join(codes)))
        return [code for code in codes if code in value]

    def _clean_phrases(self, value: Any) -> list[str]:
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise ValueError(Sentence("Give a list of phrases."))
        if len(value) > MOST_PHRASES:
            raise ValueError(Sentence("Give at most %(most)s phrases.", most=MOST_PHRASES))
        return list(dict.fromkeys(filter(None, (self._clean_text(item) for item in value))))


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of claim. `schema` is the dataclass of its attributes; `colour` names a hue of the stylesheet."""

    slug: str
    label: str
    plural: str
    key: str
    colour: str
    schema: type
    roles: tuple[str, ...]
    folder: Path

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """The schema's fields, in the order of display."""
        fields = dataclasses.fields(self.schema)
        return tuple(Attribute(name=field.name, default=_default(field), **field.metadata) for field in fields)

    @cached_property
    def guideline(self) -> str:
        """The kind's annotation guideline as Markdown."""
        return (self.folder / "guideline.md").read_text(encoding="utf-8")

    def clean(self, attributes: Mapping[str, Any], quote: str) -> dict[str, Any]:
        """Return `attributes` complete, in stored form, with derived ones set to `quote`.

        Raises InvalidAttributes naming each field that is unknown or wrong.
        """
        errors: dict[str, list[str]] = {}
        known = {attribute.name for attribute in self.attributes}
        for name in attributes:
            if name not in known:
                errors[name] = [Sentence("A claim of this kind has no attribute of this name.")]
        cleaned: dict[str, Any] = {}
        for attribute in self.attributes:
            value = quote if attribute.derived else attributes.get(attribute.name, attribute.default)
            try:
                cleaned[attribute.name] = attribute.clean(value)
            except ValueError as error:
                errors[attribute.name] = [error.args[0]]
        if not errors:
            errors = getattr(self.schema, "problems", lambda _: {})(cleaned)
        if errors:
            raise InvalidAttributes(errors)
        return cleaned


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _one_line(value: str) -> str:
    """`value` in NFC with each run of white space as one space and control characters left out."""
    value = unicodedata.normalize("NFC", value)
    if value.isprintable():
        return " ".join(value.split())
    return " ".join("".join(c if c.isspace() or unicodedata.category(c) != "Cc" else " " for c in value).split())
