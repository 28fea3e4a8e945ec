"""Where what `annotate` says in English is put into the reader's language: its sentences, and the words of its kinds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from annotate import BY_SLUG, Sentence


def worded(words: Any) -> str:
    """Return a Sentence of `annotate` in the language of now; other words as they are."""
    return words.put(gettext) if isinstance(words, Sentence) else str(words)


def kind_name(slug: str) -> str:
    """Return what people call the kind; the slug of one that there is no more."""
    return gettext(BY_SLUG[slug].label) if slug in BY_SLUG else slug


def attribute_name(name: str, slug: str) -> str:
    """Return what people call the attribute `name` of the kind `slug`; `name` where the kind has none of that name."""
    return gettext(_labels(slug).get(name, "")) or name


def attribute_help(name: str, slug: str) -> str:
    """Return what the guideline's schema says of the attribute; "" where it says nothing."""
    found = (one.help for one in BY_SLUG[slug].attributes if one.name == name) if slug in BY_SLUG else ()
    words = next(iter(found), "")
    return gettext(words) if words else ""


def value_name(value: Any, name: str, slug: str) -> str:
    """Return the value of an attribute as people read it: codes as their labels, lists as such, "" for no value."""
    if isinstance(value, list | tuple):
        return ", ".join(value_name(one, name, slug) for one in value)
    label = _options(slug, name).get(value) if isinstance(value, str) else None
    return gettext(label) if label else "" if value is None else str(value)


def _labels(slug: str) -> dict[str, str]:
    return {one.name: one.label for one in BY_SLUG[slug].attributes} if slug in BY_SLUG else {}


def _options(slug: str, name: str) -> dict[str, str]:
    found = (one.options for one in BY_SLUG[slug].attributes if one.name == name) if slug in BY_SLUG else ()
    return dict(next(iter(found), ()))
