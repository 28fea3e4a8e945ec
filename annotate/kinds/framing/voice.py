"""Whose word a contested term is: the outlet's own, quoted, attributed, or mixed.

In quotation marks it is quoted; in the reported words of a source it is attributed, and so is what somebody is said to
have called somebody; a term half in marks is mixed; what a writer puts around quoted words is the outlet's own.
Marks around a word that nobody is said to have spoken (scare quotes; Tuchman 1972) are quoted, by no source.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from annotate import attribution, clauses
from annotate.attribution import Attribution
from annotate.finder import Span
from annotate.kinds.framing import lexicon
from annotate.quotations import Quotation

_COMPLEMENTS = ("oprd", "attr", "acomp", "ccomp", "xcomp", "dobj", "pobj", "nmod", "npadvmod")
_FAR = 8


def of(doc: Doc, start: int, end: int, quoted: Sequence[Quotation]) -> tuple[str, Span | None]:
    """Return the code of the voice of the term at these tokens, and where its source stands (None: nobody is named)."""
    span = clauses.chars(doc, start, end)
    told = [one for one in attribution.find(doc) if one.has_words]
    quotation = next((one for one in quoted if one.holds(*span)), None)
    if quotation is not None:
        return "quoted", _speaker(doc, start, span, told, quotation)
    half = next((one for one in quoted if one.outer_start < span[1] and span[0] < one.outer_end), None)
    if half is not None:
        return "mixed", _speaker(doc, start, (max(span[0], half.start), min(span[1], half.end)), told, half)
    naming = naming_verb(doc[end - 1])
    if naming is not None:
        return "attributed", namer(naming)
    around = [one for one in told if one.content[0] <= span[0] and span[1] <= one.content[1]]
    inner = min(around, key=lambda one: one.content[1] - one.content[0], default=None)
    if inner is not None and inner.source and inner.quotation == "indirect":
        return "attributed", inner.source
    return "own", None


def naming_verb(head: Token) -> Token | None:
    """Return the verb by which somebody gives the name headed by `head`: call X a thug, describe as thugs, speak of."""
    names, tells = lexicon.words("naming"), lexicon.words("telling")
    token = head
    for _ in range(_FAR):
        parent = token.head
        if parent == token or token.dep_ not in (*_COMPLEMENTS, "appos", "conj", "prep", "nsubj"):
            return None
        if token.dep_ == "appos" and parent.dep_ in ("dative", "dobj", "oprd") and parent.head.lemma_.lower() in names:
            return parent.head  # "branded the group a terrorist outfit": a parse may take the name for an apposition.
        lemma = parent.lemma_.lower()
        if lemma in tells and token.dep_ == "prep" and token.lower_ in ("of", "about"):
            return parent
        if lemma in names and parent.pos_ in ("VERB", "AUX"):
            return parent if _is_complement(parent, token) else None
        if token.dep_ == "nsubj" and parent.dep_ == "ccomp" and _is_free_relative(parent.head, names):
            # "What officials call a sweep was a raid": a parse may take what is named for the subject of what follows.
            return parent.head
        if parent.pos_ in ("VERB", "AUX") or parent.dep_ in ("nsubj", "nsubjpass"):
            return None
        token = parent
    return None


def _is_free_relative(verb: Token, names: frozenset[str]) -> bool:
    """Whether `verb` gives a name after "what somebody"."""
    return verb.lemma_.lower() in names and any(
        token.lower_ == "what" for token in verb.doc[max(verb.i - _FAR, 0) : verb.i]
    )


def _is_complement(verb: Token, branch: Token) -> bool:
    """Whether `branch` holds the name that is given, not the one it is given to."""
    if branch.dep_ == "prep":
        return branch.lower_ == "as"
    if branch.dep_ in ("oprd", "attr", "ccomp", "xcomp", "acomp"):
        return True
    if branch.dep_ not in ("dobj", "npadvmod"):
        return False
    # "what the army calls terrorists": the name is the object, and what it is given to stands before. So it is in
    # "was branded a traitor", and in "called the strikers terrorists" where a parse takes the two nouns for one.
    before = any(child.lower_ in ("what", "whom", "which", "that") or child.dep_ == "nsubjpass" for child in verb.lefts)
    before = before or any(child.dep_ in ("dobj", "dative") and child.i < branch.i for child in verb.rights)
    return before or any(is_taken_in(child) for child in branch.lefts)


def is_taken_in(noun: Token) -> bool:
    """Whether a parse took `noun` for a part of the name that it is given: called the strikers terrorists."""
    return noun.dep_ in ("compound", "nmod") and noun.tag_ == "NNS"


def namer(verb: Token) -> Span | None:
    """Return where whoever does the naming stands, or None: the subject, or of a passive verb the one after "by"."""
    doc = verb.doc
    if _is_passive(verb):
        by = next((token for token in doc[verb.i + 1 : verb.right_edge.i + 1] if token.lower_ == "by"), None)
        noun = next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None
        return _phrase(noun) if noun is not None else None
    subject = verb.head if clauses.names_another(verb) else clauses.subject(verb)
    if subject is None or subject.lower_ in ("what", "which", "that"):
        return None
    return _phrase(subject)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children) or clauses.names_another(verb):
        return False
    return verb.dep_ == "acl" or (verb.dep_ == "conj" and verb.head != verb and _is_passive(verb.head))


def _phrase(noun: Token) -> Span:
    """The noun phrase, without what commas set off: a name that follows at once belongs to it."""
    start, end = clauses.noun_phrase(noun, appositions=False)
    start += noun.doc[start].lower_ == "what" and start < noun.i
    for child in noun.rights:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == end:
            end = child.i + 1
    return clauses.chars(noun.doc, start, end)


def _speaker(doc: Doc, at: int, span: Span, told: Sequence[Attribution], quotation: Quotation) -> Span | None:
    """Whose quoted word it is: who hangs on the verb around the marks, else whose words are told around them."""
    if source := _subject_of_saying(doc, at, quotation):
        return source
    reached = [one for one in told if one.source and one.reach[0] <= span[0] and span[1] <= one.reach[1]]
    outside = [one for one in reached if one.source and not quotation.holds(*one.source)]
    nearest = min(outside or reached, key=lambda one: one.reach[1] - one.reach[0], default=None)
    return nearest.source if nearest else None


def _subject_of_saying(doc: Doc, at: int, quotation: Quotation) -> Span | None:
    """The subject of the verb of saying that a quoted term hangs on: X "expressed alarm at ...", X called them "..."."""
    verbs = {lemma for lemmas in attribution.lexicon().values() for lemma in lemmas} | lexicon.words("naming")
    verbs |= lexicon.words("wording")
    for ancestor in doc[at].ancestors:
        if ancestor.pos_ == "VERB" and (ancestor.lemma_ in verbs or ancestor.lower_ in verbs):
            span = namer(ancestor)
            # What stands in marks itself, or around the term, is no speaker.
            spoken = span is not None and (
                quotation.holds(*span)
                or (span[0] <= quotation.start < span[1])
                or any(mark in doc.text[slice(*span)] for mark in '"“”')
            )
            return None if spoken else span
    return None
