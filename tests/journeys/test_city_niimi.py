"""Niimi's year: a 地域振興会 becomes a 地域運営組織. It tries things out with the grant before the founding, talks in a
小地域ケア会議 with the coordinator, is recognised, follows on the body before it, and hears what it may have next."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from config.demo import bodies, grants
from config.demo.bodies import Life
from config.demo.city import FACTS, account, build_hall, build_land
from config.demo.clock import Story
from config.demo.wording import print_seals
from grants.models import Allotment, Grant
from organizations.meetings.kinds import establish_usual
from organizations.meetings.meeting import Meeting
from organizations.models import Area, Kind, Organization
from records.anybody import anybody
from records.fiscal import FiscalYear
from records.templatetags.japanese import kin
from staff.models import Inquiry, LiaisonAssignment, Partner
from tests.journeys.people import Person
from tests.journeys.towns import Town, as_cast, look, opened

YEAR = FiscalYear(2025)
TODAY, MEETING, RECOGNISED, TOLD = date(2025, 6, 16), date(2025, 7, 9), date(2025, 8, 29), date(2025, 9, 8)
NEIGHBOURS = "買い物に行けない人を、近所の車で送りたい。"
ANSWER = "運転する人の保険と当番の決め方を、7月の小地域ケア会議でいっしょに考えます。"


class Niimi:
    """唐松まちづくり協議会 on its way, the 振興会 that was there before it, and the city's two grants."""

    def __init__(self, visit: Callable[..., Person], patch: pytest.MonkeyPatch) -> None:
        hall, land = build_hall(), build_land(YEAR)
        print_seals()
        establish_usual()
        Kind.lay_down(by=hall.people["officer"])
        facts: dict[str, Any] = next(each for each in FACTS["bodies"] if each["key"] == "karamatsu")
        self.life = Life(facts, hall, land["karamatsu"])
        self.town = Town(FACTS, as_cast(hall), hall, {}, {}, visit, patch)
        self.officer: User = hall.people["officer"]
        self.district: Area = self.life.areas[0].parent  # type: ignore[assignment]
        self.coordinator = account("coordinator", "社協 みどり", "しゃきょう みどり")
        self.town.play(self.before(), self.begin(), until=TODAY)

    def before(self) -> Story[None]:
        """The predecessor at work; a liaison and the 社協's coordinator for the district."""
        on = yield date(2024, 4, 10)
        kind = Kind.objects.get(code="predecessor")
        names = {"name": self.life.facts["predecessor"], "furigana": "からまつちくしんこうかい"}
        former = Organization.register(by=self.officer, areas=self.life.areas, kind=kind, **names)
        former.begin_work(by=self.officer, on=on)
        liaison: dict[str, Any] = {"role": "main", "starts_on": on, "ends_on": None, "phone": ""}
        LiaisonAssignment.assign(by=self.officer, user=self.life.hall.people["liaison"], area=self.district, **liaison)
        partner: dict[str, Any] = {"kind": "life", "affiliation": "社会福祉協議会", "phone": "0867-00-1300"}
        Partner.appoint(by=self.officer, user=self.coordinator, area=self.district, starts_on=on, **partner)

    def begin(self) -> Story[None]:
        """Talks, the committee, the future plan; the scheme opens, and the committee plans its trial."""
        yield from bodies.begin(self.life, date(2024, 5, 13))
        yield from bodies.prepare(self.life, date(2024, 9, 2))
        yield from bodies.plan(self.life, date(2024, 12, 2), adopted_on=date(2025, 3, 10))
        yield YEAR.start
        scheme = yield from grants.open_trial(YEAR, deadline=date(2025, 7, 31), hall=self.life.hall)
        yield from grants.plan_year(self.life, scheme, date(2025, 6, 2), grant=437_000)

    def decided(self) -> Story[None]:
        proposal = yield from grants.propose(self.life, Grant.objects.get(), date(2025, 6, 23))
        yield from bodies.approve(self.life, proposal, date(2025, 6, 24))

    def recognised(self) -> Story[None]:
        """設立総会, application, decision with its letter, 受理 of the plan."""
        yield from bodies.found(self.life, date(2025, 7, 22))
        case = yield from bodies.apply(self.life, date(2025, 7, 28))
        proposal = yield from bodies.propose(self.life, case, date(2025, 8, 4), effective_on=date(2025, 8, 25))
        yield from bodies.approve(self.life, proposal, date(2025, 8, 6))

    def told(self) -> Story[None]:
        """内示 of the lump sum, after the year has begun."""
        yield date(2025, 8, 29)
        deadline = date(2025, 12, 26)
        body = Organization.objects.get(pk=self.life.body.pk)
        scheme = yield from grants.open_lump_sum(YEAR, [body], deadline=deadline, like=None, hall=self.life.hall)
        yield from grants.allot(scheme, self.life.hall, date(2025, 9, 1))


