"""Sentences that another program puts into its reader's language."""

from __future__ import annotations

import pickle

import pytest

from annotate import BY_SLUG, InvalidAttributes, rule
from annotate.wording import Sentence, joined

FRENCH = {
    "Keep it under %(most)s characters.": "Restez sous %(most)s caractères.",
    "%(words)s or %(last)s": "%(words)s ou %(last)s",
    "Not beside %(words)s.": "Pas à côté de %(words)s.",
    "Give text.": "Donnez du texte.",
}


def french(words: str) -> str:
    return FRENCH.get(words, words)


def test_a_sentence_is_the_english_string() -> None:
    said = Sentence("Keep it under %(most)s characters.", most=40)
    assert said == "Keep it under 40 characters."
    assert (said.template, said.params) == ("Keep it under %(most)s characters.", {"most": 40})
    assert pickle.loads(pickle.dumps(said)).put(french) == "Restez sous 40 caractères."


def test_it_is_put_into_another_language_with_what_it_holds() -> None:
    words = Sentence("%(words)s or %(last)s", words="hold", last="keep")
    assert Sentence("Not beside %(words)s.").filled(words=words).put(french) == "Pas à côté de hold ou keep."
    assert Sentence("Give text.").put(french) == "Donnez du texte."
    assert Sentence("Nothing known of 100 % of this.").put(french) == "Nothing known of 100 % of this."


def test_sentences_are_joined_and_each_is_translated_by_itself() -> None:
    both = joined([Sentence("Give text."), "", "As it stands: 5 %."])
    assert both == "Give text. As it stands: 5 %."
    assert both.put(french) == "Donnez du texte. As it stands: 5 %."
    assert joined([]) == ""


def test_what_a_schema_refuses_and_what_a_rule_looks_for_are_sentences() -> None:
    with pytest.raises(InvalidAttributes) as refused:
        BY_SLUG["casualty"].clean({"low": "a few", "place": 7, "hedges": [""] * 51, "none": 1}, "five")
    found = [sentence for sentences in refused.value.errors.values() for sentence in sentences]
    assert len(found) == 4
    assert all(isinstance(sentence, Sentence) for sentence in found)
    known = rule("kill-verb")
    assert known is not None
    assert "tués" in known.looks_for.put(lambda words: "tués" if words == "killed" else words)
