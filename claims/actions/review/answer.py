"""An answer to a claim as a person gave it, checked: kind, span and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from annotate import BY_SLUG, InvalidAttributes
from claims.actions.errors import Invalid
from claims.models import Article


def clean_answer(article: Article, data: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer in `data`, complete: kind, start, end, quote, attributes, spans.

    What `data` leaves out is taken from `known`. White space at the span's edges is left out of it. A `quote` in `data`
    must be what stands at the span, so that offsets counted in another unit are refused instead of stored. `spans` are all
    role spans; `placed` are those of some roles, on top of the known ones that still stand.
    Raises Invalid naming each field that is wrong.
    """
    kind = BY_SLUG.get(str(data.get("kind") or known.get("kind")))
    if kind is None or kind.slug not in article.project.kinds:
        raise Invalid({"kind": [_("Choose a kind of claim that this project uses.")]})
    start, end = clean_span(article.text, data.get("start", known.get("start")), data.get("end", known.get("end")))
    quote = article.text[start:end]
    if "quote" in data and str(data["quote"]).strip() != quote:
        raise Invalid(
            {"quote": [_("This is not the text at the span. Offsets count Unicode code points; mark it again.")]}
        )
    same_kind = kind.slug == known.get("kind")
    attributes = data.get("attributes", known.get("attributes", {}) if same_kind else {})
    if not isinstance(attributes, Mapping):
        raise Invalid({"attributes": [_("Give an object of attributes.")]})
    try:
        cleaned = kind.clean(attributes, quote)
    except InvalidAttributes as error:
        raise Invalid(error.errors) from error
    spans = (
        clean_spans(article.text, kind.roles, data["spans"]) if "spans" in data else _kept_spans(kind, cleaned, known)
    )
    spans = {**spans, **clean_spans(article.text, kind.roles, data.get("placed", {}))}
    return {"kind": kind.slug, "start": start, "end": end, "quote": quote, "attributes": cleaned, "spans": spans}


def clean_words(value: Any) -> str:
    """`value` as text that every database takes: "" for None, stripped, with LF, without NUL and lone surrogates."""
    words = "" if value is None else str(value).replace("\r\n", "\n").replace("\0", "")
    return words.encode("utf-8", "ignore").decode().strip()


def clean_span(text: str, start: Any, end: Any) -> tuple[int, int]:
    """Return the span without white space at its edges; raise Invalid where it does not lie in `text` or is empty."""
    if isinstance(start, bool) or isinstance(end, bool) or not isinstance(start, int) or not isinstance(end, int):
        raise Invalid({"span": [_("Mark the words of the claim: start and end are whole numbers.")]})
    if not 0 <= start < end <= len(text):
        said = _("The span %(start)s to %(end)s does not lie in the article (0 to %(most)s).")
        raise Invalid({"span": [said % {"start": start, "end": end, "most": len(text)}]})
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if start >= end:
        raise Invalid({"span": [_("The span holds nothing but white space. Mark the words of the claim.")]})
    return start, end


def clean_spans(text: str, roles: tuple[str, ...], spans: Any) -> dict[str, list[list[int]]]:
    """Return role spans in stored form; raise Invalid for a role the kind does not have or a span outside `text`."""
    if not isinstance(spans, Mapping) or any(role not in roles for role in spans):
        raise Invalid({"spans": [_("Give spans by role; the roles are %(roles)s.") % {"roles": ", ".join(roles)}]})
    try:
        return {role: [list(clean_span(text, *pair)) for pair in pairs] for role, pairs in spans.items() if pairs}
    except TypeError as error:
        raise Invalid({"spans": [_("Give each span as a pair of start and end.")]}) from error


def _kept_spans(kind: Any, attributes: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The known role spans that still stand for what the attributes say: a retyped value has lost its place."""
    if kind.slug != known.get("kind"):
        return {}
    changed = {
        attribute.role
        for attribute in kind.attributes
        if attribute.role and attributes[attribute.name] != known.get("attributes", {}).get(attribute.name)
    }
    return {role: pairs for role, pairs in known.get("spans", {}).items() if role not in changed}
