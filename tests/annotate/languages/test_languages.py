import pytest

import annotate
from annotate import languages, pipeline


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN", "en_US", "", " en "])
def test_english_by_its_tags_and_by_default(tag):
    assert languages.find(tag) is languages.ENGLISH


@pytest.mark.parametrize("tag", ["ar", "tlh", "x", "english"])
def test_a_language_without_rules_has_no_proposals_and_says_so(tag):
    assert languages.find(tag) is None
    assert annotate.propose("Shells killed 12 people.", tag) == []
    assert tag in annotate.note(tag)
    assert annotate.fingerprint(tag).startswith("none rules ")


def test_of_english_nothing_is_left_out():
    assert annotate.note("en") == ""


def test_many_may_be_of_many_languages_and_come_in_order():
    texts = ["Shells killed 12 people.", "مقتل 12 شخصا", "Shells killed 13 people."]
    found = list(annotate.propose_many(texts, ["en", "ar", "en-GB"]))
    assert [[one.attributes["low"] for one in each] for each in found] == [[12], [], [13]]


def test_settings_by_language(monkeypatch):
    assert languages.ENGLISH.setting == "SPACY_MODEL"
    monkeypatch.setenv("SPACY_MODEL", "elsewhere")
    assert languages.ENGLISH.model() == "elsewhere"


def test_a_missing_optional_model_is_noted_and_no_error(monkeypatch):
    spare = languages.Language(
        "qq", "Spare", ("no_such_model",), {"casualty": "annotate.kinds.casualty.pipe"}, extra="qq"
    )
    monkeypatch.setitem(languages.LANGUAGES, "qq", spare)
    assert annotate.propose("Shells killed 12 people.", "qq") == []
    assert "Spare" in annotate.note("qq")
    assert "no_such_model" in annotate.note("qq")
    assert "SPACY_MODEL_QQ" in annotate.note("qq")
    assert annotate.fingerprint("qq").startswith("none rules ")


def test_the_fingerprint_follows_the_data_of_its_own_language(monkeypatch, tmp_path):
    for name in ("kinds/patterns.jsonl", "languages/fr/casualty.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}\n")
    monkeypatch.setattr(pipeline, "__file__", str(tmp_path / "pipeline.py"))
    hashes = pipeline._rules_hash.__wrapped__
    before = hashes("en"), hashes("fr")
    (tmp_path / "languages/fr/casualty.jsonl").write_text("{ }\n")
    assert hashes("en") == before[0]
    assert hashes("fr") != before[1]
    (tmp_path / "kinds/patterns.jsonl").write_text("{ }\n")
    assert hashes("en") != before[0]
