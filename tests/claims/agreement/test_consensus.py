"""Whether reviewers of one claim gave one answer."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement.consensus import Opinion, consensus

SAID = {"kind": "casualty", "start": 0, "end": 9, "quote": "9 killed.", "attributes": {"low": 9}, "spans": {}}
YES, NO, SKIPPED = Opinion(True, SAID), Opinion(False, SAID), Opinion(None)


def yes(verdict: str = "", **other: Any) -> Opinion:
    return Opinion(True, {**SAID, **other}, verdict)


OPINIONS = st.builds(
    Opinion,
    st.sampled_from([True, False, None]),
    st.builds(
        lambda kind, end, low: {**SAID, "kind": kind, "end": end, "attributes": {"low": low}},
        st.sampled_from(["casualty", "statement"]),
        st.sampled_from([8, 9]),
        st.sampled_from([None, 9]),
    ),
    st.sampled_from(["", "", "supported", "refuted"]),
)


def test_of_nobody_there_is_none() -> None:
    assert consensus([]) is None


@pytest.mark.parametrize(
    ("opinions", "agreed"),
    [
        ([YES], YES),
        ([NO], NO),
        ([SKIPPED], None),
        ([YES, yes()], YES),
        ([YES, yes(), yes()], YES),
        ([YES, NO], None),
        ([YES, YES, NO], None),
        ([YES, SKIPPED], None),
        ([NO, SKIPPED], None),
        ([SKIPPED, SKIPPED], None),
        ([YES, yes(kind="statement")], None),
        ([YES, yes(start=1)], None),
        ([YES, yes(end=8)], None),
        ([YES, yes(attributes={"low": 8})], None),
        ([YES, yes(attributes={"low": 9, "high": 9})], None),
        # Where each word stands is not what is said.
        ([YES, yes(spans={"count": [[0, 1]]})], YES),
        # No claim is no claim, whatever its judge would have changed.
        ([NO, Opinion(False, {**SAID, "end": 8})], NO),
        ([NO, Opinion(False)], NO),
    ],
)
def test_two_agree_in_kind_span_and_attributes(opinions: list[Opinion], agreed: Opinion | None) -> None:
    for order in permutations(opinions):
        found = consensus(order)
        assert (found is None) == (agreed is None)
        assert found is None or found.same_as(agreed)


@pytest.mark.parametrize(
    ("verdicts", "agree"),
    [
        (("supported", "supported"), True),
        (("supported", ""), True),
        (("", "refuted", ""), True),
        (("supported", "refuted"), False),
        (("supported", "", "refuted"), False),
    ],
)
def test_verdicts_that_were_given_are_the_same(verdicts: tuple[str, ...], agree: bool) -> None:
    assert (consensus([yes(verdict) for verdict in verdicts]) is not None) == agree


def test_who_skipped_is_the_same_as_nobody_not_even_herself() -> None:
    assert not SKIPPED.same_as(SKIPPED)
    assert not SKIPPED.same_as(YES)
    assert not YES.same_as(SKIPPED)


@given(st.lists(OPINIONS, max_size=5))
def test_a_consensus_is_shared_by_each_two_and_asks_for_no_order(opinions: list[Opinion]) -> None:
    found = consensus(opinions)
    each_two = all(one.same_as(other) for one in opinions for other in opinions)
    verdicts = {opinion.verdict for opinion in opinions} - {""}
    assert (found is not None) == (bool(opinions) and each_two and len(verdicts) < 2)
    assert (consensus(opinions[::-1]) is None) == (found is None)
    assert found is None or all(found.same_as(opinion) for opinion in opinions)
