"""Inviting people into a project, and following an invitation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import invite as verbs
from claims.actions.errors import Invalid
from claims.forms import show_errors
from claims.forms.team import InvitationForm, SignUpForm
from claims.models import Invitation
from claims.views.page import Request
from claims.views.people import show_people
from claims.views.project import project_for

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
def invite(request: Request, pk: int) -> HttpResponse:
    """Make an invitation; the page shows its address this once."""
    project = project_for(request, pk, "project.manage")
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            made, address = verbs.invite(request.user, project, **form.cleaned_data)
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            address = address if address.startswith("http") else request.build_absolute_uri(address)
            return show_people(request, project, invited=made, address=address)
    return show_people(request, project, invitation_form=form, status=422)


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    """End an invitation."""
    invitation = get_object_or_404(Invitation.objects.select_related("project"), pk=pk)
    project_for(request, invitation.project_id, "project.manage")
    verbs.revoke(request.user, invitation)
    messages.success(request, _("The invitation is revoked."))
    return redirect("project-people", invitation.project_id)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def follow(request: Request, secret: str) -> HttpResponse:
    """What one is invited to; posted, join: with one's account, or with a new one that the form describes."""
    try:
        invitation = verbs.find(secret)
        form = SignUpForm(request.POST or None, initial={"email": invitation.email})
        if request.method == "POST" and request.user.is_authenticated:
            return redirect("project", verbs.join(request.user, secret).project_id)
    except Invalid as invalid:
        return render(request, "claims/invitation.html", {"why": str(invalid)}, status=410)
    if request.method == "POST" and form.is_valid():
        try:
            person = verbs.sign_up(secret, form.cleaned_data)
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            login(request, person, backend=BACKEND)
            return redirect("home")
    status = 422 if request.method == "POST" else 200
    return render(request, "claims/invitation.html", {"invitation": invitation, "form": form}, status=status)
