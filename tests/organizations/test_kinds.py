"""団体の種類 as the city's data: which way a body goes, what it needs, what of it everybody sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from organizations.kinds.kind import LEADS, ORDER
from organizations.kinds.usual import KINDS
from organizations.models import Kind, Lineage, MemberBody, Organization, Seat, Section
from organizations.next_steps import next_step, way_of
from organizations.readiness import before_application
from records.cases import NotNow
from records.events import Event
from tests.cast import LONG_AGO, MONDAY, Hall, Land
from tests.grants import build as grants
from tests.organizations import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
LATER = date(2025, 6, 1)


@pytest.fixture
def kinds(hall: Hall) -> dict[str, Kind]:
    return {kind.code: kind for kind in Kind.lay_down(by=hall.drafter)}


def body(kind: Kind, hall: Hall, land: Land, name: str = "西の会", **facts: Any) -> Organization:
    areas = facts.pop("areas", [land.south_oaza])
    return Organization.register(by=hall.drafter, name=name, furigana="にしのかい", areas=areas, kind=kind, **facts)


class TestLayDown:
    def test_makes_nothing_twice(self, kinds: dict[str, Kind], hall: Hall):
        assert set(kinds) == set(KINDS)
        assert Kind.lay_down(by=hall.drafter) == []
        assert Event.objects.about(kinds["rmo"]).get().verb == "kind.add"

    def test_a_body_without_a_kind_is_of_the_usual_one(self, north: Organization):
        assert (str(north.terms), north.terms.word) == ("地域運営組織", "認可")
        assert north.terms._state.adding

    def test_and_of_the_citys_own_once_it_has_one(self, north: Organization, kinds: dict[str, Kind], hall: Hall):
        kinds["rmo"].revise(by=hall.drafter, word="認定", matters=["areas"])
        again = Organization.objects.get(pk=north.pk)
        assert again.terms.word == "認定"
        again.status = "active"
        assert (again.stage, again.must_ask_to_change("areas"), again.must_ask_to_change("name")) == (
            "認定・活動中", True, False,
        )  # fmt: skip


class TestWay:
    @given(st.sets(st.sampled_from(Kind.Step.values)), st.sampled_from(["", "認可", "登録"]))
    def test_of_any_kind_leads_from_state_to_state_to_its_work(self, steps: set[str], word: str):
        kind = Kind(steps=sorted(steps, key=ORDER.index), word=word)
        state, seen = "awareness", []
        while state := kind.after(state):
            seen.append(state)
            verbs = [verb for verb in LEADS if kind.allows(verb, seen[-2] if len(seen) > 1 else "awareness")]
            assert [LEADS[verb] for verb in verbs] == [state]
        assert seen == [state for state in kind.way if state != "awareness"]
        assert seen[-1] == ("active" if word else "working")

    def test_skips_what_the_kind_does_not_have(self, kinds: dict[str, Kind], hall: Hall, land: Land):
        council = body(kinds["platform_council"], hall, land)
        with pytest.raises(NotNow):
            council.prepare(by=hall.drafter, on=MONDAY, name="西", furigana="にし", areas=[], activities="")
        council.plan(by=hall.drafter)
        assert [step.label for step in way_of(council, [])] == ["機運づくり", "将来計画", "登録", "活動"]
        step = next_step(council, None)
        assert step is not None
        assert step.title == "市の登録を申請する"
        gaps = [gap.where for gap in before_application(council, on=MONDAY)]
        assert gaps == ["representative", "office_address", "officers", "future_plan"]

    def test_of_what_the_city_does_not_recognise_ends_in_work(self, kinds: dict[str, Kind], hall: Hall, land: Land):
        ward = body(kinds["ward"], hall, land)
        ward.begin_work(by=hall.drafter, on=MONDAY)
        assert (ward.status, ward.recognised_on, ward.founded_on) == ("working", None, MONDAY)
        assert next_step(ward, None) is None
        assert way_of(ward, [])[-1].state == "now"

    def test_the_standard_one_is_as_ever(self, founded: Organization, hall: Hall, nanami: User):
        with pytest.raises(NotNow, match="まだ次の段階に進めません"):
            founded.begin_work(by=nanami, on=MONDAY)
        assert [step.state for step in way_of(founded, [])] == ["done", "done", "done", "done", "now", "todo"]

    def test_wants_an_area_only_where_the_kind_does(self, kinds: dict[str, Kind], hall: Hall, land: Land):
        with pytest.raises(NotNow, match="区域を1つ以上"):
            body(kinds["ward"], hall, land, areas=[])
        assert body(kinds["intermediary"], hall, land, areas=[]).areas.count() == 0


class TestGrants:
    def test_are_for_kinds_that_may_get_them(self, hall: Hall, land: Land, kinds: dict[str, Kind], north: Organization):
        scheme = grants.scheme(hall.drafter)
        ward = body(kinds["ward"], hall, land)
        for each in (ward, north):
            Organization.objects.filter(pk=each.pk).update(status="active", founded_on=LONG_AGO, recognised_on=LONG_AGO)
            each.refresh_from_db()
        assert (scheme.admits(ward), scheme.admits(north)) == (False, True)
        assert list(scheme.bodies()) == [north]


class TestRevise:
    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [({"name": "行政区"}, "もうあります"), ({"word": "", "matters": ["name"]}, "市が認めない種類では")],
    )
    def test_refuses(self, kinds: dict[str, Kind], hall: Hall, facts: dict[str, Any], sentence: str):
        with pytest.raises(ValidationError, match=sentence):
            kinds["rmo"].revise(by=hall.drafter, **facts)


class TestParts:
    def test_members_sections_and_their_people_are_dated(self, north: Organization, nanami: User):
        member = MemberBody.add(organization=north, by=nanami, name="北自治会", sort="自治会", starts_on=LONG_AGO)
        section = Section.add(organization=north, by=nanami, name="福祉部会", purpose="", starts_on=LONG_AGO)
        facts: Any = {"section": section, "organization": north, "by": nanami}
        head = Seat.add(role="head", name="甲", starts_on=LONG_AGO, **facts)
        with pytest.raises(ValidationError, match="もう部会長がいます"):
            Seat.add(role="head", name="乙", starts_on=MONDAY, **facts)
        head.end(by=nanami, on=MONDAY)
        Seat.add(role="head", name="乙", starts_on=LATER, **facts)
        with pytest.raises(ValidationError, match="もう載っています"):
            MemberBody.add(organization=north, by=nanami, name="北自治会", starts_on=MONDAY)
        with pytest.raises(NotNow, match="はじまりの日"):
            member.end(by=nanami, on=date(2019, 1, 1))
        assert [seat.name for seat in section.seats.held(on=LATER)] == ["乙"]
        verbs = set(Event.objects.about(north).values_list("verb", flat=True))
        assert verbs == {f"organization.{verb}" for verb in ("add_member", "add_section", "add_seat", "end_seat")}

    def test_a_lineage_stands_in_both_histories(
        self, north: Organization, kinds: dict[str, Kind], hall: Hall, land: Land
    ):
        former = body(kinds["predecessor"], hall, land)
        line = Lineage.tie(former, north, by=hall.drafter, manner="converted", on=MONDAY)
        for each in (former, north):
            assert Event.objects.about(each).filter(verb="organization.tie_lineage").exists()
        with pytest.raises(ValidationError, match="もう入っています"):
            Lineage.tie(former, north, by=hall.drafter, manner="merged", on=MONDAY)
        line.untie(by=hall.drafter)
        assert not north.origins.exists()
        with pytest.raises(IntegrityError, match="no_body_descends"), transaction.atomic():
            Lineage.objects.create(former=north, later=north, manner="split", on=MONDAY)


class TestPages:
    def test_the_section_lays_down_and_revises(self, as_user: AsUser, hall: Hall):
        client, address = as_user(hall.drafter), reverse("organizations:kinds")
        assert "よくある種類を入れる" in client.get(address).text
        client.post(reverse("organizations:usual_kinds"))
        assert "多活動マッチング型" in client.get(address).text
        kind = Kind.objects.get(code="council")
        said = {"name": "推進会議", "order": "4", "officers": "1", "steps": ["preparing"], "public_parts": ["areas"]}
        refused = client.post(kind.get_absolute_url(), {**said, "matters": ["areas"]}).text
        assert "市が認めない種類では、選べません" in refused
        client.post(kind.get_absolute_url(), said)
        kind.refresh_from_db()
        assert (kind.name, kind.needs_area, kind.public_parts) == ("推進会議", False, ["areas"])
        new = reverse("organizations:kind_new")
        assert "もうあります" in client.post(new, {**said, "name": "別", "code": "council"}).text
        assert as_user(hall.stranger).get(new).status_code == 403

    def test_a_body_of_a_kind_is_registered_and_begins(
        self, as_user: AsUser, hall: Hall, land: Land, kinds: dict[str, Kind]
    ):
        client, new = as_user(hall.drafter), reverse("organizations:register")
        said = {"name": "支援の会", "furigana": "しえんのかい", "kind": kinds["intermediary"].pk}
        assert "区域を1つ以上" in client.post(new, {**said, "kind": kinds["ward"].pk}).text
        client.post(new, said)
        made = Organization.objects.get(name="支援の会")
        assert "活動を始める" in client.get(made.get_absolute_url()).text
        client.post(reverse("organizations:begin_work", args=[made.pk]))
        made.refresh_from_db()
        assert made.status == "working"

    def test_parts_are_typed_and_ended(self, as_user: AsUser, north: Organization, nanami: User, mitsuo: User):
        client, page = as_user(nanami), reverse("organizations:parts", args=[north.pk])
        client.post(
            reverse("organizations:member_new", args=[north.pk]), {"name": "北PTA", "starts_on": "令和2年4月1日"}
        )
        client.post(
            reverse("organizations:section_new", args=[north.pk]), {"name": "文化部会", "starts_on": "令和2年4月1日"}
        )
        section = north.sections.get()
        seat = {"role": "head", "name": "北野 部会長", "starts_on": "令和2年4月1日"}
        client.post(reverse("organizations:seat_new", args=[section.pk]), seat)
        assert all(said in client.get(page).text for said in ("北PTA", "文化部会", "北野 部会長"))
        member = north.member_bodies.get()
        client.post(reverse("organizations:part_end", args=["member", member.pk]), {"on": "令和3年4月1日"})
        assert "北PTA" not in client.get(page).text
        assert as_user(mitsuo).get(reverse("organizations:member_new", args=[north.pk])).status_code == 403

    def test_only_the_section_ties_lineages(
        self, as_user: AsUser, north: Organization, hall: Hall, land: Land, kinds: dict[str, Kind], nanami: User
    ):
        former = body(kinds["predecessor"], hall, land)
        address = reverse("organizations:lineage_new", args=[north.pk])
        assert as_user(nanami).get(address).status_code == 403
        client = as_user(hall.drafter)
        client.post(address, {"former": former.pk, "manner": "converted", "on": "令和7年4月1日"})
        line = north.origins.get()
        assert "移行" in client.get(reverse("organizations:parts", args=[north.pk])).text
        client.post(reverse("organizations:lineage_gone", args=[north.pk, line.pk]))
        assert not north.origins.exists()


class TestPublicRegister:
    @pytest.fixture
    def active(self, north: Organization, nanami: User, hall: Hall) -> Organization:
        return build.recognised(north, nanami, hall)

    def test_shows_the_public_part_only(self, client: PortalClient, active: Organization, nanami: User):
        Section.add(organization=active, by=nanami, name="福祉部会", purpose="見守り", starts_on=LONG_AGO)
        assert active.name in client.get(reverse("register:list")).text
        page = client.get(reverse("register:body", args=[active.pk])).text
        assert all(said in page for said in ("会長 北野 七海", active.office_address, "福祉部会", "地域運営組織"))
        assert active.phone not in page
        charts = [reverse("chart", args=[area.pk]) for area in active.areas.all()]
        assert charts
        assert all(chart in page for chart in (*charts, f"{reverse('meetings:list')}?organization={active.pk}"))

    def test_follows_the_kind(self, client: PortalClient, active: Organization, kinds: dict[str, Kind], hall: Hall):
        address = reverse("register:body", args=[active.pk])
        kinds["rmo"].revise(by=hall.drafter, public_parts=["phone"])
        page = client.get(address).text
        assert active.phone in page
        assert "北野 七海" not in page
        assert active.office_address not in page
        assert "地域カルテ</a>" not in page
        kinds["rmo"].revise(by=hall.drafter, is_public=False)
        assert client.get(address).status_code == 404

    def test_has_nobody_who_is_not_at_work(self, client: PortalClient, founded: Organization):
        assert founded.name not in client.get(reverse("register:list")).text
        assert client.get(reverse("register:body", args=[founded.pk])).status_code == 404

    def test_costs_the_same_for_many(
        self, client: PortalClient, kinds: dict[str, Kind], hall: Hall, land: Land, django_assert_max_num_queries: Any
    ):
        for number in range(20):
            body(kinds["ward"], hall, land, name=f"{number}区").begin_work(by=hall.drafter, on=MONDAY)
        with django_assert_max_num_queries(9):
            client.get(reverse("register:list"))
