"""実績報告: the verbs of a performance report, and that its papers agree to the yen."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from grants.models import Expense, Grant, Report
from grants.receipts import note, strike
from grants.report_review import review
from records.attachments import Attachment, receive
from records.cases import NotNow
from records.corrections import Correction
from records.mail import Mail
from records.reviews import Finding
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def april(monkeypatch: pytest.MonkeyPatch) -> date:
    """The year is over."""
    noon = datetime.combine(APRIL_NEXT, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return APRIL_NEXT


@pytest.fixture
def paid_grant(granted: Grant, nanami: User, hall: Hall) -> Grant:
    build.paid(granted, nanami, hall)
    return granted


@pytest.fixture
def draft(paid_grant: Grant, nanami: User, april: date) -> Report:
    return build.report_draft(paid_grant, nanami)


@pytest.fixture
def reported(paid_grant: Grant, nanami: User, april: date) -> Report:
    return build.reported(paid_grant, nanami)


def sentences(report: Report, on: date = APRIL_NEXT) -> str:
    return "\n".join(gap.sentence for gap in report.gaps(on=on))


class TestBegin:
    def test_takes_projects_and_budget_from_the_plan(self, paid_grant: Grant, nanami: User):
        made = Report.begin(paid_grant, by=nanami)
        assert [(row.name, row.cost) for row in made.projects.all()] == [("見守り", 450_000)]
        lines = {str(line): (line.budget, line.actual) for line in made.lines.all()}
        assert lines == {"交付金": (450_000, 450_000), "賃金": (450_000, 0)}

    def test_is_refused_twice(self, draft: Report, nanami: User):
        with pytest.raises(NotNow, match="もうあります"):
            Report.begin(draft.grant, by=nanami)

    def test_is_refused_before_the_decision(self, proposed: Grant, nanami: User):
        with pytest.raises(NotNow, match="交付が決まってから"):
            Report.begin(proposed, by=nanami)


class TestWrite:
    def test_tells_what_was_written_and_turns_the_page(self, draft: Report):
        event = build.happened(draft, "report.write")[0]
        assert draft.revision == 1
        assert any("見守りが広がった。" in change["after"] for change in event.facts["changes"])

    def test_is_refused_from_a_page_that_is_too_old(self, draft: Report, nanami: User):
        with pytest.raises(NotNow, match="別の画面で"):
            draft.write(by=nanami, seen=0, head={}, projects=[], lines=[])
        assert draft.projects.get().result == "見守りが広がった。"


class TestReceipts:
    def test_bear_numbers_that_stay(self, draft: Report, nanami: User):
        second = build.receipt(draft, nanami, 1_000)
        third = build.receipt(draft, nanami, 2_000)
        strike(draft, second, by=nanami)
        assert [expense.number for expense in draft.expenses.all()] == [1, 3]
        assert Attachment.objects.about(draft).filter(purpose="領収書2").count() == 0
        assert build.receipt(draft, nanami, 3_000).number == third.number + 1

    def test_get_a_better_photo(self, draft: Report, nanami: User):
        first = draft.expenses.get()
        better = receive(draft, build.photo("もう一度.png", 99), purpose="入力中", by=nanami)
        note(draft, by=nanami, number=1, photo=better, payee="直した商店")
        first.refresh_from_db()
        assert (first.payee, first.photo, better.purpose) == ("直した商店", better, "領収書1")
        assert [str(paper) for paper in Attachment.objects.about(draft)] == ["もう一度.png"]

    def test_never_charge_the_grant_more_than_they_say(self, draft: Report, nanami: User):
        with pytest.raises(ValidationError, match="金額より多くできません"):
            build.receipt(draft, nanami, 1_000, share=1_001)
        with pytest.raises(IntegrityError), transaction.atomic():
            Expense.objects.update(amount=0, grant_share=0)

    def test_are_not_put_into_what_was_sent(self, reported: Report, nanami: User):
        with pytest.raises(NotNow, match="もう市に出して"):
            note(reported, by=nanami, number=1, photo=None, payee="x")


class TestGaps:
    def test_there_are_none(self, draft: Report):
        assert sentences(draft) == ""

    def test_one_yen_is_seen(self, draft: Report, nanami: User):
        note(draft, by=nanami, number=1, photo=None, amount=399_999, grant_share=399_999)
        assert "「賃金」の決算額(400,000円)と領収書の計(399,999円)がちがいます。差は1円です。" in sentences(draft)

    def test_what_was_received_is_what_the_income_says(self, draft: Report):
        draft.lines.filter(category__is_grant=True).update(actual=449_000)
        assert "収入の交付金(449,000円)と受け取った額(450,000円)がちがいます" in sentences(draft)

    def test_nothing_is_spent_that_was_not_there(self, draft: Report, nanami: User):
        build.receipt(draft, nanami, 100_000)
        draft.lines.filter(category__kind="expense").update(actual=500_000)
        assert "支出が収入より50,000円多くなっています" in sentences(draft)

    @pytest.mark.parametrize(
        ("columns", "word"),
        [
            ({"paid_on": date(2026, 4, 1)}, "支払日(令和8年4月1日)が、令和7年4月1日から令和8年3月31日までの間に"),
            ({"photo": None}, "領収書1 見本商店0に、領収書の写真を付けて"),
        ],
    )
    def test_a_receipt_belongs_to_the_year_and_has_a_photo(self, draft: Report, columns: dict[str, Any], word: str):
        draft.expenses.update(**columns)
        assert word in sentences(draft)

    def test_the_same_receipt_twice_is_seen_unless_it_is_another_one(self, draft: Report, nanami: User):
        again = build.receipt(draft, nanami, 400_000, payee="見本 商店0")
        assert "領収書1と日付・支払先・金額が同じです" in sentences(draft)
        note(draft, by=nanami, number=again.number, photo=None, is_another=True)
        assert "同じです" not in sentences(draft)
        draft.expenses.filter(number=2).update(photo=draft.expenses.get(number=1).photo)
        assert "の写真は、領収書1と同じものです" in sentences(draft)

    def test_the_assembly_was_before_the_report(self, draft: Report):
        draft.approved_on = APRIL_NEXT + timedelta(days=1)
        assert "総会で決算を認めた日(令和8年4月7日)は、報告する日より後にできません" in sentences(draft)

    def test_every_project_says_what_became_of_it(self, draft: Report):
        draft.projects.update(result="", done_on=" ")
        assert "事業1「見守り」に、実施日と成果を書いてください" in sentences(draft)

    def test_a_newer_plan_is_followed(self, draft: Report, nanami: User):
        newer = draft.grant.yearly_plan.revise(by=nanami)
        newer.submit(by=nanami, on=APRIL_NEXT)
        assert "年度計画が新しくなっています" in sentences(draft)
        draft.follow(by=nanami)
        assert sentences(draft) == ""
        assert draft.projects.get().result == "見守りが広がった。"


class TestSubmit:
    def test_keeps_what_was_spent_and_what_is_left(self, reported: Report):
        assert (reported.status, reported.amount_spent, reported.representative) == (
            "submitted",
            400_000,
            "会長 北野 七海",
        )
        settled = reported.settlement()
        assert (settled.confirmed, settled.unused, settled.refund) == (400_000, 50_000, 50_000)
        assert "実績報告を受け付けました" in Mail.objects.latest("pk").subject

    def test_is_refused_with_all_that_is_missing_and_nothing_happens(self, draft: Report, nanami: User):
        draft.projects.update(result="")
        draft.expenses.update(photo=None)
        with pytest.raises(NotNow) as refusal:
            draft.submit(by=nanami, on=APRIL_NEXT)
        assert len(refusal.value.messages) == 2
        draft.refresh_from_db()
        assert (draft.status, draft.receipt_number) == ("draft", None)

    def test_is_refused_twice(self, reported: Report, nanami: User):
        with pytest.raises(NotNow, match="もう市に出して"):
            reported.submit(by=nanami, on=APRIL_NEXT)


class TestAskCorrection:
    def test_opens_the_report_with_the_request_at_its_row(self, reported: Report, hall: Hall, nanami: User):
        code = f"report-receipt-{reported.expenses.get().pk}"
        ask: Any = {"field": code, "label": "支出明細 領収書1", "comment": "写真が読めません。"}
        reported.ask_correction([ask], by=hall.drafter, due_on=APRIL_NEXT + timedelta(days=9))
        assert reported.is_open
        assert "写真が読めません。" in Mail.objects.latest("pk").body
        note(reported, by=nanami, number=1, photo=None, content="撮り直した")
        reported.submit(by=nanami, on=APRIL_NEXT)
        mended = Correction.objects.about(reported).get()
        assert "撮り直した" in mended.after
        assert mended.mended_by == nanami

    def test_is_refused_before_it_was_sent(self, draft: Report, hall: Hall):
        with pytest.raises(NotNow):
            draft.ask_correction([], by=hall.drafter, due_on=MONDAY)


class TestReview:
    def test_keeps_what_was_found(self, reported: Report, hall: Hall):
        review(reported, {"1": ("fit", ""), "3": ("mend", "飲食費がある")}, by=hall.drafter)
        found = {finding.criterion: finding for finding in Finding.objects.about(reported)}
        assert (found["3"].verdict, found["3"].label) == ("mend", "対象外の経費がない")

    def test_is_refused_before_it_was_sent(self, draft: Report, hall: Hall):
        with pytest.raises(NotNow):
            review(draft, {"1": ("fit", "")}, by=hall.drafter)
