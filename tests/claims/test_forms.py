"""Forms made from the kinds' schemas: what is shown and posted back unchanged is unchanged."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import BY_SLUG, KINDS, InvalidAttributes, Kind
from claims.forms import AttributesForm, PhrasesField, attributes_form, read_attributes, show_errors

CASUALTY = BY_SLUG["casualty"]
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=12)


def post(**fields: Any) -> QueryDict:
    """What a browser posts under the prefix `a`."""
    posted = QueryDict(mutable=True)
    for name, value in fields.items():
        posted.setlist(f"a-{name}", value if isinstance(value, list) else [value])
    return posted


def as_a_browser_would(form: forms.Form) -> QueryDict:
    """The form, as it is shown, posted back."""
    shown = {}
    for field in form:
        value = field.field.prepare_value(field.value()) if field.value() is not None else ""
        shown[field.name] = [str(one) for one in value] if isinstance(value, list) else str(value).replace("\n", "\r\n")
    return post(**shown)


@st.composite
def kinds_and_attributes(draw: st.DrawFn) -> tuple[Kind, dict[str, Any]]:
    kind = draw(st.sampled_from(KINDS))
    attributes: dict[str, Any] = {}
    for attribute in kind.attributes:
        codes = [code for code, _ in attribute.options]
        values: dict[str, st.SearchStrategy[Any]] = {
            "text": WORDS,
            "number": st.none() | st.integers(0, 10**12 - 1),
            "choice": st.sampled_from(["", *codes]),
            "choices": st.lists(st.sampled_from(codes or [""]), unique=True),
            "phrases": st.lists(WORDS, max_size=4),
        }
        attributes[attribute.name] = draw(values[attribute.type])
    if "low" in attributes:
        attributes["high"] = None
    return kind, kind.clean(attributes, "the marked words")


@settings(max_examples=200, deadline=None)
@given(kinds_and_attributes())
def test_what_is_shown_and_posted_back_is_what_it_was(drawn: tuple[Kind, dict[str, Any]]) -> None:
    kind, attributes = drawn
    form = read_attributes(kind, as_a_browser_would(attributes_form(kind)(initial=attributes, prefix="a")))
    assert form.is_valid(), form.errors
    assert kind.clean(form.cleaned_data, "the marked words") == attributes


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_each_attribute_that_a_person_gives_has_a_field(kind: Kind) -> None:
    form = attributes_form(kind)(prefix="a")
    assert list(form.fields) == [attribute.name for attribute in kind.attributes if not attribute.derived]
    assert not any(field.required for field in form.fields.values())
    assert attributes_form(kind) is attributes_form(kind)
    for attribute in kind.attributes:
        if attribute.derived:
            continue
        field = form.fields[attribute.name]
        assert (str(field.label), str(field.help_text)) == (attribute.label, attribute.help)
        described = field.widget.attrs.get("aria-describedby")
        assert described == (f"id_a-{attribute.name}_helptext" if attribute.help else None)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_nothing_posted_is_the_kinds_own_emptiness(kind: Kind) -> None:
    form = read_attributes(kind, QueryDict())
    assert form.is_valid()
    assert kind.clean(form.cleaned_data, "q") == kind.clean({}, "q")


def test_values_are_read_as_their_type() -> None:
    form = read_attributes(
        CASUALTY,
        post(
            low=" 12 ", high="", modifier="at_least", outcomes=["injured", "killed"], hedges=" so\r\n\r\nit is said \n"
        ),
    )
    assert form.is_valid()
    cleaned = form.cleaned_data
    assert (cleaned["low"], cleaned["high"], cleaned["modifier"]) == (12, None, "at_least")
    assert (cleaned["outcomes"], cleaned["hedges"]) == (["injured", "killed"], ["so", "it is said"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("low", "many"),
        ("low", "-1"),
        ("high", "1.5"),
        ("modifier", "rather"),
        ("outcomes", ["killed", "annoyed"]),
        ("source", "nul\0"),
    ],
)
def test_what_no_field_can_read_is_named(name: str, value: Any) -> None:
    form = read_attributes(CASUALTY, post(**{name: value}))
    assert not form.is_valid()
    assert list(form.errors) == [name]


def test_another_prefix_is_another_forms() -> None:
    posted = QueryDict("low=3&b-low=4")
    form = read_attributes(CASUALTY, posted)
    assert form.is_valid()
    assert form.cleaned_data["low"] is None


def test_a_derived_attribute_is_not_asked_for_and_not_read() -> None:
    form = read_attributes(BY_SLUG["framing"], post(term="forged", voice="own"))
    assert form.is_valid()
    assert "term" not in form.cleaned_data


def test_what_an_action_refused_stands_beside_its_field_or_on_top() -> None:
    form = read_attributes(CASUALTY, post(low="9", high="3"))
    assert form.is_valid()
    with pytest.raises(InvalidAttributes) as refusal:
        CASUALTY.clean(form.cleaned_data, "q")
    show_errors(form, {**refusal.value.errors, "span": ["Mark the words.", "All of them."], "": ["No."]})
    assert form.errors == {
        "high": ["The highest number is below the lowest."],
        "__all__": ["Mark the words.", "All of them.", "No."],
    }
    # What was typed is still there to be put right.
    assert (form["low"].value(), form["high"].value()) == ("9", "3")


def test_phrases_are_shown_one_a_line() -> None:
    field = PhrasesField(required=False)
    assert field.prepare_value(["so", "it is said"]) == "so\nit is said"
    assert field.prepare_value("as typed\n") == "as typed\n"
    assert (field.clean(""), field.clean(None)) == ([], [])
    html = str(attributes_form(CASUALTY)(initial={"hedges": ["<so>", "it"]}, prefix="a")["hedges"])
    assert "&lt;so&gt;\nit</textarea>" in html


def test_widgets_carry_the_classes_of_the_style() -> None:
    form: AttributesForm = attributes_form(CASUALTY)()
    classes = {name: field.widget.attrs.get("class") for name, field in form.fields.items()}
    assert classes["modifier"] == "form-select form-select-sm"
    assert classes["low"] == classes["source"] == classes["hedges"] == "form-control form-control-sm"
    assert classes["outcomes"] is None
