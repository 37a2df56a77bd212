"""役員の引継ぎ: an election becomes the register of officers and the notice of change in one go."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from organizations.models import Officer, Organization
from organizations.succession.renewal import STALE, Picture, renew
from records.attachments import Attachment, receive
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.mail import Mail
from staff.handover.moves import Move
from tests.cast import LONG_AGO, Hall
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
TODAY = timezone.localdate()
DAY = FiscalYear.of(TODAY).next.start
EVE = DAY - timedelta(days=1)
Elect = Callable[..., bool]


@pytest.fixture
def body(north: Organization, nanami: User, hachiro: User) -> Organization:
    """北の会 with 会長 七海, 会計 八郎 and a 監事 without an account."""
    for kind, name in (("auditor", "北野 監"), ("vice_president", "北野 副")):
        north.appoint(by=nanami, kind=kind, name=name, furigana="きたの", starts_on=LONG_AGO, phone="0867-00-1111")
    return north


@pytest.fixture
def elect(body: Organization, nanami: User) -> Elect:
    """Carries out an election of (name, leaves, takes), entered by 会長 北野 七海."""

    def elected(*rows: tuple[str, str | None, str | None], on: date = DAY, vacant: bool = False, **more: Any) -> bool:
        moves = [
            Move(f"row-{n}", name, leaves, takes, may_be_vacant=vacant, may_hold_both=True)
            for n, (name, leaves, takes) in enumerate(rows)
        ]
        facts: dict[str, Any] = {"people": {}, "reason": "改選", "seen": Picture(body, on).fingerprint} | more
        return renew(body, moves, by=nanami, on=on, today=TODAY, **facts)

    return elected


def in_office(body: Organization, on: date) -> set[str]:
    return {str(officer) for officer in body.officers.held(on=on)}


class TestRenew:
    def test_swaps_roles_and_brings_a_new_one(self, body: Organization, elect: Elect, hachiro: User) -> None:
        new = {"北野 新": {"furigana": "きたの しん", "email": "shin@example.jp", "phone": "", "address": ""}}
        rows = (
            ("北野 七海", "president", None),
            ("北野 八郎", "treasurer", "president"),
            ("北野 新", None, "treasurer"),
        )
        assert elect(*rows, people=new, ends_on=DAY + timedelta(days=729))
        others = {"監事 北野 監", "副会長 北野 副"}
        assert in_office(body, EVE) == others | {"会長 北野 七海", "会計 北野 八郎"}
        assert in_office(body, DAY) == others | {"会長 北野 八郎", "会計 北野 新"}
        assert body.officers.get(kind="president", starts_on=DAY).user == hachiro
        assert Mail.objects.get().to_address == "shin@example.jp"

    def test_a_term_that_runs_out_is_followed_by_the_next(self, body: Organization, elect: Elect, nanami: User) -> None:
        body.officers.update(ends_on=EVE)
        elect(("北野 七海", "president", "president"), vacant=True)
        (first, second) = body.officers.filter(kind="president").order_by("starts_on")
        assert (first.ends_on, second.starts_on, second.user) == (EVE, DAY, nanami)

    def test_does_nothing_the_second_time(self, body: Organization, elect: Elect) -> None:
        rows = (("北野 七海", "president", "treasurer"), ("北野 八郎", "treasurer", "president"))
        assert elect(*rows)
        rows_, events = list(body.officers.values()), Event.objects.count()
        assert not elect(*rows)
        assert (list(body.officers.values()), Event.objects.count()) == (rows_, events)

    def test_may_be_amended_until_the_day(self, body: Organization, elect: Elect) -> None:
        elect(("北野 七海", "president", "treasurer"), ("北野 八郎", "treasurer", "president"))
        elect(("北野 七海", "president", "president"), ("北野 八郎", "treasurer", "treasurer"))
        assert in_office(body, DAY) == in_office(body, EVE)
        assert "役員名簿に載せるのを取りやめた" in {event.said for event in Event.objects.about(body)}

    def test_files_the_notice_of_a_recognised_organization(
        self, north: Organization, nanami: User, hachiro: User, hall: Hall
    ) -> None:
        body = build.recognised(north, nanami, hall)
        paper = build.pdf("総会議事録.pdf")
        kept = receive(body, paper, purpose="変更届の添付", by=nanami)
        moves = [Move("a", "北野 七海", "president", None), Move("b", "北野 八郎", "treasurer", "president")]
        facts: dict[str, Any] = {"people": {}, "reason": "改選", "papers": [kept]}
        renew(body, moves, by=nanami, on=DAY, today=TODAY, seen=Picture(body, DAY).fingerprint, **facts)
        told = {event.facts["changes"][0]["label"]: event.facts for event in notices_of(body)}
        assert told["代表者"]["changes"][0]["before"] == "会長 北野 七海"
        assert told["代表者"]["changes"][0]["after"] == "会長 北野 八郎"
        assert told["役員"]["changes"][0]["after"] == "会計 会計 見本、監事 監事 見本"
        assert told["役員"]["papers"][0]["id"] == kept.pk
        assert Attachment.objects.about(body).filter(purpose="変更届の添付").count() == 1

    def test_files_none_before_the_recognition(self, body: Organization, elect: Elect) -> None:
        elect(("北野 七海", "president", "treasurer"), ("北野 八郎", "treasurer", "president"))
        assert not notices_of(body)

    @pytest.mark.parametrize(
        ("rows", "sentence"),
        [
            ([("北野 七海", "president", None)], "会長がいません。次の会長を入れてください"),
            ([("北野 監", "auditor", None)], "監事がいません。次の人を入れるか、「空けておく」"),
            ([("北野 副", "vice_president", "president")], "会長は1人です"),
            ([("北野 七海", None, "president")], "もう会長に入っています"),
        ],
    )
    def test_tells_each_mistake_at_its_row(
        self, body: Organization, elect: Elect, rows: list[tuple[str, str | None, str | None]], sentence: str
    ) -> None:
        stays = [] if rows[0][0] == "北野 七海" else [("北野 七海", "president", "president")]
        before = Event.objects.count()
        with pytest.raises(NotNow) as refusal:
            elect(*stays, *rows)
        assert sentence in refusal.value.message_dict[f"row-{len(stays)}"][0]
        assert Event.objects.count() == before

    def test_a_role_that_need_not_be_filled_may_end(self, body: Organization, elect: Elect) -> None:
        assert elect(("北野 副", "vice_president", None))
        assert "副会長 北野 副" not in in_office(body, DAY)

    def test_is_refused_on_a_stale_page(self, body: Organization, elect: Elect) -> None:
        with pytest.raises(NotNow, match=STALE):
            elect(("北野 副", "vice_president", None), seen="old")

    def test_leaves_nothing_behind_when_one_row_fails(self, body: Organization, elect: Elect, nanami: User) -> None:
        later = DAY + timedelta(days=100)
        body.officers.filter(kind="president").update(ends_on=later - timedelta(days=1))
        body.appoint(by=nanami, kind="president", name="北野 次", furigana="きたの", starts_on=later)
        before = list(body.officers.order_by("pk").values())
        with pytest.raises(NotNow, match="もう会長がいます"):
            elect(("北野 七海", "president", None), ("北野 副", "vice_president", "president"))
        assert list(body.officers.order_by("pk").values()) == before


def notices_of(body: Organization) -> list[Event]:
    return list(Event.objects.about(body).filter(verb="organization.report_change"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(("president", "treasurer", "auditor", "vice_president")), st.randoms())
def test_any_permutation_of_roles_leaves_no_gap_and_no_overlap(body: Organization, elect: Elect, kinds, random) -> None:
    was = {officer.kind: officer.name for officer in body.officers.held(on=EVE)}
    rows = [(was[kind], kind, takes) for kind, takes in zip(was, kinds, strict=True)]
    undo = transaction.savepoint()
    elect(*random.sample(rows, len(rows)))
    for name, kind, takes in rows:
        assert [each.name for each in body.officers.held(on=EVE) if each.kind == kind] == [name]
        assert [each.name for each in body.officers.held(on=DAY) if each.kind == takes] == [name]
    transaction.savepoint_rollback(undo)


class TestPages:
    @pytest.fixture
    def address(self, body: Organization) -> str:
        return reverse("organizations:succession", args=[body.pk, DAY.isoformat()])

    def typed(self, body: Organization, press: str, **rows: str) -> dict[str, Any]:
        sent: dict[str, Any] = {press: "1", "seen": Picture(body, DAY).fingerprint, "new-INITIAL_FORMS": 0}
        for officer in body.officers.held(on=EVE):
            sent[f"at-{officer.pk}-to"] = rows.get(officer.kind, "stay")
        row = {"kind": "president", "name": "北野 新", "furigana": "きたの", "email": "shin@example.jp"}
        sent |= {"new-TOTAL_FORMS": 1} | {f"new-0-{name}": value for name, value in row.items()}
        return sent | {"met_on": f"{TODAY:%Y-%m-%d}", "ends_on": "", "reason": "任期満了"}

    def test_are_for_who_speaks_for_the_organization_and_for_the_section(
        self, as_user: AsUser, body: Organization, address: str, hall: Hall, nanami: User, hachiro: User, kuko: User
    ) -> None:
        start = reverse("organizations:succession_start", args=[body.pk])
        done = reverse("organizations:succession_done", args=[body.pk, DAY.isoformat()])
        people = (nanami, hall.drafter, hachiro, hall.stranger, kuko)
        for page in (start, address, done):
            seen = {who: as_user(who).get(page).status_code for who in people}
            assert seen == {nanami: 200, hall.drafter: 200, hachiro: 403, hall.stranger: 404, kuko: 404}

    def test_begin_on_the_day_after_the_presidents_term(
        self, as_user: AsUser, body: Organization, nanami: User
    ) -> None:
        body.officers.filter(kind="president").update(ends_on=EVE)
        start = reverse("organizations:succession_start", args=[body.pk])
        assert as_user(nanami).get(start).context["form"].initial["on"] == DAY
        assert as_user(nanami).get(start, {"go": "1", "on": DAY.isoformat()})["Location"].endswith(f"/{DAY}/")

    def test_ask_about_a_term_that_runs_out(
        self, as_user: AsUser, body: Organization, nanami: User, address: str
    ) -> None:
        body.officers.filter(kind="auditor").update(ends_on=EVE)
        auditor = body.officers.get(kind="auditor")
        sent = self.typed(body, "check", president="go") | {f"at-{auditor.pk}-to": ""}
        assert "つづけるか退くかを選んでください。" in as_user(nanami).post(address, sent).text

    def test_show_what_it_means_and_do_it_with_one_button(
        self, as_user: AsUser, body: Organization, nanami: User, address: str
    ) -> None:
        desk = as_user(nanami)
        shown = desk.post(address, self.typed(body, "check", president="go")).text
        assert "北野 新 shin@example.jp に、招待のメールを送ります。" in shown
        assert in_office(body, DAY) == in_office(body, EVE)
        told = desk.post(address, self.typed(body, "save", president="go"), follow=True).text
        assert "役員の引継ぎを決めました。" in told
        assert "役がなくなる人" in told
        assert "会長 北野 新" in in_office(body, DAY)
        amended = desk.get(address).context["page"]
        assert [row["to"].value() for row in amended.rows] == ["go", "stay", "stay", "stay"]
        assert amended.newcomers.rows[0]["name"].value() == "北野 新"

    def test_keep_what_was_typed_and_a_good_paper(
        self, as_user: AsUser, body: Organization, nanami: User, address: str
    ) -> None:
        sent = self.typed(body, "save", president="stay") | {"paper": build.pdf("議事録.pdf")}
        shown = as_user(nanami).post(address, sent).text
        assert "会長は1人です" in shown
        assert "北野 新" in shown
        assert "議事録.pdf" in shown
        assert Attachment.objects.about(body).count() == 1

    def test_warn_when_nobody_could_sign_in(
        self, as_user: AsUser, body: Organization, nanami: User, address: str
    ) -> None:
        sent = self.typed(body, "check", president="go", treasurer="go") | {"new-0-email": ""}
        sent[f"at-{body.officers.get(kind='treasurer').pk}-may_be_vacant"] = "on"
        assert "ポータルに書ける人がいなくなります" in as_user(nanami).post(address, sent).text

    def test_what_was_the_old_presidents_is_the_new_ones(
        self, as_user: AsUser, body: Organization, nanami: User, address: str
    ) -> None:
        """The role is dated: on its day the new account sees what the old one no longer sees."""
        here = address.replace(DAY.isoformat(), TODAY.isoformat())
        sent = self.typed(body, "save", president="go") | {"seen": Picture(body, TODAY).fingerprint}
        as_user(nanami).post(here, sent)
        new = Officer.objects.get(name="北野 新").user
        assert new is not None
        seen = {who: as_user(who).get(body.get_absolute_url()).status_code for who in (new, nanami)}
        assert seen == {new: 200, nanami: 404}
