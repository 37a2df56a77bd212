"""The pages of 実績報告: the leader writes it over days and by phone, the section judges it."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.models import Grant, Report
from records.attachments import Attachment
from records.corrections import Correction
from records.reviews import Finding
from tests.cast import Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


def day(name: str, when: date) -> dict[str, str]:
    year = str(when.year - 2018)
    return {f"{name}_era": "令和", f"{name}_year": year, f"{name}_month": str(when.month), f"{name}_day": str(when.day)}


@pytest.fixture
def paid_grant(granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Grant:
    """Paid; then the year goes by."""
    build.paid(granted, nanami, hall)
    noon = datetime.combine(APRIL_NEXT, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return granted


@pytest.fixture
def reported(paid_grant: Grant, nanami: User) -> Report:
    return build.reported(paid_grant, nanami)


def page(name: str, report: Report, *more: int) -> str:
    return reverse(f"grants:{name}", args=[report.pk, *more])


def typed(report: Report, **changes: str) -> dict[str, str]:
    """The report's page as a browser sends it, with all of it filled in."""
    project = report.projects.get()
    data = {
        "revision": str(report.revision), "draft_version": "0", "window": "w",
        **day("starts_on", date(2025, 4, 1)), **day("ends_on", date(2026, 3, 31)),
        "projects-TOTAL_FORMS": "1", "projects-INITIAL_FORMS": "0",
        "projects-0-id": str(project.pk), "projects-0-ORDER": "1", "projects-0-done_on": "毎週",
        "projects-0-participants": "1,200", "projects-0-result": "見守りが広がった。",
    }  # fmt: skip
    for kind in ("income", "expense"):
        line = report.lines.get(category__kind=kind)
        data |= {
            f"{kind}-TOTAL_FORMS": "1", f"{kind}-INITIAL_FORMS": "0", f"{kind}-0-id": str(line.pk),
            f"{kind}-0-ORDER": "1", f"{kind}-0-category": str(line.category_id), f"{kind}-0-actual": "450,000",
        }  # fmt: skip
    return {**data, **changes}


class TestWriting:
    def test_leads_from_the_grant_to_the_city(self, as_user: AsUser, paid_grant: Grant, nanami: User):
        browser = as_user(nanami)
        assert "実績報告を書きはじめる" in browser.get(paid_grant.get_absolute_url()).text
        assert "の実績報告を出す" in browser.get("/").text
        begun = browser.post(reverse("grants:report_begin", args=[paid_grant.pk]))
        report = Report.objects.get()
        assert "計画では、事業費450,000円" in browser.get(begun["Location"]).text
        saved = browser.post(page("report_edit", report), {**typed(report), "check": "1"})
        assert saved["Location"] == page("report_receipts", report)
        self.put_in_a_receipt(browser, report)
        text = browser.get(page("report_confirm", report)).text
        assert "市に提出する" in text
        assert "50,000円" in text
        browser.post(page("report_confirm", report))
        report.refresh_from_db()
        assert (report.status, report.amount_spent) == ("submitted", 400_000)

    def put_in_a_receipt(self, browser: PortalClient, report: Report) -> None:
        line = report.lines.get(category__kind="expense")
        data: Any = {
            **day("paid_on", date(2025, 8, 1)),
            "payee": "見本商店",
            "content": "手当",
            "amount": "450000",
            "grant_share": "500000",
            "project": str(report.projects.get().pk),
            "category": str(line.category_id),
            "method": "cash",
            "photo": build.photo(),
        }
        wrong = browser.post(page("report_receipt_new", report), data).text
        assert "金額(450,000円)より多くできません" in wrong
        assert "領収書.png" in wrong
        del data["photo"]
        browser.post(page("report_receipt_new", report), {**data, "grant_share": "400,000"})
        expense = report.expenses.get()
        assert (expense.amount, expense.photo is not None) == (450_000, True)
        assert Attachment.objects.about(report).get().purpose == "領収書1"
        assert "見本商店" in browser.get(page("report_receipts", report)).text

    def test_keeps_every_word_while_something_is_wrong(self, as_user: AsUser, paid_grant: Grant, nanami: User):
        report, browser = Report.begin(paid_grant, by=nanami), as_user(nanami)
        data = typed(report, **{"expense-0-actual": "四十万", "projects-0-participants": "たくさん"})
        text = browser.post(page("report_edit", report), data).text
        assert "四十万" in text
        assert "見守りが広がった。" in browser.get(page("report_edit", report)).text
        report.refresh_from_db()
        assert report.revision == 0

    def test_says_where_each_gap_is_mended(self, as_user: AsUser, paid_grant: Grant, nanami: User):
        report = Report.begin(paid_grant, by=nanami)
        text = as_user(nanami).get(page("report_confirm", report)).text
        assert "出す前に、" in text
        assert f'href="{page("report_edit", report)}"' in text
        assert "市に提出する" not in text


class TestJudging:
    def test_is_a_task_of_the_section(self, as_user: AsUser, reported: Report, hall: Hall):
        browser = as_user(hall.drafter)
        assert "実績報告" in browser.get("/").text
        verdicts = {f"verdict-{n}": "fit" for n in range(1, 6)}
        browser.post(page("report_review", reported), verdicts)
        assert Finding.objects.about(reported).count() == 5
        assert "額の確定を起案する" in browser.get(reported.get_absolute_url()).text

    def test_asks_for_a_better_photo_at_its_row(self, as_user: AsUser, reported: Report, hall: Hall, nanami: User):
        ask = {
            "asks-TOTAL_FORMS": "1", "asks-INITIAL_FORMS": "0", "asks-0-ORDER": "1",
            "asks-0-place": f"report-receipt-{reported.expenses.get().pk}", "asks-0-comment": "写真が読めません。",
            **day("due_on", date(2026, 4, 20)),
        }  # fmt: skip
        as_user(hall.drafter).post(page("report_correct", reported), ask)
        assert Correction.objects.about(reported).get().comment == "写真が読めません。"
        browser = as_user(nanami)
        assert "写真が読めません。" in browser.get(page("report_receipts", reported)).text
        assert "直していただくことが" in browser.get(reported.get_absolute_url()).text

    def test_the_auditor_goes_down_to_the_receipt(self, as_user: AsUser, reported: Report, hall: Hall):
        text = as_user(hall.drafter).get(reverse("audit:grant", args=[reported.grant_id])).text
        assert "「賃金」の領収書の計は、決算額と同じ" in text


def test_is_nothing_to_the_neighbour_and_a_draft_nothing_to_the_city(
    as_user: AsUser, paid_grant: Grant, nanami: User, kuko: User, hall: Hall
):
    report, neighbour = build.report_draft(paid_grant, nanami), as_user(kuko)
    names = ("report", "report_edit", "report_receipts", "report_receipt_new", "report_papers", "report_confirm")
    assert {neighbour.get(page(name, report)).status_code for name in names} == {404}
    assert as_user(hall.drafter).get(report.get_absolute_url()).status_code == 404
