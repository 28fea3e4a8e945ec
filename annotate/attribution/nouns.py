"""Attributions whose cue is a noun or an adjective: "his claim that ...", "a promise to ...", "they are sure that ..."."""

from __future__ import annotations

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution.frames import is_time
from annotate.attribution.lexicon import Rule, frames, rule_of, words
from annotate.attribution.record import Attribution, Paragraph, Span

_COPULAS = ("be", "feel", "become", "remain", "seem", "sound", "stay", "grow", "’s", "'s", "’re", "'re", "'m", "’m")
_GIVERS = words("givers")
# A lemmatizer takes these for forms of verbs.
_PARTICIPLES = {"convince": "convinced", "disappoint": "disappointed", "outrage": "outraged", "worry": "worried"}
# What words do by themselves: "A rumour spread that ...".
_SPREADING = ("spread", "circulate", "emerge", "surface", "swirl", "abound", "grow", "persist")
_VERBS = ("VBD", "VBN", "VBZ", "VBP")
_HELPERS = ("be", "have", "do", "get", "become", "remain", "keep", "leave")


def read(p: Paragraph) -> None:
    """Add to `p.found` what nouns and adjectives of the paragraph attribute."""
    known = frames()
    for at, lemma in enumerate(clauses.lemmas(p.doc)):
        takes = known.get(lemma) or known.get(_PARTICIPLES.get(lemma, ""))
        token = p.doc[at] if takes else None
        felt = (
            token is not None and _PARTICIPLES.get(lemma) == token.lower_ and token.dep_ in ("acomp", "ROOT", "ccomp")
        )
        if (
            not takes
            or token is None
            or (token.pos_ not in ("NOUN", "ADJ") and not felt and not is_taken_for_verb(token))
        ):
            continue
        one = None
        if token.pos_ in ("NOUN", "VERB") and not felt:
            one = _noun(p, token)
        elif takes.keys() & {"adjective", "adjective-phrase"}:
            one = _adjective(p, token)
        if one:
            p.found.append(one)


def _noun(p: Paragraph, noun: Token) -> Attribution | None:
    """What a noun ties to its giver: "the mayor's claim that ...", "a promise by the army to ...", "remarks about"."""
    lemma = noun.lemma_.lower()
    source = _giver(noun)
    spread = noun.head.rights if noun.dep_ == "nsubj" and noun.head.lemma_ in _SPREADING else ()
    for child in (*noun.rights, *(c for c in spread if c.dep_ == "ccomp")):
        if child.dep_ not in ("acl", "relcl", "ccomp", "xcomp", "advcl"):
            continue
        that = any(c.dep_ in ("mark", "det", "dobj", "nsubj") and c.lower_ == "that" for c in child.lefts)
        clausal = rule_of(lemma, "noun")
        if clausal is None:
            continue
        clause = any(c.dep_ == "mark" for c in child.lefts) or _is_whole(child)
        if that and child.dep_ in ("acl", "ccomp", "relcl") and clause:
            if clausal.kind == "intend":
                continue
            start, end = clauses.clause(child)
            return _made(p, noun, clausal, source, child, start, _led_up_the_path(p, noun, start, end))
        if clauses.has_to(child) and (rule := _of_kind(lemma, "intend")) and source is not None:
            return _made(p, noun, rule, source, child, child.left_edge.i, child.right_edge.i + 1)
    rule = rule_of(lemma, "noun-phrase")
    if rule is None or source is None:
        return None
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("about", "of", "on", "against", "that"):
            about = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if about is not None and not is_time(about):
                return _made(p, noun, rule, source, about, child.i + 1, child.right_edge.i + 1)
    return None


def _is_whole(verb: Token) -> bool:
    """Whether a clause that a parse takes for a relative one lacks nothing: "the allegation that guards beat him"."""
    own = [child for child in verb.children if child.lower_ != "that"]
    subject = any(child.dep_ in clauses.SUBJECTS and child.pos_ != "PRON" for child in own)
    return subject and any(child.dep_ in ("dobj", "auxpass", "attr", "acomp") for child in own)


def is_taken_for_verb(token: Token) -> bool:
    """Whether a parse took a noun in the plural for a verb, and its adjective for the subject: "Unconfirmed reports"."""
    return (
        token.tag_ == "VBZ"
        and token.i > 0
        and rule_of(token.lemma_.lower(), "noun") is not None
        and token.nbor(-1).tag_ in ("JJ", "VBN")
        and token.nbor(-1).dep_ in ("nsubj", "amod", "advcl")
        and token.nbor(-1).is_sent_start is True
    )


