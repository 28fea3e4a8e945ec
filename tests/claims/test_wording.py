"""What the machine's half says, in the reader's language."""

from __future__ import annotations

from django.utils.translation import override

from annotate import Sentence
from claims.actions.errors import Invalid
from claims.wording import attribute_name, kind_name, value_name, worded


def test_a_sentence_comes_in_the_language_of_now_and_other_words_as_they_are() -> None:
    sentence = Sentence("Keep it under %(most)s characters.", most=200)
    assert worded(sentence) == "Keep it under 200 characters."
    with override("fr"):
        assert worded(sentence) == "Ne dépassez pas 200 caractères."
        assert worded("Give text.") == "Give text."


def test_a_refusal_is_put_into_it_when_it_is_raised() -> None:
    with override("fr"):
        refused = Invalid({"low": [Sentence("Give text.")]})
    assert refused.errors == {"low": ["Donnez un texte."]}
    assert str(refused) == "Donnez un texte."


def test_kinds_attributes_and_codes_have_names() -> None:
    with override("fr"):
        assert kind_name("casualty") == "Bilan humain"
        assert attribute_name("low", "casualty") == "Minimum"
        assert value_name(["killed", "injured"], "outcomes", "casualty") == "tués, blessés"
        assert value_name("at_least", "modifier", "casualty") == "au moins"


def test_what_has_no_name_stays_as_it_is() -> None:
    assert (kind_name("gone"), attribute_name("gone", "casualty"), attribute_name("low", "gone")) == (
        "gone",
        "gone",
        "low",
    )
    assert value_name("gone", "modifier", "casualty") == "gone"
    assert value_name("killed", "outcomes", "gone") == "killed"
    assert (value_name(12, "low", "casualty"), value_name(None, "low", "casualty")) == ("12", "")
