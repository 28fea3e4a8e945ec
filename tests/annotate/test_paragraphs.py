import pytest

from annotate import paragraphs


def cut(text, alien=(), script=paragraphs.LATIN):
    return [(piece.start, piece.text) for piece in paragraphs.cut(text, list(alien), script)]


def test_each_line_is_a_paragraph_and_starts_where_it_stands():
    assert cut("  One.\n\n Two \r\nThree") == [(2, "One."), (9, "Two"), (15, "Three")]


def test_boilerplate_and_other_scripts_are_left_out():
    text = "One line.\nGive now.\nقتل 12 شخصا\nLast line."
    assert [piece for _, piece in cut(text, alien=[(10, 19)])] == ["One line.", "Last line."]
    assert [piece for _, piece in cut(text, script=((0x600, 0x700),))] == ["قتل 12 شخصا"]


def test_a_boilerplate_sentence_does_not_take_its_paragraph_along():
    assert cut("News here. Give now. More news.", alien=[(11, 20)]) == [(0, "News here. Give now. More news.")]


def test_a_paragraph_begins_behind_its_dateline():
    text = "DORN (AP) —  Nine died.\nTESSA (AP) —\nMore."
    assert cut(text, alien=[(0, 11), (24, 36)]) == [(13, "Nine died."), (37, "More.")]


def test_long_ones_are_cut_after_a_sentence_or_a_word_and_nothing_is_lost():
    for text in ("The road is open. " * 2000, "road " * 5000, "x" * 25_000):
        pieces = cut(text)
        assert "".join(piece for _, piece in pieces) == text.rstrip() or "".join(p for _, p in pieces) == text
        assert all(len(piece) <= paragraphs.LONGEST for _, piece in pieces)
        assert all(text[start : start + len(piece)] == piece for start, piece in pieces)


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("a\tb\u00a0c\x00d\ud800e\u200bf", "a b c d e f"),
        ("go " + "x" * 200 + " on", "go " + " " * 200 + " on"),
        ("go " + "x" * 199 + " on", "go " + "x" * 199 + " on"),
        ("UN and NATO said", "UN and NATO said"),
    ],
)
def test_evened_out_text_keeps_every_code_point_in_its_place(text, even):
    assert paragraphs.even(text) == even
    assert len(even) == len(text)


def test_a_stretch_without_the_end_of_a_sentence_is_cut_between_words():
    text = "He spoke. " + "and then they went on " * 120 + "home. The road is open."
    pieces = cut(text)
    assert "".join(piece for _, piece in pieces) == text
    assert len(pieces) > 2
    assert all(piece.endswith(" ") for _, piece in pieces[:-1])
    assert max(len(piece) for _, piece in pieces) <= paragraphs.LONGEST_SENTENCE + len("He spoke. ")
    assert cut("The road is open. " * 400)[0][1].count("open") > 300
