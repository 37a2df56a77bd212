"""The library's own pages about second factors, where they need a word or a rule more."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy

from accounts import factors


class ShowSecondFactor(AuthenticateView):  # type: ignore[misc]  # the library is untyped
    """Only in a demonstration, and only of its invented people, the page also says the code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        shows = settings.DEMO and user.email.endswith(factors.MAILBOX)
        code = factors.current_code(user) if shows else ""
        told = {"person": user, "demo_code": code, "has_passkey": factors.has_passkey(user)}
        return {**super().get_context_data(**kwargs), **told}


class Proves:
    """Whoever has just set one up holds it in the hand: this session has shown a second factor."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        factors.prove(self.request.session, form.user)
        return answer


class AddPasskey(Proves, AddWebAuthnView):  # type: ignore[misc]  # the library is untyped
    pass


class AddApp(Proves, ActivateTOTPView):  # type: ignore[misc]  # the library is untyped
    """The secret stands on the page anyway; in a demonstration its code does too."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "demo_code": factors.code_of(context["form"].secret) if settings.DEMO else ""}


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # the library is untyped
    """As for an authenticator app: staff keep one."""

    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        passkey = self.get_queryset().filter(pk=kwargs["pk"]).first()
        if passkey and not get_adapter().can_delete_authenticator(passkey):
            messages.error(request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer
