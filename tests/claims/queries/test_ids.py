import pytest

from claims.queries.ids import id_from


@pytest.mark.parametrize(("written", "number"), [("7", 7), (7, 7), ("007", 7), ("9" * 17, int("9" * 17))])
def test_what_is_a_number(written, number):
    assert id_from(written) == number


@pytest.mark.parametrize("written", ["", None, "x", "-1", "1.5", " 1", "²", "١", "9" * 18, "9" * 5000, [], True])
def test_what_is_none(written):
    assert id_from(written) == 0
