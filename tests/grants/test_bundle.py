"""A case as one file: everything is in it, the checksums are right, and that it left the portal is on record."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Organization
from records.attachments import Attachment, receive
from records.bundle import safe
from records.events import Event, record
from records.letters.letter import Letter
from records.telling import Difference
from records.trail.chain import TrailLink
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.portal import PortalClient
from tests.records.test_chain import commit, go_behind

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(north: Organization, scheme: Scheme, nanami: User, hall: Hall, pdf: SimpleUploadedFile) -> Grant:
    """A grant with minutes attached, decided; its letter is issued."""
    grant = build.draft(north, scheme, nanami)
    receive(grant, pdf, purpose="総会の議事録", by=nanami)
    grant.submit(by=nanami, on=MONDAY)
    build.proposed(grant, hall)
    build.approve(grant, hall.chief, hall.manager, hall.director)
    commit()
    return grant


def address(case: Any, kind: str = "grants.grant") -> str:
    return reverse("records:bundle", args=[kind, case.pk])


def opened(browser: PortalClient, case: Grant) -> zipfile.ZipFile:
    response: Any = browser.get(address(case))
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


class TestBundle:
    def test_has_everything_and_its_checksums_are_right(self, as_user: AsUser, hall: Hall, decided: Grant) -> None:
        archive = opened(as_user(hall.drafter), decided)
        letter, paper = Letter.objects.get(), Attachment.objects.get()
        listed = archive.read("SHA256SUMS.txt").decode().splitlines()
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in listed)}
        assert set(sums) == {
            f"通知書/{letter.document_number}.pdf", f"添付/{paper.pk}_議事録.pdf",
            "概要.pdf", "記録.html", "記録.json", "決裁.json", "README.txt",
        }  # fmt: skip
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums
        assert sums[f"添付/{paper.pk}_議事録.pdf"] == paper.sha256
        assert archive.read("概要.pdf").startswith(b"%PDF")
        assert "sha256sum -c SHA256SUMS.txt" in archive.read("README.txt").decode()

    def test_tells_the_trail_with_its_places_in_the_chain(self, as_user: AsUser, hall: Hall, decided: Grant) -> None:
        archive = opened(as_user(hall.drafter), decided)
        told = json.loads(archive.read("記録.json"))
        digests = dict(TrailLink.objects.values_list("position", "digest"))
        assert {each["鎖の位置"]: each["照合の値"] for each in told}.items() <= digests.items()
        approvals = [each["立場"] for each in json.loads(archive.read("決裁.json"))]
        assert {"協働推進係長", "総合政策課長", "総務部長"} <= set(approvals)
        assert "協働推進係長 回議 二郎" in archive.read("記録.html").decode()

    def test_goes_on_record_with_the_checksum_of_its_list(self, as_user: AsUser, hall: Hall, decided: Grant) -> None:
        archive = opened(as_user(hall.drafter), decided)
        (event,) = build.happened(decided, "bundle.export")
        assert event.facts["sums_sha256"] == hashlib.sha256(archive.read("SHA256SUMS.txt")).hexdigest()
        assert event.actor == hall.drafter

    def test_is_not_made_of_a_letter_that_was_changed(self, as_user: AsUser, hall: Hall, decided: Grant) -> None:
        go_behind("UPDATE records_letterfile SET content = 'forged'", "UPDATE records_letter SET html = 'forged'")
        assert as_user(hall.drafter).get(address(decided)).status_code == 500
        assert not build.happened(decided, "bundle.export")

    def test_is_for_the_section_and_auditors(
        self, as_user: AsUser, hall: Hall, decided: Grant, nanami: User, kuko: User
    ) -> None:
        answers = [as_user(user).get(address(decided)).status_code for user in (hall.mayor, nanami, kuko)]
        assert answers == [403, 403, 404]
        assert "ひとまとめを書き出す" not in as_user(nanami).get(decided.get_absolute_url()).text
        assert "ひとまとめを書き出す" in as_user(hall.drafter).get(decided.get_absolute_url()).text

    @pytest.mark.parametrize("kind", ["grants.scheme", "accounts.user", "no.such", "nothing", "plans.yearlyplan"])
    def test_is_of_cases_only(self, as_user: AsUser, hall: Hall, kind: str) -> None:
        class Nothing:
            pk = 10**9

        assert as_user(hall.drafter).get(address(Nothing, kind)).status_code == 404

    @pytest.mark.parametrize(
        ("name", "written"), [("../../x", "_.._x"), ("a/b\\c:d", "a_b_c_d"), ("..", "_"), ("議事録.pdf", "議事録.pdf")]
    )
    def test_names_no_path(self, name: str, written: str) -> None:
        assert safe(name) == written


class TestLooking:
    def test_every_print_of_a_letter_is_on_record(self, as_user: AsUser, hall: Hall, decided: Grant) -> None:
        letter, browser = Letter.objects.get(), as_user(hall.drafter)
        browser.get(reverse("letters:pdf", args=[letter.pk]))
        browser.get(reverse("letters:print"), {"letter": letter.pk})
        assert [event.actor for event in build.happened(letter, "letter.print")] == [hall.drafter] * 2

    def test_opening_an_attachment_is_on_record(self, as_user: AsUser, nanami: User, decided: Grant) -> None:
        paper = Attachment.objects.get()
        response: Any = as_user(nanami).get(reverse("records:file", args=[paper.pk]))
        assert response.getvalue().startswith(b"%PDF")
        (event,) = build.happened(paper, "attachment.open")
        assert (event.actor, event.facts["comment"]) == (nanami, "総会の議事録:議事録.pdf")

    def test_looking_at_officers_addresses_is_on_record_for_the_city(
        self, as_user: AsUser, hall: Hall, north: Organization, nanami: User
    ) -> None:
        for person in (hall.drafter, hall.mayor, nanami):
            as_user(person).get(north.get_absolute_url())
        assert [event.actor for event in Event.objects.filter(verb="register.look")] == [hall.drafter]


class TestHistory:
    @pytest.mark.parametrize(
        ("before", "after", "difference"),
        [("2,655,000円", "2,605,000円", -50_000), (1, 3, 2), ("", "5円", None), ("課長", "部長", None)],
    )
    def test_counts_how_much_more_it_is(self, before: Any, after: Any, difference: int | None) -> None:
        assert Difference("", before, after).amount == difference

    def test_is_told_with_names_posts_and_differences(self, as_user: AsUser, hall: Hall, granted: Grant) -> None:
        before, after = {"額": "5,000円"}, {"額": "4,000円"}
        record(granted, "grant.review", by=hall.drafter, on_behalf="北の会", before=before, after=after)
        User.objects.filter(pk=hall.drafter.pk).update(name="改姓 花子")
        text = " ".join(as_user(hall.chief).get(granted.get_absolute_url()).text.split())
        assert '協働推進係員 起案 花子 <span class="tag plain">北の会の代わりに入力' in text
        assert "差 △1,000" in text

    def test_folds_a_long_story(self, as_user: AsUser, hall: Hall, granted: Grant) -> None:
        for _ in range(30):
            record(granted, "grant.review", by=hall.drafter)
        assert "もっと前の動き(" in as_user(hall.chief).get(granted.get_absolute_url()).text
