"""Who acts and who is acted on: whether words name a state or not, and what sort of people those harmed are.

The words are data (`actors.jsonl`). `side` is "state" for those who act with a state's power (police, army, courts,
officials, agencies), "non_state" for all others who can be named (armed groups, gangs, employers, private people), and
"unknown" where the words leave it open. Plain lookups: no spaCy is loaded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SIDES = (("state", "state"), ("non_state", "not of the state"), ("unknown", "cannot be told"))
STATUSES = (
    ("civilian", "civilians"),
    ("combatant", "combatants"),
    ("attacker", "attackers"),
    ("police", "police, security"),
    ("children", "children"),
    ("women", "women"),
    ("journalist", "journalists"),
    ("activist", "activists"),
    ("unionist", "unionists"),
    ("aid_worker", "aid workers"),
    ("medical", "medics"),
    ("official", "officials"),
    ("detainee", "detainees"),
    ("protester", "protesters"),
    ("displaced", "refugees, migrants"),
)
TERMS = Path(__file__).with_name("actors.jsonl")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
# What follows the head of a phrase: "members of the gang", but not "men in army uniform".
_AFTER_HEAD = re.compile(r"\s+(?:of|from|belonging to|working for|loyal to)\s+", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s+(?:in|with|at|on|near|wearing|dressed|who|that|which|based|outside|inside|during)\s|\s*[,(–—;]"
)
_JOINED = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as)\s+")
# "Government-backed militia", "anti-government forces": not the one who acts.
_NOT_ITSELF_AFTER = frozenset(
    ("backed", "led", "aligned", "affiliated", "allied", "funded", "linked", "sponsored", "controlled", "run", "held")
)
_NOT_ITSELF_BEFORE = frozenset(("anti", "pro", "ex", "former", "retired"))
# "Members of the army" are of the army; "relatives of a soldier" are no soldiers.
_MEMBERS = frozenset(
    (
        *("member", "members", "group", "number", "crowd", "personnel", "men", "people", "some", "most", "one", "team"),
        *(
            "both",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "many",
            "several",
            "all",
            "others",
        ),
        *("dozens", "hundreds", "thousands", "scores", "majority", "handful", "couple", "pair", "officers", "staff"),
    )
)
_ACRONYM = re.compile(r"(?:the\s+)?([A-Z][A-Za-z.&-]*[A-Z])(?:\s+\w+)?")


@dataclass(frozen=True)
class Actor:
    """Words that name an actor: code points into the text, the id of the row, whose side, which status.

    A `weak` one is named as an actor by its place in the sentence alone ("a company", "the driver"); an `alone` one is
    an actor only if nothing else is said (a country that does something).
    """

    start: int
    end: int
    rule: str
    side: str
    status: tuple[str, ...]
    weak: bool = False
    alone: bool = False


@dataclass(frozen=True)
class _Term:
    words: tuple[str, ...]
    rule: str
    side: str
    status: tuple[str, ...]
    weak: bool
    alone: bool


@cache
def _terms() -> dict[str, tuple[_Term, ...]]:
    """The terms of `actors.jsonl`, in the singular and the plural, by their first word, the longest first."""
    by_word: dict[str, dict[tuple[tuple[str, ...], str], _Term]] = {}
    for line in TERMS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for term in row["terms"]:
            one = tuple(_words(term))
            for words in (one,) if row.get("names") else _forms(one):
                made = _Term(
                    words, row["id"], row["side"], tuple(row["status"]), row.get("weak", False), row.get("alone", False)
                )
                by_word.setdefault(words[0], {}).setdefault((words, row["id"]), made)
    return {first: tuple(sorted(found.values(), key=lambda one: -len(one.words))) for first, found in by_word.items()}


def _words(text: str) -> list[str]:
    return [_plain(match.group()) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    word = word.lower().replace("’", "'")
    return word[:-2] if word.endswith("'s") else word


def _forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    # Of "member of parliament" the first word takes the plural, else the last does.
    at = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    yield (*words[:at], _plural(words[at]), *words[at + 1 :])


def _plural(word: str) -> str:
    if word.endswith("man") and word not in ("german",):
        return word[:-3] + "men"
    if word == "child" or word.endswith("child"):
        return word + "ren"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def find(text: str) -> list[Actor]:
    """Return the actors that `text` names, in order; two rows may speak of the same words."""
    matches = list(_WORD.finditer(text))
    words = [_plain(match.group()) for match in matches]
    index = _terms()
    found: list[Actor] = []
    at = 0
    while at < len(words):
        length = 0
        for term in index.get(words[at], ()):
            size = len(term.words)
            if size < length:
                break
            if tuple(words[at : at + size]) == term.words and not _only_modifies(text, words, matches, at, size):
                length = size
                span = matches[at].start(), matches[at + size - 1].end()
                found.append(Actor(*span, term.rule, term.side, term.status, term.weak, term.alone))
        at += length or 1
    return found


def _only_modifies(text: str, words: list[str], matches: list[re.Match[str]], at: int, size: int) -> bool:
    """Whether the words only say what another is like: "government-backed", "anti-Taliban"."""
    after = at + size
    if after < len(words) and words[after] in _NOT_ITSELF_AFTER and text[matches[after].start() - 1] == "-":
        return True
    return at > 0 and words[at - 1] in _NOT_ITSELF_BEFORE


def side(words: str, article: str = "", *, takes_into_custody: bool = False) -> str:
    """Return whose side the actor that `words` name is on: "state", "non_state" or "unknown"; "" for no words.

    The head of the phrase decides ("gunmen in police uniform"), or what it is part of ("members of the army"). An
    acronym is read by what stands before it in brackets in `article`; one that nothing explains is a state's if it
    takes people into custody, since agencies go by their initials.
    """
    words = words.strip()
    if not words:
        return ""
    before, *after = _AFTER_HEAD.split(words, maxsplit=1)
    for part in (before, *after):
        said = _side_of_head(_ASIDE.split(part, maxsplit=1)[0], whole=part == before and not after)
        if said:
            return said
    acronym = _ACRONYM.fullmatch(_ASIDE.split(before, maxsplit=1)[0].strip())
    if acronym is None:
        return "unknown"
    explained = _before_bracket(article, acronym.group(1))
    return (_side_of_head(explained) if explained else "") or ("state" if takes_into_custody else "unknown")


def _side_of_head(head: str, *, whole: bool = False) -> str:
    """The side of a phrase without what follows it. The name of a country acts only as the `whole` of a phrase."""
    found = [one for one in find(head) if one.side]
    if any(one.rule == "non-state-group" for one in found):
        return "non_state"
    acting = [one for one in found if not one.weak and not one.alone]
    if acting:
        rebels = any(one.rule == "militant" for one in acting[:-1]) and acting[-1].rule == "army"
        return "non_state" if rebels else acting[-1].side
    if weak := [one for one in found if one.weak and not one.alone]:
        return weak[-1].side
    name = re.sub(r"^the\s+", "", head.strip(), flags=re.IGNORECASE)
    return next((one.side for one in found if whole and one.alone and one.end - one.start >= len(name) - 1), "")


def _before_bracket(article: str, acronym: str) -> str:
    """The words that stand before "(ACRONYM)": its name in full."""
    at = article.find(f"({acronym})")
    return re.split(r"[.,;:\n“”\"]", article[max(at - 80, 0) : at])[-1] if at > 0 else ""


def statuses(words: str) -> list[str]:
    """Return what sort of people `words` name, as codes of `STATUSES` in their order: [] where they do not say.

    Of a phrase the head counts, of those joined by "and" each head; children and women count wherever they are said.
    """
    found: set[str] = set()
    for part in _JOINED.split(words):
        before, *after = _AFTER_HEAD.split(part, maxsplit=1)
        head = before.split()[-1].lower() if before.split() else "some"
        belongs = head in _MEMBERS or head.isdigit()
        for piece in (before, *after) if belongs else (before,):
            named = [one for one in find(_ASIDE.split(piece, maxsplit=1)[0]) if one.status]
            if named:
                last = max(one.end for one in named)
                found.update(code for one in named if one.end == last for code in one.status)
                found.update(code for one in named for code in one.status if code in ("children", "women"))
                break
    return [code for code, _ in STATUSES if code in found]


def are_attackers(victims: str, perpetrator: str = "") -> bool:
    """Whether those harmed are the attackers' own: a toll of the attack's victims leaves them out.

    True for whoever is named by the attack itself (gunmen, a suicide bomber), and for fighters of an armed group unless
    another armed group harmed them.
    """
    named = statuses(victims)
    if "attacker" in named:
        return True
    fighters = "combatant" in named and side(victims) == "non_state"
    return fighters and side(perpetrator) != "non_state"
