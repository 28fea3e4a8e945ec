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
from annotate.kinds.casualty import KIND, blame, outcomes, plain, setting, told, victims
from annotate.kinds.casualty.hit import Hit
from annotate.kinds.casualty.parties import by, objects, own_subject


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
_HURT = ("wounded", "injured", "hurt")
_NAMED = ("pobj", "dobj")
_CUMULATIVE = ("so far", "to date", "up to now", "until now", " since ", " in all")


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
                    if _met_another(doc, hit, one):
                        continue
                    key = (one.phrase, hit.outcomes[0])
                    if key not in seen:
                        seen.add(key)
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

    def _finding(
        self, doc: Doc, hit: Hit, one: victims.Victims, attributions: list[attribution.Attribution]
    ) -> Finding:
        doer = _doer(hit.perpetrator or _by_place(hit.trigger))
        tokens = hit.tokens or [hit.trigger]
        edges = [one.phrase, *((token.idx, token.idx + len(token)) for token in tokens)]
        if doer:
            subjects = [own_subject(token) for token in (hit.trigger, *tokens, *_just_before(hit.trigger))]
            inside = doer[1] <= edges[1][0] and hit.perpetrator is not None and hit.perpetrator in subjects
            passive = (
                hit.perpetrator is not None and doer[0] > edges[1][0] and doer[0] - max(end for _, end in edges) < 12
            )
            edges += [doer] if inside or passive else []
            if not inside and hit.trigger.dep_ == "acl" and (made := _made_by(hit.trigger.head)) is not None:
                edges.append((made.left_edge.idx, made.idx + len(made)))
        else:
            subject = own_subject(hit.trigger)
            if subject is not None and subject == hit.perpetrator and subject.lower_ not in ("which", "that", "who"):
                edges.append(clauses.chars(doc, *clauses.noun_phrase(subject, appositions=False)))
        edges += [clauses.chars(doc, c.i, c.i + 1) for c in hit.trigger.lefts if c.lower_ in hedges.REPORTING_ADVERBS]
        first = min(tokens, key=lambda token: token.i)
        group = clauses.chars(doc, *clauses.verb_group(first)) if first.pos_ in ("VERB", "AUX") else edges[1]
        edges.append(group)
        start, end = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
        hedged = hedges.find(clauses.even(doc), start, end)
        says = told.by(hit, attributions, (start, end), doer)
        outcome = (tokens[0].idx, tokens[0].idx + len(tokens[0]))
        who = one.who
        if who and any(who[0] <= token.idx < who[1] for token in tokens):
            who = None  # "12 deaths", "300 lives": the word counted is the outcome, not who met it.
        doer = doer or _blamed(hit, one)
        place, date = setting.find(hit.trigger, one.token)
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
        one: victims.Victims,
        attributions: list[attribution.Attribution],
        seen: set[tuple[Span, str]],
    ) -> Iterator[Finding]:
        """A part of the victims counted after "including" is a claim of its own, on its own words."""
        if one.quantity is None:
            return
        named = [child for token in _includings(hit, one) for child in token.children if child.dep_ in _NAMED]
        for noun in [*named, *plain.among_them(one, hit.trigger)]:
            for part in victims.read(noun):
                if part.quantity and (part.phrase, hit.outcomes[0]) not in seen:
                    seen.add((part.phrase, hit.outcomes[0]))
                    yield _as_part(self._finding(doc, hit, part, attributions), part)


def _as_part(found: Finding, part: victims.Victims) -> Finding:
    """The claim `found` as one of a part of those counted with it: on its own words, and said to be a part."""
    attributes = {**found.attributes, "count_kind": "part"}
    score = round(found.score * 0.8, 2)
    return replace(found, start=part.phrase[0], end=part.phrase[1], score=score, attributes=attributes)


def _includings(hit: Hit, one: victims.Victims) -> list[Token]:
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


def _met_another(doc: Doc, hit: Hit, one: victims.Victims) -> bool:
    """Whether those of `one` met another outcome, named right after them: the nine of "six dead and nine injured"."""
    if one.token != hit.trigger and one.token.lower_ in _HURT and "killed" in hit.outcomes:
        return True  # "left 10 dead and 10 wounded"
    if one.phrase[0] < hit.trigger.idx:
        return False
    if hit.trigger.dep_ == "acl" and hit.trigger.head in hit.victims and hit.trigger.head.i < hit.trigger.i:
        return True  # "32 killed and 19 others with burns"
    after = _NEXT_OUTCOME.match(clauses.even(doc), one.phrase[1])
    return after is not None and (after.group(1).lower() in ("killed", "dead")) != ("killed" in hit.outcomes)


def _settled(met: list[str], sentence: str) -> list[str]:
    """`met`, each once. Who was "shot and killed" was killed; being shot is no second outcome."""
    killed = "killed" in met and re.search(r"\b(?:shot|shooting|stabbed|stabbing)\s+(?:and|or)\b", sentence)
    return [one for one in dict.fromkeys(met) if not (killed and one == "injured")]


def _by_place(trigger: Token) -> Token | None:
    """Who made the attack in which it happened: "killed in an attack by gunmen"."""
    for preposition in trigger.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "during"):
            for noun in preposition.children:
                if noun.dep_ == "pobj" and noun.lemma_.lower() in victims.words("instruments"):
                    return by(noun)
    return None


def _just_before(verb: Token) -> list[Token]:
    """The verb that `verb` is joined to if it has no object of its own: "shot" of "shot and killed"."""
    return [verb.head] if verb.dep_ == "conj" and 0 < verb.i - verb.head.i <= 3 and not objects(verb.head) else []


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
        maker = by(token) or blame.maker(token)
        return _doer(maker) if maker is not None and maker != token else None
    return clauses.chars(
        token.doc, *clauses.trim(token.doc, *clauses.noun_phrase(token, appositions=False, short=True))
    )


def _blamed(hit: Hit, one: victims.Victims) -> Span | None:
    """Who is said elsewhere in the sentence to have done it, unless it is those harmed."""
    told_of_itself = blame.stands_for(hit.perpetrator) if hit.perpetrator is not None else None
    found = _doer(told_of_itself or blame.around(hit.trigger)) or _doer(blame.blamed(hit.trigger))
    return None if found and found[0] < one.phrase[1] and one.phrase[0] < found[1] else found


def _count_kind(doc: Doc, hit: Hit, one: victims.Victims) -> str:
    if one.quantity and one.quantity.count_kind:
        return one.quantity.count_kind
    if hit.count_kind:
        return hit.count_kind
    last = min(clauses.chars(doc, *clauses.sentence(hit.trigger))[1], one.phrase[1] + _NEAR)
    after = f" {clauses.even(doc)[one.phrase[1] : last].lower()} "
    return "cumulative" if one.quantity and any(words in after for words in _CUMULATIVE) else ""
