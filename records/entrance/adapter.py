"""What the sign-in library asks us (``ACCOUNT_ADAPTER``): its steps go on record, its mails through the outbox."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts import sessions
from accounts.adapter import ClosedSignUp
from accounts.models import User, clean_email
from records import mail
from records.entrance.book import note, ways
from records.entrance.strangers import tell_stranger
from records.jobs import queue


class Entrance(ClosedSignUp):
    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sessions.begin(request.session, at=timezone.now())
        note(user, "sign_in", ways=ways(request, user))

    def post_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **hooks)
        return redirect("session_kept") if sessions.kept(request.session, user) else response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note(request.user, "sign_out")
        super().logout(request)

    def time_out(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note(request.user, "session_over")
        super().time_out(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self.note_failure("sign_in_stopped", credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self.note_failure("sign_in_failed", credentials)

    def note_failure(self, what: str, credentials: dict[str, Any]) -> None:
        """Of an address that nobody has there is nobody to tell it of."""
        if user := User.objects.filter(email=clean_email(credentials.get("email") or "")).first():
            note(user, what)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        note(user, "password_change")

    @transaction.atomic
    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        note(user, "password_link_sent")
        super().send_password_reset_mail(user, email, context)

    @transaction.atomic
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """To a known person by the outbox, without its body afterwards: it carries a link that opens the account.

        Nothing is sent while the page waits, so that its time tells nobody who has an account.
        """
        written = self.render_mail(template_prefix, email, {"email": email, **context})
        subject, body = written.subject, str(written.body)
        if person := User.objects.filter(email=clean_email(email)).first():
            mail.write(person, subject=subject, body=body, is_secret=True)
        else:
            queue(tell_stranger, email=email, subject=subject, body=body)

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "records.entrance.stages.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]
