import pytest

import annotate
from annotate import sentences, telling


def mentions(text):
    claims = sorted((one for one in annotate.propose(text) if one.kind == "casualty"), key=telling.anchor_of)
    return telling.mentions(text, sentences.split(text), claims)


@pytest.mark.parametrize(
    ("text", "predicate", "answers"),
    [
        ("Four men died in Karvel. Another six men died in Dorn.", "adds", [False, True]),
        ("Four men died in Karvel. Other sources said six men died.", "adds", [False, False]),
        ("Four men died in Karvel. The next day rebels killed six men in Dorn.", "adds", [False, True]),
        ("Nine men died in Karvel in 1982.", "is_elsewhen", [True]),
        ("Nine men died in Karvel on Monday.", "is_elsewhen", [False]),
        ("Nine men died in reprisal for the killing of a guard.", "is_background", [False, True]),
        ("The army denied that 12 men were killed.", "is_denied", [True]),
        ("The bomb could have killed 12 men.", "is_unreal", [True]),
        ("Two bombers died.", "is_attackers", [True]),
        ("Two nurses died.", "is_attackers", [False]),
        ("Rebels killed six men, hacking one woman to death.", "hangs_on_the_last", [False, True]),
        ("Four men died, bringing the toll to 37.", "is_total", [False, True]),
    ],
)
def test_what_the_words_around_a_number_say(text, predicate, answers):
    assert [getattr(one, predicate)() for one in mentions(text)] == answers


def test_mentions_know_their_sentence():
    assert [(one.sentence, one.value) for one in mentions("Four men died. Six men died. Two women died.")] == [
        (0, 4),
        (1, 6),
        (2, 2),
    ]


def test_vague_words_are_told_from_numbers():
    assert [telling.is_vague(one.claim) for one in mentions("Dozens of men died. At least 12 men died.")] == [
        True,
        False,
    ]
