"""Finds casualty claims: an outcome, those who met it, and the number of them as said.

An outcome word (`patterns.jsonl`) is looked up in the parse for the noun phrase of those harmed, by the shape of its
pattern; the phrase gives the count. Dependency rules of this sort with a count per victim phrase follow Zhong et al.
(EACL 2023), whose semantic-role baseline they come near on short reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from annotate import actors, attribution, clauses, hedges
from annotate.finder import ClaimFinder, Finding, Span
from annotate.kinds.casualty import KIND, blame, doers, doubt, outcomes, people, plain, setting, told, victims
from annotate.kinds.casualty.hit import Hit


@Language.factory("claims_casualty", default_config={"strict": False})
def make(nlp: Language, name: str, strict: bool) -> CasualtyFinder:
    """Return the component."""
    return CasualtyFinder(nlp, name, strict=strict)


_NEXT_OUTCOME = re.compile(
    r"\s+(?:(?:were|was|are|have\s+been|(?:seriously|badly|severely|critically|slightly))\s+)*"
    r"(injured|wounded|hurt|missing|arrested|detained|abducted|kidnapped|displaced|killed|dead)\b",
    re.IGNORECASE,
)
# Code points behind a number in which "so far" may still be about it.
_NEAR = 300
# Words for those harmed that say no more than the outcome does.
_MET = {
    "killed": ("dead", "deaths", "fatalities", "casualties", "killed"),
    "injured": ("wounded", "injured", "hurt", "casualties"),
}
_SHARE = re.compile(
    r"\b(?:some|many|most|much|half|part|few|any|number|majority|minority|third|quarter|rest|handful|more|fewer|"
    r"per\s?cent|percent|%|thirds|quarters)\s+of\s+(?:the|these|those|its|their|his|her|our|some)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NEAR_SHARE = 40
_APART = ("a", "an", "one", "his", "her", "their")
_THEM = ("them", "whom", "which", "these", "those")
_HURT = ("wounded", "injured", "hurt")
_NAMED = ("pobj", "dobj")
_UP_TO_NOW = ("so far", "to date", "up to now", "until now")
_CUMULATIVE = (*_UP_TO_NOW, " since ", " in all")


class CasualtyFinder(ClaimFinder):
    """Casualty claims, one per counted group of victims and outcome word."""

    kind = KIND

    def find(self, doc: Doc) -> Iterator[Finding]:
        """Yield a casualty claim for each counted or single group that met an outcome."""
        if not doc.has_annotation("DEP"):
            return
        attributions = attribution.find(doc)
        seen: set[tuple[Span, str]] = set()
        for hit in outcomes.hits(doc):
            for token in hit.victims:
                group = victims.read(token, personal=hit.personal)
                for one in group:
                    if (hit.counted and one.quantity is None) or (token == hit.trigger and one.token != token):
                        continue
                    if one.low == 0 and hit.outcomes[0] not in ("killed", "injured", "missing"):
                        continue
                    if _met_another(doc, hit, one) or _is_share(doc, hit, one):
                        continue
                    keys = {(span, hit.outcomes[0]) for span in (one.phrase, one.count) if span}
                    if not keys & seen:
                        seen |= keys
                        found = self._finding(doc, hit, one, attributions)
                        yield _as_part(found, one) if victims.is_part(one, group) else found
                        yield from self._included(doc, hit, one, attributions, seen)

    def names_near(self, doc: Doc) -> Iterable[int]:
        """The outcome words."""
        return (token.i for token in outcomes.triggers(doc))

    def across(self, docs: Sequence[Doc]) -> None:
        """Give the lead the place of the article's dateline, where it names none; trace each source to its name."""
        setting.from_dateline(docs)
        told.trace(docs)

    def _finding(self, doc: Doc, hit: Hit, one: people.Victims, attributions: list[attribution.Attribution]) -> Finding:
        doer = doers.phrase(hit.perpetrator)
        tokens = hit.tokens or [hit.trigger]
        edges = [one.phrase, *((token.idx, token.idx + len(token)) for token in tokens)]
        if doer and hit.perpetrator is not None and doer[0] > edges[1][0]:
            near = doer[0] - max(end for _, end in edges) < 12  # "killed by gunmen"
            edges += [doer] if near else []
        elif doer and doers.stands_before(hit):
            edges += [doer, *doers.in_place(hit)]
        elif doer and hit.trigger.dep_ == "acl" and (act := doers.act_of(hit.trigger.head)) is not None:
            edges.append((act.left_edge.idx, act.idx + len(act)))
        else:
            edges += doers.in_place(hit)
        edges += [clauses.chars(doc, c.i, c.i + 1) for c in hit.trigger.lefts if c.lower_ in hedges.REPORTING_ADVERBS]
        first = min(tokens, key=lambda token: token.i)
        group = clauses.chars(doc, *clauses.verb_group(first)) if first.pos_ in ("VERB", "AUX") else edges[1]
        edges.append(group)
        start, end = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
        says = told.by(hit, attributions, (start, end), doer)
        hedged = doubt.find(hit.trigger, (start, end), says.source)
        outcome = (tokens[0].idx, tokens[0].idx + len(tokens[0]))
        who = one.who
        if who and any(who[0] <= token.idx < who[1] for token in tokens):
            who = None  # "12 deaths", "300 lives": the word counted is the outcome, not who met it.
            if hit.trigger.dep_ == "amod" and hit.trigger.head == one.token:
                who = clauses.chars(doc, hit.trigger.i + 1, one.token.i + 1)  # "30 wounded people"
        if clauses.surface(doc, who).lower() in (*_MET.get(hit.outcomes[0], ()), *_THEM):
            who = None  # "a toll of 14 dead"
        doer = doers.of(hit, one)
        place, date = setting.find(hit.trigger, one.token, own_date=hit.rule.endswith("-toll"))
        named = actors.side(
            clauses.surface(doc, doer), clauses.original(doc), takes_into_custody=hit.outcomes[0] == "detained"
        )
        roles = {
            "count": [one.count] if one.count else [],
            "outcome": sorted({outcome, *((token.idx, token.idx + len(token)) for token in tokens)}),
            "victims": [who] if who else [],
            "perpetrator": [doer] if doer else [],
            "place": [place] if place else [],
            "date": [date] if date else [],
            "hedge": hedged,
            "source": [says.source] if says.source else [],
            "cue": [says.cue] if says.cue else [],
            "agency": [says.agency] if says.agency else [],
        }
        attributes = {
            "count_text": clauses.surface(doc, one.count),
            "low": one.low,
            "high": one.high,
            "modifier": one.quantity.modifier if one.quantity else "",
            "count_kind": _count_kind(doc, hit, one),
            "outcomes": _settled(hit.outcomes, clauses.sentence_text(hit.trigger)),
            "victims": clauses.surface(doc, who),
            "victim_status": actors.statuses(clauses.surface(doc, who)),
            "perpetrator": clauses.surface(doc, doer),
            "perpetrator_type": named,
            "responsibility": blame.responsibility(clauses.sentence_text(hit.trigger)) if doer else "",
            "place": clauses.surface(doc, place),
            "date": clauses.surface(doc, date),
            "hedges": [clauses.surface(doc, hedge) for hedge in hedged],
            "source": clauses.surface(doc, says.source),
            "agency": clauses.surface(doc, says.agency),
        }
        score = hit.score * (1.0 if one.quantity else 0.7)
        return Finding(start, end, hit.rule, round(score, 2), attributes, {k: v for k, v in roles.items() if v})

    def _included(
        self,
        doc: Doc,
        hit: Hit,
        one: people.Victims,
        attributions: list[attribution.Attribution],
        seen: set[tuple[Span, str]],
    ) -> Iterator[Finding]:
        """A part of the victims counted after "including" is a claim of its own, on its own words."""
        if one.quantity is None:
            return
        named = [child for token in _includings(hit, one) for child in token.children if child.dep_ in _NAMED]
        named += plain.among_them(one, hit.trigger)
        parts = [victims.read(noun) for noun in named]
        for group in [*parts, plain.some_of_them(one, hit.trigger)]:
            for part in group:
                keys = {(span, hit.outcomes[0]) for span in (part.phrase, part.count) if span}
                if (part.quantity or _is_apart(part)) and not keys & seen:
                    seen |= keys
                    yield _as_part(self._finding(doc, hit, part, attributions), part)


