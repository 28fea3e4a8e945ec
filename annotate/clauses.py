"""Stretches of a parsed sentence: who a subject is, how far a noun phrase and a clause reach. Token indices, half-open.

The parse is that of spaCy's English models (ClearNLP dependency labels).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from spacy.attrs import LEMMA, SENT_START  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token

_Question = TypeVar("_Question", bound=Callable[..., Any])
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_OPENERS = "\"“„«‘'([{"
_RELATIVES = ("which", "who", "that", "whom")
_BACKGROUND = ("after", "amid", "amidst", "following", "despite", "ahead")
# More commas than a clause has; it keeps one that runs through a whole paragraph from being walked again and again.
_MOST_COMMAS = 40
_BACKGROUND_MARKS = ("while", "as", "after", "although", "though", "whereas")


def original(doc: Doc) -> str:
    """Return the text as the article has it; the document itself may hold it with spaces and case evened out."""
    text = doc.user_data.get("original")
    return even(doc) if text is None else text


def even(doc: Doc) -> str:
    """Return the text that was parsed. A document puts it together anew each time it is asked for its `text`."""
    if "even" not in doc.user_data:
        doc.user_data["even"] = doc.text
    return doc.user_data["even"]


def kept(question: _Question) -> _Question:
    """Return `question`, a function of a token, so that it is answered once for each token and kept with its document.

    What it answers is shared by all who ask: nobody may change it.
    """
    name = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def answer(token: Token, *more: Any, **how: Any) -> Any:
        known = token.doc.user_data.setdefault(name, {})
        key = token.i, *more, *how.values()
        if key not in known:
            known[key] = question(token, *more, **how)
        return known[key]

    return cast(_Question, answer)


def sentence(token: Token) -> tuple[int, int]:
    """Return the sentence of a token: its first token, and the one behind its last."""
    doc = token.doc
    if "sentences" not in doc.user_data:
        starts = [index for index, start in enumerate(doc.to_array(SENT_START).tolist()) if start == 1 or not index]
        doc.user_data["sentences"] = starts
    starts = doc.user_data["sentences"]
    after = bisect_right(starts, token.i)
    return starts[after - 1], starts[after] if after < len(starts) else len(doc)


def sentence_text(token: Token) -> str:
    """Return the words of the sentence of a token."""
    start, end = chars(token.doc, *sentence(token))
    return even(token.doc)[start:end]


def lemmas(doc: Doc) -> list[str]:
    """Return the lemmas of a parsed paragraph in lower case, put together once and kept with it."""
    if "lemmas" not in doc.user_data:
        ids = doc.to_array(LEMMA).tolist()
        words = {id_: doc.vocab.strings[id_].lower() for id_ in set(ids)}
        doc.user_data["lemmas"] = [words[id_] for id_ in ids]
    return doc.user_data["lemmas"]


def chars(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the code points that tokens `start` to `end` cover."""
    last = doc[end - 1]
    return doc[start].idx, last.idx + len(last)


def surface(doc: Doc, span: tuple[int, int] | None) -> str:
    """Return the article's own words at `span` (code points), or "" for None."""
    return original(doc)[slice(*span)] if span else ""


def is_clausal(token: Token) -> bool:
    """Whether `token` heads a clause of its own, with a subject or as the root."""
    return token.pos_ in ("VERB", "AUX") and (
        has_subject(token) or token.dep_ in ("ROOT", "ccomp", "advcl", "relcl", "conj")
    )


def has_subject(token: Token) -> bool:
    """Whether `token` has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in token.children)


def has_to(token: Token) -> bool:
    """Whether `token` is a verb with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def clause_head(token: Token) -> Token | None:
    """Return the head of the innermost clause that `token` stands in, or None in a stretch without verb."""
    for ancestor in (token, *token.ancestors):
        if is_clausal(ancestor) and (has_subject(ancestor) or ancestor.head == ancestor):
            return ancestor
    return None


