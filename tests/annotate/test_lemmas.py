import pytest
import spacy

from annotate import languages
from annotate.lemmas import RememberingLemmatizer

ENGLISH = (
    "Shells killed 12 people; the wounded were taking better roads, but weren't they killing? He's left. US is left."
)
FRENCH = "Des obus ont tué 12 personnes, les blessés étaient pris en charge ; ils s'étaient enfuis."


@pytest.mark.parametrize(
    ("language", "text"), [("en", ENGLISH), ("fr", FRENCH), ("en", ""), ("fr", " \n ")], ids=["en", "fr", "no", "blank"]
)
def test_it_writes_what_the_models_own_lemmatizer_writes(language, text):
    nlp = spacy.load(languages.LANGUAGES[language].model(), exclude=["ner"])
    own = RememberingLemmatizer(nlp.get_pipe("lemmatizer"))
    assert own.remembers
    for _ in range(2):  # once asked, once remembered
        with nlp.select_pipes(disable=["lemmatizer"]):
            doc = nlp(text)
        assert [token.lemma_ for token in own(doc)] == [token.lemma_ for token in nlp(text)]


def test_one_that_looks_at_more_than_the_word_is_asked_each_time():
    nlp = spacy.blank("en")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup", "overwrite": True})
    assert not RememberingLemmatizer(lemmatizer).remembers
