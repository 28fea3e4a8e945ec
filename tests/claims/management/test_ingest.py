from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.models import Article, Claim, Person, Project

KARVEL = "Two nurses were shot dead by unknown attackers in Karvel on Monday, the governor said.\n"


def ingest(*paths: Any, **options: Any) -> str:
    out = StringIO()
    try:
        call_command("ingest", *map(str, paths), project="Ostrava Bay", stdout=out, **options)
    except CommandError as error:
        return f"{out.getvalue()}ERROR {error}"
    return out.getvalue()


def test_files_and_folders_are_read_and_pre_annotated(project: Project, maya: Person, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "karvel.txt").write_text(KARVEL, encoding="utf-8")
    rows = [{"text": f"{KARVEL}And {number} more.", "title": f"Row {number}"} for number in (1, 2)]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    assert "3 new, 0 already there, 0 could not be read." in ingest(tmp_path, source="Bay Courier", language="en")
    assert set(Article.objects.values_list("title", "source", "ingested_by")) == {
        *(("karvel", "Bay Courier", maya.pk), ("Row 1", "Bay Courier", maya.pk), ("Row 2", "Bay Courier", maya.pk)),
    }
    assert not Article.objects.filter(fingerprint="").exists()
    assert Claim.objects.filter(kind="casualty", article__title="karvel").exists()

    again = ingest(tmp_path)
    assert "0 new, 3 already there" in again
    assert "karvel" in again


def test_a_bad_line_is_named_and_the_rest_goes_in(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "One."}\n{"text": \n{"title": "no text"}\n{"text": "Two."}\n', encoding="utf-8")
    said = ingest(file, no_preannotate=True)
    assert "2 new, 0 already there, 2 could not be read." in said
    assert "line 2" in said
    assert "line 3" in said
    assert "ERROR" in said
    assert list(Article.objects.order_by("id").values_list("text", flat=True)) == ["One.", "Two."]


def test_what_cannot_be_found_is_said(project: Project, tmp_path: Path) -> None:
    assert "does not exist" in ingest(tmp_path / "nothing.txt")
    with pytest.raises(CommandError, match=r"There is no project “Nowhere”\. There is “Ostrava Bay”"):
        call_command("ingest", str(tmp_path), project="Nowhere")
    with pytest.raises(CommandError, match="no active account “nobody”"):
        call_command("ingest", str(tmp_path), project=str(project.pk), person="nobody")


def test_who_may_not_add_articles_is_told(project: Project, bob: Person, tmp_path: Path) -> None:
    (tmp_path / "karvel.txt").write_text(KARVEL, encoding="utf-8")
    assert "bob may not add articles" in ingest(tmp_path, person="bob")
    assert not Article.objects.exists()
