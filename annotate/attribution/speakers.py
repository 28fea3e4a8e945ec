"""Who a source is, within the article: "she", "the spokesman" and "Mr. Kolar" traced to the name they stand for.

Cheap rules in the manner of Hobbs (1978) and of the deterministic sieves of Lee et al. (2013), most precise first: a
surname stands for the full name that has it, a description ("the minister") for the nearest earlier name with that title,
a pronoun for the nearest earlier person of its gender who speaks or is a subject. Where two fit equally, none is taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from annotate import attribution, clauses, quotations
from annotate.attribution.lexicon import words as listed

_MEN = listed("men")
_WOMEN = listed("women")
_MEN_GIVEN = listed("men-given")
_WOMEN_GIVEN = listed("women-given")
_HONORIFICS = listed("honorifics")
_RANKS = listed("ranks")
_SUBJECTS = ("nsubj", "nsubjpass", "appos", "pobj", "ROOT", "conj", "attr", "dobj", "npadvmod", "agent", "compound")
_PART = ("compound", "amod", "nmod", "flat", "poss", "case", "punct", "nummod")
_LONGEST_NAME = 12
_WITH_ARTICLE = 2  # "the TRC"
_EDGE = 3  # marks and spaces at a paragraph's edge
_ARTICLES = ("the", "this", "that", "The", "This", "That")
# What the recognizer calls a name that is nobody's: a body, a place, a people, a building, an act.
_THINGS = frozenset(["ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"])
_BODIES, _GROUPS = listed("bodies"), listed("groups")
_SIDE_BY_SIDE = 12
_OWN = frozenset(["i", "we", "you", "me", "us", "my", "our", "your"])


@dataclass(frozen=True)
class Mention:
    """A name as it stands: where, in how many words, what it is called by, the titles beside it, whether it is nobody's.

    `joined` are the tokens of its paragraph that "and" joins to it.
    """

    at: tuple[int, int]
    text: str
    surname: str
    words: int
    titles: frozenset[str]
    gender: str
    subject: bool
    thing: bool
    joined: frozenset[int] = frozenset()


class Names:
    """The names of an article, in order, with their titles; made once for all its paragraphs."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self.mentions = [one for index, doc in enumerate(docs) for one in _mentions(index, doc)]
        self.genders: dict[str, str] = {}
        self._by_surname: dict[str, list[Mention]] = defaultdict(list)
        self._by_title: dict[str, list[Mention]] = defaultdict(list)
        for one in self.mentions:
            self._by_surname[one.surname].append(one)
            if one.gender:
                self.genders.setdefault(one.surname, one.gender)
            if one.words > 1 or one.titles & _HONORIFICS:
                for title in one.titles:
                    self._by_title[title].append(one)
        self._title_places = {title: [one.at for one in named] for title, named in self._by_title.items()}
        self._only = {title for title, named in self._by_title.items() if len({one.surname for one in named}) == 1}
        self._full = {surname: full for surname, named in self._by_surname.items() if (full := _fullest(named))}
        self._people = [one for one in self.mentions if one.subject and self._is_person(one)]
        self._places = [one.at for one in self._people]
        self._all_places = [one.at for one in self.mentions]
        self._bodies = [one for one in self.mentions if one.words > 1 and one.surname.lower() in _BODIES]
        self._body_places = [one.at for one in self._bodies]
        self._by_initials: dict[str, Mention] = {}
        for one in self.mentions:
            if one.words > 1:
                self._by_initials.setdefault("".join(w[0] for w in one.text.split() if w[:1].isupper()), one)

    def full(self, surname: str) -> Mention | None:
        """The most frequent full form of a name, the first of those alike; None if the article only has it short."""
        return self._full.get(surname)

    def titled(self, title: str, at: tuple[int, int]) -> Mention | None:
        """The nearest name with a title before a place; else the only one of the article; else None."""
        named = self._by_title.get(title, [])
        index = bisect_left(self._title_places.get(title, []), at)
        if index:
            return named[index - 1]
        return named[0] if title in self._only else None

    def person(self, gender: str, at: tuple[int, int]) -> Mention | None:
        """The nearest person of a gender ("m", "f") before a place: a subject who may be of it, else a name known to be."""
        for one in _before(self._people, self._places, at):
            if self.genders.get(one.surname, gender) == gender:
                return one if one.surname in self.genders else self._beside(one, gender)
        known = (one for one in _before(self.mentions, self._all_places, at) if self.genders.get(one.surname) == gender)
        return next(known, None)

    def _beside(self, one: Mention, gender: str) -> Mention | None:
        """`one`, who may be of `gender`; of two named side by side the one known to be, or None where that is not known."""
        for other in _before(self._people, self._places, one.at):
            if one.at[0] != other.at[0] or one.at[1] - other.at[1] > _SIDE_BY_SIDE:
                break
            if other.surname != one.surname and one.at[1] in other.joined:
                known = self.genders.get(other.surname)
                return one if known not in (gender, None) else other if known == gender else None
        return one

    def body(self, noun: str, at: tuple[int, int]) -> Mention | None:
        """The nearest body named before a place that `noun` may stand for: "the committee", "the group"; "" for "it"."""
        for one in _before(self._bodies, self._body_places, at):
            if one.surname.lower() == noun or noun in _GROUPS:
                return one
            if not noun:
                return one if one.subject and at[0] - one.at[0] <= 1 else None
        return None

    def initials(self, letters: str, at: tuple[int, int]) -> Mention | None:
        """The first body named before a place whose capitals are `letters`: "TRC" of "the Tarn Relief Committee"."""
        found = self._by_initials.get(letters)
        return found if found is not None and found.at < at else None

    def _is_person(self, one: Mention) -> bool:
        whole = self.full(one.surname) or one
        return bool(whole.gender or one.surname in self.genders or (whole.titles and not one.thing and not whole.thing))


