import pytest

from claims.templatetags.figures import share


@pytest.mark.parametrize(
    ("value", "words"), [(None, "–"), (0.0, "0.00"), (1.0, "1.00"), (0.666667, "0.67"), (0, "0.00")]
)
def test_a_share_has_two_decimals_and_none_is_a_dash(value: float | None, words: str) -> None:
    assert share(value) == words
