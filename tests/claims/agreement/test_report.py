"""The report as a whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from claims.agreement.reading import Document, Mark, Reading
from claims.agreement.report import questions, report

KINDS = ["casualty", "statement", "framing"]
SENTENCES = tuple((start, start + 19) for start in range(0, 200, 20))


def casualty(claim: int, start: int, end: int, low: int | None = 4, **more: Any) -> Mark:
    return Mark(claim, "casualty", start, end, {"low": low, "high": low, "modifier": "", "source": "mira"}, **more)


def article(number: int, ones: list[Mark], others: list[Mark], **more: Any) -> Document:
    readings = (Reading(1, tuple(ones)), Reading(2 + number % 2, tuple(others)))
    return Document(number, f"Article {number}", 200, SENTENCES, readings, **more)


def rows(found: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["level"], row["of"]): row for row in found["rows"]}


def test_where_all_is_the_same_every_figure_is_one() -> None:
    marks = [
        casualty(1, 0, 10, verdict="refuted", evidence=frozenset({3})),
        casualty(2, 45, 60, 9, verdict="supported"),
    ]
    found = report([article(n, marks, marks, week="2026-W10", version=1) for n in range(6)], KINDS)
    table = rows(found)
    assert (found["articles"], found["claims"], found["aligned"], found["reviewers"]) == (6, 12, 12, [1, 2, 3])
    for level in ("spotting", "spans", "verdict", "evidence", "attribution"):
        for figure in table[level, ""]["measures"].values():
            assert figure == {"value": 1, "low": 1, "high": 1}, level
    low = table["quantity", "casualty.low"]
    assert (low["items"], low["articles"], low["reviewers"]) == (12, 6, 3)
    assert low["measures"] == {code: {"value": 1, "low": 1, "high": 1} for code in ("percent", "alpha_interval")}
    # What has one value throughout has no figure that is corrected for chance.
    modifier = table["attribute", "casualty.modifier"]
    assert (modifier["measures"]["alpha"]["value"], modifier["empty"]) == (None, 12)
    assert table["label", ""]["measures"]["percent"]["value"] == 1
    assert found["verdicts"] == [
        {"one": "refuted", "other": "refuted", "number": 6},
        {"one": "supported", "other": "supported", "number": 6},
    ]
    assert found["by"]["article"] == []


def test_rows_of_which_nothing_can_be_said_are_not_there() -> None:
    found = report([article(1, [casualty(1, 0, 10)], [])], KINDS)
    table = rows(found)
    assert ("attribute", "statement.cue") not in table
    assert table["verdict", ""]["items"] == 0
    assert table["verdict", ""]["dropped"] == {"no_annotation": 1}
    assert table["verdict", ""]["measures"]["cohen"] == {"value": None, "low": None, "high": None}


def test_no_articles_and_articles_that_one_person_read() -> None:
    alone = Document(1, "A", 200, SENTENCES, (Reading(1, (casualty(1, 0, 10),)),))
    for documents in ([], [alone]):
        found = report(documents, KINDS)
        assert (found["articles"], found["rows"], found["verdicts"]) == (0, [], [])
        assert found["by"]["pair"] == found["by"]["week"] == []


def test_breakdowns_are_what_a_report_on_the_part_alone_says() -> None:
    documents = [
        article(1, [casualty(1, 0, 10)], [casualty(1, 0, 10)], week="2026-W10", version=1),
        article(2, [casualty(2, 0, 10), casualty(3, 70, 75)], [casualty(2, 0, 12)], week="2026-W10", version=2),
        article(3, [casualty(4, 30, 50, verdict="refuted")], [casualty(5, 90, 99)], week="2026-W11", version=2),
        article(4, [casualty(6, 30, 50)], [casualty(6, 30, 50)], week="2026-W11", version=None),
    ]
    found = report(documents, KINDS)
    by = found["by"]
    assert [(row["pair"], row["articles"]) for row in by["pair"]] == [([1, 2], 2), ([1, 3], 2)]
    assert [(row["week"], row["articles"]) for row in by["week"]] == [("2026-W10", 2), ("2026-W11", 2)]
    assert [(row["version"], row["articles"]) for row in by["version"]] == [(1, 1), (2, 2), (None, 1)]
    assert (found["versions"], found["mixed_versions"]) == ([1, 2], 1)
    assert [row["kind"] for row in by["kind"]] == KINDS
    parts = {"2026-W10": documents[:2], "2026-W11": documents[2:]}
    for row in by["week"]:
        alone = rows(report(parts[row["week"]], KINDS))
        for code in ("f1_exact", "f1_overlap", "alpha_u"):
            assert row[code] == alone["spans", ""]["measures"][code]["value"]
        assert row["spotting"] == alone["spotting", ""]["measures"]["alpha"]["value"]
    # The worst first; those that agree to the letter are not among them.
    assert [row["article"] for row in by["article"]] == [3, 2]


def test_three_readers_are_compared_two_by_two() -> None:
    readings = tuple(Reading(who, (casualty(1, 0, 10),)) for who in (1, 2)) + (Reading(3),)
    found = report([Document(1, "A", 200, SENTENCES, readings)], KINDS)
    assert [(row["pair"], row["f1_exact"]) for row in found["by"]["pair"]] == [([1, 2], 1), ([1, 3], 0), ([2, 3], 0)]
    assert rows(found)["spans", ""]["measures"]["f1_exact"]["value"] == pytest.approx(2 / 4)


def test_it_is_plain_data_and_says_how_far_it_is() -> None:
    steps: list[int] = []
    found = report([article(1, [casualty(1, 0, 10)], [])], KINDS, lambda: steps.append(1))
    assert json.loads(json.dumps(found)) == found
    assert len(steps) == questions(KINDS)