def _is_apart(part: people.Victims) -> bool:
    """Whether somebody without a number is told apart from those counted: "including a nine-year-old girl"."""
    return part.low == 1 and part.token.pos_ == "NOUN" and part.token.left_edge.lower_ in _APART


def _as_part(found: Finding, part: people.Victims) -> Finding:
    """The claim `found` as one of a part of those counted with it: on its own words, and said to be a part."""
    attributes = {**found.attributes, "count_kind": "part"}
    score = round(found.score * 0.8, 2)
    return replace(found, start=part.phrase[0], end=part.phrase[1], score=score, attributes=attributes)


def _includings(hit: Hit, one: people.Victims) -> list[Token]:
    """The "including" that tells of the victims: below them in the parse, or behind them with no other verb between."""
    if "including" not in clauses.sentence_text(one.token).lower():
        return []
    found = [token for token in one.token.subtree if token.lower_ == "including" and token.i > one.token.i]
    last = max(one.token.i, hit.trigger.i) + 1
    for token in one.token.doc[last : min(last + 14, clauses.sentence(hit.trigger)[1])]:
        if token.lower_ == "including" and token not in found:
            found.append(token)
        if token.pos_ == "VERB" or token.lower_ == "including":
            break
    return found


def _met_another(doc: Doc, hit: Hit, one: people.Victims) -> bool:
    """Whether those of `one` met another outcome, named right after them: the nine of "six dead and nine injured"."""
    if one.token != hit.trigger and one.token.lower_ in _HURT and "killed" in hit.outcomes:
        return True  # "left 10 dead and 10 wounded"
    if one.phrase[0] < hit.trigger.idx:
        return False
    if hit.trigger.dep_ == "acl" and hit.trigger.head in hit.victims and hit.trigger.head.i < hit.trigger.i:
        return True  # "32 killed and 19 others with burns"
    after = _NEXT_OUTCOME.match(clauses.even(doc), one.phrase[1])
    return after is not None and (after.group(1).lower() in ("killed", "dead")) != ("killed" in hit.outcomes)


