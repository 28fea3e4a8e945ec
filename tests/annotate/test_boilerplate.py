import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate import boilerplate

APPEAL = (
    "There is no paywall on this page because readers like you pay for it. Your gift will help us reach our goal by "
    "Dec. 31. Donate today!"
)


CORPUS = Path(__file__).parents[1] / "corpus" / "boilerplate.jsonl"
PATTERNS = (*boilerplate._patterns(whole=True), *boilerplate._patterns(whole=False))
LINES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def found(text):
    return [text[start:end] for start, end in boilerplate.find(text)]


@pytest.mark.parametrize("line", LINES, ids=[line["text"][:60] for line in LINES])
def test_a_line_among_others(line):
    assert found(f"The harbour of Tessa was closed.\n\n{line['text']}\n\nThe mayor said so.") == line["expect"]


@pytest.mark.parametrize("line", LINES, ids=[line["text"][:60] for line in LINES])
def test_a_line_alone_and_under_another(line):
    assert found(line["text"]) == line["expect"]
    assert found(f"The harbour was closed.\r\n{line['text']}") == line["expect"]


def test_every_pattern_has_a_line():
    fired = {one.id for line in LINES for one in PATTERNS if one.regex.search(line["text"])}
    assert {one.id for one in PATTERNS} - fired == set()


def test_what_a_pattern_is_looked_for_by_stands_in_all_that_it_matches():
    wrong = [
        (one.id, line["text"])
        for line in LINES
        for one in PATTERNS
        if one.regex.search(line["text"]) and not one.matches(line["text"], line["text"].lower())
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["", "\n\n", "\r\n\r\n"])
def test_nothing_holds_nothing(text):
    assert found(text) == []


def test_a_line_of_a_wrapped_paragraph_is_no_byline():
    text = "THE BRIDGE AT KARVEL WAS TAKEN ON MONDAY\nBY A COLUMN OF THE ARMY OF DORN\nAND HELD UNTIL NIGHT."
    assert found(text) == []


def test_what_somebody_says_over_several_sentences_is_the_articles():
    assert (
        found("“We have nothing. Please support our work. Donate today to keep the ward open,” the nurse said.") == []
    )


def test_one_of_two_sentences_leaves_the_other():
    assert found("Nine men died. Sign up for our newsletter.") == ["Sign up for our newsletter."]


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


LONG = [
    "a" * 20_000,
    "By A, " * 3_000,
    "(" * 20_000,
    '"' * 20_000,
    "Read more:\n- x\n" * 2_000,
    "Sign up. " * 2_000,
    "A " * 10_000,
]


@pytest.mark.parametrize("text", LONG, ids=[text[:10] for text in LONG])
def test_long_texts_are_read_at_once(text):
    begun = time.perf_counter()
    boilerplate.find(text)
    boilerplate.find("\n".join(text[at : at + 239] for at in range(0, len(text), 239)))
    assert time.perf_counter() - begun < 10
