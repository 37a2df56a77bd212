"""Areas begin, are merged and split, and end: what becomes of them, of what lies within, and of who stands for them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from organizations.models import Area, AreaSystem, Organization
from organizations.places.lineage import NewArea, begin, end, left_behind, merge, rename, split
from organizations.places.systems import system_of, systems
from records.cases import NotNow
from records.models import Event
from tests.cast import MONDAY, Hall, Land, assign_liaison
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
APRIL = date(2026, 4, 1)
EVE = date(2026, 3, 31)
NEW = NewArea("9", "新地区", "しんちく")


@pytest.fixture
def schools(hall: Hall) -> AreaSystem:
    return AreaSystem.define(by=hall.drafter, code="school", name="小学校区", keeps_former=True)


@pytest.fixture
def senya(hall: Hall, schools: AreaSystem) -> Area:
    return begin(schools, NewArea("s1", "千屋小学校区"), by=hall.drafter, on=date(1955, 4, 1))


class TestSystems:
    def test_the_city_names_its_own_beside_the_tree(self, land: Land, schools: AreaSystem, senya: Area) -> None:
        assert [system.name for system in systems()] == ["市", "地区", "大字", "小学校区"]
        assert (system_of(senya), system_of(land.north).name, senya.what) == (schools, "地区", "小学校区")

    def test_a_level_of_the_tree_may_have_the_city_s_own_name(self, hall: Hall, land: Land) -> None:
        own = AreaSystem.define(by=hall.drafter, code="junior-high", name="中学校区", kind="district")
        assert set(Area.objects.of_system(own)) == {land.north, land.south}
        with pytest.raises(ValidationError, match="もうあります"):
            AreaSystem.define(by=hall.drafter, code="again", name="もう1つ", kind="district")

    def test_an_area_beside_the_tree_names_its_system_and_none_within_does(
        self, land: Land, schools: AreaSystem
    ) -> None:
        with pytest.raises(ValidationError, match="分け方を選んでください"):
            Area(kind="other", code="x", name="x").full_clean()


class TestBegin:
    def test_gives_an_area_with_its_first_day(self, senya: Area, hall: Hall) -> None:
        assert senya.stands(on=date(1955, 4, 1))
        assert not senya.stands(on=date(1955, 3, 31))
        assert Event.objects.about(senya).get().actor == hall.drafter

    def test_refuses_a_code_that_is_taken(self, hall: Hall, land: Land, schools: AreaSystem) -> None:
        with pytest.raises(NotNow, match="もう使われています"):
            begin(schools, NewArea("1", "x"), by=hall.drafter, on=None)


class TestMerge:
    def test_a_new_area_takes_over_what_lay_within(self, hall: Hall, land: Land) -> None:
        made = merge([land.north, land.south], into=NEW, on=APRIL, by=hall.drafter)
        assert {area.name for area in made.children.all()} == {"北大字", "中大字", "南大字"}
        assert [set(Area.objects.districts().standing(on=day)) for day in (EVE, APRIL)] == [
            {land.north, land.south}, {made},
        ]  # fmt: skip
        assert [each.before for each in made.origins.order_by("before__code")] == [land.north, land.south]
        assert Event.objects.about(land.north).get(verb="area.merge").changes[0].after == "新地区"

    def test_one_of_them_may_take_the_others_in(self, hall: Hall, land: Land) -> None:
        merge([land.north, land.south], into=land.north, on=APRIL, by=hall.drafter)
        assert set(Area.objects.districts().standing(on=APRIL)) == {land.north}
        assert land.south_oaza.__class__.objects.get(pk=land.south_oaza.pk).parent == land.north
        assert land.south.successions.get().get_how_display() == "編入"

    def test_refuses_strangers_one_alone_and_what_is_over(self, hall: Hall, land: Land) -> None:
        for areas, sentence in (
            ([land.north], "2つ以上"),
            ([land.north, land.north_oaza], "同じ分け方"),
            ([land.north_oaza, land.south_oaza], "上の区域が違う"),
            ([land.city, land.city], "2つ以上"),
        ):
            with pytest.raises(NotNow, match=sentence):
                merge(areas, into=NEW, on=APRIL, by=hall.drafter)
        merge([land.north, land.south], into=NEW, on=APRIL, by=hall.drafter)
        with pytest.raises(NotNow, match="令和8年3月31日でなくなっています"):
            merge([land.north, land.south], into=NewArea("99", "x"), on=APRIL, by=hall.drafter)

    def test_is_all_or_nothing(self, hall: Hall, land: Land) -> None:
        with pytest.raises(NotNow, match="もう使われています"):
            merge([land.north, land.south], into=NewArea("11", "x"), on=APRIL, by=hall.drafter)
        assert set(Area.objects.districts().standing(on=APRIL)) == {land.north, land.south}
        assert not Event.objects.about(land.north).exists()


class TestSplit:
    def test_each_part_takes_what_goes_with_it(self, hall: Hall, land: Land) -> None:
        parts = (NewArea("n1", "北1", children=[land.north_oaza]), NewArea("n2", "北2", children=[land.middle_oaza]))
        one, two = split(land.north, into=parts, on=APRIL, by=hall.drafter)
        assert (list(one.children.all()), list(two.children.all())) == ([land.north_oaza], [land.middle_oaza])
        assert [each.after for each in land.north.successions.order_by("after__code")] == [one, two]
        assert land.north.ends_on == EVE

    def test_refuses_a_part_that_nobody_took_and_a_day_before_the_beginning(
        self, hall: Hall, land: Land, senya: Area
    ) -> None:
        with pytest.raises(NotNow, match="どれも、新しい区域の1つだけに"):
            split(land.north, into=[NewArea("a", "a"), NewArea("b", "b")], on=APRIL, by=hall.drafter)
        with pytest.raises(NotNow, match="2つ以上"):
            split(senya, into=[NewArea("a", "a")], on=APRIL, by=hall.drafter)
        with pytest.raises(NotNow, match="昭和30年4月1日にできました"):
            split(senya, into=[NewArea("a", "a"), NewArea("b", "b")], on=date(1955, 4, 1), by=hall.drafter)


class TestEnd:
    def test_a_former_school_district_can_still_be_chosen(self, hall: Hall, land: Land, senya: Area) -> None:
        end(senya, on=date(2015, 3, 31), by=hall.drafter)
        assert senya not in Area.objects.standing(on=MONDAY)
        assert senya in Area.objects.choosable(on=MONDAY)
        end(land.north_oaza, on=date(2015, 3, 31), by=hall.drafter)
        assert land.north_oaza not in Area.objects.choosable(on=MONDAY)

    def test_refuses_while_areas_lie_within(self, hall: Hall, land: Land) -> None:
        with pytest.raises(NotNow, match="中に区域があります"):
            end(land.north, on=EVE, by=hall.drafter)


def test_a_name_is_mended_and_told(hall: Hall, land: Land) -> None:
    rename(land.north, name="北部地区", furigana="ほくぶちく", by=hall.drafter)
    assert [change.label for change in Event.objects.about(land.north).get().changes] == ["名前", "ふりがな"]


def test_who_still_stands_for_an_area_that_is_over_is_named(hall: Hall, land: Land, north: Organization) -> None:
    assign_liaison(hall.liaison, land.north)
    north.areas.set([land.north])
    merge([land.north, land.south], into=NEW, on=date(2025, 4, 1), by=hall.drafter)
    behind = left_behind(land.north, on=MONDAY)
    assert (behind.organizations, len(behind.liaisons)) == ([north], 1)
    assert not left_behind(land.south, on=MONDAY)


class TestPages:
    def test_districts_are_merged_on_a_page(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        browser = as_user(hall.drafter)
        address = reverse("areas:merge", args=["district"])
        facts = {"areas": [land.north.pk, land.south.pk], "on": "令和7年4月1日", "way": "new"}
        again = browser.post(address, facts)
        assert "新しい区域の名前を入れてください。" in again.text
        page = browser.post(address, {**facts, "name": "新地区", "code": "9"}, follow=True)
        assert "北地区" in page.text
        assert "合併" in page.text

    def test_a_district_is_split_on_a_page(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        names = {"name1": "北1", "code1": "n1", "name2": "北2", "code2": "n2", "on": "令和7年4月1日"}
        goes = {f"child{land.north_oaza.pk}": "1", f"child{land.middle_oaza.pk}": "3"}
        browser = as_user(hall.drafter)
        again = browser.post(reverse("areas:split", args=[land.north.pk]), names | goes)
        assert "3つめの区域が書いてありません" in again.text
        goes[f"child{land.middle_oaza.pk}"] = "2"
        page = browser.post(reverse("areas:split", args=[land.north.pk]), names | goes, follow=True)
        assert "今はない区域です" in page.text
        assert "北1" in page.text

    def test_a_system_and_its_area_are_made_on_pages(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        browser = as_user(hall.drafter)
        facts = {"name": "コミュニティエリア", "code": "community", "kind": "other", "order": "5"}
        page = browser.post(reverse("areas:system_new"), facts, follow=True)
        assert "この分け方の区域は、まだありません" in page.text
        wrong = browser.post(reverse("areas:system_new"), {**facts, "code": "コミュニティ"})
        assert "小文字の英字で始め" in wrong.text
        facts = {"name": "聖ケ丘エリア", "code": "c4", "furigana": "", "starts_on": ""}
        page = browser.post(reverse("areas:new", args=["community"]), facts, follow=True)
        assert "コミュニティエリア・コード c4" in page.text

    def test_only_the_section_divides_the_city(self, as_user: AsUser, hall: Hall, land: Land, nanami: User) -> None:
        addresses = [
            *(reverse(f"areas:{name}", args=[land.north.pk]) for name in ("split", "rename", "end", "relate")),
            reverse("areas:neighbour", args=[land.north.pk]),
            reverse("areas:merge", args=["district"]), reverse("areas:new", args=["oaza"]), reverse("areas:system_new"),
        ]  # fmt: skip
        for who, status in ((nanami, 403), (hall.drafter, 200)):
            browser = as_user(who)
            assert {browser.get(address).status_code for address in addresses} == {status}
