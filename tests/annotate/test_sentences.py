"""Where sentences are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("Shells fell.", ["Shells fell."]),
        ("Shells fell. Nobody was hurt.", ["Shells fell.", "Nobody was hurt."]),
        ("No mark at the end", ["No mark at the end"]),
        # A heading has no mark and ends with its line.
        ("Night of fire\nShells fell.\n\nAll ran. ", ["Night of fire", "Shells fell.", "All ran."]),
        ("“Run!” she cried. He ran.", ["“Run!” she cried.", "He ran."]),
        ("“Run!” He ran.", ["“Run!”", "He ran."]),
        ("He said: “We ran. We hid.” Then came night.", ["He said: “We ran.", "We hid.”", "Then came night."]),
        (
            "“Who knows?” asked Mira. (Nobody did.) All left.",
            ["“Who knows?” asked Mira.", "(Nobody did.)", "All left."],
        ),
        ("About 3.5 tonnes, at 4.30 p.m. on Monday.", ["About 3.5 tonnes, at 4.30 p.m. on Monday."]),
        ("Gen. Orlo and Dr. M. Kolar met. They left.", ["Gen. Orlo and Dr. M. Kolar met.", "They left."]),
        ("The U.N. Mission in St. Orva said so.", ["The U.N. Mission in St. Orva said so."]),
        (
            "Clinic No. 4 closed. The answer was no. They left.",
            ["Clinic No. 4 closed.", "The answer was no.", "They left."],
        ),
        ("On Sept. 4 it rained.", ["On Sept. 4 it rained."]),
        ("He waited … and left. She …  Nobody came.", ["He waited … and left.", "She …", "Nobody came."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("Il a fui. « Non ! » Élise resta.", ["Il a fui.", "« Non ! »", "Élise resta."]),
        ("قُتل اثنا عشر. هل تعلم؟ نعم.", ["قُتل اثنا عشر.", "هل تعلم؟", "نعم."]),
        ("他走了。她留下。", ["他走了。", "她留下。"]),
        ("See www.courier.example for more. End.", ["See www.courier.example for more.", "End."]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@given(st.text(st.sampled_from(" \n.!?…。A b\tDr“”» '\"1é؟\u2028\U0001f600"), max_size=60))
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    found = split(text)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in found)
    inside = {place for start, end in found for place in range(start, end)}
    assert all(char.isspace() for place, char in enumerate(text) if place not in inside)


def test_a_long_line_takes_linear_time() -> None:
    assert len(split("A. b. " * 50_000 + "He ran. " * 50_000)) == 100_000
