import pytest

from annotate.languages.fr import numbers


@pytest.mark.parametrize(
    ("text", "low", "high", "modifier", "count_kind"),
    [
        ("12 personnes", 12, 12, "", ""),
        ("2 000 habitants", 2000, 2000, "", ""),
        ("au moins douze personnes", 12, None, "at_least", ""),
        ("plus de 2.500 réfugiés", 2500, None, "more_than", ""),
        ("plus d'une dizaine de morts", 10, None, "more_than", ""),
        ("jusqu'à 300 familles", None, 300, "at_most", ""),
        ("moins de dix blessés", None, 10, "fewer_than", ""),
        ("environ quatre-vingt-dix-sept soldats", 97, 97, "about", ""),
        ("une vingtaine de passants", 20, 20, "about", ""),
        ("des dizaines de blessés", 20, None, "", ""),
        ("des dizaines de milliers de personnes", 20_000, None, "", ""),
        ("plusieurs centaines de morts", 300, None, "", ""),
        ("entre 8 et 11 passagers", 8, 11, "between", ""),
        ("huit à onze passagers", 8, 11, "between", ""),
        ("8-11 passagers", 8, 11, "between", ""),
        ("cinq autres personnes", 5, 5, "additional", "additional"),
        ("aucun blessé", 0, 0, "", ""),
        ("plusieurs blessés", 3, None, "", ""),
        ("trois cent vingt et un détenus", 321, 321, "", ""),
    ],
)
def test_counts_and_the_bounds_their_words_allow(text, low, high, modifier, count_kind):
    (one,) = numbers.find(text)
    assert (one.low, one.high, one.modifier, one.count_kind) == (low, high, modifier, count_kind)
    assert 0 <= one.start <= one.count_start < one.count_end <= one.end <= len(text)


@pytest.mark.parametrize("text", ["40 %", "12,5", "7/8", "B12", "500 €", "article 5", "entre 9 et 4 voix"])
def test_what_counts_nobody(text):
    assert [one for one in numbers.find(text) if one.count_start == 0 or one.modifier] == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("quatre-vingts", 80), ("quatre-vingt-douze", 92), ("deux mille trois cents", 2300), ("1 000 000", 1_000_000)],
)
def test_written_numbers(words, number):
    assert numbers.value(words) == number


@pytest.mark.parametrize("words", ["zéro virgule", "12 fois", "9" * 20])
def test_no_numbers(words):
    assert numbers.value(words) is None
