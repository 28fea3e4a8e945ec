import pytest

from annotate.languages.fr import parties


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("l'armée", "state"),
        ("La police", "state"),
        ("Les forces de sécurité", "state"),
        ("la junte", "state"),
        ("des rebelles", "non_state"),
        ("des soldats rebelles", "non_state"),
        ("Des hommes armés", "non_state"),
        ("un groupe armé", "non_state"),
        ("un kamikaze", "non_state"),
        ("Piet Marn", "unknown"),
        ("la coalition", "unknown"),
        ("", "unknown"),
    ],
)
def test_side(said, side):
    assert parties.side(said) == side
