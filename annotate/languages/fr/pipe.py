"""Finds casualty claims in French: an outcome word, the group of people it befell, who did it and who says so.

The words decide what is counted, the parse (Universal Dependencies) whom an outcome befell; where the parse leads to no
group, the nearest one in the clause is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from annotate import clauses
from annotate.finder import ClaimFinder, Finding, Span, rows
from annotate.kinds.casualty import KIND
from annotate.kinds.casualty.setting import from_dateline
from annotate.languages.fr import groups, parties, setting
from annotate.languages.fr.groups import FOLDER, Group, words

_ENDINGS = ("er", "é", "és", "ée", "ées", "e", "ent", "a", "èrent", "ait", "aient", "ant", "era", "eront")
_PARTICIPLE = re.compile(r"(?:é|és|ée|ées|u|us|ue|ues|mort|morts|morte|mortes)$")
_UNREAL = re.compile(
    r"\b(?:pourrai(?:t|ent)|(?:aurait|auraient) pu|risqu\w+ d|menac\w+ d|s['’]ils?|si|afin d|voul\w+|sans)\W"
    r"(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"[^.;:!?]{0,40}?,?\s*\(?(?:dont|parmi lesquels|parmi lesquelles|y compris)\s+(?:[^.;:!?]{0,40}?\s+et\s+)?"
)
_FAR = 60
_ENDS = tuple(".!?…»”")
_STATUSES = ("civilian", "police", "children", "women", "journalist", "protester")


@dataclass(frozen=True)
class _Hit:
    """An outcome word at `trigger`, the group it befell, who did it, and the whole phrase of an active verb's subject."""

    row: dict[str, Any]
    trigger: Span
    group: Group
    doer: Span | None = None
    subject: Span | None = None


@Language.factory("claims_casualty_fr", default_config={"strict": False})
def make(nlp: Language, name: str, strict: bool) -> FrenchCasualtyFinder:
    """Return the component."""
    return FrenchCasualtyFinder(nlp, name, strict=strict)


class FrenchCasualtyFinder(ClaimFinder):
    """Casualty claims in French, one for each group of people and outcome; rule ids are those of `casualty.jsonl`."""

    kind = KIND

    def names_near(self, doc: Doc) -> Iterable[int]:
        """The outcome words, for the names of those they befell and of places."""
        said = _forms().keys() | _nouns("counted").keys() | _nouns("of").keys() | _nouns("life").keys()
        return (token.i for token in doc if token.lower_ in said)

    def across(self, docs: Sequence[Doc]) -> None:
        """Give the lead the place of the article's dateline, where it names none."""
        from_dateline(docs)

    def find(self, doc: Doc) -> Iterator[Finding]:
        """Yield a casualty claim for each group of people that met an outcome."""
        if not doc.has_annotation("DEP"):
            return
        names = [(one.start_char, one.end_char) for one in doc.ents if one.label_ == "PER"]
        found = groups.find(clauses.even(doc), frozenset(_nouns("counted")), names)
        seen: set[tuple[Span, str]] = set()
        for sentence in _sentences(doc):
            inside = [one for one in found if sentence.start_char <= one.phrase[0] < sentence.end_char]
            for hit in _hits(sentence, inside) if inside else ():
                key = hit.group.phrase, hit.row["outcome"]
                if key not in seen:
                    seen.add(key)
                    yield _finding(sentence, hit)
                    for part in _included(doc, hit.group, inside):
                        seen.add((part.phrase, hit.row["outcome"]))
                        yield _part(_finding(sentence, _Hit(hit.row, part.phrase, part, hit.doer)))


def _sentences(doc: Doc) -> Iterator[Words]:
    """The sentences: what a parse cuts in the middle, before a name or a comma, is put together again."""
    start = 0
    for sentence in doc.sents:
        if sentence.text.rstrip()[-1:] in _ENDS or sentence.end == len(doc):
            yield doc[start : sentence.end]
            start = sentence.end


# --- outcome words


@cache
def _forms() -> dict[str, dict[str, Any]]:
    """The rows for verbs by the forms of these."""
    forms: dict[str, dict[str, Any]] = {}
    for row in rows(FOLDER / "casualty.jsonl"):
        if row["shape"] in ("verb", "intransitive"):
            forms.update(dict.fromkeys(row["forms"], row))
            forms.update({verb[:-2] + ending: row for verb in row["verbs"] for ending in _ENDINGS})
    return forms


