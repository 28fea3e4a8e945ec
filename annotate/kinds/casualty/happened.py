"""What a text says has happened, told from what it wishes, fears for the future, denies or asks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from annotate import clauses
from annotate.kinds.casualty.parties import own_subject

BELIEVED = (
    "believe",
    "fear",
    "allege",
    "report",
    "say",
    "think",
    "presume",
    "suspect",
    "understand",
    "appear",
    "seem",
    "claim",
)
# "Used machetes to kill": who did the one did the other.
_KEPT_FROM = ("avoid", "prevent", "avert", "stop", "forestall", "escape", "refuse", "consider")
_IMAGINED = ("simulate", "imagine", "rehearse", "envisage", "invent")
_DONE = ("use", "manage", "continue", "proceed", "go", "lead", "cause")


@clauses.kept
def is_unreal(verb: Token, steps: int = 8) -> bool:
    """Return whether nothing of the sort is said to have happened: negated, wished, feared for the future, asked."""
    lefts = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg", "mark")]
    names = {child.lower_ for child in lefts}
    if any(child.dep_ == "neg" and not _is_of_number(child) for child in lefts) or names & {"if", "unless", "whether"}:
        return True
    if any(token.text == "?" for token in _last(verb)):
        return True
    going = verb.tag_ == "VBG" or "being" in names
    if verb.head.lemma_ in _KEPT_FROM and going and verb.dep_ in ("xcomp", "pcomp", "dobj", "ccomp"):
        return True  # "narrowly avoided killing six people"
    if verb.dep_ == "conj" and steps > 0 and _is_or(verb):
        return is_unreal(verb.head, steps - 1)  # "had not shelled the village or killed 10 people"
    if verb.dep_ in ("relcl", "acl") and verb.head.lemma_ == "time" and steps > 0 and verb.head.head.lemma_ == "be":
        return is_unreal(verb.head.head, steps - 1)  # "would be the first time that 100 people were arrested"
    if verb.dep_ in ("relcl", "acl") and verb.head.head.lemma_ in _IMAGINED and verb.head.dep_ == "dobj":
        return True  # "the exercise simulated an attack in which 30 people were killed"
    perfect = "have" in names
    if perfect and "would" in names:
        return True  # "the bomb would have killed hundreds"
    if (
        names & {"will", "would", "can", "could", "should", "must", "may", "might", "shall", "'ll", "’ll"}
        and not perfect
    ):
        return True
    if "to" in names and not perfect:
        told = verb.head.lemma_ in BELIEVED and verb.head.tag_ == "VBN"
        done = (
            verb.head.lemma_ in _DONE
            and verb.head.tag_ in ("VBD", "VBN", "VBG")
            and steps > 0
            and not is_unreal(verb.head, steps - 1)
        )
        return not told and not done and verb.head.lemma_ not in ("appear", "seem")
    if verb.dep_ == "conj" and verb.tag_ == "VB" and steps > 0:
        return is_unreal(verb.head, steps - 1)
    return verb.tag_ == "VB" and not names & {"to", "have", "did"} and not _is_headline_verb(verb)


def is_kept_from(noun: Token) -> bool:
    """Return whether it was kept from happening: the killing of "would prevent the killing of thousands"."""
    verb = noun.head
    return noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in _KEPT_FROM


def _is_or(verb: Token) -> bool:
    own = any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in verb.lefts)
    return not own and any(
        one.dep_ == "cc" and one.lower_ in ("or", "nor") and one.i < verb.i for one in verb.head.rights
    )


def _is_of_number(no: Token) -> bool:
    """Whether "not" belongs to a number behind it: "not one soldier died", "not a single guard"."""
    behind = [token.lower_ for token in no.doc[no.i + 1 : no.i + 3]]
    return behind[:1] == ["one"] or behind == ["a", "single"]


def _last(verb: Token) -> Iterator[Token]:
    """The last three tokens of the sentence of `verb`."""
    start, end = clauses.sentence(verb)
    return (verb.doc[index] for index in range(max(start, end - 3), end))


def _is_headline_verb(verb: Token) -> bool:
    """Whether a bare form is the present tense of headlines: "Gunmen kill two farmers"."""
    subject = own_subject(verb)
    return subject is not None and verb.head == verb and subject.pos_ in ("NOUN", "PROPN")
