import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import capitals, pipeline

KNOWN = frozenset(
    ("the", "mayor", "of", "was", "kill", "by", "gunman", "gunmen", "on", "in", "city", "who", "fled", "a", "guard")
)


@pytest.mark.parametrize(
    ("shouted", "lowered"),
    [
        ("THE MAYOR OF KARVEL WAS KILLED BY GUNMEN.", "The mayor of Karvel was killed by gunmen."),
        ("THE GUARD FLED. ON MONDAY A MAYOR WAS KILLED.", "The guard fled. On Monday a mayor was killed."),
        ("THE MAYOR, CARLOS GUARD, FLED.", "The mayor, Carlos Guard, fled."),
        ("A GUARD OF SAN DORNO", "A guard of San Dorno"),
        ("", ""),
    ],
)
def test_names_get_their_capitals_back(shouted, lowered):
    assert capitals._cased(shouted, KNOWN) == lowered


def test_shouting_is_told_from_a_headline_word():
    assert capitals.is_shouted("THE MAYOR OF KARVEL WAS KILLED BY GUNMEN ON MONDAY MORNING.")
    assert not capitals.is_shouted("UN: The mayor of Karvel was killed by gunmen on Monday morning.")
    assert not capitals.is_shouted("KILLED")


def test_the_model_knows_common_words_and_no_invented_name():
    words = capitals.known_words(pipeline.load())
    assert {"mayor", "kill", "the"} <= words
    assert "karvel" not in words


def test_claims_of_a_shouted_text_keep_its_own_words(read):
    text = "PORT OSTRAVA, 3 MAY (RADIO DORN) -- GUNMEN KILLED LIEUTENANT TOMAS VIREK AND WOUNDED TWO OF HIS GUARDS."
    assert [(one.attributes["victims"], one.attributes["low"]) for one in read(text) if one.kind == "casualty"] == [
        ("LIEUTENANT TOMAS VIREK", 1),
        ("HIS GUARDS", 2),
    ]


@given(st.text(max_size=60))
def test_every_code_point_keeps_its_place(text):
    assert len(capitals._cased(text, KNOWN)) == len(text)
