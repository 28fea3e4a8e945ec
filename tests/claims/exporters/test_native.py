import io
import json
from pathlib import Path

import pytest

from claims.exporters import native

GOLDEN = Path(__file__).parent / "golden" / "native.jsonl"


def written(articles) -> bytes:
    out = io.BytesIO()
    native.write(articles, out)
    return out.getvalue()


def test_byte_for_byte(articles):
    assert written(articles) == GOLDEN.read_bytes()


def test_nothing_is_lost(articles):
    assert list(native.read(written(articles))) == articles


def test_counts(articles):
    assert native.write(articles, io.BytesIO()) == {"articles": 2, "claims": 4}


def test_spans_say_what_stands_at_their_offsets(articles):
    row = json.loads(written(articles).splitlines()[0])
    assert row["offset_unit"] == "unicode_code_point"
    assert {"schema", "doc_id", "text", "offset_unit", "spans", "relations"} <= row.keys()
    for span in row["spans"]:
        assert row["text"][span["start"] : span["end"]] == span["quote"]
    labels = {span["id"]: span["label"] for span in row["spans"]}
    assert labels["c2"] == "CASUALTY"
    # "No claim here" is in the record, but is no span.
    assert "c5" not in labels
    assert [claim["is_claim"] for claim in row["claims"]] == [True, True, True, True, False]
    ends = [(relation["type"], labels[relation["from"]], labels[relation["to"]]) for relation in row["relations"]]
    assert ("ATTRIBUTED_TO", "CASUALTY", "SOURCE") in ends


def test_a_file_of_another_schema_is_refused():
    with pytest.raises(ValueError, match=r"claimwright\.v1"):
        list(native.read(b'{"schema": "other.v9"}\n'))


def test_read_back_for_the_check(articles):
    (text, claims), (_, none) = native.NATIVE.check(io.BytesIO(written(articles)))
    assert text == articles[0].text
    assert claims[1] == (2, "casualty", articles[0].claims[1].answer.start, articles[0].claims[1].answer.end)
    assert none == []
