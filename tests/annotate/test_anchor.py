import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import anchor

ODD = st.text(alphabet=st.sampled_from("ab \r\n\u0301\u05d0\u0627\u200f\U0001f600\U0001f468\u200d“”'"), max_size=60)


@given(st.text(max_size=60), st.integers(0, 60))
def test_utf16_is_what_the_codec_counts(text, n):
    n = min(n, len(text))
    assert anchor.to_utf16(text, n) == len(text[:n].encode("utf-16-le", "surrogatepass")) // 2


@given(ODD, st.integers(0, 60))
def test_there_and_back(text, n):
    n = min(n, len(text))
    assert anchor.from_utf16(text, anchor.to_utf16(text, n)) == n


def test_half_a_pair_is_no_character():
    assert anchor.from_utf16("a\U0001f600b", 2) == 1


@given(ODD, st.data())
def test_an_unchanged_text_gives_a_place_where_the_quote_stands(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    found = anchor.reanchor(text, quote, text[max(0, start - 10) : start], text[end : end + 10], start)
    if not quote.strip():
        assert found is None
    else:
        assert found == (start, end)


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "suffix", "near", "found"),
    [
        ("He left. He left again.", "He left", "", "", 9, "9-16"),
        ("He left. He left again.", "He left", "", " again", 0, "9-16"),
        ("It said “no way” today", 'said "no way"', "It ", " today", 3, "3-16"),
        ("two  \n words here", "two words", "", "", 0, "0-12"),
        ("On Monday 13 men were killed near Dorn.", "12 men were killed", "On Monday ", " near Dorn", 10, "10-28"),
        ("Nothing of the sort.", "12 men were killed", "On Monday ", " near Dorn", 10, None),
    ],
)
def test_after_an_edit(text, quote, prefix, suffix, near, found):
    place = anchor.reanchor(text, quote, prefix, suffix, near)
    assert (f"{place[0]}-{place[1]}" if place else None) == found
