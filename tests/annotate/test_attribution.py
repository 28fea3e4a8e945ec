"""Attribution on parses built by hand, so that they do not hang on a model."""

from spacy.lang.en import English
from spacy.tokens import Doc

from annotate import attribution

VOCAB = English().vocab


def doc(*rows):
    """A Doc of rows "word tag dep head lemma"; the head is an index."""
    words, tags, deps, heads, lemmas = zip(*(row.split() for row in rows), strict=True)
    poses = [
        "VERB" if tag.startswith("VB") else "NOUN" if tag.startswith("N") else "PUNCT" if tag in ".,:" else "X"
        for tag in tags
    ]
    spaces = [index + 1 < len(words) and words[index + 1] not in ".,;" for index in range(len(words))]
    return Doc(VOCAB, words, spaces, tags=tags, deps=deps, heads=[int(h) for h in heads], lemmas=lemmas, pos=poses)


def told(parsed):
    def words(span):
        return parsed.text[slice(*span)] if span else ""

    return [
        (one.rule, words(one.source), words(one.cue), words(one.content), words(one.agency))
        for one in attribution.find(parsed)
    ]


def test_a_clause_before_its_cue():
    parsed = doc(
        "Roads NNS nsubj 1 road",
        "closed VBD ccomp 4 close",
        ", , punct 4 ,",
        "officials NNS nsubj 4 official",
        "said VBD ROOT 4 say",
        ". . punct 4 .",
    )
    assert told(parsed) == [("say-clause", "officials", "said", "Roads closed", "")]


def test_that_is_no_part_of_the_content():
    parsed = doc(
        "Officials NNS nsubj 1 official",
        "said VBD ROOT 1 say",
        "that IN mark 4 that",
        "roads NNS nsubj 4 road",
        "closed VBD ccomp 1 close",
        ". . punct 1 .",
    )
    assert told(parsed) == [("say-clause", "Officials", "said", "roads closed", "")]


def test_a_statement_within_a_statement_is_relayed():
    parsed = doc(
        "Aides NNS nsubj 1 aide",
        "said VBD ROOT 1 say",
        "Virek NNP nsubj 4 Virek",
        "had VBD aux 4 have",
        "told VBN ccomp 1 tell",
        "them PRP dobj 4 they",
        "roads NNS nsubj 7 road",
        "closed VBD ccomp 4 close",
        ". . punct 1 .",
    )
    assert told(parsed) == [
        ("say-clause", "Aides", "said", "Virek had told them roads closed", ""),
        ("say-clause", "Virek", "had told", "roads closed", "Aides"),
    ]


def test_what_was_not_said_is_no_statement():
    parsed = doc(
        "Aides NNS nsubj 2 aide",
        "would MD aux 2 would",
        "say VB ROOT 2 say",
        "roads NNS nsubj 4 road",
        "closed VBD ccomp 2 close",
        ". . punct 2 .",
    )
    assert told(parsed) == []


def test_a_text_without_parse_tells_nothing():
    assert attribution.find(English()("Officials said roads closed.")) == []
