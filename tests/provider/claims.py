"""What the provider tells of its people, and by which means it has made sure of them (amr, RFC 8176)."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter

from tests.provider import settings


class Claims(DefaultOIDCAdapter):  # type: ignore[misc]  # the library is untyped
    def get_claims(self, purpose: str, user: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        claims: dict[str, Any] = super().get_claims(purpose, user, *rest, **more)
        return claims | {"amr": settings.PEOPLE[user.email]["amr"]} if purpose == "id_token" else claims
