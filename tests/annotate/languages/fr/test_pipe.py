"""Every line of the French corpus, compared with equality; an empty `expect` stays quiet."""

import json
from pathlib import Path

import pytest

import annotate
from annotate import finder, pipeline
from annotate.languages.fr.groups import FOLDER
from annotate.rulebook import rule

CORPUS = Path(__file__).parents[3] / "corpus" / "fr" / "casualty.jsonl"
LINES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
ROWS = finder.rows(FOLDER / "casualty.jsonl")


def read(text):
    return next(pipeline.propose_many([text], "fr", strict=True))


@pytest.mark.parametrize("line", LINES, ids=[line["text"][:60] for line in LINES])
def test_line(line):
    found = read(line["text"])
    got = []
    for index, one in enumerate(found):
        names = line["expect"][index]["attributes"] if index < len(line["expect"]) else one.attributes
        got.append({"quote": one.quote, "attributes": {name: one.attributes[name] for name in names}})
    assert got == line["expect"]
    assert (found[0].rule if found else "") == line["rule"]


def test_every_pattern_has_a_line_that_fires():
    assert {row["id"] for row in ROWS} - {one.rule for line in LINES for one in read(line["text"])} == set()


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_every_pattern_can_be_read_about_and_its_examples_are_examples(row):
    assert rule(row["id"]).looks_for == row["looks_for"]
    assert all(row["id"] in {one.rule for one in read(example)} for example in row["examples"])


def test_only_casualties_and_a_note_that_says_so():
    found = annotate.propose("« Le régime a tué 12 personnes », a dit le maire de Dorn.", "fr")
    assert {one.kind for one in found} == {"casualty"}
    assert "Statements" in annotate.note("fr")
    assert annotate.fingerprint("fr").startswith("fr_")


def test_english_and_french_are_read_side_by_side():
    texts = ["Shells killed 12 people in Dorn.", "Des obus ont tué 13 personnes à Dorn."]
    found = list(annotate.propose_many(texts, ["en", "fr-FR"]))
    assert [[one.attributes["low"] for one in each] for each in found] == [[12], [13]]
    assert all(one.quote == text[one.start : one.end] for text, each in zip(texts, found, strict=True) for one in each)
