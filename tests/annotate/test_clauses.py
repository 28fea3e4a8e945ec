"""Phrases and clauses on parses built by hand."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from annotate import clauses

VOCAB = English().vocab


def doc(*rows):
    words, tags, deps, heads = zip(*(row.split() for row in rows), strict=True)
    poses = ["VERB" if tag.startswith("VB") else "PUNCT" if tag in ".,:" else "NOUN" for tag in tags]
    return Doc(VOCAB, words, tags=tags, deps=deps, heads=[int(head) for head in heads], pos=poses)


WHICH = doc(
    "the DT det 1",
    "party NN nsubj 6",
    ", , punct 1",
    "which WDT nsubj 4",
    "rules VBZ relcl 1",
    ", , punct 1",
    "insists VBZ ROOT 6",
)


def words(parsed, span):
    return " ".join(token.text for token in parsed[slice(*span)])


def test_a_noun_phrase_ends_before_its_relative_clause():
    assert words(WHICH, clauses.noun_phrase(WHICH[1])) == "the party"


@pytest.mark.parametrize("verb", [4, 6])
def test_the_subject_of_which_is_what_it_stands_for(verb):
    assert clauses.subject(WHICH[verb]) == WHICH[1]


def test_a_verb_group_takes_its_auxiliaries_but_no_adverb_before_them():
    parsed = doc("they NN nsubj 4", "now RB advmod 4", "have VBP aux 4", "also RB advmod 4", "said VBN ROOT 4")
    assert words(parsed, clauses.verb_group(parsed[4])) == "have also said"


def test_background_after_a_comma_is_no_content():
    parsed = doc(
        "roads NNS nsubj 1",
        "closed VBD ROOT 1",
        ", , punct 1",
        "amid IN prep 1",
        "heavy JJ amod 5",
        "rain NN pobj 3",
        ". . punct 1",
    )
    assert words(parsed, clauses.content_of(parsed, parsed[1], 0, 7, set())) == "roads closed"


def test_a_clause_begins_after_its_subordinator():
    parsed = doc("a DT det 1", "day NN npadvmod 4", "after IN mark 4", "forces NNS nsubj 4", "came VBD ROOT 4")
    assert words(parsed, clauses.clause(parsed[4])) == "forces came"


def test_a_token_has_its_sentence_and_the_words_of_it():
    two = Doc(
        VOCAB,
        ["It", "rained", ".", "They", "left", ".", "\n"],
        sent_starts=[True, False, False, True, False, False, False],
    )
    assert [clauses.sentence(token) for token in two] == [(one.sent.start, one.sent.end) for one in two]
    assert [clauses.sentence_text(two[at]) for at in (0, 2, 3)] == [two[at].sent.text for at in (0, 2, 3)]
    assert clauses.sentence(Doc(VOCAB, ["Alone"])[0]) == (0, 1)


def test_what_is_asked_of_a_token_is_answered_once_for_its_document():
    asked = []

    @clauses.kept
    def shout(token, *, twice=False):
        asked.append(token.text)
        return token.text.upper() * (1 + twice)

    one, other = Doc(VOCAB, ["one", "two"]), Doc(VOCAB, ["three"])
    assert [shout(one[0]), shout(one[0]), shout(one[1]), shout(one[0], twice=True), shout(other[0])] == [
        *("ONE", "ONE", "TWO", "ONEONE", "THREE")
    ]
    assert asked == ["one", "two", "one", "three"]
    assert shout.__name__ == "shout"


def test_lemmas_are_those_of_the_tokens_in_lower_case():
    parsed = Doc(VOCAB, ["Shells", "Fell", "on", "Tessa", "."], lemmas=["shell", "fall", "on", "Tessa", "."])
    assert clauses.lemmas(parsed) == ["shell", "fall", "on", "tessa", "."]
    assert clauses.lemmas(parsed) is clauses.lemmas(parsed)
    assert clauses.lemmas(Doc(VOCAB, [])) == []
