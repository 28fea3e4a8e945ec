import pytest

from annotate.languages.fr import setting


def find(sentence, at="tué", avoid=(), people=()):
    spans = [[(sentence.index(one), sentence.index(one) + len(one)) for one in ones] for ones in (avoid, people)]
    return tuple(sentence[slice(*span)] if span else "" for span in setting.find(sentence, sentence.index(at), *spans))


@pytest.mark.parametrize(
    ("sentence", "place", "date"),
    [
        ("Neuf tués à Dorn lundi.", "Dorn", "lundi"),
        ("Neuf tués près du village de Sorn le 3 mars 2020.", "village de Sorn", "le 3 mars 2020"),
        ("Neuf tués dans le nord de l'Ostravie hier soir.", "le nord de l'Ostravie", "hier soir"),
        ("Neuf tués dans un camp de réfugiés.", "un camp de réfugiés", ""),
        ("Neuf tués à l'est de Karvel en mai 2019.", "Karvel", "mai 2019"),
        ("Neuf tués au port de Dorn la semaine dernière.", "port de Dorn", "la semaine dernière"),
        ("Neuf tués en Ostravie il y a trois jours.", "Ostravie", "il y a trois jours"),
        ("Neuf tués devant la mosquée centrale de Dorn.", "la mosquée centrale de Dorn", ""),
        ("Dans la nuit de lundi à mardi, neuf tués dans la vallée.", "la vallée", "nuit de lundi à mardi"),
        ("Neuf tués, a dit lundi le maire.", "", ""),
        ("Neuf tués en détention.", "", ""),
    ],
)
def test_place_and_date(sentence, place, date):
    assert find(sentence) == (place, date)


def test_people_and_those_who_did_it_are_no_places():
    assert find("Neuf tués grâce à Maria Velk.", people=["Maria Velk"]) == ("", "")
    assert find("Neuf tués par la police à Dorn.", avoid=["la police à Dorn"]) == ("", "")


def test_a_named_place_goes_before_one_without_a_name():
    assert find("Dans un camp, neuf tués près du lac Tessa.")[0] == "lac Tessa"


@pytest.mark.parametrize(("word", "expected"), [("mardi", True), ("mai", True), ("Hier", True), ("gouverneur", False)])
def test_is_date(word, expected):
    assert setting.is_date(word) is expected