def names(docs: Sequence[Doc]) -> Names:
    """Return the names of an article, kept with its first paragraph for the finder that asks next."""
    if not docs:
        return Names(docs)
    kept: dict[tuple[int, int], Names] = docs[0].user_data.setdefault("names", {})
    which = len(docs), id(docs[-1])
    if which not in kept:
        kept[which] = Names(docs)
    return kept[which]


def _fullest(named: list[Mention]) -> Mention | None:
    """The mention in the form that is most frequent among those of more than one word."""
    full = [one for one in named if one.words > 1]
    counts = Counter(one.text for one in full)
    return max(full, key=lambda one: counts[one.text], default=None)


def _before(mentions: list[Mention], places: list[tuple[int, int]], at: tuple[int, int]) -> Iterator[Mention]:
    """The last few of `mentions` before a place, nearest first."""
    end = bisect_left(places, at)
    return reversed(mentions[max(0, end - _LONGEST_NAME) : end])


def resolve(docs: Sequence[Doc], index: int, source: tuple[int, int]) -> str:
    """The name that the source at `source` (code points of paragraph `index`) stands for, or "" where it is one itself."""
    tokens = docs[index].char_span(*source, alignment_mode="expand")
    if tokens is None:
        return ""
    at = (index, tokens.start)
    words = [token for token in tokens if not token.is_punct and not token.is_space]
    if not words or words[0].lower_ in _OWN:
        return ""
    if len(words) == 1 and words[0].lower_ in ("he", "she", "him", "her", "his", "himself", "herself"):
        found = names(docs).person("m" if words[0].lower_ in _MEN else "f", at)
        return _whole(names(docs), found) if found else ""
    head = tokens.root
    if len(words) == 1 and words[0].lower_ == "it":
        body = names(docs).body("", at)
        return body.text if body else ""
    proper = [token for token in words if token.pos_ == "PROPN" and token.lower_ not in _HONORIFICS]
    if proper and not (words[0].text in _ARTICLES and head.pos_ == "NOUN"):
        plain = len(proper) == 1 and all(t.lower_ in _HONORIFICS or t == proper[0] or t.tag_ == "POS" for t in words)
        found = names(docs).full(proper[0].text) if plain else None
        bare = proper[0].text
        alone = len(words) == 1 or (len(words) == _WITH_ARTICLE and words[0].text in _ARTICLES)
        if found is None and alone and bare.isupper() and len(bare) > 1:
            found = names(docs).initials(bare, at)
        return found.text if found and found.text != tokens.text else ""
    if words[0].text in _ARTICLES and len(words) <= 3 and head.pos_ == "NOUN" and head.tag_ == "NN":
        noun = head.lemma_.lower()
        found = names(docs).body(noun, at) if noun in _GROUPS or noun in _BODIES else names(docs).titled(noun, at)
        return _whole(names(docs), found) if found and found.text.lower() != tokens.text.lower() else ""
    return ""


def _whole(names: Names, one: Mention) -> str:
    return (names.full(one.surname) or one).text


def _mentions(index: int, doc: Doc) -> list[Mention]:
    found = []
    for token in doc:
        if token.pos_ != "PROPN" or not token.text[:1].isupper() or _goes_on(token):
            continue
        if token.lower_ in _HONORIFICS or token.dep_ not in _SUBJECTS:
            continue
        start = token.i
        while start and token.i - start < _LONGEST_NAME and _belongs(doc[start - 1], token):
            start -= 1
        name = [t for t in doc[start : token.i + 1] if t.text[:1].isalpha()]
        titles = {t.lower_.rstrip(".") for t in name if t != token}
        titles |= {t.lower_ for t in name if t.lower_ in _HONORIFICS}
        apposed = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "NOUN"), None)
        beside = token.head if token.dep_ == "appos" and token.head.pos_ == "NOUN" else None
        titles |= {t.lemma_.lower() for t in (apposed, beside) if t is not None}
        gender = _gender(titles)
        capitals = [t for t in name if t.pos_ == "PROPN" and t.lower_ not in _HONORIFICS]
        text = doc[start : token.i + 1].text
        found.append(
            Mention(
                (index, token.i),
                clauses.original(doc)[doc[start].idx : doc[start].idx + len(text)],
                token.text,
                len(capitals) if len(capitals) > 1 or len(name) == 1 else len(name),
                frozenset(titles),
                gender,
                token.dep_ not in ("compound", "pobj", "dobj", "npadvmod"),
                not titles & _RANKS and (token.ent_type_ in _THINGS or _is_told_of_as_thing(token)),
                frozenset(other.i for other in token.conjuncts),
            )
        )
    return found


