"""Cue verbs: who said, told, denied, wanted or ordered, and the clause or phrase that says what."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution import frames, nouns, quoted, tellers
from annotate.attribution.lexicon import SPEECH, lemma_of, rule_of
from annotate.attribution.record import Attribution, Paragraph, Span, overlaps

_ADDRESSEES = ("i", "we", "you", "me", "us")
_NOBODY = ("nobody", "none", "anyone", "anybody", "whoever", "neither")
_SHORTEST = 2
_HOLDING_UP = ("support", "back")
_NEEDS_TELLER = ("preposition", "infinitive")


def read(p: Paragraph) -> None:
    """Add to `p.found` what the cue verbs of the paragraph attribute."""
    for index in sorted(p.cue_verbs):
        one = _attribution(p, p.doc[index])
        if one:
            p.found.append(one)


def _attribution(p: Paragraph, verb: Token) -> Attribution | None:
    if tellers.is_unreal(verb) or (verb.i and verb.nbor(-1).lower_ == "worth"):
        return None  # "It is worth noting that ..." is the outlet's own.
    if nouns.is_taken_for_verb(verb):
        return None
    passive = tellers.is_passive(verb)
    teller = quoted.named_at_length(p, verb) if verb.i in p.speech_verbs and verb.tag_ == "VBD" else None
    teller = teller or tellers.teller(verb)
    told = passive and teller is None and lemma_of(verb) in ("tell", "inform", "brief", "notify", "assure")
    if told:
        teller = clauses.subject(verb)
    if passive and not told:
        return None
    if teller is not None and (teller.lower_ in _NOBODY or any(c.lower_ == "no" for c in teller.lefts)):
        return None  # "No group has claimed responsibility."
    if teller is not None and tellers.named_source(verb) is not None and tellers.is_outlet(teller):
        return None  # "AFP, citing two officials, said ...": this names the source of what is said.
    quoted_verb = p.quotation_at(verb.idx)
    if quoted_verb and teller is not None and teller.lower_ in _ADDRESSEES:
        return None
    group = clauses.verb_group(verb)
    know = frames.wants_to_know(verb)
    group = group if know is None else (group[0], know.i + 1)
    cue = clauses.chars(p.doc, *group)
    source = tellers.phrase(p.doc, teller, verb) if teller is not None else None
    relay = tellers.quoting_one(verb) or tellers.relay(verb, teller)
    agency = tellers.phrase(p.doc, relay, verb) if relay is not None else None
    if relay is None and (cited := tellers.cited(verb, teller)) is not None:
        source, agency = tellers.phrase(p.doc, cited, verb), source
    base = Attribution("", cue, cue, cue, source=source, agency=agency, verb=verb.i)
    if teller is not None and not quoted_verb and not _has_clause(verb):
        beside = quoted.beside(p, verb, teller)
        if beside and (one := quoted.attribution(p, base, verb, beside)):
            return one
    out = {*range(*group)}
    if source:
        out |= set(range(p.token_at(source[0]), p.token_at(source[1])))
    negated = tellers.is_negated(verb)
    found = frames.content(p, verb, out, negated=negated)
    if found is None or (found.tokens[1] - found.tokens[0] < _SHORTEST and p.doc[found.tokens[0]].pos_ == "PRON"):
        return None
    if teller is None and (found.rule.kind not in SPEECH or found.rule.takes in _NEEDS_TELLER):
        return None  # "denying the genocide", "reporting abuse": nobody is said to do it, and nothing is told.
    if found.rule.id == "document-phrase" and teller is not None and _is_somebody(teller):
        return None
    if lemma_of(verb) in _HOLDING_UP and found.rule.takes == "object" and not (teller and _is_somebody(teller)):
        return None  # "Two tugs supported the ferry."
    span = clauses.chars(p.doc, *found.tokens)
    if overlaps(span, cue) and found.hole is None:
        return None
    span, how = p.mixed_quotation(p.closed(span), found.head)
    score = found.score - (0.2 if teller is None else 0) - (0.1 if negated else 0)
    return replace(
        base,
        rule=found.rule.id,
        kind=found.rule.kind,
        content=span,
        reach=clauses.chars(p.doc, *found.reach),
        quotation=how,
        score=round(score, 2),
        hole=p.widened(clauses.chars(p.doc, *found.hole)) if found.hole else None,
    )


def _is_somebody(token: Token) -> bool:
    """Whether a source is a person, who shows things without telling them ("He showed no fear")."""
    return token.pos_ in ("PRON", "PROPN") or tellers.is_person(token)


def _has_clause(verb: Token) -> bool:
    """Whether a participle has a clause of its own behind it: a quotation before it is another cue's."""
    return verb.tag_ == "VBG" and any(c.dep_ == "ccomp" for c in verb.rights)


def about_to_speak(p: Paragraph) -> tuple[Span, Span, str] | None:
    """Source, cue and kind of a cue whose words only the next paragraph has: "Kolar said:" at the end of this one."""
    if not p.text.rstrip().endswith(":"):
        return None
    for index in sorted(p.cue_verbs, reverse=True):
        verb = p.doc[index]
        teller = tellers.teller(verb)
        rule = rule_of(lemma_of(verb), "clause") or rule_of(lemma_of(verb), "quotation")
        if (
            teller is not None
            and rule is not None
            and rule.kind in SPEECH
            and not tellers.is_unreal(verb)
            and not tellers.is_passive(verb)
        ):
            cue = clauses.chars(p.doc, *clauses.verb_group(verb))
            return tellers.phrase(p.doc, teller, verb), cue, rule.kind
    return None
