"""Quotations beside a cue: the one before or after "X said", and those that go on after it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution import frames, tellers
from annotate.attribution.lexicon import lemma_of, rule_of
from annotate.attribution.record import Attribution, Paragraph, overlaps
from annotate.quotations import Quotation

_SHORT_QUOTATION = 3
_FAR = 12
_ADDRESS = 9
_STOPS = (".", "!", "?", ";", ":", "“", "”", '"')


def beside(p: Paragraph, verb: Token, subject: Token) -> tuple[Quotation, str] | None:
    """The quotation that ends right before the cue and its source, or opens right after, and which of the two."""
    start, end = clauses.noun_phrase(subject) if abs(subject.i - verb.i) < 30 else (verb.i, verb.i)
    first, last = min(start, verb.i), max(end, verb.i + 1)
    quoting = verb.head.head if verb.dep_ == "pcomp" else verb  # "the army was quoted as saying"
    if subject.i < verb.i and any(t.i in p.cue_verbs and t != quoting for t in p.doc[subject.i + 1 : verb.i]):
        first = verb.i
    text = p.text
    left, right = p.doc[first].idx, clauses.chars(p.doc, last - 1, last)[1]
    earlier = p.quotation_before(left)
    if earlier is not None and not text[earlier.outer_end : left].strip(" ,—–-\n\t"):
        return earlier, "before"
    later = p.quotation_after(right)
    if later is not None:
        gap = text[right : later.outer_start].strip()
        between = p.doc[p.token_at(right) : p.token_at(later.outer_start)]
        plain = not any(t.pos_ == "VERB" or t.lower_ in ("that", "to") for t in between)
        # “This,” said Kolar, pointing at a hole, “was the door”: what goes on is not what she points out.
        goes_on = verb.tag_ == "VBG" and verb.dep_ == "advcl" and text[later.start : later.start + 1].islower()
        if len(between) <= _FAR and plain and not goes_on and (gap[-1:] in (":", ",") or not gap):
            return later, "after"
    return None


def attribution(p: Paragraph, base: Attribution, verb: Token, beside: tuple[Quotation, str]) -> Attribution | None:
    """Return `base` filled in from the quotation beside the cue `verb`, or None if that is too little to be speech."""
    quotation, side = beside
    lemma = lemma_of(verb)
    asks = frames.wants_to_know(verb) is not None
    found = rule_of("ask" if asks else lemma, "clause") or rule_of(lemma, "quotation") or rule_of(lemma, "infinitive")
    inner = (quotation.start, quotation.end)
    text = p.text
    ends = text[inner[1] - 1 : inner[1]] in ",.!?…"
    if found is None or (len(text[slice(*inner)].split()) < _SHORT_QUOTATION - 1 and not ends):
        return None
    rule = (
        found.id.replace("-clause", "-quotation")
        .replace("-infinitive", "-quotation")
        .replace("quote-only", "speak-quotation")
    )
    whole = replace(base, rule=rule, content=inner, reach=inner, quotation="direct", score=0.95, kind=found.kind)
    if side == "after":
        utters = text[quotation.start : quotation.start + 1].isupper() or ends or verb.lemma_ == "put"
        return whole if utters else None
    prefix = p.words_before(quotation)
    if not prefix:
        return whole
    head = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if head is None:
        return None
    start, end = clauses.clause(head, {verb.i})
    content = clauses.chars(p.doc, *clauses.content_of(p.doc, head, start, end, p.speech_verbs))
    if content[0] >= quotation.outer_start:
        # The quotation began in the middle of an earlier sentence; what is said here is its last sentence.
        return replace(whole, content=content, reach=inner)
    content, how = p.mixed_quotation((content[0], max(content[1], quotation.outer_end)), head)
    return replace(whole, content=content, reach=content, quotation=how, rule=rule.replace("-quotation", "-clause"))


def read_continued(p: Paragraph) -> None:
    """A quotation that stands as sentences of its own after one that is attributed has the same source."""
    last: Attribution | None = None
    by_content = {one.content: one for one in p.found if one.rule.endswith("quotation")}
    for quotation in p.quotations:
        inner = (quotation.start, quotation.end)
        if inner in by_content:
            last = by_content[inner]
        elif last is not None and not any(
            overlaps(inner, one.content) and not quotation.holds(*one.content) for one in p.found
        ):
            text = p.text[slice(*inner)]
            opens = not p.words_before(quotation)
            after_cue = last.cue[1] <= quotation.start
            told = max(last.cue[1], last.source[1] if last.source else 0)
            goes_on = after_cue and _only_addressed(p.text[told : quotation.outer_start]) and len(text.split()) > 1
            if goes_on or (opens and after_cue and text[:1].isupper() and text.rstrip()[-1:] in ".!?…"):
                p.found.append(replace(last, rule="continued-quotation", content=inner, reach=inner, score=0.7))


def _only_addressed(between: str) -> bool:
    """Whether only those spoken to stand between a cue and the rest of its quotation: `she told the crowd, "and ..."`."""
    return between.rstrip().endswith(",") and len(between.split()) <= _ADDRESS and not set(between) & set(".!?;:")


def read_open(p: Paragraph) -> None:
    """Add the quoted sentences that nobody in the paragraph is said to have said.

    Their source may stand in the paragraph before, which `annotate.attribution.speakers` looks for.
    """
    for quotation in p.quotations:
        inner = (quotation.start, quotation.end)
        text = p.text[slice(*inner)].strip()
        first = text[:1].isupper() or not text[:1].isalpha()
        if not first or len(text.split()) <= _SHORT_QUOTATION or text[-1:] not in '.!?…"”’':
            continue
        if p.words_before(quotation) or any(
            overlaps(inner, one.content) or overlaps(inner, one.reach) for one in p.found
        ):
            continue
        after = p.text[quotation.outer_end :].lstrip()
        if after and (after[0].islower() or after[0] in ",;:—–-"):
            continue
        if (one := _introduced(p, quotation) or _told_before(p, quotation)) is not None:
            p.found.append(one)
            continue
        nowhere = (quotation.outer_start, quotation.outer_start)
        p.found.append(Attribution("open-quotation", nowhere, inner, inner, quotation="direct", score=0.5, kind="say"))


def _told_before(p: Paragraph, quotation: Quotation) -> Attribution | None:
    """A quotation right behind a sentence that tells somebody's words: Kolar said the road was shut. “Nobody may pass.”."""
    at = p.token_at(quotation.outer_start)
    if not at or p.text[: quotation.outer_start].rstrip()[-1:] not in ".!?":
        return None
    root = p.doc[at - 1].sent.root
    told = next(
        (one for one in p.found if one.verb == root.i and one.source and one.is_speech and one.rule != "according-to"),
        None,
    )
    if told is None or p.quotation_at(told.cue[0]) or told.cue[1] > quotation.start:
        return None
    inner = (quotation.start, quotation.end)
    return replace(
        told, rule="continued-quotation", content=inner, reach=inner, quotation="direct", score=0.6, hole=None
    )


