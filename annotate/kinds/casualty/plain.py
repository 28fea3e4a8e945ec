"""Whom an outcome befell where the parse shows nobody: read from the order of the words alone."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from annotate import clauses, dates
from annotate.finder import Span
from annotate.kinds.casualty import people, victims

_HELPERS = frozenset(
    ("have", "has", "had", "were", "was", "are", "is", "been", "being", "be", "to", "and", "shot", "stabbed", "or")
)
_SAID = frozenset(("confirmed", "feared", "believed", "presumed", "reported", "said", "found", "left", "reportedly"))
_TIMES = frozenset(
    ("last", "this", "night", "morning", "evening", "afternoon", "week", "weekend", "on", "early", "late")
)
# What may stand behind a participle that needs no auxiliary: "Two killed in blast", "five dead, nine injured".
_GOES_ON = frozenset(
    ("in", "by", "as", "when", "after", "at", "on", "during", "near", "outside", ",", ".", ";", "and", "–")
)
_INSIDE = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "ADP", "PART", "PRON")
_LONGEST_PHRASE = 16
_LONGEST_APPOSITION = 14
_COMPANIONS = re.compile(r"[^.;,]{0,30}?\b(?:along|together)\s+with\s+(?:the\s+)?", re.IGNORECASE)
# "Five people were killed in Dorn and four in Ulm"
_GAPPED = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:in|at|near)\s+(?:[A-Z][\w'’-]*\s?){1,4}?\s*(?:,\s*)?(?P<joint>and|while|(?<=,\s)|(?<=,))\s*"
)
_IN_PLACE = re.compile(r"(?:\s+others)?\s+(?:in|at|near)\s+[A-Z]")
_AMONG_THEM = re.compile(
    r"[^.;:]{0,60}?[,—–(-]\s*(?:among(?:st)?\s+(?:them|whom)|of\s+whom|comprising|namely|made\s+up\s+of)\s+",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\s+of\s+(?:them|whom)\b(?:,?\s+(?:are|were|was|being|all))?", re.IGNORECASE)
_OF_ALL = re.compile(r"\bof\s+(?:the|those|these|all)?\s*$", re.IGNORECASE)
_WERE = re.compile(r"\s+(?:are|were|was|had\s+been)\b", re.IGNORECASE)
_BEHIND_COMMA = re.compile(r"[^.;:\d]*[,—–(-]\s*")
_FAR = 60
# Code points before a number in which "of the" opens what it is the whole of.
_BEFORE = 12


def harmed(verb: Token) -> list[Token]:
    """Return the counted group that stands before a participle and its auxiliaries, in a list of one; else an empty one.

    "At least 17 people were last night killed"; "Two killed, five injured in Savra". An apposition may stand between.
    """
    if verb.tag_ not in ("VBN", "VBD") or any(child.dep_ == "dobj" for child in verb.rights):
        return []
    doc, first = verb.doc, verb.sent.start
    at, helped = verb.i - 1, False
    while at >= first and _is_helper(doc[at]):
        helped = helped or doc[at].lower_ in ("were", "was", "are", "been", "being")
        at -= 1
    after = doc[verb.i + 1].lower_ if verb.i + 1 < len(doc) else "."
    if at < first or not (helped or after in _GOES_ON):
        return []
    end = _before_apposition(verb, at)
    start = end
    while start >= first and end - start < _LONGEST_PHRASE and doc[start].pos_ in _INSIDE:
        start -= 1
    left, right = doc[start + 1].idx if start < end else doc[end].idx, doc[end].idx + len(doc[end])
    for one in victims.quantities(doc):
        if left <= one.count_start and one.count_end <= right:
            before = doc.char_span(one.start, one.end, alignment_mode="expand")
            led = before is not None and before.start > first and doc[before.start - 1].pos_ in ("ADP", "VERB")
            return [] if led else victims.counted_noun(doc, one)
    return []


def companions(verb: Token) -> list[Token]:
    """Return the counted group named as harmed with the others: "along with two other men", "... and four in Ulm"."""
    text = clauses.even(verb.doc)
    match = _COMPANIONS.match(text, verb.idx + len(verb), verb.idx + len(verb) + _FAR)
    if match is not None:
        return next(
            (victims.counted_noun(verb.doc, one) for one in victims.quantities(verb.doc) if one.start == match.end()),
            [],
        )
    return _elsewhere(verb, text)


def _elsewhere(verb: Token, text: str) -> list[Token]:
    """Those of a list of places: "were killed in Dorn and four in Ulm", "five in Dorn, six in Ulm and two in Velm"."""
    by_start = {one.start: one for one in victims.quantities(verb.doc)}
    found: list[Token] = []
    at = verb.idx + len(verb)
    last = ""
    while match := _GAPPED.match(text, at, at + _FAR):
        one = by_start.get(match.end())
        if one is None or not _IN_PLACE.match(text, one.end):
            break
        found += victims.counted_noun(verb.doc, one)
        at, last = one.end, match["joint"]
    return found if last != "," else []


def among_them(whole: people.Victims, trigger: Token) -> list[Token]:
    """Return the counted group named behind "among them" or "of whom" as part of `whole`, in a list of one, or none."""
    doc = trigger.doc
    start = max(whole.phrase[1], trigger.idx + len(trigger))
    match = _AMONG_THEM.match(clauses.even(doc), start, min(trigger.sent.end_char, start + _FAR))
    if match is None:
        return []
    return next((victims.counted_noun(doc, one) for one in victims.quantities(doc) if one.start == match.end()), [])


def some_of_them(whole: people.Victims, trigger: Token) -> list[people.Victims]:
    """Return those counted of `whole` by a number with what they are behind it, in a list of one, or none.

    "Ten people died, four of whom were sisters"; "nine of them soldiers"; "of the 60 people killed, 22 were women".
    """
    doc, text = trigger.doc, clauses.even(trigger.doc)
    start = max(whole.phrase[1], trigger.idx + len(trigger))
    stop = min(trigger.sent.end_char, start + _FAR)
    opens = _OF_ALL.search(text, max(whole.phrase[0] - _BEFORE, 0), whole.phrase[0]) is not None
    for one in victims.between(doc, start, stop):
        if one.start <= start or one.high is None or not _BEHIND_COMMA.fullmatch(text, start, one.start):
            continue
        match = _OF_WHOM.match(text, one.end, stop) or (_WERE.match(text, one.end, stop) if opens else None)
        number = doc.char_span(one.count_start, one.count_end, alignment_mode="expand")
        if match is None or number is None:
            return []
        who = _named_at(doc, match.end())
        end = who[1] if who else match.end() if match.re is _OF_WHOM else one.end
        count = (one.count_start, one.count_end)
        return [people.Victims(number[0], (one.start, end), who, count, one.low, one.high, one)]
    return []


def _named_at(doc: Doc, start: int) -> Span | None:
    """The noun with what stands before it that begins at the code point `start`: "members of" is left at "members"."""
    near = doc.char_span(start, min(start + _FAR, len(doc.text)), alignment_mode="expand")
    tokens = [token for token in near or () if token.idx >= start]
    tokens = tokens[next((at for at, token in enumerate(tokens) if not token.is_space), 0) :]
    length = next((at for at, token in enumerate(tokens) if token.pos_ not in ("ADJ", "NOUN", "PROPN")), len(tokens))
    while length and tokens[length - 1].pos_ == "ADJ":
        length -= 1
    return (tokens[0].idx, tokens[length - 1].idx + len(tokens[length - 1])) if length else None


def _is_helper(token: Token) -> bool:
    word = token.lower_
    return word in _HELPERS | _SAID | _TIMES or token.pos_ == "ADV" or dates.is_part(token.text)


def _before_apposition(verb: Token, at: int) -> int:
    """Where a phrase ends whose apposition between commas or in brackets ends at the token `at`, else `at`."""
    doc = verb.doc
    closing = {",": ",", ")": "("}.get(doc[at].text)
    if closing is None:
        return at
    for index in range(at - 1, max(verb.sent.start, at - _LONGEST_APPOSITION), -1):
        if doc[index].text == closing:
            return index - 1
        if doc[index].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
    return at
