"""The machine's half: article text in, proposals out. Plain Python and spaCy; knows no database.

    >>> import annotate
    >>> annotate.propose("Shells killed at least 12 people in Ostrava Bay, the governor said.")

Nothing of spaCy is loaded until the first text is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotate import abuses
from annotate.abuses import Violations
from annotate.kinds import BY_SLUG, KINDS, InvalidAttributes, Kind
from annotate.priority import Priority, priorities
from annotate.proposal import Proposal
from annotate.rulebook import Rule, rule, rules
from annotate.terms import Term
from annotate.tolls import Toll
from annotate.wording import Sentence

__all__ = [
    "BY_SLUG",
    "KINDS",
    "InvalidAttributes",
    "Kind",
    "Priority",
    "Proposal",
    "Rule",
    "Sentence",
    "Term",
    "Toll",
    "Violations",
    "find_boilerplate",
    "fingerprint",
    "note",
    "priorities",
    "propose",
    "propose_many",
    "read_count",
    "rule",
    "rules",
    "toll",
    "violations",
]


def propose(text: str, language: str = "en", *, terms: Iterable[Term] = ()) -> list[Proposal]:
    """Return the claims found in `text`, by start, then longest first. Never raises because of what a text holds.

    `language` is a BCP 47 tag; in one that is not read (`note` says so) nothing is found. `terms` are contested terms of
    one's own: added to the lexicon, silenced in it, or given other alternatives.
    """
    from annotate import pipeline

    return pipeline.propose(text, language, own=terms)


def propose_many(
    texts: Iterable[str], language: str | Iterable[str] = "en", *, terms: Iterable[Term] = ()
) -> Iterator[list[Proposal]]:
    """Yield for each of `texts`, in order, what `propose` returns for it, reading them in batches.

    `language` is the language of all, or gives one for each.
    """
    from annotate import pipeline

    return pipeline.propose_many(texts, language, own=terms)


def toll(text: str, language: str = "en", *, claims: Sequence[Proposal] | None = None) -> Toll:
    """Return the casualty figures of the main event of `text`, by outcome, each with the claims it comes from and why.

    `toll(text).best("killed")` is the one number a coder would write down, None where the text gives none. `language` is a
    BCP 47 tag; in one that has no rules for casualties the toll is empty and its `note` says so. With `claims`, those that
    `propose` gave for the text, it is not read again. Never raises because of what a text holds.
    """
    from annotate import languages, pipeline, tolls

    tongue = languages.find(language)
    if tongue is None or not pipeline.is_ready(tongue):
        return Toll({}, note(language))
    return tolls.put_together(text, propose(text, language) if claims is None else claims, language)


def violations(text: str, language: str = "en", *, claims: Sequence[Proposal] | None = None) -> Violations:
    """Return what kind of violation `text` reports, by whom, where and when, with the words and claims it comes from.

    `language` is a BCP 47 tag. The words that speak of violations are English: for any other language nothing is found, and
    `note` says so. With `claims`, those that `propose` gave for the text, it is not read again. Never raises because of
    what a text holds.
    """
    from annotate import languages

    if languages.find(language) is not languages.ENGLISH:
        return abuses.unread(language)
    return abuses.put_together(text, propose(text) if claims is None else claims)


def fingerprint(language: str = "en", *, terms: Iterable[Term] = ()) -> str:
    """Return the id of the pipeline in use: model, its version, and a hash of the rules and `terms`. Loads the model."""
    from annotate import pipeline

    return pipeline.fingerprint(language, own=terms)


def note(language: str) -> str:
    """Return what is not read in articles of `language`, as a sentence, or "" if all kinds of claim are."""
    from annotate import pipeline

    return pipeline.note(language)


def read_count(words: str) -> dict[str, Any] | None:
    """Return `low`, `high`, `modifier` and `count_kind` of a number of people as typed ("at least 30"); None for no number.

    Loads no spaCy: a form may ask it at every keystroke.
    """
    from annotate import numbers

    # A year is no count, so say that people are meant.
    found = numbers.find(f"{' '.join(words.split())} people")
    if not found:
        return None
    return {name: getattr(found[0], name) for name in ("low", "high", "modifier", "count_kind")}


def find_boilerplate(text: str) -> list[tuple[int, int]]:
    """Return where `text` is not the article's own: donation appeals, newsletter notices and their like."""
    from annotate import boilerplate

    return boilerplate.find(text)
