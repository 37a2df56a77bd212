"""Examples D and F of real cities (domain 4.2), typed by officers and leaders into their pages."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.models import CarryOver, Grant, Payment, Report, Scheme
from organizations.models import Organization
from plans.models import BudgetCategory, YearlyPlan
from records.era import era_date
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.test_city_pages import sheet
from tests.grants.test_leader_pages import TYPED as APPLICATION
from tests.grants.test_paying_pages import TYPED as ACCOUNT
from tests.grants.test_scheme_pages import BASICS
from tests.grants.test_settling_pages import day
from tests.plans.browser import form_of
from tests.plans.build import future_plan
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


class Town:
    """An officer, a leader, and a grant that goes its way through their pages."""

    def __init__(self, as_user: AsUser, hall: Hall, leader: User, body: Organization) -> None:
        self.hall, self.user, self.body = hall, leader, build.recognised(body, leader)
        self.as_user, self.today = as_user, MONDAY
        future_plan(body, leader)  # the assembly's; the pages of plans have tests of their own
        self.sign_in()

    def sign_in(self) -> None:
        self.officer, self.leader = self.as_user(self.hall.drafter), self.as_user(self.user)

    def page(self, name: str, case: Any, *more: int) -> str:
        return reverse(f"grants:{name}", args=[case.pk, *more])

    def types_scheme(self, amount: str, **settings: str) -> Scheme:
        """Every organization gets one sum; the rest are the settings of the example."""
        basics = {**BASICS, "eligible": ["active"], "papers": "", "cap": "", **settings}
        self.officer.post(reverse("grants:new_scheme"), basics)
        scheme = Scheme.objects.get()
        place = f"{self.page('component', scheme)}?at=components.0&kind=fixed"
        self.officer.post(place, {"name": "交付額", "amount": amount})
        for kind, text in (("conditions", "目的に使うこと。"), ("criteria", "団体が認可されている")):
            row = {"text": text} | ({"evidence": "eligible"} if kind == "criteria" else {})
            self.officer.post(reverse("grants:scheme_rows", args=[scheme.pk, kind]), sheet(kind, row))
        return self.adopts(scheme)

    def types_next_year(self, like: Scheme) -> Scheme:
        """As last year, row for row."""
        dates = {"opens_on": "R8.4.1", "base_date": "R8.4.1", "deadline": "R8.12.26", "status_dates": "R8.9.30"}
        ends = {"fiscal_year": "R8", "completion_by": "R9.3.31", "report_due": "R9.4.10"}
        basics = {**BASICS, "eligible": ["active"], "papers": "", "cap": "", "surplus": like.surplus, **dates, **ends}
        self.officer.post(f"{reverse('grants:new_scheme')}?like={like.pk}", basics)
        return self.adopts(Scheme.objects.latest("pk"))

    def adopts(self, scheme: Scheme) -> Scheme:
        """By the posts; then the council adds to the 2,000,000 yen of the budget."""
        self.officer.post(self.page("propose_scheme", scheme), {"reason": "要綱のとおりに定めたい。"})
        build.approve(scheme, self.hall.chief, self.hall.manager, self.hall.director)
        more = {"number": "1", "way": "more", "amount": "1,000,000", "reason": "申請する額が増えるため"}
        self.officer.post(self.page("appropriate", scheme), {**more, **day("resolved_on", self.today)})
        assert "3,000,000円" in self.officer.get(self.page("budget", scheme)).text
        scheme.refresh_from_db()
        return scheme

    def plans(self, scheme: Scheme, grant: int, cost: int) -> YearlyPlan:
        """The year's plan on its page, sent as 案."""
        self.leader.post(reverse("plans:yearly_begin", args=[self.body.pk, scheme.fiscal_year.number]))
        made = YearlyPlan.objects.latest("pk")
        page = reverse("plans:yearly_edit", args=[made.pk])
        done = {"purpose": "見守る", "content": "月に2回たずねる", "audience": "75歳以上の人", "expected": "60"}
        where = {"section": "福祉部会", "place": "地区の全域", "measure": str(made.future_plan.measures.all()[0].pk)}
        money = {"name": "見守り", "months": "4月〜3月", "cost": f"{cost:,}", "grant_share": f"{grant:,}"}
        income = [("交付金", grant)] + ([("会費", cost - grant)] if cost > grant else [])
        rows = {
            **sheet("projects", done | where | money),
            **lines("income", income),
            **lines("expense", [("賃金", cost)]),
        }
        self.leader.post(page, {**form_of(self.leader.get(page)), "emphasis": "見守り", **rows, "save": ""})
        self.leader.post(reverse("plans:yearly_confirm", args=[made.pk]), {"resolved_on_era": "令和"})
        made.refresh_from_db()
        assert made.status == YearlyPlan.Status.SUBMITTED
        return made

    def grants(self, scheme: Scheme, amount: int, cost: int | None = None) -> Grant:
        self.plans(scheme, amount, cost or amount)
        self.leader.post(reverse("grants:begin", args=[self.body.pk, scheme.pk]))
        grant = Grant.objects.latest("pk")
        year = scheme.fiscal_year
        term = {"starts_on": era_date(year.start), "ends_on": era_date(year.end)}
        self.leader.post(self.page("edit", grant), {**APPLICATION, **term})
        self.leader.post(self.page("confirm", grant))
        self.officer.post(self.page("review", grant), {"verdict-1": "fit"})
        assert cells(self.officer.get(self.page("calculation", grant)).text) == [f"{amount:,}"] * 3
        typed = {"outcome": "grant", "amount": f"{amount:,}", "grounds": "適当と認める。"}
        self.officer.post(self.page("propose", grant), {**typed, **sheet("conditions", {"text": "目的に使うこと。"})})
        build.approve(grant, self.hall.chief, self.hall.manager, self.hall.director)
        assert grant.amount_decided == amount
        return grant

    def pays(self, grant: Grant) -> int:
        """The next part: asked for by the leader, paid by the officer."""
        begun = self.leader.post(self.page("payment_begin", grant))
        self.leader.post(begun["Location"], ACCOUNT)
        payment = Payment.objects.latest("pk")
        self.leader.post(self.page("payment_send", payment))
        self.officer.post(self.page("payment_pay", payment), {**day("paid_on", self.today), "voucher": "1"})
        payment.refresh_from_db()
        assert payment.status == Payment.Status.PAID
        return payment.amount

    def reports(self, grant: Grant, spent: int, share: int) -> Report:
        self.leader.post(self.page("report_begin", grant))
        report = Report.objects.get()
        self.leader.post(self.page("report_receipt_new", report), self.receipt(report, spent, share))
        self.leader.post(self.page("report_edit", report), self.settlement(report, spent))
        text = self.leader.get(self.page("report_confirm", report)).text
        assert "市に提出する" in text
        self.leader.post(self.page("report_confirm", report))
        report.refresh_from_db()
        assert report.status == Report.Status.SUBMITTED
        return report

    def receipt(self, report: Report, spent: int, share: int) -> dict[str, Any]:
        category = report.lines.get(category__kind="expense").category_id
        paid = {"payee": "見本商店", "content": "手当", "method": "cash", "photo": build.photo()}
        money = {"amount": f"{spent:,}", "grant_share": f"{share:,}"}
        place = {"project": report.projects.get().pk, "category": category}
        return {**day("paid_on", date(2025, 8, 1)), **paid, **money, **place}

    def settlement(self, report: Report, spent: int) -> dict[str, str]:
        term = {**day("starts_on", date(2025, 4, 1)), **day("ends_on", date(2026, 3, 31))}
        done = {"id": str(report.projects.get().pk), "done_on": "毎週", "participants": "120", "result": "広がった。"}
        data = {
            "revision": str(report.revision),
            "draft_version": "0",
            "window": "w",
            **term,
            **sheet("projects", done),
        }
        for kind in ("income", "expense"):
            rows = []
            for each in report.lines.filter(category__kind=kind).select_related("category"):
                actual = spent if kind == "expense" else each.actual if each.category.is_grant else each.budget
                rows.append({"id": str(each.pk), "category": str(each.category_id), "actual": f"{actual:,}"})
            data |= sheet(kind, *rows)
        return data

    def confirms(self, report: Report) -> Grant:
        fit = {f"verdict-{n}": "fit" for n in range(1, 1 + len(report.grant.scheme.report_criteria))}
        self.officer.post(self.page("report_review", report), fit)
        self.officer.post(self.page("propose_report", report), {"disallowed": "0", "grounds": "適当と認める。"})
        build.approve(report, self.hall.chief, self.hall.manager, self.hall.director)
        return Grant.objects.get()


