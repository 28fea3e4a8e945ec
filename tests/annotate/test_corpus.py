"""Every line of the corpus: what is found in a sentence, compared with equality; an empty `expect` stays quiet."""

import json
from pathlib import Path

import pytest

from annotate import KINDS, attribution
from annotate.finder import rows
from annotate.kinds.casualty import pipe as casualty_pipe

CORPUS = Path(__file__).parents[1] / "corpus"


def lines(slug):
    return [json.loads(line) for line in (CORPUS / f"{slug}.jsonl").read_text(encoding="utf-8").splitlines()]


LINES = [(kind.slug, line) for kind in KINDS for line in lines(kind.slug)]


@pytest.mark.parametrize(("slug", "line"), LINES, ids=[f"{slug}: {line['text'][:60]}" for slug, line in LINES])
def test_line(read, slug, line):
    found = [one for one in read(line["text"]) if one.kind == slug]
    got = []
    for index, one in enumerate(found):
        names = line["expect"][index]["attributes"] if index < len(line["expect"]) else one.attributes
        got.append({"quote": one.quote, "attributes": {name: one.attributes[name] for name in names}})
    assert got == line["expect"]
    assert (found[0].rule if found else "") == line["rule"]


def fired(slug, read):
    return {one.rule for line in lines(slug) for one in read(line["text"]) if one.kind == slug}


def test_every_casualty_pattern_has_a_line_that_fires(read):
    ids = {row["id"] for row in rows(casualty_pipe.KIND.folder / "patterns.jsonl")}
    # Those of arrest, torture and displacement stand in the corpus of violations.
    assert (
        ids - fired("casualty", read) - {one.rule for line in lines("violations") for one in read(line["text"])}
        == set()
    )


def test_every_cue_verb_rule_has_a_line_that_fires(read):
    ids = {rule for takes, lemmas in attribution.lexicon().items() if takes != "nothing" for rule in lemmas.values()}
    fired_ids = {rule.replace("speak-quotation", "quote-only") for rule in fired("statement", read)}
    assert ids - fired_ids == set()


@pytest.mark.parametrize("kind", KINDS, ids=[kind.slug for kind in KINDS])
def test_rule_ids_are_unique_and_kebab_case(kind):
    for path in kind.folder.rglob("*.jsonl"):
        ids = [row["id"] for row in rows(path)]
        assert len(set(ids)) == len(ids)
        assert all(id_ == id_.lower() and id_.replace("-", "").isalnum() for id_ in ids)
