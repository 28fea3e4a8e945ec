"""Article text and claims in, marked-up HTML out; overlaps included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def article_html(
    text: str, items: Sequence[Any], boilerplate: Iterable[Sequence[int]] = (), current: int = 0
) -> SafeString:
    """Return `text` as one `<p data-start>` a line, each claim's words in `<mark data-claims="ids">`.

    `items` have `id`, `start`, `end`, `kind` and `status`. Claims may overlap, nest and run across lines: the text is cut
    wherever one starts or ends, and each piece names all claims it belongs to, the outermost first. The text content of
    the paragraphs, joined by line feeds, is `text` to the letter, so that offsets can be counted in the page.
    """
    dim = [(start, end) for start, end in boilerplate]
    lines = []
    start = 0
    waiting = sorted(items, key=lambda item: (item.start, -item.end))
    open_items: list[Any] = []
    for line in text.split("\n"):
        end = start + len(line)
        while waiting and waiting[0].start <= end:
            open_items.append(waiting.pop(0))
        open_items = [item for item in open_items if item.end > start]
        body = "".join(_pieces(text, start, end, open_items, current))
        kind = ' class="boilerplate"' if any(a <= start and end <= b for a, b in dim) and line else ""
        lines.append(f'<p data-start="{start}"{kind}>{body}</p>')
        start = end + 1
    return mark_safe("\n".join(lines))


def _pieces(text: str, start: int, end: int, items: Sequence[Any], current: int) -> Iterator[str]:
    """The line from `start` to `end` in pieces, each within the same claims from its first character to its last."""
    inside = [item for item in items if item.start < end and item.end > start]
    cuts = sorted({start, end, *(max(item.start, start) for item in inside), *(min(item.end, end) for item in inside)})
    for left, right in pairwise(cuts):
        over = [item for item in inside if item.start <= left and item.end >= right]
        words = escape(text[left:right])
        yield _mark(words, over, current) if over else words


def _mark(words: str, over: Sequence[Any], current: int) -> str:
    classes = set()
    depth: Counter[str] = Counter()
    for item in over:
        colour = item.kind.colour
        if item.status == "rejected":
            classes.add("rejected")
            continue
        depth[colour] += 1
        classes.add(f"hl-{colour}" if depth[colour] == 1 else f"hl-{colour}-2")
        if item.status == "open":
            classes.add(f"open-{colour}")
    if any(item.id == current for item in over):
        classes.add("current")
    ids = " ".join(str(item.id) for item in over)
    return f'<mark class="{" ".join(sorted(classes))}" data-claims="{ids}">{words}</mark>'
