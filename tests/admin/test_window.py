"""設定 is a window: who opens it, what can be changed in it, and that every change leaves an event."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Area, Organization
from records.events import Event, record
from records.mail import Mail
from staff.models import City, DecisionRule, Department, Duty
from tests.cast import LONG_AGO, Hall, Land, assign_liaison
from tests.portal import Inspector, PortalClient

AsUser = Callable[[User], PortalClient]
INDEX = reverse("admin:index")
REGISTER = {
    "accounts.user", "organizations.area", "organizations.areafigure", "organizations.indicator",
    "organizations.meetingkind", "organizations.officer", "organizations.organization", "plans.budgetcategory",
    "plans.plandeadline", "plans.projectpattern", "plans.articletheme",
    "records.closedday", "staff.decisionrule",
    "staff.department", "staff.duty", "staff.post",
}  # fmt: skip
BY_OTHER_WAYS = {"staff.city", "records.sealimage"}  # one row that stays; a seal that is registered, never changed
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def page(model: type[Model], which: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{which}", args=args)


class TestTheDoor:
    def test_opens_for_those_with_the_mark_only(self, as_user: AsUser, hall: Hall, hanako: User, nanami: User) -> None:
        seen = {who: as_user(who).get(INDEX, follow=True).status_code for who in (hanako, hall.mayor, nanami)}
        assert seen == {hanako: 200, hall.mayor: 403, nanami: 403}

    def test_closes_on_the_day_after_the_duty_ended(self, as_user: AsUser, hanako: User) -> None:
        today, duties = timezone.localdate(), Duty.objects.filter(user=hanako)
        duties.update(ends_on=today)
        assert as_user(hanako).get(INDEX).status_code == 200
        duties.update(ends_on=today - timedelta(days=1))
        assert as_user(hanako).get(INDEX, follow=True).status_code == 403
        assert f'href="{INDEX}"' not in as_user(hanako).get(reverse("home")).text

    def test_opens_for_the_first_account_of_a_new_city(self, as_user: AsUser, db: None) -> None:
        call_command("createsuperuser", "--noinput", "--email=First@example.jp", "--name=設定 初子", stdout=StringIO())
        first = User.objects.get()
        duty = first.duties.get()
        assert (str(duty.post), duty.starts_on, duty.ends_on) == ("設定の管理者", timezone.localdate(), None)
        assert [event.said for event in Event.objects.about(first)] == ["設定の管理者になった"]
        assert as_user(first).get(INDEX).status_code == 200

    def test_leads_strangers_to_the_portals_own_sign_in(self, client: PortalClient, db: None) -> None:
        last_address, _status = client.get(INDEX, follow=True).redirect_chain[-1]
        assert last_address == f"{reverse('account_login')}?next={INDEX}"

    @pytest.mark.parametrize(
        ("name", "target"), [("password_change", "account_change_password"), ("logout", "account_logout")]
    )
    def test_has_no_account_pages_of_its_own(self, settings_page: PortalClient, name: str, target: str) -> None:
        assert settings_page.post(reverse(f"admin:{name}")).url == reverse(target)  # type: ignore[attr-defined]

    def test_shows_the_portals_rooms_only(self) -> None:
        shown = {model._meta.app_label for model in MODELS}
        assert shown <= {"accounts", "records", "staff", "organizations", "plans", "grants"}


class TestPages:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    def test_each_has_a_list_and_only_the_register_can_be_added_to(
        self, settings_page: PortalClient, model: type[Model]
    ) -> None:
        assert settings_page.get(page(model, "changelist")).status_code == 200
        answer = settings_page.get(page(model, "add")).status_code
        label = model._meta.label_lower
        assert label in BY_OTHER_WAYS or answer == (200 if label in REGISTER else 403)

    def test_a_page_of_a_case_shows_all_and_changes_nothing(
        self, settings_page: PortalClient, hall: Hall, land: Land
    ) -> None:
        liaison = assign_liaison(hall.liaison, land.north)
        address = page(type(liaison), "change", liaison.pk)
        shown = settings_page.get(address).text
        assert "税務 五月" in shown
        assert '<input type="submit"' not in shown
        assert settings_page.post(address, {"role": "deputy"}).status_code == 403
        assert settings_page.post(page(type(liaison), "delete", liaison.pk), {"post": "yes"}).status_code == 403

    def test_the_words_of_the_pages_fit_a_strict_policy(
        self, settings_page: PortalClient, hall: Hall, land: Land, north: Organization
    ) -> None:
        record(north, "organization.prepare", by=hall.drafter)
        pages = [
            INDEX,
            page(Organization, "changelist"),
            page(Organization, "change", north.pk),
            page(Organization, "history", north.pk),
            page(Organization, "delete", north.pk),
            page(DecisionRule, "change", DecisionRule.objects.all()[0].pk),
            page(Event, "changelist"),
        ]
        inline = [
            (address, fault)
            for address in pages
            for fault in Inspector(settings_page.get(address).text).faults
            if "inline" in fault
        ]
        assert inline == []


class TestEvents:
    def test_a_change_tells_what_stood_there_before(
        self, settings_page: PortalClient, hanako: User, north: Organization, land: Land
    ) -> None:
        form = {
            "name": "北の会", "furigana": "きたのかい", "legal_form": "npo", "office_address": "見本市北1番地",
            "phone": "0867-00-9999", "areas": [land.north.pk], "predecessor": "",
        }  # fmt: skip
        answer = settings_page.post(page(Organization, "change", north.pk), form)
        assert answer.status_code == 302
        event = Event.objects.about(north).get()
        assert (event.verb, event.actor, event.said) == ("register.change", hanako, "登録を直した")
        assert event.facts["changes"] == [
            {"label": "法人格", "before": "任意団体", "after": "NPO法人"},
            {"label": "電話", "before": "変更あり", "after": "変更あり"},
            {"label": "活動の区域", "before": "北大字、中大字", "after": "北地区"},
        ]
        told = settings_page.get(page(Organization, "history", north.pk)).text
        assert "NPO法人" in told
        assert "0867-00-9999" not in told

    def test_what_a_case_decided_is_not_taken_from_a_form(
        self, settings_page: PortalClient, north: Organization, land: Land
    ) -> None:
        form = {
            "name": "北の会", "furigana": "きたのかい", "legal_form": "voluntary", "areas": [land.north.pk],
            "status": "active", "recognised_on": "2025-04-01",
        }  # fmt: skip
        settings_page.post(page(Organization, "change", north.pk), form)
        north.refresh_from_db()
        assert (north.status, north.recognised_on) == ("awareness", None)

    def test_saving_without_a_change_tells_nothing(self, settings_page: PortalClient, land: Land) -> None:
        form = {
            "kind": "district",
            "code": "1",
            "name": "北地区",
            "furigana": "きたちく",
            "parent": land.city.pk,
            "order": 0,
        }
        assert settings_page.post(page(Area, "change", land.north.pk), form).status_code == 302
        assert not Event.objects.about(land.north).exists()

    def test_adding_and_removing_are_told(self, settings_page: PortalClient, hanako: User) -> None:
        form = {"name": "水道課", "phone": "", "order": 9, "starts_on": "令和7年4月1日", "ends_on": ""}
        settings_page.post(page(Department, "add"), form)
        department = Department.objects.get(name="水道課")
        assert department.starts_on == date(2025, 4, 1)
        settings_page.post(page(Department, "delete", department.pk), {"post": "yes"})
        assert not Department.objects.filter(name="水道課").exists()
        department.pk = Event.objects.latest("pk").case_id
        told = [(event.verb, event.actor) for event in Event.objects.about(department)]
        assert told == [("register.remove", hanako), ("register.add", hanako)]

    def test_the_rows_of_a_rule_are_told_with_it(self, settings_page: PortalClient, hall: Hall) -> None:
        rule = DecisionRule.objects.get(case_kind="grants.grant")
        first, *others = rule.stops.all()
        form: dict[str, Any] = {
            "name": rule.name, "case_kind": rule.case_kind, "below": "3000000", "fiscal_year": "令和2年度",
            "stops-TOTAL_FORMS": 3, "stops-INITIAL_FORMS": 3,
        }  # fmt: skip
        for n, stop in enumerate((first, *others)):
            row = {"id": stop.pk, "rule": rule.pk, "position": stop.position, "post": stop.post_id, "part": stop.part}
            form |= {f"stops-{n}-{name}": value for name, value in row.items()}
        form |= {"stops-0-part": "consult", "stops-1-DELETE": "on"}
        assert settings_page.post(page(DecisionRule, "change", rule.pk), form).status_code == 302
        changes = Event.objects.about(rule).get().facts["changes"]
        assert changes == [
            {"label": "金額の上限(円、未満)", "before": "", "after": "3000000"},
            {"label": "1 協働推進係長(合議) 役目", "before": "回議", "after": "合議"},
            {"label": "道すじの職", "before": "2 総合政策課長(回議)", "after": ""},
        ]

    @pytest.mark.parametrize("typed", ["令和7年2月30日", "きのう", "7.4.1"])
    def test_a_date_that_cannot_be_read_is_told(self, settings_page: PortalClient, typed: str) -> None:
        answer = settings_page.post(page(Department, "add"), {"name": "水道課", "order": 9, "starts_on": typed})
        assert answer.context["adminform"].errors["starts_on"]
        assert not Department.objects.filter(name="水道課").exists()


class TestUsers:
    def test_a_new_one_has_no_password_and_the_address_in_lower_case(
        self, settings_page: PortalClient, hall: Hall
    ) -> None:
        form = {
            "email": "Shinjin@Example.JP", "name": "新人 一郎", "furigana": "しんじん", "is_active": "on",
            "duties-TOTAL_FORMS": 1, "duties-INITIAL_FORMS": 0, "duties-0-post": hall.posts["clerk"].pk,
            "duties-0-starts_on": "R7.4.1",
        }  # fmt: skip
        assert settings_page.post(page(User, "add"), form).status_code == 302
        user = User.objects.get(email="shinjin@example.jp")
        assert not user.has_usable_password()
        assert Duty.objects.get(user=user).post == hall.posts["clerk"]
        invitation = Mail.objects.get(to_user=user)
        assert invitation.is_secret
        assert "税務課 の 主事 として" in invitation.body
        assert [event.said for event in Event.objects.about(user)] == ["登録した", "招待した"]

    def test_can_be_invited_again_until_they_have_a_password(self, settings_page: PortalClient, hall: Hall) -> None:
        lost = User.objects.create_user("lost@example.jp", name="新人 二子")
        form = {"action": "invite_again", "_selected_action": [lost.pk, hall.stranger.pk]}
        answer = settings_page.post(page(User, "changelist"), form, follow=True)
        assert "1人に、招待のメールを送りました。" in answer.text
        assert "1人には送っていません。" in answer.text
        assert [row.to_user for row in Mail.objects.all()] == [lost]
        assert "見本市 の 利用者 として" in Mail.objects.get().body

    def test_offers_no_password_and_no_power_over_everything(self, settings_page: PortalClient, hall: Hall) -> None:
        address = page(User, "change", hall.stranger.pk)
        fields = set(settings_page.get(address).context["adminform"].form.fields)
        assert fields == {"email", "name", "furigana", "phone", "is_active"}

    def test_nobody_is_deleted(self, settings_page: PortalClient, hall: Hall) -> None:
        assert settings_page.post(page(User, "delete", hall.stranger.pk), {"post": "yes"}).status_code == 403


class TestCity:
    def test_there_is_one_and_it_stays(self, settings_page: PortalClient, hall: Hall) -> None:
        assert settings_page.get(page(City, "add")).status_code == 403
        assert settings_page.post(page(City, "delete", 1), {"post": "yes"}).status_code == 403
        assert settings_page.get(page(City, "change", 1)).status_code == 200


def test_lists_cost_the_same_for_three_hundred_rows(
    settings_page: PortalClient, land: Land, django_assert_max_num_queries: Any
) -> None:
    Area.objects.bulk_create(
        Area(kind="oaza", code=f"O{n}", name=f"大字{n}", furigana="あざ", parent=land.north) for n in range(300)
    )
    Department.objects.bulk_create(
        Department(name=f"係{n}", parent=Department.objects.get(name="総合政策課"), starts_on=LONG_AGO)
        for n in range(300)
    )
    for model in (Area, Department):
        with django_assert_max_num_queries(8):
            settings_page.get(page(model, "changelist"))
