"""Finds casualty claims: an outcome, those who met it, and the number of them as said.

An outcome word (`patterns.jsonl`) is looked up in the parse for the noun phrase of those harmed, by the shape of its
pattern; the phrase gives the count. Dependency rules of this sort with a count per victim phrase follow Zhong et al.
(EACL 2023), whose semantic-role baseline they come near on short reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from annotate import attribution, clauses, hedges
from annotate.finder import ClaimFinder, Finding, Span, rows
from annotate.kinds.casualty import KIND, victims


@Language.factory("claims_casualty", default_config={"strict": False})
def make(nlp: Language, name: str, strict: bool) -> CasualtyFinder:
    """Return the component."""
    return CasualtyFinder(nlp, name, strict=strict)


_BELIEVED = (
    "believe",
    "fear",
    "allege",
    "report",
    "say",
    "think",
    "presume",
    "suspect",
    "understand",
    "appear",
    "seem",
    "claim",
)
_CUMULATIVE = ("so far", "to date", "up to now", "until now", " since ", " in all")
_TOLL_VERBS = (
    "rise",
    "climb",
    "reach",
    "stand",
    "be",
    "pass",
    "exceed",
    "top",
    "jump",
    "put",
    "bring",
    "increase",
    "grow",
    "surpass",
)


@dataclass(frozen=True)
class _Hit:
    """An outcome word and the tokens it leads to."""

    rule: str
    outcomes: list[str]
    trigger: Token
    victims: list[Token]
    perpetrator: Token | None = None
    tokens: list[Token] = field(default_factory=list)
    score: float = 0.8
    count_kind: str = ""
    counted: bool = False


@cache
def _patterns() -> dict[str, list[dict[str, Any]]]:
    by_lemma: dict[str, list[dict[str, Any]]] = {}
    for row in rows(KIND.folder / "patterns.jsonl"):
        for lemma in row["lemmas"]:
            by_lemma.setdefault(lemma, []).append(row)
    return by_lemma


class CasualtyFinder(ClaimFinder):
    """Casualty claims, one per counted group of victims and outcome word."""

    kind = KIND

    def find(self, doc: Doc) -> Iterator[Finding]:
        if not doc.has_annotation("DEP"):
            return
        told = attribution.find(doc)
        seen: set[tuple[Span, str]] = set()
        for hit in self._hits(doc):
            for token in hit.victims:
                for one in victims.read(token):
                    if (hit.counted and one.quantity is None) or (token == hit.trigger and one.token != token):
                        continue
                    key = (one.phrase, hit.outcomes[0])
                    if key not in seen:
                        seen.add(key)
                        yield self._finding(doc, hit, one, told)
                        yield from self._included(doc, hit, one, told, seen)

    # --- outcome words

    def _hits(self, doc: Doc) -> Iterator[_Hit]:
        for token in doc:
            for row in _patterns().get(token.lower_ if token.lower_ == "missing" else token.lemma_.lower(), ()):
                if _needs(token, row):
                    hit = getattr(self, f"_{row['shape']}")(token, row)
                    if hit is not None and hit.victims:
                        yield hit

    def _verb(self, verb: Token, row: dict[str, Any]) -> _Hit | None:
        if not verb.tag_.startswith("VB") or _is_unreal(verb):
            return None
        first = verb.head if verb.dep_ == "conj" else None
        group, outcomes = _joined(verb, row)
        if (
            any(
                child.dep_ == "conj" and _is_outcome(child) and _objects(child) and child.i - verb.i <= 3
                for child in verb.children
            )
            and not _objects(verb)
            and not _is_passive(verb)
        ):
            return None
        if first is not None and _is_outcome(first) and not _objects(verb) and not _own_subject(verb):
            return None
        harmed, doer = self._parties(verb)
        if (
            first is not None
            and _is_outcome(first)
            and _objects(verb)
            and not _objects(first)
            and verb.i - first.i <= 3
        ):
            group = [first, *group]
            outcomes = [*_outcomes(first), *outcomes]
        tokens = [*group, *_needed(verb, row)]
        return _Hit(row["id"], outcomes, verb, harmed, doer, tokens, row["score"], counted=row.get("counted", False))

    def _parties(self, verb: Token) -> tuple[list[Token], Token | None]:
        """Who was harmed, and by whom, at a verb of harming."""
        agent = next((child for child in verb.children if child.dep_ == "agent"), None)
        doer = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None
        if _is_passive(verb):
            subject = clauses.subject(verb)
            return ([subject] if subject is not None else []), doer
        if objects := _objects(verb):
            doer = clauses.subject(verb) or (verb.head if verb.dep_ == "acl" else None)
            place = (
                verb.dep_ == "relcl"
                and doer is not None
                and doer.ent_type_ in ("GPE", "LOC", "FAC")
                and doer == verb.head
            )
            return objects, None if place else doer
        if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and verb.head.pos_ in ("NOUN", "PROPN", "NUM"):
            return [verb.head], doer
        own = _own_subject(verb)
        if own is not None and verb.tag_ in ("VBN", "VBD") and (victims.read(own)):
            # Headlines and elliptic clauses leave the auxiliary out: "5 killed in blast", "... and 30 wounded".
            return [own], doer
        return [], None

    def _intransitive(self, verb: Token, row: dict[str, Any]) -> _Hit | None:
        if not verb.tag_.startswith("VB") or _is_unreal(verb) or (_objects(verb) and row["outcome"] == "killed"):
            return None
        subject = clauses.subject(verb)
        return _Hit(
            row["id"], [row["outcome"]], verb, [subject] if subject is not None else [], None, [verb], row["score"]
        )

    def _state(self, token: Token, row: dict[str, Any]) -> _Hit | None:
        head = token.head
        if token.lower_ == "missing" and (own := _own_subject(token)) is not None and not _is_unreal(token):
            return _Hit(row["id"], [row["outcome"]], token, [own], None, [token], row["score"])
        if token.tag_.startswith("VB") and token.dep_ not in ("oprd", "acomp", "amod"):
            return None
        harmed: list[Token] = []
        doer = None
        if token.dep_ in ("acomp", "oprd", "attr", "advmod", "xcomp", "dobj") and head.pos_ in ("VERB", "AUX"):
            if _is_unreal(head):
                return None
            if _objects(head) and not _is_passive(head):
                harmed, doer = [one for one in _objects(head) if one != token], clauses.subject(head)
            else:
                subject = clauses.subject(head)
                harmed = [subject] if subject is not None else []
        elif token.dep_ == "ccomp" and (own := _own_subject(token)) is not None:
            harmed, doer = [own], clauses.subject(head)
        elif token.dep_ in ("amod", "acl", "advmod") and head.i < token.i and head.pos_ in ("NOUN", "NUM", "PROPN"):
            harmed = [head]
        elif any(child.dep_ == "nummod" for child in token.lefts) or token.dep_ in ("ROOT", "pobj", "conj", "dobj"):
            harmed = [own] if (own := _own_subject(token)) is not None else [token] if victims.read(token) else []
        return _Hit(row["id"], [row["outcome"]], token, harmed, doer, [token], row["score"])

    def _hostage(self, verb: Token, row: dict[str, Any]) -> _Hit | None:
        word = next((token for token in verb.subtree if token.lower_ in row["needs"] and token.i > verb.i), None)
        if word is None or not verb.tag_.startswith("VB") or _is_unreal(verb):
            return None
        harmed, doer = self._parties(verb)
        harmed = [one for one in harmed if one != word] or [
            child for child in word.lefts if child.pos_ in ("NOUN", "NUM")
        ]
        return _Hit(row["id"], [row["outcome"]], verb, harmed, doer, [verb, word], row["score"])

    def _noun(self, noun: Token, row: dict[str, Any]) -> _Hit | None:
        if noun.pos_ != "NOUN":
            return None
        doer = _by(noun)
        for preposition in noun.rights:
            if preposition.dep_ == "prep" and preposition.lower_ in ("of", "to"):
                harmed = [child for child in preposition.children if child.dep_ == "pobj"]
                return _Hit(row["id"], [row["outcome"]], noun, harmed, doer, [noun], row["score"])
        if noun.tag_ == "NNS" and row["id"] not in ("displacement-noun",):
            return _Hit(
                row["id"], [row["outcome"]], noun, [noun] if victims.read(noun) else [], doer, [noun], row["score"]
            )
        return None

    def _toll(self, noun: Token, row: dict[str, Any]) -> _Hit | None:
        if not any(child.lower_ in ("death", "fatality", "dead", "casualty") for child in noun.lefts):
            return None
        verb = noun.head
        places = [child for child in noun.rights if child.dep_ == "prep" and child.lower_ in ("of", "at", "to")]
        numbers_: list[Token] = []
        rising = False
        if verb.pos_ in ("VERB", "AUX") and verb.lemma_ in _TOLL_VERBS:
            places += [child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("to", "at", "past")]
            numbers_ += [child for child in verb.rights if child.dep_ in ("dobj", "attr") and child != noun]
            rising = verb.lemma_ not in ("stand", "be", "put")
        numbers_ += [child for place in places for child in place.children if child.dep_ == "pobj"]
        harmed = [token for token in numbers_ if any(one.quantity for one in victims.read(token))][:1]
        kind = "cumulative" if rising else "total"
        return _Hit(row["id"], [row["outcome"]], noun, harmed, None, [*noun.lefts, noun], row["score"], kind)

    def _lives(self, verb: Token, row: dict[str, Any]) -> _Hit | None:
        nouns = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
        lives = next((child for child in nouns if child.lemma_.lower() == "life"), None)
        if lives is None or _is_unreal(verb):
            return None
        of = next((child for child in lives.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        if of is not None:
            harmed = [child for child in of.children if child.dep_ == "pobj"]
        elif verb.lemma_ == "lose" and any(child.dep_ == "poss" for child in lives.lefts):
            subject = clauses.subject(verb)
            harmed = [subject] if subject is not None else []
        else:
            harmed = [lives]  # "claimed 300 lives"
        return _Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb, lives], row["score"])

    def _bodies(self, noun: Token, row: dict[str, Any]) -> _Hit | None:
        if noun.pos_ != "NOUN" or noun.tag_ != "NNS":
            return None
        if noun.head.lemma_ not in (
            "find",
            "recover",
            "discover",
            "retrieve",
            "unearth",
            "exhume",
            "bury",
            "see",
            "count",
            "pull",
            "bring",
        ):
            return None
        of = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        harmed = [child for child in of.children if child.dep_ == "pobj"] if of is not None else []
        return _Hit(
            row["id"],
            [row["outcome"]],
            noun,
            harmed if any(map(victims.read, harmed)) else [noun],
            None,
            [noun],
            row["score"],
        )

    # --- from hit to finding

    def _finding(self, doc: Doc, hit: _Hit, one: victims.Victims, told: list[attribution.Attribution]) -> Finding:
        doer = _doer(hit.perpetrator or _by_place(hit.trigger))
        tokens = hit.tokens or [hit.trigger]
        edges = [one.phrase, *((token.idx, token.idx + len(token)) for token in tokens)]
        if doer:
            subjects = [_own_subject(token) for token in (hit.trigger, *tokens, *_just_before(hit.trigger))]
            inside = doer[1] <= edges[1][0] and hit.perpetrator is not None and hit.perpetrator in subjects
            passive = (
                hit.perpetrator is not None and doer[0] > edges[1][0] and doer[0] - max(end for _, end in edges) < 12
            )
            edges += [doer] if inside or passive else []
            if not inside and hit.trigger.dep_ == "acl" and (made := _made_by(hit.trigger.head)) is not None:
                edges.append((made.left_edge.idx, made.idx + len(made)))
        else:
            subject = _own_subject(hit.trigger)
            if subject is not None and subject == hit.perpetrator and subject.lower_ not in ("which", "that", "who"):
                edges.append(clauses.chars(doc, *clauses.noun_phrase(subject, appositions=False)))
        edges += [clauses.chars(doc, c.i, c.i + 1) for c in hit.trigger.lefts if c.lower_ in hedges.REPORTING_ADVERBS]
        first = min(tokens, key=lambda token: token.i)
        group = clauses.chars(doc, *clauses.verb_group(first)) if first.pos_ in ("VERB", "AUX") else edges[1]
        edges.append(group)
        start, end = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
        hedged = hedges.find(doc.text, start, end)
        teller = attribution.innermost([each for each in told if each.source and each.source != doer], start, end)
        source, agency = (teller.source, teller.agency) if teller else (None, None)
        outcome = (tokens[0].idx, tokens[0].idx + len(tokens[0]))
        who = one.who
        if who and any(who[0] <= token.idx < who[1] for token in tokens):
            who = None  # "12 deaths", "300 lives": the word counted is the outcome, not who met it.
        roles = {
            "count": [one.count] if one.count else [],
            "outcome": sorted({outcome, *((token.idx, token.idx + len(token)) for token in tokens)}),
            "victims": [who] if who else [],
            "perpetrator": [doer] if doer else [],
            "hedge": hedged,
            "source": [source] if source else [],
            "cue": [teller.cue] if teller else [],
            "agency": [agency] if agency else [],
        }
        attributes = {
            "count_text": clauses.surface(doc, one.count),
            "low": one.low,
            "high": one.high,
            "modifier": one.quantity.modifier if one.quantity else "",
            "count_kind": _count_kind(doc, hit, one),
            "outcomes": _settled(hit.outcomes, hit.trigger.sent.text),
            "victims": clauses.surface(doc, who),
            "perpetrator": clauses.surface(doc, doer),
            "hedges": [clauses.surface(doc, hedge) for hedge in hedged],
            "source": clauses.surface(doc, source),
            "agency": clauses.surface(doc, agency),
        }
        score = hit.score * (1.0 if one.quantity else 0.7)
        return Finding(start, end, hit.rule, round(score, 2), attributes, {k: v for k, v in roles.items() if v})

    def _included(
        self,
        doc: Doc,
        hit: _Hit,
        one: victims.Victims,
        told: list[attribution.Attribution],
        seen: set[tuple[Span, str]],
    ) -> Iterator[Finding]:
        """A part of the victims counted after "including" is a claim of its own, on its own words."""
        for token in {*one.token.subtree, *hit.trigger.rights}:
            if token.lower_ != "including" or token.i < one.token.i:
                continue
            for noun in (child for child in token.children if child.dep_ in ("pobj", "dobj")):
                for part in victims.read(noun):
                    if part.quantity and (part.phrase, hit.outcomes[0]) not in seen:
                        seen.add((part.phrase, hit.outcomes[0]))
                        whole = self._finding(doc, hit, part, told)
                        yield replace(
                            whole, start=part.phrase[0], end=part.phrase[1], score=round(whole.score * 0.8, 2)
                        )


def _needs(token: Token, row: dict[str, Any]) -> bool:
    """Whether the words a pattern needs beside it, or must not have, are there."""
    if "needs" not in row and "needs_not" not in row:
        return True
    near = f" {' '.join(word.lower_ for word in token.doc[token.i + 1 : min(token.i + 12, token.sent.end)])} "
    if any(f" {phrase} " in near for phrase in row.get("needs_not", ())):
        return False
    return (
        not row.get("needs")
        or any(f" {phrase} " in near for phrase in row["needs"])
        or token.doc[token.i - 1].lower_ in row["needs"]
    )


def _needed(token: Token, row: dict[str, Any]) -> list[Token]:
    """The words after `token` that make the outcome what it is: "dead", "to death"."""
    after = list(token.doc[token.i + 1 : min(token.i + 12, token.sent.end)])
    for phrase in row.get("needs", ()):
        words = phrase.split()
        for at in range(len(after) - len(words) + 1):
            if [word.lower_ for word in after[at : at + len(words)]] == words:
                return after[at : at + len(words)]
    return []


def _objects(verb: Token) -> list[Token]:
    found = [
        c for c in verb.rights if c.dep_ in ("dobj", "dative") or (c.dep_ in ("npadvmod", "attr") and c.pos_ == "NUM")
    ]
    if not found and verb.i + 1 < len(verb.doc) and verb.tag_ in ("VBD", "VBG", "VBN") and not _own_passive(verb):
        # "... and wounding 125": a number right after the verb is its object, whatever the parse makes of it.
        after = verb.idx + len(verb) + 1
        for one in victims.quantities(verb.doc):
            if one.start == after:
                found = victims.counted_noun(verb.doc, one)
    return found


def _own_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _own_subject(verb: Token) -> Token | None:
    # Of two, the parse was misled by the first; the one next to the verb is its own.
    return next((child for child in reversed(list(verb.lefts)) if child.dep_ in ("nsubj", "nsubjpass")), None)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not _objects(verb)
        and _own_subject(verb) is None
        and _is_passive(verb.head)
    )


def _outcomes(token: Token) -> list[str]:
    return [
        row["outcome"]
        for row in _patterns().get(token.lemma_.lower(), ())
        if row["shape"] == "verb" and _needs(token, row)
    ]


def _settled(outcomes: list[str], sentence: str) -> list[str]:
    """`outcomes`, each once. Who was "shot and killed" was killed; being shot is no second outcome."""
    killed = "killed" in outcomes and re.search(r"\b(?:shot|shooting|stabbed|stabbing)\s+(?:and|or)\b", sentence)
    return [one for one in dict.fromkeys(outcomes) if not (killed and one == "injured")]


def _is_outcome(token: Token) -> bool:
    return bool(_outcomes(token))


def _joined(verb: Token, row: dict[str, Any]) -> tuple[list[Token], list[str]]:
    """The verbs that share the victims of `verb` ("killed and tortured"), with their outcomes."""
    group, outcomes = [verb], [row["outcome"]]
    for child in verb.conjuncts:
        if (
            child.i > verb.i
            and child.pos_ == "VERB"
            and _outcomes(child)
            and not _objects(child)
            and not _own_subject(child)
        ):
            group.append(child)
            outcomes += _outcomes(child)
    return group, outcomes


def _is_unreal(verb: Token) -> bool:
    """Whether nothing of the sort is said to have happened: negated, wished, feared for the future, asked."""
    lefts = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg", "mark")]
    names = {child.lower_ for child in lefts}
    if any(child.dep_ == "neg" for child in lefts) or names & {"if", "unless", "whether"}:
        return True
    perfect = "have" in names
    if (
        names & {"will", "would", "can", "could", "should", "must", "may", "might", "shall", "'ll", "’ll"}
        and not perfect
    ):
        return True
    if "to" in names and not perfect:
        return verb.head.lemma_ not in _BELIEVED
    if verb.dep_ == "conj" and verb.tag_ == "VB":
        return _is_unreal(verb.head)
    return verb.tag_ == "VB" and not names & {"to", "have", "did"}


def _by(noun: Token) -> Token | None:
    by = next((child for child in noun.rights if child.dep_ in ("prep", "agent") and child.lower_ == "by"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None


def _by_place(trigger: Token) -> Token | None:
    """Who made the attack in which it happened: "killed in an attack by gunmen"."""
    for preposition in trigger.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "during"):
            for noun in preposition.children:
                if noun.dep_ == "pobj" and noun.lemma_.lower() in victims.words("instruments"):
                    return _by(noun)
    return None


def _just_before(verb: Token) -> list[Token]:
    """The verb that `verb` is joined to if it has no object of its own: "shot" of "shot and killed"."""
    return [verb.head] if verb.dep_ == "conj" and 0 < verb.i - verb.head.i <= 3 and not _objects(verb.head) else []


def _made_by(maker: Token) -> Token | None:
    """The act of which `maker` is named as the maker: the strike of "a strike by the coalition"."""
    by = maker.head
    act = by.head
    is_act = by.lower_ == "by" and bool({act.lemma_.lower(), act.lower_} & victims.words("instruments"))
    return act if is_act else None


def _doer(token: Token | None) -> Span | None:
    """The phrase for who did it. A weapon or an event is no perpetrator; whoever is named as its maker ("by ...") is."""
    if token is None:
        return None
    names = {token.lemma_.lower(), token.lower_}
    if token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "VBG":
        names.add(token.nbor(1).lower_)  # "Rebel shelling killed ...": the parse takes the first word for the subject.
    if names & victims.words("instruments") or token.pos_ == "PRON" or token.ent_type_ in ("DATE", "TIME", "CARDINAL"):
        maker = _by(token)
        return _doer(maker) if maker is not None and maker != token else None
    return clauses.chars(
        token.doc, *clauses.trim(token.doc, *clauses.noun_phrase(token, appositions=False, short=True))
    )


def _count_kind(doc: Doc, hit: _Hit, one: victims.Victims) -> str:
    if one.quantity and one.quantity.count_kind:
        return one.quantity.count_kind
    if hit.count_kind:
        return hit.count_kind
    sentence = hit.trigger.sent
    after = f" {doc.text[one.phrase[1] : sentence.end_char].lower()} "
    return "cumulative" if one.quantity and any(words in after for words in _CUMULATIVE) else ""
