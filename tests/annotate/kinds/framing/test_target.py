import pytest


def target(read, text, rule):
    return next(one.attributes["target"] for one in read(text) if one.rule == rule)


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("The Ostravan regime closed the harbour.", "regime", "the Ostravan government"),
        ("Syria's regime closed the harbour.", "regime", "the Syrian government"),
        ("The regime in Damascus closed the harbour.", "regime", "the Syrian government"),
        ("The regime of Ostan Vasko closed the harbour.", "regime", "the government of Ostan Vasko"),
        ("The crackdown by the Dornish army went on.", "crackdown", "the Dornish army"),
        ("Men were hurt in the crackdown by night.", "crackdown", ""),
        ("The dictator Ostan Vasko fled by boat.", "dictator", "Ostan Vasko"),
        ("The cabinet called the strikers “terrorists”.", "terrorist", "the strikers"),
        ("The strikers were branded terrorists by the cabinet.", "terrorist", "The strikers"),
        ("The marchers are thugs, the governor said.", "thug", "The marchers"),
        ("He spoke of thugs.", "thug", ""),
    ],
)
def test_whom_a_term_names_in_its_sentence(read, text, rule, expected):
    assert target(read, text, rule) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syrian forces shelled Dorn.\nThe crackdown began in May.", "the Syrian government"),
        ("Talks on Syria began in Damascus.\nThe crackdown began in May.", "the Syrian government"),
        ("Syria and Iraq closed their borders.\nThe crackdown began in May.", ""),
        ("Nobody came.\nThe crackdown began in May.", ""),
        (
            "South Sudan closed its border with Sudan. South Sudanese troops came.\nThe crackdown began in May.",
            "the South Sudanese government",
        ),
    ],
)
def test_the_state_that_an_article_is_about(read, text, expected):
    assert target(read, text, "crackdown") == expected
