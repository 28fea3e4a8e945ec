import pytest

from annotate import Term
from annotate.terms import digest


def test_the_digest_of_a_list_knows_no_order_and_every_change():
    one, other = Term("land defender"), Term("militant", action="silence")
    assert digest([]) == ""
    assert digest([one, other]) == digest([other, one])
    assert len({digest([one]), digest([other]), digest([one, other]), digest([Term("land defender", note="n")])}) == 4
    assert len(digest([one])) == 12


@pytest.mark.parametrize(
    "wrong", [{"words": " "}, {"words": "x" * 101}, {"words": "x", "action": "shout"}, {"words": "x", "bends": "dual"}]
)
def test_a_term_that_cannot_be(wrong):
    with pytest.raises(ValueError, match=r"A term has|The action is|It bends as"):
        Term(**wrong)
