"""``{{ text|prose }}`` draws a long text with its marks, ``{{ text|plain }}`` gives its words."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from records import prose as marks

register = template.Library()


@register.filter
def prose(text: str, level: int = 2) -> SafeString:
    return marks.as_html(text, level=level)


@register.filter
def plain(text: str) -> str:
    return marks.plain(text)
