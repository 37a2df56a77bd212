"""One grant from budget to letter and payment, station by station."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from grants.audit.after import confirmation, equipment, ledgers, payments, refunds, report, status_reports
from grants.audit.stations import Check, Station, told
from grants.cases import Grant
from grants.change import Change
from grants.told import decided_later, in_force_by_grant, letters_of
from plans.models import YearlyPlan
from records.era import era_date
from records.events import Event
from records.letters.letter import LetterFile
from records.pieces import Fact
from records.reviews import Finding, Verdict
from records.templatetags.japanese import era, era_clock, yen


def budget(grant: Grant) -> Iterator[Station]:
    scheme = grant.scheme
    money = scheme.budget()
    facts = [
        Fact("制度", str(scheme)),
        Fact("根拠", f"{scheme.rule_name}、{scheme.guideline_name}{scheme.article}"),
        Fact("予算額", yen(money.appropriation)),
        Fact("決定した額の計", yen(money.decided)),
        Fact("残り", yen(money.remaining)),
    ]
    checks = [Check("決定した額の計は、予算額まで", money.decided, "≦", money.appropriation)]
    yield Station("予算", facts, scheme.get_absolute_url(), "制度と予算を見る", checks=checks)


def application(grant: Grant) -> Iterator[Station]:
    facts = [
        Fact("団体", grant.applicant),
        Fact("代表者", grant.representative),
        Fact("収受", f"{era_clock(grant.received_at)} 収受第{grant.receipt_number}号"),
        Fact("申請額", yen(grant.amount_applied)),
        Fact("添付", told(grant.papers())),
    ]
    yield Station("申請", facts, grant.get_absolute_url(), "申請を見る")


def plan(grant: Grant) -> Iterator[Station]:
    paper = plan_applied_with(grant)
    totals = paper.totals()
    facts = [
        Fact("年度計画", f"{paper.name_of_year}(第{paper.version}版)"),
        Fact("総会の議決", era_date(paper.resolved_on) if paper.resolved_on else "まだ案です"),
        Fact("事業費の計", yen(totals.cost)),
        Fact("うち交付金", yen(totals.grant_share)),
    ]
    checks = [Check("計画の「うち交付金」の計は、申請額と同じ", totals.grant_share, "=", grant.amount_applied)]
    yield Station("計画と議決", facts, paper.get_absolute_url(), "計画と予算を見る", checks=checks)


def plan_applied_with(grant: Grant) -> YearlyPlan:
    """The version with which the application came, whatever was changed since."""
    first = Change.objects.filter(grant=grant).order_by("pk").first()
    return first.plan_before if first else grant.yearly_plan


def calculation(grant: Grant) -> Iterator[Station]:
    if (sheet := grant.sheets.first()) is None:
        return
    facts = [Fact("算定額", yen(sheet.amount)), Fact("計算した日時", era_clock(sheet.made_at))]
    checks = [
        Check("保存した数で今もう一度計算しても、同じ額", sheet.again(), "=", sheet.amount),
        Check("申請額は、算定額まで", grant.amount_applied, "≦", sheet.amount),
    ]
    yield Station("算定", facts, reverse("grants:calculation", args=[grant.pk]), "算定表を見る", checks=checks)


def review(grant: Grant) -> Iterator[Station]:
    found = list(Finding.objects.about(grant).select_related("reviewer"))
    if not found:
        return
    verdicts = Counter(Verdict(finding.verdict).label for finding in found)
    last = max(found, key=lambda finding: finding.reviewed_at)
    facts = [
        Fact("基準", "、".join(f"{verdict} {count}件" for verdict, count in verdicts.items())),
        Fact("審査した人", f"{last.reviewer}({era(timezone.localdate(last.reviewed_at))})"),
    ]
    yield Station("審査", facts, f"{grant.get_absolute_url()}#review", "審査の結果を見る")


def approval(grant: Grant) -> Iterator[Station]:
    """Every act on the way through the posts, as the trail has it."""
    acts = list(Event.objects.about(grant).filter(verb__startswith="proposal.").order_by("pk"))
    if acts:
        yield Station("決裁", [], acts=acts)


def decision(grant: Grant) -> Iterator[Station]:
    if grant.decided_at is None:
        return
    facts = [
        Fact("決定", f"{grant.get_status_display()} {era_clock(grant.decided_at)}"),
        Fact("決定した人", str(grant.decided_by)),
        Fact("交付決定額", yen(grant.amount_decided)),
    ]
    checks = []
    if grant.amount_decided is not None:
        checks.append(Check("決定額は、申請額まで", grant.amount_decided, "≦", grant.amount_applied))
    yield Station("決定", facts, checks=checks)


def later(grant: Grant) -> Iterator[Station]:
    """What became of the decision, one after the other; at the end stands what the budget counts."""
    stands = grant.amount_decided or 0
    for case in decided_later(grant):
        facts = [
            Fact("決定", f"{case.get_status_display()} {era_clock(case.decided_at)}"),
            Fact("決定した人", str(case.decided_by)),
            Fact("前の額", yen(case.amount_before)),
            Fact("後の額", yen(case.amount_after)),
        ]
        checks = [Check("前の額は、その時の交付決定額と同じ", case.amount_before, "=", stands)]
        acts = list(Event.objects.about(case).filter(verb__startswith="proposal.").order_by("pk"))
        if isinstance(case, Change) and case.plan and case.follows_plan:
            share = case.plan.totals().grant_share
            checks.append(
                Check("新しい計画の「うち交付金」の計は、変更後の申請額と同じ", share, "=", case.amount_wanted or 0)
            )
        stands = case.amount_after
        title = str(case._meta.verbose_name)
        yield Station(title, facts, case.get_absolute_url(), f"{title}を見る", acts=acts, checks=checks)
    if grant.amount_current is not None and grant.amount_current != grant.amount_decided:
        facts = [Fact("はじめの決定額", yen(grant.amount_decided)), Fact("今の決定額", yen(grant.amount_current))]
        yield Station(
            "今の額", facts, checks=[Check("決定のあとをたどると、今の額", stands, "=", grant.amount_current)]
        )


def letters(grant: Grant) -> Iterator[Station]:
    in_force = {letter.pk for letter in in_force_by_grant([grant.pk]).values()}
    replaced = set(letters_of(grant).exclude(corrects=None).values_list("corrects", flat=True))
    for letter in letters_of(grant).order_by("pk"):
        kept = LetterFile.objects.filter(letter=letter).first()
        facts = [
            Fact("番号と日付", f"{letter.document_number} {era_date(letter.issued_on)}"),
            Fact("宛先", letter.addressee),
            Fact("本文の照合の値", letter.html_sha256),
            Fact("PDFの照合の値", kept.sha256 if kept else "まだ印刷していません"),
        ]
        checks = []
        if letter.pk in in_force and letter.amount is not None:
            checks.append(Check("通知書の金額は、今の決定額と同じ", letter.amount, "=", grant.amount_current or 0))
        genuine = letter.is_genuine and (kept is None or kept.is_genuine)
        damage = "" if genuine else "照合の値と中身が合いません。manage.py verify_trail で確かめてください。"
        title = f"{letter.kind_name}(訂正する前)" if letter.pk in replaced else letter.kind_name
        url = letter.get_absolute_url()
        yield Station(title, facts, url, "通知書を見る", checks=checks, damage=damage)


STATIONS: tuple[Callable[[Grant], Iterator[Station]], ...] = (
    budget, application, plan, calculation, review, approval, decision, later, letters, payments, status_reports,
    report, confirmation, ledgers, refunds, equipment,
)  # fmt: skip


def way_of_the_money(grant: Grant) -> list[Station]:
    """What there is of the way, in its order."""
    return [station for build in STATIONS for station in build(grant)]


def summary(stations: list[Station]) -> dict[str, Any]:
    checks = [check for station in stations for check in station.checks]
    return {"checks": len(checks), "failed": [check for check in checks if not check.holds]}
