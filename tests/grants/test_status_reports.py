"""状況報告: on which days one is due, what must stand in it, who asks and who accepts."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from grants.audit.way import way_of_the_money
from grants.models import Grant, StatusProject, StatusReport, StatusRequest
from grants.status_reports import tasks
from grants.status_reports.calls import calls_of
from records.cases import NotNow
from records.mail import Mail
from records.retention.kinds import GONE, HOLDINGS
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.checking import AUTUMN, AUTUMN_DUE, HEAD, status_draft, status_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms() -> dict[str, Any]:
    """Asks how far everybody is at the end of September, and once before anything is decided."""
    return {"status_dates": [date(2025, 5, 1), AUTUMN]}


@pytest.fixture
def autumn(granted: Grant, monkeypatch: pytest.MonkeyPatch) -> Grant:
    """Decided in May; now it is the end of September."""
    noon = datetime.combine(AUTUMN, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return granted


def asked(grant: Grant, by: User, as_of: date = MONDAY, due_on: date = MONDAY + timedelta(days=7)) -> StatusRequest:
    return StatusRequest.ask(
        grant, by=by, as_of=as_of, due_on=due_on, reason="工事が止まっていると聞いたため。", on=MONDAY
    )


class TestCalls:
    def test_come_on_the_schemes_days_on_which_the_grant_stood(self, granted: Grant):
        assert [(call.as_of, call.due_on) for call in calls_of(granted)] == [(AUTUMN, AUTUMN_DUE)]

    def test_come_when_the_section_asks(self, granted: Grant, hall: Hall):
        asked(granted, hall.drafter)
        assert [call.as_of for call in calls_of(granted)] == [MONDAY, AUTUMN]

    def test_there_are_none_before_the_decision(self, proposed: Grant):
        assert calls_of(proposed) == []

    def test_there_are_none_after_the_end(self, granted: Grant):
        granted.status = Grant.Status.SETTLED  # played, not saved
        assert calls_of(granted) == []

    def test_a_report_that_was_begun_is_called_for_no_more(self, autumn: Grant, nanami: User):
        status_draft(autumn, nanami)
        assert calls_of(autumn) == []


class TestAsk:
    def test_writes_to_the_organization(self, granted: Grant, hall: Hall):
        asked(granted, hall.drafter)
        assert Mail.objects.filter(subject__contains="状況報告を、5月19日").exists()
        assert build.happened(granted, "grant.ask_status")[0].actor == hall.drafter

    @pytest.mark.parametrize(
        ("as_of", "due_on", "word"),
        [
            (date(2026, 4, 1), date(2026, 4, 9), "令和7年度の中の日"),
            (MONDAY, MONDAY - timedelta(days=1), "今日か、それより後"),
            (AUTUMN, AUTUMN_DUE, "もう求めているか、届いて"),
        ],
    )
    def test_is_refused_for_a_day_that_makes_no_sense(
        self, granted: Grant, hall: Hall, as_of: date, due_on: date, word: str
    ):
        with pytest.raises(NotNow, match=word):
            asked(granted, hall.drafter, as_of, due_on)
        assert not StatusRequest.objects.exists()

    def test_is_refused_before_the_decision(self, proposed: Grant, hall: Hall):
        with pytest.raises(NotNow, match="交付が決まってから"):
            asked(proposed, hall.drafter)

    def test_can_be_taken_back_once(self, granted: Grant, hall: Hall):
        request = asked(granted, hall.drafter)
        request.take_back(by=hall.drafter)
        assert [call.as_of for call in calls_of(granted)] == [AUTUMN]
        with pytest.raises(NotNow, match="もう取りやめて"):
            request.take_back(by=hall.drafter)
        asked(granted, hall.drafter)
        assert len(build.happened(granted, "grant.spare_status")) == 1


class TestBegin:
    def test_takes_the_projects_from_the_plan(self, autumn: Grant, nanami: User):
        made = StatusReport.begin(autumn, by=nanami, as_of=AUTUMN, on=AUTUMN)
        assert [(row.name, row.cost, row.progress) for row in made.projects.all()] == [("見守り", 450_000, None)]
        assert made.due_on == AUTUMN_DUE

    def test_is_refused_before_its_day_twice_and_unasked(self, granted: Grant, nanami: User):
        with pytest.raises(NotNow, match="9月30日になったら"):
            StatusReport.begin(granted, by=nanami, as_of=AUTUMN, on=MONDAY)
        with pytest.raises(NotNow, match="求められていないか"):
            StatusReport.begin(granted, by=nanami, as_of=MONDAY, on=MONDAY)
        StatusReport.begin(granted, by=nanami, as_of=AUTUMN, on=AUTUMN)
        with pytest.raises(NotNow, match="もう書きはじめて"):
            StatusReport.begin(granted, by=nanami, as_of=AUTUMN, on=AUTUMN)


class TestWrite:
    def test_tells_what_was_written(self, autumn: Grant, nanami: User):
        event = build.happened(status_draft(autumn, nanami), "statusreport.write")[0]
        told = {change["label"]: change["after"] for change in event.facts["changes"]}
        assert told["支出のうち交付金"] == "180,000円"
        assert "毎週、見守りに回った。" in told["事業の状況「見守り」"]

    def test_is_refused_from_a_page_that_is_too_old(self, autumn: Grant, nanami: User):
        with pytest.raises(NotNow, match="別の画面で"):
            status_draft(autumn, nanami).write(by=nanami, seen=0, head=HEAD, projects=[])

    def test_never_spends_more_of_the_grant_than_at_all(self, autumn: Grant, nanami: User):
        draft = StatusReport.begin(autumn, by=nanami, as_of=AUTUMN, on=AUTUMN)
        with pytest.raises(ValidationError, match="支出の計より多くできません"):
            draft.write(by=nanami, seen=0, head={**HEAD, "grant_spent": 200_001}, projects=[])
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusProject.objects.update(progress=101)


class TestSubmit:
    def test_copies_the_register_and_takes_a_number(self, autumn: Grant, nanami: User):
        sent = status_sent(autumn, nanami)
        assert (sent.status, sent.applicant, sent.representative) == ("submitted", "北の会", "会長 北野 七海")
        assert sent.receipt_number
        assert sent.received_at

    def test_says_all_that_is_missing(self, autumn: Grant, nanami: User):
        draft = StatusReport.begin(autumn, by=nanami, as_of=AUTUMN, on=AUTUMN)
        assert draft.gaps(on=AUTUMN - timedelta(days=1))[0].startswith("令和7年9月30日現在の報告です")
        said = "\n".join(draft.gaps(on=AUTUMN))
        assert "事業1「見守り」に、進みぐあい" in said
        assert "ないときは0です" in said
        assert "終わる見込みを選んで" in said
        with pytest.raises(NotNow):
            draft.submit(by=nanami, on=AUTUMN)
        draft.refresh_from_db()
        assert (draft.status, draft.receipt_number) == ("draft", None)

    def test_asks_for_the_trouble_of_those_who_are_late(self, autumn: Grant, nanami: User):
        draft = status_draft(autumn, nanami, outlook="change")
        assert draft.gaps(on=AUTUMN) == ["計画のとおりに進んでいないときは、困っていることを書いてください。"]

    def test_is_refused_when_it_was_sent(self, autumn: Grant, nanami: User):
        with pytest.raises(NotNow, match="もう市に出して"):
            status_sent(autumn, nanami).submit(by=nanami, on=AUTUMN)


class TestTheCityReadsIt:
    def test_and_accepts_it(self, autumn: Grant, nanami: User, hall: Hall):
        sent = status_sent(autumn, nanami)
        sent.accept(by=hall.drafter)
        assert (sent.status, sent.accepted_by) == ("accepted", hall.drafter)
        station = next(each for each in way_of_the_money(autumn) if each.title.startswith("状況報告"))
        assert str(hall.drafter) in {str(fact.value).split("(")[0] for fact in station.facts}

    def test_or_gives_it_back_and_gets_it_again_under_its_number(self, autumn: Grant, nanami: User, hall: Hall):
        sent = status_sent(autumn, nanami)
        number = sent.receipt_number
        sent.send_back(by=hall.drafter, comment="支出の計を確かめてください。")
        assert Mail.objects.filter(subject__contains="状況報告に、直していただく").exists()
        sent.submit(by=nanami, on=AUTUMN)
        assert (sent.receipt_number, sent.sent_back_for) == (number, "")

    def test_nobody_accepts_their_own(self, autumn: Grant, nanami: User):
        sent = status_sent(autumn, nanami)
        with pytest.raises(ValidationError, match="出した人は、それを確認できません"):
            sent.accept(by=nanami)
        assert build.happened(sent, "statusreport.accept") == []

    @pytest.mark.parametrize("verb", ["accept", "send_back"])
    def test_not_before_it_was_sent(self, autumn: Grant, nanami: User, hall: Hall, verb: str):
        facts = {"comment": "x"} if verb == "send_back" else {}
        with pytest.raises(NotNow, match="下書き"):
            getattr(status_draft(autumn, nanami), verb)(by=hall.drafter, **facts)


class TestTasks:
    def test_lead_the_organization_and_then_the_section(self, autumn: Grant, nanami: User, kuko: User, hall: Hall):
        (task,) = tasks.for_leader(nanami, on=AUTUMN)
        assert (task.due, task.action) == (AUTUMN_DUE, "書きはじめる")
        assert tasks.for_leader(kuko, on=AUTUMN) == []
        draft = status_draft(autumn, nanami)
        assert [each.action for each in tasks.for_leader(nanami, on=AUTUMN)] == ["続きを書く"]
        assert tasks.for_city(hall.drafter, on=AUTUMN) == []
        draft.submit(by=nanami, on=AUTUMN)
        assert tasks.for_leader(nanami, on=AUTUMN) == []
        assert [each.mine for each in tasks.for_city(hall.drafter, on=AUTUMN)] == [True]
        draft.accept(by=hall.drafter)
        assert tasks.for_city(hall.drafter, on=AUTUMN) == []

    def test_do_not_come_early(self, granted: Grant, nanami: User):
        assert tasks.for_leader(nanami, on=MONDAY) == []


def test_its_words_go_when_its_period_is_over(autumn: Grant, nanami: User, hall: Hall):
    sent = status_sent(autumn, nanami, issues="北野さんが入院した。")
    HOLDINGS["grants.status_report"].erase(sent.pk)
    sent.refresh_from_db()
    assert (sent.representative, sent.issues, sent.projects.get().told) == (GONE, "", "")
    assert sent.grant_spent == 180_000
