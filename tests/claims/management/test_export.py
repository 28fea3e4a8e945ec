from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.exporters import EXPORTERS
from claims.models import Article, AuditEntry, Person, Project


@pytest.fixture
def gold(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Article:
    claim = make_claim(article, "at least 12 people", low=12)
    make_assignment(article, alice)
    BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, article)
    return article


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.slug)
def test_a_file_and_what_is_in_it(exporter: Any, gold: Article, maya: Person, tmp_path: Path) -> None:
    path, out = tmp_path / f"gold.{exporter.extension}", StringIO()
    call_command("export", project="Ostrava Bay", format=exporter.slug, out=path, stdout=out)
    said, report = out.getvalue().split("\n", 1)
    assert said == str(path)
    assert json.loads(report)["counts"]["articles"] == 1
    assert path.stat().st_size > 100
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert AuditEntry.objects.get(verb="export").actor == maya


def test_nothing_is_left_behind_where_it_fails(gold: Article, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export", project="Ostrava Bay", out=tmp_path / "no" / "such" / "folder")
    target = tmp_path / "gold.jsonl"
    target.write_text("older", encoding="utf-8")
    with pytest.raises(CommandError, match="no active account"):
        call_command("export", project="Ostrava Bay", out=target, person="nobody")
    assert target.read_text(encoding="utf-8") == "older"


def test_who_may_not_export_is_refused(project: Project, gold: Article, bob: Person, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="bob may not export “Ostrava Bay”"):
        call_command("export", project="Ostrava Bay", out=tmp_path / "gold.jsonl", person="bob")
    assert not list(tmp_path.iterdir())
