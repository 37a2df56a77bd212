"""受付通知書 and 補正依頼書: sent by the section with one button, besides the mails that go out anyway."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from grants.letters.notices import send_notice
from records.cases import NotNow
from records.events import Event
from records.letters import Letter
from tests.cast import MONDAY
from tests.grants import build, later

DUE = date(2025, 5, 26)
ASKS: Any = [
    {"field": "starts_on", "label": "着手予定日", "comment": "会場の予約より\n前の日です。"},
    {"field": "ends_on", "label": "完了予定日", "comment": "年度の中の日にしてください。"},
]


class TestSendNotice:
    def test_a_paper_that_came_is_confirmed_with_its_number(self, submitted, hall):
        letter = send_notice(submitted, by=hall.drafter, on=MONDAY)
        assert letter.kind == "grants.received"
        assert letter.organization == submitted.organization
        assert letter.snapshot["values"]["収受番号"] == str(submitted.receipt_number)
        assert "交付申請書を市が受け付けました" in letter.meaning
        assert Event.objects.about(submitted).filter(verb="letter.issued").exists()

    def test_is_sent_once(self, submitted, hall):
        send_notice(submitted, by=hall.drafter, on=MONDAY)
        with pytest.raises(NotNow, match="今は、出せる通知がありません"):
            send_notice(submitted, by=hall.drafter, on=MONDAY)
        assert Letter.objects.count() == 1

    def test_what_is_to_be_mended_is_listed_with_its_day(self, submitted, hall):
        submitted.ask_correction(ASKS, by=hall.drafter, due_on=DUE)
        letter = send_notice(submitted, by=hall.drafter, on=MONDAY)
        assert letter.kind == "grants.correction"
        values = letter.snapshot["values"]
        assert values["補正の期限"] == "令和7年5月26日"
        assert values["直すところ"].splitlines() == [
            "着手予定日:会場の予約より 前の日です。",
            "完了予定日:年度の中の日にしてください。",
        ]

    def test_a_report_gets_them_too(self, north, scheme, nanami, hall):
        grant = build.granted(north, scheme, nanami, hall)
        build.paid(grant, nanami, hall)
        report = build.reported(grant, nanami)
        assert "実績報告書" in send_notice(report, by=hall.drafter, on=MONDAY).subject

    def test_a_change_gets_them_too(self, granted, nanami, hall, as_user):
        change = later.submitted(granted, nanami)
        address = reverse("grants:change_notice", args=[change.pk])
        assert as_user(nanami).post(address).status_code == 403
        page = as_user(hall.drafter)
        assert "受付通知書を出す" in page.get(change.get_absolute_url()).text
        assert "変更等承認申請書" in page.post(address, follow=True).text
        assert "起案してください" in page.get(change.get_absolute_url()).text  # a receipt decides nothing

    @pytest.mark.parametrize("off", ["sends_receipts", "sends_corrections"])
    def test_not_where_the_scheme_sends_none(self, north, nanami, hall, off):
        grant = build.submitted(north, build.scheme(hall.drafter, **{off: False}), nanami)
        if off == "sends_corrections":
            grant.ask_correction(ASKS, by=hall.drafter, due_on=DUE)
        with pytest.raises(NotNow, match="出せる通知がありません"):
            send_notice(grant, by=hall.drafter, on=MONDAY)

    @pytest.mark.parametrize("case", ["draft", "proposed", "granted"])
    def test_is_refused_in_any_other_state(self, request, hall, case):
        grant = request.getfixturevalue(case)
        before = Letter.objects.count()
        with pytest.raises(NotNow):
            send_notice(grant, by=hall.drafter, on=MONDAY)
        assert Letter.objects.count() == before


class TestPages:
    def test_the_section_presses_and_the_others_do_not(self, as_user, submitted, hall, nanami, kuko):
        address = reverse("grants:notice", args=[submitted.pk])
        assert as_user(kuko).post(address).status_code == 404
        assert as_user(nanami).post(address).status_code == 403
        page = as_user(hall.drafter)
        assert "受付通知書を出す" in page.get(submitted.get_absolute_url()).content.decode()
        answer = page.post(address)
        letter = Letter.objects.get(kind="grants.received")
        assert answer["Location"] == letter.get_absolute_url()
        shown = page.get(submitted.get_absolute_url()).content.decode()
        assert "受付通知書を出す" not in shown
        assert "審査" in shown  # it is still under way: the receipt decides nothing

    def test_the_organization_reads_it_and_goes_on_waiting(self, as_user, submitted, hall, nanami):
        letter = send_notice(submitted, by=hall.drafter, on=MONDAY)
        page = as_user(nanami).get(submitted.get_absolute_url()).content.decode()
        assert "決まると、通知書がこのページに届きます" in page
        assert as_user(nanami).get(letter.get_absolute_url()).status_code == 200
