"""What articles ask of people now: rows of both home pages."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from plans.articles.columns import Status
from plans.articles.edition import ArticleEdition
from records.tasks import Task, rests_without


@rests_without(ArticleEdition.objects.filter(status__in=[Status.DRAFT, Status.RETURNED]))
def for_leader(user: User, *, on: date) -> list[Task]:
    """What the city sent back, and what was begun and not sent."""
    bodies = user.writes_for(on)
    own = ArticleEdition.objects.filter(article__is_from_body=True, article__organization__in=bodies)
    waiting = own.filter(status__in=[Status.DRAFT, Status.RETURNED]).for_lists()
    return [task_of(edition, str(edition.organization)) for edition in waiting]


def task_of(edition: ArticleEdition, organization: str) -> Task:
    is_back = edition.status == Status.RETURNED
    return Task(
        f"取組事例「{edition.title}」を{'直す' if is_back else '書く'}",
        edition.get_absolute_url() if is_back else reverse("articles:edit", args=[edition.pk]),
        organization,
        detail="市から、直してほしいところが届いています。" if is_back else "書けたら、市に確認を頼んでください。",
        action="直す" if is_back else "続きを書く",
    )


@rests_without(ArticleEdition.objects.filter(status__in=[Status.ASKED, Status.RETURNED]))
def for_city(user: User, *, on: date) -> list[Task]:
    """What waits for a checker, and what was sent back to somebody of the section."""
    if not user.in_section(on=on):
        return []
    waiting = ArticleEdition.objects.filter(status=Status.ASKED) | ArticleEdition.objects.filter(
        status=Status.RETURNED, article__is_from_body=False
    )
    return [city_task(edition, user) for edition in waiting.for_lists()]


def city_task(edition: ArticleEdition, user: User) -> Task:
    asks, own = edition.status == Status.ASKED, edition.written_by_id == user.pk
    return Task(
        str(edition),
        edition.get_absolute_url(),
        str(edition.organization or "市"),
        action=("" if own else "確認する") if asks else "直す",
        waiting_for="ほかの人の確認を待っています" if asks and own else "",
        kind="記事",
        stage="確認" if asks else "差し戻し",
        holder="書いた人とは別の係員" if asks else str(edition.written_by),
        since=timezone.localdate(edition.asked_at) if edition.asked_at else None,
        mine=asks != own,
    )
