"""Pages of a 中間見直し: its people write it over some evenings, close it, and go on in the next version."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, writes
from plans.reviews.due import due_on
from plans.reviews.forms import ReviewPage
from plans.reviews.page import rows_of
from plans.reviews.review import PlanReview
from plans.reviews.rules import may_write_review
from plans.rules import may_write_plan
from plans.views.future import visible as visible_plan
from records.events import Event
from records.pieces import Tag
from records.pressing import pressed
from records.rowpages import rows_page

TAGS = {"open": Tag("話し合い中", "way"), "closed": Tag("まとめた", "good"), "dropped": Tag("取りやめ", "over")}


def visible(request: Request, pk: int, may: Rule | None = None) -> PlanReview:
    reviews = PlanReview.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(reviews.select_related("plan__organization", "leads_to"), by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, plan: int) -> HttpResponseBase:
    found, today = visible_plan(request, plan, may_write_plan), timezone.localdate()

    def act() -> str:
        return reverse("plans:review_write", args=[PlanReview.begin(found, by=request.user, on=today).pk])

    return pressed(request, act, "中間見直しを始めました。取組ごとに、これからどうするかを書いてください。", to=found)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    review, today = visible(request, pk), timezone.localdate()
    writes_it = bool(may_write_review(request.user, review))
    context = {
        "review": review,
        "plan": review.plan,
        "tag": TAGS[review.status],
        "rows": rows_of(review, request.user, on=today),
        "due": due_on(review.plan),
        "meetings": review.meetings.with_hosts(),
        "may_write": writes_it and review.can("write"),
        "gaps": review.gaps() if writes_it and review.can("close") else [],
        "new_plan": review.leads_to if sees(request, review) else None,
        "events": Event.objects.about(review),
    }
    return render(request, "plans/reviews/detail.html", context)


def sees(request: Request, review: PlanReview) -> bool:
    """The new version is its people's own until it is laid before the city."""
    plans = type(review.plan).objects.visible_to(request.user, on=timezone.localdate())
    return review.leads_to is not None and plans.filter(pk=review.leads_to.pk).exists()


@writes
def write(request: Request, pk: int) -> HttpResponseBase:
    review, today = visible(request, pk, may_write_review), timezone.localdate()
    if not review.can("write"):
        messages.info(request, PlanReview.NOT_NOW["write"])
        return redirect(review)
    told = {row.item.pk: row.progress for row in rows_of(review, request.user, on=today)}
    return rows_page(
        request,
        partial(ReviewPage, review, told),
        template="plans/reviews/write.html",
        done="保存しました。",
        to=review,
        context={"review": review, "plan": review.plan},
    )


@writes
def close(request: Request, pk: int) -> HttpResponseBase:
    review, today = visible(request, pk, may_write_review), timezone.localdate()

    def act() -> str:
        review.close(by=request.user, on=today)
        return reverse("plans:future_edit", args=[review.leads_to_id]) if review.leads_to_id else ""

    done = "中間見直しをまとめました。変える取組があれば、計画の新しい版ができています。"
    return pressed(request, act, done, to=review)


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    review = visible(request, pk, may_write_review)
    return pressed(request, partial(review.drop, by=request.user), "中間見直しを取りやめました。", to=review.plan)
