"""Which attributions stand within the words of others, and that looking for them takes no longer for a longer paragraph."""

from annotate.attribution.nest import Nest
from annotate.attribution.record import Attribution


def told(cue, content, reach=None, rule="say-clause"):
    return Attribution(rule, cue, content, reach or content)


def test_the_nearest_comes_first():
    outer, inner, innermost = told((0, 4), (5, 90)), told((6, 10), (11, 80)), told((12, 16), (17, 40))
    assert Nest([innermost, outer, inner]).around(innermost) == [inner, outer]


def test_a_cue_after_a_content_is_not_in_it():
    one, other = told((20, 24), (0, 19)), told((30, 34), (35, 50))
    assert Nest([one, other]).around(other) == []


def test_a_speech_of_several_sentences_holds_what_is_said_in_it():
    speech = told((100, 104), (60, 90), reach=(0, 90), rule="say-quotation")
    inner = told((10, 14), (15, 30))
    assert Nest([speech, inner]).around(inner) == [speech]


def test_only_the_nearest_are_looked_at():
    chain = [told((n, n + 1), (n + 1, 5000)) for n in range(0, 4000, 2)]
    assert 0 < len(Nest(chain).around(chain[-1])) < 100
