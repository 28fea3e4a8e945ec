import pytest

from annotate import actors

SIDES = {
    "state": (
        *("police", "the Russian forces", "members of the army", "Officers of the Karvel State Security Service"),
        *(
            "a court in Tessa",
            "Prime Minister Oren Dahl",
            "the Chinese authorities",
            "prison guards",
            "Israel",
            "the U.S.",
        ),
        *("government warplanes", "Tessa’s interior ministry", "plain-clothes officers", "the junta"),
    ),
    "non_state": (
        *(
            "gunmen in police uniform",
            "Rebel soldiers",
            "suspected Boko Haram militants",
            "Houthi forces",
            "a drug cartel",
        ),
        *("unidentified armed men", "a government-backed militia", "members of the Karvel Liberation Front", "bandits"),
        *("the Dorn Martyrs' Brigades", "his employer", "the company", "Taliban", "a mob of villagers"),
    ),
    "unknown": ("masked men", "anti-government voices", "XYZ", "them", "Mira Kolar", "the people of Israel"),
}


@pytest.mark.parametrize(("side", "words"), [(side, words) for side, all_ in SIDES.items() for words in all_])
def test_side(side, words):
    assert actors.side(words) == side


def test_no_words_have_no_side():
    assert actors.side(" ") == ""


def test_an_acronym_is_read_by_its_name_in_full():
    article = "The Karvel Bureau of Security (KBS) and the Dorn Liberation Front (DLF) said nothing."
    assert actors.side("the KBS", article) == "state"
    assert actors.side("DLF fighters", article) == "non_state"
    assert actors.side("DLF", article) == "non_state"


def test_an_acronym_that_takes_people_into_custody_is_an_agency():
    assert actors.side("the KBS", takes_into_custody=True) == "state"
    assert actors.side("the KBS") == "unknown"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("villagers", ["civilian"]),
        ("people", []),
        ("women and children", ["children", "women"]),
        ("police officers", ["police"]),
        ("members of the security forces", ["police"]),
        ("two suicide bombers", ["combatant", "attacker"]),
        ("a woman journalist", ["women", "journalist"]),
        ("the mayor and a trade union leader", ["unionist", "official"]),
        ("nurses, aid workers and prisoners", ["aid_worker", "medical", "detainee"]),
        ("child soldiers", ["combatant", "children"]),
        ("passers-by", []),
        ("Tessa", []),
    ],
)
def test_statuses(words, expected):
    assert actors.statuses(words) == expected


@pytest.mark.parametrize(
    ("victims", "perpetrator", "expected"),
    [
        ("gunmen", "", True),
        ("three of the attackers", "", True),
        ("militants", "the army", True),
        ("militants", "", True),
        ("rebels", "a rival militia", False),
        ("soldiers", "militants", False),
        ("civilians", "gunmen", False),
        ("", "", False),
    ],
)
def test_attackers_are_told_from_those_they_attacked(victims, perpetrator, expected):
    assert actors.are_attackers(victims, perpetrator) is expected


def test_find_gives_code_points():
    text = "🙂 Police shot at anti-regime protesters; a state-run radio blamed armed men."
    found = [(text[one.start : one.end], one.side) for one in actors.find(text) if one.side and not one.weak]
    assert found == [("Police", "state"), ("armed men", "non_state")]


def test_every_term_is_found_in_one_row():
    codes = {code for code, _ in actors.STATUSES}
    seen = {}
    for rows in actors._terms().values():
        for term in rows:
            assert set(term.status) <= codes
            assert term.side in ("state", "non_state", "")
            if term.side:
                seen.setdefault(term.words, set()).add(term.rule)
    assert {words: rules for words, rules in seen.items() if len(rules) > 1} == {}


def test_a_megabyte_is_read_in_a_moment():
    assert len(actors.find("police and rebels " * 50_000)) == 100_000
