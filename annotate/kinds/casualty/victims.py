"""Those harmed: from the head of a noun phrase to who they are and how many."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Token

from annotate import clauses, numbers
from annotate.finder import Span
from annotate.kinds.casualty import unnumbered
from annotate.kinds.casualty.people import Victims, words
from annotate.numbers import Quantity

_GROUPS = frozenset(
    ("people", "crew", "family", "couple", "dead", "other", "displaced", "injured", "team", "group", "crowd", "convoy")
) | frozenset(
    ("patrol", "gang", "staff", "squad", "delegation", "community", "population", "tribe", "personnel", "clan")
)
_ONE = ("a", "an", "the", "another", "one", "this", "that")
_OF_PEOPLE = ("total", "group", "number", "majority", "rest")
# Tokens that a list of people may span.
_FAR = 60
_ORDINALS = frozenset(
    (
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "latest",
    )
)
_PLURAL = ("are", "were", "have")
_SELF = ("himself", "herself")
_SINGLE = ("him", "her", "he", "she", "himself", "herself")
_PERSONS = re.compile(
    r"\w(?:man|woman|person|boy|girl|ist|ician|arian|maker|keeper|worker|mate|goer|holder|owner|seeker|player|lord|wife|eer)$"
)
_SET_OFF = re.compile(r"[^,;.]{0,60}(?::|\(|--|\s[-–]\s|—)\s*$")
_NAMED_OF = re.compile(
    r",\s*(?:among(?:st)?\s+(?:them|whom)|including|of\s+(?:them|whom))\s+(?:at\s+least\s+)?", re.IGNORECASE
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|whom|which)\b", re.IGNORECASE)
_NOT_NAMED = ("ORG", "GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW")


def quantities(doc: Doc) -> list[Quantity]:
    """Return the counts of a paragraph; read once and kept with it."""
    if "quantities" not in doc.user_data:
        doc.user_data["quantities"] = numbers.find(clauses.even(doc))
    return doc.user_data["quantities"]


@clauses.kept
def read(token: Token, *, personal: bool = False) -> list[Victims]:
    """Return the victim phrases at `token` and, where counted on their own, those joined to it by "and".

    `personal` says that only people can meet the outcome ("murdered"), whatever noun is used for them.
    """
    token = _inner(token)
    heads = _listed(token)
    if not any(map(_counted, heads)):
        one = _read_one(token, personal)
        return [one] if one else []
    if not _counted(token) and not _is_one(token, personal) and token.lower_ not in _SELF:
        heads = heads[1:]
    read_ = [_read_one(head, personal) if _counted(head) else _single(head, personal) for head in heads]
    return [one for one in read_ if one]


def is_part(one: Victims, group: list[Victims]) -> bool:
    """Whether `one` is a part of the first of `group`: listed behind a colon, a dash or a bracket, or adding up to it."""
    text = clauses.even(one.token.doc)
    if one.quantity and _OF_THEM.match(text, one.count[1] if one.count else one.phrase[0], one.phrase[1]):
        return True
    whole, *parts = group
    if one not in parts or whole.low is None:
        return False
    between = text[whole.phrase[1] : parts[0].phrase[0]]
    numbers_ = [part.low or part.high or 0 for part in parts]
    set_off = (_SET_OFF.match(between) or _NAMED_OF.fullmatch(between)) and max(numbers_) <= whole.low
    return bool(set_off) or (len(parts) > 1 and sum(numbers_) == whole.low)


def are_people(one: Victims) -> bool:
    """Whether those of `one` are called people: by a noun for a sort of person, or by name."""
    noun = noun_of(one.token) if one.quantity else one.token
    return noun.lemma_.lower() in words("people") or noun.ent_type_ == "PERSON" or bool(_PERSONS.search(noun.lower_))


def noun_of(number: Token) -> Token:
    """Return what a number with "of" counts, "fighters" of "hundreds of fighters"; else the token itself."""
    return _of(number) or number


def counted_of(noun: Token) -> list[Token]:
    """Return the number that `noun` is counted by, in a list of one, or none: the dozens of "dozens of injuries"."""
    number = noun.head.head
    led = noun.dep_ == "pobj" and noun.head.lower_ == "of" and number.pos_ in ("NOUN", "NUM")
    led = led and not any(child.dep_ == "det" for child in noun.lefts)  # "seven of the dead" are a part
    return [number] if led and _counted(number) else []


def _listed(token: Token) -> list[Token]:
    """`token` and those listed with it. Of "six guards, 40 rebels and 16 cooks" a parse may make appositions."""
    heads = {token, *joined(token)}
    for one in token.rights:
        if one.dep_ == "appos" and _counted(one):
            others = joined(one)
            if _counted(token) or any(map(_counted, others)):
                heads |= {one, *others}
    for one in token.doc[token.i + 1 : min(token.right_edge.i + 1, token.i + _FAR)]:
        # "A judge allied with them and seven members of his family": a parse may hang the group on the wrong noun.
        if one.dep_ == "conj" and one not in heads and _is_own_group(one) and _counted(one) and token.is_ancestor(one):
            heads.add(one)
    return sorted(heads, key=lambda one: one.i)


def _is_own_group(token: Token) -> bool:
    """Whether it is said to belong with those before: "seven members of his family", "two other men"."""
    family = _of(token)
    return "other" in {token.lemma_.lower(), *(child.lower_ for child in token.lefts)} or (
        family is not None and any(child.dep_ == "poss" and child.pos_ == "PRON" for child in family.lefts)
    )


def joined(token: Token) -> list[Token]:
    """Return those joined to `token` by "and" or a comma behind it, near enough for one sentence, in order."""
    found: list[Token] = []
    waiting = [token, *([token.head] if token.dep_ == "conj" else [])]
    while waiting:
        for child in waiting.pop().rights:
            if child.i > token.i + _FAR:
                break
            if child.dep_ == "conj" and child.i > token.i and child not in found:
                found.append(child)
                waiting.append(child)
    return sorted(found, key=lambda one: one.i)


def _inner(token: Token) -> Token:
    """The noun that a total or group is of: the adults of "a total of 13 adults"."""
    if token.lemma_.lower() in _OF_PEOPLE and not _counted(token):
        return _of(token) or token
    return token


def _counted(token: Token) -> bool:
    return _quantity(token) is not None


def _left(token: Token) -> int:
    """Where the phrase of `token` begins, without what an earlier member of a list brings with it."""
    start = token.i
    for child in token.lefts:
        if child.dep_ not in ("punct", "cc", "preconj", "mark", "relcl", "appos", "prep") and child.lower_ != "far":
            start = min(start, child.left_edge.i)
    return start


@clauses.kept
def _quantity(token: Token) -> Quantity | None:
    left, right = token.doc[_left(token)].idx, token.idx + len(token)
    found = between(token.doc, left - 100, right + 100)
    inside = [q for q in found if left <= q.count_start and q.count_end <= right]
    # "between 8 and 11 passengers": a parse may hang the noun below its own number.
    # "a handful of soldiers": it is the number's own noun.
    around = [
        q
        for q in found
        if (q.modifier == "between" and q.count_start <= left < q.count_end)
        or ((q.high is None or token.lower_ == "quarter") and q.count_start < token.idx < q.count_end)
    ]
    if not inside and not around and token.lemma_.lower() in _GROUPS:
        # "A family of five": the number stands behind.
        of = next((child for child in token.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        size = next((child for child in of.children if child.pos_ == "NUM"), None) if of is not None else None
        around = [q for q in found if size is not None and q.count_start <= size.idx < q.count_end]
    return inside[-1] if inside else around[0] if around else None


def between(doc: Doc, left: int, right: int) -> list[Quantity]:
    """Return the counts of the paragraph whose numbers begin between two code points."""
    found = quantities(doc)
    if "starts of quantities" not in doc.user_data:
        doc.user_data["starts of quantities"] = [one.count_start for one in found]
    starts = doc.user_data["starts of quantities"]
    return found[bisect_left(starts, left) : bisect_right(starts, right)]


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


def _read_one(token: Token, personal: bool = False) -> Victims | None:
    doc = token.doc
    if none := unnumbered.not_one(token):
        return none
    quantity = _quantity(token)
    if quantity is None:
        return unnumbered.nobody(token) or unnumbered.pair(token) or _one_person(token, personal)
    noun: Token | None = token
    if quantity.count_start <= token.idx < quantity.end:
        # "hundreds of civilians", "12 of the men", "12 more": the noun, if any, comes after.
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of" and c.i >= token.i), None)
        noun = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if noun is not None and (
        noun.lemma_.lower() in words("not-people") or (noun.pos_ == "PRON" and noun.lower_ == "it")
    ):
        return None
    behind = noun == token and quantity.count_start > token.idx + len(token)
    who = clauses.chars(doc, token.i, token.i + 1) if behind else _who(noun, quantity) if noun is not None else None
    start = min(quantity.start, doc[_left(token)].idx) if noun == token else quantity.start
    end = max(quantity.end, who[1] if who else 0)
    count = (quantity.count_start, quantity.count_end)
    # Two families are more people than two; how many is not said.
    groups = noun is not None and noun.lemma_.lower() in ("family", "couple") and quantity.count_start < noun.idx
    high = None if groups else quantity.high
    return Victims(token, (start, end), who, count, quantity.low, high, quantity)


def _who(noun: Token, quantity: Quantity) -> Span | None:
    doc = noun.doc
    start = noun.left_edge.i
    while start < noun.i and (
        doc[start].idx < quantity.end
        or doc[start].lower_ in ("of", "the", "its", "their", "these", "them", "whom", "which")
    ):
        start += 1
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "conj" and (_counted(child) or _is_one(child, personal=True)):
            break
        if child.dep_ in ("conj", "cc") or (child.dep_ == "prep" and child.lower_ in ("of", "from")):
            if child.dep_ == "cc" and not any(
                c.dep_ == "conj" and not _counted(c) and not _is_one(c, personal=True) for c in noun.rights
            ):
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


def _single(token: Token, personal: bool) -> Victims | None:
    """One person in a list with counted groups: the mother of "a mother and four children"."""
    if token.lower_ in _SELF:
        span = (token.idx, token.idx + len(token))
        return Victims(token, span, span, None, 1, 1, None)  # "killed himself and 12 guards"
    if not _is_one(token, personal):
        return None
    doc = token.doc
    start = token.left_edge.i
    while doc[start].is_punct or doc[start].dep_ == "cc":
        start += 1
    count = clauses.chars(doc, start, start + 1) if doc[start].lower_ in ("a", "an") and start < token.i else None
    who = clauses.chars(doc, start + (count is not None), token.i + 1)
    return Victims(token, (count[0] if count else who[0], who[1]), who, count, 1, 1, None)


def _one_person(token: Token, personal: bool) -> Victims | None:
    """People without a number, each named or described by itself: "a journalist", "the mayor and his brother"."""
    doc = token.doc
    # "A fifth was killed", but "a fifth of the men" is a share of them.
    shared = any(child.lower_ == "of" for child in token.rights)
    nth = token.lower_ in _ORDINALS and not shared and any(child.lower_ == "a" for child in token.lefts)
    if token.lower_ in _SINGLE or ((token.lower_ == "another" or nth) and token.dep_ in ("nsubj", "nsubjpass", "dobj")):
        span = (token.idx, token.idx + len(token))
        return Victims(token, span, span, None, 1, 1, None)
    if token.lower_ == "one" and (of := _of(token)) is not None and of.tag_ in ("NNS", "NNPS", "PRP"):
        if of.lemma_.lower() in words("not-people"):
            return None
        number = (token.idx, token.idx + len(token))
        whom = clauses.chars(doc, *clauses.noun_phrase(of, appositions=False, short=True))
        return Victims(token, (number[0], whom[1]), whom, number, 1, 1, None)
    group = [token, *joined(token)]
    # "An activist and mother of four" is one person: a second one has an article, a possessive or a name of her own.
    plural = any(child.lower_ in _PLURAL for child in token.head.lefts)
    names = next((child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if plural and len(group) == 1 and names is not None:
        group = [names, *joined(names)]
    if token.dep_ == "nsubjpass" and any(child.lower_ in ("was", "has") for child in token.head.lefts):
        group = [token]  # "A chief, Ana Virek, the keeper of Tessa, has been killed"
    if names_before := _names_before(token):
        group, plural = [*names_before, token], True  # "Ilya Maren and Sofia Dulek": all below the last name
    group = [one for one in group if one == group[0] or plural or one.pos_ == "PROPN" or _is_determined(one)]
    if _are_so_many(token, group):
        names_before, plural = group[:-1], True
    if not (names_before or _is_one(token, personal)) or not all(_is_one(one, personal) or plural for one in group):
        return None
    start = clauses.noun_phrase(token, appositions=False, short=True)[0]
    end = clauses.noun_phrase(group[-1], appositions=False, short=True)[1]
    if token.dep_ == "poss":
        end = group[-1].i + 1  # "the mayor's body": the mayor
    count: Span | None = None
    if len(group) == 1 and doc[start].lower_ in ("a", "an"):
        count = clauses.chars(doc, start, start + 1)
        start += 1
    who = clauses.chars(doc, start, end)
    return Victims(token, (count[0] if count else who[0], who[1]), who, count, len(group), len(group), None)


def _are_so_many(token: Token, group: list[Token]) -> bool:
    """Whether as many names stand there as are said behind them to be: "Ana Corr and Pavel Stim, two doctors"."""
    told = next((_quantity(child) for child in token.rights if child.dep_ == "appos"), None)
    return told is not None and told.low == told.high == len(group) and all(one.pos_ == "PROPN" for one in group)


def _names_before(token: Token) -> list[Token]:
    """The last words of the full names that stand before the full name `token`, joined to it, in one phrase with it."""
    heads: list[Token] = []
    length, person = 0, False
    for one in token.doc[token.left_edge.i : token.i + 1]:
        if one.pos_ == "PROPN":
            length, person = length + 1, person or one.ent_type_ == "PERSON"
        elif length < 2 or not (one.lower_ == "and" or one.text == ","):
            return []
        else:
            heads, length = [*heads, one.nbor(-1)], 0
    return heads if person and length > 1 else []


def _is_one(token: Token, personal: bool = False) -> bool:
    """Whether `token` heads a phrase for a single person: a name, or a person's noun with an article or possessive."""
    if _counted(token):
        return False
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and token.tag_ == "NNP":
        titled = lemma in words("people") or any(child.lemma_.lower() in words("people") for child in token.lefts)
        full_name = any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in token.lefts)
        described = any(child.dep_ == "appos" and _is_person(child) for child in token.rights)
        if titled or described or token.ent_type_ == "PERSON":
            return True
        return (full_name or personal) and token.ent_type_ not in _NOT_NAMED
    if token.tag_ != "NN" or lemma in _GROUPS or lemma in words("not-people") or lemma in words("instruments"):
        return False
    if not _is_determined(token) and not _is_headline(token):
        return False
    further = any(child.lower_ in ("a", "another") for child in token.lefts)
    if any((_is_ordinal(child) and not further) or child.lower_ == "its" for child in token.lefts):
        return False  # "the third journalist killed this year" is no further one; "a third journalist" is
    return personal or lemma in words("people") or bool(_PERSONS.search(lemma))


def _is_ordinal(token: Token) -> bool:
    """Whether it says which one of a row: "third", "latest", "12th"."""
    return token.lower_ in _ORDINALS or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", token.lower_))


def _is_person(token: Token) -> bool:
    """Whether it names a sort of person, "a deputy imam" or "one of the best known singers"."""
    kind = _of(token) if token.lower_ == "one" else token
    return kind is not None and kind.lemma_.lower() in words("people")


def _is_determined(token: Token) -> bool:
    return any(child.dep_ == "poss" or child.lower_ in _ONE for child in token.lefts)


def _is_headline(token: Token) -> bool:
    """Whether the article is left out as in headlines: "Local official shot dead", "Muslim cleric was killed"."""
    if token.lemma_.lower() not in words("people") or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "ROOT"):
        return False
    return token.dep_ == "ROOT" or not any(child.lower_ in ("are", "were", "have") for child in token.head.lefts)


def _of(token: Token) -> Token | None:
    of = next((child for child in token.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    return next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
