import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "no" twice.', ["no"]),
        ("He said “no” and “never”.", ["no", "never"]),
        ("“He called it ‘peace’ again,” she said.", ["He called it ‘peace’ again,"]),
        ("She said ‘we will stay’ and left.", ["we will stay"]),
        ("The rebels' camp wasn't theirs.", []),
        ("The 'rebels' had fled.", ["rebels"]),
        ("The ‘rebels’ had fled.", ["rebels"]),
        ("The 'people of the valley and its far hills, the rebels' camp", []),
        ("“We begin here and we do not end", ["We begin here and we do not end"]),
        ('A pipe of 6" was found.', []),
        ('"', []),
        ('""', []),
        ("”“", []),
    ],
)
def test_quotations(text, found):
    assert [text[one.start : one.end] for one in quotations.find(text)] == found


@given(st.text(alphabet=st.sampled_from("ab s\"“”‘’'«»(.,\n"), max_size=60))
def test_any_text_gives_quotations_inside_it(text):
    last = 0
    for one in quotations.find(text):
        assert last <= one.outer_start < one.start <= one.end <= one.outer_end <= len(text)
        last = one.outer_end
