"""進捗状況: asked, written with evidence, approved by the head, compiled, published; the reminders; the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from plans.cityplan.progress.page import compiled
from plans.cityplan.progress.reminding import is_day, remind
from plans.cityplan.tasks import for_city
from plans.models import ActionReport, ProgressRound
from records.cases import NotNow
from records.codes import of_place
from records.fiscal import FiscalYear
from records.mail import Mail
from tests.cast import MONDAY, Hall
from tests.cityplan import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(hall: Hall) -> ProgressRound:
    return build.asked(hall)


@pytest.fixture
def report(asked: ProgressRound) -> ActionReport:
    """取組1 of 総合政策課: it has an indicator."""
    return asked.reports.get(action__number=1)


class TestAsk:
    def test_goes_to_the_lead_department_of_each_action(self, asked: ProgressRound):
        assert [str(each.department) for each in asked.reports.all()] == ["総合政策課", "税務課"]
        addressed = set(Mail.objects.values_list("to_address", flat=True))
        assert {"manager@example.jp", "stranger@example.jp"} <= addressed
        assert Mail.objects.filter(body__contains="取組2").count() == 2  # 税務課 has two people

    def test_where_no_department_is_named_the_section_writes(self, hall: Hall):
        plan = build.published(hall)
        plan.actions.get(number=2).offices.all().delete()
        asked = ProgressRound.ask(plan, build.YEAR, by=hall.drafter, due_on=build.DUE, on=MONDAY)
        assert asked.reports.get(action__number=2).department == hall.section

    def test_once_a_year(self, asked: ProgressRound, hall: Hall):
        with pytest.raises(ValidationError, match="もう照会しています"):
            ProgressRound.ask(asked.plan, build.YEAR, by=hall.drafter, due_on=build.DUE, on=MONDAY)

    @pytest.mark.parametrize(("year", "days", "sentence"), [(2030, 9, "計画の期間"), (2026, -1, "か、それより後の日")])
    def test_within_the_term_and_with_time(self, hall: Hall, year: int, days: int, sentence: str):
        plan, due = build.published(hall), MONDAY + timedelta(days=days)
        with pytest.raises(NotNow, match=sentence):
            ProgressRound.ask(plan, FiscalYear(year), by=hall.drafter, due_on=due, on=MONDAY)
        assert not Mail.objects.filter(subject__contains="進みぐあい").exists()

    def test_not_before_the_plan_is_decided(self, hall: Hall):
        with pytest.raises(NotNow, match="決まった計画"):
            ProgressRound.ask(build.draft(hall), build.YEAR, by=hall.drafter, due_on=build.DUE, on=MONDAY)


class TestSubmit:
    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"state": ""}, "進みぐあいを選んで"),
            ({"done": " "}, "したことを書いて"),
            ({"results": {}}, "開いた回数"),
        ],
    )
    def test_says_everything(self, report: ActionReport, hall: Hall, change: dict[str, Any], sentence: str):
        texts = {"state": "late", "done": "開いた。", "issues": "", "next_step": ""}
        results = {indicator.pk: 1 for indicator in report.action.indicators.all()}
        report.write(by=hall.chief, **{**texts, "results": results, **change})
        with pytest.raises(NotNow, match=sentence):
            report.submit(by=hall.chief)

    def test_what_goes_well_is_shown_by_evidence(self, report: ActionReport, hall: Hall):
        results = {indicator.pk: Decimal(8) for indicator in report.action.indicators.all()}
        report.write(by=hall.chief, results=results, state="on_track", done="8回", issues="", next_step="")
        with pytest.raises(NotNow, match="分かる書類か案件を"):
            report.submit(by=hall.chief)
        report.link(report.round.plan, by=hall.chief)
        report.submit(by=hall.chief)
        assert report.status == "submitted"

    def test_waits_for_the_head(self, report: ActionReport, hall: Hall):
        build.written(report, hall.chief).submit(by=hall.chief)
        with pytest.raises(ValidationError, match="報告を書いた人は、承認できません"):
            report.approve(by=hall.chief)
        report.refresh_from_db()
        report.send_back(by=hall.manager, comment="人数を書いてください。")
        assert (report.status, report.submitted_by) == ("asked", None)
        assert Mail.objects.get(subject__startswith="進みぐあいの報告を直して").to_user == hall.chief


class TestCompile:
    def test_waits_for_every_head(self, asked: ProgressRound, hall: Hall):
        with pytest.raises(NotNow, match=r"取組1\(総合政策課\)、取組2\(税務課\)"):
            asked.compile(by=hall.drafter, summary="よい年でした。")

    def test_tells_all_in_one_table(self, hall: Hall):
        found = build.reported(hall)
        table = compiled(found).table()
        assert table["進みぐあい"] == ["計画どおり", "計画どおり"]
        assert table["指標の結果"][0] == "開いた回数 8回(目標12回)"
        assert table["年度の予定"] == ["検討", "実施"]

    def test_is_read_by_everybody_once_it_is_published(self, hall: Hall, client: PortalClient, nanami: User):
        found = build.reported(hall)
        public = reverse("plans:public_progress", args=[found.pk])
        assert client.get(public).status_code == 404
        assert not ProgressRound.objects.visible_to(nanami, on=MONDAY).exists()
        found.publish(by=hall.drafter, on=MONDAY)
        assert "話し合いの場が8つの地区に" in client.get(public).text
        with pytest.raises(NotNow):
            found.reopen(by=hall.drafter)


class TestRemind:
    @pytest.mark.parametrize(("left", "told"), [(7, True), (1, True), (0, False), (-7, True), (-8, False), (30, False)])
    def test_on_its_days(self, left: int, told: bool):
        assert is_day(MONDAY + timedelta(days=left), MONDAY) is told

    def test_tells_those_who_have_not_reported_once(self, asked: ProgressRound, report: ActionReport, hall: Hall):
        build.written(report, hall.chief).submit(by=hall.chief)
        Mail.objects.all().delete()
        day = build.DUE - timedelta(days=1)
        assert (remind(on=day), remind(on=day)) == (1, 0)
        assert set(Mail.objects.values_list("to_address", flat=True)) == {"liaison@example.jp", "stranger@example.jp"}


class TestPages:
    def test_a_department_writes_and_its_head_approves(self, report: ActionReport, hall: Hall, as_user: AsUser):
        writes, page = reverse("plans:progress_write", args=[report.pk]), report.get_absolute_url()
        indicator = report.action.indicators.get()
        typed = {"state": "on_track", "done": "8回開いた。", f"result_{indicator.pk}": "たくさん"}
        assert as_user(hall.liaison).get(writes).status_code == 403, "another department's"
        wrong = as_user(hall.chief).post(writes, {**typed, "then": "submit"})
        assert "数字で入れてください" in wrong.text
        assert "8回開いた。" in wrong.text
        code = of_place(*place(report.round.plan))
        good = {**typed, f"result_{indicator.pk}": "8", "code": code, "then": "submit"}
        as_user(hall.chief).post(writes, good)
        assert as_user(hall.director).post(reverse("plans:progress_approve", args=[report.pk])).status_code == 403
        as_user(hall.manager).post(reverse("plans:progress_approve", args=[report.pk]))
        assert f"{hall.manager}が承認しました" in as_user(hall.manager).get(page).text

    def test_a_code_of_nothing_is_said_at_its_field(self, report: ActionReport, hall: Hall, as_user: AsUser):
        writes = reverse("plans:progress_write", args=[report.pk])
        page = as_user(hall.chief).post(writes, {"code": "AAAA-AAAA-AAAA", "done": "開いた。"})
        assert "この番号の案件はありません" in page.text

    def test_each_office_sees_its_own_row(self, asked: ProgressRound, hall: Hall):
        own = {task.organization: task.mine for task in for_city(hall.liaison, on=MONDAY) if task.stage == "報告"}
        assert own == {"総合政策課": False, "税務課": True}

    def test_the_page_costs_the_same_for_all_actions(
        self, hall: Hall, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        found = build.reported(hall)
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(30):
            browser.get(found.get_absolute_url())


def place(case: Any) -> tuple[int, int]:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(case).pk, case.pk
