"""Who was harmed at a verb of harming, and by whom: subjects and objects as the parse has them, or nearly has them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from annotate import clauses, dates
from annotate.kinds.casualty import people, plain, victims

_PASSIVE_CHILDREN = ("auxpass", "nsubjpass", "csubjpass")
# Verbs that say of somebody in which state he was met or made known: "found murdered", "confirmed killed".
_MADE_KNOWN = frozenset(
    ("find", "confirm", "report", "fear", "believe", "presume", "declare", "discover", "leave", "say")
)
_SUBJECTS = ("nsubj", "nsubjpass")
_WHEN = ("DATE", "TIME")
_ENDED = ("dead", "down")
_DAYS = ("today", "yesterday", "overnight")
_SAYING = frozenset(("say", "tell", "report", "claim", "allege", "testify", "complain", "recount"))
_UNCOUNTED = frozenset(("many", "some", "few", "others", "more", "those", "which", "who"))
# How many verbs joined by "and" or hung on each other are followed.
_STEPS = 8
_FREE = ("nsubj", "nsubjpass", "dep", "ROOT", "npadvmod")
_TIMES = frozenset(("last", "this", "early", "late", "night", "morning", "evening", "afternoon", "week", "weekend"))


def parties(verb: Token) -> tuple[list[Token], Token | None]:
    """Return who was harmed, and by whom, at a verb of harming."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    doer = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None
    if is_passive(verb) and (_is_subject_there(verb) or not objects(verb)):
        return passive_subjects(verb), doer
    if acted_on := objects(verb):
        doer = clauses.subject(verb) or (actor_before(verb.head) if verb.dep_ == "acl" else None)
        place = (
            verb.dep_ == "relcl" and doer is not None and doer.ent_type_ in ("GPE", "LOC", "FAC") and doer == verb.head
        )
        return acted_on, None if place else doer
    # "Six people shot and killed": both hang on those harmed.
    hung = verb.head if verb.dep_ == "conj" and verb.head.tag_ == "VBN" and own_subject(verb) is None else verb
    if hung.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and hung.head.pos_ in ("NOUN", "PROPN", "NUM"):
        return [hung.head], doer
    own = own_subject(verb)
    if own is not None and (verb.tag_ in ("VBN", "VBD") or verb.lower_ == "hurt") and victims.read(own):
        # Headlines and elliptic clauses leave the auxiliary out: "5 killed in blast", "... and 30 wounded".
        return [own], doer
    return [], None


def actor_before(noun: Token) -> Token:
    """Return who acts where a parse hangs the verb on the noun before it: the strike of "a strike on a school killed 52"."""
    act = noun.head.head if noun.dep_ == "pobj" else noun
    return act if act.lemma_.lower() in people.words("instruments") else noun


def subjects(verb: Token) -> list[Token]:
    """Return the subjects that stand with `verb` itself and are joined, in order; the nearest alone if they are not."""
    own = [child for child in verb.lefts if child.dep_ in (*_SUBJECTS, "npadvmod")]
    while own and own[-1].dep_ not in _SUBJECTS:
        own.pop()
    joined = own[-1:]
    for left in reversed(own[:-1]):
        # "Four drivers and at least seven guards were killed": a parse may make two subjects of the two groups, and of
        # the first of three: "a judge, his wife and their driver were killed".
        listed = left.right_edge.i + 1 == joined[0].left_edge.i - 1 and verb.doc[left.right_edge.i + 1].text == ","
        goes_on = any(child.dep_ == "cc" for child in joined[0].rights) and not _is_single(verb)
        both = left.dep_ in _SUBJECTS and any(child.dep_ == "cc" for child in left.rights)
        if not both and not (listed and goes_on):
            break
        joined.insert(0, left)
    return joined


def own_subject(verb: Token) -> Token | None:
    """Return the subject that stands with `verb` itself."""
    # Of two, the parse was misled by the first; the one next to the verb is its own.
    return next((child for child in reversed(list(verb.lefts)) if child.dep_ in _SUBJECTS), None)


