"""Who may, about articles. Whether it is the time for it is the verbs' own guard."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.models import Organization
from plans.articles.edition import ArticleEdition


def may_use_desk(user: User, _: object) -> Answer:
    """The city's people and those of an organization; which articles they see is a matter of ``visible_to``."""
    today = timezone.localdate()
    if user.is_city(on=today) or user.roles_on(today):
        return YES
    return No("ここは、記事を書く人と確かめる人のページです。記事は「手引きと事例」で読めます。")


def may_begin_article(user: User, _: object) -> Answer:
    """Any kind of article."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("手引き・質問・お知らせを書くのは、協働の担当の係です。団体の役員は、自分の団体の取組事例を書けます。")


def may_tell_case(user: User, organization: Organization) -> Answer:
    """A case about one's own organization."""
    if user.acts_for(organization, on=timezone.localdate()):
        return YES
    return No("取組事例を書けるのは、団体の役員(閲覧の人をのぞく)です。")


def may_write_article(user: User, edition: ArticleEdition) -> Answer:
    """A body's own words are the body's; everything else is the section's."""
    if edition.article.is_from_body and edition.organization:
        return may_tell_case(user, edition.organization)
    return may_begin_article(user, edition)


def may_check_article(user: User, edition: ArticleEdition) -> Answer:
    """Publishes or sends back: the section, but nobody who wrote it."""
    if not user.in_section(on=timezone.localdate()):
        return No("記事を確かめて公開するのは、協働の担当の係です。")
    if edition.written_by_id == user.pk:
        return No("記事は、書いた人とは別の人が確かめて公開します。ほかの人に頼んでください。")
    return YES


def may_withdraw_article(user: User, edition: ArticleEdition) -> Answer:
    """The section, and the body whose own words they are."""
    return YES if user.in_section(on=timezone.localdate()) else may_write_article(user, edition)
