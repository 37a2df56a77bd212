"""What is to be done about grants after their decision: rows of both home pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from accounts.models import User
from grants.cases import Grant
from grants.payments import Payment
from grants.rules import may_pay
from organizations.models import Organization
from records.tasks import Task
from records.templatetags.japanese import local_day, yen

KIND = "交付金"


def after(bodies: list[Organization]) -> list[Task]:
    """What the organizations' granted grants wait for."""
    granted = Grant.objects.filter(organization__in=bodies, status=Grant.Status.GRANTED)
    return [*to_request(granted.select_related("organization", "scheme").prefetch_related("payments"))]


def to_request(grants: Iterable[Grant]) -> Iterator[Task]:
    for grant in grants:
        live = [payment for payment in grant.payments.all() if payment.status != Payment.Status.DROPPED]
        if open_ := next((each for each in live if each.is_open), None):
            back = "市から、直しのお願いが来ています。" if open_.sent_back_for else "請求書を、まだ出していません。"
            detail, url, action = f"{back}請求額は{yen(open_.amount)}です。", open_.get_absolute_url(), "続きを書く"
        elif len(live) < grant.scheme.instalments and all(each.status == Payment.Status.PAID for each in live):
            detail = "交付が決まっています。振込先を入れて請求すると、市が支払います。"
            url, action = reverse("grants:detail", args=[grant.pk]), "請求する"
        else:
            continue
        yield Task(f"{grant.scheme}を請求する", url, str(grant.organization), detail=detail, action=action, kind=KIND)


def to_pay(user: User, *, on: date) -> list[Task]:
    """Every request for payment that is open, for accounting and the section."""
    asked = Payment.objects.visible_to(user, on=on).asked().select_related("grant__organization", "grant__scheme")
    return [
        Task(
            f"{payment.grant.scheme} {payment.name_of_part}",
            payment.get_absolute_url(),
            str(payment.organization),
            kind=KIND,
            stage=payment.get_status_display(),
            amount=payment.amount,
            holder="会計",
            since=local_day(payment.submitted_at) if payment.submitted_at else None,
            mine=bool(may_pay(user, payment)),
        )
        for payment in asked
    ]
