"""The interface's strings are found, kept and compiled; a language is begun with one command."""

from __future__ import annotations

import gettext
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.management.messages import found, plural_forms, read_po, write_mo, write_po

CATALOGUE = {
    ("Save", ""): ["Enregistrer"],
    ("a job\x04Export", ""): ["Exportation"],
    ("Export", ""): ["Exporter"],
    ("%(n)s claim", "%(n)s claims"): ["%(n)s affirmation", "%(n)s affirmations"],
    ('Two\nlines, a "quote" and a \\', ""): ["Deux\nlignes"],
    ("Not yet", ""): [""],
}
FRENCH = "nplurals=2; plural=(n > 1);"


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("messages", *arguments, stdout=out)
    return out.getvalue()


def test_messages_are_found_in_code_templates_and_the_machines_words() -> None:
    messages = found()
    assert ("Give a list of phrases.", "") in messages, "a Sentence of annotate"
    assert ("Says that people were harmed", "") in messages, "a reason for a priority"
    assert ("armed actors", "") in messages, "a family of the lexicon"
    assert ("Casualty", "") in messages, "a kind"
    assert ("a job\x04Export", "") in messages, "a template's string with a context"
    assert ("what somebody did\x04confirmed", "") in messages, "a view's string with a context"
    assert (
        "%(n)s claim is still open: decide or skip first.",
        "%(n)s claims are still open: decide or skip first.",
    ) in messages


def test_a_catalogue_is_read_back_as_it_was_written() -> None:
    text = write_po("fr", CATALOGUE, FRENCH)
    assert read_po(text) == CATALOGUE
    assert 'msgctxt "a job"\nmsgid "Export"' in text
    assert plural_forms("fr", text) == FRENCH


def test_the_compiled_file_is_one_that_gettext_reads() -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(write_mo("fr", CATALOGUE, FRENCH)))
    assert compiled.gettext("Save") == "Enregistrer"
    assert compiled.pgettext("a job", "Export") == "Exportation"
    assert compiled.gettext("Export") == "Exporter"
    assert [compiled.ngettext("%(n)s claim", "%(n)s claims", n) for n in (1, 2)] == [
        "%(n)s affirmation",
        "%(n)s affirmations",
    ]
    assert compiled.gettext("Not yet") == "Not yet"


def test_a_language_is_begun_with_as_many_forms_as_it_counts_by(tmp_path: Path, settings: Any) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    said = run("--add", "ar", "--add", "pt-br")
    assert said.splitlines() == [
        f"{code}: {len(found())} messages, {len(found())} not translated" for code in ("ar", "pt_BR")
    ]
    begun = read_po((tmp_path / "ar/LC_MESSAGES/django.po").read_text())
    assert begun["%(n)s claim", "%(n)s claims"] == [""] * 6
    assert begun["Save", ""] == [""]


def test_what_is_translated_stays_and_what_is_no_longer_said_goes(tmp_path: Path, settings: Any) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    place = tmp_path / "fr/LC_MESSAGES/django.po"
    place.parent.mkdir(parents=True)
    place.write_text(write_po("fr", {("Save", ""): ["Enregistrer"], ("Gone", ""): ["Parti"]}, FRENCH), encoding="utf-8")
    assert run() == f"fr: {len(found())} messages, {len(found()) - 1} not translated\n"
    kept = read_po(place.read_text(encoding="utf-8"))
    assert kept["Save", ""] == ["Enregistrer"]
    assert ("Gone", "") not in kept
    assert kept["%(n)s claim", "%(n)s claims"] == ["", ""]
    with place.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Save") == "Enregistrer"


def test_what_is_no_language_is_refused(tmp_path: Path, settings: Any) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match="no code of a language"):
        run("--add", "../ar")
    assert list(tmp_path.iterdir()) == []


def test_a_language_that_django_does_not_know_counts_one_and_many() -> None:
    assert plural_forms("qya") == "nplurals=2; plural=(n != 1);"
