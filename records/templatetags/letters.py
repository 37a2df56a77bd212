"""For the letters' templates only."""

from django import template

from records.letters import fonts

register = template.Library()


@register.filter(is_safe=True)
def faces(html: str) -> str:
    """The letter with a class around every phrase that the letter's own face cannot set."""
    return fonts.mark(html)
