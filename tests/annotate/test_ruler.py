import pytest
import spacy

from annotate import languages
from annotate.ruler import RememberingRuler

TEXTS = [
    "Shells killed 12 people in Ostrava Bay, but the harbour, which the army had left, wasn't hit.",
    "There are  two of us.\n\nIt's what they'd said: “Let's go, ain't nothin' doin'.” I'm gonna do it; y'all gotta run.",
    "He gets it. Don't you? This is the one that those did, and that has been had by whoever'll come.",
    "",
    " \t ",
]


@pytest.fixture(scope="module")
def plain():
    return spacy.load(languages.ENGLISH.model(), exclude=["ner"])


def facts(doc):
    return [(token.text, token.pos_, token.tag_, token.dep_, token.lemma_, str(token.morph)) for token in doc]


def test_it_writes_what_the_models_own_ruler_writes(plain):
    own = RememberingRuler(plain.get_pipe("attribute_ruler"))
    assert own.remembers
    assert len(own.longer) > 0
    for text in [*TEXTS, " ".join(TEXTS), *TEXTS]:  # twice: once asked, once remembered
        doc = plain.make_doc(text)
        for name in ("tok2vec", "tagger", "parser"):
            doc = plain.get_pipe(name)(doc)
        assert facts(plain.get_pipe("lemmatizer")(own(doc))) == facts(plain(text))


def test_a_ruler_that_looks_at_other_things_is_asked_each_time(plain):
    ruler = spacy.blank("en").add_pipe("attribute_ruler")
    ruler.add([[{"ENT_TYPE": "GPE"}]], {"POS": "PROPN"})
    own = RememberingRuler(ruler)
    assert not own.remembers
    doc = spacy.blank("en").make_doc("Tessa is here")
    doc = spacy.tokens.Doc(ruler.vocab, words=[token.text for token in doc], ents=["B-GPE", "O", "O"])
    assert [token.pos_ for token in own(doc)] == ["PROPN", "", ""]


def test_what_is_remembered_does_not_grow_without_end(plain, monkeypatch):
    own = RememberingRuler(plain.get_pipe("attribute_ruler"))
    monkeypatch.setattr("annotate.ruler._MOST", 5)
    for number in range(30):
        own(plain.make_doc(f"word{number} other{number}"))
    assert len(own._classes) + len(own._answers) < 10
