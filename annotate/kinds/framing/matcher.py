"""Finds the lexicon's terms, and somebody's own, in plain text: one walk over its words, however many terms there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from annotate.kinds.framing import lexicon
from annotate.kinds.framing.lexicon import Entry
from annotate.terms import EXACT, OVERRIDE, SILENCE, VERB, Term

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENS = frozenset("-‐‑–")
# The end of a term in the tree; no word looks like it.
_END = ""
# Addresses, handles and tags: whoever wrote them, the outlet did not choose their words.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”]{1,2000}|\b[\w.+-]{1,80}@[\w-]{1,80}\.[\w.-]{1,80}|[@#]\w{1,100}"
    r"|\b(?:[\w-]{1,80}\.){1,4}(?:com|org|net|info|gov|edu|int|news|media|tv|example)\b(?:/[^\s<>\"”]{0,500})?"
)
_MARKS = "\"“”„«»‘’'"
_Tree = dict[str, Any]
_Word = tuple[str, int, int]


@dataclass(frozen=True)
class Match:
    """A term in a text: code points, and the entries it may be, the most particular first."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class Matcher:
    """The lexicon with somebody's own terms over it."""

    def __init__(self, own: Iterable[Term] = ()) -> None:
        self._trees = [_lexicon_tree()]
        own = list(own)
        if own:
            self._trees.insert(0, _own_tree(own))
        self._firsts = frozenset().union(*self._trees)

    def find(self, text: str) -> Iterator[list[Match]]:
        """Yield what may begin at each place of `text`, in order, the longest first. Addresses are passed over."""
        found = [_word(match) for match in _WORD.finditer(text)]
        alien = [match.span() for match in _ADDRESS.finditer(text)]
        joins = _Joins(text, found)
        tails = lexicon.words("compound-tails")
        at = 0
        for first in range(len(found)):
            word = found[first][0]
            if word not in self._firsts and _bare(word) not in self._firsts:
                continue
            start = found[first][1]
            while at < len(alien) and alien[at][1] <= start:
                at += 1
            if at < len(alien) and alien[at][0] <= start:
                continue
            if matches := self._at(found, joins, first, tails):
                yield matches

    def _at(self, found: list[_Word], joins: _Joins, first: int, tails: frozenset[str]) -> list[Match]:
        by_end: dict[int, tuple[Entry, ...] | None] = {}
        owned: set[int] = set()
        for tree in self._trees:
            for last, is_owned, entries in _walk(tree, found, joins, first):
                if last not in by_end:
                    by_end[last] = entries
                    owned |= {last} if is_owned else set()
        matches: list[Match] = []
        for last in sorted(by_end, reverse=True):
            entries = by_end[last]
            if entries is None:
                return matches  # silenced, and with it whatever shorter term begins here
            if first and joins[first - 1] == "-" and found[first - 1][0] not in lexicon.words("compound-heads"):
                continue
            end = last
            if joins[last] == "-":
                tail = found[last + 1][0]
                if tail in lexicon.words("compound-quiet"):
                    continue
                if tail in tails and any(entry.phrase for entry in entries):
                    end = last + 1
            matches.append(Match(found[first][1], found[end][2] - (2 if end in owned else 0), entries))
        return matches


@lru_cache(maxsize=64)
def matcher(own: tuple[Term, ...] = ()) -> Matcher:
    """Return the matcher of the lexicon with the terms `own` over it, made once for each list."""
    return Matcher(own)


def _word(match: re.Match[str]) -> _Word:
    return match.group().lower().replace("’", "'"), match.start(), match.end()


def _bare(word: str) -> str:
    """The word without the "'s" of an owner."""
    return word[:-2] if word.endswith("'s") else word


def can_be_found(words: str) -> bool:
    """Return whether a term can stand in a text as it is written: whether it is words with spaces or hyphens between."""
    return any(
        place[0].end == len(words) for place in Matcher([Term(words, bends=EXACT)]).find(words) if place[0].start == 0
    )


