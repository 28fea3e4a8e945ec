"""Those harmed: from the head of a noun phrase to who they are and how many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from annotate import clauses, numbers
from annotate.finder import Span, rows
from annotate.numbers import Quantity

PEOPLE = Path(__file__).with_name("people.jsonl")
_NOBODY = ("no", "nobody", "none", "neither")
_GROUPS = frozenset(("people", "crew", "family", "couple", "dead", "other"))
_ONE = ("a", "an", "the", "another", "one")
_NOT_NAMED = ("ORG", "GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW")


@dataclass(frozen=True)
class Victims:
    """A phrase for those harmed.

    `phrase` takes in count and modifiers, `who` is the noun phrase without them (or None), `count` the number's words
    (or None); all code points. `quantity` is None where single people are meant.
    """

    token: Token
    phrase: Span
    who: Span | None
    count: Span | None
    low: int | None
    high: int | None
    quantity: Quantity | None


@cache
def words(name: str) -> frozenset[str]:
    """Return the lemmas of the list `name` of `people.jsonl`: "people", "not-people" or "instruments"."""
    return next(frozenset(row["lemmas"]) for row in rows(PEOPLE) if row["id"] == name)


def quantities(doc: Doc) -> list[Quantity]:
    """Return the counts of a paragraph; read once and kept with it."""
    if "quantities" not in doc.user_data:
        doc.user_data["quantities"] = numbers.find(doc.text)
    return doc.user_data["quantities"]


def read(token: Token) -> list[Victims]:
    """Return the victim phrases at `token` and, where counted on their own, those joined to it by "and"."""
    heads = [token]
    heads += [other for other in token.conjuncts if other.i > token.i and other.dep_ == "conj" and _counted(other)]
    return [one for one in map(_read_one, heads) if one]


def _counted(token: Token) -> bool:
    return _quantity(token) is not None


def _left(token: Token) -> int:
    """Where the phrase of `token` begins, without what an earlier member of a list brings with it."""
    start = token.i
    for child in token.lefts:
        if child.dep_ not in ("punct", "cc", "preconj", "advmod", "mark", "relcl", "appos") or child.dep_ == "advmod":
            start = min(start, child.left_edge.i)
    return start


def _quantity(token: Token) -> Quantity | None:
    left, right = token.doc[_left(token)].idx, token.idx + len(token)
    found = quantities(token.doc)
    inside = [q for q in found if left <= q.count_start and q.count_end <= right]
    # "between 8 and 11 passengers": a parse may hang the noun below its own number.
    around = [q for q in found if q.modifier == "between" and q.count_start <= left < q.count_end]
    return inside[-1] if inside else around[0] if around else None


def counted_noun(doc: Doc, quantity: Quantity) -> list[Token]:
    """Return the noun that `quantity` counts, as the words stand, or the number itself if none follows."""
    number = next(
        (t for t in doc if quantity.count_start <= t.idx < quantity.count_end and t.is_alpha | t.like_num), None
    )
    if number is None:
        return []
    noun = next((t for t in doc[number.i :] if t.idx >= quantity.end), None)
    while noun is not None and noun.dep_ in ("amod", "compound", "nummod") and noun.head.i > noun.i:
        noun = noun.head
    return [noun if noun is not None and noun.pos_ in ("NOUN", "PROPN") else number]


def _read_one(token: Token) -> Victims | None:
    doc = token.doc
    quantity = _quantity(token)
    if token.lower_ in _NOBODY or any(child.lower_ in ("no", "neither") for child in token.lefts):
        return None
    if quantity is None:
        return _one_person(token)
    noun: Token | None = token
    if quantity.count_start <= token.idx < quantity.end:
        # "hundreds of civilians", "12 of the men", "12 more": the noun, if any, comes after.
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of" and c.i >= token.i), None)
        noun = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if noun is not None and (
        noun.lemma_.lower() in words("not-people") or (noun.pos_ == "PRON" and noun.lower_ == "it")
    ):
        return None
    who = _who(noun, quantity) if noun is not None else None
    start = min(quantity.start, doc[_left(token)].idx) if noun == token else quantity.start
    end = max(quantity.end, who[1] if who else 0)
    count = (quantity.count_start, quantity.count_end)
    # Two families are more people than two; how many is not said.
    high = None if noun is not None and noun.lemma_.lower() in ("family", "couple") else quantity.high
    return Victims(token, (start, end), who, count, quantity.low, high, quantity)


def _who(noun: Token, quantity: Quantity) -> Span | None:
    doc = noun.doc
    start = noun.left_edge.i
    while start < noun.i and (
        doc[start].idx < quantity.end or doc[start].lower_ in ("of", "the", "its", "their", "these")
    ):
        start += 1
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "conj" and _counted(child):
            break
        if child.dep_ in ("conj", "cc") or (child.dep_ == "prep" and child.lower_ in ("of", "from")):
            if child.dep_ == "cc" and not any(c.dep_ == "conj" and not _counted(c) for c in noun.rights):
                break
            if child.dep_ == "conj" and child.pos_ not in ("NOUN", "PROPN", "ADJ"):
                break
            end = clauses.noun_phrase(child)[1] if child.dep_ == "conj" else child.right_edge.i + 1
        elif child.dep_ not in ("punct",) or child.text == ",":
            break
    if doc[end - 1].dep_ == "cc":
        end -= 1
    if doc[start].idx < quantity.end:
        return None
    start, end = clauses.trim(doc, start, end)
    return clauses.chars(doc, start, end) if end > start else None


def _one_person(token: Token) -> Victims | None:
    """People without a number, each named or described by itself: "a journalist", "the mayor and his brother"."""
    doc = token.doc
    group = [token, *(other for other in token.conjuncts if other.i > token.i)]
    if not all(map(_is_one, group)):
        return None
    start = clauses.noun_phrase(token, appositions=False, short=True)[0]
    end = clauses.noun_phrase(group[-1], appositions=False, short=True)[1]
    count = None
    if len(group) == 1 and doc[start].lower_ in ("a", "an"):
        count = clauses.chars(doc, start, start + 1)
        start += 1
    who = clauses.chars(doc, start, end)
    return Victims(token, (count[0] if count else who[0], who[1]), who, count, len(group), len(group), None)


def _is_one(token: Token) -> bool:
    """Whether `token` heads a phrase for a single person: a name, or a person's noun with an article or possessive."""
    if _quantity(token) is not None:
        return False
    if token.pos_ == "PROPN" and token.tag_ == "NNP":
        titled = any(child.lemma_.lower() in words("people") for child in token.lefts)
        full_name = any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in token.lefts)
        return token.ent_type_ == "PERSON" or ((titled or full_name) and token.ent_type_ not in _NOT_NAMED)
    if token.tag_ != "NN" or token.lemma_.lower() not in words("people") - _GROUPS:
        return False
    return any(child.dep_ == "poss" or child.lower_ in _ONE for child in token.lefts)
