"""The organization's verbs: an application from the plan, filled in, sent, mended, taken back."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import AreaFigure, Organization
from plans.models import YearlyPlan
from records.cases import NotNow
from records.corrections import Ask, Correction
from records.events import Event
from records.mail import Mail
from records.reviews import Finding
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.plans.build import line, project

pytestmark = pytest.mark.django_db

ASK_DATE = Ask(field="ends_on", label="交付申請書 完了予定日", comment="3月20日までにしてください。")


def sentences(refusal: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(refusal.value.messages)


def rewrite_plan(plan: YearlyPlan, by: User, grant: int) -> None:
    rows = [project(plan.future_plan.measures.first(), cost=grant, grant=grant)]
    lines = [line("交付金", grant), line("賃金", grant)]
    plan.write(by=by, seen=plan.revision, emphasis="", projects=rows, lines=lines)


class TestBegin:
    def test_copies_what_register_and_plan_know(self, north: Organization, scheme: Scheme, nanami: User):
        plan = build.plan(build.recognised(north, nanami), nanami)
        grant = Grant.begin(north, scheme, plan, by=nanami, on=MONDAY)
        assert (grant.amount_applied, grant.yearly_plan, grant.status) == (450_000, plan, "draft")
        assert (grant.starts_on, grant.ends_on) == (MONDAY, date(2026, 3, 31))
        assert (grant.contact_name, grant.contact_phone) == ("北野 七海", "0867-00-5678")
        assert Event.objects.about(grant).get().as_post == "北の会 会長"

    def test_is_one_per_organization_and_scheme(self, draft: Grant, nanami: User):
        with pytest.raises(ValidationError, match="もうあります"):
            Grant.begin(draft.organization, draft.scheme, draft.yearly_plan, by=nanami, on=MONDAY)

    def test_may_come_again_after_it_was_taken_back(self, draft: Grant, nanami: User):
        draft.withdraw(by=nanami)
        again = Grant.begin(draft.organization, draft.scheme, draft.yearly_plan, by=nanami, on=MONDAY)
        assert Grant.objects.live().get() == again

    @pytest.mark.parametrize("on", [date(2025, 3, 31), date(2025, 5, 31)])
    def test_waits_for_the_scheme_to_be_open(self, hall: Hall, north: Organization, nanami: User, on: date):
        money = build.scheme(hall.drafter, takes_late=False)
        plan = build.plan(build.recognised(north, nanami), nanami)
        with pytest.raises(NotNow, match="受付の期間"):
            Grant.begin(north, money, plan, by=nanami, on=on)

    def test_is_for_organizations_of_the_scheme_s_stage(self, north: Organization, scheme: Scheme, nanami: User):
        with pytest.raises(NotNow, match="団体の段階"):
            Grant.begin(north, scheme, build.plan(north, nanami), by=nanami, on=MONDAY)

    def test_wants_the_plan_of_its_own_year_and_body(self, draft: Grant, scheme: Scheme, kuko: User):
        south = kuko.roles.get().organization
        with pytest.raises(NotNow, match="令和7年度の年度計画"):
            Grant.begin(build.recognised(south, kuko), scheme, draft.yearly_plan, by=kuko, on=MONDAY)


class TestFillIn:
    VALUES: dict[str, Any] = {
        "starts_on": MONDAY,
        "ends_on": date(2026, 2, 1),
        "contact_name": "森下 修",
        "contact_phone": "0867001234",
    }

    def test_keeps_what_only_the_application_asks(self, draft: Grant, nanami: User):
        draft.fill_in(by=nanami, **self.VALUES)
        draft.refresh_from_db()
        assert (draft.ends_on, draft.contact_name) == (date(2026, 2, 1), "森下 修")

    def test_is_refused_once_it_was_sent(self, submitted: Grant, nanami: User):
        with pytest.raises(NotNow, match="もう出してあります"):
            submitted.fill_in(by=nanami, **self.VALUES)

    def test_does_not_end_before_it_starts(self, draft: Grant, nanami: User):
        with pytest.raises(ValidationError, match="着手予定日より後"):
            draft.fill_in(by=nanami, **{**self.VALUES, "ends_on": date(2025, 5, 11)})


class TestSubmit:
    def test_takes_a_number_and_copies_the_register(self, submitted: Grant, nanami: User):
        submitted.refresh_from_db()
        assert (submitted.status, submitted.receipt_number, submitted.submitted_by) == ("submitted", 1, nanami)
        assert (submitted.applicant, submitted.representative) == ("北の会", "会長 北野 七海")
        assert (submitted.amount_applied, submitted.amount_calculated) == (450_000, 524_000)
        assert submitted.received_at == submitted.submitted_at

    def test_later_changes_of_the_register_do_not_reach_the_paper(self, submitted: Grant):
        Organization.objects.filter(pk=submitted.organization_id).update(name="新北の会")
        submitted.refresh_from_db()
        assert (submitted.applicant, str(submitted.organization)) == ("北の会", "新北の会")

    def test_keeps_the_calculation_with_its_inputs(self, submitted: Grant, land):
        sheet = submitted.sheets.get()
        assert [(line.name, line.text, int(line.amount)) for line in sheet.result.lines] == [
            ("均等割", "300,000円", 300_000),
            ("世帯割", "400円 × 世帯数561世帯", 224_400),
        ]
        assert [(each.name, int(each.value), each.detail) for each in sheet.result.inputs] == [
            ("世帯数", 561, "北大字 300、中大字 261")
        ]
        AreaFigure.objects.filter(area=land.north_oaza).update(value=1)
        assert submitted.sheets.get().result.amount == sheet.amount == 524_000

    def test_tells_the_organization(self, submitted: Grant, nanami: User):
        mail = Mail.objects.filter(to_user=nanami).get(subject__contains="受け付けました")
        assert "450,000円" in mail.body
        assert submitted.get_absolute_url() in mail.body

    def test_is_refused_a_second_time(self, submitted: Grant, nanami: User):
        with pytest.raises(NotNow, match="もう出してあります"):
            submitted.submit(by=nanami, on=MONDAY)
        assert Event.objects.about(submitted).filter(verb="grant.submit").count() == 1

    def test_is_not_for_more_than_was_calculated(self, north: Organization, scheme: Scheme, nanami: User):
        grant = build.draft(north, scheme, nanami, grant=525_000)
        with pytest.raises(NotNow) as refusal:
            grant.submit(by=nanami, on=MONDAY)
        assert "算定額(524,000円)より1,000円多く" in sentences(refusal)

    def test_is_in_the_scheme_s_unit(self, north: Organization, scheme: Scheme, nanami: User):
        grant = build.draft(north, scheme, nanami, grant=450_500)
        with pytest.raises(NotNow) as refusal:
            grant.submit(by=nanami, on=MONDAY)
        assert "千円単位に" in sentences(refusal)

    def test_names_the_figure_that_is_missing(self, draft: Grant, nanami: User, land):
        AreaFigure.objects.filter(area=land.middle_oaza).delete()
        with pytest.raises(NotNow) as refusal:
            draft.submit(by=nanami, on=MONDAY)
        assert sentences(refusal) == (
            "中大字の世帯数(令和7年4月1日現在)が登録されていません。区域の数値に入れてください。"
        )

    def test_names_all_that_is_missing_at_once(self, north: Organization, hall: Hall, nanami: User):
        money = build.scheme(hall.drafter, papers=["総会の議事録"], completion_by=date(2026, 2, 28))
        grant = build.draft(north, money, nanami)
        north.officers.update(ends_on=date(2025, 4, 30))
        with pytest.raises(NotNow) as refusal:
            grant.submit(by=nanami, on=MONDAY)
        for word in ("今の会長が", "令和8年2月28日まで", "「総会の議事録」を付けて"):
            assert word in sentences(refusal)
        grant.refresh_from_db()
        assert grant.status == Grant.Status.DRAFT

    def test_waits_for_the_plan(self, draft: Grant, hall: Hall, nanami: User):
        draft.yearly_plan.reopen(by=hall.drafter)
        with pytest.raises(NotNow, match="先に年度計画を提出"):
            draft.submit(by=nanami, on=MONDAY)

    def test_follows_the_plan_s_newer_version(self, draft: Grant, nanami: User):
        newer = draft.yearly_plan.revise(by=nanami)
        rewrite_plan(newer, nanami, 400_000)
        newer.submit(by=nanami, on=MONDAY)
        draft.submit(by=nanami, on=MONDAY)
        assert (draft.yearly_plan, draft.amount_applied) == (newer, 400_000)

    def test_after_the_deadline_as_the_scheme_says(self, draft: Grant, hall: Hall, north: Organization, nanami: User):
        draft.submit(by=nanami, on=date(2025, 6, 1))
        other = build.scheme(hall.drafter, programme="strict", takes_late=False)
        grant = Grant.begin(north, other, draft.yearly_plan, by=nanami, on=MONDAY)
        with pytest.raises(NotNow, match="期限"):
            grant.submit(by=nanami, on=date(2025, 6, 1))

    def test_leaves_nothing_behind_when_it_fails(self, draft: Grant, nanami: User, monkeypatch):
        monkeypatch.setattr("grants.applying.post", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            draft.submit(by=nanami, on=MONDAY)
        draft.refresh_from_db()
        assert (draft.status, draft.receipt_number, draft.sheets.count()) == ("draft", None, 0)

    @pytest.mark.parametrize("status", ["proposed", "granted", "refused", "withdrawn"])
    def test_is_refused_in_any_other_state(self, status: str, request: pytest.FixtureRequest, hall: Hall, nanami: User):
        grant = in_status(status, request, hall, nanami)
        events = Event.objects.about(grant).count()
        with pytest.raises(NotNow):
            grant.submit(by=nanami, on=MONDAY)
        assert Event.objects.about(grant).count() == events


def in_status(status: str, request: pytest.FixtureRequest, hall: Hall, nanami: User) -> Grant:
    if status in {"proposed", "granted"}:
        grant: Grant = request.getfixturevalue(status)
        return grant
    grant = request.getfixturevalue("submitted")
    if status == "withdrawn":
        grant.withdraw(by=nanami)
    if status == "refused":
        build.review(grant, hall.drafter)
        build.propose(grant, hall, outcome=Grant.Outcome.REFUSE, conditions=[])
        build.approve(grant, hall.chief, hall.manager, hall.director)
    return grant


class TestAskCorrection:
    def test_gives_it_back_with_a_comment_at_the_field(self, submitted: Grant, hall: Hall, nanami: User):
        submitted.ask_correction([ASK_DATE], by=hall.drafter, due_on=date(2025, 5, 26))
        correction = Correction.objects.about(submitted).get()
        assert (correction.field, correction.before) == ("ends_on", "令和8年3月31日")
        assert (submitted.status, submitted.yearly_plan.status) == ("returned", "submitted")
        mail = Mail.objects.filter(to_user=nanami)[0]
        assert "3月20日までにしてください" in mail.body

    def test_opens_the_plan_where_one_of_its_rows_is_named(self, submitted: Grant, hall: Hall):
        expense = submitted.yearly_plan.expense_lines().get()
        ask = Ask(field=f"plan-line-{expense.pk}", label="収支予算書 支出1行目", comment="分けてください。")
        submitted.ask_correction([ASK_DATE, ask], by=hall.drafter, due_on=date(2025, 5, 26))
        submitted.yearly_plan.refresh_from_db()
        assert submitted.yearly_plan.status == YearlyPlan.Status.RETURNED
        assert Correction.objects.about(submitted.yearly_plan).get().before == "450,000円"
        assert Correction.objects.about(submitted).get().field == "ends_on"

    def test_wants_something_to_be_asked(self, submitted: Grant, hall: Hall):
        with pytest.raises(NotNow, match="1つ以上"):
            submitted.ask_correction([], by=hall.drafter, due_on=MONDAY)
        submitted.refresh_from_db()
        assert submitted.status == Grant.Status.SUBMITTED

    @pytest.mark.parametrize("status", ["proposed", "granted", "refused", "withdrawn"])
    def test_is_refused_in_any_other_state(self, status: str, request: pytest.FixtureRequest, hall: Hall, nanami: User):
        grant = in_status(status, request, hall, nanami)
        with pytest.raises(NotNow):
            grant.ask_correction([ASK_DATE], by=hall.drafter, due_on=MONDAY)
        assert not Correction.objects.about(grant).exists()


class TestResubmit:
    @pytest.fixture
    def returned(self, submitted: Grant, hall: Hall) -> Grant:
        expense = submitted.yearly_plan.expense_lines().get()
        ask = Ask(field=f"plan-line-{expense.pk}", label="収支予算書 支出1行目", comment="分けてください。")
        build.review(submitted, hall.drafter, **{"5": ("mend", "飲食は対象外")})
        submitted.ask_correction([ASK_DATE, ask], by=hall.drafter, due_on=date(2025, 5, 26))
        return submitted

    def mend(self, grant: Grant, by: User) -> None:
        plan = YearlyPlan.objects.get(pk=grant.yearly_plan_id)
        first, own = plan.projects.get(), plan.lines.all()
        rows = [{**project(plan.future_plan.measures.first(), cost=440_000, grant=440_000), "id": first.pk}]
        lines = [{"id": row.pk, "category": row.category, "amount": 440_000, "note": ""} for row in own]
        plan.write(by=by, seen=plan.revision, emphasis="見守りを広げる", projects=rows, lines=lines)
        plan.submit(by=by, on=MONDAY)
        values = {"starts_on": grant.starts_on, "ends_on": date(2026, 3, 20)}
        grant.fill_in(by=by, contact_name=grant.contact_name, contact_phone=grant.contact_phone, **values)
        grant.submit(by=by, on=date(2025, 5, 20))

    def test_keeps_number_and_day_and_shows_what_changed(self, returned: Grant, nanami: User):
        received = returned.received_at
        self.mend(returned, nanami)
        assert (returned.receipt_number, returned.received_at, returned.amount_applied) == (1, received, 440_000)
        event = build.happened(returned, "grant.submit")[0]
        changed = {change["label"]: (change["before"], change["after"]) for change in event.facts["changes"]}
        assert changed["交付申請書 完了予定日"] == ("令和8年3月31日", "令和8年3月20日")
        assert changed["収支予算書 支出1行目「賃金」"] == ("450,000円", "440,000円")

    def test_compares_a_newer_version_of_the_plan_row_by_row(self, returned: Grant, nanami: User):
        rewrite_plan(plan := returned.yearly_plan.newest(), nanami, grant=440_000)
        plan.submit(by=nanami, on=MONDAY)
        plan.replace_with_resolved(by=nanami, on=MONDAY, resolved_on=MONDAY)
        returned.submit(by=nanami, on=MONDAY)
        changed = [change["label"] for change in build.happened(returned, "grant.submit")[0].facts["changes"]]
        rows = ("事業1「見守り」", "収入1行目「交付金」", "支出1行目「賃金」")
        of_the_paper = [label.split(" ", 1)[1] for label in changed if " " in label]
        assert of_the_paper == ["今年度の重点", *rows]

    def test_answers_every_request_with_what_stands_there_now(self, returned: Grant, nanami: User):
        self.mend(returned, nanami)
        answers = {c.label: (c.before, c.after, c.mended_by) for c in Correction.objects.all()}
        assert answers["交付申請書 完了予定日"] == ("令和8年3月31日", "令和8年3月20日", nanami)
        assert answers["収支予算書 支出1行目"] == ("450,000円", "440,000円", nanami)

    def test_is_looked_at_again_where_it_was_to_be_mended(self, returned: Grant, nanami: User):
        self.mend(returned, nanami)
        found = Finding.objects.about(returned)
        assert found.count() == 6
        assert not found.filter(criterion="5").exists()

    def test_keeps_the_same_sheet_while_its_inputs_are_the_same(self, returned: Grant, nanami: User):
        self.mend(returned, nanami)
        assert returned.sheets.count() == 1

    def test_keeps_another_sheet_when_a_figure_was_put_right(self, returned: Grant, nanami: User, land):
        AreaFigure.objects.filter(area=land.north_oaza).update(value=310)
        self.mend(returned, nanami)
        assert [sheet.amount for sheet in returned.sheets.all()] == [528_000, 524_000]
        assert returned.amount_calculated == 528_000


class TestPapers:
    def test_are_taken_while_it_is_open(self, draft: Grant, nanami: User, pdf: SimpleUploadedFile):
        draft.receive(pdf, purpose="総会の議事録", by=nanami)
        (paper,) = draft.papers()
        assert (paper.filename, paper.purpose) == ("議事録.pdf", "総会の議事録")
        draft.put_away(paper, by=nanami)
        assert draft.papers() == []

    def test_are_refused_once_it_was_sent(self, submitted: Grant, nanami: User, pdf: SimpleUploadedFile):
        with pytest.raises(NotNow, match="もう出してあります"):
            submitted.receive(pdf, purpose="総会の議事録", by=nanami)


class TestWithdraw:
    @pytest.mark.parametrize("fixture", ["draft", "submitted"])
    def test_takes_it_back(self, fixture: str, request: pytest.FixtureRequest, nanami: User):
        grant: Grant = request.getfixturevalue(fixture)
        grant.withdraw(by=nanami, reason="来年度に申請し直すため")
        grant.refresh_from_db()
        assert grant.status == Grant.Status.WITHDRAWN
        event = build.happened(grant)[0]
        assert event.facts["comment"] == "来年度に申請し直すため"
        assert [(each.label, each.after) for each in event.changes] == [("状態", "取り下げ")]

    @pytest.mark.parametrize("fixture", ["proposed", "granted"])
    def test_is_refused_once_the_city_is_deciding(self, fixture: str, request: pytest.FixtureRequest, nanami: User):
        grant: Grant = request.getfixturevalue(fixture)
        with pytest.raises(NotNow, match="決裁の途中か"):
            grant.withdraw(by=nanami)


class TestWhatIsNeverTrue:
    """The rules that the database keeps, whoever writes."""

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"amount_applied": 524_001}, "no_more_is_applied_for_than_was_calculated"),
            ({"amount_applied": -1}, "no_more_is_applied_for_than_was_calculated"),
            ({"ends_on": date(2025, 5, 11)}, "a_grant_ends_after_it_starts"),
            ({"representative": ""}, "a_sent_grant_says_who_sent_it_and_for_whom"),
            ({"submitted_by": None}, "a_sent_grant_says_who_sent_it_and_for_whom"),
            ({"receipt_number": None}, "a_grant_is_received_exactly_with_a_number"),
        ],
    )
    def test_of_an_application(self, submitted: Grant, change: dict[str, object], constraint: str):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Grant.objects.filter(pk=submitted.pk).update(**change)

    def test_a_kept_sheet_never_changes(self, submitted: Grant):
        with pytest.raises(TypeError):
            submitted.sheets.all().update(amount=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            type(submitted.sheets.get())._base_manager.filter(grant=submitted).update(amount=1)