def _is_told_of_as_thing(name: Token) -> bool:
    """Whether a clause behind a name says "which" of it: "Lantern Relief, which runs the clinic"."""
    return any(c.dep_ == "relcl" and any(g.lower_ == "which" for g in c.lefts) for c in name.rights)


def _gender(titles: set[str]) -> str:
    """Return "m" or "f" by titles and words of kinship, else by a given name; "" where neither says."""
    for men, women in ((_MEN, _WOMEN), (_MEN_GIVEN, _WOMEN_GIVEN)):
        if bool(titles & men) != bool(titles & women):
            return "m" if titles & men else "f"
    return ""


def _goes_on(token: Token) -> bool:
    """Whether a name's next word belongs to it: "Ana" of "Ana Virek"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is not None and after.pos_ == "PROPN" and (after == token.head or after.head == token)


def _belongs(token: Token, head: Token) -> bool:
    if token.is_space or token.dep_ not in _PART or token.dep_ in ("poss", "case", "nummod"):
        return False
    if token.is_punct and token.text != "-":
        return False
    return token.head == head or token.head.head == head or token.head.i == token.i + 1


@dataclass(frozen=True)
class Carried:
    """Whose words an open quotation is: the paragraph that says so, and where in it the source and the cue stand."""

    paragraph: int
    source: tuple[int, int]
    cue: tuple[int, int]
    kind: str


def carried(docs: Sequence[Doc]) -> dict[int, Carried]:
    """Return for each paragraph that is a quotation of its own whose words it is, where its neighbours tell.

    That is whoever was about to speak at the end of the paragraph before ("Kolar said:"), who is quoted there to its
    end, or, where a paragraph's marks are never closed, who is named at the end of the speech. A paragraph that is nothing
    but a quotation is of whoever the sentence before it told of: Kolar said the road was shut. “Nobody may pass.”
    """
    found: dict[int, Carried] = {}
    last: Carried | None = None
    told_of: Carried | None = None
    waiting: list[int] = []
    for index, doc in enumerate(docs):
        told = attribution.find(doc)
        opens = [one for one in told if one.rule == "open-quotation"]
        marks = quotations.of(doc)
        whole = bool(opens) and _is_whole(doc, marks)
        if opens and last is not None:
            found[index] = last
        elif whole and told_of is not None:
            found[index] = told_of
            if not marks[-1].closed:
                last = told_of
                waiting.append(index)
        elif opens and opens[0].content[0] <= _EDGE and marks and not marks[-1].closed:
            waiting.append(index)
        speech = [one for one in told if one.source and one.quotation == "direct" and one.verb >= 0]
        if waiting and speech and speech[0].content[0] <= _EDGE and waiting[-1] == index - 1:
            for each in waiting:
                found[each] = Carried(index, speech[0].source, speech[0].cue, speech[0].kind)  # type: ignore[arg-type]
        if not opens or last is None:
            last = _at_end(index, doc, speech)
        if not whole:
            told_of = _told_of(index, doc, told)
        if not (waiting and waiting[-1] == index):
            waiting = []
    return found


def _is_whole(doc: Doc, marks: Sequence[quotations.Quotation]) -> bool:
    """Whether a paragraph is one quotation and nothing else, closed or not."""
    length = len(clauses.even(doc).rstrip())
    return bool(marks) and marks[0].outer_start <= _EDGE and marks[0].outer_end >= length - 1


def _told_of(index: int, doc: Doc, told: Sequence[attribution.Attribution]) -> Carried | None:
    """Whose speech the last sentence of a paragraph tells, in the article's own words."""
    length = len(clauses.even(doc).rstrip())
    last = doc[-1].sent if len(doc) and doc.has_annotation("SENT_START") else None
    for one in told:
        if last is not None and one.is_speech and one.source and one.verb == last.root.i and one.reach[1] <= length:
            return Carried(index, one.source, one.cue, one.kind)
    return None


def _at_end(index: int, doc: Doc, speech: list[attribution.Attribution]) -> Carried | None:
    """Who is quoted, or about to be, where a paragraph ends."""
    length = len(clauses.even(doc).rstrip())
    about = doc.user_data.get("about_to_speak")
    if about is not None:
        return Carried(index, *about)
    final = max(speech, key=lambda one: one.content[1], default=None)
    marks = quotations.of(doc)
    reached = max(final.content[1] if final else 0, marks[-1].outer_end if marks else 0)
    if final is not None and final.source and reached >= length - _EDGE:
        return Carried(index, final.source, final.cue, final.kind)
    return None