@clauses.kept
def objects(verb: Token) -> list[Token]:
    """Return those a verb acts on: its objects, or the number right after it."""
    found = [
        child
        for child in verb.rights
        if child.dep_ in ("dobj", "dative")
        or (child.dep_ in ("npadvmod", "attr") and child.pos_ == "NUM" and child.left_edge.nbor(-1).text != ",")
        or (child.dep_ == "npadvmod" and child.ent_type_ not in _WHEN and child.left_edge.nbor(-1).lower_ in _ENDED)
    ]
    if (
        not found
        and verb.i + 1 < len(verb.doc)
        and verb.tag_ in ("VBD", "VBG", "VBN", "VBZ")
        and not _own_passive(verb)
    ):
        # "... and wounding 125", "shot dead between 8 and 11 men": a number right after the verb, or after what says how
        # it ended, is its object, whatever the parse makes of it.
        last = verb.nbor(1) if verb.nbor(1).lower_ in _ENDED else verb
        after = last.idx + len(last) + 1
        for one in victims.quantities(verb.doc):
            if one.start == after:
                found = victims.counted_noun(verb.doc, one)
    return found


def companions(verb: Token) -> list[Token]:
    """Return those named as harmed with the others: "along with two other men", "killed one in Dorn and two in Ulm"."""
    found = gapped(verb)
    for child in verb.rights:
        joined = child.lower_ == "with" and child.nbor(-1).lower_ in ("along", "together")
        if child.dep_ == "prep" and child.lower_ in ("along", "together", "with", "alongside"):
            inner = next((each for each in child.children if each.lower_ == "with"), child)
            for noun in (each for each in inner.children if each.dep_ in ("pobj", "nsubj")):
                if joined or child.lower_ != "with" or "other" in {noun.lemma_, *(each.lower_ for each in noun.lefts)}:
                    found.append(noun)
    return found or plain.companions(verb)


