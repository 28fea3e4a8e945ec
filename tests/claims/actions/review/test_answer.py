"""An answer as a person gave it: complete, or refused with the field that is wrong."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate import BY_SLUG
from claims.actions.errors import Invalid
from claims.actions.review.answer import clean_answer, clean_span, clean_spans, clean_words
from claims.models import Article, Project

TEXT = "🚀 Shells killed 12 people.\n\n  عاجل: مقتل 12 شخصا\tعلى الأقل "
CASUALTY = BY_SLUG["casualty"]
KNOWN = {
    "kind": "casualty",
    "start": 2,
    "end": 26,
    "attributes": CASUALTY.clean({"low": 12, "count_text": "12", "victims": "people"}, ""),
    "spans": {"count": [[16, 18]], "victims": [[19, 25]], "cue": [[9, 15]]},
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def article(text: str = TEXT, kinds: tuple[str, ...] = ("casualty", "statement", "framing")) -> Article:
    return Article(text=text, project=Project(kinds=list(kinds)))


def test_what_is_left_out_is_as_known() -> None:
    assert clean_answer(article(), {}, KNOWN) == {**KNOWN, "quote": "Shells killed 12 people."}


def test_nothing_known_and_nothing_given_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        clean_answer(article(), {}, {})
    assert list(refusal.value.errors) == ["kind"]


@given(st.integers(-3, len(TEXT) + 3), st.integers(-3, len(TEXT) + 3))
def test_a_span_is_refused_or_holds_the_same_words_without_white_space(start: int, end: int) -> None:
    inside = 0 <= start < end <= len(TEXT) and TEXT[start:end].strip()
    if not inside:
        with pytest.raises(Invalid) as refusal:
            clean_span(TEXT, start, end)
        assert list(refusal.value.errors) == ["span"]
        return
    left, right = clean_span(TEXT, start, end)
    assert start <= left < right <= end
    assert TEXT[left:right] == TEXT[start:end].strip()


@pytest.mark.parametrize("start", [None, "2", 2.0, True, [2], {}])
def test_a_span_is_two_whole_numbers(start: Any) -> None:
    for pair in ((start, 26), (2, start)):
        with pytest.raises(Invalid, match="whole numbers"):
            clean_span(TEXT, *pair)


def test_offsets_in_another_unit_are_refused_by_the_quote() -> None:
    quote = "Shells killed 12 people."
    with pytest.raises(Invalid) as refusal:
        # UTF-16 counts the rocket twice.
        clean_answer(article(), {"start": 3, "end": 27, "quote": quote}, KNOWN)
    assert list(refusal.value.errors) == ["quote"]
    answer = clean_answer(article(), {"start": 2, "end": 26, "quote": f" {quote} "}, KNOWN)
    assert (answer["start"], answer["end"], answer["quote"]) == (2, 26, quote)


def test_a_retyped_value_loses_its_place_and_no_other_does() -> None:
    attributes = {**KNOWN["attributes"], "count_text": "twelve"}
    assert clean_answer(article(), {"attributes": attributes}, KNOWN)["spans"] == {
        "victims": [[19, 25]],
        "cue": [[9, 15]],
    }


def test_given_spans_replace_the_known_ones() -> None:
    answer = clean_answer(article(), {"spans": {"count": [[15, 19]], "cue": []}}, KNOWN)
    assert answer["spans"] == {"count": [[16, 18]]}


@pytest.mark.parametrize(
    "spans",
    [
        None,
        [],
        "count",
        {"elbow": [[0, 1]]},
        {"count": 1},
        {"count": [3]},
        {"count": [[1]]},
        {"count": [[1, 2, 3]]},
        {"count": ["ab"]},
        {"count": [[5, 5]]},
        {"count": [[0, 1000]]},
        {"count": "0"},
        {"count": {"a": 1}},
    ],
)
def test_spans_of_another_shape_are_refused(spans: Any) -> None:
    with pytest.raises(Invalid):
        clean_spans(TEXT, CASUALTY.roles, spans)


def test_a_kind_the_project_does_not_use_is_refused_even_where_known() -> None:
    with pytest.raises(Invalid) as refusal:
        clean_answer(article(kinds=("statement",)), {}, KNOWN)
    assert list(refusal.value.errors) == ["kind"]


def test_another_kind_starts_from_nothing_and_derives_from_the_words() -> None:
    answer = clean_answer(article(), {"kind": "framing", "end": 8}, KNOWN)
    assert answer["attributes"] == {"term": "Shells", "voice": "", "source": "", "target": "", "alternatives": []}
    assert answer["spans"] == {}


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["kind", "start", "end", "quote", "attributes", "spans", "other"]), ANYTHING, max_size=5
    ),
    st.sampled_from([{}, KNOWN]),
)
def test_whatever_is_posted_is_an_answer_or_invalid(data: dict[str, Any], known: dict[str, Any]) -> None:
    answer: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    try:
        answer = clean_answer(article(), data, known)
    except Invalid as refusal:
        errors = refusal.errors
    assert bool(answer) != bool(errors)
    if errors:
        assert all(found and all(found) for found in errors.values())
        return
    assert answer["quote"] == TEXT[answer["start"] : answer["end"]]
    assert answer["quote"] == answer["quote"].strip() != ""
    assert BY_SLUG[answer["kind"]].clean(answer["attributes"], answer["quote"]) == answer["attributes"]
    assert set(answer["spans"]) <= set(BY_SLUG[answer["kind"]].roles)


@given(st.text(st.characters()) | st.none() | st.integers())
def test_words_can_be_stored_anywhere(value: Any) -> None:
    words = clean_words(value)
    assert words == words.strip()
    assert "\0" not in words
    assert "\r\n" not in words
    assert not any(unicodedata.category(char) == "Cs" for char in words)
    assert clean_words(words) == words


def test_nothing_else_is_lost_of_words() -> None:
    assert clean_words("  e\u0301 👩‍🚀\r\nعاجل\t<b> ") == "e\u0301 👩‍🚀\nعاجل\t<b>"
    assert (clean_words(None), clean_words(0)) == ("", "0")
