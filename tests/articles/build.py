"""Articles as they come about by the verbs: written by one, checked and published by another."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from organizations.models import Organization
from plans.articles.photos import add_photos, describe_photos
from plans.models import ArticleEdition, ArticleTheme
from records.fiscal import FiscalYear
from records.photos import cleaned
from tests.cast import MONDAY
from tests.records.test_photos import photo

TEXTS: dict[str, dict[str, Any]] = {
    "chapter": {"title": "地域運営組織とは", "order": 1, "text": "## 目的\n住みつづけるための話し合いの場です。"},
    "question": {"title": "領収書をなくしたら?", "order": 1, "text": "店に**もう一度**頼んでください。"},
    "case": {
        "title": "買物の送り迎え",
        "year": FiscalYear(2024),
        "purpose": "店が遠い人を助ける",
        "text": "- 週に1回、車を出した",
        "cost": 120_000,
        "learned": "運転する人の保険がいる",
        "contact": "北の会 事務局",
    },
    "news": {"title": "説明会を開きます", "text": "6月1日です。", "shown_from": MONDAY},
}


def theme(kind: str) -> ArticleTheme:
    return ArticleTheme.objects.filter(kind=kind)[0]


def draft(kind: str, by: User, body: Organization | None = None, **to: Any) -> ArticleEdition:
    """The city's own, or with a ``body`` what that body writes about itself."""
    themed = {"theme": theme(kind)} if kind in ("question", "case") else {}
    facts: dict[str, Any] = {"organization": body, "is_from_body": body is not None}
    return ArticleEdition.begin(kind, by=by, **facts, **{**TEXTS[kind], **themed, **to})


def asked(kind: str, by: User, body: Organization | None = None, **to: Any) -> ArticleEdition:
    edition = draft(kind, by, body, **to)
    edition.ask(by=by)
    return edition


def published(kind: str, by: User, checker: User, body: Organization | None = None, **to: Any) -> ArticleEdition:
    edition = asked(kind, by, body, **to)
    edition.publish(by=checker)
    return edition


def with_photo(edition: ArticleEdition, by: User, alt: str = "車に乗る人を手伝う2人") -> ArticleEdition:
    add_photos(edition, [cleaned(photo((60, 40)))], by=by)
    words = {each.pk: {"alt": alt, "consent": "agreed"} for each in edition.photos.all()}
    describe_photos(edition, words, by=by)
    return edition
