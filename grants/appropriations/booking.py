"""当初予算 and 補正予算: the verbs that write the budget's lines and keep their sum in the scheme."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from accounts.models import User
from grants.appropriations.entries import Appropriation
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.telling import overwrite
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.schemes import Scheme

Kind = Appropriation.Kind


def booked(scheme: Scheme) -> int:
    """Yen in the scheme's lines."""
    return int(scheme.appropriations.aggregate(sum=Sum("amount"))["sum"] or 0)


def book_initial(scheme: Scheme, *, by: User) -> None:
    """Part of the verb that decides a scheme: its first line, or the line that mends it. The verb saves."""
    more = scheme.appropriation - booked(scheme)
    kind = Kind.CORRECTED if scheme.appropriations.exists() else Kind.INITIAL
    if more or kind == Kind.INITIAL:
        day = scheme.appropriated_on if kind == Kind.INITIAL else None
        Appropriation.objects.create(scheme=scheme, kind=kind, amount=more, resolved_on=day, recorded_by=by)


@transaction.atomic
def supplement(scheme: Scheme, *, by: User, number: int, resolved_on: date, amount: int, reason: str) -> None:
    """補正予算(第n号), as the council resolved it; less only down to what is decided already."""
    from grants.allotments.limits import promised  # 内示 knows the scheme

    scheme.lock()
    if scheme.status != scheme.Status.ADOPTED:
        raise NotNow("この制度は、まだ決定していません。予算額は「制度の基本」で直してください。")
    _check_day(scheme, resolved_on)
    after = scheme.appropriation + amount
    if after < (decided := scheme.budget().decided):
        raise NotNow({
            "amount": f"もう{yen(decided)}の交付を決定しています。補正後の予算額({yen(after)})を、"
            "それより少なくはできません。"
        })  # fmt: skip
    if amount < 0 and after < decided + (still := promised(scheme)):
        raise NotNow({
            "amount": f"内示して、まだ決定していない額が{yen(still)}あります。補正後の予算額({yen(after)})を、"
            f"決定した額との計({yen(decided + still)})より少なくはできません。"
        })  # fmt: skip
    with spoken(Appropriation):
        line = Appropriation.objects.create(
            scheme=scheme, kind=Kind.SUPPLEMENT, number=number, resolved_on=resolved_on, amount=amount,
            reason=reason, recorded_by=by,
        )  # fmt: skip
    changed = overwrite(scheme, {"appropriation": after})
    scheme.save()
    told = f"{line.name} {era_date(resolved_on)}議決 {yen(amount)} {reason}"
    record(scheme, "scheme.supplement", by=by, changes=changed, comment=told)


def _check_day(scheme: Scheme, resolved_on: date) -> None:
    last = scheme.appropriations.aggregate(last=Max("resolved_on"))["last"]
    if resolved_on > timezone.localdate():
        raise NotNow({"resolved_on": "まだ来ていない日です。議決されてから、記録してください。"})
    if resolved_on > scheme.fiscal_year.end:
        end = era_date(scheme.fiscal_year.end)
        raise NotNow({"resolved_on": f"{scheme.fiscal_year}の予算を補正できるのは、{end}までの議決です。"})
    if last and resolved_on < last:
        raise NotNow({"resolved_on": f"前の議決の日({era_date(last)})か、それより後の日にしてください。"})
