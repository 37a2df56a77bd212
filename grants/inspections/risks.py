"""Why a grant deserves a closer look: reasons that the portal's own data give, in a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q

from grants.cases import Grant
from grants.change import Change
from grants.inspections.cases import Inspection
from grants.report_rows import Expense
from grants.reports import Report
from grants.schemes import Scheme
from organizations.models import Officer
from records.templatetags.japanese import local_day

LARGE = Fraction(3, 2)  # times the scheme's mean amount
MANY_CHANGES = 2
Found = Iterator[tuple[int, str]]  # a grant's key, and a sentence


def risks_of(scheme: Scheme, grants: Iterable[Grant], *, on: date) -> dict[int, list[str]]:
    """Each grant of the scheme with its reasons; empty where there is none."""
    listed = list(grants)
    found: dict[int, list[str]] = {grant.pk: [] for grant in listed}
    for look in LOOKS:
        for key, sentence in look(scheme, listed, on):
            found[key].append(sentence)
    return found


def first_grant(scheme: Scheme, grants: list[Grant], _: date) -> Found:
    earlier = Grant.objects.standing().filter(scheme__fiscal_year__lt=scheme.fiscal_year)
    known = set(earlier.filter(organization__in=bodies(grants)).order_by().values_list("organization", flat=True))
    yield from ((grant.pk, "はじめて交付を受けた団体") for grant in grants if grant.organization_id not in known)


def changed_president(scheme: Scheme, grants: list[Grant], _: date) -> Found:
    year = scheme.fiscal_year
    presidents = Officer.objects.filter(organization__in=bodies(grants), kind=Officer.Kind.PRESIDENT).order_by()
    new = presidents.filter(starts_on__range=(year.start, year.end)).values_list("organization", flat=True)
    old = presidents.filter(starts_on__lt=year.start).values_list("organization", flat=True)
    changed = set(new) & set(old)
    yield from ((grant.pk, "年度の途中で会長が代わった") for grant in grants if grant.organization_id in changed)


def large_amount(scheme: Scheme, grants: list[Grant], _: date) -> Found:
    decided = scheme.grants.filter(amount_current__gt=0)
    amounts = [amount or 0 for amount in decided.values_list("amount_current", flat=True)]
    if len(amounts) > 1:
        limit = LARGE * Fraction(sum(amounts), len(amounts))
        yield from ((grant.pk, "交付額が、平均の1.5倍以上") for grant in grants if (grant.amount_current or 0) >= limit)


def many_changes(_: Scheme, grants: list[Grant], __: date) -> Found:
    made = Change.objects.filter(grant__in=grants, status__in=[Change.Status.APPROVED, Change.Status.NOTED])
    for grant, count in made.order_by().values_list("grant").annotate(count=Count("pk")):
        if count >= MANY_CHANGES:
            yield grant, f"計画の変更が{count}回"


def odd_receipts(_: Scheme, grants: list[Grant], __: date) -> Found:
    """Without a photo, marked as another payment of the same kind, or with a photo that other grants show, too."""
    rows = Expense.objects.filter(report__grant__in=grants).order_by()
    sums = {"bare": Count("pk", filter=Q(photo=None)), "alike": Count("pk", filter=Q(is_another=True))}
    for grant, bare, alike in rows.values_list("report__grant").annotate(**sums):
        if bare:
            yield grant, f"写真のない領収書が{bare}枚"
        if alike:
            yield grant, f"「同じ内容の別の支払い」の領収書が{alike}枚"
    photos = rows.exclude(photo=None).values("photo__sha256")
    shown = Expense.objects.filter(photo__sha256__in=photos).order_by().values_list("photo__sha256", "report__grant")
    owners: dict[str, set[int]] = defaultdict(set)
    for image, grant in shown:
        owners[image].add(grant)
    own = {grant.pk for grant in grants}
    shared = Counter(grant for several in owners.values() if len(several) > 1 for grant in several if grant in own)
    yield from ((grant, f"ほかの交付金と同じ写真の領収書が{count}枚") for grant, count in shared.items())


def late_report(scheme: Scheme, grants: list[Grant], on: date) -> Found:
    received = {report.grant_id: report.received_at for report in sent_reports(grants)}
    for grant in grants:
        came = received.get(grant.pk)
        if (local_day(came) if came else on) > scheme.report_due:
            yield grant.pk, "実績報告が期限におくれた"


def earlier_findings(scheme: Scheme, grants: list[Grant], _: date) -> Found:
    blamed = Inspection.objects.filter(grant__organization__in=bodies(grants), result__in=["mend", "serious"])
    earlier = blamed.filter(grant__scheme__fiscal_year__lt=scheme.fiscal_year).order_by()
    known = set(earlier.values_list("grant__organization", flat=True))
    yield from ((grant.pk, "前の年度までの検査で指摘があった") for grant in grants if grant.organization_id in known)


def large_surplus(scheme: Scheme, grants: list[Grant], _: date) -> Found:
    spent = {report.grant_id: report.amount_spent for report in sent_reports(grants)}
    for grant in grants:
        used, amount = spent.get(grant.pk), grant.amount_current or 0
        if used is not None and amount and (amount - used) * 100 >= amount * scheme.watch_surplus:
            yield grant.pk, f"使い残しが交付額の{(amount - used) * 100 // amount}%"


def sent_reports(grants: list[Grant]) -> Iterable[Report]:
    return (
        Report.objects.filter(grant__in=grants).exclude(received_at=None).only("grant", "received_at", "amount_spent")
    )


def bodies(grants: list[Grant]) -> list[int]:
    return [grant.organization_id for grant in grants]


LOOKS: tuple[Callable[[Scheme, list[Grant], date], Found], ...] = (
    first_grant, changed_president, large_amount, many_changes, odd_receipts, late_report, earlier_findings,
    large_surplus,
)  # fmt: skip
