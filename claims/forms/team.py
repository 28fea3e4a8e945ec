"""Forms of a project: its settings and people, how its articles are given out, and how they are settled."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate import KINDS
from claims.forms import PlainForm, date_field
from claims.models.judgement import AdjudicationReason
from claims.models.verdict import VerdictLabel
from claims.permissions import ROLES
from claims.strategies import STRATEGIES

_SMALL = forms.TextInput(attrs={"class": "form-control form-control-sm"})
_NUMBER = forms.NumberInput(attrs={"class": "form-control form-control-sm form-narrow"})


class ProjectForm(forms.Form):
    """A project's settings."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"}))
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"class": "form-control", "rows": 2})
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of claim in use"),
        choices=[(kind.slug, _(kind.plural)) for kind in KINDS],
        initial=[kind.slug for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    reviewers_per_article = forms.IntegerField(
        label=_("Reviewers per article"),
        help_text=_("An article is gold once at least so many have handed it in. From 1 to 5."),
        initial=1,
        min_value=1,
        max_value=5,
        widget=forms.NumberInput(attrs={"class": "form-control form-narrow"}),
    )

    double_share = forms.IntegerField(
        label=_("Of these, doubly reviewed, in per cent"),
        help_text=_(
            "How many of a hundred articles get all those reviewers. The others get one. Drawn by each text's hash."
        ),
        initial=100,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "form-control form-narrow"}),
    )
    unaided_share = forms.IntegerField(
        label=_("Reviewed without proposals, in per cent"),
        help_text=_("Shows what the pipeline misses, and how much its proposals sway people. New articles only."),
        initial=0,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "form-control form-narrow"}),
    )
    self_service = forms.BooleanField(
        label=_("Reviewers take their next article themselves"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    pressing_first = forms.BooleanField(
        label=_("They get first what most deserves checking, not what came in first"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    lease_hours = forms.IntegerField(
        label=_("An article taken goes back after so many hours without a step"),
        initial=24,
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "form-control form-narrow"}),
    )

    training_threshold = forms.IntegerField(
        label=_("F1 that new reviewers have to reach in training, in per cent"),
        help_text=_("0: no training is asked for. Its articles are chosen on the page Training."),
        initial=0,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "form-control form-narrow"}),
    )


class GuidelineForm(forms.Form):
    """A project's guideline; `seen` is the version that was edited."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text, in Markdown"), widget=forms.Textarea(attrs={"class": "form-control", "rows": 14})
    )


class MemberForm(forms.Form):
    """A person to add to a project."""

    who = forms.CharField(label=_("User name or e-mail"), widget=forms.TextInput(attrs={"class": "form-control"}))
    role = forms.ChoiceField(
        label=_("Role"), choices=ROLES, initial="reviewer", widget=forms.Select(attrs={"class": "form-select"})
    )


class InvitationForm(PlainForm):
    """An invitation: to one address, or without one for whoever has the link."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial="reviewer")
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Left empty, the link is for whoever has it.")
    )
    days = forms.IntegerField(label=_("Good for so many days"), initial=7, min_value=1, max_value=90)


class SignUpForm(PlainForm):
    """An account made by following an invitation."""

    username = forms.CharField(label=_("User name"), max_length=150)
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


class AllocationForm(forms.Form):
    """How articles are to be spread; the people with their weights stand beside it, in the page."""

    strategy = forms.ChoiceField(
        label=_("How"),
        choices=[(each.name, each.label) for each in STRATEGIES],
        initial="even",
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )
    q = forms.CharField(label=_("Title or address"), required=False, widget=_SMALL)
    source = forms.CharField(label=_("Source"), required=False, widget=_SMALL)
    language = forms.CharField(label=_("Language"), required=False, max_length=16, widget=_SMALL)
    number = forms.IntegerField(
        label=_("Articles at most"), required=False, min_value=1, max_value=5000, widget=_NUMBER
    )
    most = forms.IntegerField(
        label=_("Each holds at most"), required=False, min_value=1, max_value=5000, widget=_NUMBER
    )
    seed = forms.IntegerField(label=_("Seed of the lot"), required=False, min_value=0, max_value=10**9, widget=_NUMBER)
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control form-control-sm"}, format="%Y-%m-%d"),
    )


class DecisionForm(PlainForm):
    """What an adjudicator says beside the answer itself."""

    reason = forms.ChoiceField(
        label=_("Why reviewers differed"), choices=[("", _("choose a reason")), *AdjudicationReason.choices]
    )
    confidence = forms.TypedChoiceField(
        label=_("Confidence"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), (1, _("1, unsure")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, sure"))],
    )
    guideline_change = forms.BooleanField(label=_("The guideline should say more about this"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"}))
    verdict = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=[("", _("as in the version taken")), *VerdictLabel.choices]
    )
    justification = forms.CharField(
        label=_("Justification"), required=False, widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"})
    )
    as_of = date_field(_("Evidence up to"))


class DueForm(PlainForm):
    """By when an article is to be handed in."""

    due_on = date_field(_("Due on"))


class RuleForm(PlainForm):
    """When several answers are good for gold without being read one by one."""

    share = forms.ChoiceField(
        label=_("Who has to agree"),
        choices=[("all", _("all reviewers")), ("majority", _("more than half of them"))],
    )
    span = forms.ChoiceField(
        label=_("Words are the same"),
        choices=[("exact", _("if they are, letter for letter")), ("overlap", _("if they overlap"))],
    )
    # Not "attributes": a form's control of that name hides from scripts which attributes the form has.
    values = forms.ChoiceField(
        label=_("Attributes"),
        choices=[("same", _("have to be the same")), ("any", _("may differ: those of the answer that is taken"))],
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *((kind.slug, _(kind.label)) for kind in KINDS)]
    )
    reason = forms.ChoiceField(label=_("Why reviewers differed"), choices=AdjudicationReason.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
