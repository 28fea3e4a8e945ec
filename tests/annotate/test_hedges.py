import pytest

from annotate import hedges


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Police allegedly fired.", ["allegedly"]),
        ("He reportedly left, possibly by sea.", ["reportedly", "possibly"]),
        ("Ten are feared dead.", ["are feared"]),
        ("They are believed to have drowned.", ["are believed"]),
        ("Nine may have died.", ["may have"]),
        ("The suspected bombers fled.", ["suspected"]),
        ("He is believed by all.", []),
        ("At least nine died.", []),
        ("It is more likely now.", []),
    ],
)
def test_hedges(text, found):
    assert [text[start:end] for start, end in hedges.find(text)] == found


def test_only_inside_the_stretch_asked_for():
    assert hedges.find("allegedly here, reportedly there", 10) == [(16, 26)]
