"""How the article stands to what is said: asserted, hedged, doubted or denied.

The four values fold the scale of FactBank (Saurí and Pustejovsky 2009) as seen from the reporting sentence: a cue that
denies, a cue or an adverb that casts doubt, a hedge within the content, and nothing of these.
"""

from __future__ import annotations

import re

from annotate.attribution import tellers
from annotate.attribution.lexicon import lemma_of
from annotate.attribution.record import Attribution, Paragraph

CODES = ("asserted", "hedged", "doubted", "denied")
_DOUBTING = ("doubt", "question", "query", "pretend", "purport", "contest", "dispute", "challenge")
_HEDGING = (
    "suspect",
    "speculate",
    "presume",
    "assume",
    "guess",
    "estimate",
    "fear",
    "hint",
    "suppose",
    "hope",
    "allege",
)
_SURE = ("know", "realise", "realize", "remember", "notice", "regret", "learn", "see", "understand", "forget", "resent")
_FALSELY = re.compile(
    r"\b(?:falsely|wrongly|baselessly|misleadingly|without (?:any |giving |offering )?(?:evidence|proof)|so-called|"
    r"unsubstantiated|unfounded|baseless|false|discredited|debunked|disputed)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:unconfirmed|unverified|alleged|suspected|preliminary|conflicting)\b", re.IGNORECASE)
_BEFORE = 30


def of(p: Paragraph, one: Attribution) -> str:
    """The code for `one`, whose hedges are already found; "" for what is only asked, wanted or ordered."""
    if one.kind in ("ask", "intend") or one.rule.endswith("-infinitive") or one.rule == "call-for-phrase":
        return ""
    lemma = lemma_of(p.doc[one.verb]) if one.verb >= 0 else ""
    negated = one.verb >= 0 and tellers.is_negated(p.doc[one.verb])
    if one.rule.startswith("deny"):
        return "asserted" if negated else "denied"
    if negated or lemma in _DOUBTING or _FALSELY.search(p.text, max(0, one.cue[0] - _BEFORE), one.cue[1]):
        return "doubted"
    nobody = one.kind == "blame" and one.source is None  # "is accused of ...": by whom, is not told.
    if nobody or (one.kind in ("believe", "feel") and lemma not in _SURE):
        return "hedged"
    if (
        one.hedges
        or lemma in _HEDGING
        or _UNSURE.search(p.text, max(0, one.cue[0] - _BEFORE), one.cue[1])
        or p.may_be(one.content)
    ):
        return "hedged"
    return "asserted"
