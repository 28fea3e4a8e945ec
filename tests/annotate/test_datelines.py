import pytest

import annotate
from annotate import boilerplate, datelines


def parts(text):
    found = datelines.at(text)
    if found is None:
        return None
    said = [text[slice(*span)] if span else "" for span in (found.place, found.date, found.agency)]
    return [text[found.start : found.end], *said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KARVEL, Mar 3 (AFP) - Nine died.", ["KARVEL, Mar 3 (AFP) - ", "KARVEL", "Mar 3", "AFP"]),
        ("KARVEL, Ostravia (AP) — Nine died.", ["KARVEL, Ostravia (AP) — ", "KARVEL", "", "AP"]),
        (
            "KARVEL/DORN, March 3 (Reuters) - Nine",
            ["KARVEL/DORN, March 3 (Reuters) - ", "KARVEL/DORN", "March 3", "Reuters"],
        ),
        ("Tessa (dpa) – Nine died.", ["Tessa (dpa) – ", "Tessa", "", "dpa"]),
        ("(Reuters) - Nine died.", ["(Reuters) - ", "", "", "Reuters"]),
        ("(Tessa) – Guards fired.", ["(Tessa) – ", "Tessa", "", ""]),
        ("March 3 (Reuters) - Nine died.", ["March 3 (Reuters) - ", "", "March 3", "Reuters"]),
        ("TESSA, March 3, 2020 – “We lost”", ["TESSA, March 3, 2020 – ", "TESSA", "March 3, 2020", ""]),
        ("DORN — Nine people died.", ["DORN — ", "DORN", "", ""]),
        ("Karvel, Ostravia – A drone struck.", ["Karvel, Ostravia – ", "Karvel", "", ""]),
        ("UPDATE - Nine people died.", ["UPDATE - ", "", "", ""]),
        ("DORN, 9 MAY 89 (EFE) -- [TEXT] THE ARMY", ["DORN, 9 MAY 89 (EFE) -- [TEXT] ", "DORN", "9 MAY 89", "EFE"]),
        ("DORN, 3 mars (AFP) - Neuf", ["DORN, 3 mars (AFP) - ", "DORN", "3 mars", "AFP"]),
        ("DORN (Ostravie), 3 mars (AFP) - Neuf", ["DORN (Ostravie), 3 mars (AFP) - ", "DORN", "3 mars", "AFP"]),
        ("Dorn, le 3 mars (AFP) - Neuf", ["Dorn, le 3 mars (AFP) - ", "Dorn", "le 3 mars", "AFP"]),
    ],
)
def test_a_dateline_and_what_stands_in_it(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nine people - all men - died.",
        "The army - which denied it - left.",
        "TERRORISTS KILL NINE - ARMY",
        "Monday, March 3 – The army left.",
        "Red Dawn (RD) killed nine.",
        "The army (OA) - the largest - left.",
        "Vasko (Independent) - the former mayor - left.",
        "Vasko, Kolar and Orlic – The three met.",
        "Syria, Iraq – both neighbours – met.",
        "By Mira Kolar, Dorn – ",
        "Karvel: nine dead.",
        "KARVEL, the capital, was shelled - again.",
    ],
)
def test_what_is_no_dateline(text):
    assert datelines.at(text) is None


def test_it_ends_with_its_line():
    text = "KARVEL (AP) —\nNine people died."
    assert datelines.at(text).end <= text.index("\n")


def test_the_dateline_of_an_article_is_at_its_head():
    article = "Nine die in Karvel\n\nBy Mira Kolar\n\nDORN (AP) — Nine people died.\n\nTESSA (AP) — Others fled."
    assert datelines.place(article) == "DORN"
    assert article[datelines.head(article).start :].startswith("DORN (AP)")
    assert datelines.place("Nine people died.") == ""
    assert datelines.head("a line\n" * 9 + "DORN (AP) — Nine people died.") is None


@pytest.mark.parametrize(
    "line",
    [
        "KARVEL, Mar 3 (AFP) - Gunmen killed nine villagers, the governor said.",
        "KARVEL, Ostravia (AP) — “Terrorists killed nine villagers,” said the governor.",
        "DORN, 9 MAY 89 (EFE) -- [TEXT] GUNMEN KILLED NINE VILLAGERS, POLICE SAID.",
        "Karvel, Ostravia – A drone strike killed three people, the army said.",
    ],
)
def test_no_claim_reaches_into_a_dateline(line):
    end = datelines.at(line).end
    claims = annotate.propose(line)
    assert claims
    places = [(one.start, one.end) for one in claims] + [
        span for one in claims for each in one.spans.values() for span in each
    ]
    assert min(start for start, _ in places) >= end
    assert boilerplate.find(line) == [(0, len(line[:end].rstrip()))]


def test_the_lead_has_the_place_of_the_dateline_where_it_names_none():
    text = "KARVEL (AP) — Gunmen killed nine villagers.\n\nShells killed four people on Monday."
    assert [one.attributes["place"] for one in annotate.propose(text) if one.kind == "casualty"] == ["KARVEL", ""]
    text = "KARVEL (AP) — Gunmen killed nine villagers in Dorn."
    assert [one.attributes["place"] for one in annotate.propose(text) if one.kind == "casualty"] == ["Dorn"]