def _led_up_the_path(p: Paragraph, noun: Token, start: int, end: int) -> int:
    """Where a "that" clause ends behind which the verb of its noun follows, which a parse may mistake.

    "The claim that the dam had burst proved false": of two verbs side by side the second is the noun's. "The claim that it
    was an accident was false": what stands before the noun's verb as a second subject belongs to the clause.
    """
    for token in p.doc[start + 1 : end]:
        before = token.nbor(-1)
        helps = before.lemma_ in _HELPERS or before.dep_ in ("aux", "auxpass")
        if token.tag_ in _VERBS and before.tag_ in _VERBS and not helps:
            return token.i
    verb = noun.head
    if noun.dep_ in clauses.SUBJECTS and verb.i > end:
        others = [c for c in verb.lefts if c.dep_ in clauses.SUBJECTS and c != noun and c.left_edge.i == end]
        if others:
            return others[0].right_edge.i + 1
    return end


def _of_kind(lemma: str, kind: str) -> Rule | None:
    return next((rule for rule in frames().get(lemma, {}).get("noun", ()) if rule.kind == kind), None)


def _giver(noun: Token) -> Token | None:
    """Whose claim it is: the possessor, who stands after "by" or "from", or who makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in ("by", "from") and child.i > noun.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _GIVERS:
        return clauses.subject(noun.head)
    return None


def _adjective(p: Paragraph, word: Token) -> Attribution | None:
    """What goes with an adjective: "they are sure that ...", "he was critical of ..."."""
    verb = word.head
    if verb.lemma_ == "make" and word.lower_ in ("clear", "plain", "known"):
        return _made_clear(p, word)
    if word.dep_ not in ("acomp", "attr", "oprd") or verb.lemma_.lower() not in _COPULAS:
        return None
    subject = clauses.subject(verb)
    if subject is None or subject.lower_ in ("it", "that", "this", "what"):
        return None
    lemma = _PARTICIPLES.get(word.lemma_.lower(), word.lemma_.lower())
    cue = (min(verb.i, word.i), max(verb.i, word.i) + 1)
    if any(t.i in range(subject.left_edge.i, subject.right_edge.i + 1) for t in p.doc[slice(*cue)]):
        cue = (word.i, word.i + 1)
    for child in (*word.rights, *verb.rights):
        rule = rule_of(lemma, "adjective")
        if rule and child.dep_ == "ccomp" and child.i > word.i and clauses.has_subject(child):
            start, end = clauses.clause(child)
            return _made(p, word, rule, subject, child, start, end, cue)
        rule = rule_of(lemma, "adjective-phrase")
        if rule and child.dep_ == "prep" and child.i > word.i and child.lower_ in ("of", "about", "over"):
            return _made(p, word, rule, subject, child, child.i + 1, child.right_edge.i + 1, cue)
    return None


def _made_clear(p: Paragraph, word: Token) -> Attribution | None:
    """What somebody makes clear: "The envoy made it clear that the road was shut"."""
    verb, rule = word.head, rule_of("say", "clause")
    subject = clauses.subject(verb)
    told = next((c for c in (*word.rights, *verb.rights) if c.dep_ in ("ccomp", "advcl") and c.i > word.i), None)
    if subject is None or told is None or rule is None or not clauses.has_subject(told):
        return None
    if clauses.is_marked(told) and not any(c.lower_ == "that" for c in told.lefts):
        return None
    start, end = clauses.clause(told)
    return _made(p, word, rule, subject, told, start, end, (clauses.verb_group(verb)[0], word.i + 1))


def _made(
    p: Paragraph,
    word: Token,
    rule: Rule,
    source: Token | None,
    head: Token,
    start: int,
    end: int,
    cue: Span | None = None,
) -> Attribution | None:
    if end - start < 2:
        return None
    tokens = clauses.content_of(p.doc, head, start, max(end, start + 1), p.speech_verbs)
    if tokens[1] - tokens[0] < 2:
        return None
    span = p.closed(clauses.chars(p.doc, *tokens))
    who = None
    if source is not None:
        first, last = clauses.noun_phrase(source)
        if source.dep_ == "poss":
            last = next((c.i for c in source.rights if c.dep_ == "case"), last)
        if first <= word.i < last:
            first, last = source.i, source.i + 1
        who = clauses.chars(p.doc, *clauses.trim(p.doc, first, max(last, first + 1)))
    return Attribution(
        rule.id,
        clauses.chars(p.doc, *(cue or (word.i, word.i + 1))),
        span,
        clauses.chars(p.doc, start, end),
        who,
        quotation=p.how_quoted(span),
        score=rule.score - (0.1 if who is None else 0),
        kind=rule.kind,
        verb=word.i,
    )
