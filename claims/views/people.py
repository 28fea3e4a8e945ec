"""Who belongs to a project: the list, searched and leafed through, and who changes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.actions.errors import Invalid
from claims.actions.members import add_member, change_role, remove_member
from claims.forms import show_errors
from claims.forms.team import InvitationForm, MemberForm
from claims.models import Invitation, Membership, Project
from claims.permissions import ROLES, may
from claims.queries.members import found_members
from claims.views.page import Request, leaf, page_of, words_of
from claims.views.project import project_for


@require_GET
def people(request: Request, pk: int) -> HttpResponse:
    """The project's members and their roles: of some name (`q`) or `role`, MOST a page."""
    return show_people(request, project_for(request, pk))


@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    """Add an account to the project."""
    project = project_for(request, pk, "project.manage")
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            member = add_member(request.user, project, **form.cleaned_data)
        except Invalid as invalid:
            show_errors(form, invalid.errors)
        else:
            messages.success(request, _("%(name)s is in the project.") % {"name": member.person.name})
            return redirect("project-people", pk)
    return show_people(request, project, form, status=422)


@require_POST
def change(request: Request, pk: int, member: int) -> HttpResponse:
    """Give a member another role, or take her out of the project (`remove`); the list stays as it was filtered."""
    project = project_for(request, pk, "project.manage")
    membership = get_object_or_404(Membership.objects.select_related("person", "project"), pk=member, project=project)
    try:
        if "remove" in request.POST:
            remove_member(request.user, membership)
        else:
            change_role(request.user, membership, request.POST.get("role", ""))
        messages.success(request, _("Saved."))
    except Invalid as invalid:
        messages.error(request, str(invalid))
    query = request.GET.urlencode()
    return redirect(reverse("project-people", args=[pk]) + (f"?{query}" if query else ""))


def show_people(
    request: Request, project: Project, form: MemberForm | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page; `more` may hold an `invitation_form` that was refused, or who was just `invited` and the `address`."""
    manages = may(request.user, "project.manage", project)
    open_ones = Invitation.objects.filter(project=project, revoked_at=None, expires_at__gt=timezone.now()).exclude(
        email__gt="", used__gt=0
    )
    context = {
        "section": "projects",
        "project": project,
        **_listed(request, project, manages),
        "form": form or MemberForm(),
        "invitation_form": InvitationForm(),
        "invitations": open_ones.select_related("created_by") if manages else [],
        "roles": ROLES,
        **more,
    }
    return render(request, "claims/project_people.html", context, status=status)


def _listed(request: Request, project: Project, manages: bool) -> dict[str, Any]:
    """The members that the address asks for, and what it asks; only a manager finds people by their mail."""
    words, page, role = words_of(request), page_of(request), request.GET.get("role", "")
    members, more = leaf(found_members(project, words, role, by_mail=manages), page)
    asked = {
        "words": words,
        "page": page,
        "role": role if role in dict(ROLES) else "",
        "query": request.GET.urlencode(),
    }
    return {"members": members, "more": more, **asked}
