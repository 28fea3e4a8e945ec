"""Cue verbs: who said, told, denied or ordered, and the clause that says what."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution import quoted
from annotate.attribution.record import Attribution, Paragraph, Span, lexicon, overlaps

_SEEN = ("find", "show", "hear", "learn", "know", "feel", "see")
_ADDRESSEES = ("I", "we", "you", "me", "us")


def read(p: Paragraph) -> None:
    """Add to `p.found` what the cue verbs of the paragraph attribute."""
    for index in sorted(p.cue_verbs):
        _read_verb(p, p.doc[index])


def _read_verb(p: Paragraph, verb: Token) -> None:
    subject = clauses.subject(verb)
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    if subject is None or _is_unreal(verb) or (passive and verb.lemma_ not in ("tell", "inform", "brief", "notify")):
        return
    quoted_verb = p.quotation_at(verb.idx)
    if quoted_verb and subject.text in _ADDRESSEES and p.quotation_at(subject.idx):
        return
    lemma = verb.lemma_.lower()
    if subject.text in _ADDRESSEES and lexicon()["clause"].get(lemma) == "believe-clause":
        return
    source = clauses.chars(p.doc, *_source_phrase(p, subject, verb))
    cue = clauses.chars(p.doc, *clauses.verb_group(verb))
    base = Attribution("", cue, cue, cue, source=source, verb=verb.i)
    beside = None if quoted_verb else quoted.beside(p, verb, subject)
    one = quoted.attribution(p, base, verb, beside) if beside else None
    one = one or _from_clause(p, base, verb, lemma)
    if one:
        p.found.append(one)


def _is_unreal(verb: Token) -> bool:
    """Whether nothing was said: "would say", "if he says", "to say", "did not say"."""
    lefts = [child for child in verb.children if child.i < verb.i]
    if any(
        child.lower_ in ("would", "will", "'ll", "should", "must", "can", "could", "might", "may", "shall")
        for child in lefts
    ):
        return True
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest") for child in lefts):
        return True
    if any(child.dep_ == "neg" for child in lefts) and verb.lemma_ not in ("believe", "think", "deny", "confirm"):
        return True
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in lefts):
        return verb.dep_ != "xcomp" or verb.head.lemma_ not in ("continue", "go", "appear", "seem", "begin")
    if verb.tag_ == "VBG" and verb.dep_ in ("pcomp", "pobj", "amod", "compound", "nsubj", "acl"):
        return True
    if verb.tag_ == "VB" and not any(child.dep_ == "aux" for child in lefts):
        return not clauses.has_subject(verb)
    return False


def _source_phrase(p: Paragraph, subject: Token, verb: Token) -> Span:
    start, end = clauses.noun_phrase(subject)
    if start <= verb.i < end:
        start, end = (subject.i, subject.i + 1) if verb.i < subject.i or verb.i == subject.i + 1 else (start, verb.i)
    return clauses.trim(p.doc, start, end) if end > start else (subject.i, subject.i + 1)


def _from_clause(p: Paragraph, base: Attribution, verb: Token, lemma: str) -> Attribution | None:
    words = lexicon()
    complement, rule, score = None, "", 0.8
    for child in verb.children if lemma in words["clause"] else ():
        fronted = child.dep_ == "advcl" and child.i < verb.i and not clauses.is_marked(child)
        if lemma in _SEEN and not clauses.has_subject(child):
            continue
        if (child.dep_ == "ccomp" or fronted) and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
            complement, rule, score = child, words["clause"][lemma], 0.9 if clauses.has_subject(child) else 0.6
    if complement is not None and not clauses.has_subject(complement) and complement.tag_ == "VB":
        complement = None
    content: Span | None = None
    reach: Span | None = None
    if complement is not None:
        content, reach = _clause_content(p, complement, verb, base)
    else:
        for child in verb.rights:
            if found := _phrase_content(p, verb, child, lemma):
                rule, score, content = found
                reach = content
    if content is None and lemma in words["clause"] and (before := _sentence_before(p, verb)):
        rule, score = words["clause"][lemma], 0.7
        content = reach = before
    if not content or not reach or content[1] - content[0] < 2:
        return None
    span = clauses.chars(p.doc, *content)
    if overlaps(span, base.cue):
        return None
    if lemma in ("show", "find", "know", "learn", "hear", "feel", "continue") and rule != "say-clause":
        score -= 0.2
    span, how = p.mixed_quotation(p.closed(span), complement)
    return replace(base, rule=rule, content=span, reach=clauses.chars(p.doc, *reach), quotation=how, score=score)


def _phrase_content(p: Paragraph, verb: Token, child: Token, lemma: str) -> tuple[str, float, Span] | None:
    """Rule, score and content where a cue takes no clause: "ordered X to go", "accused X of ...", "called for ..."."""
    words = lexicon()
    last = child.right_edge.i + 1
    if child.dep_ in ("xcomp", "ccomp") and lemma in words["infinitive"] and clauses.has_to(child):
        first = min([other.left_edge.i for other in verb.rights if other.dep_ == "dobj"] + [child.left_edge.i])
        return words["infinitive"][lemma], 0.6, clauses.content_of(p.doc, child, first, last, p.cue_verbs)
    if child.dep_ == "dobj" and lemma in words["object"] and child.pos_ in ("NOUN", "PROPN"):
        of = [o.right_edge.i + 1 for o in verb.rights if o.dep_ == "prep" and o.lower_ in ("of", "for")]
        content = clauses.content_of(p.doc, child, child.left_edge.i, max([last, *of]), p.cue_verbs)
        return words["object"][lemma], 0.5, content
    about = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None) if child.dep_ == "prep" else None
    if about is not None and child.lower_ in ("for", "of", "about", "against") and lemma in words["preposition"]:
        return words["preposition"][lemma], 0.5, clauses.content_of(p.doc, about, child.i + 1, last, p.cue_verbs)
    return None


def _sentence_before(p: Paragraph, verb: Token) -> Span | None:
    """What stands before ", X said" at a sentence's end, where the parse found no clause there."""
    subject = next((c for c in sorted(verb.lefts, key=lambda c: -c.i) if c.dep_ in clauses.SUBJECTS), None)
    if subject is None or verb.dep_ != "ROOT" or any(t.pos_ == "VERB" for t in p.doc[verb.i + 1 : verb.sent.end]):
        return None
    left = subject.left_edge.i
    rest = verb.sent.end - verb.i
    if left - verb.sent.start < 5 or p.doc[left - 1].text != "," or rest > 8 or verb.i - subject.i > 4:
        return None
    span = clauses.trim(p.doc, verb.sent.start, left - 1)
    return span if any(t.pos_ in ("VERB", "AUX") for t in p.doc[slice(*span)]) else None


def _clause_content(p: Paragraph, head: Token, verb: Token, base: Attribution) -> tuple[Span, Span]:
    out = {verb.i}
    if base.source:
        out |= set(range(p.token_at(base.source[0]), p.token_at(base.source[1])))
    start, end = clauses.clause(head, out)
    if start > verb.i and head.head == verb:
        end = max(end, start)
    return clauses.content_of(p.doc, head, start, end, p.cue_verbs), (start, max(end, start + 1))
