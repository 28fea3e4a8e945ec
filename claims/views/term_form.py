"""The forms of a project's own list of contested terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.forms import PhrasesField, PlainForm
from claims.models.term import TermAction, TermBends, families


def families_or_none() -> list[tuple[str, Any]]:
    """The families of contested terms, and none of them."""
    return [("", "–"), *((code, _(label)) for code, label in families())]


class TermForm(PlainForm):
    """A line of a project's own list of contested terms; what is wrong with it the action says."""

    words = forms.CharField(
        label=_("Term"),
        max_length=100,
        help_text=_("As a dictionary has it, such as “land defender”. Small and capital letters are the same."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    action = forms.ChoiceField(label=_("What becomes of it"), choices=TermAction.choices)
    bends = forms.ChoiceField(label=_("It is"), choices=TermBends.choices)
    alternatives = PhrasesField(
        label=_("Neutral alternatives"),
        required=False,
        help_text=_("What a cautious editor would write, one a line."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    target = forms.CharField(
        label=_("Whom it names"),
        max_length=200,
        required=False,
        help_text=_("Where that is always the same, such as “the Ostravan government”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    family = forms.ChoiceField(label=_("Family"), required=False, choices=families_or_none)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        help_text=_("Why it is contested, and who uses it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class TermLinesForm(PlainForm):
    """Many terms at once, one a line: the term, its alternatives and a note, set apart by "|"."""

    lines = forms.CharField(
        label=_("Terms, one a line"),
        help_text=_("term | alternative; alternative | note. All but the term may be left out."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "spellcheck": "false"}),
    )
    action = forms.ChoiceField(label=_("What becomes of them"), choices=TermAction.choices)

    def terms(self) -> list[dict[str, Any]]:
        """The lines as the action takes them."""
        action = self.cleaned_data["action"]
        rows = [line.split("|", 2) for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return [
            {
                "words": words,
                "action": action,
                "alternatives": [each.strip() for each in (rest[0] if rest else "").split(";")],
                "note": rest[1] if len(rest) > 1 else "",
            }
            for words, *rest in rows
        ]
