"""Freezing gold: what the file and its manifest hold, the numbers, and what is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from claims.actions import release as verb
from claims.actions.errors import Invalid
from claims.actions.evaluate import read_release
from claims.actions.release import release, release_job
from claims.actions.submit import submit
from claims.models import Article, Job, Person, Project, Release
from claims.queries.gold import gold


def stored() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*.jsonl") if "releases" in path.parts]


def test_it_keeps_the_gold_as_it_stands_with_a_manifest(
    settled: Article, project: Project, maya: Person, written: Callable[[], list[dict[str, Any]]]
) -> None:
    written()
    steps: list[int] = []
    made = release(maya, project, "  For the paper.  ", steps.append)
    assert (made.number, made.note, made.created_by, steps) == (1, "For the paper.", maya, [1])
    with made.content.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == made.sha256
    assert list(read_release(made)) == list(gold(project))
    assert made.manifest == {
        "project": "Ostrava Bay",
        "format": "native",
        "kinds_in_use": ["casualty", "statement", "framing"],
        "articles": 1,
        "claims": 1,
        "no_claim": 1,
        "by_kind": {"casualty": 1, "statement": 0},
        "by_language": {"en": 1},
        "by_resolution": {"single": 2},
        "by_verdict": {},
        "by_origin": {"machine": 2},
        "pipelines": {"test": 2},
        "guideline_version": 1,
        "judgements_by_guideline_version": {"1": 2},
        "left_out": {"articles_in_review": 0, "claims_awaiting_adjudication": 0},
        "job": None,
    }
    (entry,) = written()
    assert (entry["actor"], entry["verb"], entry["on"]) == ("maya", "release_gold", ("release", made.pk))
    assert entry["after"] == {"number": 1, "sha256": made.sha256, "note": "For the paper."}


def test_the_next_has_the_next_number_and_the_first_stays_as_it_is(
    settled: Article, project: Project, maya: Person, alice: Person, make_article: Any, make_assignment: Any
) -> None:
    first = release(maya, project)
    before = first.content.read()
    other = make_article(project)
    make_assignment(other, alice)
    submit(alice, other)
    second = release(maya, project)
    assert (second.number, second.manifest["articles"]) == (2, 2)
    first.refresh_from_db()
    with first.content.open("rb") as file:
        assert file.read() == before
    assert [one.number for one in project.releases.all()] == [2, 1]


def test_nothing_new_or_nothing_at_all_is_refused(
    settled: Article, project: Project, maya: Person, refuses: Any
) -> None:
    release(maya, project)
    kept = stored()
    with refuses(Invalid) as refusal:
        release(maya, project)
    assert "Nothing has changed since release 1" in str(refusal.value)
    assert stored() == kept
    empty = Project.objects.create(name="Empty", created_by=maya)
    maya.memberships.create(project=empty, role="manager")
    with refuses(Invalid):
        release(Person.objects.get(pk=maya.pk), empty)


@pytest.mark.parametrize("name", ["alice", "adam", "vera", "zoe"])
def test_managers_alone_release(
    name: str, settled: Article, project: Project, refuses: Any, request: pytest.FixtureRequest
) -> None:
    person, kept = request.getfixturevalue(name), stored()
    with refuses(PermissionDenied):
        release(person, project)
    assert stored() == kept


def test_no_file_is_left_where_the_record_fails(
    settled: Article, project: Project, maya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    kept = stored()
    monkeypatch.setattr(verb, "log", full)
    with pytest.raises(OSError, match="disk full"):
        release(maya, project)
    assert not Release.objects.exists()
    assert stored() == kept


def test_a_job_that_runs_twice_makes_one(settled: Article, project: Project, maya: Person) -> None:
    job = Job.objects.create(name="release", project=project, asked_by=maya, arguments={"note": "n"})
    steps: list[tuple[int, int]] = []
    first = release_job(job, lambda done, total: steps.append((done, total)))
    made = Release.objects.get()
    assert first == {"release": made.pk, "number": 1, "sha256": made.sha256}
    assert release_job(job, lambda done, total: None) == first
    assert (Release.objects.count(), made.note, steps) == (1, "n", [(1, 1)])


def test_of_two_at_the_same_moment_one_is_made(settled: Article, project: Project, maya: Person, race: Any) -> None:
    def once() -> Release:
        return release(Person.objects.get(pk=maya.pk), Project.objects.get(pk=project.pk))

    results = race(once, once)
    assert sorted(type(result).__name__ for result in results) == ["Invalid", "Release"]
    assert [made.number for made in Release.objects.all()] == [1]