@cache
def _nouns(shape: str) -> dict[str, dict[str, Any]]:
    return {noun: row for row in rows(FOLDER / "casualty.jsonl") if row["shape"] == shape for noun in row["nouns"]}


def _hits(sentence: Words, found: list[Group]) -> Iterator[_Hit]:
    counted = {one.who[0]: one for one in found if one.who and one.quantity and one.noun in _nouns("counted")}
    before = -1
    for token in sentence:
        word = token.lower_
        if group := counted.get(token.idx):
            if not _is_unreal(sentence, group.phrase[0]):
                yield _counted(token, group, before)
            before = token.idx
        elif (row := _forms().get(word)) and not _is_noun(token):
            yield from _verb(sentence, token, row, found)
        elif (row := _nouns("of").get(word)) and (near := _after(found, token, r"\s+(?:de\s+|des\s+|d['’]|du\s+)?$")):
            if not _is_remembered(sentence, token.idx):
                yield from (_Hit(row, _chars(token), one) for one in near)
        elif row := _nouns("life").get(word):
            yield from _life(sentence, token, row, found)


def _counted(noun: Token, group: Group, before: int) -> _Hit:
    """A number of dead or hurt, and who made them so: "l'armée a fait 37 morts". `before` is where the last one stands."""
    maker = next((one for one in [*noun.ancestors][:4] if one.lower_ in words("making")), None)
    subject = parties.subject(maker) if maker is not None else None
    first = maker is not None and before < maker.idx
    whole = parties.phrase(subject) if first else None
    return _Hit(_nouns("counted")[group.noun], _chars(noun), group, parties.doer(subject), whole)


def _verb(sentence: Words, verb: Token, row: dict[str, Any], found: list[Group]) -> Iterator[_Hit]:
    helpers = _helpers(verb)
    said = {token.lower_ for token in helpers}
    trigger = helpers[0].idx if helpers else verb.idx, verb.idx + len(verb)
    if _is_unreal(sentence, trigger[0]) or _is_negated(sentence, helpers, verb, found):
        return
    passive = _PARTICIPLE.search(verb.lower_) and (not said or "été" in said or not said & words("having"))
    if row["shape"] == "intransitive" or passive:
        subject = parties.subject(verb)
        harmed = _before(found, trigger[0], sentence, touching=True)
        if not harmed or (harmed[-1].named and subject is not None and not _is_within(subject, harmed)):
            # "Le policier qui a abattu Ana Tol a été arrêté": the name that touches is not who it befell.
            harmed = _under(found, subject) or harmed
        if not harmed and helpers:
            harmed = _before(found, trigger[0], sentence)
        doer = parties.agent(verb) if passive and row["shape"] == "verb" else None
        yield from (_Hit(row, trigger, one, doer) for one in harmed)
        return
    subject = parties.subject(verb)
    for one in _after(found, verb, r"\W{0,3}$") or _under(found, parties.child(verb, "obj")):
        yield _Hit(row, trigger, one, parties.doer(subject), parties.phrase(subject))


def _is_within(subject: Token, harmed: list[Group]) -> bool:
    return any(one.phrase[0] <= subject.idx < one.phrase[1] for one in harmed)


def _life(sentence: Words, noun: Token, row: dict[str, Any], found: list[Group]) -> Iterator[_Hit]:
    """Read "coûter la vie à ...", "perdre la vie" and "trouver la mort"."""
    before = clauses.even(sentence.doc)[max(sentence.start_char, noun.idx - 30) : noun.idx].lower()
    said = re.search(r"(?:\b(?:ont|a|avaient|avait|auraient|aurait)\s+)?\b(?:(coût)|perd|trouv)\w*\s+la\s+$", before)
    if said is None:
        return
    trigger = noun.idx - len(before) + said.start(), noun.idx + len(noun)
    near = _after(found, noun, r"\s+(?:à\s+|aux?\s+)?$") if said.group(1) else _before(found, trigger[0], sentence)
    yield from (_Hit(row, trigger, one) for one in near)


def _is_noun(token: Token) -> bool:
    """Whether a form of a verb is a noun here: "la mort", "les blessés", "un corps"."""
    before = token.nbor(-1).lower_ if token.i else ""
    return before in ("la", "le", "les", "des", "de", "d'", "d’", "du", "aux", "sa", "leur")


