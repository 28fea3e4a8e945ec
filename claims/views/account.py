"""Signing in and out, passwords, and a person's own account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from knox.models import AuthToken, get_token_model

from claims.actions.errors import Invalid
from claims.actions.keys import COMMANDS, choose_keys, keys_of
from claims.forms import TokenForm
from claims.views.page import Request


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth.LoginView):
    """The sign-in page.

    A request of htmx that finds its session ended ends here: it gets the form alone, as 401, to be filled in where the
    person is. Signed in, it gets no content, but a fresh form token and who she is, so that the page can go on.
    """

    template_name = "registration/sign_in.html"
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer htmx with the form or, where the session is well, with the token; everybody else with the page."""
        if request.headers.get("HX-Request") and request.user.is_authenticated:
            return self._signed_in()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, and go where the person wanted to."""
        response = super().form_valid(form)
        return self._signed_in() if self.request.headers.get("HX-Request") else response

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        """The page; for htmx its form."""
        if self.request.headers.get("HX-Request"):
            return render(self.request, f"{self.template_name}#form", context, status=401)
        return super().render_to_response(context, **more)

    def _signed_in(self) -> HttpResponse:
        return HttpResponse(
            status=204, headers={"X-Form-Token": get_token(self.request), "X-Person": str(self.request.user.pk)}
        )


class PasswordChange(auth.PasswordChangeView):
    """Change one's own password; other sessions end, and so does the demo's warning."""

    template_name = "registration/password_change.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and say so on the account page."""
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class PasswordReset(auth.PasswordResetView):
    """Ask for a link by e-mail. The answer is the same whether or not the address is known."""

    template_name = "registration/password_reset.html"
    email_template_name = "registration/password_reset_email.txt"
    subject_template_name = "registration/password_reset_subject.txt"
    success_url = reverse_lazy("password-reset-sent")


@method_decorator(login_not_required, name="dispatch")
class PasswordResetSent(auth.PasswordResetDoneView):
    """The link is on its way."""

    template_name = "registration/password_reset_sent.html"


@method_decorator(login_not_required, name="dispatch")
class PasswordSet(auth.PasswordResetConfirmView):
    """Set a new password through the link."""

    template_name = "registration/password_set.html"
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and say so on the sign-in page."""
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)


@require_GET
def account(request: Request) -> HttpResponse:
    """The person's name, roles and API tokens."""
    return _page(request, TokenForm())


@require_http_methods(["GET", "POST"])
def keys(request: Request) -> HttpResponse:
    """The keys of the review screen, to choose others. `back=all` gives back those it has at first."""
    asked, errors = keys_of(request.user), dict[str, list[str]]()
    if request.method == "POST":
        asked = {} if "back" in request.POST else request.POST.dict()
        try:
            choose_keys(request.user, asked)
        except Invalid as invalid:
            errors = invalid.errors
        else:
            messages.success(request, _("Your keys are saved."))
            return redirect("account-keys")
    rows = [(command, asked.get(command.name, ""), errors.get(command.name, [])) for command in COMMANDS]
    return render(request, "claims/keys.html", {"rows": rows, "errors": errors}, status=422 if errors else 200)


@require_POST
def token_create(request: Request) -> HttpResponse:
    """Make an API token and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    _row, token = get_token_model().objects.create(request.user, expiry=timedelta(days=form.cleaned_data["days"]))
    return _page(request, TokenForm(), token=token)


@require_POST
def token_revoke(request: Request, digest: str) -> HttpResponse:
    """End one of the person's own tokens."""
    get_object_or_404(AuthToken, digest=digest, user=request.user).delete()
    messages.success(request, _("The token is revoked."))
    return redirect("account")


def _page(request: Request, form: TokenForm, *, token: str = "", status: int = 200) -> HttpResponse:
    memberships = request.user.memberships.select_related("project").order_by("project__name")
    tokens = AuthToken.objects.filter(user=request.user).order_by("-created")
    context = {"memberships": memberships, "tokens": tokens, "form": form, "token": token}
    return render(request, "claims/account.html", context, status=status)
