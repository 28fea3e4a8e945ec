import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Term
from annotate.kinds.framing.matcher import Matcher, can_be_found, matcher


def first(text, *own):
    """(words, rule) of the most particular term at each place."""
    return [(text[one[0].start : one[0].end], one[0].entries[0].id) for one in Matcher(own).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The regime fell.", [("regime", "regime")]),
        ("Anti-regime songs", [("Anti-regime", "anti-regime"), ("regime", "regime")][:1]),
        (
            "scorched earth and scorched-earth",
            [("scorched earth", "collective-punishment"), ("scorched-earth", "collective-punishment")],
        ),
        ("the rebel held a gun", [("rebel", "rebel")]),
        ("a rebel-held town", [("rebel-held", "rebel-held")]),
        (
            "a terrorist\ngroup",
            [
                ("terrorist\ngroup", "terror-group"),
            ],
        ),
        ("a terrorist\n\ngroup", [("terrorist", "terrorist")]),
        ("the junta's men and the junta’s boats", [("junta", "junta"), ("junta", "junta")]),
        ("the people's court", [("people's court", "justice-served")]),
        ("a counter-regime of fasting", []),
        ("the ex-dictator", [("dictator", "dictator")]),
        ("a militia-run port", [("militia-run", "militia")]),
        ("an execution-style killing", [("execution-style", "execution")]),
        ("a mercenary-style coat", []),
        ("“criminal” gangs", [("criminal” gangs", "criminal-gang")]),
        ("see https://a.example/regime/terrorist and regime@b.example, #regime, @junta or junta.example/regime", []),
        ("TERRORISTS", [("TERRORISTS", "terrorist")]),
    ],
)
def test_terms_in_a_text(text, expected):
    got = first(text)
    assert got[: len(expected)] == expected
    assert bool(got) == bool(expected)


def test_the_longest_comes_first_and_the_shorter_after_it():
    (place, *_) = Matcher().find("terrorist group")
    assert [one.entries[0].id for one in place] == ["terror-group", "terrorist"]


def test_ones_own_terms_are_added_in_their_forms():
    own = (Term("land defender"), Term("dig in", bends="verb"), Term("Grey Zone", bends="exact"))
    text = "Land defenders were digging in at the grey zone; grey zones are many."
    assert first(text, *own) == [
        ("Land defenders", "project-land-defender"),
        ("digging in", "project-dig-in"),
        ("grey zone", "project-grey-zone"),
    ]


def test_a_slash_in_ones_own_term_marks_nothing():
    own = (Term("/v ".join(["shell"] * 12), bends="exact"),)
    ((words, rule),) = first("shell v " * 11 + "shell shelled", *own)
    assert (words, rule[:20]) == ("shell v " * 11 + "shell", "project-shell-v-shel")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("land defender", True),
        ("rebel-held", True),
        ("people's court", True),
        ("u.s.-backed", False),
        ("a/b", False),
        ("¿qué?", False),
    ],
)
def test_what_can_be_found(words, expected):
    assert can_be_found(words) is expected


def test_a_silenced_term_is_silent_in_all_its_forms_and_others_speak():
    own = (Term("militants", action="silence"),)
    assert first("Militants met a militant and a rebel.", *own) == [("rebel", "rebel")]


def test_a_silenced_term_hides_the_shorter_one_in_it():
    own = (Term("terrorist group", action="silence"),)
    assert first("the terrorist group and the terrorists", *own) == [("terrorists", "terrorist")]


def test_an_overridden_term_keeps_its_rule_and_what_is_not_said_anew():
    (place,) = Matcher([Term("regime", action="override", alternatives=("rulers",))]).find("the regimes")
    (entry,) = place[0].entries
    assert (entry.id, entry.alternatives, entry.target) == ("regime", ("rulers",), "government")
    assert entry.note.startswith("Denies a government")


def test_what_is_said_last_of_the_same_words_holds():
    own = (Term("grey zone", alternatives=("a",)), Term("grey zone", alternatives=("b",)))
    (place,) = Matcher(own).find("grey zone")
    assert place[0].entries[0].alternatives == ("b",)


def test_a_list_is_compiled_once():
    own = (Term("grey zone"),)
    assert matcher(own) is matcher((Term("grey zone"),))


def test_thousands_of_terms_cost_about_as_much_as_none():
    text = "The regime's troops met word17 word18 near the harbour of Tessa on Monday. " * 3000
    own = tuple(Term(f"word{n} word{n + 1}") for n in range(5000))
    matcher(own)

    def seconds(found):
        begun = time.perf_counter()
        count = sum(1 for _ in found)
        return count, time.perf_counter() - begun

    plain = seconds(matcher().find(text))
    many = seconds(matcher(own).find(text))
    assert many[0] == plain[0] + 3000
    assert many[1] < 10 * plain[1] + 1


@given(
    st.lists(
        st.sampled_from(["regime", "anti", "-", " ", "'s", "’", '"', "terrorist", "group", "\n", "#", "İ", "."])
    ).map("".join)
)
def test_any_text_gives_ordered_places_inside_it(text):
    last = -1
    for place in Matcher([Term("group regime"), Term("anti", action="silence")]).find(text):
        assert place[0].start > last
        last = place[0].start
        ends = [one.end for one in place]
        assert ends == sorted(ends, reverse=True)
        assert all(last < end <= len(text) for end in ends)
