"""Boundaries: how a file is read, what is wrong with it, how it becomes a map, and who may do it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Area, AreaSystem, Boundary, BoundaryFile, Overlap
from organizations.places import geojson
from organizations.places.drawing import area_map, system_map
from organizations.places.matching import match
from organizations.places.relations import NeighbourWord, neighbours, others_beside, parts_of
from organizations.places.surveying import faults_within
from organizations.places.uploading import TakeForm
from records.cases import NotNow
from records.models import Event
from tests.cast import MONDAY, Hall, Land
from tests.organizations import ground
from tests.organizations.ground import cell, collection, feature
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
LATER = date(2025, 10, 1)
KEYS = st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "crs"])
WORDS = st.sampled_from(["Feature", "FeatureCollection", "Polygon", "MultiPolygon"])
PLAIN = st.none() | st.booleans() | st.floats() | st.text() | st.integers() | WORDS
DOCUMENTS = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner | WORDS), max_leaves=20)


@pytest.fixture
def schools(hall: Hall) -> AreaSystem:
    return AreaSystem.define(by=hall.drafter, code="school", name="小学校区", order=1)


@pytest.fixture
def districts(land: Land) -> AreaSystem:
    return AreaSystem(code="district", name="地区", kind="district")


def sent(system: AreaSystem, raw: bytes, *, by: User, on: date = MONDAY) -> BoundaryFile:
    return BoundaryFile.receive(
        by=by, system=system, starts_on=on, name="a.geojson", raw=raw, features=geojson.read(raw)
    )


def taken(system: AreaSystem, raw: bytes, *, by: User, on: date = MONDAY) -> BoundaryFile:
    """Everything that was found, the rest as new areas."""
    file = sent(system, raw, by=by, on=on)
    form = TakeForm({"all_new": "on"}, file=file, column="")
    assert form.is_valid(), form.errors
    file.take_in(by=by, chosen=form.chosen)
    return file


def two(**names: str) -> bytes:
    return collection(
        [feature(cell(0, 0), N=names.get("a", "北地区")), feature(cell(1, 0), N=names.get("b", "南地区"))]
    )


def drawn_over(raw: dict[str, Any]) -> bytes:
    return json.dumps(raw).encode()


class TestRead:
    def test_takes_multipolygons_holes_heights_and_features_without_names(self) -> None:
        ring = [[133.4, 34.9, 12.5], [133.5, 34.9, 12.5], [133.5, 35.0, 12.5], [133.4, 34.9, 12.5]]
        shape = {"type": "MultiPolygon", "coordinates": [[ring], [ring, ring]]}
        (found,) = geojson.read(drawn_over({"type": "Feature", "id": 7, "properties": None, "geometry": shape}))
        assert found.properties == {"id": "7"}
        assert found.title == "1番目の図形"
        assert [len(polygon) for polygon in found.polygons] == [1, 2]
        assert found.polygons[0][0][1] == (133.5, 34.9)

    def test_reads_shift_jis_and_a_byte_order_mark(self) -> None:
        text = json.dumps(
            {"type": "FeatureCollection", "features": [feature(cell(0, 0), 名前="千屋")]}, ensure_ascii=False
        )
        for raw in (text.encode("cp932"), b"\xef\xbb\xbf" + text.encode()):
            assert geojson.read(raw)[0].title == "「千屋」"

    @pytest.mark.parametrize(
        ("raw", "sentence"),
        [
            (b"\x89PNG\r\n\x1a\n", "文字が読めません|読めません"),
            (b'{"type": "FeatureCollection",\n "features": [}', "2行目の15文字目"),
            (b"[" * 100_000, "読めません"),
            (b"[1, 2]", "いちばん外側"),
            (b'{"type": "Topology"}', "FeatureCollection"),
            (b'{"type": "FeatureCollection", "features": []}', "1つもありません"),
            (b'{"type": "FeatureCollection", "features": [5]}', "1番目が、Featureではありません"),
            (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}', "形がありません"),
            (b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [133, 34]}}', "形がPointです"),
            (b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[NaN, 1]]]}}', "読めません"),
        ],
    )
    def test_says_what_is_no_boundary(self, raw: bytes, sentence: str) -> None:
        with pytest.raises(geojson.NotBoundaries, match=sentence):
            geojson.read(raw)

    @pytest.mark.parametrize(
        ("ring", "sentence"),
        [
            ([(34.9, 133.4), (34.9, 133.5), (35.0, 133.5), (34.9, 133.4)], "緯度・経度の順"),
            ([(2.3, 48.8), (2.4, 48.8), (2.4, 48.9), (2.3, 48.8)], "日本の外"),
            ([(-51_234.5, -98_765.4), (1, 1), (2, 2), (3, 3)], "経度・緯度ではありません"),
            ([(133.4, 34.9), (133.5, 34.9), (133.5, 35.0), (133.4, 35.0)], "閉じていません"),
            ([(133.4, 34.9), (133.5, 34.9), (133.4, 34.9)], "点が4つありません"),
            ([(133.4, 34.9), ("133.5", 34.9), (133.5, 35.0), (133.4, 34.9)], "数でない"),
            ([(133.4, 34.9), (133.4, 34.9), (133.5, 35.0), (133.4, 34.9)], "面になっていません"),
        ],
    )
    def test_names_the_figure_and_the_place(self, ring: list[Any], sentence: str) -> None:
        raw = collection([feature(cell(0, 0), N="南地区"), feature(ring, N="北地区")])
        with pytest.raises(geojson.NotBoundaries, match=sentence) as told:
            geojson.read(raw)
        assert len(told.value.sentences) == 1
        assert "「北地区」" in told.value.sentences[0]

    def test_refuses_plane_coordinates_by_their_name_and_what_is_too_large(self) -> None:
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::6673"}}
        with pytest.raises(geojson.NotBoundaries, match="平面直角座標"):
            geojson.read(drawn_over({"type": "FeatureCollection", "crs": crs, "features": []}))
        with pytest.raises(geojson.NotBoundaries, match="大きすぎます"):
            geojson.read(b" " * (geojson.MEGABYTES * 1024 * 1024 + 1))

    @given(DOCUMENTS)
    def test_whatever_comes_is_read_or_refused_with_a_sentence(self, document: Any) -> None:
        said: list[str] = []
        found: list[geojson.Feature] = []
        try:
            found = geojson.read(json.dumps(document).encode())
        except geojson.NotBoundaries as refusal:
            said = refusal.sentences
        assert bool(found) != bool(said)
        assert all(sentence.endswith("。") for sentence in said)


class TestFaultsWithin:
    def test_a_line_that_crosses_itself_is_told_with_its_place(self, districts: AreaSystem) -> None:
        bow = [(133.4, 34.9), (133.5, 35.0), (133.5, 34.9), (133.4, 35.0), (133.4, 34.9)]
        (sentence,) = faults_within(geojson.read(collection([feature(bow, N="北地区")])), districts)
        assert sentence == "「北地区」の線が、自分と交わっています(東経133.45000度・北緯34.95002度)。"

    def test_areas_on_each_other_are_told_with_place_and_size(self, districts: AreaSystem) -> None:
        half = [(x + 0.01, y) for x, y in cell(0, 0)]
        raw = collection([feature(cell(0, 0), N="北地区"), feature(half, N="南地区"), feature(cell(5, 5), N="遠い")])
        (sentence,) = faults_within(geojson.read(raw), districts)
        assert sentence.startswith("「北地区」と「南地区」が重なっています(東経133.4")
        assert "ヘクタール" in sentence

    def test_slivers_and_systems_that_may_overlap_are_let_be(self, districts: AreaSystem) -> None:
        sliver = [(x - 0.00001, y) for x, y in cell(1, 0)]
        assert faults_within(geojson.read(collection([feature(cell(0, 0)), feature(sliver)])), districts) == []
        twice = geojson.read(collection([feature(cell(0, 0)), feature(cell(0, 0))]))
        assert faults_within(twice, AreaSystem(code="x", name="x", may_overlap=True)) == []


class TestMatch:
    @pytest.mark.parametrize(
        "rows",
        [
            [{"fid": 1, "KEY": "1"}, {"fid": 2, "KEY": "2"}],
            [{"pref": "岡山県", "地区名": "北 地区"}, {"pref": "岡山県", "地区名": "南地区"}],
            [{"A": 9, "S_NAME": "北"}, {"A": 8, "S_NAME": "南"}],
            [{"code": 1.0, "note": "x"}, {"code": 2.0, "note": "y"}],
        ],
    )
    def test_finds_code_or_name_under_whatever_column(self, land: Land, rows: list[dict[str, object]]) -> None:
        features = geojson.read(collection([feature(cell(n, 0), **row) for n, row in enumerate(rows)]))
        assert match(features, [land.north, land.south]).by_feature == {1: land.north.pk, 2: land.south.pk}

    def test_two_figures_of_one_area_are_told(self, land: Land) -> None:
        matching = match(geojson.read(two(b="北地区")), [land.north, land.south])
        assert "1つの図形(MultiPolygon)に" in matching.twice[0]


class TestTakeIn:
    def test_draws_measures_and_tells_it(self, hall: Hall, land: Land, districts: AreaSystem) -> None:
        taken(districts, two(), by=hall.drafter)
        boundary = land.north.boundary(MONDAY)
        assert boundary is not None
        assert boundary.square_kilometres == pytest.approx(4.05, abs=0.01)
        assert boundary.path.startswith("M")
        assert set(neighbours(land.north, MONDAY)) == {land.south}
        assert Event.objects.about(land.north).get(verb="area.draw").changes[0].after == "4.05平方キロメートル"

    def test_makes_areas_of_figures_that_nobody_knew(self, hall: Hall, schools: AreaSystem) -> None:
        raw = collection([feature(cell(n, 0), A27_004=f"第{n}小学校", A27_005="33", A27_006=n + 5) for n in range(3)])
        taken(schools, raw, by=hall.drafter)
        made = Area.objects.of_system(schools)
        told = [("第0小学校", "school-5"), ("第1小学校", "school-6"), ("第2小学校", "school-7")]
        assert [(area.name, area.code) for area in made] == told

    def test_keeps_older_versions_by_their_days(self, hall: Hall, land: Land, districts: AreaSystem) -> None:
        taken(districts, two(), by=hall.drafter)
        far = collection([feature(cell(3, 0), N="南地区")])
        taken(districts, far, by=hall.drafter, on=LATER)
        assert set(neighbours(land.north, MONDAY)) == {land.south}
        assert set(neighbours(land.north, LATER)) == set()
        assert land.south.boundary(MONDAY) != land.south.boundary(LATER)
        assert land.south.boundary(date(2020, 1, 1)) is None

    def test_the_same_day_again_replaces(self, hall: Hall, land: Land, districts: AreaSystem) -> None:
        taken(districts, two(), by=hall.drafter)
        taken(districts, two(a="南地区", b="北地区"), by=hall.drafter)
        assert Boundary.objects.filter(area=land.north).count() == 1
        assert set(neighbours(land.north, MONDAY)) == {land.south}

    def test_nothing_is_half_taken_when_one_lies_on_an_area_that_stays(
        self, hall: Hall, land: Land, districts: AreaSystem
    ) -> None:
        taken(districts, two(), by=hall.drafter)
        raw = collection([feature([(x - 0.01, y) for x, y in cell(1, 0)], N="南地区")])
        file = sent(districts, raw, by=hall.drafter, on=LATER)
        with pytest.raises(ValidationError, match="「南地区」と、今ある「北地区」が重なっています"):
            file.take_in(by=hall.drafter, chosen={1: land.south})
        assert Boundary.objects.count() == 2
        assert BoundaryFile.objects.get(pk=file.pk).status == "draft"

    def test_is_refused_twice_and_without_anything(self, hall: Hall, land: Land, districts: AreaSystem) -> None:
        file = sent(districts, two(), by=hall.drafter)
        with pytest.raises(NotNow, match="取り込む図形がありません"):
            file.take_in(by=hall.drafter, chosen={})
        file.refresh_from_db()
        file.drop(by=hall.drafter)
        assert BoundaryFile.objects.get().content == []
        with pytest.raises(NotNow):
            file.take_in(by=hall.drafter, chosen={1: land.north})

    def test_measures_how_much_lies_in_another_system(
        self, hall: Hall, land: Land, districts: AreaSystem, schools: AreaSystem
    ) -> None:
        taken(districts, two(), by=hall.drafter)
        inside = [(133.401, 34.901), (133.41, 34.901), (133.41, 34.91), (133.401, 34.91), (133.401, 34.901)]
        across = [(133.411, 34.911), (133.424, 34.911), (133.424, 34.918), (133.411, 34.918), (133.411, 34.911)]
        taken(schools, collection([feature(inside, N="中の小"), feature(across, N="境の小")]), by=hall.drafter)
        told = {each.area.name: each.words for each in others_beside(land.north, on=MONDAY)}
        assert told == {"中の小": "全部", "境の小": "大半"}
        assert [area.name for area in parts_of(land.north, on=MONDAY)] == ["中の小"]
        middle = Area.objects.get(name="中の小")
        Overlap.relate(inner=middle, outer=land.north, extent="part", by=hall.drafter)
        assert parts_of(land.north, on=MONDAY) == []
        Overlap.objects.get(source="hand").unrelate(by=hall.drafter)
        assert [area.name for area in parts_of(land.north, on=MONDAY)] == ["中の小"]


class TestNeighbourWord:
    def test_goes_before_what_was_measured(self, hall: Hall, land: Land, districts: AreaSystem) -> None:
        taken(districts, two(), by=hall.drafter)
        NeighbourWord.say(land.south, land.north, are_neighbours=False, by=hall.drafter)
        assert set(neighbours(land.north, MONDAY)) == set()
        NeighbourWord.say(land.north, land.south, are_neighbours=True, by=hall.drafter)
        assert set(neighbours(land.south, MONDAY)) == {land.north}

    def test_is_about_areas_of_one_system(self, hall: Hall, land: Land) -> None:
        with pytest.raises(NotNow, match="同じ分け方"):
            NeighbourWord.say(land.north, land.north_oaza, are_neighbours=True, by=hall.drafter)


class TestMaps:
    def test_a_whole_city_is_taken_in_and_its_page_costs_the_same(
        self,
        as_user: AsUser,
        hall: Hall,
        land: Land,
        schools: AreaSystem,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        """60 areas of 2,000 points each, as a city of 60 school districts publishes them."""
        taken(schools, ground.city(10, 6, steps=500, name=lambda n: {"名": f"第{n}小学校区"}), by=hall.drafter)
        assert Boundary.objects.count() == 60
        area = Area.objects.get(name="第11小学校区")
        assert sorted(area.name for area in neighbours(area, MONDAY)) == [
            "第10小学校区", "第12小学校区", "第1小学校区", "第21小学校区",
        ]  # fmt: skip
        assert sum(len(shape.path) for shape in system_map(schools, on=MONDAY).shapes) < 80_000
        browser = as_user(hall.drafter)
        browser.get(schools.get_absolute_url())
        with django_assert_max_num_queries(12):
            page = browser.get(schools.get_absolute_url())
        assert page.text.count("<path") == 61
        assert page.text.count("平方キロメートル") == 60
        with django_assert_max_num_queries(40):
            browser.get(area.get_absolute_url())

    def test_a_map_names_what_is_not_drawn_and_a_small_one_shows_its_area(
        self, hall: Hall, land: Land, districts: AreaSystem
    ) -> None:
        taken(districts, collection([feature(cell(0, 0), N="北地区")]), by=hall.drafter)
        whole, small = system_map(districts, on=MONDAY, tones={land.north.pk: 3}), area_map(land.north, on=MONDAY)
        assert (whole.missing, whole.shapes[0].css) == ([land.south], "tone-3")
        assert [(shape.area, shape.css) for shape in small.shapes] == [(land.north, "chosen")]
        assert small.ruler is not None
        assert small.ruler.said == "200m"

    def test_everybody_sees_the_map_and_takes_the_boundaries_away(
        self, client: PortalClient, hall: Hall, land: Land, districts: AreaSystem
    ) -> None:
        assert "地図で見る" not in client.get(reverse("welcome")).text  # there is none yet
        taken(districts, two(), by=hall.drafter)
        assert f'href="{districts.get_absolute_url()}">地図で見る' in client.get(reverse("welcome")).text
        page = client.get(districts.get_absolute_url())
        assert "北地区" in page.text
        assert land.north.get_absolute_url() not in page.text
        features = client.get(reverse("areas:geojson", args=["district"])).json()["features"]
        assert [each["properties"]["name"] for each in features] == ["北地区", "南地区"]
        assert client.get(districts.get_absolute_url() + "?on=令和2年1月1日").text.count("<path") == 0
        assert client.get("/areas/maps/nothing/").status_code == 404


class TestPages:
    def test_a_file_is_looked_at_then_taken(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        browser = as_user(hall.drafter)
        raw = collection([feature(cell(0, 0), N="北地区"), feature(cell(1, 0), N="みなみ")])
        file = SimpleUploadedFile("地区.geojson", raw)
        address = reverse("areas:upload", args=["district"])
        page = browser.post(address, {"file": file, "starts_on": "令和7年4月1日"}, follow=True)
        for fact in ("2個の図形のうち、1個は、列「N」で", "1個は見つかりません", "図形がなかった区域", "南地区"):
            assert fact in page.text
        done = browser.post(page.request["PATH_INFO"], {"column": "N", "figure2": str(land.south.pk)}, follow=True)
        assert "2つの区域の境を、地図に入れました。" in done.text
        assert done.text.count("<path") == 3

    def test_a_bad_file_is_told_at_the_field_and_nothing_is_kept(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        bow = [(133.4, 34.9), (133.5, 35.0), (133.5, 34.9), (133.4, 35.0), (133.4, 34.9)]
        file = SimpleUploadedFile("地区.geojson", collection([feature(bow, N="北地区")]))
        address = reverse("areas:upload", args=["district"])
        page = as_user(hall.drafter).post(address, {"file": file, "starts_on": "令和7年4月1日", "source": "市"})
        assert "「北地区」の線が、自分と交わっています" in page.text
        assert 'value="市"' in page.text
        assert not BoundaryFile.objects.exists()

    def test_only_the_section_takes_boundaries(self, as_user: AsUser, hall: Hall, land: Land, nanami: User) -> None:
        address = reverse("areas:upload", args=["district"])
        seen = {who.name: as_user(who).get(address).status_code for who in (hall.drafter, hall.stranger, nanami)}
        assert sorted(seen.values()) == [200, 403, 403]
        assert seen[hall.drafter.name] == 200
