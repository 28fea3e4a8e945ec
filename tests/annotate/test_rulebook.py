"""What is told of each rule: that every rule there is can be read about, and that its examples are examples."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotate import KINDS
from annotate.rulebook import MOST_EXAMPLES, rule, rules

CORPUS = Path(__file__).parents[1] / "corpus"
KNOWN = {one.id: one for one in rules()}


def written(kind):
    path = kind.folder / "rules.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


EXAMPLES = [(kind.slug, id_, text) for kind in KINDS for id_, own in written(kind).items() for text in own["examples"]]


def test_every_rule_that_a_line_of_the_corpus_fires_can_be_read_about():
    from annotate import pipeline

    lines = [line for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    fired = {
        one.rule: one.kind
        for found in pipeline.propose_many([json.loads(line)["text"] for line in lines], strict=True)
        for one in found
    }
    assert len(fired) > 40
    unknown = sorted(id_ for id_ in fired if rule(id_) is None)
    assert unknown == [], (
        f"Nobody can read what {', '.join(unknown)} looks for. A row is described by itself (`lemmas` with `shape` or "
        "`takes`, or `terms`); a rule that is code needs `looks_for` and `examples` in annotate/kinds/<kind>/rules.json."
    )
    assert {id_: rule(id_).kind for id_ in fired} == fired


@pytest.mark.parametrize("one", KNOWN.values(), ids=list(KNOWN))
def test_each_has_a_sentence_and_one_to_three_examples(one):
    assert one.looks_for.strip()[-1:] == "."
    assert "{" not in one.looks_for
    assert 1 <= len(one.examples) <= MOST_EXAMPLES
    assert all(example.strip() and "{" not in example for example in one.examples)


@pytest.mark.parametrize(("slug", "id_", "text"), EXAMPLES, ids=[f"{id_}: {text[:40]}" for _, id_, text in EXAMPLES])
def test_what_was_written_as_an_example_is_found_by_its_rule(read, slug, id_, text):
    fired = [one.rule for one in read(text) if one.kind == slug]
    assert id_ in fired, f"change the example in annotate/kinds/{slug}/rules.json"


def test_rows_are_put_in_words():
    kill, report, regime = KNOWN["kill-verb"], KNOWN["report-clause"], KNOWN["regime"]
    assert kill.looks_for.startswith("A form of kill, murder")
    assert kill.looks_for.endswith("Outcome: killed.")
    assert (kill.kind, report.kind, regime.kind) == ("casualty", "statement", "framing")
    assert report.looks_for.startswith("A form of report, ")
    assert "“regime”" in regime.looks_for
    assert "regime" in regime.examples[0]


def test_of_many_words_it_names_the_first_and_says_how_many_more():
    assert " more), with a clause for what is said." in KNOWN["say-clause"].looks_for


def test_a_verb_beside_a_quotation_is_a_rule_of_its_own():
    assert KNOWN["claim-quotation"].looks_for.startswith("A quotation beside a form of claim, ")


def test_a_term_of_a_projects_own_is_told_as_such_and_an_unknown_id_is_none():
    assert "project's own" in rule("project-land-defender").looks_for
    assert rule("kill-verb") is KNOWN["kill-verb"]
    assert rule("dance-verb") is None
    assert rule("") is None


def test_reading_about_rules_loads_no_model():
    code = "import sys, annotate.rulebook as r; assert len(r.rules()) > 100; assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
