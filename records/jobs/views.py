"""裏の作業: whether anybody works behind the pages, which mails did not go, which jobs stand still."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.jobs.digest import DAYS, digest, halted
from records.jobs.rules import may_see_work
from records.jobs.standing import broken_jobs, do_again, health
from records.mail import Mail, send_all_again
from records.pressing import pressed

ROWS = 50


@reads
def page(request: Request) -> HttpResponseBase:
    ask(may_see_work, request.user, None)
    now = timezone.now()
    failed = Mail.objects.visible_to(request.user).failed().select_related("to_user")
    context = {
        "health": health(at=now),
        "mails": Paginator(failed, ROWS).get_page(request.GET.get("page")),
        "broken": broken_jobs(),
        "halted": halted(),
        "days": digest(at=now),
        "length": DAYS,
    }
    return render(request, "records/jobs/page.html", context)


@writes
def mail_again(request: Request, pk: int) -> HttpResponseBase:
    mail = fetch(Mail.objects.visible_to(request.user), by=request.user, may=may_see_work, pk=pk)
    done = f"{mail.to_user.name}さんへのメールを、もう一度送ります。"
    return pressed(request, partial(mail.send_again, by=request.user), done, to="work:page")


@writes
def all_mails_again(request: Request) -> HttpResponseBase:
    ask(may_see_work, request.user, None)
    done = "送れなかったメールを、もう一度送ります。届いたものは、この一覧から消えます。"
    return pressed(request, partial(send_all_again, by=request.user), done, to="work:page")


@writes
def job_again(request: Request, pk: int) -> HttpResponseBase:
    ask(may_see_work, request.user, None)
    done = "この作業を、もう一度します。できたら、この一覧から消えます。"
    return pressed(request, partial(do_again, pk, by=request.user), done, to="work:page")
