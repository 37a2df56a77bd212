"""取組事例 of an organization, for the pages of the floors below."""

from __future__ import annotations

from django import template
from django.utils import timezone

from organizations.models import Organization
from plans.articles.edition import ArticleEdition
from plans.articles.shelves import cases_of, news

register = template.Library()
SHOWN = 3


@register.simple_tag
def told_cases(organization: Organization) -> list[ArticleEdition]:
    return list(cases_of(organization, on=timezone.localdate()))


@register.simple_tag
def newest_news() -> list[ArticleEdition]:
    return list(news(on=timezone.localdate())[:SHOWN])
