"""Forms. Those of a claim's attributes are made from its kind's schema; the actions say what is wrong with the values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from annotate import Kind, read_count
from claims.widgets import Boxes, Choose, Line, Lines


class PhrasesField(forms.CharField):
    """A list of phrases, typed one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """A list as lines of text."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        """The lines as a list, empty ones left out."""
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]


class CountField(forms.Field):
    """A whole number, typed in digits or in words ("1,200", "two dozen")."""

    widget = Line(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        """The number; None for nothing. What says more than one number is refused."""
        words = str(value if value is not None else "").strip()
        if not words:
            return None
        if words.isascii() and words.isdigit() and len(words) < 13:
            return int(words)
        read = read_count(words)
        if read is None or read["low"] is None or read["low"] != read["high"]:
            raise forms.ValidationError(_("Give one whole number of zero or more, in digits or in words."))
        return int(read["low"])


def _field(attribute: Any) -> forms.Field:
    options: dict[str, Any] = {"label": _(attribute.label), "required": False, "help_text": _(attribute.help)}
    if attribute.type == "number":
        return CountField(**options)
    if attribute.type == "choice":
        choices = [("", "–"), *((code, _(label)) for code, label in attribute.options)]
        return forms.ChoiceField(**options, choices=choices, widget=Choose)
    if attribute.type == "choices":
        choices = [(code, _(label)) for code, label in attribute.options]
        return forms.MultipleChoiceField(**options, choices=choices, widget=Boxes)
    if attribute.type == "phrases":
        return PhrasesField(**options, widget=Lines(attrs={"rows": 1}))
    return forms.CharField(**options, strip=True, widget=Line)


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


class PlainForm(forms.Form):
    """The base of forms of several fields: dressed for the page, each field tied to its help and its errors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}-%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput):
                widget.attrs.setdefault("class", "form-check-input")
            else:
                widget.attrs.setdefault("class", "form-select" if isinstance(widget, forms.Select) else "form-control")

    def add_error(self, field: str | None, error: Any) -> None:
        """Put the error beside its field, and tell who cannot see that it stands there."""
        super().add_error(field, error)
        if field in self.fields:
            errors = f"{self[field].id_for_label}_errors"
            self.fields[field].widget.attrs |= {"aria-invalid": "true", "aria-describedby": errors}


def date_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, chosen from the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=help_text, widget=widget)


def _address(label: Any, help_text: Any = "") -> forms.CharField:
    """An address of the web. Text, so that nothing is put in front of it; `_is_web` or an action checks it."""
    widget = forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"})
    return forms.CharField(label=label, required=False, max_length=2000, help_text=help_text, widget=widget)


class PasteForm(PlainForm):
    """One article, typed or pasted; its fields are those of an `ArticleDraft`."""

    title = forms.CharField(label=_("Title"), max_length=500)
    source = forms.CharField(label=_("Source"), max_length=200, required=False, help_text=_("The outlet."))
    url = _address(_("Address"))
    published_at = date_field(_("Published on"))
    language = forms.CharField(
        label=_("Language"), max_length=16, initial="en", help_text=_("A code such as en, ar or uk.")
    )
    text = forms.CharField(
        label=_("Text"), strip=False, widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "spellcheck": "false"})
    )

    def clean_url(self) -> str:
        """The address, which must be one that a browser can follow safely."""
        url = self.cleaned_data["url"]
        if url:
            URLValidator(schemes=["http", "https"], message=_("Give an address that begins with http:// or https://."))(
                url
            )
        return url


class FilesInput(forms.ClearableFileInput):
    """A file input that takes many files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or many; together no larger than LARGEST_UPLOAD."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # type: ignore[override]
        """The files as a list."""
        files = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        total = sum(file.size for file in files)
        if total > settings.LARGEST_UPLOAD:
            sizes = {"size": filesizeformat(total), "limit": filesizeformat(settings.LARGEST_UPLOAD)}
            message = _("These files have %(size)s together; the limit is %(limit)s. Send them in parts.") % sizes
            raise forms.ValidationError(message)
        return files


class UploadForm(PlainForm):
    """Articles as files. FACTS are for plain text files, which cannot say them."""

    FACTS = ("source", "published_at", "language")

    files = FilesField(  # type: ignore[assignment]
        label=_("Files"),
        help_text=_("Plain text (.txt), one article a file, or JSON lines (.jsonl), one article a line."),
        widget=FilesInput(attrs={"accept": ".txt,.jsonl"}),
    )
    source = forms.CharField(label=_("Source of the text files"), max_length=200, required=False)
    published_at = date_field(_("Published on"))
    language = forms.CharField(label=_("Language"), max_length=16, initial="en", required=False)


class EvidenceForm(PlainForm):
    """A piece of evidence; what is wrong with it the action says."""

    title = forms.CharField(label=_("Title"), max_length=500)
    url = _address(_("Address"), _("Give an address, or the passage itself."))
    archive_url = _address(_("Archived at"), _("A copy that stays, such as one of an archive of the web."))
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    published_at = date_field(_("Published on"))
    medium = forms.CharField(
        label=_("Medium"), max_length=40, required=False, help_text=_("Such as web text, PDF, image, video, interview.")
    )
    passage = forms.CharField(
        label=_("Passage, word for word"), required=False, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))
