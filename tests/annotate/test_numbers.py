import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import numbers


@pytest.mark.parametrize(
    ("text", "count", "low", "high", "modifier", "kind"),
    [
        ("12 people died", "12", 12, 12, "", ""),
        ("12,000 people fled", "12,000", 12_000, 12_000, "", ""),
        ("twenty-five miners", "twenty-five", 25, 25, "", ""),
        ("one hundred and five miners", "one hundred and five", 105, 105, "", ""),
        ("1.5 million people", "1.5 million", 1_500_000, 1_500_000, "", ""),
        ("a dozen men", "a dozen", 12, 12, "", ""),
        ("half a dozen men", "half a dozen", 6, 6, "", ""),
        ("two dozen men", "two dozen", 24, 24, "", ""),
        ("dozens of men", "dozens", 24, None, "", ""),
        ("scores of men", "scores", 40, None, "", ""),
        ("hundreds of men", "hundreds", 200, None, "", ""),
        ("Thousands fled", "Thousands", 2_000, None, "", ""),
        ("tens of thousands of men", "tens of thousands", 20_000, None, "", ""),
        ("several hundred men", "several hundred", 300, None, "", ""),
        ("several men", "several", 3, None, "", ""),
        ("at least 12 people", "12", 12, None, "at_least", ""),
        ("12 or more people", "12", 12, None, "at_least", ""),
        ("more than 20 people", "20", 20, None, "more_than", ""),
        ("up to 40 people", "40", None, 40, "at_most", ""),
        ("as many as 40 people", "40", None, 40, "at_most", ""),
        ("fewer than 10 people", "10", None, 10, "fewer_than", ""),
        ("nearly 30 people", "30", 30, 30, "about", ""),
        ("some 300 people", "300", 300, 300, "about", ""),
        ("30 or so people", "30", 30, 30, "about", ""),
        ("between 8 and 11 people", "between 8 and 11", 8, 11, "between", ""),
        ("8-11 people", "8-11", 8, 11, "between", ""),
        ("three or four people", "three or four", 3, 4, "between", ""),
        ("10 more people", "10", 10, 10, "additional", "additional"),
        ("another 10 people", "10", 10, 10, "additional", "additional"),
        ("at least 10 more people", "10", 10, None, "at_least", "additional"),
        ("a total of 15 people", "15", 15, 15, "", "total"),
        ("a group of seven people", "seven", 7, 7, "", ""),
        ("half a million people", "half a million", 500_000, 500_000, "", ""),
    ],
)
def test_counts(text, count, low, high, modifier, kind):
    (one,) = numbers.find(text)
    assert text[one.count_start : one.count_end] == count
    assert (one.low, one.high, one.modifier, one.count_kind) == (low, high, modifier, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Virek, 34, said",
        "on May 3",
        "on 3 May",
        "in 2011",
        "$67,000",
        "5 kilometres away",
        "a 12-year-old",
        "a two-year-old girl",
        "two-year-old twins",
        "brothers (11 and 15)",
        "the third attack",
        "€40 million",
        "40 rounds",
        "No. 7",
        "a 23-strong convoy",
        "12%",
        "12 percent",
        "at 6:00 pm",
        "7th",
        "three days",
        "two more days",
        "no one was there",
        "one of the men",
        "",
        "“”",
    ],
)
def test_what_counts_nobody(text):
    assert numbers.find(text) == []


@pytest.mark.parametrize(
    ("words", "number"), [("12,000", 12_000), ("two dozen", 24), ("a hundred and five", 105), ("men", None)]
)
def test_value(words, number):
    assert numbers.value(words) == number


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-–$%abdehnotruwyz\n\u0301\U0001f600"), max_size=80))
def test_any_text_gives_offsets_inside_it_in_order(text):
    last = 0
    for one in numbers.find(text):
        assert last <= one.start <= one.count_start < one.count_end <= one.end <= len(text)
        assert one.low is None or one.high is None or one.low <= one.high
        last = one.end
