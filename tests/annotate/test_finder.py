import pytest
from spacy.lang.en import English

from annotate.finder import ClaimFinder, Finding, findings
from annotate.kinds import BY_SLUG


class Two(ClaimFinder):
    kind = BY_SLUG["framing"]

    def find(self, doc):
        yield Finding(4, 7, "second", 0.5, {"voice": "own"})
        yield Finding(4, 7, "third", 0.4, {"voice": "quoted"})
        yield Finding(0, 7, "first", 0.9, {"voice": "attributed"})


class Broken(ClaimFinder):
    kind = BY_SLUG["framing"]

    def find(self, doc):
        raise ZeroDivisionError
        yield


def test_findings_are_ordered_and_equal_spans_keep_their_own_attributes():
    nlp = English()
    doc = Two(nlp, "two")(nlp("One two three"))
    assert [(one.rule, one.attributes["voice"]) for one in findings(doc, "framing")] == [
        ("first", "attributed"),
        ("second", "own"),
        ("third", "quoted"),
    ]
    assert [span.text for span in doc.spans["framing"]] == ["One two", "two", "two"]


def test_an_error_in_a_rule_leaves_the_paragraph_without_claims():
    nlp = English()
    assert findings(Broken(nlp, "broken")(nlp("One two")), "framing") == []
    with pytest.raises(ZeroDivisionError):
        Broken(nlp, "broken", strict=True)(nlp("One two"))
