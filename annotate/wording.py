"""Sentences for people that another program can put into its reader's language.

What this half of the house says, it says in English. A sentence with something filled in remembers its template and what
was filled in, so that whoever knows the reader's language translates the template and fills it in anew. Labels without
anything filled in are plain strings: they are their own template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class Sentence(str):
    """An English string made of a `template` with named holes ("Keep it under %(most)s characters.") and its `params`.

    Without params it is the template as it stands, and `filled` makes sentences of it.
    """

    template: str
    params: dict[str, Any]

    def __new__(cls, template: str, **params: Any) -> Sentence:
        """Make the sentence; "%%" in a template with holes is one per cent sign."""
        made = super().__new__(cls, template % params if params else template)
        made.template, made.params = template, params
        return made

    def filled(self, **params: Any) -> Sentence:
        """Return the sentence that this one's template makes of `params`."""
        return Sentence(self.template, **params)

    def put(self, translate: Callable[[str], str]) -> str:
        """Return the sentence with its template, and each sentence among its params, put through `translate`."""
        params = {name: one.put(translate) if isinstance(one, Sentence) else one for name, one in self.params.items()}
        return translate(self.template) % params if params else translate(self.template)


def joined(sentences: Iterable[str], between: str = " ") -> Sentence:
    """Return the sentences, empty ones left out, as one; each is translated by itself."""
    params = {f"s{number}": one for number, one in enumerate(filter(None, sentences))}
    return Sentence(between.join(f"%({name})s" for name in params), **params)