def lines(kind: str, amounts: list[tuple[str, int]]) -> dict[str, str]:
    """Rows of a budget."""
    keys = dict(BudgetCategory.objects.values_list("name", "pk"))
    return sheet(kind, *({"category": str(keys[name]), "amount": f"{amount:,}"} for name, amount in amounts))


def cells(html: str) -> list[str]:
    """The column of amounts of a calculation sheet: every step, the sum, and what may be granted."""
    return re.findall(r'<td class="num">([^<]*)</td>', html)


@pytest.fixture
def town(as_user: AsUser, hall: Hall, nanami: User, north: Organization) -> Town:
    return Town(as_user, hall, nanami, north)


@pytest.fixture
def year_is_over(town: Town, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    noon = datetime.combine(build.APRIL_NEXT, time(12), tzinfo=timezone.get_default_timezone())

    def on_to_april() -> None:
        monkeypatch.setattr(timezone, "now", lambda: noon)
        town.today = build.APRIL_NEXT
        town.sign_in()

    return on_to_april


def test_d_instalments_of_murakami(town: Town):
    """2,345,600 yen in four parts of whole thousands; what is left over goes into the first."""
    scheme = town.types_scheme("2,345,600", rounding_unit="100", instalments="4", instalment_unit="1000")
    grant = town.grants(scheme, 2_345_600)
    assert "587,600円を請求できます" in town.leader.get(grant.get_absolute_url()).text
    assert [town.pays(grant) for _ in range(4)] == [587_600, 586_000, 586_000, 586_000]
    assert grant.paid() == 2_345_600
    assert "を請求できます" not in town.leader.get(grant.get_absolute_url()).text


@pytest.mark.parametrize(
    ("settings", "spent", "confirmed", "refund", "carried"),
    [
        ({}, 1_873_400, 1_873_400, 126_600, 0),
        ({"confirms_in": "1000"}, 1_873_400, 1_873_000, 127_000, 0),
        ({"surplus": "carry"}, 1_873_400, 1_873_400, 0, 126_600),
        ({}, 2_150_000, 2_000_000, 0, 0),
    ],
    ids=["returned", "cut to thousands", "carried over", "spent more"],
)
def test_f_settlement(
    town: Town,
    year_is_over: Callable[[], None],
    settings: dict[str, str],
    spent: int,
    confirmed: int,
    refund: int,
    carried: int,
):
    """2,000,000 yen decided and paid in advance."""
    grant = town.grants(town.types_scheme("2,000,000", **settings), 2_000_000, cost=max(spent, 2_000_000))
    assert town.pays(grant) == 2_000_000
    year_is_over()
    grant = town.confirms(town.reports(grant, spent, min(spent, 2_000_000)))
    owed = grant.owed()
    assert (grant.amount_confirmed, max(owed, 0)) == (confirmed, refund)
    assert sum(CarryOver.objects.values_list("amount", flat=True)) == carried
    text = town.leader.get(grant.get_absolute_url()).text
    assert f"交付金の額が{confirmed:,}円に決まりました。" in text
    assert (f"{refund:,}円を市に返します" in text) is bool(refund)
    assert ("返還命令を準備する" in town.officer.get(grant.get_absolute_url()).text) is bool(refund)


def test_f_offset_of_kora(town: Town, year_is_over: Callable[[], None]):
    """What was not spent is taken off next year's payment: nothing is ordered back."""
    first = town.types_scheme("2,000,000", surplus="offset")
    grant = town.grants(first, 2_000_000)
    town.pays(grant)
    year_is_over()
    grant = town.confirms(town.reports(grant, 1_873_400, 1_873_400))
    assert (grant.amount_confirmed, grant.amount_offset, grant.owed()) == (1_873_400, 126_600, 0)
    later = town.grants(town.types_next_year(first), 2_000_000)
    text = town.leader.get(later.get_absolute_url()).text
    assert "1,873,400円を請求できます" in text
    assert "126,600円" in text
    assert (town.pays(later), later.paid()) == (1_873_400, 2_000_000)
