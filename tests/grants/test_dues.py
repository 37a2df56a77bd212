"""期限: what is due, on which day, and the mails that remind of it, once per threshold."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from grants.dues.dues import Due, dues, running
from grants.dues.outbox import mails_about
from grants.dues.reminding import DueReminder, remind, remind_daily, threshold_of
from grants.dues.setting import arrange
from grants.models import Grant, Inspection, Scheme
from organizations.models import Area, Organization
from records.mail import Mail
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build, checking
from tests.grants.build import APRIL_NEXT, happened

pytestmark = pytest.mark.django_db
At = Callable[[date], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    def go(day: date) -> None:
        noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return go


def open_(on: date) -> list[tuple[str, str, date]]:
    return [(due.kind.code, due.organization.name, due.day) for due in dues(running(), on=on)]


def only(kind: str, on: date) -> Due:
    return next(due for due in dues(running(), on=on) if due.kind.code == kind)


class TestDues:
    def test_an_application_is_due_from_everyone_who_may_apply(self, scheme: Scheme, hall: Hall, north: Organization):
        build.recognised(north, hall.drafter)
        assert open_(MONDAY) == [("application", "北の会", date(2025, 5, 30))]

    def test_a_closed_day_moves_it(self, scheme: Scheme, hall: Hall, north: Organization):
        build.recognised(north, hall.drafter)
        Scheme.objects.update(deadline=date(2025, 5, 31))
        due = only("application", MONDAY)
        assert (due.day, due.ending.hint) == (date(2025, 6, 2), "5月31日(土)のため、次の開庁日")
        assert list(Scheme.objects.filter(takes_late=True)) == [scheme]

    def test_until_the_next_open_day_applications_are_taken(self, hall: Hall):
        made = build.scheme(hall.drafter, deadline=date(2025, 5, 31), takes_late=False)
        taken = {day: made.is_taking(on=date(2025, 6, day)) for day in (1, 2, 3)}
        assert taken == {1: True, 2: True, 3: False}
        found = {day: made in Scheme.objects.taking(on=date(2025, 6, day)) for day in (1, 2, 3)}
        assert found == taken

    def test_who_has_begun_is_asked_too_and_who_took_it_back_is_not(self, draft: Grant, nanami: User):
        assert open_(MONDAY) == [("application", "北の会", date(2025, 5, 30))]
        draft.withdraw(by=nanami)
        assert open_(MONDAY) == []

    def test_where_not_everyone_is_expected_only_drafts_are_due(
        self, draft: Grant, hall: Hall, land: cast.Land, scheme: Scheme
    ):
        other = build.recognised(cast.organization("東の会", land.south_oaza), hall.drafter)
        assert len(open_(MONDAY)) == 2
        arrange(scheme, by=hall.drafter, expects_everyone=False)
        assert [name for _, name, _ in open_(MONDAY)] == ["北の会"]
        assert other.name == "東の会"

    def test_a_sent_application_is_nobody_s_duty(self, submitted: Grant):
        assert open_(MONDAY) == []

    def test_a_correction_is_due_on_the_day_that_was_asked(self, submitted: Grant, hall: Hall):
        asks: Any = [{"field": "contact_name", "label": "連絡先", "comment": "確かめてください。"}]
        submitted.ask_correction(asks, by=hall.drafter, due_on=date(2025, 5, 24))
        assert open_(MONDAY) == [("correction", "北の会", date(2025, 5, 26))]

    def test_after_the_decision_the_request_and_the_report_are(self, granted: Grant):
        assert open_(MONDAY) == [("payment", "北の会", date(2025, 6, 11)), ("report", "北の会", date(2026, 4, 10))]

    def test_what_was_asked_for_waits_for_the_city(self, granted: Grant, nanami: User, hall: Hall):
        payment = build.requested(granted, nanami)
        assert [kind for kind, _, _ in open_(MONDAY)] == ["report"]
        payment.send_back(by=hall.chief, comment="口座を確かめてください。")
        assert [kind for kind, _, _ in open_(MONDAY)] == ["payment", "report"]

    def test_later_parts_are_due_by_the_end_of_the_year(self, hall: Hall, north: Organization, nanami: User):
        money = build.scheme(hall.drafter, instalments=2)
        grant = build.granted(north, money, nanami, hall)
        build.paid(grant, nanami, hall)
        assert open_(MONDAY)[0] == ("payment", "北の会", date(2026, 3, 31))

    def test_a_refund_is_due_until_it_has_come(self, granted: Grant, nanami: User, hall: Hall, at: At):
        build.paid(granted, nanami, hall)
        at(APRIL_NEXT)
        refund = build.refund_ordered(build.confirmed(build.reported(granted, nanami), hall).grant, hall)
        due = only("refund", APRIL_NEXT)
        assert (due.case, due.amount, due.day) == (refund, 50_000, date(2026, 4, 30))
        assert due.days_late(on=date(2026, 5, 2)) == 2

    def test_costs_the_same_for_many(self, granted: Grant, hall: Hall, land: cast.Land):
        with CaptureQueriesContext(connection) as few:
            dues(running(), on=MONDAY)
        for number in range(8):
            build.recognised(cast.organization(f"会{number}", land.south_oaza), hall.drafter)
        with CaptureQueriesContext(connection) as many:
            assert len(dues(running(), on=MONDAY)) == 10
        assert len(many) == len(few) <= 20


class TestThreshold:
    @pytest.mark.parametrize(
        ("on", "threshold"),
        [
            (date(2026, 3, 26), None),
            (date(2026, 3, 27), -14),
            (date(2026, 4, 2), -14),
            (date(2026, 4, 6), None),  # what was due ten days ago is not said any more
            (date(2026, 4, 7), -3),
            (date(2026, 4, 10), 0),
            (date(2026, 4, 11), 1),
            (date(2026, 4, 20), 7),
            (date(2026, 4, 25), None),
        ],
    )
    def test_is_the_latest_that_has_come(self, granted: Grant, on: date, threshold: int | None):
        assert threshold_of(only("report", MONDAY), [-14, -3, 0, 1, 7], on=on) == threshold

    def test_is_not_before_the_duty_itself(self, granted: Grant):
        due = only("payment", MONDAY)  # until 11 June
        assert threshold_of(due, [-30], on=MONDAY) is None
        assert threshold_of(due, [-29], on=MONDAY + timedelta(1)) == -29


class TestRemind:
    def test_writes_to_every_contact_by_name(self, granted: Grant, hall: Hall, nanami: User):
        assert remind(on=date(2026, 3, 27)) == 1
        mail = Mail.objects.latest("pk")
        assert (mail.to_user, mail.case_id) == (nanami, granted.pk)
        assert mail.subject == "令和7年度 見本市小規模多機能自治一括交付金の実績報告(4月10日(金)まで)"
        asked = "令和8年4月10日(金)までに、実績報告を出してください(あと14日)"
        words = ["北の会", "北野 七海 さん", asked, granted.get_absolute_url(), "協働推進係(電話 0867-00-1234)"]
        assert [word for word in words if word not in mail.body] == []

    def test_tells_nobody_twice(self, granted: Grant):
        days = [date(2026, 3, 27) + timedelta(n) for n in range(40)]
        assert [remind(on=day) for day in days].count(1) == 5
        assert [row.threshold for row in DueReminder.objects.order_by("pk")] == [-14, -3, 0, 1, 7]
        assert [remind(on=day) for day in days[:1]] == [0]

    def test_makes_up_for_a_missed_morning_once(self, granted: Grant):
        assert remind(on=date(2026, 3, 30)) == 1
        assert remind(on=date(2026, 3, 31)) == 0

    def test_says_that_the_day_is_over(self, granted: Grant):
        remind(on=date(2026, 4, 11))
        mail = Mail.objects.latest("pk")
        assert mail.subject.startswith("【期限が過ぎました】")
        assert "実績報告がまだ出ていません。期限は令和8年4月10日(金)でした。" in mail.body

    def test_goes_by_what_the_city_has_set(self, granted: Grant, hall: Hall, scheme: Scheme):
        arrange(scheme, by=hall.drafter, before=[], after=[])
        assert remind(on=date(2026, 3, 27)) == 0
        arrange(scheme, by=hall.drafter, before=[20])
        assert remind(on=date(2026, 3, 21)) == 1
        told = happened(scheme, "scheme.arrange")
        assert [change.label for change in told[0].changes] == ["期限の何日前に知らせるか"]

    def test_keeps_it_where_nobody_has_an_address(self, granted: Grant, nanami: User):
        User.objects.filter(pk=nanami.pk).update(is_active=False)
        assert remind(on=date(2026, 3, 27)) == 1
        assert DueReminder.objects.get().told == 0

    def test_comes_every_morning(self, granted: Grant, at: At):
        at(date(2026, 4, 10))
        remind_daily(on=date(2026, 4, 9))
        assert DueReminder.objects.get().threshold == 0


def test_a_scheme_has_one_outbox(granted: Grant, scheme: Scheme, hall: Hall, land: cast.Land, kuko: User):
    remind(on=date(2026, 3, 27))
    cast.officer(build.recognised(cast.organization("東の会", land.south_oaza), hall.drafter), kuko)
    remind(on=date(2025, 5, 27))
    subjects = " ".join(mail.subject for mail in mails_about(scheme))
    assert [word for word in ("の実績報告(", "の申請を受け付けました", "の交付申請(") if word not in subjects] == []
    other = build.scheme(hall.drafter, programme="other")
    assert list(mails_about(other)) == []


def test_areas_do_not_matter(north: Organization, scheme: Scheme, hall: Hall) -> None:
    """Whose duties they are is asked by organization."""
    build.recognised(north, hall.drafter)
    none = Organization.objects.filter(areas__in=Area.objects.none())
    assert dues(running(), on=MONDAY, bodies=none) == []


class TestMore:
    """What an inspection found, and what comes back for equipment, is asked for like everything else."""

    def test_what_an_inspection_found_has_its_day(self, granted: Grant, hall: Hall, nanami: User):
        (case,) = Inspection.choose([granted], by=hall.drafter, why="新しい団体")
        checking.concluded(checking.planned(case, hall), hall, result="mend", mend_by=MONDAY + timedelta(days=9))
        found = [due for due in dues(running(), on=MONDAY + timedelta(days=20)) if due.kind.code == "mending"]
        assert [(due.case, due.url) for due in found] == [(case, case.get_absolute_url())]

    def test_money_for_equipment_is_asked_for_until_it_came(self, granted: Grant, hall: Hall, nanami: User):
        case = checking.disposal_sent(checking.item(granted, nanami), nanami)
        build.approve(checking.disposal_proposed(case, hall), hall.chief, hall.manager, hall.director)
        assert [due.case for due in dues(running(), on=MONDAY) if due.kind.code == "payback"] == [case]
        case.pay_back(by=hall.drafter, received_on=MONDAY)
        assert "payback" not in {due.kind.code for due in dues(running(), on=MONDAY)}
