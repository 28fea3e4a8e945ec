from annotate import BY_SLUG, Proposal
from bench import seed

TEXT = "The mayor said the road was shut. It rained."
CLAIM = {
    **{"id": "s1", "kind": "statement", "start": 15, "end": 32, "quote": TEXT[15:32], "must_find": True},
    "attributes": {"source": "The mayor", "via": ""},
}


def proposal(start, end, **attributes):
    quote = TEXT[start:end]
    return Proposal("statement", start, end, quote, BY_SLUG["statement"].clean(attributes, quote), rule="r", score=0.5)


def test_what_is_exact_is_counted_so():
    lines = seed.report({"claims": [CLAIM]}, [proposal(15, 32, source="The mayor")])
    assert lines[1].split() == ["statement", "1", "1", "1"]
    assert lines[-1] == "beside the gold: 0, of them in boilerplate: 0"


def test_differences_and_what_stands_beside_are_named():
    gold = {"claims": [CLAIM], "boilerplate": [{"start": 34, "end": 44}]}
    lines = seed.report(gold, [proposal(15, 31), proposal(34, 43)])
    assert lines[1].split() == ["statement", "1", "1", "0"]
    assert lines[3:] == [
        "beside the gold: 1, of them in boilerplate: 1",
        "differs  s1: span is 'the road was shu'",
        "differs  s1: source is '', not 'The mayor'",
        "beside   statement r 0.50: It rained",
    ]


def test_what_is_missed_is_named():
    assert seed.report({"claims": [CLAIM]}, [])[-1] == "missed   s1: the road was shut"