@clauses.kept
def is_passive(verb: Token, steps: int = _STEPS) -> bool:
    """Whether `verb` says what was done to its subject: "was killed", "was found murdered", "were last night shot"."""
    if any(child.dep_ in _PASSIVE_CHILDREN for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD") or verb.head == verb:
        return False
    head = verb.head
    if verb.dep_ in ("xcomp", "oprd", "acomp", "ccomp", "advcl") and head.lemma_ in _MADE_KNOWN and not objects(verb):
        return verb.tag_ == "VBN" and own_subject(verb) is None and verb.i - head.i <= 4
    if verb.tag_ == "VBN" and _parted_aux(verb) is not None:
        return True
    if verb.dep_ in ("acl", "acomp", "advcl", "attr", "xcomp") and head.lemma_ == "be" and verb.i > head.i:
        return verb.tag_ == "VBN" and own_subject(verb) is None
    joined = verb.dep_ == "conj" and steps > 0 and not objects(verb) and own_subject(verb) is None
    return joined and is_passive(head, steps - 1)


def by(noun: Token) -> Token | None:
    """Return who is named after "by" at a noun."""
    by = next((child for child in noun.rights if child.dep_ in ("prep", "agent") and child.lower_ == "by"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None


def held(noun: Token) -> list[Token]:
    """Return who is "in custody" or "behind bars", at that noun: the subjects of a verb of being and staying there."""
    verb = noun.head.head
    inside = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "behind") and not any(noun.lefts)
    if not inside or verb.lemma_ not in ("be", "remain", "languish", "stay") or verb.pos_ not in ("VERB", "AUX"):
        return []
    return [] if any(child.dep_ == "neg" for child in verb.children) else subjects(verb)


def _is_subject_there(verb: Token) -> bool:
    """Whether a passive has its subject. Without one but with objects it is none: "IS shot dead three men"."""
    return own_subject(verb) is not None or verb.dep_ in ("relcl", "acl", "conj", "xcomp")


def _own_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _parted_aux(verb: Token) -> Token | None:
    """The "were" of "were last night killed" and "were on Monday killed", where a parse may hang the verb on the time."""
    for token in reversed(verb.doc[max(clauses.sentence(verb)[0], verb.i - 7) : verb.i]):
        if token.lemma_ == "be":
            return token if token.i < verb.i - 1 else None
        timed = token.ent_type_ in ("DATE", "TIME") or token.lower_ in _TIMES or dates.is_part(token.text)
        if token.pos_ not in ("ADP", "DET", "ADV", "PUNCT") and not timed:
            return None
    return None


def passive_subjects(verb: Token) -> list[Token]:
    """Return those to whom a passive says that something was done."""
    found = subjects(verb)
    if not any(map(victims.read, found)):
        # Of several subjects, the parse was misled by the last: "A speaker who had founded a party was shot dead".
        own = [child for child in verb.lefts if child.dep_ in _SUBJECTS]
        found = next(([one] for one in reversed(own[:-1]) if victims.read(one)), found)
    if len(found) == 1 and found[0].lower_ == "they" and (tellers := _tellers(verb)):
        return tellers  # "Four men said they had been tortured"
    if not found and verb.dep_ == "acl":
        found = [verb.head]  # "which resulted in 18 people being killed"
    aux = _parted_aux(verb)
    if not found or aux is not None:
        parted = [aux, aux.head] if aux is not None and subjects(aux) else []
        above = parted or [head for head in _above(verb) if subjects(head)]
        one = clauses.subject(verb)
        found = found or (subjects(above[0]) if above else [])
        if one is not None and one not in found:
            found = [one]
    read = [one for token in found for one in victims.read(token)]
    if any(token.lemma_.lower() in people.words("not-people") for token in found):
        return found
    parts = [token for token in found if any(t.lower_ in ("them", "whom") for t in token.subtree if t.dep_ == "pobj")]
    if parts and parts == found[:1] and (whole := next(filter(_is_whole, _before(verb)), None)) is not None:
        return [whole, *found]  # "Six children, three of them from one family, were killed"
    misread = _is_misread(verb, read, found) or any(aux is not None and token.i > aux.i for token in found)
    if (
        not read
        and not misread
        and any(token.lower_ in _UNCOUNTED or token.lemma_.lower() in people.words("people") for token in found)
    ):
        return found  # "Many were killed": the subject is there, and says no number.
    if (read and not misread) or any(token.pos_ == "PRON" for token in found):
        return found
    return next(
        ([token] for token in _before(verb) if any(one.quantity or not misread for one in victims.read(token))), found
    )


def _tellers(verb: Token) -> list[Token]:
    """The counted people who say of themselves what `verb` says, in a list of one, or none."""
    teller = verb.head
    if verb.dep_ != "ccomp" or teller.lemma_.lower() not in _SAYING:
        return []
    own = own_subject(teller)
    return [own] if own is not None and any(one.quantity for one in victims.read(own)) else []


def _is_whole(token: Token) -> bool:
    counted = [one for one in victims.read(token) if one.quantity]
    return bool(counted) and not any(t.lower_ in ("them", "whom") for t in token.subtree if t.dep_ == "pobj")


def _is_misread(verb: Token, read: list[people.Victims], found: list[Token]) -> bool:
    """Whether a plural verb was given a single subject, or the other way: "Six followers of the cleric were killed"."""
    if _is_single(verb) and not read and any(token.tag_ in ("NNS", "NNPS") for token in found):
        return True
    plural = any(child.lower_ in ("were", "are", "have") for child in verb.lefts if child.dep_ in ("aux", "auxpass"))
    return plural and len(read) == 1 and read[0].low == 1 and read[0].quantity is None


def _is_single(verb: Token) -> bool:
    return any(child.lower_ in ("was", "has", "is") for child in verb.lefts if child.dep_ in ("aux", "auxpass"))


def gapped(verb: Token) -> list[Token]:
    """Return the numbers that stand for a clause like that of `verb`: the eight of "12 on Monday and eight on Tuesday"."""
    return [one for one in verb.rights if one.dep_ == "conj" and one.pos_ == "NUM" and _is_gapped(one)]


def _is_gapped(number: Token) -> bool:
    """Whether a number stands for a clause like the one before, in another place or at another time: "and two in Ulm"."""
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "acl", "relcl") for child in number.children):
        return False
    led = next((child for child in number.rights if child.dep_ in ("prep", "npadvmod")), None)
    return (led or number.nbor(1)).lower_ in ("in", "at", "near", "on", "outside", "during", "elsewhere", "of", *_DAYS)


def _above(verb: Token) -> Iterator[Token]:
    """The verbs that a verb without subject of its own hangs on, nearest first: "were believed to have been killed"."""
    steps = _STEPS
    while (
        (steps := steps - 1) >= 0
        and verb.head != verb
        and verb.dep_
        in (
            "xcomp",
            "oprd",
            "acomp",
            "ccomp",
            "advcl",
            "acl",
            "conj",
            "npadvmod",
            "attr",
        )
    ):
        verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            yield verb


def _before(verb: Token) -> Iterator[Token]:
    """The nouns left of `verb` in its sentence that no preposition leads to, the nearest first."""
    aux = _parted_aux(verb)
    first = min((child.i for child in verb.lefts if child.dep_ in ("aux", "auxpass")), default=aux.i if aux else verb.i)
    for token in reversed(verb.doc[max(clauses.sentence(verb)[0], first - 40) : first]):
        bounded = token.dep_ == "pobj" and token.head.lower_ in ("over", "about", "around", "under", "near")
        loose = token.dep_ in _FREE or (token.dep_ == "nummod" and token.head.pos_ not in ("NOUN", "PROPN"))
        if token.pos_ in ("NOUN", "PROPN", "NUM") and (bounded or loose):
            yield token
