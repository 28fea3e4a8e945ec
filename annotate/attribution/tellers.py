"""Who says it: the source of a cue verb, and whether anything was said at all."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from annotate import clauses
from annotate.attribution.lexicon import lemma_of, words
from annotate.attribution.record import Span

_MODALS = (
    "would",
    "will",
    "'ll",
    "’ll",
    "should",
    "must",
    "can",
    "could",
    "might",
    "may",
    "shall",
    "wo",
    "ca",
    "'d",
    "’d",
)
_CONDITIONS = ("if", "unless", "whether", "lest")
# "went on to say", "began by saying": the act took place. Not so "wanted to say", "was about to say".
_ASPECTS = ("go", "continue", "use", "appear", "seem", "begin", "start", "proceed", "come", "hasten", "rush")
_BY_DOING = ("by", "after", "in", "while", "when", "before", "since", "despite", "for", "from", "with")
_PEOPLE = words("people")
_OUTLETS = words("outlets")
# A newspaper may be called so, and so may those who watch a conflict, who vouch for what they say.
_WATCHERS = ("monitor", "observer")
_DEEP = 6
_NEAR = 8
_CLOSING = ('"', "”", "''", "’", "»")


@clauses.kept
def teller(verb: Token) -> Token | None:
    """The head of the phrase that names who said it, or None where nobody is named.

    Of a participle or infinitive it is the subject of the clause it hangs on ("She left, saying ...", "began by saying");
    of a passive with "by", the agent; of "which" and "who", what they stand for.
    """
    at = verb
    for _ in range(_DEEP):
        if is_passive(at) and at == verb:
            return agent(at)
        found = _behind_quotation(at) or _behind_opening(at) if at == verb else None
        found = found or clauses.subject(at)
        if found is not None:
            return found
        if any(child.dep_ in ("nsubj", "nsubjpass") for child in at.children):
            return None
        head = at.head
        if at.dep_ == "pcomp" and head.dep_ in ("prep", "mark", "agent") and head.lower_ in _BY_DOING:
            head = head.head
        elif at.dep_ == "pcomp" and head.lower_ == "as" and head.head.lemma_ in ("quote", "cite"):
            return quoted_one(head.head)
        elif at.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return head if at.tag_ == "VBG" or clauses.names_another(at) else None
        elif at.dep_ not in ("advcl", "conj", "xcomp", "parataxis", "dep"):
            return None
        if head == at or head.pos_ not in ("VERB", "AUX"):
            return None
        at = head
    return None


def _behind_quotation(verb: Token) -> Token | None:
    """The subject after an inverted verb: of "... mode," said Vera Kolar, and not the noun of the quoted words before it."""
    at = verb.i - 1 - (verb.i > 1 and verb.nbor(-1).text == ",")
    if at >= 0 and verb.doc[at].text in _CLOSING:
        return next((c for c in verb.rights if c.dep_ in ("nsubj", "dobj", "attr") and c.i - verb.i < _NEAR), None)
    return None


def _behind_opening(verb: Token) -> Token | None:
    """The subject of a verb that opens a sentence with a quotation behind a colon: "Said one nurse: ..."."""
    if verb.is_sent_start and verb.tag_ in ("VBD", "VBN", "VBZ") and verb.text[:1].isupper():
        who = next((c for c in verb.rights if c.dep_ in ("nsubj", "dobj", "attr") and c.i - verb.i < _NEAR), None)
        after = who.right_edge.i + 1 if who is not None else 0
        return who if who is not None and after < len(verb.doc) and verb.doc[after].text == ":" else None
    return None


def quoted_one(verb: Token) -> Token | None:
    """Who is quoted in "quoted a clerk as saying" and "a clerk was quoted as saying"."""
    deps = ("nsubjpass",) if is_passive(verb) else ("dobj",)
    return next((c for c in verb.children if c.dep_ in deps), None)


def quoting_one(verb: Token) -> Token | None:
    """Who quotes: the subject of "quoted a clerk as saying", the agent of "was quoted by"; None for another verb."""
    by = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb
    if by == verb or by.lemma_ not in ("quote", "cite"):
        return None
    return agent(by) if is_passive(by) else clauses.subject(by)


def cited(verb: Token, teller: Token | None) -> Token | None:
    """Whom an outlet names as its own source: "state television, citing a clerk, said", "AFP said, quoting the army"."""
    if teller is None or not is_outlet(teller) or teller.lower_ in _WATCHERS:
        return None
    near = (child for one in (teller, verb, *(c for c in verb.rights if c.dep_ == "ccomp")) for child in one.children)
    return next((found for one in near if (found := named_source(one)) is not None), None)


def named_source(verb: Token) -> Token | None:
    """Who is named by "citing" and "quoting", where no words of theirs follow."""
    if verb.tag_ != "VBG" or verb.lemma_ not in ("cite", "quote") or quotes_speech(verb):
        return None
    return next((c for c in verb.rights if c.dep_ == "dobj" and is_person(c)), None)


def quotes_speech(verb: Token) -> bool:
    """Whether it is "quoted a clerk as saying ...": the words are told by that clerk."""
    return any(
        c.dep_ == "prep" and c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in verb.children
    )


def relay(verb: Token, teller: Token | None) -> Token | None:
    """Through whom it came: who quotes the source ("the army, quoted by state television"), or is told it and prints it.

    The latter only if it is an outlet: "told Reuters", and not "told the council".
    """
    quoted = (
        (c for c in teller.children if c.dep_ == "acl" and c.lemma_ in ("quote", "cite")) if teller is not None else ()
    )
    by = next((found for c in quoted if (found := agent(c)) is not None), None)
    if by is not None or lemma_of(verb) not in ("tell", "inform"):
        return by
    told = next((c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.i - verb.i <= _NEAR), None)
    return told if told is not None and is_outlet(told) else None


def is_outlet(token: Token) -> bool:
    """Whether a noun phrase names a newspaper, an agency or a station, by its last words or by itself."""
    # "the news agency Halm", "an AFP reporter"; "a news conference" is where it was said.
    beside = (c for c in token.lefts if c.dep_ == "compound" and "PROPN" in (c.pos_, token.pos_))
    names = {token.lower_, *(c.lower_ for c in beside)}
    proper = token.pos_ == "PROPN" or any(c.pos_ == "PROPN" or c.dep_ in ("amod", "compound") for c in token.lefts)
    return proper and bool(names & _OUTLETS)


def is_person(token: Token) -> bool:
    """Whether a noun names people or a body that can tell: "officials", "the police", "Reuters"."""
    return token.lemma_.lower() in _PEOPLE or token.pos_ == "PROPN"


@clauses.kept
def is_passive(verb: Token) -> bool:
    """Whether `verb` is in the passive: "was told", and "told" after a noun."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "advcl")
        and not any(c.dep_ in ("aux", "nsubj") for c in verb.lefts)
        and not clauses.names_another(verb)
    )


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive, or None."""
    by = next((c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def phrase(doc: Doc, head: Token, verb: Token) -> Span:
    """The code points of the phrase that `head` heads, without the cue verb and what follows it."""
    start, end = clauses.noun_phrase(head)
    if start <= verb.i < end:
        start, end = (head.i, head.i + 1) if verb.i < head.i or verb.i == head.i + 1 else (start, verb.i)
    start, end = clauses.trim(doc, start, end) if end > start else (head.i, head.i + 1)
    if end < len(doc) and doc[end].text == ")" and any(token.text == "(" for token in doc[start:end]):
        end += 1  # "the Dorn Seed Fund (DSF)"
    return clauses.chars(doc, start, end) if end > start else clauses.chars(doc, head.i, head.i + 1)


@clauses.kept
def is_negated(verb: Token) -> bool:
    """Whether it was not said: "did not say", "never said", "neither side said"."""
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return True
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return subject is not None and any(c.lower_ in ("no", "neither", "none") for c in (subject, *subject.lefts))


@clauses.kept
def is_unreal(verb: Token) -> bool:
    """Whether nothing was said: "would say", "if he says", "wants to say"."""
    lefts = list(verb.lefts)
    if any(child.dep_ == "aux" and child.lower_ in _MODALS for child in lefts):
        return True
    if any(child.dep_ in ("mark", "advmod") and child.lower_ in _CONDITIONS for child in lefts):
        return True
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in lefts):
        if verb.dep_ == "xcomp":
            return lemma_of(verb.head) not in _ASPECTS or is_unreal(verb.head)
        # "called a meeting to denounce the raid": what was done was done for that.
        done = verb.dep_ == "advcl" and verb.head.i < verb.i and verb.head.tag_ == "VBD" and not is_negated(verb.head)
        return not done
    if verb.tag_ == "VBG" and verb.dep_ in ("pobj", "amod", "compound", "nsubj", "csubj"):
        return True
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp":
        return verb.head.lower_ not in (*_BY_DOING, "as")
    if verb.tag_ == "VB" and not any(child.dep_ == "aux" for child in lefts):
        return not clauses.has_subject(verb)
    return False
