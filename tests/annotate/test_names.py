import pytest
import spacy

from annotate import languages
from annotate.finder import ClaimFinder
from annotate.kinds import BY_SLUG
from annotate.names import NamesWhereAsked

QUIET = "Nothing of note was heard on the hills above the long grey road to the coast that whole week, they wrote. "
LOUD = "Maria Kolar, 43, who ran the Tessa Bay Hospital with Jan Dorn of the United Nations, was killed in Berlin. "


# A recognizer that reads the vectors of another component.
SHARING = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96},
}


class Asking(ClaimFinder):
    kind = BY_SLUG["framing"]

    def names_near(self, doc):
        return (token.i for token in doc if token.lower_ == "killed")


class Broken(ClaimFinder):
    kind = BY_SLUG["framing"]

    def names_near(self, doc):
        raise ZeroDivisionError


@pytest.fixture(scope="module")
def plain():
    return spacy.load(languages.ENGLISH.model())


@pytest.fixture
def asking(plain):
    """The recognizer of the plain model behind a finder that asks where somebody is killed."""
    own = NamesWhereAsked(plain, plain.get_pipe("ner"))
    assert own.quick is not None
    own.nlp = type("Nlp", (), {"pipeline": [("asking", Asking(plain, "asking", strict=True))]})()
    return own


def entities(doc, start=0, end=10_000):
    return [(one.text, one.label_) for one in doc.ents if start <= one.start_char and one.end_char <= end]


def parsed(plain, text):
    with plain.select_pipes(disable=["ner"]):
        return plain(text)


@pytest.mark.parametrize("before", [0, 1, 4])
@pytest.mark.parametrize("after", [0, 1, 4])
def test_where_asked_names_are_those_of_the_whole_paragraph(plain, asking, before, after):
    text = (QUIET * before + LOUD + QUIET * after).strip()
    at, to = len(QUIET) * before, len(QUIET) * before + len(LOUD)
    found = asking(parsed(plain, text))
    assert entities(found, at, to) == entities(plain(text), at, to) != []


def test_what_no_finder_asks_about_is_not_read(plain, asking):
    text = "Maria Kolar of the United Nations came to Berlin on Monday."
    assert entities(plain(text)) != []
    assert entities(asking(parsed(plain, text))) == []


def test_many_paragraphs_come_back_in_order_and_each_has_its_own(plain, asking):
    texts = [QUIET * n + LOUD.replace("Maria Kolar", name) for n, name in enumerate(("Anna Weiss", "Otto Brand"))]
    docs = list(asking.pipe([parsed(plain, text) for text in [texts[1], QUIET, texts[0]]]))
    assert [doc.text for doc in docs] == [texts[1], QUIET, texts[0]]
    assert [entities(doc)[0][0] for doc in (docs[0], docs[2])] == ["Otto Brand", "Anna Weiss"]


def test_a_recognizer_of_another_build_reads_whole_paragraphs_itself(plain, asking):
    other = spacy.blank("en")
    other.add_pipe("tok2vec")
    recognizer = other.add_pipe("ner", config={"model": SHARING})
    recognizer.add_label("GPE")
    other.initialize()
    assert NamesWhereAsked(other, recognizer).quick is None
    asking.quick = None
    text = QUIET + LOUD
    assert entities(asking(parsed(plain, text))) == entities(plain(text)) != []


def test_an_error_in_what_a_finder_asks_has_all_read_unless_strict(plain, asking):
    asking.nlp.pipeline = [("broken", Broken(plain, "broken"))]
    assert entities(asking(parsed(plain, LOUD))) == entities(plain(LOUD))
    asking.nlp.pipeline = [("broken", Broken(plain, "broken", strict=True))]
    with pytest.raises(ZeroDivisionError):
        asking(parsed(plain, LOUD))
