"""Who says what: sources, cues and contents, by the scheme of PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018).

An attribution ties a content to its source by a cue: a verb with a clause ("X said that ..."), a verb beside a quotation,
"according to X", a reporting passive ("is believed to"), or an adverb that names no source ("reportedly").
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from annotate import clauses, hedges, quotations
from annotate.quotations import Quotation

CUES = Path(__file__).with_name("cues.jsonl")
_ADDRESSEES = ("I", "we", "you", "me", "us")
_SHORT_QUOTATION = 3
Span = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """One attribution; all spans are code points of the document's text.

    `content` is without background (see `clauses.content_of`), `reach` with it and, for a quotation of several
    sentences, the whole quotation. `source` is None where nobody is named. `agency` is through whom it came.
    `verb` is the cue verb's token index, or -1.
    """

    rule: str
    cue: Span
    content: Span
    reach: Span
    source: Span | None = None
    agency: Span | None = None
    quotation: str = "indirect"
    hedges: list[Span] = field(default_factory=list)
    score: float = 0.8
    verb: int = -1
    is_statement: bool = True


@cache
def lexicon() -> dict[str, dict[str, str]]:
    """Return the cue verbs: what a verb takes ("clause", "infinitive", "object", "quotation") -> lemma -> rule id."""
    lemmas: dict[str, dict[str, str]] = defaultdict(dict)
    for line in CUES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for lemma in row["lemmas"]:
            lemmas[row["takes"]].setdefault(lemma, row["id"])
    return lemmas


def find(doc: Doc) -> list[Attribution]:
    """Return the attributions of a parsed paragraph by start of content. The answer is kept with the document."""
    if "attributions" not in doc.user_data:
        doc.user_data["attributions"] = _Reader(doc).read() if doc.has_annotation("DEP") else []
    return doc.user_data["attributions"]


def innermost(found: list[Attribution], start: int, end: int) -> Attribution | None:
    """Return the attribution in whose words the stretch stands: the smallest content around it.

    What is only background of a content is told by the outermost source of all those it trails.
    """
    around = [one for one in found if one.content[0] <= start and end <= one.content[1]]
    if around:
        return min(around, key=lambda one: one.content[1] - one.content[0])
    around = [one for one in found if one.reach[0] <= start and end <= one.reach[1] and one.source]
    return max(around, key=lambda one: one.reach[1] - one.reach[0], default=None)


class _Reader:
    """Reads one paragraph. Cue verbs first, then phrases, then adverbs; relays last, when all contents are known."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.quotations = [q for q in quotations.find(doc.text) if len(q_text(doc, q).split()) > 0]
        self.cue_verbs = {token.i for token in doc if self._is_cue(token)}
        self.found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        for index in sorted(self.cue_verbs):
            self._read_verb(self.doc[index])
        self._read_continued()
        self._read_according_to()
        self._read_passives()
        self._read_adverbs()
        relayed = [self._with_relay(one) for one in _distinct(self.found)]
        return sorted(relayed, key=lambda one: (one.content[0], -one.content[1]))

    # --- cue verbs

    def _is_cue(self, token: Token) -> bool:
        if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN") and token.tag_[:2] != "VB":
            return False
        known = any(token.lemma_.lower() in lemmas for takes, lemmas in lexicon().items() if takes != "nothing")
        return known and token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")

    def _read_verb(self, verb: Token) -> None:
        subject = clauses.subject(verb)
        passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        if (
            subject is None
            or self._is_unreal(verb)
            or (passive and verb.lemma_ not in ("tell", "inform", "brief", "notify"))
        ):
            return
        quoted_verb = self._quotation_at(verb.idx)
        if quoted_verb and subject.text in _ADDRESSEES and self._quotation_at(subject.idx):
            return
        lemma = verb.lemma_.lower()
        source = clauses.chars(self.doc, *self._source_phrase(subject, verb))
        cue = clauses.chars(self.doc, *clauses.verb_group(verb))
        base = Attribution("", cue, cue, cue, source=source, verb=verb.i)
        if not quoted_verb and (beside := self._beside(verb, subject)):
            if one := self._from_quotation(base, verb, beside):
                self.found.append(one)
                return
        if one := self._from_clause(base, verb, lemma):
            self.found.append(one)

    def _is_unreal(self, verb: Token) -> bool:
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

    def _source_phrase(self, subject: Token, verb: Token) -> Span:
        start, end = clauses.noun_phrase(subject)
        if start <= verb.i < end:
            start, end = (
                (subject.i, subject.i + 1) if verb.i < subject.i or verb.i == subject.i + 1 else (start, verb.i)
            )
        return clauses.trim(self.doc, start, end) if end > start else (subject.i, subject.i + 1)

    def _from_clause(self, base: Attribution, verb: Token, lemma: str) -> Attribution | None:
        words = lexicon()
        complement, rule, score = None, "", 0.8
        for child in verb.children:
            if child.dep_ == "ccomp" or (child.dep_ == "advcl" and child.i < verb.i and not clauses._marked(child)):
                if lemma in words["clause"] and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
                    complement, rule, score = child, words["clause"][lemma], 0.9 if clauses.has_subject(child) else 0.6
        if complement is not None and not clauses.has_subject(complement) and complement.tag_ == "VB":
            complement = None
        if complement is not None:
            content, reach = self._clause_content(complement, verb, base)
        else:
            content = reach = None
            for child in verb.rights:
                if child.dep_ in ("xcomp", "ccomp") and lemma in words["infinitive"] and self._has_to(child):
                    start = min([c.left_edge.i for c in verb.rights if c.dep_ == "dobj"] + [child.left_edge.i])
                    rule, score = words["infinitive"][lemma], 0.6
                    content = reach = clauses.content_of(self.doc, child, start, child.right_edge.i + 1, self.cue_verbs)
                elif child.dep_ == "dobj" and lemma in words["object"] and child.pos_ in ("NOUN", "PROPN"):
                    rule, score = words["object"][lemma], 0.5
                    end = max(
                        [
                            child.right_edge.i + 1,
                            *(
                                c.right_edge.i + 1
                                for c in verb.rights
                                if c.dep_ == "prep" and c.lower_ in ("of", "for")
                            ),
                        ]
                    )
                    content = reach = clauses.content_of(self.doc, child, child.left_edge.i, end, self.cue_verbs)
        if content is None and lemma in words["clause"] and (before := self._sentence_before(verb)):
            rule, score = words["clause"][lemma], 0.7
            content = reach = before
        if not content or not reach or content[1] - content[0] < 2:
            return None
        span = clauses.chars(self.doc, *content)
        if self._overlaps(span, base.cue):
            return None
        if lemma in ("show", "find", "know", "learn", "hear", "feel", "continue") and rule != "say-clause":
            score -= 0.2
        span, how = self._mixed_quotation(self._closed(span), complement)
        return replace(base, rule=rule, content=span, reach=clauses.chars(self.doc, *reach), quotation=how, score=score)

    def _sentence_before(self, verb: Token) -> Span | None:
        """What stands before ", X said" at a sentence's end, where the parse found no clause there."""
        subject = next((c for c in sorted(verb.lefts, key=lambda c: -c.i) if c.dep_ in clauses.SUBJECTS), None)
        if (
            subject is None
            or verb.dep_ != "ROOT"
            or any(t.pos_ == "VERB" for t in self.doc[verb.i + 1 : verb.sent.end])
        ):
            return None
        left = subject.left_edge.i
        rest = verb.sent.end - verb.i
        if left - verb.sent.start < 5 or self.doc[left - 1].text != "," or rest > 8 or verb.i - subject.i > 4:
            return None
        span = clauses.trim(self.doc, verb.sent.start, left - 1)
        return span if any(t.pos_ in ("VERB", "AUX") for t in self.doc[slice(*span)]) else None

    def _clause_content(self, head: Token, verb: Token, base: Attribution) -> tuple[Span, Span]:
        out = {verb.i}
        if base.source:
            out |= {token.i for token in self.doc if base.source[0] <= token.idx < base.source[1]}
        start, end = clauses.clause(head, out)
        if start > verb.i and head.head == verb:
            end = max(end, start)
        return clauses.content_of(self.doc, head, start, end, self.cue_verbs), (start, max(end, start + 1))

    def _has_to(self, token: Token) -> bool:
        return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)

    def _mixed_quotation(self, span: Span, head: Token | None) -> tuple[Span, str]:
        """What is quoted of a clause; where only its subject stands outside the marks, the quotation is the content."""
        how = self._how_quoted(span)
        if how != "mixed" or head is None:
            return span, how
        inside = [q for q in self.quotations if span[0] <= q.outer_start and q.start < span[1]]
        subject = next((child for child in head.lefts if child.dep_ in clauses.SUBJECTS), None)
        if len(inside) == 1 and subject is not None and inside[0].end >= span[1] - 1:
            before = [t for t in self.doc if span[0] <= t.idx < inside[0].outer_start and not t.is_space]
            if (
                before
                and all(subject.left_edge.i <= t.i <= subject.right_edge.i for t in before)
                and inside[0].start <= head.idx
            ):
                return (inside[0].start, inside[0].end), "mixed"
        return span, how

    def _closed(self, span: Span) -> Span:
        """`span`, carried on to the closing mark of a quotation begun in it if only punctuation is left before that."""
        for quotation in self.quotations:
            if span[0] <= quotation.outer_start < span[1] <= quotation.end:
                if not self.doc.text[span[1] : quotation.end].strip(" .,!?…"):
                    return span[0], quotation.outer_end
        return span

    def _how_quoted(self, span: Span) -> str:
        for quotation in self.quotations:
            if quotation.holds(*span):
                return "direct"
        return (
            "mixed" if any(q.outer_start < span[1] and span[0] < q.outer_end for q in self.quotations) else "indirect"
        )

    # --- quotations

    def _quotation_at(self, at: int) -> Quotation | None:
        return next((q for q in self.quotations if q.outer_start <= at < q.outer_end), None)

    def _beside(self, verb: Token, subject: Token) -> tuple[Quotation, str] | None:
        """The quotation that ends right before the cue and its source, or opens right after, and which of the two."""
        start, end = clauses.noun_phrase(subject) if abs(subject.i - verb.i) < 30 else (verb.i, verb.i)
        first, last = min(start, verb.i), max(end, verb.i + 1)
        if subject.i < verb.i and any(t.i in self.cue_verbs for t in self.doc[subject.i + 1 : verb.i]):
            first = verb.i
        text = self.doc.text
        left, right = self.doc[first].idx, clauses.chars(self.doc, last - 1, last)[1]
        for quotation in self.quotations:
            gap = text[quotation.outer_end : left]
            if quotation.outer_end <= left and not gap.strip(" ,—–-\n\t"):
                return quotation, "before"
        for quotation in self.quotations:
            if quotation.outer_start < right:
                continue
            gap = text[right : quotation.outer_start].strip()
            between = [t for t in self.doc if right <= t.idx < quotation.outer_start]
            plain = not any(t.pos_ == "VERB" or t.lower_ in ("that", "to") for t in between)
            if len(between) <= 12 and plain and (gap[-1:] in (":", ",") or not gap):
                return quotation, "after"
            break
        return None

    def _from_quotation(self, base: Attribution, verb: Token, beside: tuple[Quotation, str]) -> Attribution | None:
        quotation, side = beside
        lemma = verb.lemma_.lower()
        words = lexicon()
        rule = words["clause"].get(lemma) or words["quotation"].get(lemma) or words["infinitive"].get(lemma)
        inner = (quotation.start, quotation.end)
        text = self.doc.text
        if rule is None or len(text[slice(*inner)].split()) < _SHORT_QUOTATION - 1:
            return None
        rule = (
            rule.replace("-clause", "-quotation")
            .replace("-infinitive", "-quotation")
            .replace("quote-only", "speak-quotation")
        )
        whole = replace(base, rule=rule, content=inner, reach=inner, quotation="direct", score=0.95)
        if side == "after":
            tail = text[inner[1] - 1 : inner[1]]
            utters = text[quotation.start : quotation.start + 1].isupper() or tail in ".!?,…"
            return whole if utters else None
        prefix = self._words_before(quotation)
        if not prefix:
            return whole
        head = next((c for c in verb.children if c.dep_ == "ccomp"), None)
        if head is None:
            return None
        start, end = clauses.clause(head, {verb.i})
        content = clauses.chars(self.doc, *clauses.content_of(self.doc, head, start, end, self.cue_verbs))
        if content[0] >= quotation.outer_start:
            # The quotation began in the middle of an earlier sentence; what is said here is its last sentence.
            return replace(whole, content=content, reach=inner)
        content, how = self._mixed_quotation((content[0], max(content[1], quotation.outer_end)), head)
        return replace(whole, content=content, reach=content, quotation=how, rule=rule.replace("-quotation", "-clause"))

    def _words_before(self, quotation: Quotation) -> list[Token]:
        """The words of the quotation's first sentence that stand before it, outside of it."""
        words: list[Token] = []
        for token in reversed(self.doc[: self._token_at(quotation.outer_start)]):
            if token.text in (".", "!", "?", ":", ";", "…") or token.text in '"”’»' or token.is_space:
                break
            words.append(token)
        return words if any(token.is_alpha for token in words) else []

    def _token_at(self, at: int) -> int:
        return next((token.i for token in self.doc if token.idx >= at), len(self.doc))

    def _read_continued(self) -> None:
        """A quotation that stands as sentences of its own after one that is attributed has the same source."""
        last: Attribution | None = None
        by_content = {one.content: one for one in self.found if one.rule.endswith("quotation")}
        for quotation in self.quotations:
            inner = (quotation.start, quotation.end)
            if inner in by_content:
                last = by_content[inner]
            elif last is not None and not any(
                self._overlaps(inner, one.content) and not quotation.holds(*one.content) for one in self.found
            ):
                text = self.doc.text[slice(*inner)]
                opens = not self._words_before(quotation)
                after_cue = last.cue[1] <= quotation.start
                if (
                    opens
                    and after_cue
                    and text[:1].isupper()
                    and text.rstrip()[-1:] in ".!?…"
                    and len(text.split()) > _SHORT_QUOTATION
                ):
                    self.found.append(replace(last, rule="continued-quotation", content=inner, reach=inner, score=0.7))

    # --- phrases and adverbs

    def _read_according_to(self) -> None:
        for token in self.doc[:-2]:
            if token.lower_ != "according" or self.doc[token.i + 1].lower_ != "to":
                continue
            to = self.doc[token.i + 1]
            noun = next((c for c in to.children if c.dep_ == "pobj"), None) or next(
                (c for c in token.children if c.dep_ == "pobj"), None
            )
            if noun is None or noun.i < to.i:
                continue
            phrase = clauses.noun_phrase(noun)
            source = clauses.chars(self.doc, max(phrase[0], to.i + 1), phrase[1])
            head = clauses.clause_head(token.head) if token.head != token else None
            while head is not None and head.dep_ == "relcl" and head.head != head:
                head = clauses.clause_head(head.head)
            if head is None:
                continue
            told = next((one for one in self.found if one.verb == head.i and one.source), None)
            if told:
                self.found[self.found.index(told)] = replace(told, agency=source)
                continue
            start, end = clauses.clause(head)
            if token.i > head.i:
                start, end = self._coordination_start(head, start), min(end, token.i)
            elif start <= token.i:
                start = max(start, phrase[1])
            if start >= end:
                continue
            content = clauses.content_of(self.doc, head, start, end, self.cue_verbs)
            if content[1] - content[0] < 2:
                continue
            span = self._closed(clauses.chars(self.doc, *content))
            self.found.append(
                Attribution(
                    "according-to",
                    clauses.chars(self.doc, token.i, to.i + 1),
                    span,
                    clauses.chars(self.doc, start, end),
                    source=source,
                    quotation=self._how_quoted(span),
                    score=0.9,
                )
            )

    def _coordination_start(self, head: Token, start: int) -> int:
        """Where the clauses begin that share a phrase at their end: those joined by "and" without a comma."""
        while head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX") and clauses.has_subject(head.head):
            joint = head.left_edge.i - 1
            plain = joint > 0 and self.doc[joint].lower_ == "and" and self.doc[joint - 1].text != ","
            if not plain or any(child.dep_ == "mark" for child in head.lefts):
                break
            head = head.head
            start = clauses.clause(head)[0]
        return start

    def _read_passives(self) -> None:
        """ "Twelve people are believed to have died": said, but by nobody in particular."""
        for verb in self.doc:
            if verb.tag_ != "VBN" or verb.lemma_ not in (
                "believe",
                "say",
                "report",
                "think",
                "fear",
                "allege",
                "understand",
                "rumor",
                "rumour",
            ):
                continue
            subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
            complement = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "oprd")), None)
            if subject is None or complement is None or not any(c.dep_ == "auxpass" for c in verb.children):
                continue
            if subject.lower_ == "it" and complement.dep_ == "ccomp":
                start, end = clauses.clause(complement)
            elif self._has_to(complement):
                start, end = clauses.clause(verb)
            else:
                continue
            by = next((c for c in verb.children if c.dep_ == "agent"), None)
            agent = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
            span = clauses.chars(self.doc, *clauses.content_of(self.doc, verb, start, end, self.cue_verbs))
            source = clauses.chars(self.doc, *clauses.noun_phrase(agent)) if agent is not None else None
            cue = clauses.chars(self.doc, *clauses.verb_group(verb))
            self.found.append(
                Attribution(
                    "reporting-passive",
                    cue,
                    span,
                    span,
                    source,
                    quotation=self._how_quoted(span),
                    score=0.6,
                    verb=verb.i,
                )
            )

    def _read_adverbs(self) -> None:
        for token in self.doc:
            if token.lower_ not in hedges.REPORTING_ADVERBS or token.head.pos_ not in ("VERB", "AUX"):
                continue
            head = clauses.clause_head(token.head)
            at = (token.idx, token.idx + len(token))
            if head is None or any(one.content[0] <= at[0] and at[1] <= one.content[1] for one in self.found):
                continue
            start, end = clauses.clause(head)
            content = clauses.content_of(self.doc, head, start, end, self.cue_verbs)
            if content[1] - content[0] < 3:
                continue
            span = clauses.chars(self.doc, *content)
            self.found.append(
                Attribution("reporting-adverb", at, span, span, quotation=self._how_quoted(span), score=0.55)
            )

    # --- relays

    def _with_relay(self, one: Attribution) -> Attribution:
        found = list(hedges.find(self.doc.text, *one.content))
        if one.rule in ("reporting-adverb", "reporting-passive") and one.cue not in found:
            found = sorted({one.cue, *(hedge for hedge in found if not self._overlaps(hedge, one.cue))})
        one = replace(one, hedges=found)
        if one.agency or not one.source:
            return one
        around = [
            other
            for other in self.found
            if other.verb != one.verb and other.source and other.source != one.source and self._around(other, one)
        ]
        if around:
            outer = min(around, key=lambda other: other.reach[1] - other.reach[0])
            one = replace(one, agency=outer.source)
        return one

    def _around(self, outer: Attribution, inner: Attribution) -> bool:
        if outer.content[0] <= inner.cue[0] and inner.cue[1] <= outer.content[1]:
            return True
        spoken = outer.rule.endswith("quotation") and outer.reach != outer.content
        return spoken and outer.reach[0] <= inner.cue[0] and inner.cue[1] <= outer.reach[1]

    @staticmethod
    def _overlaps(one: Span, other: Span) -> bool:
        return one[0] < other[1] and other[0] < one[1]


def q_text(doc: Doc, quotation: Quotation) -> str:
    return doc.text[quotation.start : quotation.end]


def _distinct(found: list[Attribution]) -> list[Attribution]:
    """`found` without a second attribution of the same content to the same source."""
    best: dict[tuple[Span, Span | None], Attribution] = {}
    for one in found:
        key = (one.content, one.source)
        if key not in best or best[key].score < one.score:
            best[key] = one
    return list(best.values())
