"""The step of a sign-in in which the second factor is shown."""

from __future__ import annotations

from typing import Any

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from accounts import factors


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # the library is untyped
    def handle(self) -> Any:
        """Skipped where the city's own identity provider has asked for it (``OIDC_SECOND_FACTOR``)."""
        if factors.proved(self.request, self.login.user):
            return None, True
        return super().handle()

    def is_resumable(self, request: HttpRequest) -> bool:
        """Somebody who goes back to the beginning wants to begin anew, perhaps as somebody else."""
        return False
