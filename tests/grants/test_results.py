"""成果の写真: put to a project without what the camera wrote in, printed for the assembly, shown if the body wishes."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from config.booklet.booklet import Booklet
from grants.models import Grant, Report
from grants.results.photos import add, photos_of
from grants.results.showing import hide, show
from plans.models import YearlyPlan
from records.cases import NotNow
from records.events import Event
from records.letters.render import renderer
from records.photos import cleaned
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


def camera(name: str = "夏まつり.jpg", shade: int = 90) -> SimpleUploadedFile:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Kita 1"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 120, 90)).save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def report(granted: Grant, nanami: User, hall: Hall) -> Report:
    build.paid(granted, nanami, hall)
    granted.refresh_from_db()
    return build.report_draft(granted, nanami)


def at(report: Report, name: str, *args: Any) -> str:
    return reverse(f"grants:{name}", args=[report.pk, *args])


class TestPhotos:
    def test_are_put_to_a_project_without_what_the_camera_wrote(
        self, as_user: AsUser, report: Report, nanami: User, kuko: User
    ):
        browser, project = as_user(nanami), report.projects.get()
        browser.post(at(report, "result_photos"), {"project": project.pk, "photos": [camera(), camera("b.jpg", 30)]})
        ((purpose, kept),) = photos_of(report).items()
        assert purpose == f"成果の写真 {project.name}"
        with kept[0].file.open("rb") as file:
            assert not Image.open(file).getexif()
        assert browser.get(at(report, "result_photo", kept[0].pk))["Content-Type"] == "image/jpeg"
        assert as_user(kuko).get(at(report, "result_photo", kept[0].pk)).status_code == 404
        browser.post(at(report, "result_photo_drop", kept[0].pk))
        assert len(photos_of(report)[purpose]) == 1

    def test_what_is_no_photo_or_too_many_is_told(self, as_user: AsUser, report: Report, nanami: User):
        browser, project = as_user(nanami), report.projects.get()
        bad = SimpleUploadedFile("x.jpg", b"x")
        page = browser.post(at(report, "result_photos"), {"project": project.pk, "photos": [bad]})
        assert "開けませんでした" in page.text
        assert "1枚以上選んで" in browser.post(at(report, "result_photos"), {"project": project.pk}).text
        for shade in range(6):
            add(report, project, [cleaned(camera(shade=shade * 20))], by=nanami)
        with pytest.raises(NotNow, match="6枚までです"):
            add(report, project, [cleaned(camera(shade=200))], by=nanami)

    def test_nothing_is_put_to_what_was_sent(self, report: Report, nanami: User):
        report.submit(by=nanami, on=APRIL_NEXT)
        with pytest.raises(NotNow):
            add(report, report.projects.get(), [cleaned(camera())], by=nanami)


class TestBooklet:
    def test_prints_them(self, report: Report, nanami: User):
        add(report, report.projects.get(), [cleaned(camera())], by=nanami)
        plan = YearlyPlan.begin(report.grant.organization, report.grant.scheme.fiscal_year.next, by=nanami)
        booklet = Booklet(plan, nanami, timezone.localdate())
        (done,) = [each for each in booklet.done if each.photos]
        assert len(booklet.images) == 1
        html = f'<p><img src="{done.photos[0]}" alt="写真"></p>'
        pdf = renderer().pdf(html, title="x", style="booklet", images=booklet.images)
        assert b"/Image" in pdf.content
        with pytest.raises(ValueError, match="photos"):
            renderer().pdf(html, title="x", style="booklet")  # forgotten again


class TestShow:
    def test_everybody_reads_what_the_body_shows(
        self, as_user: AsUser, client: PortalClient, report: Report, nanami: User, hall: Hall
    ):
        add(report, report.projects.get(), [cleaned(camera())], by=nanami)
        with pytest.raises(NotNow, match="市に出してから"):
            show(report, by=nanami, on=MONDAY)
        report.submit(by=nanami, on=APRIL_NEXT)
        public = reverse("results:detail", args=[report.pk])
        photo = photos_of(report).popitem()[1][0]
        shown = reverse("results:photo", args=[report.pk, photo.pk])
        assert {client.get(public).status_code, client.get(shown).status_code} == {404}
        assert as_user(hall.drafter).post(at(report, "result_show")).status_code == 403
        as_user(nanami).post(at(report, "result_show"))
        page = client.get(public).text
        assert "見守りが広がった。" in page
        assert "見本商店" not in page  # receipts stay inside
        assert client.get(shown)["Content-Type"] == "image/jpeg"
        receipt = report.expenses.exclude(photo=None)[0].photo
        assert receipt is not None
        assert client.get(reverse("results:photo", args=[report.pk, receipt.pk])).status_code == 404
        assert report.grant.organization.name in client.get(reverse("results:list")).text
        as_user(nanami).post(at(report, "result_hide"))
        assert client.get(public).status_code == 404
        assert set(Event.objects.about(report).values_list("verb", flat=True)) >= {"report.show", "report.hide"}
        with pytest.raises(NotNow, match="公開していません"):
            hide(report, by=nanami)
