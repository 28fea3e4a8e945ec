"""What is taken of each level, and what is left out and why."""

from __future__ import annotations

import math
from typing import Any

import pytest

from claims.agreement import levels
from claims.agreement.align import units
from claims.agreement.reading import Document, Mark, Reading

SENTENCES = ((0, 20), (21, 40), (41, 60), (61, 80))


def mark(claim: int, start: int, end: int, kind: str = "casualty", **more: Any) -> Mark:
    return Mark(claim, kind, start, end, **more)


def document(*readings: Reading, **more: Any) -> Document:
    return Document(1, "A", 80, SENTENCES, readings, **more)


def test_of_every_sentence_it_is_asked_whether_it_holds_a_claim() -> None:
    article = document(
        Reading(1, (mark(1, 5, 10), mark(2, 15, 25))), Reading(2, (mark(1, 5, 10), mark(3, 61, 80))), boilerplate=2
    )
    found = levels.spotting(article)
    assert found.used == [{1: True, 2: True}, {1: True, 2: False}, {1: False, 2: False}, {1: False, 2: True}]
    assert found.dropped == {levels.BOILERPLATE: 2}


def test_a_claim_that_was_skipped_is_not_a_no() -> None:
    article = document(Reading(1, (mark(1, 5, 10),)), Reading(2, (), (mark(1, 5, 10),)))
    found = levels.spotting(article)
    assert found.used == [{1: False, 2: False}] * 3
    assert found.dropped[levels.NOT_SEEN] == 1
    # Unless she marked something else in the same sentence.
    article = document(Reading(1, (mark(1, 5, 10),)), Reading(2, (mark(2, 11, 12),), (mark(1, 5, 10),)))
    assert levels.spotting(article).used[0] == {1: True, 2: True}


def test_one_kind_alone_can_be_asked_of() -> None:
    article = document(Reading(1, (mark(1, 5, 10, "framing"),)), Reading(2, (mark(2, 6, 9),), (mark(3, 61, 65),)))
    assert levels.spotting(article.of_kind("framing")).used == [{1: True, 2: False}, *[{1: False, 2: False}] * 3]
    assert levels.spotting(article.of_kind("casualty")).used[0] == {1: False, 2: True}
    assert levels.spotting(article.of_kind("casualty")).dropped[levels.NOT_SEEN] == 1


def test_sentences_between_which_a_claim_starts_are_found() -> None:
    article = Document(1, "A", 80, ((21, 40), (61, 80)), (Reading(1, (mark(1, 5, 10), mark(2, 39, 62))),))
    assert levels.spotting(Document(**{**vars(article), "readings": (*article.readings, Reading(2))})).used == [
        {1: True, 2: False},
        {1: True, 2: False},
    ]


def test_no_annotation_empty_value_and_not_seen_are_told_apart() -> None:
    def said(claim: int, modifier: str, **more: Any) -> Mark:
        return mark(claim, 10 * claim, 10 * claim + 5, attributes={"modifier": modifier}, **more)

    article = document(
        Reading(1, (said(1, "About"), said(2, ""), said(3, ""), said(4, "about"), said(5, "about"))),
        Reading(2, (said(1, "about"), said(2, ""), said(3, "at_most")), (mark(5, 50, 55),)),
    )
    found = levels.attribute(article, units(article), "casualty", "modifier")
    assert found.used == [{1: "about", 2: "about"}, {1: "", 2: ""}, {1: "", 2: "at_most"}]
    assert found.dropped == {levels.NO_ANNOTATION: 1, levels.NOT_SEEN: 1}
    assert found.empty == 1


def test_a_claim_of_two_kinds_has_no_attribute_in_common() -> None:
    article = document(Reading(1, (mark(1, 0, 5),)), Reading(2, (mark(1, 0, 5, "framing"),)))
    found = levels.attribute(article, units(article), "casualty", "modifier")
    assert (found.used, found.dropped) == ([], {levels.OTHER_KIND: 1})
    assert levels.kinds(article, units(article)).used == [{1: "casualty", 2: "framing"}]
    assert levels.attribute(article, units(article), "statement", "cue").dropped == {}


def test_numbers_that_nobody_gave_are_left_out_and_those_that_one_gave_are_in() -> None:
    def low(claim: int, number: int | None) -> Mark:
        return mark(claim, 10 * claim, 10 * claim + 5, attributes={"low": number})

    article = document(
        Reading(1, (low(1, 12), low(2, None), low(3, 0))), Reading(2, (low(1, 12), low(2, None), low(3, None)))
    )
    found = levels.quantity(article, units(article), "casualty", "low")
    assert found.used == [{1: 12, 2: 12}, {1: 0, 2: None}]
    assert found.dropped == {levels.EMPTY: 1}
    assert levels.logs(found.used) == [{1: math.log(13), 2: math.log(13)}, {1: 0.0}]


def test_pairs_of_claim_and_source() -> None:
    def by(claim: int, source: str) -> Mark:
        return mark(claim, 10 * claim, 10 * claim + 5, "statement", attributes={"source": source})

    article = document(
        Reading(1, (by(1, "The  Hospital"), by(2, ""), by(3, "Mira"), by(4, "x"))),
        Reading(2, (by(1, "the hospital"), by(2, ""), by(3, ""))),
    )
    found = levels.sources(article, units(article))
    assert found.used == [{1: {"the hospital"}, 2: {"the hospital"}}, {1: {"mira"}, 2: set()}]
    assert found.dropped == {levels.EMPTY: 1, levels.NO_ANNOTATION: 1}


def test_verdicts_that_were_given() -> None:
    article = document(
        Reading(1, (mark(1, 0, 5, verdict="supported"), mark(2, 6, 9, verdict="refuted"), mark(3, 10, 12))),
        Reading(2, (mark(1, 0, 5, verdict="refuted"), mark(2, 6, 9))),
    )
    found = levels.verdicts(article, units(article))
    assert found.used == [{1: "supported", 2: "refuted"}]
    assert found.dropped == {levels.EMPTY: 1, levels.NO_ANNOTATION: 1}


def test_evidence_that_anybody_linked() -> None:
    article = document(
        Reading(1, (mark(1, 0, 5, evidence=frozenset({7, 8})), mark(2, 6, 9))),
        Reading(2, (mark(1, 0, 5), mark(2, 6, 9))),
    )
    found = levels.evidence(article, units(article))
    assert found.used == [{1: {7, 8}, 2: set()}]
    assert found.dropped == {levels.EMPTY: 1}


@pytest.mark.parametrize(
    ("value", "form"),
    [("  The Bay\n Monitor ", "the bay monitor"), (None, ""), ([], ""), (["b", "A"], ("a", "b")), (4, 4), (0, 0)],
)
def test_values_are_compared_without_case_space_and_order(value: Any, form: Any) -> None:
    assert levels.plain(value) == form


def test_spans_as_sets_and_as_a_continuum() -> None:
    article = document(Reading(1, (mark(1, 0, 5), mark(2, 6, 9))), Reading(2, (mark(1, 0, 5), mark(3, 7, 9))))
    assert levels.exact_spans(article) == {
        1: {("casualty", 0, 5), ("casualty", 6, 9)},
        2: {("casualty", 0, 5), ("casualty", 7, 9)},
    }
    assert levels.overlapping_spans(article) == {"shared": 2, "one": 2, "other": 2}
    assert levels.continuum(article).marked == {1: {"casualty": [(0, 5), (6, 9)]}, 2: {"casualty": [(0, 5), (7, 9)]}}
