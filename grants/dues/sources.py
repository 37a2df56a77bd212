"""What can be late, kind by kind. Another kind is another function here, or one in the app that knows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from grants.cases import Grant
from grants.change import Change
from grants.dues.dues import Asked, Due, Kind, source
from grants.equipment.disposals import ItemDisposal
from grants.inspections.cases import Inspection
from grants.paying import DRAWN
from grants.payments import Payment
from grants.refunds import Refund
from grants.reports import Report
from grants.status_reports.calls import calls_by_grant
from grants.status_reports.papers import StatusReport
from grants.status_reports.requests import StatusRequest
from organizations.models import Organization
from plans.models import YearlyPlan
from records.corrections import Correction
from records.templatetags.japanese import local_day
from records.workdays import Ending

Status = Grant.Status


@source(Kind("application", "交付申請", "交付申請を出して", "交付申請がまだ出ていません"))
def applications(asked: Asked, kind: Kind) -> Iterator[Due]:
    """Organizations that could still apply and never have: who took an application back has answered."""
    taking = [scheme for scheme in asked.schemes if scheme.is_taking(on=asked.on, calendar=asked.calendar)]
    if not taking:
        return
    bodies = Organization.objects.all() if asked.bodies is None else asked.bodies
    states = {status for scheme in taking for status in scheme.eligible}
    able = list(bodies.filter(status__in=states).select_related("kind").order_by("pk"))
    begun = Grant.objects.filter(asked.scope(), scheme__in=taking, status=Status.DRAFT)
    drafts = {(grant.organization_id, grant.scheme_id): grant for grant in begun}
    answered = Grant.objects.filter(scheme__in=taking).exclude(status=Status.DRAFT)
    done = set(answered.values_list("organization_id", "scheme_id"))
    for scheme in taking:
        ending = asked.calendar.ending(scheme.deadline)
        for body in able:
            draft = drafts.get((body.pk, scheme.pk))
            wanted = asked.settings[scheme.pk].expects_everyone or draft is not None
            if scheme.admits(body) and wanted and (body.pk, scheme.pk) not in done:
                url = draft.get_absolute_url() if draft else reverse("grants:list")
                yield Due(kind, scheme, body, body, ending, scheme.opens_on, url)


@source(Kind("correction", "補正の返事", "補正のお願いに答えて", "補正の返事がまだ来ていません"))
def corrections(asked: Asked, kind: Kind) -> Iterator[Due]:
    """Papers that the city gave back, by the day of what it asked last."""
    for case, grant in returned(asked):
        asks = asks_of(case)
        if not asks:
            continue
        ending, since = asked.calendar.ending(asks[-1].due_on), local_day(asks[-1].asked_at)
        yield Due(
            kind,
            asked.by_key[grant.scheme_id],
            grant.organization,
            case,
            ending,
            since,
            case.get_absolute_url(),
            grant=grant,
        )


def returned(asked: Asked) -> Iterator[tuple[Any, Grant]]:
    """Each paper with its grant, and with the requests on it and on its plan in ``asks``."""
    own = list(Grant.objects.filter(asked.scope(), status=Status.RETURNED).select_related("organization"))
    later: list[Any] = []
    for model in (Report, Change):
        rows: Any = model._default_manager.filter(asked.scope("grant__"), status="returned")
        later += rows.select_related("grant__organization")
    found: list[tuple[Any, Any]] = [*((grant, grant) for grant in own), *((case, case.grant) for case in later)]
    attach([case for case, _ in found])
    yield from found


def attach(cases: Collection[Any]) -> None:
    """Puts the requests on each case, and on the plan that it is made from, on it: one query for all of them."""
    places = {id(case): places_of(case) for case in cases}
    about = Q(pk__in=[])
    for kind, key in {place for some in places.values() for place in some}:
        about |= Q(case_type=kind, case_id=key)
    asks = list(Correction.objects.filter(about).order_by("asked_at", "pk")) if places else []
    for case in cases:
        case.asks = [ask for ask in asks if (ask.case_type_id, ask.case_id) in places[id(case)]]


def places_of(case: Any) -> set[tuple[int, int]]:
    plan = case.plan_id if isinstance(case, Change) else case.yearly_plan_id if isinstance(case, Grant) else None
    own = (ContentType.objects.get_for_model(case).pk, case.pk)
    return {own} | ({(ContentType.objects.get_for_model(YearlyPlan).pk, plan)} if plan else set())


def asks_of(case: Any) -> list[Correction]:
    asks: list[Correction] = case.asks
    return asks


@source(Kind("payment", "交付の請求", "交付の請求書を出して", "交付の請求がまだ来ていません"))
def requests(asked: Asked, kind: Kind) -> Iterator[Due]:
    """The first part some days after the decision, what is left some days after the confirmation, parts between by
    the end of the year."""
    may = Grant.objects.filter(asked.scope(), status__in=[Status.GRANTED, Status.CONFIRMED]).order_by("pk")
    for grant in may.select_related("organization").prefetch_related("payments"):
        parts = [part for part in grant.payments.all() if part.status != Payment.Status.DROPPED]
        drawn = [part for part in parts if part.status in DRAWN]
        waits = any(part.status == Payment.Status.REQUESTED for part in parts)
        if waits or grant.entitled <= sum(part.amount for part in drawn):
            continue
        ending, since = request_ending(asked, grant, first=not drawn)
        url = next((part for part in parts if part.is_open), grant).get_absolute_url()
        yield Due(kind, asked.by_key[grant.scheme_id], grant.organization, grant, ending, since, url, grant=grant)


def request_ending(asked: Asked, grant: Grant, *, first: bool) -> tuple[Ending, date]:
    decided = local_day(grant.decided_at or timezone.now())
    scheme = asked.by_key[grant.scheme_id]
    if grant.confirmed_at:
        since = local_day(grant.confirmed_at)
    elif first:
        since = decided
    else:
        return asked.calendar.ending(scheme.fiscal_year.end), decided
    return asked.calendar.after(since, asked.settings[scheme.pk].request_within), since


@source(Kind("report", "実績報告", "実績報告を出して", "実績報告がまだ出ていません"))
def reports(asked: Asked, kind: Kind) -> Iterator[Due]:
    """Of every grant that stands, until its report was sent once."""
    standing = Grant.objects.filter(asked.scope(), status__in=Grant.STANDING).exclude(report__received_at__isnull=False)
    for grant in standing.select_related("organization", "report").order_by("pk"):
        scheme = asked.by_key[grant.scheme_id]
        report: Report | None = getattr(grant, "report", None)
        since = local_day(grant.decided_at or timezone.now())
        ending, url = asked.calendar.ending(scheme.report_due), (report or grant).get_absolute_url()
        yield Due(kind, scheme, grant.organization, grant, ending, since, url, grant=grant)


@source(Kind("refund", "返還", "納入通知書で返還して", "返還がまだ済んでいません"))
def refunds(asked: Asked, kind: Kind) -> Iterator[Due]:
    """Money that was ordered back and has not all come."""
    rows = Refund.objects.to_come().filter(asked.scope("grant__")).select_related("grant__organization")
    collected = models.Sum("receipts__amount", default=0)
    for refund in rows.annotate(came=collected).filter(came__lt=models.F("amount")).order_by("pk"):
        grant = refund.grant
        yield Due(
            kind,
            asked.by_key[grant.scheme_id],
            grant.organization,
            refund,
            asked.calendar.ending(refund.due_on),
            local_day(refund.decided_at or timezone.now()),
            refund.get_absolute_url(),
            grant=grant,
            amount=refund.amount - refund.came,  # type: ignore[attr-defined]  # annotated
        )


@source(
    Kind(
        "mending",
        "検査の指摘の直し",
        "検査で指摘されたところを直して",
        "検査の指摘がまだ直っていません",
        on_paper=False,
    )
)
def mendings(asked: Asked, kind: Kind) -> Iterator[Due]:
    """What an inspection found, until the city has seen that it is mended."""
    rows = Inspection.objects.filter(asked.scope("grant__"), status=Inspection.Status.MENDING, mend_by__isnull=False)
    for case in rows.select_related("grant__organization").order_by("pk"):
        grant, since = case.grant, case.held_on or asked.on
        ending, url = asked.calendar.ending(case.mend_by or since), case.get_absolute_url()
        yield Due(kind, asked.by_key[grant.scheme_id], grant.organization, case, ending, since, url, grant=grant)


@source(
    Kind(
        "payback",
        "財産の処分の納付",
        "財産の処分で市に返すお金を納めて",
        "財産の処分で返すお金がまだ納められていません",
        on_paper=False,
    )
)
def paybacks(asked: Asked, kind: Kind) -> Iterator[Due]:
    """Money that comes back for equipment that was disposed of: asked for by mail."""
    for case in ItemDisposal.objects.owing().filter(asked.scope("grant__")).select_related("grant__organization"):
        grant, scheme = case.grant, asked.by_key[case.grant.scheme_id]
        since = local_day(case.decided_at or timezone.now())
        ending, url = asked.calendar.after(since, scheme.returns_within), case.get_absolute_url()
        yield Due(kind, scheme, grant.organization, case, ending, since, url, grant=grant)


@source(Kind("status", "状況報告", "状況報告を出して", "状況報告がまだ出ていません"))
def status_reports(asked: Asked, kind: Kind) -> Iterator[Due]:
    """Those that were called for and not begun, and those that lie with the organization."""
    named = Q(scheme__in=[scheme.pk for scheme in asked.schemes if scheme.status_dates])
    wanted = Exists(StatusRequest.objects.filter(grant=OuterRef("pk"), taken_back_at=None))
    standing = Grant.objects.filter(asked.scope(), named | wanted, status__in=Grant.STANDING).order_by("pk")
    for calls in calls_by_grant(list(standing.select_related("organization", "scheme"))).values():
        for call in calls:
            grant, ending = call.grant, asked.calendar.ending(call.due_on)
            scheme, url = asked.by_key[grant.scheme_id], grant.get_absolute_url()
            yield Due(kind, scheme, grant.organization, grant, ending, call.as_of, url, grant=grant)
    open_ = StatusReport.objects.open().filter(asked.scope("grant__"), grant__status__in=Grant.STANDING)
    for report in open_.select_related("grant__organization").order_by("pk"):
        scheme, ending = asked.by_key[report.grant.scheme_id], asked.calendar.ending(report.due_on)
        url = report.get_absolute_url()
        yield Due(kind, scheme, report.organization, report, ending, report.as_of, url, grant=report.grant)
