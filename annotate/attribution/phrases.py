"""Attributions without a cue verb that governs them: "according to", reporting passives, reporting adverbs."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from annotate import clauses, hedges
from annotate.attribution import frames, tellers
from annotate.attribution.lexicon import Rule, lemma_of, rule_of
from annotate.attribution.record import Attribution, Paragraph, Span

# What something is done by the measure of.
_MEASURES = frozenset(
    (
        "age",
        "custom",
        "law",
        "need",
        "order",
        "plan",
        "practice",
        "procedure",
        "protocol",
        "rank",
        "rule",
        "schedule",
        "timetable",
        "tradition",
    )
)
_ASKED = ("ask", "question", "press")
_SEEN_AS = ("see", "view", "interpret", "perceive", "identify", "compare", "rate", "cast")


def read_according_to(p: Paragraph) -> None:
    """Add what stands with "according to X"; beside a cue verb with a source of its own, X is its relay."""
    if "according" not in p.text.lower():
        return
    for token in p.doc[:-2]:
        if token.lower_ != "according" or p.doc[token.i + 1].lower_ != "to":
            continue
        to = p.doc[token.i + 1]
        noun = next((c for c in to.children if c.dep_ == "pobj"), None) or next(
            (c for c in token.children if c.dep_ == "pobj"), None
        )
        if noun is None or noun.i < to.i or (noun.lemma_.lower() in _MEASURES and _is_close(token)):
            continue  # "withdrew according to plan" tells how, and not who says so.
        phrase = clauses.noun_phrase(noun)
        source = clauses.chars(p.doc, max(phrase[0], to.i + 1), phrase[1])
        head = clauses.clause_head(token.head) if token.head != token else None
        if head is not None and noun.is_ancestor(head):
            head = clauses.clause_head(noun.head) if noun.head != noun else None
        while head is not None and head.dep_ == "relcl" and head.head != head:
            head = clauses.clause_head(head.head)
        if head is None:
            continue
        told = next(
            (
                one
                for one in p.found
                if one.source and one.tells and (one.verb == head.i or _stands_in(p, one, token, source))
            ),
            None,
        )
        if told:
            p.found[p.found.index(told)] = _relayed(p, told, token, source)
            continue
        start, end = clauses.clause(head)
        hole = None
        if token.i > head.i:
            start, end = _coordination_start(p, head, start), min(end, token.i)
        elif start < token.i - 1 and p.doc[start].is_alpha:
            hole = clauses.chars(p.doc, token.i, phrase[1])
        elif start <= token.i:
            start = max(start, phrase[1], token.right_edge.i + 1 if token.right_edge.i < head.i else 0)
        if start >= end:
            continue
        content = clauses.content_of(p.doc, head, start, end, p.speech_verbs)
        if content[1] - content[0] < 2:
            continue
        span = p.closed(clauses.chars(p.doc, *content))
        p.found.append(
            Attribution(
                "according-to",
                clauses.chars(p.doc, token.i, to.i + 1),
                span,
                clauses.chars(p.doc, start, end),
                source=source,
                quotation=p.how_quoted(span),
                score=0.9,
                kind="report",
                hole=p.widened(hole),
            )
        )


def _is_close(token: Token) -> bool:
    """Whether "according" goes on with what is before it, with no comma between."""
    return token.i > token.sent.start and not token.nbor(-1).is_punct


def _stands_in(p: Paragraph, one: Attribution, token: Token, source: Span) -> bool:
    """Whether "according to X" stands between a cue and its content: "He added, according to the Courier, that ..."."""
    before, after = p.text[one.cue[1] : token.idx], p.text[source[1] : one.content[0]]
    opens = one.content[0] == token.idx or (after.strip(" ,") in ("", "that") and source[1] < one.content[0])
    return before.strip() == "," and opens


def _relayed(p: Paragraph, one: Attribution, token: Token, source: Span) -> Attribution:
    """`one`, relayed by `source`. A content that a parse lets begin with "according to" begins behind the relay."""
    content = one.content
    if content[0] == token.idx and source[1] < content[1]:
        start = clauses.trim(p.doc, p.token_at(source[1]), p.token_at(content[1]))[0]
        content = (p.doc[start].idx, content[1])
    return replace(one, agency=source, content=content)


def _coordination_start(p: Paragraph, head: Token, start: int) -> int:
    """Where the clauses begin that share a phrase at their end: those joined by "and" without a comma."""
    while head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX") and clauses.has_subject(head.head):
        joint = head.left_edge.i - 1
        plain = joint > 0 and p.doc[joint].lower_ == "and" and p.doc[joint - 1].text != ","
        if not plain or any(child.dep_ == "mark" for child in head.lefts):
            break
        head = head.head
        start = clauses.clause(head)[0]
    return start


def read_passives(p: Paragraph) -> None:
    """Add what is said in the passive.

    "Twelve people are believed to have died", "he was accused of looting", and of "seem" and "appear" with "to".
    """
    for index in sorted(p.cue_verbs):
        verb = p.doc[index]
        if verb.tag_ == "VBN" and any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
            one = _passive(p, verb)
        elif verb.tag_ == "VBN" and verb.dep_ == "advcl" and lemma_of(verb) in _ASKED:
            one = _asked(p, verb)
        elif raising := rule_of(lemma_of(verb), "raising"):
            one = _raising(p, verb, raising)
        else:
            continue
        if one:
            p.found.append(one)


def _passive(p: Paragraph, verb: Token) -> Attribution | None:
    lemma = lemma_of(verb)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if (
        subject is None
        or tellers.is_unreal(verb)
        or tellers.is_negated(verb)
        or tellers.quotes_speech(verb)
        or any(o.verb == verb.i for o in p.found)
    ):
        return None
    complement = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "oprd")), None)
    rule = rule_of(lemma, "passive") if complement is not None else None
    if rule is not None and complement is not None and subject.lower_ == "it" and complement.dep_ == "ccomp":
        start, end = clauses.clause(complement)
    elif rule is not None and complement is not None and clauses.has_to(complement):
        start, end = clauses.clause(verb)
    else:
        rule = _of_passive(verb, lemma, complement)
        if rule is None:
            return None
        start, end = clauses.clause(verb)
    by = tellers.agent(verb)
    span = clauses.chars(p.doc, *clauses.content_of(p.doc, verb, start, end, p.speech_verbs))
    return Attribution(
        rule.id,
        clauses.chars(p.doc, *clauses.verb_group(verb)),
        span,
        span,
        clauses.chars(p.doc, *clauses.noun_phrase(by)) if by is not None else None,
        quotation=p.how_quoted(span),
        score=rule.score if by is not None or rule.takes == "passive" else round(rule.score - 0.1, 2),
        verb=verb.i,
        kind=rule.kind,
    )


def _asked(p: Paragraph, verb: Token) -> Attribution | None:
    """A question that is only told by its answer: "Asked whether the port was safe, the admiral said ..."."""
    group = clauses.verb_group(verb)
    found = frames.content(p, verb, {*range(*group)}, negated=False)
    if found is None or found.rule.takes != "clause" or any(one.verb == verb.i for one in p.found):
        return None
    span = clauses.chars(p.doc, *found.tokens)
    cue = clauses.chars(p.doc, *group)
    return Attribution(
        found.rule.id, cue, span, span, quotation=p.how_quoted(span), score=0.4, verb=verb.i, kind=found.rule.kind
    )


def _of_passive(verb: Token, lemma: str, complement: Token | None) -> Rule | None:
    """The rule of a verb that names, accuses, asks or orders, in the passive."""
    if complement is not None:
        found = (rule_of(lemma, "naming") if lemma not in _SEEN_AS else None) or (
            rule_of(lemma, "infinitive") if clauses.has_to(complement) else None
        )
        if found:
            return found
    prepositions = [c.lower_ for c in verb.rights if c.dep_ == "prep"]
    if "as" in prepositions and (found := rule_of(lemma, "naming")):
        return found
    if complement is not None and complement.dep_ == "ccomp" and lemma == "ask":
        return rule_of(lemma, "clause")
    found = rule_of(lemma, "object")
    if found and found.kind == "believe":
        return None  # "The roof was supported by two beams."
    judged = found is not None and found.id == "judge-phrase" and "for" in prepositions  # "was criticised for ..."
    if found and (judged or found.kind in ("blame", "confirm", "say") or tellers.agent(verb) is not None):
        return found if found.kind != "blame" or {"of", "for", "in"} & set(prepositions) else None
    found = next((rule for each in prepositions if (rule := rule_of(lemma, "preposition", each))), None)
    # "They were asked for their papers", with nobody who asks, tells of no call.
    return None if found and found.id == "call-for-phrase" and tellers.agent(verb) is None else found


def _raising(p: Paragraph, verb: Token, rule: Rule) -> Attribution | None:
    """What only seems so: "The army appears to have left"."""
    complement = next((c for c in verb.rights if c.dep_ in ("xcomp", "oprd", "acomp")), None)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if complement is None or subject is None or tellers.is_unreal(verb) or not clauses.has_to(complement):
        return None
    start, end = clauses.clause(verb)
    span = clauses.chars(p.doc, *clauses.content_of(p.doc, verb, start, end, p.speech_verbs))
    cue = clauses.chars(p.doc, *clauses.verb_group(verb))
    return Attribution(
        rule.id, cue, span, span, quotation=p.how_quoted(span), score=rule.score, verb=verb.i, kind=rule.kind
    )


def read_adverbs(p: Paragraph) -> None:
    """Add the clauses that "reportedly" and its like leave without a source."""
    said = p.text.lower()
    if not any(word in said for word in hedges.REPORTING_ADVERBS):
        return
    for token in p.doc:
        if token.lower_ not in hedges.REPORTING_ADVERBS or token.head.pos_ not in ("VERB", "AUX"):
            continue
        head = clauses.clause_head(token.head)
        at = (token.idx, token.idx + len(token))
        if head is None or any(one.content[0] <= at[0] and at[1] <= one.content[1] for one in p.found):
            continue
        start, end = clauses.clause(head)
        content = clauses.content_of(p.doc, head, start, end, p.speech_verbs)
        if content[1] - content[0] < 3:
            continue
        span = clauses.chars(p.doc, *content)
        p.found.append(
            Attribution("reporting-adverb", at, span, span, quotation=p.how_quoted(span), score=0.55, kind="report")
        )
