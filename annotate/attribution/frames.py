"""What a cue verb ties to its source: the clause, phrase or infinitive that it takes, by the frames of the lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution import loose, tellers
from annotate.attribution.lexicon import Rule, lemma_of, rule_of, words
from annotate.attribution.record import Paragraph, Span

_CLAUSAL = ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "ADV")
# What stands behind an object and goes with it: accused X "of ...", praised X "for ...", called X "a ...".
_WITH_OBJECT = ("of", "for", "as", "over", "about", "to", "with", "against", "from", "in", "on", "by", "between")
_TIMES = words("times")
_ACTS = words("acts")
_ADDRESSING = ("tell", "inform", "assure", "remind", "warn", "notify")
_CALLING = ("call", "brand", "label", "dub")
_DOING = ("propose", "suggest", "recommend", "advocate", "consider")
_BARE = (
    "it",
    "this",
    "that",
    "so",
    "them",
    "him",
    "her",
    "me",
    "us",
    "you",
    "himself",
    "herself",
    "themselves",
    "itself",
)
_INSERTS = (",", "—", "–", "--", "(", ")", "-", "”", '"')
_LONGEST_INSERTION = 25
_SHORTEST_CLAUSE = 3
_SHORTEST_REFUSED = 2
_WH = ("why", "how", "when", "where", "who", "what", "which", "whether", "if")


@dataclass(frozen=True)
class Content:
    """The tokens of a content, those of its reach (background counted in), its rule, its score and the clause's head.

    `hole` is where the cue and its source stand if they are put into the content.
    """

    rule: Rule
    score: float
    tokens: Span
    reach: Span
    head: Token | None = None
    hole: Span | None = None


def content(p: Paragraph, verb: Token, out: set[int], *, negated: bool) -> Content | None:
    """The content of `verb`, or None. `out` holds the tokens of the cue and its source, which no content holds."""
    lemma = lemma_of(verb)
    found = _question(p, verb) or _clause(p, verb, lemma, out, negated)
    if found is None and not negated:
        found = _naming(p, verb, lemma) or _infinitive(p, verb, lemma)
    found = found or _preposition(p, verb, lemma) or _object(p, verb, lemma)
    if negated and found is not None and found.rule.id in ("refer-to-phrase", "speak-about-phrase"):
        return None  # "did not respond to a request" says nothing, nor does "did not comment on the raid".
    if found is None or found.tokens[1] - found.tokens[0] < 1:
        return None
    return found


def _clause(p: Paragraph, verb: Token, lemma: str, out: set[int], negated: bool) -> Content | None:
    rule = rule_of(lemma, "clause")
    if rule is None or tellers.quotes_speech(verb):
        return None  # In "quoted a clerk as saying" it is the clerk who says it.
    best = last = None
    for child in verb.children:
        that = child.dep_ == "relcl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts)
        asked = rule.kind == "ask" and _is_whether(child, verb)
        if not (child.dep_ == "ccomp" or that or asked or _is_bare_clause(child, verb)) or child.pos_ not in _CLAUSAL:
            continue
        if not clauses.has_subject(child) and child.tag_ == "VB":
            continue
        if any(token.text == ";" for token in p.doc[child.right_edge.i : verb.i]):
            continue  # "Six were hurt; he recorded burns": what stands before a semicolon is told by itself.
        if best is not None and any(token.text == ";" for token in p.doc[best.i : child.left_edge.i + 1]):
            if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts):
                last = child  # "He said that the mine was shut; and that nobody had been paid."
                continue
            break  # "Marchers said six were hurt; the ministry spoke of two": so is what stands behind it.
        if child.tag_ in ("VBG", "VB") and not clauses.has_subject(child):
            continue
        best = child
    if best is None and lemma in _ADDRESSING:
        best = next((told for c in verb.rights if c.dep_ == "dobj" and (told := _told_to(c)) is not None), None)
    if best is None and (rule.kind in ("deny", "confirm", "say", "feel") or lemma in _DOING):
        best = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    if best is None:
        found = _around(p, verb, rule, out)
        return found or (None if negated else _lost(p, verb, rule))
    if negated and p.doc[best.left_edge.i].lower_ in _WH:
        return None
    start, end = clauses.clause(best, out)
    end = max(end if last is None else clauses.clause(last, out)[1], start + 1)
    score = rule.score if clauses.has_subject(best) else rule.score - 0.3
    return Content(rule, score, clauses.content_of(p.doc, best, start, end, p.speech_verbs), (start, end), best)


def _is_bare_clause(child: Token, verb: Token) -> bool:
    """Whether an adverbial clause is one only by the parser's mistake: "said after the vote he would stay"."""
    if child.dep_ != "advcl" or child.tag_ == "VBG":
        return False
    if child.i < verb.i:
        return not clauses.is_marked(child)
    return clauses.has_subject(child) and not any(
        c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB") for c in child.lefts
    )


