"""Builds the pipeline once and reads articles with it, paragraph by paragraph."""

from __future__ import annotations

import hashlib
import importlib
import logging
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from annotate import boilerplate, capitals, finder, languages, paragraphs, terms
from annotate.kinds import KINDS, InvalidAttributes, Kind
from annotate.languages import ENGLISH
from annotate.languages import Language as Tongue
from annotate.paragraphs import Piece, Span
from annotate.proposal import Proposal
from annotate.terms import Term
from annotate.wording import Sentence, joined

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

logger = logging.getLogger(__name__)

PACKAGED_MODEL = ENGLISH.models[-1]
# Raise when code (not data) changes what is proposed; the data files are hashed as they are.
VERSION = "10"
# The weights as first reviewed. A test compares them with what is installed.
PACKAGED_WEIGHTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
# A speech of many sentences is no claim to judge.
LONGEST_CLAIM = 2_000
# How many articles are read together: short ones until they come to so many characters.
ARTICLES_AT_ONCE = 100
CHARACTERS_AT_ONCE = 60_000
# How much goes through the networks at once: enough that they are busy, little enough for memory.
TOKENS_AT_ONCE = 6_000

# Components of a model in whose place stands one that gives the same with less work.
_QUICKER = (
    ("tok2vec", "quick_tok2vec", "annotate.vectors"),
    ("attribute_ruler", "remembering_ruler", "annotate.ruler"),
    ("lemmatizer", "remembering_lemmatizer", "annotate.lemmas"),
    ("ner", "names_where_asked", "annotate.names"),
)

_lock = threading.RLock()
_loaded: dict[tuple[str, str, bool], Language] = {}


class ModelMissing(RuntimeError):
    """No spaCy model by the name asked for is installed; the message says what to do."""


def load(tongue: Tongue = ENGLISH, *, strict: bool = False) -> Language:
    """Return the pipeline of a language, built at the first call. Raises ModelMissing if there is no such model.

    `strict` gives one whose finders raise their errors instead of logging them; the tests use it.
    """
    key = (tongue.code, tongue.model(), strict)
    with _lock:
        if key not in _loaded:
            _loaded[key] = _build(tongue, key[1], strict)
        return _loaded[key]


def is_ready(tongue: Tongue) -> bool:
    """Whether articles of the language can be read. Raises ModelMissing where a model that is not optional is missing."""
    try:
        load(tongue)
    except ModelMissing:
        if not tongue.extra:
            raise
        return False
    return True


def propose(text: str, language: str = ENGLISH.code, *, own: Iterable[Term] = ()) -> list[Proposal]:
    """Return the claims found in `text`, by start, then longest first, then by kind."""
    return next(propose_many([text], language, own=own))


def propose_many(
    texts: Iterable[str],
    language: str | Iterable[str] = ENGLISH.code,
    *,
    own: Iterable[Term] = (),
    strict: bool = False,
) -> Iterator[list[Proposal]]:
    """Yield the claims of each of `texts`, in order. `language` is the language of all, or gives one for each.

    Texts are read in batches; of a long one, paragraph by paragraph. `own` are somebody's own contested terms, which go
    before those of the lexicon.
    """
    own = tuple(own)
    waiting: list[tuple[str, str]] = []
    characters = 0
    for pair in zip(texts, repeat(language) if isinstance(language, str) else language):  # noqa: B905
        waiting.append(pair)
        characters += len(pair[0])
        if len(waiting) >= ARTICLES_AT_ONCE or characters >= CHARACTERS_AT_ONCE:
            yield from _read(waiting, own, strict)
            waiting, characters = [], 0
    if waiting:
        yield from _read(waiting, own, strict)


def note(language: str) -> str:
    """Return what is not read in articles of a language, as a sentence; "" if all kinds are."""
    tongue = languages.find(language)
    if tongue is None:
        return Sentence(
            "There are no rules for articles in “%(language)s”: nothing is proposed in them.", language=language
        )
    name = Sentence(tongue.name)
    if not is_ready(tongue):
        sentence = Sentence("Articles in %(language)s are not read: no model is installed. %(missing)s")
        return sentence.filled(language=name, missing=tongue.missing())
    left = joined((Sentence(kind.plural) for kind in KINDS if kind.slug not in tongue.finders), ", ")
    sentence = Sentence("In articles in %(language)s these are not looked for: %(kinds)s.")
    return sentence.filled(language=name, kinds=left) if left else ""


def fingerprint(language: str = ENGLISH.code, *, own: Iterable[Term] = ()) -> str:
    """Return model name and version and a hash of the rules, as "en_core_web_sm 3.8.0 rules 1-0123456789ab".

    With somebody's own terms a hash of these follows, " terms 0123456789ab": another list is another pipeline. Of a
    language that is not read, "none" for the model: what has its fingerprint is read again once there is one.
    """
    tongue = languages.find(language)
    if tongue is None or not is_ready(tongue):
        return f"none rules {VERSION}-{_rules_hash(tongue.code if tongue else '')}"
    meta = load(tongue).meta
    model = f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}"
    rules = f"{model} rules {VERSION}-{_rules_hash(tongue.code)}"
    return rules + terms.suffix(own)


