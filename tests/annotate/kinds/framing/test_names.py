import pytest


@pytest.mark.parametrize(
    "text",
    [
        "The Terrorism Act of 1988 is still in force.",
        "He spoke at the Liberation Front Museum in Karvel.",
        "The War on Terror Museum opens in May.",
        "The Free Dornish Army of Liberators left the valley.",
        "Rebel Kinney scored twice for Tessa.",
        "She read “The Butcher of Karvel” in one night.",
        "The film “War on Terror” opens in May.",
        "The film Insurgent opens in March.",
        "The Rebel, a weekly, was closed.",
        "Martyrs' Square was closed to traffic.",
        "The Crackdown, a novel by Ada Brenn, is out.",
        "The war crimes court in Tessa opened on Monday.",
        "Riot police stood before the parliament.",
        "The terrorism expert Lena Harsk teaches in Tessa.",
        "The word “regime” is banned in our style book.",
        "The term ethnic cleansing is older than the war.",
        "The list is at https://example.org/regime/terrorists and at regime.example.",
    ],
)
def test_quiet(read, text):
    assert [one.quote for one in read(text) if one.kind == "framing"] == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Regime Shells Orchard, Kills Nine", "Regime"),
        ("Dictator Ostan Vasko fled by boat.", "Dictator"),
        ("Terrorists left the valley.", "Terrorists"),
        ("He told of his years under the Regime.", "the Regime"),
        ("She used the word “reform” of the massacre.", "massacre"),
        ("Heavy-handed policing angered the town.", "Heavy-handed"),
    ],
)
def test_capitals_alone_silence_nothing(read, text, quote):
    assert [one.quote for one in read(text) if one.kind == "framing"] == [quote]
