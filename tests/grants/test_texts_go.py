"""What was written beside a case goes with it: plans, requests to mend, findings, absences, ties."""

from datetime import date

import pytest

from accounts.models import User
from grants.models import Grant
from organizations.models import Intake, Organization, Tie
from plans.models import FuturePlan, YearlyPlan
from records.approvals import Item
from records.corrections import Correction, ask_for
from records.fiscal import FiscalYear
from records.retention.kinds import GONE, HOLDINGS, Document
from records.reviews import Finding
from staff.models import Absence
from tests.cast import MONDAY, Hall

THEN = FiscalYear(2031)  # five whole years after 令和7年度


def due(code: str, *, at: FiscalYear = THEN, years: int = 5) -> list[Document]:
    return list(HOLDINGS[code].over(years, at=at))


class TestOfAGrant:
    def test_requests_findings_and_what_was_laid_before_the_posts(self, granted: Grant, hall: Hall) -> None:
        ask_for(
            granted, [{"field": "contact_phone", "label": "電話", "comment": "北野さんに"}], by=hall.drafter,
            due_on=MONDAY, values={"contact_phone": "0867-00-0000"},
        )  # fmt: skip
        Finding.objects.update(comment="北野さんに電話で確かめた")
        verdicts = list(Finding.objects.values_list("label", "verdict"))
        HOLDINGS["grants.grant"].erase(granted.pk)
        request = Correction.objects.get()
        assert (request.label, request.comment, request.before) == ("電話", GONE, "")
        assert set(Finding.objects.values_list("comment", flat=True)) == {GONE}
        assert list(Finding.objects.values_list("label", "verdict")) == verdicts, "statistics stay"
        assert Item.objects.about(granted).get().facts == {}

    def test_its_yearly_plan_keeps_names_and_amounts(self, granted: Grant) -> None:
        plan = granted.yearly_plan
        totals = plan.totals()
        assert due("plans.yearlyplan", at=THEN.previous) == []
        (document,) = due("plans.yearlyplan")
        HOLDINGS["plans.yearlyplan"].erase(document.key)
        plan = YearlyPlan.objects.get(pk=plan.pk)
        assert plan.emphasis == GONE
        assert plan.totals() == totals
        assert [(each.name != "", each.content, each.partners) for each in plan.projects.all()] == [(True, "", "")]
        assert due("plans.yearlyplan") == [], "done again, it changes nothing"

    def test_a_plan_whose_grant_still_runs_stays(self, submitted: Grant) -> None:
        assert due("plans.yearlyplan") == []
        assert HOLDINGS["plans.yearlyplan"].running(submitted.yearly_plan_id)


class TestOfTheOffices:
    def test_a_future_plan_in_force_stays_and_a_superseded_one_loses_its_texts(self, granted: Grant) -> None:
        plan = granted.yearly_plan.future_plan
        assert due("plans.futureplan", at=FiscalYear(2060)) == []
        FuturePlan.objects.filter(pk=plan.pk).update(status="superseded")
        (document,) = due("plans.futureplan", at=FiscalYear(2060))
        HOLDINGS["plans.futureplan"].erase(document.key)
        plan.refresh_from_db()
        assert (plan.vision, plan.title != "") == (GONE, True)

    @pytest.mark.parametrize("code", ["staff.absence", "organizations.tie"])
    def test_why_somebody_was_away_or_tied_goes_and_the_days_stay(
        self, code: str, hall: Hall, north: Organization
    ) -> None:
        term = {"user": hall.chief, "starts_on": date(2025, 6, 2), "ends_on": date(2025, 6, 3)}
        Absence.objects.create(**term, reason="入院", registered_by=hall.chief)
        Tie.objects.create(**term, organization=north, kind=Tie.Kind.values[0], note="弟", declared_by=hall.chief)
        (document,) = due(code)
        assert "二郎" not in document.label
        HOLDINGS[code].erase(document.key)
        assert due(code) == []
        assert {Absence.objects.get().ends_on, Tie.objects.get().ends_on} == {date(2025, 6, 3)}

    def test_who_brought_a_paper_goes(self, hall: Hall, north: Organization, nanami: User) -> None:
        sent = {"status": "confirmed", "sent_at": "2025-05-12T12:00+09:00", "answered_by": nanami}
        Intake.objects.create(
            organization=north, matter=Intake.Matter.values[0], channel=Intake.Channel.values[0], received_on=MONDAY,
            brought_by="北野 七海", entered_by=hall.drafter, **sent,
        )  # fmt: skip
        (document,) = due("organizations.intake")
        HOLDINGS["organizations.intake"].erase(document.key)
        assert Intake.objects.get().brought_by == GONE
