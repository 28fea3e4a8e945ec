from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.docbin import Document, Mark, read, write


def test_a_span_inside_a_token_cuts_it():
    document = Document("anti-regime protesters", marks=(Mark("1", "FRAMING", 5, 11), Mark("2", "FRAMING", 6, 8)))
    (back,) = read(write([document]))
    assert back == document


def test_languages_that_spacy_does_not_have_use_the_multilingual_tokenizer():
    document = Document("قُتل سبعة أشخاص", language="ps", marks=(Mark("1", "CASUALTY", 0, 4),))
    assert next(read(write([document]))) == document


@st.composite
def documents(draw: st.DrawFn) -> Document:
    alphabet = st.one_of(
        st.sampled_from("ab .,-'\n\t\u0301🙏\U0001f3fd\u200dقة$"), st.characters(exclude_categories=["Cs"])
    )
    text = draw(st.text(alphabet, min_size=1, max_size=40))
    marks = []
    for number in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if start < end:
            marks.append(Mark(str(number), draw(st.sampled_from(["CASUALTY", "FRAMING"])), start, end))
    return Document(
        text, draw(st.sampled_from(["en", "ar", "zz"])), tuple(marks), claims={"0": {"a": [1]}}, meta={"id": 3}
    )


@settings(deadline=None, max_examples=200)
@given(documents())
def test_whatever_is_written_is_read(document: Document):
    assert list(read(write([document]))) == [document]
