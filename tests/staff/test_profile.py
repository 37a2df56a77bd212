"""市のきほん: one page makes the portal a city's own, and only those who keep the settings write it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import User
from records.cases import NotNow
from records.era import as_the_city_writes, era_date, era_year
from records.events import Event
from records.fiscal import FiscalYear
from records.forms.dates import EraDateWidget
from staff.models import City, Duty, Logo, Post, city_at_hand
from tests.cast import LONG_AGO, Hall
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
PAGE = "/office/city/"


@pytest.fixture
def keeper(hall: Hall) -> User:
    post = Post.objects.create(name="設定の担当", title="主任", rank=90, runs_settings=True, department=hall.section)
    Duty.objects.create(user=hall.stranger, post=post, starts_on=LONG_AGO)
    hall.stranger.forget()
    return hall.stranger


def picture(size: tuple[int, int] = (900, 300), form: str = "PNG") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGBA" if form == "PNG" else "RGB", size, "navy").save(content, form)
    return SimpleUploadedFile("mark.png", content.getvalue(), "image/png")


def typed(**otherwise: object) -> dict[str, object]:
    city = City.current()
    facts = {
        name: getattr(city, name)
        for name in (
            "name",
            "furigana",
            "prefecture",
            "address",
            "phone",
            "hours",
            "portal_name",
            "tie_years",
            "answer_days",
        )
    }
    return {**facts, "mayor": city.mayor_id or "", "years": "era", "accent": "blue", **otherwise}


class TestDescribe:
    def test_changes_what_every_page_says(self, keeper: User, as_user: AsUser):
        browser = as_user(keeper)
        answer = browser.post(PAGE, typed(portal_name="まちづくり広場", accent="green"), follow=True)
        assert "まちづくり広場" in answer.content.decode()
        assert 'data-accent="green"' in answer.content.decode()

    def test_is_on_record_with_what_was_before(self, keeper: User):
        City.current().describe(by=keeper, portal_name="まちづくり広場")
        event = Event.objects.get(verb="city.describe")
        assert [(change.label, change.after) for change in event.changes] == [("ポータルの名前", "まちづくり広場")]

    def test_says_nothing_where_nothing_changed(self, keeper: User):
        City.current().describe(by=keeper, portal_name=City.current().portal_name)
        assert not Event.objects.filter(verb="city.describe").exists()

    def test_is_the_keepers_alone(self, hall: Hall, nanami: User, as_user: AsUser):
        assert as_user(nanami).get(PAGE).status_code == 403
        answer = as_user(hall.stranger).post(PAGE, typed(name="よその市"))
        assert (answer.status_code, City.current().name == "よその市") == (403, False)

    def test_a_wrong_entry_keeps_what_was_typed(self, keeper: User, as_user: AsUser):
        answer = as_user(keeper).post(PAGE, typed(name="", portal_name="まちづくり広場"))
        assert "市の名前" in answer.content.decode()
        assert "まちづくり広場" in answer.content.decode()
        assert City.current().portal_name != "まちづくり広場"


class TestMark:
    def test_stands_on_every_page_and_is_anybody_s(self, keeper: User, as_user: AsUser, client: PortalClient):
        answer = as_user(keeper).post(PAGE, typed(logo=picture()), follow=True)
        address = reverse("staff:logo", args=[City.objects.get().mark])
        assert address in answer.content.decode()
        shown = client.get(address)
        assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/png", "public, max-age=31536000, immutable")
        assert Image.open(BytesIO(shown.content)).size == (480, 160)

    def test_can_be_taken_down(self, keeper: User, as_user: AsUser):
        browser = as_user(keeper)
        browser.post(PAGE, typed(logo=picture()))
        answer = browser.post(PAGE, typed(no_logo="on"), follow=True)
        assert "/logo/" not in answer.content.decode()
        assert not Logo.objects.exists()

    @pytest.mark.parametrize("content", [b"", b"<svg onload='x'/>", b"%PDF-1.7"])
    def test_what_is_no_picture_is_told_at_its_field(self, content: bytes, keeper: User, as_user: AsUser):
        answer = as_user(keeper).post(PAGE, typed(logo=SimpleUploadedFile("mark.png", content, "image/png")))
        assert "画像を選んでください" in answer.content.decode()
        assert not Logo.objects.exists()

    def test_a_picture_of_too_many_points_is_refused_before_it_is_drawn(self, keeper: User):
        header = BytesIO()
        Image.new("1", (8000, 8000)).save(header, "PNG")
        with pytest.raises(NotNow, match="大きすぎます"):
            Logo.put(BytesIO(header.getvalue()), by=keeper)

    def test_an_address_of_before_is_gone(self, client: PortalClient):
        assert client.get("/logo/0123456789abcdef.png").status_code == 404


class TestYears:
    DAY = date(2025, 4, 1)

    def test_are_those_of_the_era(self, hall: Hall):
        with as_the_city_writes():
            assert (era_date(self.DAY), str(FiscalYear(2025))) == ("令和7年4月1日", "令和7年度")

    def test_are_western_where_the_city_writes_so(self, hall: Hall):
        City.objects.update(years=City.Years.WESTERN)
        with as_the_city_writes():
            assert era_date(self.DAY) == "2025年4月1日"
            assert (era_year(self.DAY), str(FiscalYear(2025))) == ("2025年", "2025年度")
            assert EraDateWidget().decompress(self.DAY) == ["西暦", 2025, 4, 1]

    def test_a_page_prints_them(self, hall: Hall, as_user: AsUser):
        City.objects.update(years=City.Years.WESTERN)
        page = as_user(hall.drafter).get("/office/rules/").content.decode()
        assert f"{FiscalYear.of(LONG_AGO).number}" not in page or "令和" not in page

    def test_a_page_asks_for_the_city_once(self, hall: Hall, django_assert_num_queries: Any):
        with django_assert_num_queries(1), city_at_hand(), as_the_city_writes():
            assert City.current() is City.current()
            era_date(self.DAY)
