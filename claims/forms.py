"""Forms. Those of a claim's attributes are made from its kind's schema; the actions say what is wrong with the values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate import Kind


class PhrasesField(forms.CharField):
    """A list of phrases, typed one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """A list as lines of text."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        """The lines as a list, empty ones left out."""
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]


def _field(attribute: Any) -> forms.Field:
    options: dict[str, Any] = {"label": _(attribute.label), "required": False, "help_text": _(attribute.help)}
    if attribute.type == "number":
        return forms.IntegerField(**options, min_value=0)
    if attribute.type == "choice":
        choices = [("", "–"), *((code, _(label)) for code, label in attribute.options)]
        return forms.ChoiceField(**options, choices=choices)
    if attribute.type == "choices":
        choices = [(code, _(label)) for code, label in attribute.options]
        return forms.MultipleChoiceField(**options, choices=choices, widget=forms.CheckboxSelectMultiple)
    if attribute.type == "phrases":
        return PhrasesField(**options, widget=forms.Textarea(attrs={"rows": 1}))
    return forms.CharField(**options, strip=True)


class AttributesForm(forms.Form):
    """The base of the forms that `attributes_form` makes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                select = isinstance(field.widget, forms.Select)
                field.widget.attrs["class"] = "form-select form-select-sm" if select else "form-control form-control-sm"
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{self.add_prefix(name)}_helptext"


@cache
def attributes_form(kind: Kind) -> type[AttributesForm]:
    """The form class for a kind's attributes; `cleaned_data` is what `Kind.clean` takes. Derived ones are not asked for."""
    fields = {attribute.name: _field(attribute) for attribute in kind.attributes if not attribute.derived}
    return type(f"{kind.slug.title()}Form", (AttributesForm,), fields)


def show_errors(form: forms.Form, errors: Mapping[str, list[str]]) -> None:
    """Put what an action refused (its `errors`) beside the fields it speaks of, and the rest on top of the form."""
    for name, sentences in errors.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def read_attributes(kind: Kind, posted: Mapping[str, Any]) -> AttributesForm:
    """The bound form of a kind's attributes as posted under the prefix `a`."""
    return attributes_form(kind)(posted, prefix="a")


class TokenForm(forms.Form):
    """A new API token."""

    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
