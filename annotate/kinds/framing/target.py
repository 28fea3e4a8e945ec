"""Whom a contested term names: by a country's adjective, by "by" or "of", by what it is said of, or by the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from annotate import attribution, clauses
from annotate.finder import Span, rows
from annotate.kinds.framing import KIND, lexicon, voice
from annotate.kinds.framing.lexicon import Entry

_HALF = 0.5
_OF_PLACE = re.compile(r"(?:an|i|ese|ish|ch)$")  # Ostravan, Iraqi, Burmese, Danish, French
Target = tuple[str, Span | None]


def of(doc: Doc, start: int, end: int, entry: Entry) -> Target:
    """Return in plain words whom the term at these tokens names ("" where its sentence does not tell), and where."""
    if entry.names:
        return entry.names, None
    if entry.target and (by := _by(doc, start, end)):
        return by
    if entry.target == "government":
        return _government(doc, start, end)
    if end < len(doc) and doc[end - 1].is_upper and doc[end].is_upper:
        return "", None  # Capitals tell nothing of names: "REBELS BURN MILL".
    return (_beside(doc, start, end) or _of(doc, end) or _named(doc[end - 1], start)) if entry.phrase else ("", None)


def state_of(docs: Sequence[Doc]) -> str:
    """The adjective of the one state an article is about ("Syrian"), or "" if it names several alike.

    States are counted by name, capital and adjective; one that the list of states does not have, by the people whose
    forces, ministers or courts are spoken of.
    """
    counts: Counter[str] = Counter()
    for doc in docs:
        counts.update(_adjectives()[match.group()] for match in _states().finditer(doc.text))
        unknown = (token.text for token in doc if token.ent_type_ == "NORP" and is_of_state(token))
        counts.update(text for text in unknown if text not in _adjectives())
    if not counts:
        return ""
    state, most = counts.most_common(1)[0]
    return state if most > _HALF * sum(counts.values()) else ""


@cache
def _adjectives() -> dict[str, str]:
    """The adjective of each state by its names, its capital and the adjective itself."""
    named = rows(KIND.folder / "states.jsonl")
    return {name: row["adjective"] for row in named for name in (*row["names"], row["adjective"])}


@cache
def _states() -> re.Pattern[str]:
    names = sorted(_adjectives(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def is_of_state(token: Token) -> bool:
    """Whether `token` may be the adjective of a state: "Syrian" of "Syrian forces"."""
    if token.dep_ not in ("amod", "compound", "nmod") or token.tag_ not in ("JJ", "NNP"):
        return False
    beside = token.doc[min(token.i + 1, len(token.doc) - 1)]
    return bool({token.head.lower_, token.head.lemma_, beside.lower_} & lexicon.words("state-bodies"))


@lru_cache(maxsize=64)
def may_name_state(article: str) -> bool:
    """Whether an article has a term that names a government; asked for each of its paragraphs."""
    return _of_state().search(article) is not None


@cache
def _of_state() -> re.Pattern[str]:
    """The first words of the terms that name a government."""
    variants = (form for entry in lexicon.terms() if entry.target == "government" for form in entry.variants())
    first = {re.split(r"[\s-]", form)[0] for forms in variants for form in forms}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, first)))}|regimes?)\b", re.IGNORECASE)


def _by(doc: Doc, start: int, end: int) -> Target | None:
    """Whoever stands after "by". A parse may hang that higher up: then it has to follow the term at once."""
    for token in doc[start:end]:
        for child in token.rights:
            if child.dep_ in ("prep", "agent") and child.lower_ == "by" and child.i >= end:
                for one in child.children:
                    if one.dep_ == "pobj" and not _is_time(one):
                        return _phrase(doc, one)
    if end + 1 < len(doc) and doc[end].lower_ == "by":
        noun = next((child for child in doc[end].children if child.dep_ == "pobj"), None)
        return _phrase(doc, noun) if noun is not None and not _is_time(noun) else None
    return None


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") or noun.lower_ in (
        "night",
        "day",
        "nightfall",
        "dawn",
        "noon",
        "then",
        "far",
    )


def _government(doc: Doc, start: int, end: int) -> Target:
    head = doc[end - 1]
    for child in head.lefts:
        if child.i >= start or not child.text[:1].isupper() or not child.is_alpha:
            continue
        span = (child.idx, child.idx + len(child))
        if child.ent_type_ == "NORP" or _OF_PLACE.search(child.text):
            return f"the {child.text} government", span
        near = start - child.i <= 2
        owner = child.dep_ == "poss" and child.pos_ == "PROPN"
        if near and (owner or (child.dep_ in ("compound", "nmod") and child.ent_type_ in ("PERSON", "GPE"))):
            first = child.i
            while child.ent_type_ == "PERSON" and doc[first].ent_iob_ == "I" and first:
                first -= 1
            span = clauses.chars(doc, first, child.i + 1)
            return _ruled(clauses.surface(doc, span)), span
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "in") and child.i == end:
            noun = next((one for one in child.children if one.dep_ == "pobj" and one.pos_ == "PROPN"), None)
            if noun is not None and noun.ent_type_ in ("PERSON", "GPE"):
                words, place = _phrase(doc, noun)
                return _ruled(words), place
    return "", None


def _ruled(name: str) -> str:
    """The government of a country, by its adjective where that is known, or of a ruler."""
    adjective = _adjectives().get(name.removeprefix("the "))
    return f"the {adjective} government" if adjective else f"the government of {name}"


def _beside(doc: Doc, start: int, end: int) -> Target | None:
    """The name right beside the term: the dictator Ostan Vasko, Red Dawn militants. A people's name is no group's."""
    if end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].ent_type_ and doc[end].ent_iob_ == "B":
        last = end + 1
        while last < len(doc) and doc[last].ent_iob_ == "I":
            last += 1
        span = clauses.chars(doc, end, last)
        return clauses.surface(doc, span), span
    if start and doc[start - 1].ent_type_ == "ORG" and doc[start - 1].pos_ == "PROPN" and not _takes_sides(doc, start):
        first = start - 1
        while first and doc[first].ent_iob_ == "I":
            first -= 1
        first += doc[first].lower_ == "the"
        span = clauses.chars(doc, first, start)
        return clauses.surface(doc, span), span
    return None


def _of(doc: Doc, end: int) -> Target | None:
    """The body behind "of" or "from": the rebels of the Free Coast Front. Rebels of the north name none."""
    if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "from"):
        return None
    noun = next((child for child in doc[end].children if child.dep_ == "pobj" and child.pos_ == "PROPN"), None)
    # A recognizer takes many a town for a body; those have names of several words.
    several = noun is not None and any(child.dep_ == "compound" for child in noun.lefts)
    body = noun is not None and ((several and noun.ent_type_ == "ORG") or noun.lower_ in attribution.words("bodies"))
    return _phrase(doc, noun) if noun is not None and body else None


def _takes_sides(doc: Doc, start: int) -> bool:
    """Whether what stands before the term says for whom they are, and no name: pro-Ostravan separatists."""
    return any(
        token.lower_.startswith(("pro-", "anti-")) or token.text == "-" for token in doc[max(start - 2, 0) : start]
    )


def _named(head: Token, start: int) -> Target:
    """Whom a name is given to: whom somebody calls so, of whom it is said, beside whose name it stands."""
    given: Token | None = None
    naming = voice.naming_verb(head)
    if naming is not None:
        while head.dep_ == "conj":
            head = head.head
        given = next((child for child in head.lefts if voice.is_taken_in(child)), None)
        if given is not None:
            first = next((child for child in head.lefts if child.dep_ == "det"), given)
            span = clauses.chars(head.doc, first.i, given.i + 1)
            return clauses.surface(head.doc, span), span
        if naming.lemma_.lower() in lexicon.words("telling"):
            return "", None
        given = next((child for child in naming.children if child.dep_ in ("dobj", "dative", "nsubjpass")), None)
        if given is None and clauses.names_another(naming):
            given = next((child for child in naming.rights if child.dep_ == "oprd" and child.i < start), None)
        given = given or next((child for child in naming.rights if child.dep_ == "ccomp"), None)
        if given is not None and given.dep_ == "ccomp":
            given = next((child for child in given.lefts if child.dep_ in clauses.SUBJECTS), None)
        if given is None:
            given = next((child for child in head.lefts if child.dep_ == "nsubj" and child.i < start), None)
        if given is None and naming.tag_ == "VBN" and naming.dep_ == "acl":
            given = naming.head  # "the marchers, described by the radio as thugs"
        if given is not None and given.tag_ in ("WDT", "WP") and naming.dep_ == "relcl":
            # "the group, which the court lists as ...": whatever the clause is about.
            given = naming.head
    elif head.dep_ == "attr" and head.head.lemma_ == "be":
        given = next((child for child in head.head.lefts if child.dep_ == "nsubj"), None)
    elif head.head.pos_ == "PROPN" and (
        head.dep_ == "appos" or (head.dep_ in ("compound", "nmod") and head.head.i > head.i)
    ):
        given = head.head
    else:
        given = next((child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if given is None or given.pos_ not in ("NOUN", "PROPN") or given == head:
        return "", None
    if given == head.head and head.i < given.i:
        span = clauses.chars(given.doc, head.i + 1, given.i + 1)
        return clauses.surface(given.doc, span), span
    return _phrase(given.doc, given)


def _phrase(doc: Doc, noun: Token) -> tuple[str, Span]:
    start, end = clauses.noun_phrase(noun, appositions=False)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ != "of":
            end = min(end, child.i)
    span = clauses.chars(doc, start, max(end, noun.i + 1))
    return clauses.surface(doc, span), span
