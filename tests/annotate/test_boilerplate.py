import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate import boilerplate

APPEAL = (
    "There is no paywall on this page because readers like you pay for it. Your gift will help us reach our goal by "
    "Dec. 31. Donate today!"
)


def found(text):
    return [text[start:end] for start, end in boilerplate.find(text)]


@pytest.mark.parametrize(
    "line",
    [
        APPEAL,
        "Sign up for our morning newsletter and never miss a story.",
        "We use cookies to improve this site.",
        "Read more: The harbour of Tessa",
        "Advertisement",
        "© 2021 The Ostrava Courier. All rights reserved.",
        "Follow us on every channel.",
        "Please consider making a donation to our newsroom.",
    ],
)
def test_a_line_of_boilerplate(line):
    text = f"The harbour of Tessa was closed.\n{line}\nThe mayor said so."
    assert found(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "The government donated 40 tents to Dorn today.",
        "The minister asked readers of the letter to keep it.",
        "Rebels read the names of the dead.",
        "The union will support the strike with a gift of flour.",
        "",
        "\n\n",
    ],
)
def test_what_belongs_to_the_article(text):
    assert found(text) == []


def test_one_sentence_of_a_long_line():
    text = "The mayor spoke at noon. The road is open. Nine men came. Sign up for our newsletter to hear more. The sea rose."
    assert found(text) == ["Sign up for our newsletter to hear more."]


def test_no_claim_is_proposed_in_it(read):
    appeal = "Donate today to help us report on the regime that killed 12 people in Dorn."
    assert read(appeal) == []
    assert annotate.find_boilerplate(appeal) == [(0, len(appeal))]


@given(st.text(max_size=200))
def test_any_text_gives_ordered_stretches(text):
    last = 0
    for start, end in boilerplate.find(text):
        assert last <= start < end <= len(text)
        last = end


def test_an_appeal_in_its_own_words():
    appeal = (
        "The Salt Road Dispatch takes no money from ministries. Last year 3,412 readers gave an average of 18 marik each. "
        "We need 500 new donors by 31 May. If this was worth your time, please give what you can."
    )
    text = f"He is unarmed.\n{appeal}"
    assert [text[start:end] for start, end in boilerplate.find(text)] == [appeal]


def test_the_items_below_read_more_and_nothing_after_them():
    text = "Two died.\nRead more:\n- Six graves without names\n- Who patrols the strait?\nThree were hurt.\n- A dash of ours"
    assert [text[start:end] for start, end in boilerplate.find(text)] == [
        "Read more:",
        "- Six graves without names",
        "- Who patrols the strait?",
    ]


def test_news_of_donors_is_news():
    assert (
        boilerplate.find("International donors pledged 2 billion crowns for the shelled towns, the minister said.")
        == []
    )