def _is_share(doc: Doc, hit: Hit, one: people.Victims) -> bool:
    """Whether the number is of those of whom only some met it: the 40 of "some of the 40 hostages were executed"."""
    own = hit.trigger == one.token or (hit.trigger.dep_ in ("acl", "relcl", "amod") and hit.trigger.head == one.token)
    if one.quantity is None or own:
        return False
    start = one.quantity.start
    return _SHARE.search(clauses.even(doc), max(start - _NEAR_SHARE, 0), start) is not None


def _settled(met: list[str], sentence: str) -> list[str]:
    """`met`, each once. Who was "shot and killed" was killed; being shot is no second outcome."""
    killed = "killed" in met and re.search(r"\b(?:shot|shooting|stabbed|stabbing)\s+(?:and|or)\b", sentence)
    return [one for one in dict.fromkeys(met) if not (killed and one == "injured")]


def _count_kind(doc: Doc, hit: Hit, one: people.Victims) -> str:
    if one.quantity and one.quantity.count_kind:
        return one.quantity.count_kind
    if hit.count_kind:
        return hit.count_kind
    last = min(clauses.chars(doc, *clauses.sentence(hit.trigger))[1], one.phrase[1] + _NEAR)
    after = f" {clauses.even(doc)[one.phrase[1] : last].lower()} "
    opens = clauses.sentence_text(hit.trigger).lower().startswith((*_UP_TO_NOW, "since "))
    told = opens or any(words in after for words in _CUMULATIVE)
    return "cumulative" if one.quantity and told else ""
