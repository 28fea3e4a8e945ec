"""Where a contested word is nobody's framing: in names, titles and offices, and as a word that is talked about."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from annotate import clauses
from annotate.kinds.framing import lexicon
from annotate.quotations import Quotation

_TITLES = ("WORK_OF_ART", "LAW")
_SMALL = frozenset({"of", "the", "for", "and", "on", "to", "in", "against", "de", "al", "’s", "'s", "’", "'", "-"})
_HEADLINE, _LONG_WORD, _LONGEST_HEADLINE, _LEAST_SHOUTED = 0.7, 4, 30, 3
_MARKS = "\"“”„«»‘’'"


def holds(doc: Doc, start: int, end: int, quoted: Sequence[Quotation]) -> bool:
    """Return whether the term at these tokens is part of a name or title, or is only mentioned as a word."""
    return (
        _in_name(doc, start, end)
        or _in_title(doc, doc[start], quoted)
        or _before_office(doc, start, end)
        or _is_mentioned(doc, start)
    )


def _in_name(doc: Doc, start: int, end: int) -> bool:
    first = doc[start]
    if not all(token.text[:1].isupper() for token in doc[start:end] if token.is_alpha and token.lower_ not in _SMALL):
        return False
    if first.ent_type_ in _TITLES:
        return True
    if _is_headline(doc, start):
        # In capitals a recognizer takes "Regime Forces" for a body of that name; a body has more to its name than that.
        more = first.ent_iob_ == "I" or (end < len(doc) and doc[end].ent_iob_ == "I")
        named = first.ent_type_ == "PERSON" or (first.ent_type_ == "ORG" and end - start > 1 and more)
        return named or _runs_on(doc, end) in lexicon.words("offices")
    opens = bool(first.is_sent_start) or (start > 0 and doc[start - 1].text in ':—–•"“‘')
    if not opens:
        several = sum(token.is_alpha for token in doc[start:end]) > 1
        # "The Crackdown, a novel by ..."; "the film Insurgent"
        around = (*doc[max(start - 1, 0) : start], *doc[end : end + 5])
        work = any(token.lower_ in lexicon.words("works") for token in around)
        return several or work or bool(_runs_back(doc, start) or _runs_on(doc, end) or first.ent_type_ == "PERSON")
    after = _runs_on(doc, end)
    aside = doc[end : end + 5]
    if aside and aside[0].text == "," and any(token.lower_ in lexicon.words("works") for token in aside):
        return True  # "Crackdown, a novel by ..."
    # "Dictator Vasko fled" names the man by what he is; "Rebel Wilson sang" is her name.
    return bool(after) and (end - start > 1 or doc[end].ent_type_ != "PERSON" or first.ent_type_ == "PERSON")


def _runs_on(doc: Doc, end: int) -> str:
    """The next capitalised word of the name that goes on after `end`, in lower case, or ""."""
    for token in doc[end : end + 3]:
        if token.lower_ in _SMALL:
            continue
        return token.lower_ if token.text[:1].isupper() and token.is_alpha else ""
    return ""


def _runs_back(doc: Doc, start: int) -> str:
    for index in range(start - 1, max(start - 4, -1), -1):
        token = doc[index]
        if token.lower_ in _SMALL and token.text[:1].islower():
            continue
        # The first word of a sentence has a capital in any case; a people's name ("Syrian Regime") is none.
        capital = token.text[:1].isupper() and token.is_alpha and not token.is_sent_start
        return token.lower_ if capital and token.ent_type_ != "NORP" else ""
    return ""


def _is_headline(doc: Doc, at: int) -> bool:
    """Whether the sentence is set in capitals as headlines are, without a full stop, so that capitals tell nothing."""
    start = end = at
    while start > 0 and not doc[start].is_sent_start and at - start < _LONGEST_HEADLINE:
        start -= 1
    while end < len(doc) and not (end > at and doc[end].is_sent_start) and end - at < _LONGEST_HEADLINE:
        end += 1
    if doc[end - 1].text == ".":
        return False
    words = [token for token in doc[start:end] if token.is_alpha]
    if len(words) >= _LEAST_SHOUTED and all(token.is_upper for token in words):
        return True
    long = [token for token in words if len(token) >= _LONG_WORD]
    capitals = sum(token.text[0].isupper() for token in long)
    return len(long) >= _LONG_WORD and end - start < _LONGEST_HEADLINE and capitals >= _HEADLINE * len(long)


def _in_title(doc: Doc, at: Token, quoted: Sequence[Quotation]) -> bool:
    """Whether the term stands in quotation marks in which every longer word has a capital: a film, a book."""
    around = next((one for one in quoted if one.holds(at.idx, at.idx + len(at))), None)
    if around is None or around.end - around.start > 100:
        return False
    words = [word for word in clauses.even(doc)[around.start : around.end].split() if len(word) >= _LONG_WORD]
    total = len(clauses.even(doc)[around.start : around.end].split())
    return total > 1 and bool(words) and all(word[:1].isupper() for word in words)


def _before_office(doc: Doc, start: int, end: int) -> bool:
    """Whether the term only qualifies a field or an office: "war crimes court", "riot police", "terrorism studies".

    Judgements are passed on offices too: "heavy-handed policing".
    """
    if end == len(doc) or doc[end].lower_ not in lexicon.words("offices"):
        return False
    hyphened = end - start > 2 and doc[end - 2].text == "-" and doc[end - 1].tag_ in ("VBN", "JJ")
    return doc[end - 1].pos_ not in ("VERB", "AUX") and not hyphened


def _is_mentioned(doc: Doc, start: int) -> bool:
    """Whether the word itself is the subject: the term “regime” is avoided."""
    at = start - 1
    marked = at >= 0 and doc[at].text in _MARKS
    if marked:
        at -= 1
    while at >= 0 and doc[at].lower_ in ("of", "the", ","):
        at -= 1
    return at >= 0 and doc[at].lower_ in lexicon.words("mention") and (marked or at == start - 1)
