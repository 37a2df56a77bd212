"""What is still going on with an organization's money, for the pages of the floors below."""

from __future__ import annotations

from django import template
from django.utils import timezone

from accounts.models import User
from grants.models import Grant
from organizations.models import Organization

register = template.Library()
OVER = ("draft", "refused", "withdrawn", "settled", "revoked", "given_up")


@register.simple_tag
def running_grants(organization: Organization, reader: User) -> list[Grant]:
    """Those that somebody has yet to decide, to report on, to confirm or to settle."""
    seen = Grant.objects.visible_to(reader, on=timezone.localdate()).filter(organization=organization)
    return list(seen.exclude(status__in=OVER).select_related("organization", "scheme"))
