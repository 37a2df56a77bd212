"""What mails say at their end."""

from django import template
from django.utils import timezone

from staff import offices

register = template.Library()


@register.simple_tag
def whom_to_ask() -> str:
    """The sentence that names the section and its telephone, as they are on the day of the mail."""
    return f"わからないことは、{offices.whom_to_ask(timezone.localdate())}に聞いてください。"