def _told_to(listener: Token) -> Token | None:
    """The clause behind whoever is told it, where a parse takes it for a relative one: "told an inquiry they had ..."."""
    if listener.lower_ in ("all", "everything", "anything", "nothing", "something", "much", "little", "what"):
        return None  # "Told parliament all there was to tell": what is told, and to nobody.
    clause = next((c for c in listener.rights if c.dep_ == "relcl"), None)
    opener = listener.doc[clause.left_edge.i] if clause is not None else None
    own = clause is not None and any(c.dep_ in clauses.SUBJECTS and c.left_edge == opener for c in clause.lefts)
    return (
        clause if own and opener is not None and opener.tag_ not in ("WDT", "WP") and opener.lower_ != "that" else None
    )


def wants_to_know(verb: Token) -> Token | None:
    """The "know" of "wanted to know who fired", which asks."""
    if lemma_of(verb) not in ("want", "demand", "ask"):
        return None
    return next((c for c in verb.rights if c.dep_ == "xcomp" and c.lemma_ == "know" and clauses.has_to(c)), None)


def _question(p: Paragraph, verb: Token) -> Content | None:
    know, rule = wants_to_know(verb), rule_of("ask", "clause")
    asked = next((c for c in know.rights if c.dep_ == "ccomp"), None) if know is not None else None
    if asked is None or rule is None:
        return None
    start, end = asked.left_edge.i, asked.right_edge.i + 1
    return Content(rule, rule.score, clauses.content_of(p.doc, asked, start, end, p.speech_verbs), (start, end), asked)


def _is_whether(child: Token, verb: Token) -> bool:
    """Whether a clause with "if" that a parse takes for a condition is a question: "asked if he would resign"."""
    return (
        child.dep_ == "advcl"
        and child.i > verb.i
        and any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in child.lefts)
    )


def _around(p: Paragraph, verb: Token, rule: Rule, out: set[int]) -> Content | None:
    """The clause that a cue is put into ("The road, he said, is closed") or goes with ("As he said, it is closed")."""
    head = verb.head.head if verb.head.dep_ in ("aux", "auxpass", "attr") else verb.head
    if (
        verb.dep_ not in ("parataxis", "advcl", "ccomp", "dep")
        or head == verb
        or head.pos_ not in ("VERB", "AUX", "NOUN")
    ):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ in ("WDT", "WP"):
        return None  # "..., which contended that ...," stands in a sentence and is not put into what it tells.
    fronted = next((c for c in verb.lefts if c.dep_ in ("advcl", "prep") and clauses.is_marked(c)), None)
    spoken = p.quotation_at(verb.idx)
    if (spoken and spoken != p.quotation_at(head.idx)) or (verb.dep_ == "ccomp" and head.i in p.speech_verbs):
        return None
    left, right = verb.left_edge.i, verb.right_edge.i + 1
    if fronted is not None and subject is not None:
        left = min(verb.i, subject.left_edge.i)
    while right - 1 > verb.i and p.doc[right - 1].text in _INSERTS:
        right -= 1
    while left < verb.i and p.doc[left].text in _INSERTS:
        left += 1
    as_ = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "as"), None)
    if verb.dep_ == "advcl" and as_ is None:
        return None
    if right - left > _LONGEST_INSERTION or (verb.dep_ == "ccomp" and head.i < verb.i):
        return None
    before, after = p.doc[max(left - 1, 0)].text, p.doc[min(right, len(p.doc) - 1)].text
    if (left > clauses.sentence(head)[0] and before not in _INSERTS) or (
        after not in (*_INSERTS, ".", "''") and right < len(p.doc)
    ):
        return None
    start, end = min(head.left_edge.i, verb.left_edge.i), head.right_edge.i + 1
    hole = None
    if left <= start:
        start = right
    elif right >= end or all(token.is_punct or token.is_space for token in p.doc[right:end]):
        end = left
    else:
        hole = (left, right)
    if end - start < _SHORTEST_CLAUSE:
        return None
    tokens = clauses.content_of(p.doc, head, start, end, p.speech_verbs)
    if hole is not None and tokens[1] <= right + 1:
        # Behind the cue is a clause that is not told: "The gates were shut, drivers said, though others denied it."
        tokens, hole = clauses.trim(p.doc, tokens[0], left), None
    return Content(rule, rule.score - 0.1, tokens, (start, end), hole=hole)


