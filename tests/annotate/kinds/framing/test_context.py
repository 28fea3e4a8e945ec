import pytest

from annotate.kinds.framing import context
from annotate.kinds.framing.lexicon import Entry


@pytest.fixture(scope="module")
def fits():
    """`fits(text, word, needs, needs_not, quoted)`: whether an entry with these conditions fits at the word."""
    from annotate import pipeline

    nlp = pipeline.load(strict=True)

    def check(text, word, needs=None, needs_not=None, quoted=False):
        doc = nlp(text)
        at = next(token.i for token in doc if token.text == word)
        return context.fits(
            doc,
            at,
            at + 1,
            Entry("x", "force", "loaded", (word,), needs=needs or {}, needs_not=needs_not or {}),
            quoted,
        )

    return check


TEXT = "The army eliminated two commanders in the raid. The town was quiet."


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ({}, True),
        ({"near": ["raid"]}, True),
        ({"near": ["quiet"]}, False),
        ({"about": ["quiet"]}, True),
        ({"about": ["eliminated"]}, False),
        ({"before": ["army"]}, True),
        ({"before": ["raid"]}, False),
        ({"after": ["commander"]}, True),
        ({"after": ["raid"]}, False),
        ({"object": ["@people"]}, True),
        ({"object": ["raid"]}, False),
        ({"class": ["VERB"]}, True),
        ({"class": ["NOUN"]}, False),
        ({"quoted": False}, True),
        ({"quoted": True}, False),
        ({"near": ["raid"], "before": ["raid"]}, False),
        ({"either": {"near": ["quiet"], "before": ["army"]}}, True),
        ({"either": {"near": ["quiet"], "before": ["raid"]}}, False),
    ],
)
def test_conditions(fits, needs, expected):
    assert fits(TEXT, "eliminated", needs) is expected
    assert fits(TEXT, "eliminated", None, needs) is (not expected or not needs) or len(needs) > 1


def test_marks_do_not_move_away_what_comes_after(fits):
    assert fits("The so-called “people's council” met in Dorn.", "called", {"after": ["council"]})


def test_any_of_what_must_not_be_is_enough(fits):
    assert not fits(TEXT, "eliminated", None, {"near": ["raid"], "before": ["nobody"]})


def test_whom_it_is_done_to_may_be_named_passive_or_after_of(fits):
    people = {"object": ["@people"]}
    assert fits("Two commanders were eliminated.", "eliminated", people)
    assert fits("The elimination of two commanders took a day.", "elimination", people)
    assert not fits("The plan would eliminate the tax on flour.", "eliminate", people)
