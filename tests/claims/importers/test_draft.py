import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.importers import normalise, problem_with


@pytest.mark.parametrize(
    ("given_", "stored"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffTen", "Ten"),
        ("Dvor\u030cnik", "Dvo\u0159nik"),
        ("  kept  \n", "  kept  \n"),
        ("👨\u200d👩\u200d👧 🙏🏽", "👨\u200d👩\u200d👧 🙏🏽"),
    ],
)
def test_normalise(given_: str, stored: str):
    assert normalise(given_) == stored


@given(st.text())
def test_normalising_twice_changes_nothing(text: str):
    once = normalise(text.replace("\ufeff", ""))
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "no text"), (" \n\t", "no text"), ("a\x00b", "NUL"), ("x" * 11, "limit"), ("\ud800", "surrogate")],
)
def test_what_cannot_be_an_article(text: str, word: str):
    assert word in problem_with(text, 10)


def test_an_article():
    assert problem_with("Ten died.", 10) == ""
