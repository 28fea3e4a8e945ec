import pytest
import spacy

from annotate import languages
from annotate.recognizer import Recognizer, Stretch

TEXTS = (
    "Maria Kolar, 43, who ran the Tessa Bay Hospital with Jan Dorn of the United Nations, was killed in Berlin.",
    "On 3 May 2020 the Bay Monitor said at least 12 people had died in Tarn; the World Health Organization said 14.",
    "In New York\n\n  two men paid $ 3 million to John   Smith . Germany",
    "United",
    "They met in San\nFrancisco. Then the Duke of Dorn left for South Africa, the Prime Minister of France said.",
    "nothing of note",
    " ",
    "Kim Jong Un Kim Jong Un Kim Jong Un and the Council of the European Union of Berlin",
)


@pytest.fixture(scope="module")
def plain():
    return spacy.load(languages.ENGLISH.model())


@pytest.fixture(scope="module")
def own(plain):
    return Recognizer(plain.get_pipe("ner"), plain.make_doc("Two men were killed in Tarn."))


def names(doc, start=0, end=10_000):
    return [(one.start, one.end, one.label_) for one in doc.ents if start <= one.start < end]


def test_it_finds_what_the_models_own_finds(plain, own):
    docs = [plain(text) for text in (*TEXTS, " ".join(TEXTS * 3))]
    found = list(own.read([Stretch(doc, 0, len(doc)) for doc in docs]))
    assert found == [names(doc) for doc in docs]
    assert sum(map(len, found)) > 40
    assert any(end - start > 3 for each in found for start, end, _ in each)


def test_it_finds_in_sentences_what_is_found_in_the_whole(plain, own):
    doc = plain(" ".join(TEXTS * 2))
    sentences = [Stretch(doc, one.start, one.end) for one in doc.sents]
    assert len(sentences) > 8
    for one, found in zip(sentences, own.read(sentences), strict=True):
        assert found == names(doc, one.start, one.end)


def test_without_a_stretch_there_is_nothing(own):
    assert list(own.read([])) == []


def test_one_that_keeps_several_readings_in_mind_is_of_another_build(plain):
    other = spacy.load(languages.ENGLISH.model())
    recognizer = other.get_pipe("ner")
    recognizer.cfg["beam_width"] = 4
    with pytest.raises(ValueError, match="another build"):
        Recognizer(recognizer, plain.make_doc("Two men were killed in Tarn."))