@pytest.fixture
def niimi(transactional_db: None, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Niimi:
    return Niimi(visit, monkeypatch)


def test_a_body_moves_over_and_tries_things_out_first(niimi: Niimi) -> None:
    ask_for_the_trial(niimi)
    ask_the_coordinator(niimi)
    niimi.town.play(niimi.decided(), until=MEETING)
    niimi.town.on(MEETING, hour=21)
    talk(niimi)
    niimi.town.play(niimi.recognised(), until=RECOGNISED)
    follow_on(niimi)
    niimi.town.play(niimi.told(), until=TOLD)
    hear_the_amount(niimi)


def ask_for_the_trial(niimi: Niimi) -> None:
    """協働のまちづくり交付金, on a phone: the amount is what the year's plan costs, at most 500,000 yen."""
    president = opened(niimi.town.person(niimi.life.president, phone=True), "/grants/")
    president.sees("協働のまちづくり交付金", "地域運営組織をつくる前に")
    president.page.get_by_role("button", name=re.compile("^申請をはじめる")).click()
    president.sees("437,000円")
    president.type("昼間につながる電話", "0867-00-5678")
    president.press("確認へ進む")
    look(president, "trial-application")
    president.press("市に提出する")
    president.told("申請を受け付けました")


def ask_the_coordinator(niimi: Niimi) -> None:
    """What a citizen asks about a ride to the shop goes to the 生活支援コーディネーター of the district."""
    by, due = niimi.officer, date(2025, 6, 30)
    voice = Inquiry.receive(by=anybody(), on=TODAY, channel="web", text=NEIGHBOURS, kind="request", area=niimi.district)
    voice.route(by=by, partner=niimi.coordinator, due_on=due)
    green = opened(niimi.town.person(niimi.coordinator, phone=True), "/inquiries/")
    green.go(NEIGHBOURS)
    green.type("答え", ANSWER)
    look(green, "coordinator")
    green.press("答えを書き終える")
    green.told("答えを書きました。")


def talk(niimi: Niimi) -> None:
    """小地域ケア会議 of the district: the liaison calls it; what is found there stands on the area's chart."""
    liaison = opened(niimi.town.person(niimi.town.hall.liaison), niimi.district)
    liaison.go("会議を用意する")
    liaison.choose("会議の種類", "小地域ケア会議")
    liaison.type("題名", "買い物と通院の足")
    liaison.date("日", MEETING)
    liaison.type("はじまり", "21:30")
    liaison.type("おわり", "22:30")
    liaison.type("会場", "唐松公民館")
    liaison.press("用意する")
    liaison.press("保存する")
    liaison.go("お知らせする")
    liaison.press("知らせる")
    liaison.told("会議を知らせました。")
    opened(liaison, reverse("meetings:board", args=[Meeting.objects.get().pk]))
    liaison.pick("種類", "課題")
    liaison.type("メモ", "バスが1日2本になった ×6\n通院の日に頼める人がいない ×4")
    liaison.press("書き写す")
    liaison.sees("バスが1日2本になった")
    look(liaison, "care-meeting")
    chart = opened(niimi.town.person(), reverse("chart", args=[niimi.district.pk]))
    chart.sees("バスが1日2本になった", "(6票)")
    look(chart, "chart")


def follow_on(niimi: Niimi) -> None:
    """The officer puts on record which body it follows; everybody reads it in the register."""
    officer = opened(niimi.town.person(niimi.officer), reverse("organizations:parts", args=[niimi.life.body.pk]))
    officer.go("前の団体とのつながりを入れる")
    officer.choose("前の団体", "唐松地区振興会")
    officer.pick("どうなったか", "移行")
    officer.date("その日", date(2025, 8, 25))
    officer.press("入れる")
    officer.sees("唐松地区振興会")
    look(officer, "lineage")
    reader = opened(niimi.town.person(), reverse("register:body", args=[niimi.life.body.pk]))
    reader.sees("唐松まちづくり協議会", "令和7年8月25日", "唐松地区振興会")
    look(reader, "register")


def hear_the_amount(niimi: Niimi) -> None:
    """内示 of the 一括交付金, with the old subsidies that it takes in."""
    told = Allotment.objects.get(organization=niimi.life.body)
    president = opened(niimi.town.person(niimi.life.president), "/")
    look(president, "home")
    opened(president, told)
    president.sees(kin(told.amount).removeprefix("金"), "統合した補助金")
    look(president, "told")
