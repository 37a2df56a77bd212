"""The pages of 状況報告: the leader writes it on a phone, the section asks, reads and lists."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.models import Grant, Scheme, StatusReport, StatusRequest
from organizations.models import Organization
from records.drafts import Draft
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.checking import AUTUMN, status_draft, status_sent
from tests.grants.crowd import crowd
from tests.grants.test_reporting_pages import day
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def terms() -> dict[str, Any]:
    return {"status_dates": [AUTUMN]}


@pytest.fixture
def autumn(granted: Grant, monkeypatch: pytest.MonkeyPatch) -> Grant:
    noon = datetime.combine(AUTUMN, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return granted


def page(name: str, thing: Grant | StatusReport) -> str:
    return reverse(f"grants:status_{name}", args=[thing.pk])


def typed(report: StatusReport, **changes: str) -> dict[str, str]:
    data = {
        "revision": str(report.revision), "draft_version": "0", "window": "w",
        "projects-TOTAL_FORMS": "1", "projects-INITIAL_FORMS": "0", "projects-0-ORDER": "1",
        "projects-0-id": str(report.projects.get().pk), "projects-0-progress": "60", "projects-0-told": "配食をした。",
        "income": "450,000", "expense": "300,000", "grant_spent": "300,000", "outlook": "on_time", "issues": "",
    }  # fmt: skip
    return {**data, **changes}


class TestTheOrganization:
    def test_writes_it_from_the_grants_page_and_sends_it(self, as_user: AsUser, autumn: Grant, nanami: User):
        browser = as_user(nanami)
        assert "の状況報告(令和7年9月30日現在)を出す" in browser.get("/").text
        begin = reverse("grants:status_begin", args=[autumn.pk, AUTUMN.isoformat()])
        assert begin in browser.get(autumn.get_absolute_url()).text
        begun = browser.post(begin)
        report = StatusReport.objects.get()
        assert begun["Location"] == page("edit", report)
        assert "計画では、事業費450,000円" in browser.get(begun["Location"]).text
        saved = browser.post(page("edit", report), {**typed(report), "check": "1"})
        assert saved["Location"] == page("confirm", report)
        assert "60%" in browser.get(page("confirm", report)).text
        browser.post(page("confirm", report))
        report.refresh_from_db()
        assert (report.status, report.grant_spent) == ("submitted", 300_000)
        assert browser.get(reverse("papers:case", args=["grants.statusreport", report.pk])).status_code == 200

    def test_keeps_what_cannot_be_read(self, as_user: AsUser, autumn: Grant, nanami: User):
        report = status_draft(autumn, nanami)
        text = as_user(nanami).post(page("edit", report), typed(report, **{"projects-0-progress": "120"})).text
        assert "100%までにしてください。" in text
        assert "配食をした。" in Draft.objects.get().data["projects-0-told"]

    def test_saves_by_itself(self, as_user: AsUser, autumn: Grant, nanami: User):
        report = status_draft(autumn, nanami)
        answer = as_user(nanami).post(
            page("edit", report), typed(report, expense="よくわからない"), headers={"X-Autosave": "1"}
        )
        assert answer.status_code == 200
        assert "よくわからない" in as_user(nanami).get(page("edit", report)).text

    def test_is_told_what_is_missing(self, as_user: AsUser, autumn: Grant, nanami: User):
        report = StatusReport.begin(autumn, by=nanami, as_of=AUTUMN, on=AUTUMN)
        text = as_user(nanami).get(page("confirm", report)).text
        assert "出す前に、3つ直してください" in text
        assert "市に提出する" not in text

    def test_a_day_that_is_none_is_not_found(self, as_user: AsUser, autumn: Grant, nanami: User):
        address = reverse("grants:status_begin", args=[autumn.pk, "tomorrow"])
        assert as_user(nanami).post(address).status_code == 404


class TestTheSection:
    def test_asks_one_organization(self, as_user: AsUser, granted: Grant, hall: Hall, nanami: User):
        browser = as_user(hall.drafter)
        assert page("ask", granted) in browser.get(granted.get_absolute_url()).text
        data = {**day("as_of", MONDAY), **day("due_on", MONDAY + timedelta(days=7)), "reason": "見に行くため。"}
        assert browser.post(page("ask", granted), data)["Location"] == granted.get_absolute_url()
        assert "見に行くため。" in as_user(nanami).get(granted.get_absolute_url()).text
        request = StatusRequest.objects.get()
        assert "求めを取りやめる" in browser.get(granted.get_absolute_url()).text
        browser.post(page("take_back", request))  # type: ignore[arg-type]
        request.refresh_from_db()
        assert request.taken_back_at

    def test_is_told_at_the_field_what_is_wrong(self, as_user: AsUser, granted: Grant, hall: Hall):
        data = {**day("as_of", MONDAY), **day("due_on", MONDAY - timedelta(days=1)), "reason": "見に行くため。"}
        text = as_user(hall.drafter).post(page("ask", granted), data).text
        assert "今日か、それより後の日にしてください。" in text
        assert "見に行くため。" in text

    def test_reads_gives_back_and_accepts(self, as_user: AsUser, autumn: Grant, nanami: User, hall: Hall):
        report, browser = status_sent(autumn, nanami), as_user(hall.drafter)
        assert "毎週、見守りに回った。" in browser.get(report.get_absolute_url()).text
        assert "直すところを入れて" in browser.post(page("send_back", report), {"comment": ""}).text
        browser.post(page("send_back", report), {"comment": "支出を確かめてください。"})
        assert "支出を確かめてください。" in as_user(nanami).get(page("edit", report)).text
        report.refresh_from_db()
        report.submit(by=nanami, on=AUTUMN)
        browser.post(page("accept", report))
        report.refresh_from_db()
        assert report.status == "accepted"

    def test_lists_the_late_ones_first(self, as_user: AsUser, autumn: Grant, nanami: User, hall: Hall):
        assert "報告待ち" in as_user(hall.drafter).get(reverse("grants:status_reports")).text
        status_sent(autumn, nanami)
        assert "計画のとおりに終わる" in as_user(hall.drafter).get(reverse("grants:status_reports")).text
        assert as_user(nanami).get(reverse("grants:status_reports")).status_code == 403

    def test_the_list_costs_the_same_for_thirty_grants(
        self, as_user: AsUser, scheme: Scheme, nanami: User, hall: Hall, django_assert_max_num_queries: Any
    ):
        crowd(scheme, 30, sender=nanami, hall=hall, states=["granted"])
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(16):
            assert "30件" in browser.get(reverse("grants:status_reports")).text


def test_a_neighbour_and_a_draft(as_user: AsUser, autumn: Grant, nanami: User, kuko: User, hall: Hall):
    """The neighbour never sees it; the city does when it was sent."""
    draft = status_draft(autumn, nanami)
    seen = {user: as_user(user).get(draft.get_absolute_url()).status_code for user in (nanami, kuko, hall.drafter)}
    assert seen == {nanami: 200, kuko: 404, hall.drafter: 404}
    draft.submit(by=nanami, on=AUTUMN)
    assert as_user(hall.drafter).get(draft.get_absolute_url()).status_code == 200
    assert as_user(kuko).post(page("accept", draft)).status_code == 404


def test_the_days_are_typed_as_dates_of_the_year(as_user: AsUser, hall: Hall, north: Organization):
    scheme = build.scheme_draft(hall.drafter, status_dates=[AUTUMN])
    page_ = as_user(hall.drafter).get(reverse("grants:edit_scheme", args=[scheme.pk])).text
    assert "令和7年9月30日" in page_
