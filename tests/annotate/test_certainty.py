"""How the sentence stands to what is said."""

import pytest


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The mayor said the road was shut.", "asserted"),
        ("The mayor said the road may be shut.", "hedged"),
        ("The mayor said the road was shut in May.", "asserted"),
        ("The road was reportedly shut.", "hedged"),
        ("The mayor fears the road is shut.", "hedged"),
        ("The mayor knows the road is shut.", "asserted"),
        ("The mayor doubts that the road is shut.", "doubted"),
        ("The mayor falsely claimed that the road was shut.", "doubted"),
        ("The mayor has not confirmed that the road is shut.", "doubted"),
        ("The mayor denied that the road was shut.", "denied"),
        ("The mayor did not deny that the road was shut.", "asserted"),
        ("The mayor asked whether the road was shut.", ""),
        ("The mayor ordered the police to shut the road.", ""),
    ],
)
def test_certainty(read, text, certainty):
    assert [one.attributes["certainty"] for one in read(text) if one.kind == "statement"] == [certainty]
