"""What is published today, for pages of other rooms: an organization's cases, the newest news."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from organizations.models import Organization
from plans.articles.article import Kind
from plans.articles.edition import ArticleEdition
from plans.articles.querysets import EditionQuerySet


def public(kind: str, *, on: date) -> EditionQuerySet:
    seen: EditionQuerySet = ArticleEdition.objects.public(on=on)
    return seen.of_kind(kind).for_lists()


def chapters(*, on: date) -> EditionQuerySet:
    return public(Kind.CHAPTER, on=on).order_by("order", "pk")


def news(*, on: date) -> EditionQuerySet:
    """What is pinned first, then the newest."""
    return public(Kind.NEWS, on=on).order_by("-is_pinned", F("shown_from").desc(nulls_last=True), "-pk")


def cases_of(organization: Organization, *, on: date) -> EditionQuerySet:
    return public(Kind.CASE, on=on).filter(article__organization=organization).order_by("-year", "-pk")
