"""備品台帳: what is entered and looked at, and that nobody parts with it before its time without a decision."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import User
from grants.audit.way import summary, way_of_the_money
from grants.equipment import tasks
from grants.equipment.items import not_yet_entered, years_after
from grants.models import Grant, Item, ItemCheck, ItemDisposal, Report
from grants.receipts import note, strike
from plans.models import BudgetCategory
from records.cases import NotNow
from records.letters import Letter
from records.mail import Mail
from records.retention.kinds import GONE, HOLDINGS
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.checking import disposal_draft, disposal_proposed, disposal_sent, item

DAYS = some.dates(date(2020, 1, 1), date(2060, 12, 31))


class TestItsTime:
    @given(DAYS, some.integers(0, 50))
    def test_ends_on_the_same_day_years_later(self, day: date, years: int):
        free = years_after(day, years)
        assert free.year == day.year + years
        assert (free.month, free.day) in {(day.month, day.day), (2, 28)}

    @given(DAYS, some.integers(1, 50), some.integers(0, 10**9), some.integers(0, 30_000))
    def test_leaves_less_of_the_grant_from_day_to_day(self, day: date, years: int, share: int, after: int):
        thing = Item(acquired_on=day, limit_years=years, price=share + 1, grant_share=share)
        on = day + timedelta(days=after)
        assert 0 <= thing.share_left(on=on + timedelta(days=1)) <= thing.share_left(on=on) <= share
        assert thing.share_left(on=day) == share
        assert (thing.share_left(on=on) == 0) or thing.is_bound(on=on)


@pytest.fixture
def mower(granted: Grant, nanami: User) -> Item:
    return item(granted, nanami)


@pytest.fixture
def bought(granted: Grant, nanami: User, hall: Hall) -> Report:
    """A report that was sent, with one receipt for 400,000 yen; let it be for equipment."""
    build.paid(granted, nanami, hall)
    report = build.reported(granted, nanami)
    report.expenses.update(category=BudgetCategory.objects.get(name="備品購入費"), paid_on=MONDAY)
    return report


@pytest.mark.django_db
class TestEnter:
    def test_takes_day_price_and_share_from_the_receipt(self, bought: Report, nanami: User):
        expense = not_yet_entered([bought.grant]).get()
        made = Item.enter(bought.grant, by=nanami, expense=expense, name="発電機", place="倉庫", limit_years=5)
        assert (made.acquired_on, made.price, made.grant_share) == (expense.paid_on, 400_000, 400_000)
        assert not not_yet_entered([bought.grant]).exists()
        with pytest.raises(NotNow, match="もう台帳に載って"):
            Item.enter(bought.grant, by=nanami, expense=expense, name="発電機", place="倉庫", limit_years=5)

    def test_what_was_cheap_or_is_not_sent_is_not_proposed(self, bought: Report):
        Report.objects.filter(pk=bought.pk).update(status="draft", received_at=None)
        assert not not_yet_entered([bought.grant]).exists()
        Report.objects.filter(pk=bought.pk).update(received_at=bought.received_at, status="submitted")
        bought.expenses.update(amount=49_999, grant_share=0)
        assert not not_yet_entered([bought.grant]).exists()

    def test_is_refused_before_the_decision_and_for_tomorrow(self, proposed: Grant, nanami: User):
        with pytest.raises(NotNow, match="交付が決まった交付金"):
            item(proposed, nanami)

    def test_is_refused_for_tomorrow(self, granted: Grant, nanami: User):
        with pytest.raises(NotNow, match="まだ来ていない日"):
            item(granted, nanami, acquired_on=MONDAY + timedelta(days=1))

    def test_the_grant_pays_at_most_all_of_it(self, granted: Grant, nanami: User):
        with pytest.raises(ValidationError, match="取得した額より多くできません"):
            item(granted, nanami, grant_share=198_001)
        assert not Item.objects.exists()

    def test_a_receipt_that_is_mended_mends_it_and_cannot_go(self, bought: Report, nanami: User):
        expense = not_yet_entered([bought.grant]).get()
        made = Item.enter(bought.grant, by=nanami, expense=expense, name="発電機", place="倉庫", limit_years=5)
        Report.objects.filter(pk=bought.pk).update(status="returned")
        note(bought, by=nanami, number=1, photo=None, amount=390_000, grant_share=390_000)
        made.refresh_from_db()
        assert (made.price, made.grant_share) == (390_000, 390_000)
        with pytest.raises(NotNow, match="領収書は消せません"):
            strike(bought, bought.expenses.get(), by=nanami)

    def test_what_the_receipt_says_stays(self, bought: Report, nanami: User):
        expense = not_yet_entered([bought.grant]).get()
        made = Item.enter(bought.grant, by=nanami, expense=expense, name="発電機", place="倉庫", limit_years=5)
        made.revise(by=nanami, name="発電機2号", place="公民館", limit_years=6, price=1, grant_share=1)
        assert (made.name, made.price) == ("発電機2号", 400_000)


@pytest.mark.django_db
class TestCheck:
    def test_stands_once_a_year(self, mower: Item, nanami: User):
        mower.look(by=nanami, on=MONDAY, state="found")
        mower.look(by=nanami, on=MONDAY, state="broken", note="エンジンがかからない。")
        assert ItemCheck.objects.get().state == "broken"
        assert len(build.happened(mower, "item.look")) == 2

    def test_of_what_is_lost_says_more(self, mower: Item, nanami: User):
        with pytest.raises(NotNow, match="くわしいことを書いて"):
            mower.look(by=nanami, on=MONDAY, state="missing")
        assert not ItemCheck.objects.exists()


@pytest.mark.django_db
class TestPartingBeforeItsTime:
    def test_needs_the_posts_and_a_letter(self, mower: Item, nanami: User, hall: Hall):
        case = disposal_sent(mower, nanami)
        assert (case.name, case.receipt_number is not None) == ("財産処分の承認申請", True)
        with pytest.raises(NotNow, match="起案して、決裁を受けて"):
            case.note(by=hall.drafter)
        disposal_proposed(case, hall)
        mower.refresh_from_db()
        assert mower.status == "in_use"
        build.approve(case, hall.chief, hall.manager, hall.director)
        mower.refresh_from_db()
        assert (case.status, mower.status, mower.disposed_on) == ("approved", "disposed", MONDAY)
        letter = Letter.objects.about(case).get()
        assert "金100,000円" in letter.html
        assert summary(way_of_the_money(mower.grant))["failed"] == []

    def test_asks_at_most_for_what_was_given_and_gained(self, mower: Item, nanami: User, hall: Hall):
        case = disposal_sent(mower, nanami)
        with pytest.raises(NotNow, match="200,000円"):
            disposal_proposed(case, hall, payback=200_001)
        case.refresh_from_db()
        assert case.status == "submitted"

    def test_can_be_refused_and_the_thing_stays(self, mower: Item, nanami: User, hall: Hall):
        case = disposal_proposed(
            disposal_sent(mower, nanami), hall, outcome="refuse", grounds="まだ使える。", payback=0
        )
        build.approve(case, hall.chief, hall.manager, hall.director)
        mower.refresh_from_db()
        assert (case.status, case.payback, mower.status) == ("refused", None, "in_use")
        assert "まだ使える。" in Letter.objects.about(case).get().html

    def test_is_not_asked_for_afterwards(self, mower: Item, nanami: User):
        Item.objects.filter(pk=mower.pk).update(acquired_on=MONDAY - timedelta(days=9))
        mower.refresh_from_db()
        with pytest.raises(NotNow, match="先に市の承認が要ります"):
            disposal_draft(mower, nanami, planned_on=MONDAY - timedelta(days=1))

    def test_what_is_lent_stays_in_the_register(self, mower: Item, nanami: User, hall: Hall):
        case = disposal_proposed(disposal_sent(mower, nanami, kind="lend", proceeds=0), hall, payback=0)
        build.approve(case, hall.chief, hall.manager, hall.director)
        mower.refresh_from_db()
        assert mower.status == "in_use"

    def test_one_at_a_time(self, mower: Item, nanami: User):
        case = disposal_draft(mower, nanami)
        with pytest.raises(ValidationError, match="もうあります"):
            disposal_draft(mower, nanami)
        case.withdraw(by=nanami)
        assert disposal_draft(mower, nanami).status == "draft"

    def test_can_be_given_back(self, mower: Item, nanami: User, hall: Hall):
        case = disposal_sent(mower, nanami)
        case.send_back(by=hall.drafter, comment="相手の名前を書いてください。")
        assert Mail.objects.filter(subject__contains="財産処分の承認申請に、直して").exists()
        case.submit(by=nanami, on=MONDAY)
        assert case.status == "submitted"

    def test_the_database_knows_it_too(self, mower: Item):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(pk=mower.pk).update(status="disposed")

    @pytest.mark.parametrize("verb", ["note", "propose"])
    def test_is_not_decided_before_it_was_sent(self, mower: Item, nanami: User, hall: Hall, verb: str):
        case = disposal_draft(mower, nanami)
        with pytest.raises(NotNow):
            case.note(by=hall.drafter) if verb == "note" else disposal_proposed(case, hall)


@pytest.mark.django_db
class TestPayBack:
    @pytest.fixture
    def approved(self, mower: Item, nanami: User, hall: Hall) -> ItemDisposal:
        case = disposal_proposed(disposal_sent(mower, nanami), hall)
        build.approve(case, hall.chief, hall.manager, hall.director)
        return case

    def test_is_noted_once_and_waited_for(self, approved: ItemDisposal, hall: Hall):
        assert [task.stage for task in tasks.for_city(hall.drafter, on=MONDAY)] == ["返納を待っている"]
        approved.pay_back(by=hall.chief, received_on=MONDAY)
        assert tasks.for_city(hall.drafter, on=MONDAY) == []
        with pytest.raises(NotNow, match="もう返っています"):
            approved.pay_back(by=hall.chief, received_on=MONDAY)

    @pytest.mark.parametrize("days", [-1, 1])
    def test_comes_between_the_decision_and_today(self, approved: ItemDisposal, hall: Hall, days: int):
        with pytest.raises(NotNow, match="承認した日から今日まで"):
            approved.pay_back(by=hall.chief, received_on=MONDAY + timedelta(days=days))

    def test_leaves_the_grants_own_account_alone(self, approved: ItemDisposal, hall: Hall):
        grant = approved.grant
        before = (grant.paid(), grant.refunded(), grant.owed())
        approved.pay_back(by=hall.chief, received_on=MONDAY)
        assert (grant.paid(), grant.refunded(), grant.owed()) == before


@pytest.mark.django_db
class TestAfterItsTime:
    def test_a_notice_is_enough(self, mower: Item, nanami: User, hall: Hall):
        Item.objects.filter(pk=mower.pk).update(acquired_on=date(2019, 1, 1))
        mower.refresh_from_db()
        case = disposal_sent(mower, nanami)
        assert case.name == "財産処分の届出"
        case.note(by=hall.drafter)
        mower.refresh_from_db()
        assert (case.status, mower.status) == ("noted", "disposed")
        assert not Letter.objects.about(case).exists()


@pytest.mark.django_db
class TestTasks:
    def test_lead_from_the_receipt_to_the_register_and_the_yearly_look(self, bought: Report, nanami: User, kuko: User):
        assert [task.title for task in tasks.for_leader(nanami, on=MONDAY)] == ["備品台帳に載せる"]
        assert tasks.for_leader(kuko, on=MONDAY) == []
        expense = not_yet_entered([bought.grant]).get()
        thing = Item.enter(bought.grant, by=nanami, expense=expense, name="発電機", place="倉庫", limit_years=5)
        winter: Any = {"on": date(2026, 2, 2)}
        assert [task.title for task in tasks.for_leader(nanami, **winter)] == ["備品の現物を確かめる"]
        thing.look(by=nanami, state="found", **winter)
        assert tasks.for_leader(nanami, **winter) == []


@pytest.mark.django_db
def test_its_words_go_when_its_period_is_over(mower: Item, nanami: User, hall: Hall):
    case = disposal_sent(mower, nanami)
    HOLDINGS["grants.disposal"].erase(case.pk)
    HOLDINGS["grants.item"].erase(mower.pk)
    case.refresh_from_db()
    mower.refresh_from_db()
    assert (case.reason, case.partner, case.representative, mower.place) == (GONE, "", GONE, GONE)
    assert mower.name == "草刈機"
