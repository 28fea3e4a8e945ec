"""The interface's strings and their translations, without GNU gettext: found, kept in `.po`, compiled to `.mo`."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from annotate import KINDS, rules
from annotate.kinds.framing import FAMILIES, KINDS_OF_TERM
from annotate.languages import LANGUAGES
from annotate.priority import PARTS

CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "Sentence"}
# The same with a context before the message, for words that another language says in several ways.
CALLS_IN_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
BETWEEN = "\x04"
FOLDERS = ("annotate", "claims", "config")
# A message and, where it counts something, its plural; a context stands in front, as in `.mo` files.
Message = tuple[str, str]


def found() -> set[Message]:
    """Every message that the code marks for translation, and the words of `annotate` that are data."""
    root = Path(settings.BASE_DIR)
    messages: set[Message] = set()
    for folder in FOLDERS:
        for path in (root / folder).rglob("*.py"):
            messages |= set(_called(path.read_text(encoding="utf-8")))
    for path in (root / "templates").rglob("*.*"):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        calls = re.findall(
            r"\b(?:n?p?gettext|_)\((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:,\s*)?)+[^)]*\)", code
        )
        for call in calls:
            messages |= set(_called(call))
    return messages | {(words, "") for words in (*_kinds(), *_labels())}


def _called(code: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(code)):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in CALLS | CALLS_IN_CONTEXT:
            words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in CALLS_IN_CONTEXT and len(words) > 1:
                words = [words[0] + BETWEEN + words[1], *words[2:]]
            if words and words[0]:
                yield words[0], words[1] if name.startswith("n") and len(words) > 1 else ""


def _kinds() -> Iterator[str]:
    for kind in KINDS:
        yield from (kind.label, kind.plural)
        for attribute in kind.attributes:
            yield from filter(None, (attribute.label, attribute.help, *(label for _, label in attribute.options)))


def _labels() -> Iterator[str]:
    """What `annotate` shows of its data beside the kinds: reasons, families, rules put in words by hand, languages."""
    yield from (reason for _points, reason in PARTS.values())
    yield from (label for _code, label in (*FAMILIES, *KINDS_OF_TERM))
    yield from (rule.looks_for.template for rule in rules() if not rule.looks_for.params)
    yield from (language.name for language in LANGUAGES.values())


def read_po(text: str) -> dict[Message, list[str]]:
    """The translations in a `.po` file: for each message one, or one for each number form. The header is left out."""
    catalogue: dict[Message, list[str]] = {}
    for block in re.split(r"\n\s*\n", text):
        parts: dict[str, str] = {}
        current = ""
        for line in block.splitlines():
            named = re.match(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(\".*\")$", line)
            if named:
                current, quoted = named[1], named[2]
            elif line.startswith('"') and current:
                quoted = line
            else:
                continue
            parts[current] = parts.get(current, "") + ast.literal_eval(quoted)
        if parts.get("msgid"):
            forms = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
            one = BETWEEN.join(parts[name] for name in ("msgctxt", "msgid") if name in parts)
            catalogue[one, parts.get("msgid_plural", "")] = forms
    return catalogue


def write_po(language: str, catalogue: dict[Message, list[str]], plural: str) -> str:
    """A `.po` file of the catalogue, in the order of the messages. `plural` is how the language counts."""
    blocks = [f'msgid ""\nmsgstr ""\n{_header(language, plural)}']
    for (one, many), forms in sorted(catalogue.items()):
        context, between, message = one.rpartition(BETWEEN)
        lines = [f"msgctxt {_quoted(context)}"] if between else []
        lines.append(f"msgid {_quoted(message)}")
        if many:
            lines.append(f"msgid_plural {_quoted(many)}")
            lines += [f"msgstr[{number}] {_quoted(form)}" for number, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {_quoted(forms[0])}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def write_mo(language: str, catalogue: dict[Message, list[str]], plural: str) -> bytes:
    """The compiled catalogue, as the GNU gettext manual describes `.mo`; what is not translated is left out."""
    header = "".join(ast.literal_eval(line) for line in _header(language, plural).splitlines())
    entries = {b"": header.encode()}
    for (one, many), forms in catalogue.items():
        if all(forms):
            entries["\0".join(filter(None, (one, many))).encode()] = "\0".join(forms).encode()
    keys = sorted(entries)
    ids = b"".join(key + b"\0" for key in keys)
    texts = b"".join(entries[key] + b"\0" for key in keys)
    start = 28 + 16 * len(keys)
    table: list[int] = []
    for base, sizes in ((start, [len(key) for key in keys]), (start + len(ids), [len(entries[key]) for key in keys])):
        place = base
        for size in sizes:
            table += [size, place]
            place += size + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + struct.pack(f"<{len(table)}I", *table) + ids + texts


def plural_forms(language: str, text: str = "") -> str:
    """How the language counts: what the header of its `.po` file (`text`) says, else Django's own catalogue of it."""
    if said := re.search(r'"Plural-Forms: (.*)\\n"', text):
        return said[1]
    place = Path(django.__file__).parent / "conf/locale" / to_locale(language) / "LC_MESSAGES/django.mo"
    if not place.is_file():
        return "nplurals=2; plural=(n != 1);"
    with place.open("rb") as file:
        return GNUTranslations(file).info()["plural-forms"]


def not_translated(message: Message, plural: str) -> list[str]:
    """What stands for a message without a translation: an empty string, or one for each form the language counts by."""
    return [""] * (int(re.findall(r"nplurals=(\d+)", plural)[0]) if message[1] else 1)


def _header(language: str, plural: str) -> str:
    lines = (f"Language: {language}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8")
    more = ("Content-Transfer-Encoding: 8bit", f"Plural-Forms: {plural}")
    return "\n".join(f'"{line}\\n"' for line in (*lines, *more))


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
