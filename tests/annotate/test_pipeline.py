import random
import threading

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import annotate
from annotate import BY_SLUG, paragraphs, pipeline

PARTS = (
    *(
        "Shells killed at least 12 people",
        ", the mayor said",
        "“We will stay,” she said. ",
        "the regime",
        "\r\n",
        "\n\n",
        " ",
    ),
    *(
        "\U0001f600",
        "e\u0301",
        "\u200f\u05e9\u05dc\u05d5\u05dd",
        "\u0642\u062a\u0644 12",
        '"',
        "’",
        "(",
        "\x00",
        "\u2028",
        "12",
        "according to",
        ". ",
    ),
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


def invariants(text, proposals):
    order = [(one.start, -one.end) for one in proposals]
    assert order == sorted(order)
    for one in proposals:
        kind = BY_SLUG[one.kind]
        assert 0 <= one.start < one.end <= len(text)
        assert one.quote == text[one.start : one.end]
        assert one.attributes == kind.clean(one.attributes, one.quote)
        assert 0 <= one.score <= 1
        assert one.rule
        assert one.fingerprint == annotate.fingerprint()
        assert set(one.spans) <= set(kind.roles)
        assert all(0 <= start < end <= len(text) for spans in one.spans.values() for start, end in spans)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(TEXTS)
def test_any_text_is_read_and_offsets_hold(read, text):
    invariants(text, read(text))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=120))
def test_any_unicode_is_read(read, text):
    invariants(text, read(text))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", '"', "“”‘’", "\x00\x01", "\ud800", "🙂🙂", "مقتل 12 شخصا في الهجوم", "x" * 5000]
)
def test_odd_texts_hold_no_claims(read, text):
    assert read(text) == []


def test_text_in_another_script_beside_english_is_passed_over(read):
    text = "مقتل 12 شخصا في الهجوم قال المحافظ\nShells killed 12 people."
    assert [one.quote for one in read(text)] == ["Shells killed 12 people"]


def test_offsets_count_code_points_past_emoji_and_crlf(read):
    text = "🙂 First line.\r\n\r\nShells killed 12 people."
    (one,) = read(text)
    assert one.quote == text[one.start : one.end] == "Shells killed 12 people"


def test_wrapped_lines_are_one_paragraph(read):
    lines = (
        "Officials in the port of Tessa said on Monday that shells had",
        "killed 12 people in the harbour and that the road to the town",
        "of Dorn was closed.",
    )
    assert "shells had\nkilled 12 people" in [one.quote for one in read("\n".join(lines) + "\n")]


def test_capitals_are_read_and_kept(read):
    text = "SHELLS KILLED 12 PEOPLE IN THE HARBOUR OF TESSA ON MONDAY, THE MAYOR SAID."
    casualty = next(one for one in read(text) if one.kind == "casualty")
    assert (casualty.quote, casualty.attributes["source"]) == ("SHELLS KILLED 12 PEOPLE", "THE MAYOR")


def test_a_very_long_text_is_read_in_parts(read):
    sentence = "Shells killed 12 people in Tessa. "
    text = sentence * 700
    assert len(text) > 2 * paragraphs.LONGEST
    found = [one for one in read(text) if one.kind == "casualty"]
    assert len(found) == 700
    invariants(text, found)


def test_a_speech_too_long_for_a_claim_is_left_out(read):
    speech = "The road to Dorn is open and the harbour is quiet. " * 250
    assert [one.quote for one in read(f"The governor said: “{speech}”\nShells killed 12 people.")] == [
        "Shells killed 12 people"
    ]


def test_a_megabyte_that_is_no_language_does_no_harm(read):
    assert read("0123456789abcdef" * 65_536) == []


def test_many_give_what_one_gives_in_order():
    texts = ["Shells killed 12 people.", "", "The regime fell.", "Nothing happened in Dorn."] * 9
    assert list(annotate.propose_many(texts)) == [annotate.propose(text) for text in texts]


def test_many_take_a_generator_and_give_as_they_go():
    stream = annotate.propose_many(f"Shells killed {n} people." for n in range(10, 1_000_000_000))
    assert [next(stream)[0].attributes["low"] for _ in range(20)] == list(range(10, 30))


def test_threads_read_alike():
    texts = [f"Shells killed {random.Random(n).randint(10, 99)} people, the mayor of Dorn said." for n in range(12)]
    expected = [annotate.propose(text) for text in texts]
    got = {}
    threads = [
        threading.Thread(target=lambda i=i: got.__setitem__(i, annotate.propose(texts[i]))) for i in range(len(texts))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [got[i] for i in range(len(texts))] == expected


def test_fingerprint_is_short_and_the_same():
    assert annotate.fingerprint() == annotate.fingerprint()
    assert len(annotate.fingerprint()) <= 100


def test_weights_of_the_packaged_model_are_those_reviewed():
    if not spacy.util.is_package(pipeline.PACKAGED_MODEL):
        pytest.skip(f"{pipeline.PACKAGED_MODEL} is not installed")
    folder = spacy.load(pipeline.PACKAGED_MODEL).path
    assert pipeline.weights(folder) == pipeline.PACKAGED_WEIGHTS


def test_a_missing_model_says_what_to_do(monkeypatch):
    monkeypatch.setenv("SPACY_MODEL", "no_such_model")
    with pytest.raises(pipeline.ModelMissing, match="SPACY_MODEL"):
        annotate.propose("Shells killed 12 people.")


@pytest.mark.parametrize(
    "text", ["SHELLS HIT SAN TESSA ON MONDAY, PRESIDENT CRISTOBAL VARGA SAID. HE DENIED THAT 12 PEOPLE DIED."]
)
def test_the_quick_parts_stand_in_the_places_of_the_slow_ones_and_find_the_same(monkeypatch, text):
    quick = pipeline.load(strict=True)
    assert {"tok2vec", "attribute_ruler", "lemmatizer", "ner"} <= set(quick.pipe_names)
    found = next(pipeline.propose_many([text], strict=True))
    monkeypatch.setattr(pipeline, "_QUICKER", ())
    monkeypatch.setattr(pipeline, "_loaded", {})
    assert next(pipeline.propose_many([text], strict=True)) == found != []
