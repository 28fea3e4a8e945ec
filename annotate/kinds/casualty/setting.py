"""Where and when: the place and the date that a sentence gives for what befell people, in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from spacy.symbols import prep  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token

from annotate import clauses, datelines, dates
from annotate.finder import Span, findings, rewrite, rows

_AT = ("in", "at", "near", "outside", "around", "across", "inside", "throughout", "above", "off", "along", "on", "from")
_NEXT = ("in", "of", "near", "outside", "at", "to", "from")
_BESIDE = ("at", "near", "outside", "inside")
# "The road to Sarab", but not "a camp to Sarab".
_ALONG = ("to", "from")
_WAYS = ("road", "highway", "route", "path", "railway", "motorway", "track", "crossing")
WORDS = Path(__file__).with_name("setting.jsonl")
MOST_NESTED = 4
_IN_PHRASE = ("pobj", "nummod", "compound", "amod", "det", "advmod", "quantmod")
_NO_PLACE = ("PERSON", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LAW", "EVENT", "NORP")


@cache
def words(name: str) -> frozenset[str]:
    """Return the lemmas of the list `name` of `setting.jsonl`."""
    return next(frozenset(row["lemmas"]) for row in rows(WORDS) if row["id"] == name)


@dataclass(frozen=True)
class _Said:
    """A place or a date of a sentence: its words, their first token, the verb they hang on, and if they are a name."""

    span: Span
    at: int
    verb: int
    named: bool = True


def find(trigger: Token, harmed: Token, *, own_date: bool = False) -> tuple[Span | None, Span | None]:
    """Return where the words for place and date stand (code points) of what `trigger` says befell `harmed`, or None.

    Only what the same sentence gives; what belongs to a verb of telling above it ("said on Monday") is left out. With
    `own_date` a date counts within the phrase of `trigger` alone: a toll has risen on another day than people died.
    """
    places, dates = _said(trigger)
    at = harmed if harmed.i > trigger.i and harmed.dep_ == "conj" and harmed.pos_ == "NUM" else trigger
    mine = [one for one in places if not one.span[0] <= harmed.idx < one.span[1] and not _was_told(one, trigger)]
    place = min(mine, key=lambda one: (not one.named, _distance(one.span, at)), default=None)
    mine = [one for one in dates if not _was_told(one, trigger) and (not own_date or _is_within(one, trigger))]
    date = min(mine, key=lambda one: _distance(one.span, at), default=None)
    return place.span if place else None, date.span if date else None


def from_dateline(docs: Sequence[Doc]) -> None:
    """Give the claims of an article's lead the place of its dateline, if that paragraph names no place for any of them.

    A report is filed from where it happened, unless it says otherwise; further down that is no longer sure.
    """
    article = docs[0].user_data.get("article", "") if docs else ""
    dateline = datelines.head(article)
    if dateline is None or dateline.place is None:
        return
    start = len(article) - len(article[dateline.end :].lstrip())
    lead = next((doc for doc in docs[:6] if article.startswith(clauses.original(doc)[:80], start)), None)
    told = findings(lead, "casualty") if lead is not None else []
    if lead is not None and not any(one.attributes.get("place") for one in told):
        filed = article[slice(*dateline.place)]
        rewrite(lead, "casualty", [replace(one, attributes={**one.attributes, "place": filed}) for one in told])


def _is_within(one: _Said, noun: Token) -> bool:
    return noun.left_edge.i <= one.at <= noun.right_edge.i


def _was_told(one: _Said, trigger: Token) -> bool:
    if trigger.pos_ == "NOUN" and _is_within(one, trigger):
        return False
    verb = trigger.doc[one.verb] if one.verb >= 0 else None
    if verb is not None and trigger.head == verb and trigger.dep_ == "nsubjpass" and one in _said(trigger)[0]:
        return False  # "six deaths were reported in Tessa"
    return (
        verb is not None and verb != trigger and verb.pos_ == "VERB" and verb.lemma_.lower() in words("telling-verbs")
    )


def _said(trigger: Token) -> tuple[list[_Said], list[_Said]]:
    """The places and dates of the sentence of `trigger`; read once and kept with the paragraph."""
    start, end = clauses.sentence(trigger)
    kept: dict[int, tuple[list[_Said], list[_Said]]] = trigger.doc.user_data.setdefault("settings", {})
    if start not in kept:
        tokens = list(trigger.doc[start:end])
        kept[start] = _places(tokens), _dates(tokens)
    return kept[start]


def _dates(sentence: list[Token]) -> list[_Said]:
    found = []
    if spans := dates.find(clauses.sentence_text(sentence[0])):
        at, shift = {token.idx: token for token in sentence}, sentence[0].idx
        for start, end in ((shift + start, shift + end) for start, end in spans):
            if start in at:
                found.append(_Said((start, end), at[start].i, _verb_of(at[start])))
    return found


def _places(sentence: list[Token]) -> list[_Said]:
    found: list[_Said] = []
    taken = 0
    for token in sentence:
        if token.dep != prep or token.lower_ not in _AT or token.i < taken:
            continue
        if token.head.tag_ == "VBN" and token.head.lemma_.lower() in ("base", "headquarter"):
            continue  # "A monitor based in Vell": where somebody sits who tells of it.
        noun = next((child for child in token.rights if child.dep_ == "pobj"), None)
        if noun is None or not _is_place(noun, token):
            continue
        taken, named = _reach(noun)
        start, end = clauses.trim(token.doc, noun.left_edge.i, taken)
        if end > start:
            found.append(_Said(clauses.chars(token.doc, start, end), token.i, _verb_of(token), named))
    return found


def _is_place(noun: Token, preposition: Token) -> bool:
    if noun.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    # A small model takes a small town for a person; people are seldom what one is in or near.
    person = noun.ent_type_ == "PERSON" and preposition.lower_ in ("in", "near", "outside", "around", "across")
    if (noun.ent_type_ in _NO_PLACE and not person) or _is_date(noun):
        return False
    if noun.pos_ == "PROPN":
        # "From" and "on" lead to names of other things as often, but a raid is on a place.
        if preposition.lower_ in ("from", "on", "along", "above"):
            raided = preposition.lower_ == "on" and preposition.head.lemma_.lower() in words("raids")
            return raided and noun.ent_type_ in ("", "PRODUCT")
        return noun.ent_type_ in ("", "ORG", "PERSON", "PRODUCT")
    if noun.tag_ == "NNS" and noun.lemma_.lower() not in words("places"):  # "in parts of Tessa"
        inside = (one for child in noun.rights if child.lower_ == "of" for one in child.rights)
        return any(one.dep_ == "pobj" and one.pos_ == "PROPN" and not _is_date(one) for one in inside)
    # "In the camp", "in Velm prison", but not "in prison", "in hospital": those say how somebody is rather than where.
    if preposition.lower_ in _BESIDE and _lies_in(noun) and noun.lemma_.lower() not in words("acts"):
        return True  # "at a roadblock in Tessa", whatever it is
    led = noun.tag_ == "NN" or any(child.lower_ == "the" for child in noun.lefts)
    return led and any(noun.lefts) and noun.lemma_.lower() in words("places")


def _lies_in(noun: Token) -> bool:
    """Whether a named place is said right behind it, in or near which it lies."""
    behind = next((child for child in noun.rights if child.lower_ in ("in", "near") and child.i == noun.i + 1), None)
    nested = behind.rights if behind is not None and noun.tag_ == "NN" else ()
    return any(one.dep_ == "pobj" and one.pos_ == "PROPN" and not _is_date(one) for one in nested)


def _is_date(noun: Token) -> bool:
    start, end = clauses.chars(noun.doc, max(noun.i - 1, 0), min(noun.i + 2, len(noun.doc)))
    return bool(dates.find(clauses.even(noun.doc)[start:end])) or dates.is_part(noun.text)


def _reach(noun: Token) -> tuple[int, bool]:
    """Where the phrase of a place ends, with the larger place it lies in, and whether any of it is a name."""
    end, named = 0, False
    place: Token | None = noun
    for _ in range(MOST_NESTED):
        if place is None:
            break
        end = max(end, _without_list(place, clauses.noun_phrase(place, appositions=False, short=True)[1]))
        named = named or place.pos_ == "PROPN"
        place = next((inner for inner in map(_larger, place.rights) if inner is not None), None)
    return end, named


def _without_list(noun: Token, end: int) -> int:
    """`end` without what follows a comma or "and", but with a name right behind the noun: "the capital Tessa"."""
    doc = noun.doc
    stop = next((token.i for token in doc[noun.i : end] if token.text == "," or token.dep_ == "cc"), end)
    while stop < len(doc) and stop == noun.i + 1 and doc[stop].pos_ == "PROPN" and doc[stop].head == noun:
        noun, stop = doc[stop], stop + 1
    return stop


def _larger(preposition: Token) -> Token | None:
    if preposition.dep_ != "prep" or preposition.lower_ not in _NEXT:
        return None
    inner = next((one for one in preposition.rights if one.dep_ == "pobj"), None)
    if preposition.lower_ in _ALONG and preposition.head.lemma_.lower() not in _WAYS:
        return None
    return inner if inner is not None and not _is_date(inner) and _is_place(inner, preposition) else None


def _verb_of(token: Token) -> int:
    """The verb that a place or date hangs on, or whose subject it is part of ("officials in Tessa said"); else -1."""
    while token.dep_ in _IN_PHRASE and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    head = token.head
    if head.pos_ in ("VERB", "AUX"):
        return head.i
    while head.dep_ in ("conj", "appos", "compound"):
        head = head.head
    return head.head.i if head.dep_ in ("nsubj", "nsubjpass") else -1


def _distance(span: Span, trigger: Token) -> int:
    return span[0] - trigger.idx if span[0] > trigger.idx else 2 * (trigger.idx - span[0])