def weights(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the weight files that `PACKAGED_WEIGHTS` names, below a model's data folder."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PACKAGED_WEIGHTS}


@cache
def _rules_hash(code: str) -> str:
    """A hash of the pattern and lexicon files, by path and content, and of `VERSION`; of languages only the one asked."""
    root = Path(__file__).parent
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted(root.rglob("*.jsonl")):
        name = path.relative_to(root)
        if name.parts[0] == "languages" and name.parts[1] != code:
            continue
        digest.update(name.as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


def _build(tongue: Tongue, name: str, strict: bool) -> Language:
    import spacy

    try:
        nlp = spacy.load(name, exclude=["senter", "textcat", "entity_linker"])
    except (OSError, ValueError, ImportError) as error:
        raise ModelMissing(f"The spaCy model {name!r} cannot be loaded ({error}). {tongue.missing()}") from error
    for slow, quick, module in _QUICKER:
        if slow in nlp.pipe_names:
            importlib.import_module(module)
            nlp.add_pipe(quick, before=slow)
            nlp.remove_pipe(slow)
            nlp.rename_pipe(quick, slow)
    for slug, module in tongue.finders.items():
        importlib.import_module(module)
        nlp.add_pipe(tongue.component(slug), name=f"claims_{slug}", config={"strict": strict})
    return nlp


def _read(pairs: list[tuple[str, str]], own: tuple[Term, ...], strict: bool) -> Iterator[list[Proposal]]:
    """Read texts together, each given with its language: all their paragraphs at once, so that short ones fill a batch."""
    found: list[list[Proposal]] = [[] for _ in pairs]
    by_language: dict[str, list[int]] = {}
    for index, (_, language) in enumerate(pairs):
        if (tongue := languages.find(language)) is not None:
            by_language.setdefault(tongue.code, []).append(index)
    for code, indices in by_language.items():
        tongue = languages.LANGUAGES[code]
        aliens = [boilerplate.find(pairs[index][0]) for index in indices]
        cut = [paragraphs.cut(pairs[i][0], alien, tongue.script) for i, alien in zip(indices, aliens, strict=True)]
        if not any(cut) or not is_ready(tongue):
            continue
        nlp, id_ = load(tongue, strict=strict), fingerprint(code, own=own)
        texts = [pairs[index][0] for index in indices]
        for index, text, alien, docs in zip(indices, texts, aliens, _parsed(nlp, texts, cut, own), strict=True):
            found[index] = _proposals(nlp, text, alien, docs, id_)
    return iter(found)


def _parsed(
    nlp: Language, texts: list[str], cut: list[list[Piece]], own: tuple[Term, ...]
) -> Iterator[list[tuple[Piece, Doc]]]:
    # spaCy shares one vocabulary between threads; one reader at a time keeps it whole.
    with _lock:
        docs = [_doc(nlp, piece.text, text, own) for text, pieces in zip(texts, cut, strict=True) for piece in pieces]
        for batch in _batches(docs):
            _run(nlp, batch)
    stream = iter(docs)
    for pieces in cut:
        yield [(piece, next(stream)) for piece in pieces]


def _doc(nlp: Language, text: str, article: str, own: tuple[Term, ...]) -> Doc:
    even = paragraphs.even(text)
    if capitals.is_shouted(even):
        even = capitals.lowered(even, nlp)
    doc = nlp.make_doc(even)
    doc.user_data["even"] = even
    doc.user_data["original"] = text
    doc.user_data["article"] = article
    doc.user_data["terms"] = own
    return doc


def _batches(docs: list[Doc]) -> Iterator[list[Doc]]:
    """The documents, those of like length together, in batches of some thousand tokens."""
    batch: list[Doc] = []
    tokens = 0
    for doc in sorted(docs, key=len):
        if batch and tokens + len(doc) > TOKENS_AT_ONCE:
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch


def _run(nlp: Language, docs: list[Doc]) -> None:
    """Let each component of the pipeline read all of `docs`, which are written into."""
    for _, component in nlp.pipeline:
        if hasattr(component, "pipe"):
            # A parser divides its batches by four.
            for _ in component.pipe(docs, batch_size=4 * len(docs)):
                pass
        else:
            for doc in docs:
                component(doc)


def _proposals(
    nlp: Language, text: str, alien: list[Span], pieces: list[tuple[Piece, Doc]], id_: str
) -> list[Proposal]:
    for piece, doc in pieces:
        doc.user_data["start"] = piece.start
    for _, component in nlp.pipeline:
        if isinstance(component, finder.ClaimFinder):
            component.across([doc for _, doc in pieces])
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