def _lost(p: Paragraph, verb: Token, rule: Rule) -> Content | None:
    """What a plain reading of the sentence gives where the parse shows no clause."""
    if (cut := loose.cut_in_two(p, verb)) is not None:
        return Content(rule, round(rule.score - 0.2, 2), cut[0], cut[0], hole=cut[1])
    by = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb  # "quoted a clerk as saying"
    span = loose.sentence_before(p, by)
    if span is None and rule.id in ("say-clause", "claim-clause", "report-clause", "confirm-clause"):
        span = loose.rest_of_sentence(p, verb)
    return Content(rule, round(rule.score - 0.2, 2), span, span) if span else None


def _naming(p: Paragraph, verb: Token, lemma: str) -> Content | None:
    """What is called what: "called the vote a sham", "described him as a clown", "referred to it as an error"."""
    rule = rule_of(lemma, "naming")
    if rule is None:
        return None
    first = last = None
    named = False
    for child in verb.rights:
        if child.dep_ in ("ccomp", "dobj", "dative", "oprd", "xcomp", "attr", "acomp", "advcl"):
            if child.dep_ == "advcl" and not any(c.lower_ == "as" for c in child.lefts):
                break
            if clauses.has_to(child) and child.lemma_ != "be":
                break  # "called a meeting to end the strike"
            named = named or child.dep_ in ("ccomp", "oprd", "xcomp", "attr", "acomp", "advcl")
        elif child.dep_ == "prep" and child.lower_ in ("as", "to", "with"):
            named = named or child.lower_ == "as"
        elif child.is_punct or child.dep_ in ("prt", "advmod", "npadvmod"):
            continue
        elif child.dep_ == "prep" and last is not None and _goes_with_most(p, last, child):
            pass
        elif child.dep_ == "prep" and any(c.dep_ == "oprd" and c.i > child.i for c in verb.rights):
            continue  # called "the vote in favour of a truce a mistake"
        else:
            break
        named = named or any(c.dep_ == "prep" and c.lower_ == "as" for c in child.rights)
        first = child if first is None else first
        last = child
    named = named or (last is not None and lemma in _CALLING and loose.is_named(p, last))
    if not named or first is None or last is None:
        return None
    start = first.left_edge.i if first.dep_ != "prep" else first.i + 1
    end = last.right_edge.i + 1
    return Content(rule, rule.score, clauses.trim(p.doc, start, end), (start, end))


def _goes_with_most(p: Paragraph, last: Token, child: Token) -> bool:
    """Whether a phrase tells of what something is the most: "the worst in a decade"."""
    before = p.doc[last.left_edge.i : last.right_edge.i + 1]
    return child.i == last.right_edge.i + 1 and any(t.tag_ in ("JJS", "RBS") for t in before)