def _helpers(verb: Token) -> list[Token]:
    """The auxiliaries in front of a verb, with what stands between."""
    found: list[Token] = []
    for at in range(verb.i - 1, max(verb.i - 6, verb.sent.start - 1), -1):
        token = verb.doc[at]
        if token.lower_ in words("being") | words("having") | words("helping"):
            found = [*verb.doc[at : verb.i]]
        elif token.pos_ != "ADV" and token.lower_ not in ("pas", "également", "ensuite"):
            break
    return found


def _is_unreal(sentence: Words, at: int) -> bool:
    return _UNREAL.search(clauses.even(sentence.doc)[max(sentence.start_char, at - _FAR) : at]) is not None


def _is_remembered(sentence: Words, at: int) -> bool:
    """Whether a death is only remembered or looked into: "l'anniversaire de la mort de"."""
    before = clauses.even(sentence.doc)[max(sentence.start_char, at - 40) : at]
    return re.search(r"\b(?:anniversaire|commémor\w+|souvenir|film|livre|roman)\W(?:\w+\W+){0,4}$", before) is not None


def _is_negated(sentence: Words, helpers: list[Token], verb: Token, found: list[Group]) -> bool:
    """Whether it is said not to have happened. "Aucun civil n'a été tué" is a count of none, and said."""
    first = helpers[0].i if helpers else verb.i
    denied = any(token.lower_ in ("ne", "n'", "n’") for token in verb.doc[max(first - 2, sentence.start) : first])
    return denied and not any(group.low == 0 for group in found)


# --- whom it befell, who did it


def _before(found: list[Group], at: int, sentence: Words, *, touching: bool = False) -> list[Group]:
    """The last groups before a place, in the same clause; `touching` ones stand right before it."""
    last = bisect_right([one.phrase[0] for one in found], at) - 1
    while last >= 0 and found[last].phrase[1] > at:
        last -= 1
    if last < 0:
        return []
    between = clauses.even(sentence.doc)[found[last].phrase[1] : at]
    far = len(between) > _FAR or re.search(r"[.;:!?]", between)
    if far or (touching and not re.fullmatch(r"\s*(?:,\s+)?", between)):
        return []
    first = last
    while first and _joined(sentence.doc, found[first - 1], found[first]):
        first -= 1
    text = clauses.even(sentence.doc)
    if first and _PART_OF.fullmatch(text, found[first - 1].phrase[1], found[first].phrase[0]):
        return [found[first - 1]]  # "12 personnes, dont trois enfants, ont été tuées": the whole met it.
    return found[first : last + 1]


def _after(found: list[Group], token: Token, between: str) -> list[Group]:
    """The groups after a word where `between` matches what stands between."""
    end = token.idx + len(token)
    first = bisect_left([one.phrase[0] for one in found], end)
    if first == len(found) or not re.match(between, clauses.even(token.doc)[end : found[first].phrase[0]]):
        return []
    last = first
    while last + 1 < len(found) and _joined(token.doc, found[last], found[last + 1]):
        last += 1
    return found[first : last + 1]


def _under(found: list[Group], head: Token | None) -> list[Group]:
    """The groups in the phrase of `head`: the first and those joined to it."""
    if head is None:
        return []
    start, end = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
    inside = [one for one in found if start <= one.phrase[0] and one.phrase[1] <= end]
    last = 0
    while last + 1 < len(inside) and _joined(head.doc, inside[last], inside[last + 1]):
        last += 1
    return inside[: last + 1]


def _joined(doc: Doc, one: Group, other: Group) -> bool:
    """Whether two groups stand in one list: "une femme et deux enfants"."""
    between = clauses.even(doc)[one.phrase[1] : other.phrase[0]]
    return (
        bool(other.noun or other.named)
        and re.fullmatch(r"\s*(?:,|,?\s*(?:et|ainsi que|et aussi))\s*", between) is not None
    )


def _part(found: Finding) -> Finding:
    return replace(found, attributes={**found.attributes, "count_kind": "part"})


def _included(doc: Doc, whole: Group, found: list[Group]) -> Iterator[Group]:
    """The groups that are a part of `whole`: "dont trois enfants"."""
    end = whole.phrase[1]
    for one in found:
        if one.quantity and one.phrase[0] >= end and _PART_OF.fullmatch(clauses.even(doc), end, one.phrase[0]):
            yield one


# --- the claim


