"""Who did what to whom, where and when: every line of the corpus, compared with equality."""

import json
from pathlib import Path

import pytest

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