def noun_phrase(token: Token, *, appositions: bool = True, short: bool = False) -> tuple[int, int]:
    """Return the tokens of the noun phrase headed by `token`, without its relative clauses or what follows a comma.

    An apposition between commas stays when `appositions` is true; with `short` only "of" and "from" carry it on.
    """
    doc = token.doc
    start, end = token.left_edge.i, token.i + 1
    for child in sorted(token.rights, key=lambda child: child.i):
        if child.dep_ in ("relcl", "acl", "advcl", "ccomp", "parataxis", "npadvmod", "punct"):
            if child.dep_ == "punct" and (child.text in "-–" or child.is_quote):
                end = max(end, child.i + 1)
                continue
            if child.dep_ == "punct":
                continue
            break
        if child.dep_ == "appos" and not appositions:
            break
        if short and child.dep_ == "prep" and child.lower_ not in ("of", "from"):
            break
        if child.dep_ == "prep" and child.lower_ in ("according", "including", "after", "during", "amid", "since"):
            break
        right = noun_phrase_end(child) if short else _without_clauses(child)
        if right > end:
            end = right
    while start < token.i and (
        doc[start].is_punct
        or doc[start].is_space
        or doc[start].dep_ in ("cc", "preconj", "mark")
        or doc[start].tag_ == "WRB"  # "when a strike killed 52": of a clause, even where a parse makes a phrase of it.
    ):
        if doc[start].text in ("(", "[") or doc[start].is_quote:
            start += 1
            continue
        start += 1
    while end - 1 > token.i and (doc[end - 1].is_space or doc[end - 1].text in ",.;:—–-("):
        end -= 1
    return start, end


def noun_phrase_end(token: Token) -> int:
    """Where a conjunct or an "of" phrase of a short noun phrase ends."""
    inner = next((child for child in token.rights if child.dep_ == "pobj"), token)
    if inner == token and token.dep_ == "prep":
        return _without_clauses(token)
    return max(noun_phrase(inner, appositions=False, short=True)[1], token.i + 1)


def _without_clauses(token: Token) -> int:
    """Where the subtree of `token` ends if relative and other clauses at its end are left out."""
    end = token.right_edge.i + 1
    for inner in token.subtree:
        if inner.dep_ in ("relcl", "advcl", "acl") and inner.i > token.i and inner.right_edge.i + 1 == end:
            left = inner.left_edge.i
            if left > token.i:
                end = min(end, left)
    return end


@kept
def subject(verb: Token, steps: int = 12) -> Token | None:
    """Return the subject of `verb`: its own, its antecedent's for "which" and "who", or that of the clause it hangs on.

    Of verbs that hang on each other at most `steps` are followed.
    """
    near = sorted(verb.children, key=lambda child: (child.i > verb.i, abs(child.i - verb.i)))
    for child in near:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
            if child.lower_ in _RELATIVES and verb.dep_ == "relcl":
                return verb.head
            if child.lower_ in ("which", "who", "what"):
                return None
            return child
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN") and verb.left_edge.i == verb.i:
        return None
    if verb.dep_ in ("conj", "xcomp") or (verb.dep_ == "advcl" and verb.tag_ == "VBG" and not is_marked(verb)):
        hangs = steps > 0 and verb.head != verb and verb.head.pos_ in ("VERB", "AUX")
        return subject(verb.head, steps - 1) if hangs else None
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    return None


def names_another(verb: Token) -> bool:
    """Whether a participle behind a noun tells what the noun did: "The deputy called Malek a dictator"."""
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head.dep_ not in ("ROOT", *SUBJECTS):
        return False
    given = [child for child in verb.rights if child.dep_ in ("oprd", "dobj", "attr")]
    return len(given) > 1 or any(inner.dep_ == "appos" for child in given for inner in child.rights)


def is_marked(verb: Token) -> bool:
    """Whether a subordinator or preposition ("after", "by") opens the clause of `verb`."""
    return any(child.dep_ in ("mark", "prep") and child.i < verb.i for child in verb.children)


