import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.importers import ArticleDraft, Problem, read

GOOD = {
    "text": "Ten died.",
    "title": " Market \n shelled ",
    "source": "Wire",
    "url": "https://wire.example/1",
    "published_at": "2026-03-03",
    "language": "en",
}


def lines(*rows: object) -> bytes:
    return b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)


def test_a_full_line():
    (draft,) = read("a.jsonl", lines(GOOD))
    assert draft == ArticleDraft(
        "Ten died.",
        title="Market shelled",
        source="Wire",
        url="https://wire.example/1",
        published_at=datetime.date(2026, 3, 3),
        language="en",
        where="a.jsonl, line 1",
    )


def test_a_bad_line_is_told_by_its_number_and_the_rest_goes_in():
    found = list(read("a.jsonl", lines(GOOD, b"{oops", b"", {"title": "no text"}, {"text": "Two died."})))
    assert [type(each) for each in found] == [ArticleDraft, Problem, Problem, ArticleDraft]
    assert [each.line for each in found if isinstance(each, Problem)] == [2, 4]
    assert str(found[1]).startswith("a.jsonl, line 2: This is not JSON")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"text": 5}, "text"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"url": "ftp://wire.example/"}, "http"),
        ({"url": "https:///nohost"}, "host"),
        ({"url": "http://[broken"}, "http"),
        ({"published_at": "3 March"}, "YYYY-MM-DD"),
        ({"published_at": 20260303}, "YYYY-MM-DD"),
        ({"title": ["a"]}, "must be text"),
        ({"title": "x" * 501}, "longer than 500"),
    ],
)
def test_wrong_values_say_what_to_give(change: dict, word: str):
    (problem,) = read("a.jsonl", lines({**GOOD, **change}))
    assert isinstance(problem, Problem)
    assert word in problem.sentence


def test_a_line_that_is_no_object():
    (problem,) = read("a.jsonl", b"[1, 2]")
    assert "object" in problem.sentence


def test_unicode_line_separators_do_not_end_a_line():
    (draft,) = read("a.jsonl", '{"text": "one\u2028two\u0085three"}'.encode())
    assert draft.text == "one\u2028two\u0085three"


def test_absurd_nesting_is_a_problem_and_no_crash():
    (problem,) = read("a.jsonl", b"[" * 100_000)
    assert isinstance(problem, Problem)


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes):
    for found in read("a.jsonl", data):
        assert isinstance(found, ArticleDraft | Problem)
