"""The desk's list of articles, and the words for their states."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from plans.articles.article import Kind
from plans.articles.columns import OPEN, Status
from plans.articles.edition import ArticleEdition
from plans.articles.querysets import EditionQuerySet
from records.pieces import Tag

TAGS = {
    Status.DRAFT: Tag("下書き", "plain"),
    Status.ASKED: Tag("確認待ち", "way"),
    Status.RETURNED: Tag("差し戻し", "back"),
    Status.PUBLISHED: Tag("公開中", "good"),
    Status.SUPERSEDED: Tag("前の版", "over"),
    Status.WITHDRAWN: Tag("取り下げ", "over"),
    Status.DROPPED: Tag("とりやめ", "over"),
}
HEAPS = (("open", "書きかけと確認待ち"), ("published", "公開中"), ("past", "公開を終えた"))


def tag_of(edition: ArticleEdition) -> Tag:
    return TAGS[Status(edition.status)]


def found(user: User, *, heap: str, kind: str, on: date) -> EditionQuerySet:
    editions: EditionQuerySet = ArticleEdition.objects.visible_to(user, on=on).for_lists()
    if kind in Kind.values:
        editions = editions.of_kind(kind)
    if heap == "published":
        return editions.filter(status=Status.PUBLISHED).order_by("-published_at", "-pk")
    if heap == "past":
        return editions.exclude(status__in=[*OPEN, Status.PUBLISHED]).order_by("-ended_at", "-pk")
    return editions.open().order_by("-written_at", "-pk")
