"""What no single line of the corpus shows: several paragraphs, and somebody's own terms."""

import annotate
from annotate import Term


def framings(text, *terms):
    return [(one.rule, one.quote) for one in annotate.propose(text, terms=terms) if one.kind == "framing"]


def test_a_mild_term_is_proposed_once_in_an_article_and_a_strong_one_each_time():
    text = "Rebels took the mill.\nRebels left it, and the junta sent troops.\nThe junta said so."
    assert framings(text) == [("rebel", "Rebels"), ("junta", "the junta"), ("junta", "The junta")]


def test_the_government_of_the_one_state_of_an_article_is_the_target():
    text = "Syrian forces shelled the orchard.\nThe crackdown began in May."
    (one,) = [one for one in annotate.propose(text) if one.rule == "crackdown"]
    assert one.attributes["target"] == "the Syrian government"


def test_two_states_alike_give_no_target():
    text = "Syrian forces and Iraqi forces met.\nThe crackdown began in May."
    (one,) = [one for one in annotate.propose(text) if one.rule == "crackdown"]
    assert one.attributes["target"] == ""


def test_ones_own_terms_are_proposed_with_what_was_said_of_them():
    term = Term("land defender", alternatives=("farmer",), target="the farmers of Dorn")
    (one,) = annotate.propose("The land defenders left the valley.", terms=[term])
    assert (one.rule, one.quote) == ("project-land-defender", "land defenders")
    assert one.attributes["alternatives"] == ["farmer"]
    assert one.attributes["target"] == "the farmers of Dorn"
    assert one.attributes["voice"] == "own"


def test_ones_own_terms_silence_and_override():
    text = "The regime sent militants."
    assert framings(text, Term("regime", action="silence")) == [("militant", "militants")]
    (one, _) = annotate.propose(text, terms=[Term("regime", action="override", alternatives=("rulers",))])
    assert (one.rule, one.attributes["alternatives"]) == ("regime", ["rulers"])


def test_one_list_does_not_reach_into_the_next_reading():
    silence = [Term("regime", action="silence")]
    assert [list(found) for found in annotate.propose_many(["The regime fell."] * 2, terms=silence)] == [[], []]
    assert framings("The regime fell.") == [("regime", "The regime")]


def test_the_fingerprint_changes_with_the_list():
    one, other = [Term("land defender")], [Term("land defender", note="a local name")]
    known = {annotate.fingerprint(), annotate.fingerprint(terms=one), annotate.fingerprint(terms=other)}
    assert len(known) == 3
    assert all(len(each) <= 100 for each in known)
    (found,) = annotate.propose("The land defenders left.", terms=one)
    assert found.fingerprint == annotate.fingerprint(terms=one)


def test_a_term_half_in_marks_is_mixed_and_marked_with_its_marks():
    (one,) = [
        one
        for one in annotate.propose('Officials said "criminal" gangs had burnt the mill.')
        if one.rule == "criminal-gang"
    ]
    assert (one.quote, one.attributes["voice"], one.attributes["source"]) == ('"criminal" gangs', "mixed", "Officials")


def test_who_speaks_in_a_quotation_of_several_paragraphs():
    text = (
        "“The harbour is closed and the roads are cut,” said Mira Kolar. “Nobody came to help us.\n"
        "“These terrorists will not leave by themselves.\n"
        "“We will stay with the children.”\n"
        "The “terrorists” left on Friday."
    )
    found = [one for one in annotate.propose(text) if one.rule == "terrorist"]
    assert [(one.quote, one.attributes["voice"], one.attributes["source"]) for one in found] == [
        ("terrorists", "quoted", "Mira Kolar"),
        ("terrorists", "quoted", ""),
    ]
