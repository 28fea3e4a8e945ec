"""The interface's strings are translated, and what is compiled is what was written."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from claims.management.messages import found, not_translated, plural_forms, read_po, write_mo

ROOT = Path(settings.BASE_DIR)
LANGUAGES = sorted(path.parent.parent.name for path in ROOT.glob("locale/*/LC_MESSAGES/django.po"))
HOLE = re.compile(r"%(?:\(\w+\))?[sd]|%%")


REFUSALS = {"Invalid", "Unfaithful", "ValidationError", "ParseError", "Problem"}


def po(language: str) -> str:
    return (ROOT / f"locale/{language}/LC_MESSAGES/django.po").read_text(encoding="utf-8")


def catalogue(language: str) -> dict[tuple[str, str], list[str]]:
    return read_po(po(language))


def test_every_language_that_is_offered_is_there() -> None:
    assert sorted(code for code, _ in settings.LANGUAGES if code != "en") == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_that_of_the_written_one(language: str) -> None:
    place = ROOT / f"locale/{language}/LC_MESSAGES/django.mo"
    written = catalogue(language)
    assert place.read_bytes() == write_mo(language, written, plural_forms(language, po(language))), (
        "run `manage.py messages`"
    )
    with place.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for (one, many), forms in written.items():
        if not all(forms):
            assert compiled.gettext(one) == one
        elif many:
            assert [compiled.ngettext(one, many, number) for number in (1, 2)] == forms
        else:
            assert compiled.gettext(one) == forms[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    written = catalogue(language)
    missing = sorted(message[0] for message in found() if not all(written.get(message, [""])))
    assert missing == [], (
        f"run `manage.py messages`, translate what is empty in locale/{language}/LC_MESSAGES/django.po, run it again"
    )


def test_french_spaces_do_not_break() -> None:
    cramped = re.compile(r"[^\W\d)][:;?!](?:\s|$)|(?: [:;?!»])|« ")
    wrong = [form for forms in catalogue("fr").values() for form in forms if cramped.search(form)]
    assert wrong == [], "before : ; ? ! and » and after « stands a no-break space (U+00A0)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_has_a_form_for_each_way_of_counting(language: str) -> None:
    plural = plural_forms(language, po(language))
    wrong = [
        one
        for (one, many), forms in catalogue(language).items()
        if len(forms) != len(not_translated((one, many), plural))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    assert "#, fuzzy" not in po(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_holes_of_its_original(language: str) -> None:
    wrong = [
        (one, form)
        for (one, many), forms in catalogue(language).items()
        for form, original in zip(forms, (one, many or one), strict=False)
        if form and sorted(HOLE.findall(form)) != sorted(HOLE.findall(original))
    ]
    assert wrong == []


def test_every_refusal_is_marked_for_translation() -> None:
    """No sentence goes into a refusal bare: it is in a call that `manage.py messages` knows, or comes from one.

    Commands are left out: they speak English to whoever runs the server.
    """
    bare = []
    for path in sorted(set((ROOT / "claims").rglob("*.py")) - set((ROOT / "claims/management").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in REFUSALS:
                words = [word for argument in (*node.args, *node.keywords) for word in _bare(argument)]
                bare += [f"{path.relative_to(ROOT)}:{node.lineno} {word}" for word in words if " " in word]
    assert bare == []


def _bare(node: ast.AST) -> Iterator[str]:
    """The strings in an expression that are no arguments of a call of their own; not the keys of mappings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Dict):
        yield from (word for value in node.values for word in _bare(value))
    elif not isinstance(node, ast.Call):
        yield from (word for child in ast.iter_child_nodes(node) for word in _bare(child))