def _finding(sentence: Words, hit: _Hit) -> Finding:
    doc, group = sentence.doc, hit.group
    counted = hit.row["shape"] == "counted"
    edges = [group.phrase, hit.trigger]
    if hit.trigger != group.phrase and (hit.subject or not counted):
        edges += [edge for edge in (hit.doer, hit.subject) if edge]
    start, end = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    who = None if counted else group.who
    hedges = [
        _chars(token)
        for token in sentence
        if token.lower_ in words("doubt") or (token.lower_ in words("conditional") and start <= token.idx < end)
    ]
    teller = _teller(sentence, start, end)
    roles: dict[str, list[Span]] = {"outcome": [hit.trigger] if hit.trigger != group.phrase else [], "hedge": hedges}
    for name, span in (("count", group.count), ("victims", who), ("perpetrator", hit.doer)):
        roles[name] = [span] if span else []
    is_agency = teller is not None and bool(
        {*re.findall(r"\w+", clauses.surface(doc, teller).lower())} & words("agencies")
    )
    roles["agency" if is_agency else "source"] = [teller] if teller else []
    place, date = _setting(sentence, hit, [edge for edge in (hit.doer, teller, who) if edge])
    roles["place"], roles["date"] = [place] if place else [], [date] if date else []
    attributes = {
        "count_text": clauses.surface(doc, group.count),
        "low": group.low,
        "high": group.high,
        "modifier": group.quantity.modifier if group.quantity else "",
        "count_kind": _count_kind(sentence, group),
        "outcomes": [hit.row["outcome"]],
        "victims": clauses.surface(doc, who),
        "victim_status": [code for code in _STATUSES if who and group.noun in words(f"status-{code}")],
        "perpetrator": clauses.surface(doc, hit.doer),
        "perpetrator_type": parties.side(clauses.surface(doc, hit.doer)) if hit.doer else "",
        "place": clauses.surface(doc, place),
        "date": clauses.surface(doc, date),
        "hedges": [clauses.surface(doc, hedge) for hedge in hedges],
        "source": "" if is_agency else clauses.surface(doc, teller),
        "agency": clauses.surface(doc, teller) if is_agency else "",
    }
    score = hit.row["score"] * (1.0 if group.quantity else 0.85 if group.named else 0.7)
    spans = {role: places for role, places in roles.items() if places}
    return Finding(start, end, hit.row["id"], round(score, 2), attributes, spans)


def _setting(sentence: Words, hit: _Hit, avoid: list[Span]) -> tuple[Span | None, Span | None]:
    """Where and when it was, as far as the sentence says."""
    shift, doc = sentence.start_char, sentence.doc
    people = [(one.start_char - shift, one.end_char - shift) for one in sentence.ents if one.label_ == "PER"]
    said = clauses.even(doc)[shift : sentence.end_char]
    places = setting.find(said, hit.trigger[0] - shift, [(start - shift, end - shift) for start, end in avoid], people)
    place, date = ((one[0] + shift, one[1] + shift) if one else None for one in places)
    return place, date


def _count_kind(sentence: Words, group: Group) -> str:
    if group.quantity and group.quantity.count_kind:
        return group.quantity.count_kind
    before = clauses.even(sentence.doc)[sentence.start_char : group.phrase[0]].lower()
    return "cumulative" if re.search(r"\bbilan\b|portant\b|\bau total\b", before) else ""


def _teller(sentence: Words, start: int, end: int) -> Span | None:
    """Who says so: after "selon" or "d'après", or the subject of a verb of telling in the sentence, inverted or not."""
    for token in sentence:
        if start <= token.idx < end:
            continue
        span = None
        of = token.nbor(-1).lower_ if token.i else ""
        if token.lower_ == "selon" or (token.lower_ == "après" and of in ("d'", "d’")):
            after = token.doc[token.i + 1 : min(token.i + 5, sentence.end)]
            span = parties.phrase(next((one for one in after if one.pos_ in parties.NOUNS), None))
            span = (max(span[0], after[0].idx), span[1]) if span else None
        elif token.lower_ in words("telling"):
            behind = token.doc[token.i + 1 : min(token.i + 5, sentence.end)]
            near = [one for one in behind if not setting.is_date(one.text)]
            inverted = next((one for one in near if one.pos_ in parties.NOUNS), None)
            straight = all(one.pos_ in ("DET", *parties.NOUNS) for one in near[:1])
            span = parties.phrase(inverted if inverted is not None and straight else parties.subject(token))
        if span and not start <= span[0] < end:
            names = (one for one in sentence.ents if one.start_char < span[1] and span[0] < one.end_char)
            name = next(names, None)
            return (min(span[0], name.start_char), max(span[1], name.end_char)) if name is not None else span
    return None


def _chars(token: Token) -> Span:
    return token.idx, token.idx + len(token)
