import numpy as np
import pytest
import spacy

from annotate import languages, vectors
from annotate.vectors import QuickVectors

TEXTS = {
    "en": (
        "Shells killed 12 people in Tarn on Monday; the governor's office didn't say who fired them.",
        "Nothing else.",
        "",
        "  \n ",
        "12 12 12 12 12 12 12 12 12 12",
        "İ 🙂 שלום ﬁ " * 30,
        "The guns on the hills above Dorn were heard for two nights, and people left by boat. " * 80,
    ),
    "fr": ("Des obus ont tué 12 personnes à Tarn, selon le gouverneur.", "Rien d'autre."),
}


@pytest.mark.parametrize("language", TEXTS)
def test_they_are_those_of_the_model(language):
    nlp = spacy.load(languages.LANGUAGES[language].model())
    slow = nlp.get_pipe("tok2vec")
    quick = QuickVectors(slow, nlp)
    assert quick.vectors is not None
    docs = [nlp.make_doc(text) for text in TEXTS[language]]
    expected = slow.predict(docs)
    for doc, rows in zip(quick.pipe(docs), expected, strict=True):
        assert doc.tensor.shape == rows.shape
        assert np.abs(doc.tensor - rows).max(initial=0) < 1e-4


def test_no_word_sees_those_of_another_text():
    nlp = spacy.load(languages.ENGLISH.model())
    quick = QuickVectors(nlp.get_pipe("tok2vec"), nlp)
    alone = quick(nlp.make_doc("Shells fell.")).tensor
    docs = [nlp.make_doc(text) for text in ("The road to Dorn", "Shells fell.", "was closed")]
    among = [doc.tensor for doc in quick.pipe(docs)]
    assert np.allclose(among[1], alone, atol=1e-5)


@pytest.mark.parametrize("unlike", [{"window_size": 2}, {"pretrained_vectors": True}], ids=["wide", "static"])
def test_a_network_of_another_build_is_asked_itself(unlike):
    nlp = spacy.blank("en")
    built = {"width": 32, "depth": 2, "embed_size": 100, "window_size": 1, "maxout_pieces": 3, "subword_features": True}
    architecture = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None}
    nlp.vocab.set_vector("shells", np.ones(8, dtype=np.float32))
    slow = nlp.add_pipe("tok2vec", config={"model": {**architecture, **built, **unlike}})
    nlp.initialize()
    assert vectors.read_from(slow.model, nlp.make_doc("Shells fell on Dorn.")) is None
    doc = QuickVectors(slow, nlp)(nlp.make_doc("Shells fell."))
    assert np.allclose(doc.tensor, slow.predict([doc])[0])
