"""Whom a source stands for, and whose words a paragraph of quotation is."""

import pytest


def sources(read, text):
    return [
        (one.attributes["source"], one.attributes["speaker"], one.quote)
        for one in read(text)
        if one.kind == "statement"
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Interior Minister Ludvar Kesk came.\nKesk said the road was shut.", "Interior Minister Ludvar Kesk"),
        ("Interior Minister Ludvar Kesk came.\nThe minister said the road was shut.", "Interior Minister Ludvar Kesk"),
        ("Mrs. Ana Virek met Mr. Tomas Hale.\nHe said the road was shut.", "Mr. Tomas Hale"),
        ("Mrs. Ana Virek met Mr. Tomas Hale.\nShe said the road was shut.", "Mrs. Ana Virek"),
        ("Deputy spokesman Tomas Hale came.\nThe spokeswoman said the road was shut.", ""),
        ("A soldier said the road was shut.", ""),
        ("It rained. He said the road was shut.", ""),
        ("The Dorn Seed Fund came.\nThe DSF said the road was shut.", "Dorn Seed Fund"),
        ("The DSF said the road was shut.\nThe Dorn Seed Fund came.", ""),
        ("The Dorn Seed Fund came.\nThe fund said the road was shut.", "Dorn Seed Fund"),
        ("The Dorn Seed Fund came.\nThe group said the road was shut.", "Dorn Seed Fund"),
        ("The Dorn Seed Fund came.\nIt said the road was shut.", "Dorn Seed Fund"),
        ("The Dorn Seed Fund came.\nIt rained.\nNobody slept.\nIt said the road was shut.", ""),
        ("The Dorn Seed Fund came.\nThe court said the road was shut.", ""),
        ("Mayor Lena Orb and Colonel Kesk came.\nShe said the road was shut.", "Mayor Lena Orb"),
        ("Mayor Lena Orb and Colonel Kesk came.\nHe said the road was shut.", "Colonel Kesk"),
        ("Minister Malek and Colonel Kesk came.\nHe said the road was shut.", ""),
    ],
)
def test_a_source_is_traced_to_its_name(read, text, speaker):
    assert [found for _, found, _ in sources(read, text)] == [speaker]


def test_a_speech_of_several_paragraphs_has_one_source(read):
    text = "“It was dark,” said Mira Kolar. “We ran.\n“Then the wall came down on us.\n“Nobody came for two days.”"
    assert [source for source, _, _ in sources(read, text)] == ["Mira Kolar"] * 4


def test_the_places_of_source_and_cue_are_those_of_their_own_paragraph(read):
    text = "In a letter, Mira Kolar wrote:\n“The mill has been closed since May and we have no flour.”"
    (one,) = [each for each in read(text) if each.kind == "statement"]
    assert {role: [text[a:b] for a, b in one.spans[role]] for role in ("source", "cue")} == {
        "source": ["Mira Kolar"],
        "cue": ["wrote"],
    }


def test_a_speech_may_be_named_at_its_end(read):
    text = "“The wall came down on us in the night.\n“Nobody came for two days,” said Mira Kolar."
    assert [source for source, _, _ in sources(read, text)] == ["Mira Kolar"] * 2


def test_a_cue_at_the_end_of_a_paragraph_speaks_in_the_next(read):
    found = sources(read, "In a letter, Kolar wrote:\n“The mill has been closed since May.”")
    assert found == [("Kolar", "", "The mill has been closed since May.")]


def test_a_stray_mark_ends_with_its_paragraph(read):
    found = sources(read, 'The mayor left. "Nothing more was heard of him.\nThe clerk said the road was shut.')
    assert found[-1] == ("The clerk", "", "the road was shut")


def test_many_names_are_traced_in_order(read):
    names = ["Ana Kolar", "Tomas Hale", "Mira Lund"] * 10
    text = "\n".join(f"Captain {name} came.\nThe captain said the road was shut." for name in names)
    assert [found for _, found, _ in sources(read, text)] == [f"Captain {name}" for name in names]


def test_nobody_relays_her_own_words(read):
    found = read("Ana Virek came. Virek said she had told the council that the road was shut.")
    inner = next(one for one in found if one.quote == "the road was shut")
    assert (inner.attributes["speaker"], inner.attributes["agency"]) == ("Ana Virek", "")
    assert "agency" not in inner.spans
