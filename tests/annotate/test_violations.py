"""Who did what to whom, where and when: every line of the corpus, compared with equality."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import annotate
from annotate import abuses

CORPUS = Path(__file__).parents[1] / "corpus" / "violations.jsonl"
LINES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
NAMES = (
    *("outcomes", "victims", "victim_status", "perpetrator", "perpetrator_type", "responsibility"),
    *("place", "date"),
)


@pytest.mark.parametrize("line", [line for line in LINES if "casualties" in line], ids=lambda line: line["text"][:60])
def test_what_a_casualty_says(read, line):
    found = [one.attributes for one in read(line["text"]) if one.kind == "casualty"]
    assert [{name: one[name] for name in NAMES if one[name]} for one in found] == line["casualties"]


def test_the_words_of_place_and_date_are_spans_of_their_role(read):
    text = "Gunmen killed twelve villagers in the town of Karvel on Monday, the governor said."
    spans = next(one.spans for one in read(text) if one.kind == "casualty")
    assert [text[slice(*spans[role][0])] for role in ("place", "date")] == ["the town of Karvel", "Monday"]


@pytest.mark.parametrize("line", [line for line in LINES if "types" in line], ids=lambda line: line["text"][:60])
def test_what_a_document_reports(line):
    found = annotate.violations(line["text"])
    got = {name: getattr(found, name) for name in ("perpetrator_type", "perpetrator", "place", "date")}
    assert {"types": list(found.types), **got} == {name: line[name] for name in ("types", *got)}


def test_each_type_has_the_words_it_comes_from():
    text = "Gunmen kidnapped two teachers near Lake Tessa. A third was shot dead.\n\nA court jailed a critic without charge."
    found = annotate.violations(text)
    assert found.types == ("arbitrary_detention", "kidnapping", "killing")
    assert [text[one.start : one.end] for one in found.because("kidnapping")] == [
        "Gunmen kidnapped two teachers",
        "kidnapped",
    ]
    assert all(one.reason and one.rule for one in found.signs)
    assert list(found.signs) == sorted(found.signs, key=lambda one: (one.start, one.end))


def test_the_arrest_of_a_suspect_speaks_against_arbitrary_detention():
    text = "Police detained a man for the killing of a journalist in Karvel. He was jailed for murder."
    found = annotate.violations(text)
    assert found.types == ("killing",)
    assert {one.reason for one in found.because("arbitrary_detention") if one.weight > 0} == set()


def test_appeals_for_money_report_nothing():
    text = "Nothing happened in Dorn.\n\nDonate now: your gift helps journalists who are arrested, jailed and tortured."
    assert annotate.violations(text).types == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    found = abuses.put_together(text, [])
    assert all(0 <= one.start < one.end <= len(text) for one in found.signs)
    assert set(found.types) <= {code for code, _ in abuses.TYPES}


@pytest.mark.parametrize(
    "piece", ["Police arrested a journalist. ", '"', "12 ", "in Karvel ", "by the ", "A" * 50, "\n", "killed "]
)
def test_a_long_text_is_read_in_a_moment(piece):
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    abuses.put_together(text, [])
    assert time.process_time() - begun < 10


def test_row_ids_are_unique_and_their_types_known():
    rows = [json.loads(line) for line in abuses.WORDS.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["type"] for row in rows} <= {"", *(code for code, _ in abuses.TYPES)}


def test_a_language_without_words_for_violations_is_not_read_as_english():
    text = "Police in Karvel arrested a journalist on Monday after she wrote about the governor."
    assert annotate.violations(text, "en-GB").types == ("arbitrary_detention",)
    found = annotate.violations(text, "fr")
    assert (found.types, found.perpetrator_type, found.signs) == ((), "unknown", ())
    assert "“fr”" in found.note
