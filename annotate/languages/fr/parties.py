"""Who did it, in French: the phrase that names the doer, and whether that is a state's."""

from __future__ import annotations

import re

from spacy.tokens import Token

from annotate import clauses
from annotate.finder import Span
from annotate.languages.fr.groups import words

NOUNS = ("NOUN", "PROPN")
# Of "soldats rebelles" and "forces séparatistes" the second word says whose they are.
_TURNED = re.compile(r"\b(?:rebelle|insurgé|séparatiste|d?jihadiste|islamiste|paramilitaire|mutin|déserteur)s?\b")


def side(said: str) -> str:
    """Return "state", "non_state" or "unknown" for whoever `said` names as the doer, as `actors.side` does in English."""
    plain = " ".join(said.lower().replace("’", "'").split())
    if _TURNED.search(plain) or any(re.search(rf"\b{one}\b", plain) for one in words("side-non-state") if " " in one):
        return "non_state"
    for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain):
        if word in words("side-state"):
            return "state"
        if word in words("side-non-state"):
            return "non_state"
    return "unknown"


def child(verb: Token, *relations: str) -> Token | None:
    """Return the first child of a verb in one of these relations, or None."""
    return next((one for one in verb.children if one.dep_ in relations), None)


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, or None: its own, else that of the verb it is joined to."""
    for _ in range(4):
        found = child(verb, "nsubj", "nsubj:pass")
        if found is not None or verb.dep_ != "conj":
            return found
        verb = verb.head
    return None


def agent(verb: Token) -> Span | None:
    """Return who stands after "par", or None."""
    for by in verb.doc[verb.i + 1 : verb.i + 4]:
        if by.lower_ == "par":
            return doer(by.head, named=True) if by.head.i > by.i else None
    return None


def doer(head: Token | None, *, named: bool = False) -> Span | None:
    """Return the phrase for who did it, or None.

    Of a weapon or an event it is whoever is named as its maker ("une frappe de l'armée"). A word that is `named` as the
    doer counts whatever the tagger takes it for.
    """
    if head is None or not (named or head.pos_ in NOUNS):
        return None
    if head.lower_ in words("instruments"):
        for maker in head.rights:
            said = {one.lower_ for one in maker.lefts}
            # "Le bombardement de l'hôpital" names whom it hit, "la frappe de l'armée" whose it was.
            if maker.dep_ != "case" and ("par" in said or (said & words("of") and maker.lower_ in words("actors"))):
                return doer(maker, named="par" in said)
        return None
    return phrase(head)


def phrase(head: Token | None) -> Span | None:
    """Return the noun phrase of `head`, or None for a pronoun.

    Its preposition, relative clauses, what a comma sets apart and where it was ("près de") are left out.
    """
    if head is None or head.pos_ == "PRON" or head.lower_ in words("pronouns"):
        return None
    start, end = head.left_edge.i, head.i + 1
    for part in head.rights:
        adjective = part.dep_ == "acl" and part.left_edge == part.right_edge
        said = {one.lower_ for one in part.lefts}
        owned = part.dep_ == "nmod" and said & (words("of") | {"en"}) and not said & words("near")
        named = part.dep_ in ("amod", "flat:name", "flat:foreign")
        if not (adjective or owned or named) or part.left_edge.i > end:
            break
        end = part.right_edge.i + 1
    while start < head.i and (head.doc[start].dep_ in ("case", "cc", "punct") or head.doc[start].is_punct):
        start += 1
    return clauses.chars(head.doc, start, end)
