"""Article text with its claims marked: nothing of the text is lost, and each mark names the right claims."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import BY_SLUG, KINDS, Kind
from claims.templatetags.highlight import article_html

CHUNKS = st.one_of(
    st.text(max_size=6),
    st.text(st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF), max_size=3),
    st.sampled_from(
        [
            "\n",
            "\n\n",
            "<b>",
            "</mark>",
            "</p>",
            "&amp;",
            "&",
            "&#10;",
            "<!-- -->",
            "<script>alert(1)</script>",
            "\"'",
            "{{ x }}{% y %}",
            "👩‍👩‍👧‍👦",
            "🏳️‍🌈",
            "e\u0301\u0323",
            "\u202eעברית\u202c",
            "قُتل ١٢ شخصًا",
            "\u2028\u2029\x85\x0b\x0c\t",
            "\u00a0 \u200b",
            "\ufeff\x00",
        ]
    ),
)
# As ingest leaves them: LF alone ends a line.
TEXTS = st.lists(CHUNKS, max_size=12).map(lambda parts: "".join(parts).replace("\r", ""))


@dataclass(frozen=True)
class Item:
    id: int
    start: int
    end: int
    kind: Kind = BY_SLUG["casualty"]
    status: str = "open"


@st.composite
def texts_and_items(draw: st.DrawFn) -> tuple[str, list[Item]]:
    text = draw(TEXTS)
    items = []
    for number in range(draw(st.integers(0, 7)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        status = draw(st.sampled_from(["open", "confirmed", "corrected", "rejected", "skipped"]))
        items.append(Item(100 + number, start, end, draw(st.sampled_from(KINDS)), status))
    return text, items


class Page(HTMLParser):
    """What a browser makes of it: each paragraph's start and text, and each character's claims."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[tuple[int, str]] = []
        self.classes: list[str] = []
        self.over: list[tuple[str, ...]] = []
        self.marks: list[tuple[str, dict[str, str | None]]] = []
        self.between = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert (tag, self.open) in (("p", []), ("mark", ["p"]))
        self.open.append(tag)
        if tag == "p":
            assert set(given) <= {"data-start", "class"}
            self.paragraphs.append((int(given["data-start"] or ""), ""))
            self.classes.append(given.get("class") or "")
        else:
            assert set(given) == {"class", "data-claims"}
            self.marks.append(("", given))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.between += data
            return
        start, before = self.paragraphs[-1]
        self.paragraphs[-1] = (start, before + data)
        ids: tuple[str, ...] = ()
        if self.open[-1] == "mark":
            words, given = self.marks[-1]
            self.marks[-1] = (words + data, given)
            ids = tuple((given["data-claims"] or "").split(" "))
        self.over += [ids] * len(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def page(text: str, items: list[Item], **more: Any) -> Page:
    html = article_html(text, items, **more)
    assert isinstance(html, SafeString)
    return Page(html)


@settings(max_examples=400, deadline=None)
@given(texts_and_items())
def test_the_pages_text_is_the_text_and_each_character_names_its_claims(drawn: tuple[str, list[Item]]) -> None:
    text, items = drawn
    read = page(text, items)
    assert "\n".join(line for _, line in read.paragraphs) == text
    for start, line in read.paragraphs:
        assert text[start : start + len(line)] == line
    assert read.between == "\n" * text.count("\n")
    places = [place for place, char in enumerate(text) if char != "\n"]
    assert len(read.over) == len(places)
    outermost_first = sorted(items, key=lambda item: (item.start, -item.end))
    for place, ids in zip(places, read.over, strict=True):
        assert ids == tuple(str(item.id) for item in outermost_first if item.start <= place < item.end)


@settings(max_examples=100, deadline=None)
@given(texts_and_items())
def test_the_pieces_of_a_claim_are_its_words(drawn: tuple[str, list[Item]]) -> None:
    text, items = drawn
    read = page(text, items)
    for item in items:
        words = "".join(words for words, given in read.marks if str(item.id) in (given["data-claims"] or "").split())
        assert words == text[item.start : item.end].replace("\n", "")


@settings(max_examples=100, deadline=None)
@given(texts_and_items(), st.integers(100, 106))
def test_the_current_claim_and_the_rejected_are_marked_as_such(drawn: tuple[str, list[Item]], current: int) -> None:
    text, items = drawn
    by_id = {str(item.id): item for item in items}
    for _, given_attributes in page(text, items, current=current).marks:
        over = [by_id[one] for one in (given_attributes["data-claims"] or "").split()]
        classes = set((given_attributes["class"] or "").split())
        standing = [item for item in over if item.status != "rejected"]
        colours = [item.kind.colour for item in standing]
        expected = {f"hl-{colour}" for colour in colours}
        expected |= {f"hl-{colour}-2" for colour in colours if colours.count(colour) > 1}
        expected |= {f"open-{item.kind.colour}" for item in standing if item.status == "open"}
        expected |= {"rejected"} if len(standing) < len(over) else set()
        expected |= {"current"} if any(item.id == current for item in over) else set()
        assert classes == expected


def test_a_claim_over_a_line_end_is_marked_on_both_lines() -> None:
    html = article_html("12 killed\nin <Bay> & more", [Item(7, 3, 15), Item(8, 10, 15)])
    assert html == (
        '<p data-start="0">12 <mark class="hl-red open-red" data-claims="7">killed</mark></p>\n'
        '<p data-start="10"><mark class="hl-red hl-red-2 open-red" data-claims="7 8">in &lt;B</mark>ay&gt; &amp; more</p>'
    )


def test_offsets_count_code_points_not_units_or_graphemes() -> None:
    text = "🚀👩‍🚀e\u0301 died"
    read = page(text, [Item(1, 1, 4), Item(2, text.index("died"), len(text))])
    assert [words for words, _ in read.marks] == ["👩‍🚀", "died"]


def test_whole_lines_of_boilerplate_are_dimmed() -> None:
    text = "Report.\nDonate now.\n\nSubscribe.\nEnd."
    read = page(text, [], boilerplate=[[8, 31], [32, 34]])
    assert [line for (_, line), kind in zip(read.paragraphs, read.classes, strict=True) if kind == "boilerplate"] == [
        "Donate now.",
        "Subscribe.",
    ]


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", " ", "\0"])
def test_an_empty_text_has_its_lines(text: str) -> None:
    assert len(page(text, []).paragraphs) == text.count("\n") + 1


def test_the_template_tag_does_not_escape_twice() -> None:
    source = "{% load highlight %}{% article_html text items current=1 %}"
    html = Template(source).render(Context({"text": "<i> & so", "items": [Item(1, 0, 3, status="confirmed")]}))
    assert html == '<p data-start="0"><mark class="current hl-red" data-claims="1">&lt;i&gt;</mark> &amp; so</p>'