class _Joins:
    """How each word of a text stands to the next, looked at where a term may go on: `joins[at]` is "-", " " or ""."""

    def __init__(self, text: str, found: list[_Word]) -> None:
        self._text, self._found = text, found

    def __getitem__(self, at: int) -> str:
        if at + 1 >= len(self._found):
            return ""
        return _join(self._text[self._found[at][2] : self._found[at + 1][1]])


def _join(gap: str) -> str:
    """How two words stand together: "-", " ", or "" for anything that parts them. Quotation marks part nothing."""
    if gap in _HYPHENS:
        return "-"
    if len(gap) > 8:
        return ""
    bare = gap.strip(_MARKS + " ") if len(gap) > 1 else gap
    return " " if not bare.strip() and any(char.isspace() for char in gap) and gap.count("\n") < 2 else ""


def _walk(
    tree: _Tree, found: list[_Word], joins: _Joins, first: int
) -> Iterator[tuple[int, bool, tuple[Entry, ...] | None]]:
    """The terms of `tree` that begin at word `first`: the last word, whether its "'s" is left out, and the entries.

    None for entries means that the term is silenced.
    """
    node: _Tree | None = tree
    key = ""
    for last in range(first, len(found)):
        word = found[last][0]
        assert node is not None
        bare = _step(node, key, _bare(word))
        if bare is not None and _bare(word) != word and _END in bare:
            yield last, True, bare[_END]
        node = _step(node, key, word)
        if node is None:
            return
        if _END in node:
            yield last, False, node[_END]
        key = joins[last]
        if not key:
            return


def _step(node: _Tree, join: str, word: str) -> _Tree | None:
    """The node that `word` leads to. A space of the lexicon is a space or a hyphen of the text; a hyphen only that."""
    return (node.get("-" + word) if join == "-" else None) or node.get(word)


def _insert(tree: _Tree, form: str, entries: tuple[Entry, ...] | None) -> None:
    node = tree
    for word in form.split(" "):
        first, *more = word.split("-")
        for key in (first, *("-" + one for one in more)):
            node = node.setdefault(key, {})
    node[_END] = entries


@lru_cache(maxsize=1)
def _lexicon_tree() -> _Tree:
    tree: _Tree = {}
    for form, found in lexicon.by_form().items():
        _insert(tree, form, tuple(dict.fromkeys(entry for entry, _ in found)))
    return tree


def _own_tree(own: list[Term]) -> _Tree:
    """The tree of somebody's own terms. What is said later of the same words holds."""
    tree: _Tree = {}
    for term in own:
        # A slash would be read as the mark of how a word bends.
        words = " ".join(term.words.replace("/", " ").split()).lower().replace("’", "'")
        known = lexicon.by_form().get(words, ())
        if term.action == SILENCE:
            for form in {form for _, variant in known for form in variant} or {words}:
                _insert(tree, form, None)
        elif term.action == OVERRIDE and known:
            for entry, variant in known:
                for form in variant:
                    _insert(tree, form, (_overridden(entry, term),))
        else:
            for form in lexicon.forms(_marked(words, term.bends)):
                _insert(tree, form, (_added(words, term),))
    return tree


def _marked(words: str, bends: str) -> str:
    if bends == EXACT:
        return words
    first, *rest = words.split(" ")
    return " ".join([first + "/v", *rest]) if bends == VERB else words + "/n"


def _overridden(entry: Entry, term: Term) -> Entry:
    return replace(
        entry,
        alternatives=term.alternatives or entry.alternatives,
        note=term.note or entry.note,
        family=term.family or entry.family,
        names=term.target or entry.names,
    )


def _added(words: str, term: Term) -> Entry:
    slug = re.sub(r"[\W_]+", "-", words).strip("-") or "term"
    return Entry(
        id=f"project-{slug}"[:100],
        family=term.family,
        what="name",
        terms=(words,),
        alternatives=term.alternatives,
        note=term.note,
        weight=0.9,
        names=term.target,
    )