def verb_group(verb: Token) -> tuple[int, int]:
    """Return the tokens of `verb` with its auxiliaries, negation and particle where they stand next to it."""
    start = end = verb.i
    helpers = {child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg")}
    between = {child.i for child in verb.children if child.dep_ == "advmod"}
    at = verb.i - 1
    while at >= 0 and (at in helpers or at in between):
        if at in helpers:
            start = at
        at -= 1
    end = verb.i + 1
    if (
        end < len(verb.doc)
        and verb.doc[end].dep_ == "prt"
        and verb.doc[end].lower_ != "along"
        and verb.doc[end].head == verb
    ):
        end += 1
    return start, end


def clause(head: Token, leave_out: Iterable[int] = ()) -> tuple[int, int]:
    """Return the tokens of the clause of `head`, without the conjunction or "that" that opens it.

    Of a clause cut in two by the tokens `leave_out` (a cue, say), the part that holds `head`.
    """
    out = set(leave_out)
    start, end = head.left_edge.i, head.right_edge.i + 1
    for index in sorted(i for i in out if start <= i < end):
        if index > head.i:
            end = index
            break
        start = index + 1
    for child in head.lefts:
        # What stands before a subordinator ("and a day after ...") belongs to the sentence around it.
        if child.dep_ == "mark" and child.lower_ not in ("whether", "if") and start <= child.i:
            start = child.i + 1
        elif child.dep_ == "cc" and child.i == start:
            start += 1
    first = head.doc[start]
    if (
        start < head.i
        and first.lower_ == "that"
        and (first.tag_ in ("IN", "WDT") or (first.tag_ == "DT" and first.head == head))
    ):
        start += 1
    return start, end


def content_of(doc: Doc, head: Token, start: int, end: int, is_cue: set[int]) -> tuple[int, int]:
    """Return `start`, `end` without outer punctuation and without the background that a writer adds after a comma.

    Background is a trailing phrase or clause set off by a comma: "after weeks of ...", "amid ...", "while ...", and a
    ", which" clause in which somebody else is quoted (`is_cue` holds the indices of cue verbs).
    """
    cut = end
    commas = _commas(doc)
    last = bisect_left(commas, end)
    for comma in commas[max(bisect_left(commas, max(start, head.i)), last - _MOST_COMMAS) : last]:
        left = comma + 1
        token = doc[left] if left < end else None
        while token is not None and token.left_edge.i == left:
            if token.right_edge.i + 1 >= end - 1 and _is_background(token, left, is_cue):
                cut = min(cut, comma)
            token = token.head if token.head != token else None
    return trim(doc, start, cut)


def _commas(doc: Doc) -> list[int]:
    """Where the commas of a paragraph stand, found once and kept with it."""
    if "commas" not in doc.user_data:
        doc.user_data["commas"] = [token.i for token in doc if token.text == ","]
    return doc.user_data["commas"]


def _is_background(token: Token, left: int, is_cue: set[int]) -> bool:
    """Whether a phrase or clause that begins at `left`, behind a comma, is background of what is said before it."""
    if token.dep_ == "prep":
        return token.lower_ in _BACKGROUND and left == token.i
    if token.doc[left].lower_ in ("which", "who") and token.i in is_cue:
        return token.dep_ in ("relcl", "advcl")
    if token.dep_ == "advcl":
        marks = (c for c in token.lefts if c.dep_ == "mark" and c.i == left)
        return any(mark.lower_ in _BACKGROUND_MARKS for mark in marks)
    return False


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return `start`, `end` without white space and punctuation outside.

    A closing quotation mark stays if its opening one is inside.
    """
    while start < end and (doc[start].is_space or (doc[start].is_punct and doc[start].text not in _OPENERS)):
        start += 1
    while end > start and _loose_end(doc, start, end):
        end -= 1
    if end > start and doc[start].text in _OPENERS and doc[start].text not in "([{" and end - start > 1:
        marks = [token.text for token in doc[start + 1 : end] if token.text in "\"”»’'"]
        if not marks:
            start += 1
    return start, end


def _loose_end(doc: Doc, start: int, end: int) -> bool:
    last = doc[end - 1]
    if last.is_space:
        return True
    if last.text in ('"', "”", "»", "’", "'"):
        inside = [token.text for token in doc[start : end - 1]]
        return not any(mark in inside for mark in ({'"': '"', "”": "“", "»": "«"}.get(last.text, "‘"),)) or (
            last.text == '"' and inside.count('"') % 2 == 0
        )
    return last.is_punct and last.text not in ")]}%"
