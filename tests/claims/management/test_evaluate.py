"""`manage.py evaluate` and `manage.py release`: tables, JSON, and words for what is asked wrongly."""

from __future__ import annotations

import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.exporters import native
from claims.models import Article, Person, Project, Release
from claims.queries.gold import gold


@pytest.fixture
def settled(article: Article, alice: Person, make_claim: Any, make_assignment: Any) -> Article:
    claims = [
        make_claim(article, "Shells killed at least 12 people", low=12, modifier="at_least", outcomes=["killed"]),
        make_claim(article, "Ostrava Bay on Tuesday", "framing"),
    ]
    make_assignment(article, alice)
    for claim in claims:
        BY_NAME["confirm"].perform(alice, claim, {})
    submit(alice, article)
    return article


@pytest.fixture
def file(settled: Article, project: Project, tmp_path: Path) -> Path:
    out = BytesIO()
    native.write(gold(project), out)
    path = tmp_path / "gold.jsonl"
    path.write_bytes(out.getvalue())
    return path


def said(*args: str, **options: Any) -> str:
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_a_file_in_words(file: Path, settled: Article) -> None:
    words = said("evaluate", str(file))
    for expected in (
        "Articles: 1; left out because claims wait for an adjudicator: 0.",
        "casualty.outcomes",
        "kill-verb",
        "Missed: 1",
        f"{settled.title} [{settled.pk}] framing 36-58: 'Ostrava Bay on Tuesday'",
    ):
        assert expected in words


def test_a_file_as_json(file: Path) -> None:
    made = json.loads(said("evaluate", str(file), json=True, worst=0))
    assert made["kinds"][0]["gold"] == 2
    assert made["missed"] == {"number": 1, "worst": []}
    assert made["kinds_measured"] == ["casualty", "framing"]
    only = json.loads(said("evaluate", str(file), json=True, kinds="framing"))
    assert (only["kinds_measured"], only["kinds"][0]["gold"]) == (["framing"], 1)


def test_a_release_and_the_gold_as_it_stands(settled: Article, project: Project) -> None:
    words = said("release", "Ostrava Bay", note="first")
    made = Release.objects.get()
    assert words.startswith(f"Release 1, sha256 {made.sha256}\n")
    assert json.loads(words.split("\n", 1)[1]) == made.manifest
    frozen = said("evaluate", "1", json=True)
    assert json.loads(frozen)["kinds_measured"] == project.kinds
    assert frozen == said("evaluate", "gold", project="Ostrava Bay", json=True)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["evaluate", "no-such-file.jsonl"], "There is no file no-such-file.jsonl"),
        (["evaluate", "7"], "has no release 7"),
        (["evaluate", "0"], "has no release 0"),
        (["evaluate", "gold", "--unaided"], "None of these articles was reviewed without proposals"),
        (["evaluate", "gold", "--project", "Nowhere"], "There is no project “Nowhere”"),
        (["evaluate", "gold", "--kinds", "rumour"], "There is no kind rumour"),
        (["evaluate", "gold", "--worst", "-1"], "--worst is a number"),
        (["release", "Ostrava Bay", "--as", "vera"], "vera may not release the gold"),
        (["release", "Ostrava Bay", "--as", "nobody"], "no active account"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_words(args: list[str], words: str, settled: Article) -> None:
    with pytest.raises(CommandError, match=words) as refusal:
        said(*args)
    assert refusal.value.returncode == 1


def test_a_file_does_not_say_what_was_reviewed_without_proposals(file: Path) -> None:
    with pytest.raises(CommandError, match="A file does not say"):
        said("evaluate", str(file), unaided=True)


def test_without_gold(project: Project, article: Article) -> None:
    for args in (["evaluate", "gold"], ["release", "Ostrava Bay"]):
        with pytest.raises(CommandError, match="no gold"):
            said(*args)


def test_of_several_projects_one_must_be_named(project: Project, maya: Person) -> None:
    Project.objects.create(name="Other", created_by=maya)
    with pytest.raises(CommandError, match="--project"):
        said("evaluate", "gold")


def test_a_file_that_is_none(tmp_path: Path, db: None) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Just some notes.\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Line 1 is not an article in native JSONL"):
        said("evaluate", str(path))