def named_at_length(p: Paragraph, verb: Token) -> Token | None:
    """Whoever stands with a clause of her own between a quotation and its cue: “...,” a man who gave no name said."""
    earlier = p.quotation_before(verb.idx)
    if earlier is None or p.text[earlier.end - 1 : earlier.end] not in (",", "!", "?"):
        return None
    first = p.token_at(earlier.outer_end)
    between = p.doc[first : verb.i]
    if not _SHORT_QUOTATION < len(between) <= _FAR or any(t.text in _STOPS for t in between):
        return None
    who = next((t for t in between if t.lower_ in ("who", "whose")), None)
    named = p.doc[who.i - 2] if who is not None and who.i > first + 1 and who.nbor(-1).text == "," else None
    named = named or (who.nbor(-1) if who is not None and who.i > first else None)
    return named if named is not None and named.pos_ in ("NOUN", "PROPN") and named.i >= first else None


def _introduced(p: Paragraph, quotation: Quotation) -> Attribution | None:
    """A quotation behind a colon whose cue stands before it in the sentence, as in: He wrote to them on Monday: “...”."""
    if p.text[: quotation.outer_start].rstrip()[-1:] != ":":
        return None
    at = p.token_at(quotation.outer_start) - 1
    for index in range(at, max(at - _FAR - _FAR, -1), -1):
        verb = p.doc[index]
        if verb.text in (".", "!", "?"):
            return None
        rule = rule_of(lemma_of(verb), "clause") or rule_of(lemma_of(verb), "quotation")
        teller = tellers.teller(verb) if rule is not None and index in p.cue_verbs else None
        if teller is None or rule is None or tellers.is_unreal(verb) or tellers.is_passive(verb):
            continue
        inner = (quotation.start, quotation.end)
        return Attribution(
            rule.id.replace("-clause", "-quotation").replace("quote-only", "speak-quotation"),
            clauses.chars(p.doc, *clauses.verb_group(verb)),
            inner,
            inner,
            tellers.phrase(p.doc, teller, verb),
            quotation="direct",
            score=0.8,
            kind=rule.kind,
            verb=index,
        )
    return None