def _infinitive(p: Paragraph, verb: Token, lemma: str) -> Content | None:
    """What is to be done: "ordered the troops to go", "vowed to stay", "called on them to leave"."""
    rule = rule_of(lemma, "infinitive")
    if rule is None:
        return None
    rights = list(verb.rights)
    for child in rights:
        if child.dep_ not in ("xcomp", "ccomp", "advcl") or not clauses.has_to(child):
            continue
        if lemma == "ask" and child.lemma_ in ("name", "identify", "quote", "call", "refer"):
            continue  # "who asked not to be named" says nothing.
        if rule.kind == "deny" and child.right_edge.i - child.left_edge.i < _SHORTEST_REFUSED:
            continue  # Nor does "declined to comment".
        addressee = next((o for o in rights if o.dep_ == "dobj" and o.i < child.i), None)
        on = next((o for o in rights if o.dep_ == "prep" and o.lower_ in ("on", "upon") and o.i < child.i), None)
        if child.dep_ == "advcl" and addressee is None and on is None:
            continue
        if lemma == "call" and addressee is not None and on is None:
            continue
        first = child.left_edge.i
        if addressee is not None:
            first = min(first, addressee.left_edge.i)
        elif on is not None:
            first = min(first, on.i + 1)
        last = child.right_edge.i + 1
        return Content(
            rule, rule.score, clauses.content_of(p.doc, child, first, last, p.speech_verbs), (first, last), child
        )
    return None


def _preposition(p: Paragraph, verb: Token, lemma: str) -> Content | None:
    """What stands with a preposition: "called for calm", "spoke about the war", "warned him of an attack"."""
    for child in verb.rights:
        if child.dep_ not in ("prep", "agent") or not (rule := rule_of(lemma, "preposition", child.lower_)):
            continue
        about = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if about is None or about.lower_ in _BARE or (child.lower_ in ("on", "in", "at") and is_time(about)):
            continue
        if rule.id == "speak-about-phrase" and child.lower_ in ("on", "to") and about.pos_ == "PROPN":
            continue
        first = child.i + 1
        if rule.kind == "blame":
            first = next((o.left_edge.i for o in verb.rights if o.dep_ == "dobj" and o.i < child.i), first)
        last = child.right_edge.i + 1
        by = next((c for c in verb.rights if c.lower_ == "by" and c.i == last and about.tag_ in ("NN", "VBG")), None)
        last = by.right_edge.i + 1 if by is not None else last  # "complained of looting by soldiers"
        tokens = clauses.content_of(p.doc, about, first, last, p.speech_verbs)
        return Content(rule, rule.score, tokens, (first, last))
    return None


def _object(p: Paragraph, verb: Token, lemma: str) -> Content | None:
    """What stands as the object: "condemned the strike", "accused the army of looting", "announced a truce"."""
    rule = rule_of(lemma, "object")
    if rule is None:
        return None
    rights = list(verb.rights)
    child = next(
        (c for c in rights if c.dep_ in ("dobj", "ccomp") and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM")), None
    )
    if child is None or (is_time(child) and not _is_of_something(child)):
        return None
    if rule.id == "order-phrase" and child.lemma_.lower() not in _ACTS:
        return None  # "ordered spare parts"
    if lemma in ("cite", "quote") and (
        tellers.quotes_speech(verb) or (verb.dep_ == "advcl" and tellers.is_person(child))
    ):
        return None  # "said, citing officers": that is a source and no content.
    if lemma == "question" and (child.pos_ in ("PROPN", "PRON") or tellers.is_person(child)):
        return None  # whom the police question
    start, end = child.left_edge.i, child.right_edge.i + 1
    bare = child.lower_ in _BARE
    for more in rights:
        if more.i < child.i or more.dep_ not in ("prep", "dative"):
            continue
        noun = next((c for c in more.children if c.dep_ in ("pobj", "pcomp")), None)
        if more.lower_ in _WITH_OBJECT and more.left_edge.i <= end + 1 and (noun is None or not is_time(noun)):
            end = max(end, more.right_edge.i + 1)
    if bare and end == child.i + 1:
        return None
    return Content(rule, rule.score, clauses.content_of(p.doc, child, start, end, p.speech_verbs), (start, end))


def _is_matter(token: Token) -> bool:
    """Whether an object is a noun, or a clause that stands for one: condemned "what he called ..."."""
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") or (
        token.dep_ == "ccomp" and token.left_edge.lower_ == "what"
    )


def _is_of_something(token: Token) -> bool:
    """Whether it is said of what a time is one: recalled "the first hours of the siege"."""
    return any(child.lower_ == "of" for child in token.rights)


def is_time(token: Token) -> bool:
    """Whether a noun says when, or at what occasion, and is no matter that is spoken of."""
    return token.lemma_.lower() in _TIMES
