"""Whatever a text holds: it is read, in time that grows with its length, and quotes are the text's own words."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import annotate
from annotate import BY_SLUG, pipeline

ARTICLE = (
    "Shells hit the quay of Ostrava Bay, killing at least 12 people, the governor's office said. “We heard four blasts,” "
    "said Mira Kolar.\n\nThe regime in Tarn denied it; a spokesman blamed “criminal gangs”.\n\n"
)
# Scraps of news between what news is not made of.
SCRAPS = (
    *(
        "Shells killed at least 12 people",
        ", the mayor said",
        "“We will stay,” she said. ",
        "the regime",
        "according to",
    ),
    *("Des obus ont tué 12 personnes", "selon le maire", "aucun blessé", "dont trois enfants", "ni"),
    *('"', "“", "”", "‘", "’", "'", "«", "»", "(", ")", "[", "{", "—", "…", ".", ". ", ",", ";", ":", "?!", "*", "#"),
    *("12", "3,400", "1999", "½", "٣", "１２", "0", "-1", "1e9", "12-14", "%", "$5", "9" * 40),
    *(
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "\u00a0",
        "\u2028",
        "\x00",
        "\x1b[31m",
        "\x7f",
        "\ufeff",
        "\u200b",
        "\u202e",
        "\u2066",
    ),
    *("\ud800", "\udfff", "\U0001f600", "👨‍👩‍👧", "e\u0301", "ﬁ", "İ", "ß", "Ǆ", "\ufffd", "\uffff", "\U0010ffff"),
    *("שלום", "قتل 12 شخصا", "убиты 12 человек", "十二人が死亡", "๑๒", "नमस्ते", "killed12", "12killed", "KILLED"),
)
TEXTS = st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join) | st.text(max_size=200)
LANGUAGES = st.sampled_from(["en", "fr", "ar", ""])


def check(text, proposals):
    for one in proposals:
        assert 0 <= one.start < one.end <= len(text)
        assert one.quote == text[one.start : one.end]
        assert one.attributes == BY_SLUG[one.kind].clean(one.attributes, one.quote)
        assert all(0 <= start < end <= len(text) for spans in one.spans.values() for start, end in spans)


def check_whole(text, language, proposals):
    """What is put together from the claims keeps to the text and to its own bounds."""
    toll = annotate.toll(text, language, claims=proposals)
    for outcome, figure in toll.figures.items():
        assert toll.best(outcome) >= (figure.low or 0)
        assert figure.high is None or figure.best <= figure.high
        assert {one.claim.start for one in figure.claims} <= {one.start for one in proposals}
    violations = annotate.violations(text, language, claims=proposals)
    assert all(0 <= one.start < one.end <= len(text) for one in violations.signs)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, LANGUAGES)
def test_any_text_in_any_language_is_read(text, language):
    proposals = next(pipeline.propose_many([text], language, strict=True))
    check(text, proposals)
    check_whole(text, language, proposals)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, LANGUAGES), max_size=8))
def test_any_texts_are_read_together(pairs):
    texts, tongues = [text for text, _ in pairs], [language for _, language in pairs]
    found = list(pipeline.propose_many(texts, tongues, strict=True))
    assert len(found) == len(texts)
    for text, proposals in zip(texts, found, strict=True):
        check(text, proposals)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_ten_thousand_numbers_are_read_and_put_together(language):
    text = " ".join(map(str, range(10_000))) + " people were killed."
    proposals = next(pipeline.propose_many([text], language, strict=True))
    check(text, proposals)
    check_whole(text, language, proposals)


def test_what_was_proposed_is_not_read_again(monkeypatch):
    text = ARTICLE + "Gunmen abducted two nurses."
    expected = annotate.toll(text), annotate.violations(text)
    proposals = annotate.propose(text)
    monkeypatch.setattr(pipeline, "propose_many", lambda *_, **__: pytest.fail("read again"))
    monkeypatch.setattr(pipeline, "propose", lambda *_, **__: pytest.fail("read again"))
    assert (annotate.toll(text, claims=proposals), annotate.violations(text, claims=proposals)) == expected
    assert expected[0].best() == 12
    assert "kidnapping" in expected[1].types


MONSTERS = {
    "no punctuation": "shells killed twelve people the governor said in the bay and the regime denied it ",
    "straight marks": '"',
    "curly marks": "“”‘’",
    "open marks": "“he said ",
    "marks and words": '"a" ',
    "numbers": "12 ",
    "numbers that count": "12 people killed, ",
    "mixed scripts": "shells קטלו 12 человек 死亡 قتل ",
    "emoji": "🙂👨‍👩‍👧🇺🇳 ",
    "control characters": "\x00\x01\x1b\x7f",
    "lone surrogates": "\ud800 killed 12 \udfff ",
    "open brackets": "(",
    "nested brackets": "([{ killed 12 people }]) ",
    "combining marks": "e\u0301\u0302\u0303",
    "right to left": "\u202eقتل 12 شخصا\u202c ",
    "new lines": "\n",
    "blank lines": "\n \n\t\n",
    "one word": "killed",
    "dashes": "killed—",
    "commas": "said, ",
    "according to": "according to ",
    "said that": "said that ",
    "killed and": "killed and ",
    "lists": "a soldier and ",
    "and so on": "the regime's ",
    "addresses": "https://a.example/killed?12 ",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_are_read(name, language):
    text = (MONSTERS[name] * (8_000 // len(MONSTERS[name]) + 1))[:8_000]
    proposals = next(pipeline.propose_many([text], language, strict=True))
    check(text, proposals)
    check_whole(text, language, proposals)


@pytest.mark.parametrize("piece", ["\n", "x", "(", "0123456789abcdef", "\ud800", "قتل 12 ", '"', "\n\n \n"])
def test_a_megabyte_of_nothing_is_over_at_once(piece):
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    assert annotate.propose(text) == []
    assert time.process_time() - began < 20


@pytest.mark.parametrize("piece", [ARTICLE, ARTICLE.replace("\n\n", " "), "12 people were killed, he said, and "])
def test_time_grows_with_the_length_and_no_faster(piece):
    annotate.propose(piece * 20)
    times = []
    for times_longer in (1, 8):
        text = piece * (8_000 * times_longer // len(piece))
        began = time.process_time()
        found = annotate.propose(text)
        times.append(time.process_time() - began)
        check(text, found)
        assert found
    # Eight times the text: what grows with its square would take sixty-four times as long.
    assert times[1] < 24 * times[0] + 0.5
