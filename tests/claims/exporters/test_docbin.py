import io
import json

import spacy
from spacy.tokens import DocBin

from claims.exporters import docbin


def test_spacy_reads_the_same_text_spans_offsets_and_attributes(articles):
    out = io.BytesIO()
    assert docbin.write(articles, out) == {"articles": 2, "claims": 4}
    docs = list(DocBin(store_user_data=True).from_bytes(out.getvalue()).get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [article.text for article in articles]
    claims = [claim for claim in articles[0].claims if claim.is_claim]
    assert [(span.id_, span.label_, span.start_char, span.end_char, span.text) for span in docs[0].spans["sc"]] == [
        (str(c.id), c.answer.kind.upper(), c.answer.start, c.answer.end, c.answer.quote) for c in claims
    ]
    kept = json.loads(docs[0].user_data["claims"])
    for claim in claims:
        assert kept[str(claim.id)]["attributes"] == claim.answer.attributes
        assert kept[str(claim.id)]["verdict"] == claim.verdict
    assert kept["2"]["evidence"][0]["url"] == "https://wire.example/7"
    assert {(span.id_, span.label_, span.text) for span in docs[0].spans["roles"]} >= {("2.source", "SOURCE", "Kord")}
    assert docs[1].spans["sc"] == [] or len(docs[1].spans["sc"]) == 0


def test_read_back_for_the_check(articles):
    out = io.BytesIO()
    docbin.write(articles, out)
    out.seek(0)
    (text, claims), _ = docbin.DOCBIN.check(out)
    assert text == articles[0].text
    assert [each[0] for each in claims] == [1, 2, 3, 4]
