"""An organization's way: 機運づくり → 準備会 → 将来計画 → 設立, and what is mended on it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from organizations.models import Officer, Organization
from organizations.papers import Paper
from records.attachments import receive
from records.cases import NotNow
from records.events import Event
from tests.cast import LONG_AGO, MONDAY, Hall, Land
from tests.organizations import build

pytestmark = pytest.mark.django_db
Status = Organization.Status


def verbs(case: Any) -> list[str]:
    return list(Event.objects.about(case).values_list("verb", flat=True))


def in_status(organization: Organization, status: str) -> Organization:
    """As if it had come there: a verb must look at nothing but the status to refuse."""
    days = {"founded_on": MONDAY} if status in {"founded", "active", "revoked"} else {}
    days |= {"recognised_on": MONDAY} if status in {"active", "revoked"} else {}
    days |= {"revoked_on": MONDAY + timedelta(days=1)} if status == "revoked" else {}
    days |= {f"{status}_on": MONDAY} if status in {"suspended", "dissolved"} else {}
    Organization.objects.filter(pk=organization.pk).update(status=status, **days)
    organization.refresh_from_db()
    return organization


def others(*allowed: str) -> list[str]:
    return [status for status in Status.values if status not in allowed]


class TestRegister:
    def test_puts_an_awakening_area_on_record(self, hall: Hall, land: Land) -> None:
        body = Organization.register(
            by=hall.drafter, name="西の集まり", furigana="にしの あつまり", areas=[land.south_oaza]
        )
        assert (body.status, list(body.areas.all())) == (Status.AWARENESS, [land.south_oaza])
        event = Event.objects.about(body).get()
        assert (event.verb, event.actor, event.as_post) == ("organization.register", hall.drafter, "協働推進係員")

    def test_refuses_a_name_that_is_taken(self, hall: Hall, land: Land, north: Organization) -> None:
        with pytest.raises(ValidationError, match="もう登録されています"):
            Organization.register(by=hall.drafter, name=north.name, furigana="きた", areas=[land.south_oaza])
        assert Organization.objects.count() == 1


class TestPrepare:
    def facts(self, body: Organization, **changes: Any) -> dict[str, Any]:
        facts = {"on": MONDAY, "name": "北の準備会", "furigana": "きたの じゅんびかい", "areas": body.areas.all()}
        return {**facts, "activities": "話し合う。", **changes}

    def test_registers_the_committee_under_its_own_name(self, north: Organization, nanami: User) -> None:
        receive(north, build.pdf(), purpose=Paper.MEMBERS, by=nanami)
        north.prepare(by=nanami, **self.facts(north))
        north.refresh_from_db()
        assert (north.status, north.name, north.committee_on) == (Status.PREPARING, "北の準備会", MONDAY)

    def test_enters_the_speaker_where_the_register_names_nobody(
        self, hall: Hall, north: Organization, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        receive(north, build.pdf(), purpose=Paper.MEMBERS, by=hall.drafter)
        speaker = {"name": "北野 新一", "furigana": "きたの しんいち", "email": "shin@example.jp"}
        with django_capture_on_commit_callbacks(execute=True):
            north.prepare(by=hall.drafter, **self.facts(north, speaker=speaker))
        president = north.president(on=MONDAY)
        assert president
        assert (president.name, [mail.to for mail in mailoutbox]) == ("北野 新一", [["shin@example.jp"]])

    @pytest.mark.parametrize(("lacking", "sentence"), [("president", "会長として"), ("members", "構成員名簿を付けて")])
    def test_says_what_is_lacking_and_leaves_nothing(
        self, lacking: str, sentence: str, north: Organization, nanami: User
    ) -> None:
        if lacking == "president":
            receive(north, build.pdf(), purpose=Paper.MEMBERS, by=nanami)
            north.officers.all().delete()
        before = verbs(north)
        with pytest.raises(NotNow, match=sentence):
            north.prepare(by=nanami, **self.facts(north))
        north.refresh_from_db()
        assert (north.status, north.name, verbs(north)) == (Status.AWARENESS, "北の会", before)

    @pytest.mark.parametrize("status", others("awareness"))
    def test_is_refused_in_any_other_state(self, status: str, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow, match="もう届け出てあります"):
            in_status(north, status).prepare(by=nanami, **self.facts(north))
        assert verbs(north) == []


class TestPlan:
    def test_begins_the_work_on_the_future_plan(self, north: Organization, nanami: User) -> None:
        in_status(north, "preparing").plan(by=nanami)
        assert (north.status, verbs(north)) == (Status.PLANNING, ["organization.plan"])

    @pytest.mark.parametrize("status", others("preparing"))
    def test_is_refused_in_any_other_state(self, status: str, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow):
            in_status(north, status).plan(by=nanami)
        assert verbs(north) == []


class TestFound:
    FACTS: dict[str, Any] = {
        "on": date(2025, 4, 20),
        "name": "北の会",
        "furigana": "きたのかい",
        "office_address": "見本市北2番地",
    }

    @pytest.fixture
    def planning(self, north: Organization, nanami: User) -> Organization:
        build.committee(north, nanami).plan(by=nanami)
        for kind in (Officer.Kind.TREASURER, Officer.Kind.AUDITOR):
            north.appoint(by=nanami, kind=kind, name=f"{kind.label} 見本", furigana="みほん", starts_on=LONG_AGO)
        receive(north, build.pdf(), purpose=Paper.MINUTES, by=nanami)
        return north

    def test_keeps_what_the_meeting_resolved(self, planning: Organization, nanami: User) -> None:
        planning.found(by=nanami, **self.FACTS)
        planning.refresh_from_db()
        assert (planning.status, planning.founded_on, planning.office_address) == (
            Status.FOUNDED,
            date(2025, 4, 20),
            "見本市北2番地",
        )

    @pytest.mark.parametrize(
        ("lose", "sentence"),
        [
            (lambda body: body.officers.filter(kind="treasurer").delete(), "会計を役員名簿に"),
            (lambda body: body.officers.filter(kind="auditor").update(starts_on=MONDAY), "監事を役員名簿に"),
            (lambda body: body.officers.filter(kind="president").update(ends_on=LONG_AGO), "会長を役員名簿に"),
        ],
    )
    def test_wants_those_whom_the_meeting_elected(
        self, lose: Callable[[Organization], object], sentence: str, planning: Organization, nanami: User
    ) -> None:
        lose(planning)
        with pytest.raises(NotNow, match=sentence):
            planning.found(by=nanami, **self.FACTS)
        planning.refresh_from_db()
        assert (planning.status, planning.founded_on) == (Status.PLANNING, None)

    def test_wants_the_minutes(self, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow, match="議事録を付けて"):
            in_status(north, "planning").found(by=nanami, **self.FACTS)

    @pytest.mark.parametrize("status", others("planning"))
    def test_is_refused_in_any_other_state(self, status: str, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow, match="将来計画づくりを始めてから"):
            in_status(north, status).found(by=nanami, **self.FACTS)
        assert verbs(north) == []


class TestDescribe:
    def test_mends_the_register_and_keeps_private_values_out_of_the_trail(
        self, north: Organization, nanami: User
    ) -> None:
        north.describe(by=nanami, phone="0867-00-1111", furigana="きたのかい", predecessor="北地区振興会")
        assert north.phone == "0867-00-1111"
        assert Event.objects.about(north).get().facts["changes"] == [
            {"label": "電話", "before": "変更あり", "after": "変更あり"},
            {"label": "母体の団体", "before": "", "after": "北地区振興会"},
        ]

    def test_without_a_change_is_no_event(self, north: Organization, nanami: User) -> None:
        north.describe(by=nanami, phone=north.phone, areas=north.areas.all())
        assert verbs(north) == []

    def test_moves_the_area_until_it_is_recognised(self, north: Organization, nanami: User, land: Land) -> None:
        north.describe(by=nanami, areas=[land.north])
        assert list(north.areas.all()) == [land.north]
        with pytest.raises(NotNow, match="認可された区域"):
            in_status(north, "active").describe(by=nanami, areas=[land.south])
        assert list(north.areas.all()) == [land.north]

    def test_leaves_what_the_letter_names_to_the_notice(self, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow, match="変更届で"):
            in_status(north, "active").describe(by=nanami, name="北の大会")
        north.refresh_from_db()
        assert north.name == "北の会"


class TestReportChange:
    FACTS: dict[str, Any] = {
        "matter": "phone",
        "before": "",
        "after": "0867-00-9999",
        "on": MONDAY,
        "reason": "総会で決めた",
    }

    def test_changes_the_register_and_tells_the_old_value(self, north: Organization, nanami: User) -> None:
        in_status(north, "active").report_change(by=nanami, **self.FACTS)
        north.refresh_from_db()
        change = Event.objects.about(north).get().facts["changes"]
        told = {"label": "電話", "before": "変更あり", "after": "変更あり"}  # private: that it changed, not from what
        assert (north.phone, change) == ("0867-00-9999", [told])

    def test_of_the_officers_is_a_word_beside_the_register(self, north: Organization, nanami: User) -> None:
        facts = {**self.FACTS, "matter": "officers", "before": "会計 甲", "after": "会計 乙"}
        in_status(north, "active").report_change(by=nanami, **facts)
        change = Event.objects.about(north).get().facts["changes"]
        assert change == [{"label": "役員", "before": "会計 甲", "after": "会計 乙"}]

    @pytest.mark.parametrize("matter", ["name", "areas", "bylaws"])
    def test_of_what_the_city_recognises_is_refused(self, matter: str, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow, match="先に市の認可を受けて変えます"):
            in_status(north, "active").report_change(by=nanami, **{**self.FACTS, "matter": matter})
        assert verbs(north) == []

    @pytest.mark.parametrize("status", others("active"))
    def test_is_refused_in_any_other_state(self, status: str, north: Organization, nanami: User) -> None:
        with pytest.raises(NotNow, match="変更届は、認可された団体が"):
            in_status(north, status).report_change(by=nanami, **self.FACTS)
        assert verbs(north) == []


def test_every_verb_has_its_words(north: Organization) -> None:
    """The history tells each event of an organization and of a recognition in Japanese."""
    from organizations.models import Recognition

    for model in (Organization, Recognition):
        assert set(model.MOVES) <= set(model.SAID)
